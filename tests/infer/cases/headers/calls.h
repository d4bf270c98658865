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

/* What only succeeds does not sleep. */
static inline int calls_stub(struct thing *thing)
{
	return first_stub(thing) ? -EINVAL : 0;
}
//= calls_stub errno atomic

static inline int calls_left_out(struct thing *thing)
{
	return first_left_out(thing);
}
//= calls_left_out errno? atomic?

/* In another configuration there are some, but to count them does not sleep there either. */
static inline int calls_count(const struct thing *thing)
{
	unsigned int n = first_count(thing);

	if (!n)
		return 0;
	return thing->a ? -EINVAL : n;
}
//= calls_count errno? atomic

#endif
