/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_BLOCKS_H
#define SHEATH_INFER_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"

struct run;
struct text;

/*
 * Summaries of translation units say the same of the headers that they include, which is most of what
 * they say. A summary is kept as what its file alone says, and the numbers of the blocks, a line with
 * the indented ones behind it, that others may say too.
 */
struct block {
	const char *text;
	size_t size;
	bool used; /* see blocks_join() */
};

struct blocks {
	struct run *run;
	struct block **list;
	size_t n, room;
	struct table numbers; /* text to its number + 1 */
};

struct summary_parts {
	const char *own;
	size_t size;
	const size_t *shared; /* numbers of blocks */
	size_t n;
};

/* Adds all blocks of a text. */
void blocks_read(struct blocks *blocks, const char *text);

/* Takes a summary apart; what does not mention @name, the file's, is shared. */
struct summary_parts blocks_split(struct blocks *blocks, const char *name, const char *text);

/* Puts it together, without the blocks that an earlier summary has had. */
void blocks_join(struct blocks *blocks, const struct summary_parts *parts, struct text *text);

#endif
