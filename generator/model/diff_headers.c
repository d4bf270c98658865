// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/diffing.h"

/* Where what a header declared is now. */
struct moved {
	struct where {
		const char *header;
		unsigned int n;
	} *list;
	unsigned int n, room;
	unsigned int declared, found;
};

static void count_in(struct run *run, struct moved *moved, const char *header)
{
	struct where *grown;

	moved->found++;
	for (unsigned int i = 0; i < moved->n; i++) {
		if (!strcmp(moved->list[i].header, header)) {
			moved->list[i].n++;
			return;
		}
	}
	if (moved->n == moved->room) {
		moved->room = moved->room ? 2 * moved->room : 8;
		grown = arena_new(&run->arena, struct where, moved->room);
		if (moved->n)
			memcpy(grown, moved->list, moved->n * sizeof(*grown));
		moved->list = grown;
	}
	moved->list[moved->n++] = (struct where){ header, 1 };
}

#define FILE_OF(thing) ((thing) ? (thing)->at.file : NULL)

static const char *now_function(const struct api *to, const char *name)
{
	const char *file = FILE_OF(api_find_function(to, name));

	return file ? file : FILE_OF(api_find_macro(to, name));
}

static const char *now_macro(const struct api *to, const char *name)
{
	return FILE_OF(api_find_macro(to, name));
}

static const char *now_constant(const struct api *to, const char *name)
{
	return FILE_OF(api_find_constant(to, name));
}

/* What is only mentioned is mentioned anywhere. */
static bool is_seen(const struct api_record *type)
{
	return type->size >= 0 || type->alias;
}

static const char *now_type(const struct api *to, const char *name)
{
	const struct api_record *type = api_find_type(to, name);

	return type && is_seen(type) ? type->at.file : NULL;
}

/* A declaration of the first kernel: if its header is gone, where does the second have it? */
static void declared(struct diffing *d, const struct table *all, struct place at, const char *name,
		     const char *(*now)(const struct api *to, const char *name))
{
	struct moved *moved = table_find(all, at.file);
	const char *file;

	if (!moved)
		return;
	moved->declared++;
	file = now(d->to, name);
	if (file)
		count_in(d->run, moved, file);
}

static void find_moved(struct diffing *d, const struct table *all)
{
	const struct api *from = d->from;

	for (size_t i = 0; i < from->n_functions; i++)
		declared(d, all, from->functions[i].at, from->functions[i].name, now_function);
	for (size_t i = 0; i < from->n_macros; i++)
		declared(d, all, from->macros[i].at, from->macros[i].name, now_macro);
	for (size_t i = 0; i < from->n_constants; i++)
		declared(d, all, from->constants[i].at, from->constants[i].name, now_constant);
	for (size_t i = 0; i < from->n_types; i++)
		if (is_seen(&from->types[i]))
			declared(d, all, from->types[i].at, from->types[i].name, now_type);
}

static int by_number(const void *a, const void *b)
{
	const struct where *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return strcmp(x->header, y->header);
}

/* "<net/page_pool/types.h>, <net/page_pool/helpers.h>" */
static const char *list_text(struct run *run, const struct moved *moved)
{
	struct text text = TEXT_INIT;
	const char *copy;

	for (unsigned int i = 0; i < moved->n && i < 3; i++)
		text_printf(&text, "%s<%s>", i ? ", " : "", moved->list[i].header);
	copy = arena_strdup(&run->arena, text.buf);
	text_release(&text);
	return copy;
}

static void gone(struct diffing *d, const char *header, struct moved *moved)
{
	struct change *change;
	const char *how = "header is gone";

	if (moved->n)
		qsort(moved->list, moved->n, sizeof(*moved->list), by_number);
	if (moved->declared)
		how = arena_printf(&d->run->arena,
				   "header is gone; of its %u declarations %u are in others",
				   moved->declared, moved->found);
	change = diff_add(d, IMPACT_BREAKS,
			  moved->found && 2 * moved->found >= moved->declared ? "renamed"
									      : "removed",
			  header, how);
	change->as = USED_HEADER;
	change->before = arena_printf(&d->run->arena, "#include <%s>", header);
	change->before_at = (struct place){ header, 1, 0 };
	if (!moved->n)
		return;
	change->instead = list_text(d->run, moved);
	change->after = arena_printf(&d->run->arena, "#include <%s>", moved->list[0].header);
	change->after_at = (struct place){ moved->list[0].header, 1, 0 };
}

void diff_headers(struct diffing *d)
{
	const struct api *from = d->from;
	struct table all = { 0 };

	for (size_t i = 0; i < from->n_headers; i++)
		if (!api_has_header(d->to, from->headers[i]))
			table_add(&d->run->arena, &all, from->headers[i],
				  arena_new(&d->run->arena, struct moved, 1));
	find_moved(d, &all);
	for (size_t i = 0; i < from->n_headers; i++)
		if (!api_has_header(d->to, from->headers[i]))
			gone(d, from->headers[i], table_find(&all, from->headers[i]));
}
