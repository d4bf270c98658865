/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_CALLABLE_H
#define SHEATH_CALLABLE_H

#include "infer/offered.h"
#include "input/tree.h"
#include "model/inferred.h"

/*
 * What of all that was found out in a kernel's source goes into a facts file: of functions that a
 * module can call, what may change a wrapper of theirs, or of what calls them.
 */
void callable_keep(struct run *run, const struct tree *tree, const struct offered *offered,
		   struct inferred_list *list);

#endif
