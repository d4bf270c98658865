/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DIFFERENCE_H
#define SHEATH_DIFFERENCE_H

#include "command/session.h"

/*
 * Where two kernel trees make a difference to a driver: a function wrapped from
 * the one and not from the other, a wrapper with another prototype, a sure fact
 * that is not the same.
 */
struct difference {
	const char *function;
	const char *header;
	const char
		*what; /* "status", "wrapper", or "fact" and what it speaks of: "return returns" */
	const char *first, *second; /* how it is in each */
};

struct differences {
	struct difference *list;
	size_t n, room;
};

/* In the order of the first tree's functions, then those that only the second has. */
void differences_find(struct run *run, const struct reading *first, const struct reading *second,
		      struct differences *differences);

#endif
