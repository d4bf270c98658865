/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Contexts: calls that may sleep do not stand where sleeping is not allowed.
 *
 * Invariants
 *   - At file scope __safe_ctx is the context in which sleeping is allowed. A guard of a spinning
 *     lock, of RCU, of disabled interrupts or preemption, and the body of an interrupt handler
 *     declare another __safe_ctx for their block.
 *   - A wrapper of a function that may sleep asks, where it is called, which one it sees; one that
 *     sleeps if its allocation flags let it asks if the flags are a constant that does. The question
 *     is the front end's: the same answer from every compiler at every level of optimisation, and
 *     no code.
 *   - With CONFIG_DEBUG_ATOMIC_SLEEP the same wrappers ask the running kernel as well, also those
 *     whose kernel function says no might_sleep() itself; without it they cost nothing.
 *
 * Example
 *
 *	static irqreturn_t port_irq(struct port *port, SAFE_ATOMIC)	// the body is atomic
 *	static void port_kick(struct port *port, SAFE_ATOMIC);	// a helper: who calls it is atomic
 *
 *	static void port_poke(struct port *port)
 *	{
 *		safe_atomic();			// the same, without asking who calls
 *
 *	static int port_reset(struct port *port);
 *	#define port_reset(...) safe_sleeps(port_reset(__VA_ARGS__))	// a helper that may sleep
 *
 *	safe_scoped_guard(spinlock, &port->lock) {
 *		safe_clk_prepare_enable(clk);	// error: "this may sleep, and the context is atomic"
 *		port_reset(port);		// the same
 *		port_kick(port, safe_in_atomic);
 *		safe_kzalloc(8, GFP_KERNEL);	// error: "these flags may sleep, and the context ..."
 *	}
 *
 * What C cannot do: see through a call. A helper that sleeps, says nothing of it and is called under
 * a spinning lock compiles; the running kernel finds it. Flags in a variable are asked there, too.
 */
#ifndef SAFE_CORE_CONTEXT_H
#define SAFE_CORE_CONTEXT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <safe/core/constant.h>
#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
#include <linux/kernel.h>
#endif

struct __safe_may_sleep { };
struct __safe_atomic { };
typedef struct __safe_sleeping_ctx { struct __safe_may_sleep __context; } __safe_ctx;
struct __safe_atomic_ctx { struct __safe_atomic __context; };

/*
 * The same, for a function's parameter: its name must be another, since parameters and what a guard
 * declares in the outermost block share a scope.
 */
typedef struct __safe_sleeping_ctx __safe_param_ctx;

/* Declares the rest of the block to be atomic; may stand more than once. */
#define __safe_atomic_block	typedef struct __safe_atomic_ctx __safe_ctx __maybe_unused

/*
 * Is that the context of a type? A loop that stands for a scope declares a variable __safe_ctx in
 * place of the type, whose __context tells.
 */
#define __safe_is_context(type, context)						\
	__builtin_types_compatible_p(typeof(((typeof(type) *)0)->__context), struct context)

#define __safe_may_sleep_here()								\
	(__safe_is_context(__safe_ctx, __safe_may_sleep) &&				\
	 __safe_is_context(__safe_param_ctx, __safe_may_sleep))

/* Nothing, or an error if @condition is not so: within an expression. */
#define __safe_assert(condition, text)							\
	((void)sizeof(struct { _Static_assert(condition, text); char nothing; }))

#define __safe_assert_may_sleep()							\
	__safe_assert(__safe_may_sleep_here(), "this may sleep, and the context is atomic")

/* The same for a guard: one that makes no atomic context is of a lock that may sleep. */
#define __safe_assert_may_guard(guard)							\
	__safe_assert(__safe_is_context(guard, __safe_atomic) || __safe_may_sleep_here(), \
		      "this may sleep, and the context is atomic")

/*
 * Allocation flags: of their type, which no size and no other flags have that are not unsigned int,
 * and those that are known must not let the call sleep where that is not allowed.
 */
#define __safe_assert_flags(gfp)							\
	__safe_assert(__builtin_types_compatible_p(typeof(gfp), gfp_t),			\
		      "these are no allocation flags"),					\
	__safe_assert(!(__safe_constant(gfp) & __GFP_DIRECT_RECLAIM) ||			\
		      __safe_may_sleep_here(),						\
		      "these flags may sleep, and the context is atomic")

/* What might_sleep() asks, but no more: that is a call to reschedule in some configurations. */
#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
#define __safe_might_sleep()	__might_resched(__FILE__, __LINE__, 0)
#else
#define __safe_might_sleep()	((void)0)
#endif

/*
 * __safe_sleeps() - a call that may sleep; __safe_sleeps_by() - one that does so if the flags @gfp,
 * which are not evaluated here, allow it. The call comes last, outside of any statement expression,
 * so that an ignored result is still seen.
 */
#define __safe_sleeps(call)	(__safe_assert_may_sleep(), __safe_might_sleep(), call)
#define __safe_sleeps_by(gfp, call) (__safe_assert_flags(gfp), call)

/**
 * safe_sleeps() - a call of the driver's own that may sleep
 * @call: the call
 *
 * A build error in atomic context, asked again at run time with CONFIG_DEBUG_ATOMIC_SLEEP. To be
 * said once, after the function: #define port_reset(...) safe_sleeps(port_reset(__VA_ARGS__))
 */
#define safe_sleeps(call)	__safe_sleeps(call)

/**
 * safe_atomic() - the rest of the block runs in atomic context: first in a body, among declarations
 *
 * For helpers and callbacks that are called with a spinning lock held, or interrupts disabled.
 */
#define safe_atomic()		__safe_atomic_block

/**
 * safe_hard_irq() - the same for the body of an interrupt handler
 */
#define safe_hard_irq()		__safe_atomic_block

/**
 * SAFE_ATOMIC - last parameter of a function that runs in atomic context
 *
 * Its type has no size, so nothing is passed; the function's type tells that it is atomic, and its
 * body is.
 */
#define SAFE_ATOMIC		struct __safe_atomic_ctx __safe_param_ctx __maybe_unused

/**
 * safe_in_atomic - the argument for that parameter; stands in atomic context alone
 */
#define safe_in_atomic									\
	(__safe_assert(!__safe_may_sleep_here(), "the context is not known to be atomic"), \
	 (struct __safe_atomic_ctx){ })

#endif
