/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Points in time: each belongs to a clock, and clocks do not mix.
 *
 * Invariants
 *   - struct safe_ktime_mono, safe_ktime_boot, safe_ktime_real, safe_ktime_tai and safe_ktime_raw are
 *     points in time of CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_REALTIME, CLOCK_TAI and
 *     CLOCK_MONOTONIC_RAW. A point of one where another is wanted does not compile: the clocks run
 *     differently over suspend, and real time jumps.
 *   - A point in time is no duration: what lies between two points of a clock is a number of
 *     nanoseconds with a sign, struct safe_ns_diff; what is added to one is a struct safe_ns.
 *   - Adding ends in the last point there is, KTIME_MAX, rather than wrap around.
 *   - <safe/linux/timekeeping.h> asks the clocks: safe_ktime_get(), safe_ktime_get_real(), ...
 *
 * Example
 *
 *	struct safe_ktime_mono deadline = safe_ktime_add(safe_ktime_get(), safe_ns_from_ms(safe_ms(20)));
 *
 *	while (!port_ready(port)) {
 *		if (safe_ktime_after(safe_ktime_get(), deadline))
 *			return -ETIMEDOUT;
 *		...
 *	}
 *	took = safe_ktime_sub(safe_ktime_get(), start);		// struct safe_ns_diff
 *	TRY(safe_ns_from_diff(&elapsed, took));			// -ERANGE if it is negative
 *
 * Where the kernel wants a ktime_t: .value, in plain sight.
 *
 * What misuse gives
 *   a point of another clock		error: incompatible types / invalid initializer
 *   a duration for a point		the same
 *   two points added, a < b		error: invalid operands to binary
 *
 * What C cannot do: know that the number in safe_ktime_mono(n) was read from that clock.
 */
#ifndef SAFE_CORE_CLOCK_H
#define SAFE_CORE_CLOCK_H

#include <linux/errno.h>
#include <linux/ktime.h>
#include <safe/core/unit.h>

SAFE_UNIT(ktime_mono, ktime_t);		/* CLOCK_MONOTONIC: since boot, without suspend */
SAFE_UNIT(ktime_boot, ktime_t);		/* CLOCK_BOOTTIME: since boot, with suspend */
SAFE_UNIT(ktime_real, ktime_t);		/* CLOCK_REALTIME: since 1970, set from outside */
SAFE_UNIT(ktime_tai, ktime_t);		/* CLOCK_TAI: the same without leap seconds */
SAFE_UNIT(ktime_raw, ktime_t);		/* CLOCK_MONOTONIC_RAW: as the hardware runs */
SAFE_UNIT(ns_diff, s64);		/* between two points of a clock */

/* -ERANGE if it is negative: the later point was the first one. */
static __safe_inline __must_check int safe_ns_from_diff(struct safe_ns *to, struct safe_ns_diff diff)
{
	if (unlikely(diff.value < 0))
		return -ERANGE;
	to->value = diff.value;
	return 0;
}

static __safe_inline ktime_t __safe_ktime_add(ktime_t t, struct safe_ns ns)
{
	return ns.value > KTIME_MAX ? KTIME_MAX : ktime_add_safe(t, ns_to_ktime(ns.value));
}

/* Both arguments, seen to be points of one clock: @make gets their numbers. */
#define __safe_ktime_two(make, a, b)							\
	({										\
		typeof(a) __safe_a = (a);						\
		typeof(__safe_a) __safe_b = (b);					\
											\
		__safe_assert_clock(__safe_a);						\
		make(__safe_a.value, __safe_b.value);					\
	})

/* Not a duration, nor anything else that has a value. */
#define __safe_assert_clock(t)								\
	((void)_Generic((t), struct safe_ktime_mono: 0, struct safe_ktime_boot: 0,	\
			struct safe_ktime_real: 0, struct safe_ktime_tai: 0,		\
			struct safe_ktime_raw: 0))

#define __safe_ns_between(a, b)	((struct safe_ns_diff){ ktime_to_ns(ktime_sub(a, b)) })

/**
 * safe_ktime_sub() - how much later one point in time is than another
 * @later: a point in time
 * @earlier: another one of the same clock
 *
 * Return: struct safe_ns_diff; negative if it is earlier.
 */
#define safe_ktime_sub(later, earlier)	__safe_ktime_two(__safe_ns_between, later, earlier)

/**
 * safe_ktime_before() - whether one point in time is earlier than another
 * @a: a point in time
 * @b: another one of the same clock
 *
 * Likewise safe_ktime_after().
 */
#define safe_ktime_before(a, b)		__safe_ktime_two(ktime_before, a, b)
#define safe_ktime_after(a, b)		__safe_ktime_two(ktime_after, a, b)

/**
 * safe_ktime_add() - a later point in time
 * @t: a point in time
 * @ns: struct safe_ns
 *
 * Return: a point of the same clock; the last one there is if it were later than that.
 */
#define safe_ktime_add(t, ns)								\
	({										\
		typeof(t) __safe_t = (t);						\
											\
		__safe_assert_clock(__safe_t);						\
		__safe_t.value = __safe_ktime_add(__safe_t.value, ns);			\
		__safe_t;								\
	})

#endif
