/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Expectations: what a generated header relies on, asked of the compiler in a function that is never
 * called, before anything that relies on it.
 *
 * Invariants
 *   - Nothing is evaluated, nothing is emitted; each costs the front end one look at the call.
 *   - On a kernel that does not match, the compiler's first error stands on a line of the generated
 *     header that names the function, or the type, and the command to regenerate. For that the call
 *     and _Static_assert stand on that line, not in a macro: gcc reports what is wrong with the text
 *     of a macro where the macro is defined.
 *   - What a wrapper does not notice is no change: an argument that may point to const now, a function
 *     that has become a macro which can be called like it, or has more attributes.
 *
 * Example, of <safe/linux/clk.h>
 *
 *	_Static_assert(__SAFE_GIVES(int, clk_prepare(any_clk_ptr)), "clk_prepare() has changed");
 *
 * What misuse gives: these are for generated headers only.
 *
 * What C cannot do: ask whether a structure has no such member, or that there is no such function.
 */
#ifndef SAFE_CORE_EXPECT_H
#define SAFE_CORE_EXPECT_H

#include <linux/stringify.h>

/* Is the call's result of that type? In a block, because a macro may be a statement. */
#define __SAFE_GIVES(type, call)	__builtin_types_compatible_p(typeof(({ call; })), type)

/* Is it a pointer to that? To const, or to void, is as good: the wrapper converts what it has to. */
#define __SAFE_POINTS(type, call)	(__builtin_types_compatible_p(typeof(*(call)), type) || \
					 __builtin_types_compatible_p(typeof(*(call)), void))

/* Is there such a thing: a member, a function, a call that may be made? 1, or the line is an error. */
#define __SAFE_HAS(expr)		(sizeof(((void)(expr), 0)) != 0)

/* Is it of exactly that type? Of the members of structures of functions. */
#define __SAFE_IS(expr, type)		__builtin_types_compatible_p(typeof(expr), type)

#endif
