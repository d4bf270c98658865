/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_PART_H
#define SHEATH_INFER_PART_H

#include "infer/unit.h"
#include "infer/walk.h"

/*
 * Some headers of many, read in one unit: see headers.h. Those that do not go together with others are
 * read again, without them.
 */
struct part {
	struct table mine;	 /* "linux/clk.h" */
	const struct table *all; /* see struct unit_input */
	struct table wrong;	 /* files that have an error in the unit that is being read */
	struct table done;	 /* files that were read before */
};

/* Is it a function of a header that is to be read here? */
bool part_has(struct unit *unit, CXCursor function);

/* See unit_read(). */
bool part_read(struct run *run, const struct unit_input *input, struct unit_result *result);

#endif
