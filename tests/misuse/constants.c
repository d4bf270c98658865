// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Constants that make no sense where they stand. */
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/io.h>
#include <safe/linux/pci.h>
#include <safe/linux/regulator/consumer.h>
#include <safe/linux/slab.h>
#include <safe/linux/workqueue.h>
#include <safe/short.h>

struct constants_request {
	u32 words[4];
};
SAFE_ALLOC(struct constants_request);
SAFE_IO_REGION(constants_regs, 0x20);

/* case 24: a frequency that is negative */
static int __used constants_negative_rate(struct clk *clk)
{
#ifdef MISTAKE
	return safe_clk_set_rate(clk, safe_hz(-1));	/* error: does not fit into the unit */
#else
	return safe_clk_set_rate(clk, safe_hz(1));
#endif
}

/* case 24: a voltage in nV that no int holds */
static int __used constants_large_voltage(struct regulator *regulator)
{
#ifdef MISTAKE
	return safe_regulator_set_voltage(regulator, safe_uv(3300000000), safe_uv(3300000000));	/* error: does not fit into the unit */
#else
	return safe_regulator_set_voltage(regulator, safe_uv(3300000), safe_uv(3300000));
#endif
}

/* case 24: a time that does not fit */
static struct safe_jiffies __used constants_large_time(void)
{
#ifdef MISTAKE
	return safe_jiffies_from_ms(safe_ms(1ULL << 32));	/* error: does not fit into the unit */
#else
	return safe_jiffies_from_ms(safe_ms(U32_MAX));
#endif
}

/* case 24: a region without a size */
#ifdef MISTAKE
SAFE_IO_REGION(constants_empty, 0);		/* error: the size of a region is a constant */
#else
SAFE_IO_REGION(constants_full, 4);
#endif

/* case 24: a register at a negative offset */
static u32 __used constants_negative_offset(struct constants_regs __iomem *regs)
{
#ifdef MISTAKE
	return safe_readl(regs, -4);		/* error: region|offset */
#else
	return safe_readl(regs, 4);
#endif
}

/* case 24: no allocation flags but zero */
static int __used constants_no_gfp(void)
{
#ifdef MISTAKE
	owned(constants_request, req, safe_kzalloc_obj(struct constants_request, 0));	/* error: these are no allocation flags */
#else
	owned(constants_request, req, safe_kzalloc_obj(struct constants_request, GFP_NOWAIT));
#endif
	return 0;
}

/* case 17: size and flags swapped */
static int __used constants_size_as_gfp(void)
{
#ifdef MISTAKE
	owned(kmem, buf, safe_kzalloc(GFP_KERNEL, 64));	/* error: these are no allocation flags */
#else
	owned(kmem, buf, safe_kzalloc(64, GFP_KERNEL));
#endif
	return buf.size > 32;
}

/* case 21: a rate without its unit: is it Hz or kHz? */
static int __used constants_rate_without_unit(struct clk *clk)
{
#ifdef MISTAKE
	return safe_clk_set_rate(clk, 48000);	/* error: incompatible type for argument|to parameter of incompatible type */
#else
	return safe_clk_set_rate(clk, safe_hz(48000));
#endif
}
