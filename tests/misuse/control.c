// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Control flow: ways out of a scope, and functions in which TRY() returns what it should not. */
#include <safe/linux/clk.h>
#include <safe/short.h>

/* case 2: goto past an owner, which is given back without having been acquired */
static int __used control_goto_past_owner(struct device *dev, bool external)
{
#ifdef MISTAKE
	if (external)
		goto out;			/* kbuild: jump skips variable initialization|cannot jump from this goto */
	owned(clk, bus, safe_clk_get(dev, "bus"));
out:
	return 0;
#else
	if (external)
		return 0;
	owned(clk, bus, safe_clk_get(dev, "bus"));
	return 0;
#endif
}
