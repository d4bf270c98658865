/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DECLARATOR_H
#define SHEATH_DECLARATOR_H

#include "model/type.h"

struct run;

/*
 * C declarations in kernel style, from types as the kernel spells them:
 * "struct device *dev", "int (*fn)(void *data)", "char name[32]",
 * "const char __user *buf". All strings are the run's.
 */

/* @name of @type; a NULL or empty @name gives the type alone: "struct device *". */
const char *declare(struct run *run, const struct type *type, const char *name);

/* The type alone. */
const char *type_text(struct run *run, const struct type *type);

/* A type's text and a name behind it: "struct clk *" and "clk" give "struct clk *clk". */
const char *declare_text(struct run *run, const char *type, const char *name);

/*
 * One word for a type, as results and slices are named after it: "clk_ptr" for
 * struct clk *, "const_char_ptr" for const char *, "iomem_ptr" for
 * void __iomem *, "i2c_msg" for struct i2c_msg. NULL if it has no short name.
 */
const char *type_word(struct run *run, const struct type *type);

#endif
