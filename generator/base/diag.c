// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "base/run.h"

static struct diag *diag_add(struct run *run, enum severity severity, struct place at,
			     const char *fmt, va_list args)
{
	struct diag_list *list = &run->diags;
	struct diag *diag = arena_new(&run->arena, struct diag, 1);

	diag->severity = severity;
	diag->place = at;
	diag->text = arena_vprintf(&run->arena, fmt, args);
	diag->order = list->count++;
	*list->last = diag;
	list->last = &diag->next;
	return diag;
}

void diag_error(struct run *run, enum exit_code exit, struct place at, const char *fmt, ...)
{
	va_list args;

	if (!run->diags.errors++)
		run->diags.exit = exit;
	va_start(args, fmt);
	diag_add(run, DIAG_ERROR, at, fmt, args);
	va_end(args);
}

void diag_warning(struct run *run, struct place at, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	diag_add(run, DIAG_WARNING, at, fmt, args);
	va_end(args);
}

void diag_note(struct run *run, struct place at, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	diag_add(run, DIAG_NOTE, at, fmt, args);
	va_end(args);
}

void diag_remark(struct run *run, struct place at, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	diag_add(run, DIAG_NOTE, at, fmt, args)->alone = true;
	va_end(args);
}

unsigned int diag_drop(struct run *run, bool (*unwanted)(const struct diag *remark, void *data),
		       void *data)
{
	struct diag_list *list = &run->diags;
	struct diag **link = &list->first;
	unsigned int dropped = 0;
	bool drop = false;

	while (*link) {
		const struct diag *diag = *link;

		if (diag->severity != DIAG_NOTE || diag->alone) {
			drop = diag->alone && unwanted(diag, data);
			dropped += drop;
		}
		if (drop)
			*link = diag->next;
		else
			link = &(*link)->next;
	}
	list->last = link;
	return dropped;
}

/* A complaint with the notes behind it: sorted as one. */
struct group {
	const struct diag *first;
	unsigned int n;
};

static int place_compare(const struct place *a, const struct place *b)
{
	int order = strcmp(a->file ? a->file : "", b->file ? b->file : "");

	if (order)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static int group_compare(const void *a, const void *b)
{
	const struct diag *x = ((const struct group *)a)->first;
	const struct diag *y = ((const struct group *)b)->first;
	int order = place_compare(&x->place, &y->place);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void diag_print(const struct diag *diag, FILE *out)
{
	static const char *const names[] = {
		[DIAG_NOTE] = "note",
		[DIAG_WARNING] = "warning",
		[DIAG_ERROR] = "error",
	};
	const struct place *at = &diag->place;

	fputs(at->file ? at->file : "sheath", out);
	if (at->file && at->line)
		fprintf(out, ":%u", at->line);
	if (at->file && at->line && at->column)
		fprintf(out, ":%u", at->column);
	fprintf(out, ": %s: %s\n", names[diag->severity], diag->text);
}

static unsigned int diag_groups(const struct diag_list *list, struct group *groups)
{
	unsigned int n = 0;

	for (const struct diag *diag = list->first; diag; diag = diag->next) {
		if (diag->severity != DIAG_NOTE || diag->alone || !n)
			groups[n++].first = diag;
		groups[n - 1].n++;
	}
	return n;
}

void diag_flush(struct run *run, FILE *out)
{
	struct diag_list *list = &run->diags;
	struct group *groups = arena_new(&run->arena, struct group, list->count);
	unsigned int n = diag_groups(list, groups);

	qsort(groups, n, sizeof(*groups), group_compare);
	for (unsigned int i = 0; i < n; i++) {
		const struct diag *diag = groups[i].first;

		for (unsigned int left = groups[i].n; left; left--, diag = diag->next)
			diag_print(diag, out);
	}
	list->first = NULL;
	list->last = &list->first;
	list->count = 0;
}
