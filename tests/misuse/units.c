// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Units and points in time, and numbers that may be negative in types that cannot be. */
#include <safe/linux/clk.h>
#include <safe/linux/delay.h>
#include <safe/linux/device.h>
#include <safe/linux/ktime.h>
#include <safe/linux/property.h>
#include <safe/linux/regulator/consumer.h>
#include <safe/short.h>

/* case 21: a rate as a bare number: Hz or kHz? */
static int __used units_bare_rate(struct clk *clk, unsigned long rate)
{
#ifdef MISTAKE
	return safe_clk_set_rate(clk, rate);		/* error: incompatible type */
#else
	return safe_clk_set_rate(clk, safe_hz(rate));
#endif
}

/* case 21: kHz where Hz are wanted */
static int __used units_khz_for_hz(struct clk *clk)
{
#ifdef MISTAKE
	return safe_clk_set_rate(clk, safe_khz(400));	/* error: incompatible type */
#else
	return safe_clk_set_rate(clk, safe_hz(400000));
#endif
}

/* case 21: millivolts where microvolts are wanted */
static int __used units_mv_for_uv(struct regulator *regulator)
{
#ifdef MISTAKE
	return safe_regulator_set_voltage(regulator, safe_mv(3300), safe_uv(3400000));	/* error: incompatible type */
#else
	return safe_regulator_set_voltage(regulator, safe_uv(3300000), safe_uv(3400000));
#endif
}

/* case 21: a current where a voltage is wanted */
static int __used units_current_for_voltage(struct regulator *regulator)
{
#ifdef MISTAKE
	return safe_regulator_set_voltage(regulator, safe_ua(100), safe_ua(100));	/* error: incompatible type */
#else
	return safe_regulator_set_voltage(regulator, safe_uv(100), safe_uv(100));
#endif
}

/* case 21: microseconds slept as milliseconds */
static void __used units_us_for_ms(struct safe_us settle)
{
#ifdef MISTAKE
	safe_msleep(settle);				/* error: incompatible type */
#else
	safe_fsleep(settle);
#endif
}

/* case 21: jiffies slept as milliseconds */
static void __used units_jiffies_for_ms(struct safe_jiffies timeout)
{
#ifdef MISTAKE
	safe_msleep(timeout);				/* error: incompatible type */
#else
	safe_msleep(safe_ms(jiffies_to_msecs(timeout.value)));
#endif
}

/* case 21: milliseconds and microseconds added */
static void __used units_units_added(struct safe_ms a, struct safe_us b)
{
#ifdef MISTAKE
	safe_fsleep(a + b);				/* error: invalid operands to binary */
#else
	safe_fsleep(safe_us(safe_us_from_ms(a).value + b.value));
#endif
}

/* case 21: a limit of 64 bits that would be cut off to 32 */
static void __used units_unit_truncated(u64 ms)
{
#ifdef MISTAKE
	safe_msleep(safe_ms(ms));			/* error: wider than the unit: convert it first, checked */
#else
	safe_msleep(safe_ms((u32)min_t(u64, ms, U32_MAX)));
#endif
}

/* case 21: a bare number in a unit's function that was in another unit */
static void __used units_wrong_number(unsigned int us)
{
#ifdef MISTAKE
	safe_msleep(safe_ms(us));			/* never: a bare number says nothing of its unit */
#else
	safe_fsleep(safe_us(us));
#endif
}

/* case 21: wall clock time compared with time since boot */
static bool __used units_clocks_compared(struct safe_ktime_real deadline)
{
#ifdef MISTAKE
	return safe_ktime_after(safe_ktime_get(), deadline);	/* error: invalid initializer|incompatible type */
#else
	return safe_ktime_after(safe_ktime_get_real(), deadline);
#endif
}

/* case 21: time since boot without suspend stored as time with it */
static void __used units_clock_stored(struct safe_ktime_boot *stamp)
{
#ifdef MISTAKE
	*stamp = safe_ktime_get();			/* error: incompatible types?( when assigning)? */
#else
	*stamp = safe_ktime_get_boottime();
#endif
}

/* case 21: a duration passed as a point in time */
static struct safe_ktime_mono __used units_duration_for_point(struct safe_ns timeout)
{
#ifdef MISTAKE
	return safe_ktime_add(timeout, timeout);	/* error: _Generic.* not compatible|not compatible with any generic|incompatible types? */
#else
	return safe_ktime_add(safe_ktime_get(), timeout);
#endif
}

/* case 21: the difference of two points, which may be negative, used as a duration */
static int __used units_difference_unchecked(struct safe_ktime_mono then, struct safe_ns *took)
{
#ifdef MISTAKE
	*took = safe_ktime_sub(then, safe_ktime_get());	/* error: incompatible types?( when assigning)? */
	return 0;
#else
	return safe_ns_from_diff(took, safe_ktime_sub(safe_ktime_get(), then));
#endif
}

/* case 21: two points in time compared as numbers */
static bool __used units_points_compared(struct safe_ktime_mono a, struct safe_ktime_mono b)
{
#ifdef MISTAKE
	return a < b;					/* error: invalid operands to binary */
#else
	return safe_ktime_before(a, b);
#endif
}

/* case 22: an unsigned variable for a difference that may be negative */
static u64 __used units_negative_as_unsigned(struct safe_ktime_mono a, struct safe_ktime_mono b)
{
#ifdef MISTAKE
	u64 took = safe_ktime_sub(a, b);		/* error: incompatible type */

	return took;
#else
	s64 took = safe_ktime_sub(a, b).value;

	return took < 0 ? 0 : took;
#endif
}

/* case 22: a result that can be an errno stored in an unsigned variable before it is looked at */
static int __used units_errno_as_unsigned(struct device *dev, u32 *n)
{
#ifdef MISTAKE
	*n = safe_device_property_count_u32(dev, "levels");	/* error: incompatible types?( when assigning)? */
#else
	*n = TRY(safe_device_property_count_u32(dev, "levels"));
#endif
	return 0;
}

/* case 22: a frequency that is negative, since it was an errno */
static int __used units_errno_as_rate(struct clk *clk)
{
#ifdef MISTAKE
	return safe_clk_set_rate(clk, safe_hz(-EINVAL));	/* error: does not fit into the unit */
#else
	return -EINVAL;
#endif
}
