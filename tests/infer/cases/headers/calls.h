/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef CALLS_H
#define CALLS_H

#include "first.h"

/* What only calls another function gives what that one gives, whichever was read first. */
static inline int calls_check(const struct thing *thing)
{
	return first_check(thing);
}
//= calls_check errno atomic

static inline unsigned int calls_flags(const struct thing *thing)
{
	return thing->a | first_flags(thing);
}
//= calls_flags atomic

#endif
