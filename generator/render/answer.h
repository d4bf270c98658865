/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_ANSWER_H
#define SHEATH_ANSWER_H

#include "model/has.h"

struct run;

/*
 * An expression of C that is valid as long as the answer to a question below has: is yes, as it is
 * in @model: "((struct clk *)0)->rate", "clk_get(*(struct device **)0, *(const char **)0)".
 */
const char *answer_check(struct run *run, const struct model *model, const char *question);

#endif
