// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "model/diffing.h"

const char *impact_name(enum impact impact)
{
	static const char *const names[] = {
		[IMPACT_BREAKS] = "breaks",
		[IMPACT_MEANING] = "meaning",
		[IMPACT_HARMLESS] = "harmless",
	};

	return names[impact];
}

struct change *diff_add(struct diffing *d, enum impact impact, const char *kind, const char *name,
			const char *how)
{
	struct changes *changes = d->changes;
	struct change *change;

	if (changes->n == changes->room) {
		changes->room = changes->room ? 2 * changes->room : 1024;
		change = arena_new(&d->run->arena, struct change, changes->room);
		if (changes->n)
			memcpy(change, changes->list, changes->n * sizeof(*change));
		changes->list = change;
	}
	change = &changes->list[changes->n++];
	change->impact = impact;
	change->kind = kind;
	change->name = name;
	change->how = how;
	return change;
}

/* Where it was, or where it is new. */
static struct place place_of(const struct change *change)
{
	return change->before_at.file ? change->before_at : change->after_at;
}

static int by_place(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	struct place at = place_of(x), other = place_of(y);
	int order = (int)x->impact - (int)y->impact;

	if (!order)
		order = strcmp(at.file ? at.file : "", other.file ? other.file : "");
	if (!order)
		order = (at.line > other.line) - (at.line < other.line);
	if (!order)
		order = strcmp(x->name, y->name);
	if (!order)
		order = strcmp(x->kind, y->kind);
	return order ? order : strcmp(x->how, y->how);
}

/* The first part of the names is compared beside the rest, in memory of its own. */
struct beside {
	struct run run;
	struct changes changes;
	struct diffing d;
	size_t n; /* names */
};

static void *compare_beside(void *data)
{
	struct beside *beside = data;

	diff_names(&beside->d, 0, beside->n);
	return NULL;
}

static void compare_rest(struct diffing *d, size_t first)
{
	diff_names(d, first, diff_count_names(d->from));
	diff_types(d);
	diff_headers(d);
}

/* The changes of both, in the order of the names. */
static void join(struct run *run, struct changes *changes, const struct beside *beside)
{
	struct changes all = { .n = beside->changes.n + changes->n };

	all.room = all.n;
	all.list = arena_new(&run->arena, struct change, all.n);
	if (beside->changes.n)
		memcpy(all.list, beside->changes.list, beside->changes.n * sizeof(*all.list));
	if (changes->n)
		memcpy(all.list + beside->changes.n, changes->list, changes->n * sizeof(*all.list));
	*changes = all;
}

void api_diff(struct run *run, const struct api *from, const struct api *to,
	      const struct spec *spec, struct changes *changes)
{
	struct diffing d = { .run = run, .from = from, .to = to, .spec = spec, .changes = changes };
	struct beside beside = { .d = d, .n = diff_count_names(from) / 2 };
	pthread_t thread;
	bool started;

	run_init(&beside.run);
	beside.d.run = &beside.run;
	beside.d.changes = &beside.changes;
	started = !pthread_create(&thread, NULL, compare_beside, &beside);
	if (!started)
		compare_beside(&beside);
	compare_rest(&d, beside.n);
	if (started)
		pthread_join(thread, NULL);
	join(run, changes, &beside);
	arena_join(&run->arena, &beside.run.arena);
	if (changes->n)
		qsort(changes->list, changes->n, sizeof(*changes->list), by_place);
}
