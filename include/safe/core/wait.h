/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Waiting for a condition with a limit: the time-out is an errno.
 *
 * Invariants
 *   - The kernel's macros return 0 for a time-out, the jiffies that were left if the condition came
 *     true, and some of them an errno besides: the other way round than all else. Here it is 0, or
 *     -ETIMEDOUT, or what the wait was interrupted with; ignoring it is seen.
 *   - The limit is in jiffies by its type, and evaluated once.
 *
 * Example
 *
 *	SAFE_TRY(safe_wait_event_interruptible_timeout(port->queue, port->done,
 *						       safe_jiffies_from_ms(safe_ms(100))));
 *
 * What misuse gives
 *   milliseconds for jiffies		error: invalid initializer / incompatible type
 *   result ignored			warning: ignoring return value ... (unused-result)
 *   waiting in atomic context		error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: know that the condition is read without a lock. It is evaluated as often as the
 * queue is woken, between prepare_to_wait() and schedule(), where it must not sleep either.
 */
#ifndef SAFE_CORE_WAIT_H
#define SAFE_CORE_WAIT_H

#include <linux/wait.h>
#include <safe/core/context.h>
#include <safe/core/result.h>
#include <safe/core/unit.h>

/* @left: jiffies that are left, 0 for a time-out, or an errno. */
static __safe_inline int __safe_from_wait(long left)
{
	if (left > 0)
		return 0;
	return left ? left : -ETIMEDOUT;
}

#define __safe_wait_for(wait, wq, condition, limit)					\
	__safe_sleeps(safe_checked(({							\
		struct safe_jiffies __safe_limit = (limit);				\
											\
		__safe_from_wait(wait(wq, condition, __safe_limit.value));		\
	})))

/**
 * safe_wait_event() - wait until a condition is true
 * @wq: the struct wait_queue_head, by name
 * @condition: evaluated each time the queue is woken
 *
 * Context: May sleep.
 */
#define safe_wait_event(wq, condition)							\
	__safe_sleeps(({ wait_event(wq, condition); }))

/**
 * safe_wait_event_interruptible() - the same, which a signal ends
 * @wq: the queue
 * @condition: evaluated each time the queue is woken
 *
 * Return: 0, or -ERESTARTSYS.
 */
#define safe_wait_event_interruptible(wq, condition)					\
	__safe_sleeps(safe_checked(wait_event_interruptible(wq, condition)))

/**
 * safe_wait_event_killable() - the same, which a fatal signal ends
 * @wq: the queue
 * @condition: evaluated each time the queue is woken
 *
 * Return: 0, or -ERESTARTSYS.
 */
#define safe_wait_event_killable(wq, condition)						\
	__safe_sleeps(safe_checked(wait_event_killable(wq, condition)))

/**
 * safe_wait_event_timeout() - wait until a condition is true, at most so long
 * @wq: the queue
 * @condition: evaluated each time the queue is woken, and when the time is over
 * @timeout: a span of time in jiffies
 *
 * Return: 0, or -ETIMEDOUT.
 */
#define safe_wait_event_timeout(wq, condition, timeout)					\
	__safe_wait_for(wait_event_timeout, wq, condition, timeout)

/**
 * safe_wait_event_interruptible_timeout() - the same, which a signal ends
 * @wq: the queue
 * @condition: as of safe_wait_event_timeout()
 * @timeout: a span of time in jiffies
 *
 * Return: 0, -ETIMEDOUT, or -ERESTARTSYS.
 */
#define safe_wait_event_interruptible_timeout(wq, condition, timeout)			\
	__safe_wait_for(wait_event_interruptible_timeout, wq, condition, timeout)

/**
 * safe_wait_event_killable_timeout() - the same, which a fatal signal ends
 * @wq: the queue
 * @condition: as of safe_wait_event_timeout()
 * @timeout: a span of time in jiffies
 *
 * Return: 0, -ETIMEDOUT, or -ERESTARTSYS.
 */
#define safe_wait_event_killable_timeout(wq, condition, timeout)			\
	__safe_wait_for(wait_event_killable_timeout, wq, condition, timeout)

#endif
