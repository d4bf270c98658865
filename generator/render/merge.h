/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_MERGE_H
#define SHEATH_MERGE_H

#include "render/piece.h"

/*
 * The pieces of one header, of several trees, made one: what is the same is
 * there once; of what differs there are variants, each with the condition that
 * is true of the kernels it is right for. The condition is made of answers to
 * questions, which are added to the probe.
 */
struct variant {
	const struct piece *piece;
	const char *when; /* "SAFE_CAN_class_create || SAFE_CAN_class_create_2"; "": always */
};

struct merged_piece {
	const struct piece *piece; /* of the newest tree that has it */
	struct variant *variants;  /* newest first */
	unsigned int n_variants;
	bool differs;	/* there are conditions */
	bool otherwise; /* the last variant is for all other kernels */
	bool expected;	/* what it calls can be asked of all trees in the same words */
};

struct merged_pieces {
	struct merged_piece *list;
	unsigned int n;
};

/* @headers: of @n trees, newest first; those without it have no pieces. */
struct merged_pieces merge_part(struct run *run, const struct header_pieces *headers,
				unsigned int n, enum part part, struct probe *probe);

#endif
