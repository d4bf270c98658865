// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "input/found.h"

struct found *found_find(const struct founds *founds, const char *name)
{
	size_t i = (size_t)ptrmap_find(&founds->by_name, name);

	return i ? &founds->list[i - 1] : NULL;
}

static void grow(struct arena *arena, struct founds *founds)
{
	size_t before = founds->room;
	struct found *grown;

	founds->room = before ? 2 * before : 1024;
	grown = arena_new(arena, struct found, founds->room);
	if (before)
		memcpy(grown, founds->list, before * sizeof(*grown));
	arena_return(arena, founds->list, before * sizeof(*grown));
	founds->list = grown;
}

struct found *found_new(struct run *run, struct founds *founds, const char *name)
{
	struct found *found;

	if (founds->n == founds->room)
		grow(&run->arena, founds);
	found = &founds->list[founds->n++];
	found->function.name = name;
	*ptrmap_at(&run->arena, &founds->by_name, name) = (void *)founds->n;
	return found;
}

static int compare(const void *left, const void *right)
{
	const struct found *a = left, *b = right;
	const struct place *at_a = &a->function.at, *at_b = &b->function.at;
	int order;

	if (a->speaker != b->speaker)
		return a->speaker - b->speaker;
	order = strcmp(at_a->file, at_b->file);
	if (order)
		return order;
	if (at_a->line != at_b->line)
		return at_a->line < at_b->line ? -1 : 1;
	if (at_a->column != at_b->column)
		return at_a->column < at_b->column ? -1 : 1;
	return strcmp(a->function.name, b->function.name);
}

void founds_sort(struct run *run, struct founds *founds)
{
	ptrmap_return(&run->arena, &founds->by_name);
	if (founds->n)
		qsort(founds->list, founds->n, sizeof(*founds->list), compare);
}

void founds_return(struct run *run, struct founds *founds)
{
	arena_return(&run->arena, founds->list, founds->room * sizeof(*founds->list));
	*founds = (struct founds){ 0 };
}
