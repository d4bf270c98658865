/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_UNITS_H
#define SHEATH_UNITS_H

#include "input/broken.h"
#include "input/input.h"

struct run;

/* One parse. @broken: takes the errors; NULL: one ends the run. */
struct model *parse_unit(struct run *run, const struct input_options *options,
			 const struct flags *flags, struct broken *broken);

/* All headers of @options, in as few parses as it takes. NULL after errors. */
struct model *units_parse(struct run *run, const struct input_options *options,
			  const struct flags *flags);

#endif
