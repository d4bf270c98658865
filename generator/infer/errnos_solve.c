// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What a function's NULL means, as most of its callers have it. See infer/errnos.c for the lines. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/extra_solve.h"
#include "infer/lines.h"
#include "model/inferred.h"

/* That @n callers of a function fail with @name if it gives NULL. */
struct meaning {
	const char *name, *file;
	unsigned int n, line;
	struct meaning *next;
};

/* All that is said of one function. */
struct meanings {
	const char *function;
	struct meaning *list;
	unsigned int n;
	struct meanings *next;
};

struct errnos {
	struct run *run;
	struct table functions;
	struct meanings *all;
};

static struct meanings *meanings_of(struct errnos *errnos, const char *function)
{
	struct meanings *meanings = table_find(&errnos->functions, function);

	if (meanings)
		return meanings;
	meanings = arena_new(&errnos->run->arena, struct meanings, 1);
	meanings->function = run_intern(errnos->run, function);
	meanings->next = errnos->all;
	errnos->all = meanings;
	table_add(&errnos->run->arena, &errnos->functions, meanings->function, meanings);
	return meanings;
}

static void add_meaning(struct errnos *errnos, const char *file, char *line)
{
	const char *function = strsep(&line, " "), *name = strsep(&line, " ");
	struct meanings *meanings;
	struct meaning *meaning;

	if (!line)
		return;
	meanings = meanings_of(errnos, function);
	meanings->n++;
	for (meaning = meanings->list; meaning && strcmp(meaning->name, name);)
		meaning = meaning->next;
	if (!meaning) {
		meaning = arena_new(&errnos->run->arena, struct meaning, 1);
		meaning->name = run_intern(errnos->run, name);
		meaning->next = meanings->list;
		meanings->list = meaning;
		meaning->file = file;
		meaning->line = (unsigned int)atoi(line);
	}
	meaning->n++;
}

static void read_unit(struct errnos *errnos, const struct unit_text *unit)
{
	static const char *const words[] = { "no ", NULL };
	struct text line = TEXT_INIT;

	for (const char *at = unit->text; lines_next(&at, words, &line);)
		add_meaning(errnos, unit->name, line.buf + strlen(*words));
	text_release(&line);
}

static bool may_be_null(const struct inferred *function)
{
	const struct fact_kind *returns = fact_kind(SUBJECT_RETURN, "returns");

	for (unsigned int i = 0; i < function->facts.n; i++)
		if (function->facts.facts[i].kind == returns &&
		    !strcmp(function->facts.facts[i].value, "null"))
			return true;
	return false;
}

/* Two in three of at least two. */
static void conclude(struct run *run, const struct meanings *meanings, struct inferred_list *list)
{
	struct inferred *function = (struct inferred *)inferred_find(list, meanings->function);
	const struct meaning *best = meanings->list;

	for (const struct meaning *other = best; other; other = other->next)
		if (other->n > best->n)
			best = other;
	if (!function || !may_be_null(function) || best->n < 2 || 3 * best->n < 2 * meanings->n)
		return;
	inferred_fact(run, function, SUBJECT_RETURN, 0, "errno", best->name, ORIGIN_BODY,
		      (struct place){ best->file, best->line, 0 }, true);
}

void errnos_solve(struct run *run, const struct unit_text *units, size_t n,
		  struct inferred_list *list)
{
	struct errnos errnos = { .run = run };

	for (size_t i = 0; i < n; i++)
		read_unit(&errnos, &units[i]);
	for (const struct meanings *each = errnos.all; each; each = each->next)
		conclude(run, each, list);
}
