// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Results: what a call hands out cannot be used before it was checked, nor be ignored. */
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/short.h>

/* case 1: result compared with NULL, as if it came from a function that returns NULL */
static int __used results_compared_with_null(struct device *dev)
{
#ifdef MISTAKE
	if (!safe_clk_get(dev, "bus"))		/* error: wrong type argument|invalid argument type */
		return -ENODEV;
#else
	owned(clk, bus, safe_clk_get(dev, "bus"));
#endif
	return 0;
}

/* case 4: an errno ignored */
static int __used results_errno_ignored(struct clk *clk)
{
#ifdef MISTAKE_LATE
	safe_clk_set_rate(clk, safe_hz(1000));	/* error: ignoring return value */
	return 0;
#else
	return safe_clk_set_rate(clk, safe_hz(1000));
#endif
}
