/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* It cannot be included beside first.h: it is read without that. */
#ifndef CLASH_H
#define CLASH_H

struct thing {
	int b;
};

static inline int clash_check(const struct thing *thing)
{
	return thing->b ? -EINVAL : 1;
}
//= clash_check errno_or_value atomic

#endif
