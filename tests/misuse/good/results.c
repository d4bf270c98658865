// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <safe/linux/clk.h>
#include <safe/short.h>

/* good: an owner in each branch, and one return */
static int __used good_results_branches(struct device *dev, bool fast)
{
	unsigned long rate;

	if (fast) {
		owned(clk, core, safe_clk_get(dev, "core"));
		rate = clk_get_rate(borrow(core));
	} else {
		owned(clk, bus, safe_clk_get(dev, "bus"));
		rate = clk_get_rate(borrow(bus));
	}
	return rate > 1000;
}
