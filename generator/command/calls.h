/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_CALLS_H
#define SHEATH_CALLS_H

#include "base/run.h"
#include "base/table.h"

/*
 * The names that C source files call: every identifier before an opening
 * parenthesis, outside of comments, literals and #include lines. Nothing is
 * preprocessed or parsed, so definitions and casts by typedef count too; what
 * is looked up afterwards is only what kernel headers declare.
 */
struct call {
	const char *name;
	unsigned int n;
	struct call *next; /* in the order of their first use */
};

struct calls {
	struct call *first, *last;
	struct table names; /* name -> struct call */
};

void calls_scan(struct run *run, const char *text, struct calls *calls);

#endif
