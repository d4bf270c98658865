/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_GRAPH_H
#define SHEATH_GRAPH_H

#include "input/files.h"
#include "input/main_file.h"

struct run;

/* A growing list of indices. */
struct numbers {
	unsigned int *of, n, room;
};

bool numbers_have(const struct numbers *list, unsigned int number);
void numbers_add(struct run *run, struct numbers *list, unsigned int number);
void numbers_add_new(struct run *run, struct numbers *list, unsigned int number);

/*
 * Who includes whom among the headers of a parse: by their texts, so also what the configuration
 * leaves out, and by how files were really entered.
 */
struct graph {
	struct run *run;
	const struct files *files;
	struct node {
		const char *name;
		const struct source *source; /* NULL: part of the prelude, read with another unit */
		struct numbers includes;
		unsigned int order; /* in which it was entered; 0: it was not */
		unsigned int mark;  /* of the last walk that came here */
	} *nodes;		    /* of main_file->sources, then what is missing of the prelude */
	unsigned int n;
	struct table by_name;	/* header -> its index from 1 */
	struct numbers prelude; /* what goes before headers that nobody looked after: nodes */
	unsigned int walk;	/* number of the last walk, from 1 */
	struct numbers walked;	/* nodes that it came to, in their order */
};

void graph_make(struct graph *graph, struct run *run, const struct input_options *options,
		const struct files *files, const struct main_file *main_file);
/* From 1; 0: it is no node. */
unsigned int graph_find(const struct graph *graph, const char *name);
/* The node of @file, or the first that led to it; from 1, 0: none. */
unsigned int graph_leading(const struct graph *graph, const struct file *file);
/* A walk that has not come to anything yet. */
void graph_walk_begin(struct graph *graph);
/* Walks from @node, which is marked, but not among what it came to. */
void graph_walk(struct graph *graph, unsigned int node);
/* Goes on with the last walk from @node, which is among what it came to. */
void graph_walk_on(struct graph *graph, unsigned int node);

/* Asked of each edge, millions of times. */
static inline bool graph_walked(const struct graph *graph, unsigned int node)
{
	return graph->nodes[node].mark == graph->walk;
}

#endif
