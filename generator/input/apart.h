/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_APART_H
#define SHEATH_APART_H

#include "input/broken.h"
#include "input/graph.h"
#include "model/model.h"

/*
 * Headers that define a macro differently can be parsed together, but not be compiled together where
 * warnings are errors. Sets @apart of the headers of @model: those of one number go together. Those that do not
 * go with the prelude get what else it includes instead.
 * Those that define what the prelude defines, too, and would have to stand before it, are hopeless.
 * Those that are broken do not count. Behind needs_find(), since what it found is included with them.
 */
void apart_find(struct run *run, const struct input_options *options,
		const struct findings *findings, struct broken *broken, struct graph *graph,
		struct model *model);

#endif
