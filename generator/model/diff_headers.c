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

/* A declaration of the first kernel, and where the second has it. */
static void declared(struct diffing *d, const struct table *all, struct place from, const char *to)
{
	struct moved *moved = table_find(all, from.file);

	if (!moved)
		return;
	moved->declared++;
	if (to)
		count_in(d->run, moved, to);
}

#define FILE_OF(thing) ((thing) ? (thing)->at.file : NULL)

static void find_moved(struct diffing *d, const struct table *all)
{
	const struct api *from = d->from, *to = d->to;

	for (size_t i = 0; i < from->n_functions; i++) {
		const struct api_function *function = &from->functions[i];
		const char *file = FILE_OF(api_find_function(to, function->name));

		declared(d, all, function->at,
			 file ? file : FILE_OF(api_find_macro(to, function->name)));
	}
	for (size_t i = 0; i < from->n_macros; i++)
		declared(d, all, from->macros[i].at,
			 FILE_OF(api_find_macro(to, from->macros[i].name)));
	for (size_t i = 0; i < from->n_constants; i++)
		declared(d, all, from->constants[i].at,
			 FILE_OF(api_find_constant(to, from->constants[i].name)));
	for (size_t i = 0; i < from->n_types; i++) {
		const struct api_record *type = api_find_type(to, from->types[i].name);

		/* what is only mentioned is mentioned anywhere */
		if (from->types[i].size >= 0 || from->types[i].alias)
			declared(d, all, from->types[i].at,
				 type && (type->size >= 0 || type->alias) ? type->at.file : NULL);
	}
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
