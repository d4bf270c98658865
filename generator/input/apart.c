// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/apart.h"

/* One definition of a macro that has others. */
struct variant {
	const char *file, *name;
	unsigned int macro; /* number of the macro */
	bool undone;	    /* only known as what another one redefines */
};

struct aparting {
	struct run *run;
	struct broken *broken;
	struct graph *graph;
	struct table macros; /* name -> number from 1 */
	struct table found;  /* "file macro" -> number of the variant from 1 */
	struct table sets;   /* numbers of variants of one macro -> number of these from 1 */
	struct variant *variants;
	unsigned int n, room;
	struct numbers *carried; /* of each node: variants that its own text defines */
	struct numbers *prelude; /* of each of its parts: all that comes with it */
	struct numbers *groups;	 /* of each group: of each macro the set that it has, or 0 */
	unsigned int n_groups;
	/* of the header that is looked at: what it carries, in which sets, and one of these */
	struct numbers all, sets_of_all, set;
};

static unsigned int macro_number(struct aparting *a, const char *name)
{
	size_t number = (size_t)table_find(&a->macros, name);

	if (!number) {
		number = a->macros.n + 1;
		table_add(&a->run->arena, &a->macros, name, (void *)number);
	}
	return (unsigned int)number - 1;
}

static void add_variant(struct aparting *a, const char *macro, const struct file *file, bool undone)
{
	unsigned int node = graph_leading(a->graph, file);

	if (!node || table_find(&a->broken->headers, file->name) ||
	    !table_add(&a->run->arena, &a->found,
		       arena_printf(&a->run->arena, "%s %s", file->name, macro), file))
		return;
	if (a->n == a->room) {
		struct variant *grown;

		a->room = a->room ? 2 * a->room : 64;
		grown = arena_new(&a->run->arena, struct variant, a->room);
		if (a->n)
			memcpy(grown, a->variants, a->n * sizeof(*grown));
		a->variants = grown;
	}
	numbers_add(a->run, &a->carried[node - 1], a->n);
	a->variants[a->n++] = (struct variant){ file->name, macro, macro_number(a, macro), undone };
}

/* "'TRUE' macro redefined", with a note of where it was defined before. */
static void note_redefined(struct aparting *a, const struct finding *finding)
{
	static const char phrase[] = "' macro redefined";
	const char *text = finding->text, *name;
	const char *end = *text == '\'' ? strstr(text, phrase) : NULL;

	if (!end)
		return;
	name = run_intern_n(a->run, text + 1, (size_t)(end - text - 1));
	add_variant(a, name, finding->file, false);
	for (unsigned int i = 0; i < finding->n_notes; i++)
		add_variant(a, name, finding->notes[i], true);
}

static void add_carried(struct aparting *a, unsigned int node, struct numbers *carried)
{
	for (unsigned int i = 0; i < a->carried[node].n; i++)
		numbers_add_new(a->run, carried, a->carried[node].of[i]);
}

/* All that comes with a header, also what it was found to need before it. */
static void find_carried(struct aparting *a, const struct header *header, unsigned int node,
			 struct numbers *carried)
{
	struct graph *graph = a->graph;

	carried->n = 0;
	graph_walk(graph, node);
	for (unsigned int i = 0; header && i < header->n_includes; i++)
		graph_walk_on(graph, graph_find(graph, header->includes[i]) - 1);
	add_carried(a, node, carried);
	for (unsigned int i = 0; i < graph->walked.n; i++)
		add_carried(a, graph->walked.of[i], carried);
}

/* Has @list a variant of the macro that @other does not have? */
static bool has_own(const struct aparting *a, const struct numbers *list,
		    const struct numbers *other, unsigned int macro)
{
	for (unsigned int i = 0; i < list->n; i++)
		if (a->variants[list->of[i]].macro == macro && !numbers_have(other, list->of[i]))
			return true;
	return false;
}

/* Does neither of them define a macro in a way of its own that the other defines in one, too? */
static bool agree(const struct aparting *a, const struct numbers *part,
		  const struct numbers *carried)
{
	for (unsigned int i = 0; i < part->n; i++) {
		unsigned int macro = a->variants[part->of[i]].macro;

		if (!numbers_have(carried, part->of[i]) && has_own(a, carried, part, macro))
			return false;
	}
	return true;
}

/* The prelude's parts that go with the header take its place if not all do. */
static void find_prelude(struct aparting *a, struct header *header, struct numbers *carried)
{
	const struct numbers *prelude = &a->graph->prelude;
	/* what is added is behind, or in a new place */
	const struct numbers own = *carried;
	struct paths includes = { 0 };

	for (unsigned int i = 0; i < prelude->n; i++) {
		const struct numbers *part = &a->prelude[i];

		if (!agree(a, part, &own)) {
			header->no_prelude = true;
			continue;
		}
		paths_add(a->run, &includes, a->graph->nodes[prelude->of[i]].name);
		for (unsigned int j = 0; j < part->n; j++)
			numbers_add_new(a->run, carried, part->of[j]);
	}
	if (!header->no_prelude)
		return;
	for (unsigned int i = 0; i < header->n_includes; i++)
		paths_add(a->run, &includes, header->includes[i]);
	header->includes = includes.paths;
	header->n_includes = (unsigned int)includes.n;
}

static int by_number(const void *a, const void *b)
{
	unsigned int x = *(const unsigned int *)a, y = *(const unsigned int *)b;

	return (x > y) - (x < y);
}

/*
 * The variants of one macro that come along, as a number from 1: of several it depends on the order
 * which counts, so such a header only goes with those that have the very same.
 */
static unsigned int find_set(struct aparting *a, const struct numbers *carried, unsigned int macro)
{
	struct numbers *set = &a->set;
	const char *key;
	size_t number, size;

	set->n = 0;
	for (unsigned int i = 0; i < carried->n; i++)
		if (a->variants[carried->of[i]].macro == macro)
			numbers_add(a->run, set, carried->of[i]);
	qsort(set->of, set->n, sizeof(*set->of), by_number);
	key = (const char *)set->of;
	size = set->n * sizeof(*set->of);
	number = (size_t)table_find_n(&a->sets, key, size);
	if (!number) {
		number = a->sets.n + 1;
		key = arena_strndup(&a->run->arena, key, size);
		table_add_n(&a->run->arena, &a->sets, key, size, (void *)number);
	}
	return (unsigned int)number;
}

/* Has the group none of these macros, or the very same? */
static bool fits(const struct aparting *a, const struct numbers *group,
		 const struct numbers *carried, const struct numbers *sets)
{
	for (unsigned int i = 0; i < carried->n; i++) {
		unsigned int has = group->of[a->variants[carried->of[i]].macro];

		if (has && has != sets->of[i])
			return false;
	}
	return true;
}

static void add_group(struct aparting *a)
{
	struct numbers *group = &a->groups[a->n_groups++];

	for (size_t i = 0; i < a->macros.n; i++)
		numbers_add(a->run, group, 0);
}

/* The first group that it goes with. */
static unsigned int find_group(struct aparting *a, const struct numbers *carried)
{
	struct numbers *sets = &a->sets_of_all;
	unsigned int i = 0;

	sets->n = 0;
	for (unsigned int j = 0; j < carried->n; j++)
		numbers_add(a->run, sets, find_set(a, carried, a->variants[carried->of[j]].macro));
	while (i < a->n_groups && !fits(a, &a->groups[i], carried, sets))
		i++;
	if (i == a->n_groups)
		add_group(a);
	for (unsigned int j = 0; j < carried->n; j++)
		a->groups[i].of[a->variants[carried->of[j]].macro] = sets->of[j];
	return i;
}

/* The header of the prelude whose text defines the macro; NULL: none. */
static const char *prelude_defines(const struct aparting *a, const char *macro)
{
	for (unsigned int i = 0; i < a->graph->walked.n; i++) {
		const struct node *node = &a->graph->nodes[a->graph->walked.of[i]];
		const struct scan *scan = node->source ? node->source->scan : NULL;

		for (size_t j = 0; scan && j < scan->n_macros; j++)
			if (scan->macros[j].name == macro)
				return node->name;
	}
	return NULL;
}

static void give_up(struct aparting *a, const struct variant *variant, const char *other)
{
	struct arena *arena = &a->run->arena;
	struct unfit *error = arena_new(arena, struct unfit, 1);
	unsigned int node = graph_find(a->graph, variant->file);

	*error = (struct unfit){ variant->file, 0,
				 arena_printf(arena,
					      "has to stand before %s, which defines '%s', too",
					      other, variant->name) };
	for (unsigned int i = 0; node && i < a->graph->n; i++) {
		graph_walk(a->graph, i);
		if (!graph_walked(a->graph, node - 1))
			continue;
		table_add(arena, &a->broken->headers, a->graph->nodes[i].name, error);
		table_add(arena, &a->broken->hopeless, a->graph->nodes[i].name, error);
	}
}

/*
 * Macros with parameters that the prelude has in its text: compilers need not have complained, as
 * yet another header may have taken that definition back.
 */
static void find_hopeless(struct aparting *a)
{
	const char **other = arena_new(&a->run->arena, const char *, a->n);

	graph_walk_begin(a->graph);
	for (unsigned int i = 0; i < a->graph->prelude.n; i++)
		graph_walk_on(a->graph, a->graph->prelude.of[i]);
	for (unsigned int i = 0; i < a->n; i++) {
		unsigned int node = graph_find(a->graph, a->variants[i].file);

		if (node && !graph_walked(a->graph, node - 1) && !a->variants[i].undone)
			other[i] = prelude_defines(a, a->variants[i].name);
	}
	for (unsigned int i = 0; i < a->n; i++)
		if (other[i])
			give_up(a, &a->variants[i], other[i]);
}

static void set_apart(struct aparting *a, const struct input_options *options, unsigned int node,
		      struct header *header)
{
	find_carried(a, header, node, &a->all);
	if (options->headers[a->graph->nodes[node].source->speaker].other)
		find_prelude(a, header, &a->all);
	header->apart = find_group(a, &a->all);
}

void apart_find(struct run *run, const struct input_options *options,
		const struct findings *findings, struct broken *broken, struct graph *graph,
		struct model *model)
{
	struct aparting a = { .run = run, .broken = broken, .graph = graph };

	a.carried = arena_new(&run->arena, struct numbers, graph->n + 1);
	for (unsigned int i = 0; i < findings->n; i++)
		if (!findings->list[i].is_error)
			note_redefined(&a, &findings->list[i]);
	if (!a.n)
		return;
	find_hopeless(&a);
	a.prelude = arena_new(&run->arena, struct numbers, graph->prelude.n + 1);
	for (unsigned int i = 0; i < graph->prelude.n; i++)
		find_carried(&a, NULL, graph->prelude.of[i], &a.prelude[i]);
	a.groups = arena_new(&run->arena, struct numbers, graph->n + 1);
	add_group(&a);
	for (unsigned int i = 0; i < graph->n; i++) {
		struct header *header = (struct header *)model_header(model, graph->nodes[i].name);

		if (header && header->selected)
			set_apart(&a, options, i, header);
	}
}
