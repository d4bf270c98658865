// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* From single contract files to what is said of each header. */
#include <stdlib.h>
#include <string.h>

#include "spec/spec_read.h"

/* A name that may be stated once only, and where it is. */
struct stated {
	const char *space; /* names of different spaces do not meet */
	const char *name;
	struct place at;
	unsigned int order;
};

struct names {
	struct stated *names;
	unsigned int n;
};

static int stated_compare(const void *a, const void *b)
{
	const struct stated *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (!order)
		order = strcmp(x->space, y->space);
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void state(struct names *names, const char *space, const char *name, struct place at)
{
	names->names[names->n] = (struct stated){ space, name, at, names->n };
	names->n++;
}

/* A pattern speaks of its own header only. */
static void state_items(struct names *names, const struct spec_items *items)
{
	for (unsigned int i = 0; i < items->n; i++)
		if (!strpbrk(items->items[i].key, "*?["))
			state(names, "function", items->items[i].key, items->items[i].key_at);
}

static void state_function(struct names *names, const struct spec_function *function)
{
	state(names, "function", function->name, function->at);
	/* A shape that is named may serve several functions by one macro. */
	if (function->wrapper && !function->shape)
		state(names, "wrapper", function->wrapper, function->at);
	for (unsigned int i = 0; i < function->n_was; i++)
		state(names, "former name", function->was[i], function->at);
}

static void state_file(struct names *names, const struct spec_header *file)
{
	state_items(names, &file->safe);
	state_items(names, &file->refuse);
	for (unsigned int i = 0; i < file->has.n; i++)
		state(names, "has entry", file->has.items[i].key, file->has.items[i].key_at);
	for (unsigned int i = 0; i < file->n_names; i++)
		state(names, "name", file->names[i].name, file->names[i].at);
	for (unsigned int i = 0; i < file->n_owned; i++)
		state(names, "owned entry", file->owned[i].name, file->owned[i].at);
	for (unsigned int i = 0; i < file->n_ops; i++)
		state(names, "ops entry", file->ops[i].name, file->ops[i].at);
	for (unsigned int i = 0; i < file->n_functions; i++)
		state_function(names, &file->functions[i]);
	for (unsigned int i = 0; i < file->n_primitives; i++)
		state(names, "primitive", file->primitives[i].name, file->primitives[i].at);
}

static unsigned int count_stated(const struct spec_header *file)
{
	unsigned int n = file->safe.n + file->refuse.n + file->has.n + file->n_names +
			 file->n_owned + file->n_ops + file->n_primitives;

	for (unsigned int i = 0; i < file->n_functions; i++)
		n += 2 + file->functions[i].n_was;
	return n;
}

/* Complains of what is stated twice. */
static bool stated_once(struct run *run, struct spec_header *const *files, unsigned int n)
{
	struct names names = { 0 };
	unsigned int room = 0;
	bool ok = true;

	for (unsigned int i = 0; i < n; i++)
		room += count_stated(files[i]);
	names.names = arena_new(&run->arena, struct stated, room);
	for (unsigned int i = 0; i < n; i++)
		state_file(&names, files[i]);
	qsort(names.names, names.n, sizeof(*names.names), stated_compare);
	for (unsigned int i = 1; i < names.n; i++) {
		const struct stated *first = &names.names[i - 1], *again = &names.names[i];

		if (strcmp(first->name, again->name) || strcmp(first->space, again->space))
			continue;
		diag_error(run, EXIT_CONTRACT, again->at, "%s '%s' is stated twice", again->space,
			   again->name);
		diag_note(run, first->at, "it is stated here already");
		ok = false;
	}
	return ok;
}

/* Room for both arrays, one behind the other. */
static void *append(struct run *run, const void *a, unsigned int n_a, const void *b,
		    unsigned int n_b, size_t size)
{
	char *both = arena_array(&run->arena, (size_t)n_a + n_b, size);

	if (n_a)
		memcpy(both, a, n_a * size);
	if (n_b)
		memcpy(both + n_a * size, b, n_b * size);
	return both;
}

#define APPEND(run, to, from, array, count)                                                       \
	do {                                                                                      \
		(to)->array = append(run, (to)->array, (to)->count, (from)->array, (from)->count, \
				     sizeof(*(to)->array));                                       \
		(to)->count += (from)->count;                                                     \
	} while (0)

static void header_add(struct run *run, struct spec_header *header, const struct spec_header *more)
{
	APPEND(run, header, more, also, n_also);
	APPEND(run, header, more, includes, n_includes);
	APPEND(run, header, more, core, n_core);
	APPEND(run, header, more, safe.items, safe.n);
	APPEND(run, header, more, refuse.items, refuse.n);
	APPEND(run, header, more, has.items, has.n);
	APPEND(run, header, more, names, n_names);
	APPEND(run, header, more, owned, n_owned);
	APPEND(run, header, more, ops, n_ops);
	APPEND(run, header, more, functions, n_functions);
}

/* Entries know the header they belong to. */
static void link_entries(struct spec_header *header)
{
	for (unsigned int i = 0; i < header->n_owned; i++)
		header->owned[i].header = header;
	for (unsigned int i = 0; i < header->n_ops; i++)
		header->ops[i].header = header;
	for (unsigned int i = 0; i < header->n_functions; i++)
		header->functions[i].header = header;
}

static bool says_little(const struct spec_header *header)
{
	return !header->n_functions && !header->safe.n && !header->n_names && !header->n_owned &&
	       !header->n_ops && !header->has.n && !header->n_core;
}

struct spec *spec_join(struct run *run, struct spec_header *const *files, unsigned int n)
{
	struct spec *spec = arena_new(&run->arena, struct spec, 1);

	if (!stated_once(run, files, n))
		return NULL;
	spec->headers = arena_new(&run->arena, struct spec_header, n);
	for (unsigned int i = 0; i < n; i++) {
		struct spec_header *known = NULL;

		APPEND(run, spec, files[i], primitives, n_primitives);
		if (!files[i]->header)
			continue;
		for (unsigned int j = 0; j < spec->n_headers && !known; j++)
			if (!strcmp(spec->headers[j].header, files[i]->header))
				known = &spec->headers[j];
		if (known)
			header_add(run, known, files[i]);
		else
			spec->headers[spec->n_headers++] = *files[i];
	}
	qsort(spec->headers, spec->n_headers, sizeof(*spec->headers), spec_compare_headers);
	for (unsigned int i = 0; i < spec->n_headers; i++)
		spec->headers[i].little = says_little(&spec->headers[i]);
	for (unsigned int i = 0; i < spec->n_headers; i++)
		link_entries(&spec->headers[i]);
	return spec;
}
