/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SURVEY_HEADERS_H
#define SHEATH_SURVEY_HEADERS_H

#include "input/input.h"
#include "input/mapped.h"

struct run;

/* @options with all headers below the include path that a driver may include behind those it has. */
const struct input_options *survey_headers(struct run *run, const struct input_options *options,
					   const struct flags *flags);

/* Does a header's text say that only another header may include it? */
bool survey_is_part(const struct mapped *text);

#endif
