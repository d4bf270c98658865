/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Contexts: calls that may sleep do not stand where sleeping is not allowed.
 *
 * Invariants
 *   - At file scope __safe_ctx is the context in which sleeping is allowed. A guard of a spinning
 *     lock and the scope of an interrupt handler declare another __safe_ctx for their block.
 *   - A wrapper of a function that may sleep asks, where it is called, which one it sees. The
 *     question is the front end's: the same answer from every compiler at every level of
 *     optimisation, and no code.
 *
 * Example
 *
 *	safe_scoped_guard(spinlock, &port->lock) {
 *		safe_clk_prepare_enable(clk);	// error: "this may sleep, and the context is atomic"
 *	}
 *
 * What C cannot do: see through a call. A helper that sleeps and is called under a spinning lock
 * compiles; the kernel's might_sleep() finds it at run time, with CONFIG_DEBUG_ATOMIC_SLEEP.
 */
#ifndef SAFE_CORE_CONTEXT_H
#define SAFE_CORE_CONTEXT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>

struct __safe_may_sleep;
struct __safe_atomic;
typedef struct __safe_may_sleep __safe_ctx;

/* Declares the rest of the block to be atomic; may stand more than once. */
#define __safe_atomic_block	typedef struct __safe_atomic __safe_ctx __maybe_unused

/*
 * Nothing, or an error where sleeping is not allowed. A loop that stands for a scope declares a
 * variable of that name, which is no struct __safe_may_sleep either.
 */
#define __safe_assert_may_sleep()							\
	((void)sizeof(struct {								\
		_Static_assert(__builtin_types_compatible_p(typeof(__safe_ctx) *,	\
							    struct __safe_may_sleep *),	\
			       "this may sleep, and the context is atomic");		\
		char nothing;								\
	}))

/*
 * __safe_sleeps() - a call that may sleep. The call comes last, outside of any statement expression,
 * so that an ignored result is still seen.
 */
#define __safe_sleeps(call)	(__safe_assert_may_sleep(), call)

#endif
