/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_HAS_H
#define SHEATH_HAS_H

#include "model/model.h"

/*
 * Entries below has: of a contract file: questions about this kernel, whose answers core headers
 * get as macros. "struct clk.rate": has the structure that member? "clk_get(dev, id)": does the
 * function, or macro, take that many arguments? "clk_get": is there such a function, or constant?
 */
struct has {
	const char *tag;  /* of the structure or union; NULL: it is about a function */
	const char *name; /* of the member, the function or the constant */
	int n_params;	  /* -1: any number */
};

/* False if that is no question. */
bool has_parse(struct run *run, const char *question, struct has *has);

/*
 * Can a module of this kernel do that, "clk_get(dev, NULL)"? The first function that is called must be
 * there, and those that are there take as many arguments and can be linked.
 */
bool has_calls(const struct model *model, const char *expression);

/* The first function that an expression calls. */
const char *has_first_call(struct run *run, const char *expression);

/* The answer. */
bool has_answer(const struct model *model, const struct has *has);

#endif
