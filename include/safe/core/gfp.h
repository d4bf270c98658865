/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Allocation flags: what is passed as gfp is of type gfp_t.
 *
 * A size is neither, so that size and flags cannot be swapped where they stand side by side. (To the
 * compiler gfp_t is unsigned int: a variable of that type passes.)
 */
#ifndef SAFE_CORE_GFP_H
#define SAFE_CORE_GFP_H

#include <linux/build_bug.h>
#include <linux/types.h>

#define __safe_gfp(gfp)									\
	((void)sizeof(({								\
		_Static_assert(__builtin_types_compatible_p(typeof(gfp), gfp_t),	\
			       "these are no allocation flags");			\
		0;									\
	})), (gfp))

#endif
