/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PIECE_H
#define SHEATH_PIECE_H

#include "render/question.h"
#include "render/rendering.h"

/*
 * A generated header, taken apart: what one tree would write, in the pieces
 * that may differ between trees (see merge.h).
 */
enum part { PART_NAMES, PART_RESULTS, PART_SLICES, PART_OWNERS, PART_FUNCTIONS, PART_OPS, N_PARTS };

struct piece {
	const char *key;			  /* what it is, in all trees: "clk_get" */
	const char *text;			  /* C; of results and slices the type only */
	const char *after;			  /* key of a piece that it relies on; or NULL */
	bool shared;				  /* an owner that other headers may define, too */
	bool head;				  /* of several pieces that belong together */
	const struct rendered_function *function; /* or NULL */
	const char *callee;			  /* the kernel's function in it, or NULL */
	const struct model *model;		  /* of the tree it is from */
	struct question question; /* which kernels it is right for; none: all others */
};

struct pieces {
	struct piece *list;
	unsigned int n, room;
};

/* One header as one tree has it. */
struct header_pieces {
	const struct rendering *rendering;
	const struct header *header;
	const struct spec_header *spec; /* or NULL */
	struct pieces parts[N_PARTS];
	struct needed_list kernel; /* headers that it includes */
	struct needed_list core;
	struct needed_list hand_written; /* wrappers that core headers have */
};

/* False after errors. */
bool header_pieces_make(struct run *run, struct rendering *rendering,
			struct rendered_header *header, struct header_pieces *pieces);

/* NULL if there is none. */
const struct piece *piece_find(const struct pieces *pieces, const char *key);

#endif
