/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* What has an error says nothing, also where it looks as if it did. */
#ifndef WRONG_H
#define WRONG_H

static inline int wrong_check(int n)
{
	return n ? -EINVAL : wrong_word;
}
//! wrong_check

static inline int wrong_other(int n)
{
	return n ? -EINVAL : 0;
}
//! wrong_other

#endif
