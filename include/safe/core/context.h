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
 *	static irqreturn_t port_irq(struct port *port)
 *	{
 *		safe_hard_irq();		// first in the body of a handler
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

struct __safe_may_sleep { };
struct __safe_atomic { };
typedef struct __safe_sleeping_ctx { struct __safe_may_sleep __context; } __safe_ctx;
struct __safe_atomic_ctx { struct __safe_atomic __context; };

/* Declares the rest of the block to be atomic; may stand more than once. */
#define __safe_atomic_block	typedef struct __safe_atomic_ctx __safe_ctx __maybe_unused

/*
 * Is that the context of a type? A loop that stands for a scope declares a variable __safe_ctx in
 * place of the type, whose __context tells.
 */
#define __safe_is_context(type, context)						\
	__builtin_types_compatible_p(typeof(((typeof(type) *)0)->__context), struct context)

/* Nothing, or an error if @condition is not so: within an expression. */
#define __safe_assert(condition, text)							\
	((void)sizeof(struct { _Static_assert(condition, text); char nothing; }))

#define __safe_assert_may_sleep()							\
	__safe_assert(__safe_is_context(__safe_ctx, __safe_may_sleep),			\
		      "this may sleep, and the context is atomic")

/* The same for a guard: one that makes no atomic context is of a lock that may sleep. */
#define __safe_assert_may_guard(guard)							\
	__safe_assert(__safe_is_context(guard, __safe_atomic) ||			\
		      __safe_is_context(__safe_ctx, __safe_may_sleep),			\
		      "this may sleep, and the context is atomic")

/*
 * __safe_sleeps() - a call that may sleep. The call comes last, outside of any statement expression,
 * so that an ignored result is still seen.
 */
#define __safe_sleeps(call)	(__safe_assert_may_sleep(), call)

/**
 * safe_hard_irq() - the block runs in atomic context: first in the body of an interrupt handler
 */
#define safe_hard_irq()		__safe_atomic_block

#endif
