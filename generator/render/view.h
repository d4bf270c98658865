/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_VIEW_H
#define SHEATH_VIEW_H

#include "render/wrapped.h"

/*
 * Views: what templates see, as docs/templates.md lists it. Names and texts
 * only; the decisions are those of wrapped.h.
 */

/* "sheath generate --kernel TREE linux/clk.h" */
const char *view_regenerate(struct run *run, const char *header);

/* "linux_clk", and in capitals, of "linux/clk.h". */
const char *view_word(struct run *run, const char *header, bool capitals);

/* What all views of functions have in common. */
struct view_common {
	const struct model *model;
	struct view *no_owner, *no_takes, *no_devm; /* of functions that do nothing of the kind */
};

void view_common_init(struct run *run, struct view_common *common, const struct model *model);

/* Of a function with a wrapper. NULL after an error; what it relies on is added to @needs. */
struct view *view_function(struct run *run, const struct view_common *common,
			   const struct contract *contract, struct needs *needs);

/* In view_tests.c: uses and mistakes of the wrapper. */
void view_tests(struct run *run, struct view *view, const struct wrapped *w);

/* A parameter list: "struct device *dev, const char *id", or "void". */
const char *view_params_decl(struct run *run, const struct wrapped *w);

#endif
