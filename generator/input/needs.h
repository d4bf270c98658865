/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_NEEDS_H
#define SHEATH_NEEDS_H

#include "input/graph.h"
#include "input/input.h"

struct run;

/*
 * What headers use and leave to others to include: found in their texts, by what the unit declares
 * elsewhere. Sets includes and tags of the headers of @model that nobody named.
 */
void needs_find(struct run *run, const struct input_options *options, struct graph *graph,
		struct model *model);

#endif
