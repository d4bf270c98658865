/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PROTOTYPE_H
#define SHEATH_PROTOTYPE_H

#include "base/run.h"
#include "model/model.h"

/*
 * C types as contract files write them, to types of the model: named types are
 * those of the kernel tree, and __user, __iomem, __percpu, __rcu are understood
 * where the kernel puts them. Any abstract declarator of C is, but for bit
 * widths and initializers; a name in it is ignored except that of a parameter.
 *
 * What is not C, or names a type the tree does not have, is an error at @at
 * with the part that is wrong, and the result is NULL.
 */

/* "struct clk *" */
const struct type *type_parse(struct run *run, const struct model *model, const char *text,
			      struct place at);

/* "u32 (const volatile void __iomem *addr)": a TYPE_FUNCTION */
const struct type *prototype_parse(struct run *run, const struct model *model, const char *text,
				   struct place at);

/*
 * The same where other kernels may have what this one lacks: without a word NULL if it has not all
 * the types. *@name: "open" of "int open(struct inode *inode)", NULL if there is none.
 */
const struct type *prototype_try(struct run *run, const struct model *model, const char *text,
				 struct place at, const char **name);

#endif
