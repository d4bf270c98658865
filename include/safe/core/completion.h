/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Waiting for a completion with a limit: the time-out is an errno.
 *
 * Invariants
 *   - The kernel's functions return 0 for a time-out and the jiffies that were left otherwise, some
 *     of them an errno besides: the other way round than all else. Here it is 0 or an errno,
 *     -ETIMEDOUT or what the wait was interrupted with.
 *
 * Example
 *
 *	SAFE_TRY(safe_wait_for_completion_timeout(&port->done, safe_jiffies_from_ms(safe_ms(100))));
 *
 * and one that hands something over, which nobody can read before it is there:
 *
 *	SAFE_COMPLETION(port_reply, u32);	// struct port_reply, a member of struct port
 *
 *	safe_completion_init(&port->reply);		// before the device is asked
 *	safe_complete_with(&port->reply, status);	// in the interrupt handler
 *	SAFE_TRY(safe_wait_for_value_timeout(&port->reply, timeout, &status));
 *
 * What misuse gives
 *   result ignored			warning: ignoring return value ... (unused-result)
 *   milliseconds for jiffies		error: incompatible type for argument
 *   waiting in atomic context		error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: keep a completion on the stack of a function that gave up waiting from being
 * completed all the same. It belongs into the driver's structure.
 */
#ifndef SAFE_CORE_COMPLETION_H
#define SAFE_CORE_COMPLETION_H

#include <linux/completion.h>
#include <safe/core/context.h>
#include <safe/core/result.h>
#include <safe/core/unit.h>

/* @left: jiffies that are left, 0 for a time-out, or an errno. */
static __safe_inline int __safe_from_jiffies_left(long left)
{
	if (left > 0)
		return 0;
	return left ? left : -ETIMEDOUT;
}

#define __SAFE_WAIT_TIMEOUT(name)							\
static __safe_inline __must_check int							\
safe_##name(struct completion *x, struct safe_jiffies timeout)				\
{											\
	return __safe_from_jiffies_left(name(x, timeout.value));			\
}											\
struct completion

/* The same of those that cannot be interrupted, whose result is unsigned. */
#define __SAFE_WAIT_TIMEOUT_UNSIGNED(name)						\
static __safe_inline __must_check int							\
safe_##name(struct completion *x, struct safe_jiffies timeout)				\
{											\
	return name(x, timeout.value) ? 0 : -ETIMEDOUT;					\
}											\
struct completion

__SAFE_WAIT_TIMEOUT_UNSIGNED(wait_for_completion_timeout);
__SAFE_WAIT_TIMEOUT_UNSIGNED(wait_for_completion_io_timeout);
__SAFE_WAIT_TIMEOUT(wait_for_completion_interruptible_timeout);
__SAFE_WAIT_TIMEOUT(wait_for_completion_killable_timeout);

/**
 * safe_wait_for_completion_timeout() - wait for a completion, at most so long
 * @x: the completion
 * @timeout: a span of time in jiffies
 *
 * Context: May sleep. Return: 0, or -ETIMEDOUT; the interruptible and killable forms also return
 * the errno they were interrupted with.
 */
#define safe_wait_for_completion_timeout(...)						\
	__safe_sleeps(safe_wait_for_completion_timeout(__VA_ARGS__))
#define safe_wait_for_completion_io_timeout(...)					\
	__safe_sleeps(safe_wait_for_completion_io_timeout(__VA_ARGS__))
#define safe_wait_for_completion_interruptible_timeout(...)				\
	__safe_sleeps(safe_wait_for_completion_interruptible_timeout(__VA_ARGS__))
#define safe_wait_for_completion_killable_timeout(...)					\
	__safe_sleeps(safe_wait_for_completion_killable_timeout(__VA_ARGS__))

/**
 * SAFE_COMPLETION() - define a completion that hands over a value
 * @name: gives struct NAME
 * @type: of the value
 */
#define SAFE_COMPLETION(name, type)							\
struct name {										\
	struct completion __done;							\
	type __value;									\
}

/**
 * safe_completion_init() - nothing is there yet: before the first use, and before it is used again
 * @self: pointer to a structure of SAFE_COMPLETION()
 */
#define safe_completion_init(self)	init_completion(&(self)->__done)

/**
 * safe_complete_with() - hand over a value, once
 * @self: pointer to a structure of SAFE_COMPLETION()
 * @value: the value; a second one is dropped
 *
 * Context: Any; by one caller at a time.
 */
#define safe_complete_with(self, value)							\
	do {										\
		typeof(self) __safe_self = (self);					\
		typeof(__safe_self->__value) __safe_new = (value);			\
											\
		if (!completion_done(&__safe_self->__done)) {				\
			__safe_self->__value = __safe_new;				\
			complete_all(&__safe_self->__done);				\
		}									\
	} while (0)

/**
 * safe_wait_for_value_timeout() - wait for a value, at most so long
 * @self: pointer to a structure of SAFE_COMPLETION()
 * @timeout: a span of time in jiffies
 * @to: pointer to where the value goes; not touched on failure
 *
 * Context: May sleep. Return: 0, or -ETIMEDOUT.
 */
#define safe_wait_for_value_timeout(self, timeout, to)					\
	__safe_sleeps(safe_checked(({							\
		typeof(self) __safe_self = (self);					\
		typeof(&__safe_self->__value) __safe_to = (to);				\
		int __safe_err;								\
											\
		__safe_err = safe_wait_for_completion_timeout(&__safe_self->__done, timeout); \
		if (!__safe_err)							\
			*__safe_to = __safe_self->__value;				\
		__safe_err;								\
	})))

#endif
