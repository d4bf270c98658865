/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Timers of high resolution with a type: hrtimer.
 *
 * Invariants
 *   - Those of <safe/core/timer.h>: the function takes the structure that the timer is a member of,
 *     runs in atomic context and says so; bound to a device, the timer is cancelled, and waited for.
 *   - What kernels call hrtimer_init() or hrtimer_setup() has one name here.
 *
 * Example
 *
 *	static enum hrtimer_restart port_tick(struct port *port, SAFE_ATOMIC) { ... }
 *	SAFE_HRTIMER(port_tick, struct port, tick);
 *
 *	SAFE_TRY(safe_devm_hrtimer_setup(dev, port, port_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL));
 *
 * What misuse gives: as for timers.
 *
 * What C cannot do: keep a timer that restarts itself from a structure that was freed by hand.
 */
#ifndef SAFE_CORE_HRTIMER_H
#define SAFE_CORE_HRTIMER_H

#include <linux/device.h>
#include <linux/hrtimer.h>
#include <safe/core/callback.h>
#include <safe/core/context.h>
#include <safe/core/owned.h>

#ifndef SAFE_HAS_hrtimer_setup
#error "include <safe/linux/hrtimer.h>, which says what this kernel has"
#endif

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

static __safe_inline void
__safe_hrtimer_init(struct hrtimer *timer, enum hrtimer_restart (*fn)(struct hrtimer *),
		    clockid_t clock, enum hrtimer_mode mode)
{
#if SAFE_HAS_hrtimer_setup
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

/* End a member of a structure that goes, see SAFE_DESTROY(). */
static __safe_inline void safe_hrtimer_release(struct hrtimer *timer)
{
	if (timer->base)
		hrtimer_cancel(timer);
}
#define SAFE_KIND hrtimer
#define SAFE_KIND_TYPE struct hrtimer
#include <safe/core/new_kind.h>

#endif
