// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Constants at the edge of what is allowed, and constants in all forms that C has for them. */
#include <safe/linux/clk.h>
#include <safe/linux/io.h>
#include <safe/linux/regulator/consumer.h>
#include <safe/linux/slab.h>
#include <safe/short.h>

SAFE_IO_REGION(good_constants_regs, 0x20);

/* good: the first and the last register of a region */
static u32 __used good_constants_edges(struct good_constants_regs __iomem *regs)
{
	return safe_readl(regs, 0) + safe_readl(regs, 0x20 - sizeof(u32)) + safe_readb(regs, 0x1f);
}

/* good: an offset that is an enum, a sizeof, an offsetof, a shift */
static u32 __used good_constants_forms(struct good_constants_regs __iomem *regs)
{
	enum { CONTROL = 4, STATUS = CONTROL << 1 };
	struct layout { u32 a, b, c; };

	return safe_readl(regs, STATUS) + safe_readl(regs, offsetof(struct layout, c)) +
	       safe_readl(regs, BIT(4)) + safe_readl(regs, 4UL) + safe_readl(regs, 4ULL);
}

/* good: the largest and the smallest quantities */
static int __used good_constants_quantities(struct clk *clk, struct regulator *regulator)
{
	TRY(safe_clk_set_rate(clk, safe_hz(ULONG_MAX)));
	TRY(safe_clk_set_rate(clk, safe_hz(0)));
	TRY(safe_regulator_set_voltage(regulator, safe_uv(-5000000), safe_uv(INT_MAX)));
	return safe_ms(U32_MAX).value > 0;
}

/* good: a variable that is no wider than the unit, signed or not */
static int __used good_constants_variables(struct clk *clk, u32 rate, int other, unsigned long wide)
{
	TRY(safe_clk_set_rate(clk, safe_hz(rate)));
	TRY(safe_clk_set_rate(clk, safe_hz(wide)));
	return safe_clk_set_rate(clk, safe_hz(other));
}

/* good: allocation flags that are combined, or chosen at run time */
static int __used good_constants_gfp(bool atomic, size_t n)
{
	owned(kmem, a, safe_kzalloc(n, GFP_KERNEL | __GFP_NOWARN));
	owned(kmem, b, safe_kzalloc(n, atomic ? GFP_ATOMIC : GFP_KERNEL));
	owned(kmem, c, safe_kmalloc(0, GFP_KERNEL));
	return a.size + b.size + c.size > 10;
}
