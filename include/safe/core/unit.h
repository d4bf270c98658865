/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Units: a quantity is a type, and quantities of different kinds do not mix.
 *
 * Invariants
 *   - Each unit is a structure of one member, value, in exactly that unit. It converts to nothing:
 *     a bare number, or another unit, where one is wanted does not compile.
 *   - A quantity is made by the function of its unit, with the bare number in plain sight:
 *     safe_hz(100000000). A number that is wider than the unit's type, or a constant that does not
 *     fit, does not compile: nothing is truncated silently.
 *   - Conversions are named and exact or checked: safe_us_from_ms(), safe_jiffies_from_ms().
 *   - Structures of one member are passed as that member is: no instruction is added. (A function of the
 *     driver's own that returns one and is not inlined: gcc makes no tail call in it.)
 *
 * Example
 *
 *	SAFE_TRY(safe_clk_set_rate(clk, safe_hz(100 * HZ_PER_MHZ)));
 *	safe_msleep(safe_ms(20));
 *	SAFE_TRY(safe_regulator_set_voltage(reg, safe_uv(1800000), safe_uv(1900000)));
 *	if (safe_clk_get_rate(clk).value > max.value)
 *		...
 *
 * A unit of one's own: SAFE_UNIT(rpm, unsigned int) gives struct safe_rpm and safe_rpm().
 *
 * What misuse gives
 *   a bare number for a unit		error: incompatible type for argument
 *   one unit for another		the same
 *   arithmetic on units		error: invalid operands to binary expression
 *   a u64 for a 32-bit unit		error: "wider than the unit: convert it first, checked"
 *
 * What C cannot do: know that the bare number that a quantity is made of was in that unit.
 */
#ifndef SAFE_CORE_UNIT_H
#define SAFE_CORE_UNIT_H

#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/limits.h>
#include <linux/types.h>
#include <safe/core/constant.h>
#include <safe/core/result.h>

/**
 * SAFE_UNIT() - define a unit
 * @name: rpm gives struct safe_rpm, and safe_rpm(n), which makes one
 * @type: the integer type that holds it
 */
#define SAFE_UNIT(name, type)								\
struct safe_##name { type value; };							\
static __safe_inline struct safe_##name safe_##name(type n)				\
{											\
	return (struct safe_##name){ n };						\
}											\
struct safe_##name

SAFE_UNIT(hz, unsigned long);		/* frequency, as of <linux/clk.h> */
SAFE_UNIT(khz, unsigned int);
SAFE_UNIT(uv, int);			/* voltage, as of <linux/regulator/consumer.h> */
SAFE_UNIT(mv, int);
SAFE_UNIT(ua, int);			/* current */
SAFE_UNIT(ma, int);
SAFE_UNIT(uw, int);			/* power */
SAFE_UNIT(mw, int);
SAFE_UNIT(s, unsigned int);		/* time */
SAFE_UNIT(ms, unsigned int);
SAFE_UNIT(us, unsigned long);
SAFE_UNIT(ns, u64);
SAFE_UNIT(jiffies, unsigned long);
SAFE_UNIT(bytes_count, size_t);		/* a size in bytes, where no memory comes with it */
SAFE_UNIT(ioport, unsigned long);	/* the number of an I/O port */

/*
 * @n, if nothing of it gets lost in @type: not wider, or a constant that fits, and as a constant
 * not negative where @type is unsigned.
 */
#define __safe_unit_number(type, n)							\
	((void)sizeof(struct {								\
		_Static_assert(sizeof(n) <= sizeof(type) || __safe_is_constant(n),	\
			       "wider than the unit: convert it first, checked");	\
		_Static_assert((type)__safe_constant(n) == __safe_constant(n) &&	\
			       ((type)-1 < (type)1 || !(__safe_constant(n) < 0)),	\
			       "this constant does not fit into the unit");		\
		char nothing;								\
	}), (n))

#define safe_hz(n)		safe_hz(__safe_unit_number(unsigned long, n))
#define safe_khz(n)		safe_khz(__safe_unit_number(unsigned int, n))
#define safe_uv(n)		safe_uv(__safe_unit_number(int, n))
#define safe_mv(n)		safe_mv(__safe_unit_number(int, n))
#define safe_ua(n)		safe_ua(__safe_unit_number(int, n))
#define safe_ma(n)		safe_ma(__safe_unit_number(int, n))
#define safe_uw(n)		safe_uw(__safe_unit_number(int, n))
#define safe_mw(n)		safe_mw(__safe_unit_number(int, n))
#define safe_s(n)		safe_s(__safe_unit_number(unsigned int, n))
#define safe_ms(n)		safe_ms(__safe_unit_number(unsigned int, n))
#define safe_us(n)		safe_us(__safe_unit_number(unsigned long, n))
#define safe_ns(n)		safe_ns(__safe_unit_number(u64, n))
#define safe_jiffies(n)		safe_jiffies(__safe_unit_number(unsigned long, n))
#define safe_bytes_count(n)	safe_bytes_count(__safe_unit_number(size_t, n))
#define safe_ioport(n)		safe_ioport(__safe_unit_number(unsigned long, n))

/*
 * Conversions. Those that multiply end in the largest value of the unit rather than wrap around;
 * times as long as that mean "for ever" everywhere. Those that divide round up: a wait is never
 * shorter than what was asked for.
 */
static __safe_inline struct safe_ms safe_ms_from_s(struct safe_s t)
{
	return (struct safe_ms){ t.value > U32_MAX / 1000 ? U32_MAX : t.value * 1000 };
}

static __safe_inline struct safe_us safe_us_from_ms(struct safe_ms t)
{
	u64 us = t.value * 1000ULL;

	return (struct safe_us){ us > ULONG_MAX ? ULONG_MAX : us };
}

static __safe_inline struct safe_ns safe_ns_from_us(struct safe_us t)
{
	return (struct safe_ns){ t.value > U64_MAX / 1000 ? U64_MAX : t.value * 1000ULL };
}

static __safe_inline struct safe_ns safe_ns_from_ms(struct safe_ms t)
{
	return (struct safe_ns){ t.value * 1000000ULL };
}

static __safe_inline struct safe_jiffies safe_jiffies_from_ms(struct safe_ms t)
{
	return (struct safe_jiffies){ msecs_to_jiffies(t.value) };
}

static __safe_inline struct safe_jiffies safe_jiffies_from_s(struct safe_s t)
{
	return safe_jiffies_from_ms(safe_ms_from_s(t));
}

/* Microseconds beyond what usecs_to_jiffies() takes are for ever. */
static __safe_inline struct safe_jiffies safe_jiffies_from_us(struct safe_us t)
{
	if (t.value > UINT_MAX)
		return (struct safe_jiffies){ MAX_JIFFY_OFFSET };
	return (struct safe_jiffies){ usecs_to_jiffies(t.value) };
}

/* -ERANGE if the frequency is no 32-bit number of kHz. */
static __safe_inline __must_check int safe_khz_from_hz(struct safe_khz *to, struct safe_hz f)
{
	if (f.value / 1000 > UINT_MAX)
		return -ERANGE;
	to->value = f.value / 1000;
	return 0;
}

#endif
