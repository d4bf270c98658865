/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Timers with a type: timer_list. Those of high resolution are in <safe/core/hrtimer.h>.
 *
 * Invariants
 *   - The function takes the structure that the timer is a member of; which member it is, is said
 *     once, beside the function.
 *   - It runs in atomic context and says so: what may sleep does not compile in its body.
 *   - Bound to a device, the timer is stopped for good, and waited for, when the device is unbound;
 *     so it is by SAFE_DESTROY() of its structure.
 *
 * Example
 *
 *	static void port_timeout(struct port *port, SAFE_ATOMIC) { ... }
 *	SAFE_TIMER(port_timeout, struct port, timeout);
 *
 *	SAFE_TRY(safe_devm_timer_setup(dev, port, port_timeout, 0));
 *	mod_timer(&port->timeout, jiffies + HZ);
 *
 * What misuse gives
 *   member of another type		error: "timeout is no struct timer_list"
 *   object of another type		error: incompatible pointer type
 *   function without SAFE_ATOMIC		error: incompatible pointer type
 *   sleeping in the function		error: "this may sleep, and the context is atomic"
 *   no SAFE_TIMER()			error: implicit declaration of '__safe_timer_of_...'
 *
 * What C cannot do: keep a timer that restarts itself from a structure that was freed by hand.
 */
#ifndef SAFE_CORE_TIMER_H
#define SAFE_CORE_TIMER_H

#include <linux/device.h>
#include <linux/timer.h>
#include <safe/core/callback.h>
#include <safe/core/context.h>
#include <safe/core/owned.h>

/**
 * SAFE_TIMER() - make a function of the driver that of a timer; stands after it
 * @fn: void fn(type *, SAFE_ATOMIC); runs in softirq context
 * @type: struct port
 * @member: its struct timer_list
 */
#define SAFE_TIMER(fn, type, member)							\
static void __maybe_unused __safe_timer_##fn(struct timer_list *timer)			\
{											\
	__safe_call_atomic(void, fn, type *, container_of(timer, type, member));	\
}											\
static void __maybe_unused __safe_timer_cancel_##fn(void *self)				\
{											\
	timer_shutdown_sync(&((type *)self)->member);					\
}											\
__SAFE_CALLBACK_MEMBER(timer, fn, type, member, struct timer_list)

/**
 * safe_timer_setup() - initialise the timer of an object
 * @self: pointer to the object
 * @fn: a function with SAFE_TIMER()
 * @flags: TIMER_...
 */
#define safe_timer_setup(self, fn, flags)						\
	do {										\
		struct timer_list *__safe_timer = __safe_timer_of_##fn(self);		\
											\
		timer_setup(__safe_timer, __safe_timer_##fn, flags);			\
	} while (0)

/**
 * safe_devm_timer_setup() - initialise it; shut down when the device is unbound
 * @dev: the device
 * @self: pointer to the object
 * @fn: a function with SAFE_TIMER()
 * @flags: TIMER_...
 *
 * Return: 0 or an errno.
 */
#define safe_devm_timer_setup(dev, self, fn, flags)					\
	__safe_devm_callback(dev, self, safe_timer_setup(__safe_self, fn, flags),	\
			     __safe_timer_cancel_##fn)

/* End a member of a structure that goes, see SAFE_DESTROY(); it cannot be started again. */
static __safe_inline void safe_timer_list_release(struct timer_list *timer)
{
	if (timer->function)
		timer_shutdown_sync(timer);
}
#define SAFE_KIND timer_list
#define SAFE_KIND_TYPE struct timer_list
#include <safe/core/new_kind.h>

#endif
