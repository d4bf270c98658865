// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/graph.h"

bool numbers_have(const struct numbers *list, unsigned int number)
{
	for (unsigned int i = 0; i < list->n; i++)
		if (list->of[i] == number)
			return true;
	return false;
}

void numbers_add(struct run *run, struct numbers *list, unsigned int number)
{
	if (list->n == list->room) {
		unsigned int room = list->room ? 2 * list->room : 8;
		unsigned int *grown = arena_new(&run->arena, unsigned int, room);

		if (list->n)
			memcpy(grown, list->of, list->n * sizeof(*grown));
		list->of = grown;
		list->room = room;
	}
	list->of[list->n++] = number;
}

void numbers_add_new(struct run *run, struct numbers *list, unsigned int number)
{
	if (!numbers_have(list, number))
		numbers_add(run, list, number);
}

unsigned int graph_find(const struct graph *graph, const char *name)
{
	return (unsigned int)(size_t)table_find(&graph->by_name, name);
}

unsigned int graph_leading(const struct graph *graph, const struct file *file)
{
	unsigned int node = 0;

	for (; file && !node; file = file->includer)
		node = graph_find(graph, file->name);
	return node;
}

/* "linux/btree-type.h", of #include "btree-type.h" in linux/btree.h. */
static unsigned int included(const struct graph *graph, const struct source *source,
			     const struct scan_include *include)
{
	const char *slash = include->quoted ? strrchr(source->name, '/') : NULL;
	unsigned int beside = 0;

	if (slash)
		beside = graph_find(graph, arena_printf(&graph->run->arena, "%.*s/%s",
							(int)(slash - source->name), source->name,
							include->name));
	return beside ? beside : graph_find(graph, include->name);
}

static void link_texts(struct graph *graph, struct node *node)
{
	const struct scan *scan = node->source ? node->source->scan : NULL;

	for (size_t i = 0; scan && i < scan->n_includes; i++) {
		unsigned int to = included(graph, node->source, &scan->includes[i]);

		if (to)
			numbers_add(graph->run, &node->includes, to - 1);
	}
}

/* A header that led to @to through files that are no nodes. */
static void link_through(struct graph *graph, unsigned int to)
{
	const struct file *file = files_entered(graph->files, graph->nodes[to].name);
	unsigned int from;

	if (!file || !file->includer || graph_find(graph, file->includer->name))
		return;
	from = graph_leading(graph, file->includer);
	if (from)
		numbers_add(graph->run, &graph->nodes[from - 1].includes, to);
}

static unsigned int add_node(struct graph *graph, const char *name, const struct source *source)
{
	struct node *node = &graph->nodes[graph->n++];
	const struct file *file = files_entered(graph->files, name);

	node->name = name;
	node->source = source;
	node->order = file ? file->order : 0;
	table_add(&graph->run->arena, &graph->by_name, name, (void *)(size_t)graph->n);
	return graph->n;
}

static void add_prelude(struct graph *graph, const struct scan *scan)
{
	for (size_t i = 0; i < scan->n_includes; i++) {
		unsigned int node = graph_find(graph, scan->includes[i].name);

		if (!node)
			node = add_node(graph, scan->includes[i].name, NULL);
		numbers_add(graph->run, &graph->prelude, node - 1);
	}
}

void graph_make(struct graph *graph, struct run *run, const struct input_options *options,
		const struct files *files, const struct main_file *main_file)
{
	size_t size, n = main_file->n_sources;
	const char *text = options->prelude ? file_read(run, options->prelude, &size) : NULL;
	const struct scan *prelude = text ? scan_text(run, text, size) : NULL;

	*graph = (struct graph){ .run = run, .files = files };
	graph->nodes =
		arena_new(&run->arena, struct node, n + (prelude ? prelude->n_includes : 0) + 1);
	for (size_t i = 0; i < n; i++)
		add_node(graph, main_file->sources[i].name, &main_file->sources[i]);
	if (prelude)
		add_prelude(graph, prelude);
	for (unsigned int i = 0; i < graph->n; i++)
		link_texts(graph, &graph->nodes[i]);
	for (unsigned int i = 0; i < graph->n; i++)
		link_through(graph, i);
}

void graph_walk_begin(struct graph *graph)
{
	graph->walk++;
	graph->walked.n = 0;
}

static void walk_from(struct graph *graph, const struct node *node)
{
	for (unsigned int i = 0; i < node->includes.n; i++)
		if (!graph_walked(graph, node->includes.of[i]))
			graph_walk_on(graph, node->includes.of[i]);
}

void graph_walk_on(struct graph *graph, unsigned int node)
{
	if (graph_walked(graph, node))
		return;
	graph->nodes[node].mark = graph->walk;
	numbers_add(graph->run, &graph->walked, node);
	walk_from(graph, &graph->nodes[node]);
}

void graph_walk(struct graph *graph, unsigned int node)
{
	graph_walk_begin(graph);
	graph->nodes[node].mark = graph->walk;
	walk_from(graph, &graph->nodes[node]);
}
