/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Constants: what the front end knows is checked by the front end.
 *
 * Invariants
 *   - Whether an expression is a constant is decided by its form (an integer constant expression,
 *     as C defines it), never by the optimiser: the same answer from gcc and clang, at -O0 and with
 *     -fsyntax-only.
 *   - No argument is evaluated.
 *
 * Example
 *
 *	static_assert(__safe_is_constant(offset), "the offset is known only at run time");
 *	static_assert(__safe_constant(offset) < SIZE, "past the end");
 */
#ifndef SAFE_CORE_CONSTANT_H
#define SAFE_CORE_CONSTANT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/types.h>

/*
 * 1 for an integer constant expression, else 0. A null pointer constant (only a constant zero is
 * one) and an int pointer have the common type int *; another void pointer makes it void *.
 */
#define __safe_is_constant(n)								\
	(sizeof(int) == sizeof(*(8 ? ((void *)((long)(n) * 0L)) : (int *)8)))

/* The constant @n; 0 for what is none, so that this always is a constant. */
#define __safe_constant(n)								\
	__builtin_choose_expr(__safe_is_constant(n), n, 0)

#endif
