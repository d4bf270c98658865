/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_ADAPT_H
#define SHEATH_ADAPT_H

#include "model/type.h"

struct run;

/*
 * How one function stands in for another whose prototype differs a little, as those of kernels do:
 * in the constness of what is pointed to, the kind of an integer, the order or number of arguments,
 * in having no result. Pointers to functions are the same or do not fit: none is cast.
 */

/* @name of type @have as an argument of type @want: "name", or with a cast; NULL: it does not fit. */
const char *adapt_argument(struct run *run, const struct type *have, const char *name,
			   const struct type *want);

/*
 * Arguments for a function of type @want out of the parameters of one of type @have, which are called
 * @names: by type and name, in any order; what @want does not take is dropped. "data, (u8)key"; NULL:
 * something is missing.
 */
const char *adapt_arguments(struct run *run, const struct type *have, const char *const *names,
			    const struct type *want);

/* What becomes of a result. */
enum adapted {
	ADAPTED_NOT,  /* one does not stand in for the other */
	ADAPTED_SAME, /* returned as it is */
	ADAPTED_CAST, /* returned with a cast */
	ADAPTED_ZERO, /* there is none: 0 is returned */
	ADAPTED_DROP, /* nobody wants it */
};

/* @have: what is returned; @want: what is to be. */
enum adapted adapt_result(const struct type *have, const struct type *want);

#endif
