/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Timers with a type: timer_list and hrtimer.
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
 *	static enum hrtimer_restart port_tick(struct port *port, SAFE_ATOMIC) { ... }
 *	SAFE_HRTIMER(port_tick, struct port, tick);
 *
 *	SAFE_TRY(safe_devm_hrtimer_setup(dev, port, port_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL));
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
#include <linux/hrtimer.h>
#include <linux/timer.h>
#include <linux/version.h>
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

/**
 * SAFE_HRTIMER() - make a function of the driver that of a high-resolution timer; stands after it
 * @fn: enum hrtimer_restart fn(type *, SAFE_ATOMIC); runs in hard or soft interrupt context
 * @type: struct port
 * @member: its struct hrtimer
 */
#define SAFE_HRTIMER(fn, type, member)							\
static enum hrtimer_restart __maybe_unused __safe_hrtimer_##fn(struct hrtimer *timer)	\
{											\
	return __safe_call_atomic(enum hrtimer_restart, fn, type *,			\
				  container_of(timer, type, member));			\
}											\
static void __maybe_unused __safe_hrtimer_cancel_##fn(void *self)			\
{											\
	hrtimer_cancel(&((type *)self)->member);					\
}											\
__SAFE_CALLBACK_MEMBER(hrtimer, fn, type, member, struct hrtimer)

/*
 * A kernel that has hrtimer_setup() may have lost hrtimer_init(): both names are functions, which
 * only the version tells apart. Where both exist, both are right.
 */
static __safe_inline void
__safe_hrtimer_init(struct hrtimer *timer, enum hrtimer_restart (*fn)(struct hrtimer *),
		    clockid_t clock, enum hrtimer_mode mode)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
	hrtimer_setup(timer, fn, clock, mode);
#else
	hrtimer_init(timer, clock, mode);
	timer->function = fn;
#endif
}

/**
 * safe_hrtimer_setup() - initialise the timer of an object
 * @self: pointer to the object
 * @fn: a function with SAFE_HRTIMER()
 * @clock: CLOCK_MONOTONIC, ...
 * @mode: HRTIMER_MODE_...
 */
#define safe_hrtimer_setup(self, fn, clock, mode)					\
	__safe_hrtimer_init(__safe_hrtimer_of_##fn(self), __safe_hrtimer_##fn, clock, mode)

/**
 * safe_devm_hrtimer_setup() - initialise it; cancelled when the device is unbound
 * @dev: the device
 * @self: pointer to the object
 * @fn: a function with SAFE_HRTIMER()
 * @clock: CLOCK_MONOTONIC, ...
 * @mode: HRTIMER_MODE_...
 *
 * Return: 0 or an errno.
 */
#define safe_devm_hrtimer_setup(dev, self, fn, clock, mode)				\
	__safe_devm_callback(dev, self, safe_hrtimer_setup(__safe_self, fn, clock, mode), \
			     __safe_hrtimer_cancel_##fn)

/* End a member of a structure that goes, see SAFE_DESTROY(); a timer_list cannot be started again. */
static __safe_inline void safe_timer_list_release(struct timer_list *timer)
{
	if (timer->function)
		timer_shutdown_sync(timer);
}
static __safe_inline void safe_hrtimer_release(struct hrtimer *timer)
{
	if (timer->base)
		hrtimer_cancel(timer);
}
#define SAFE_KIND timer_list
#define SAFE_KIND_TYPE struct timer_list
#include <safe/core/new_kind.h>
#define SAFE_KIND hrtimer
#define SAFE_KIND_TYPE struct hrtimer
#include <safe/core/new_kind.h>

#endif
