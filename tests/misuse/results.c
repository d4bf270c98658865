// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Results: what a call hands out cannot be used before it was checked, nor be ignored. */
#include <linux/platform_device.h>
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/of.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/property.h>
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

/* case 1: IS_ERR() on a function that returns NULL on failure */
static int __used results_is_err_of_null(struct device *dev)
{
#ifdef MISTAKE
	if (IS_ERR(safe_of_find_node_by_path("/")))	/* error: incompatible type for argument|to parameter of incompatible type */
		return -ENODEV;
#else
	owned(of_node, root, safe_of_find_node_by_path("/"));
#endif
	return 0;
}

/* case 1: the acquired pointer taken without a look at it */
static unsigned long __used results_taken_unchecked(struct device *dev)
{
#ifdef MISTAKE
	struct clk *clk = safe_devm_clk_get(dev, "bus");	/* error: incompatible types|initializing .* with an expression of incompatible type */
#else
	struct clk *clk = TRY_OR(safe_devm_clk_get(dev, "bus"), 0);
#endif
	return clk_get_rate(clk);
}

/* case 1: the result handed to the next call as if it were the pointer */
static int __used results_handed_on(struct device *dev)
{
#ifdef MISTAKE
	return safe_clk_set_rate(safe_devm_clk_get(dev, "bus"), safe_hz(1000));	/* error: incompatible type for argument|passing .* to parameter of incompatible type */
#else
	return safe_clk_set_rate(TRY(safe_devm_clk_get(dev, "bus")), safe_hz(1000));
#endif
}

/* case 1: PTR_ERR() of a result, without having asked whether it failed */
static int __used results_ptr_err(struct device *dev)
{
#ifdef MISTAKE
	return PTR_ERR(safe_devm_clk_get(dev, "bus"));	/* error: incompatible type for argument|passing .* to parameter of incompatible type */
#else
	TRY(safe_devm_clk_get(dev, "bus"));
	return 0;
#endif
}

/* case 1: dereferenced through the result */
static unsigned int __used results_dereferenced(struct platform_device *pdev)
{
#ifdef MISTAKE
	return safe_platform_get_resource(pdev, IORESOURCE_MEM, 0)->start;	/* error: invalid type argument of|member reference type */
#else
	return TRY_OR(safe_platform_get_resource(pdev, IORESOURCE_MEM, 0), 0)->start;
#endif
}

/* case 1: a function of the kernel, which hands out no result, opened by TRY() */
static int __used results_try_of_kernel_pointer(struct device *dev)
{
#ifdef MISTAKE
	struct clk *clk = TRY(devm_clk_get(dev, "bus"));	/* error: is a pointer; did you mean|incomplete definition of type */
#else
	struct clk *clk = TRY(safe_devm_clk_get(dev, "bus"));
#endif
	return clk_get_rate(clk) > 1000;
}

/* case 1: a bool that tells of success taken for an errno */
static int __used results_try_of_bool(struct device *dev)
{
#ifdef MISTAKE
	TRY(device_property_present(dev, "fast"));	/* error: request for member|member reference base type */
#else
	if (!device_property_present(dev, "fast"))
		return -ENODEV;
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

/* case 4: an errno ignored, and said so by (void) */
static int __used results_errno_void(struct clk *clk)
{
#ifdef MISTAKE_LATE
	(void)safe_clk_set_rate(clk, safe_hz(1000));	/* gcc: ignoring return value */
	return 0;
#else
	return safe_clk_set_rate(clk, safe_hz(1000));
#endif
}

/* case 4: a pointer acquired for nobody */
static int __used results_pointer_ignored(struct device *dev)
{
#ifdef MISTAKE_LATE
	safe_devm_clk_get(dev, "bus");		/* error: ignoring return value */
#else
	TRY(safe_devm_clk_get(dev, "bus"));
#endif
	return 0;
}

/* case 4: an owner ignored: it leaks at once */
static int __used results_owner_ignored(struct device *dev)
{
#ifdef MISTAKE_LATE
	safe_clk_get(dev, "bus");		/* error: ignoring return value */
#else
	owned(clk, bus, safe_clk_get(dev, "bus"));
#endif
	return 0;
}

/* case 4: the plain form, without a look at what it says */
static unsigned long __used results_get_ignored(struct device *dev)
{
	struct clk *clk;

#ifdef MISTAKE_LATE
	safe_get(&clk, safe_devm_clk_get(dev, "bus"));	/* error: ignoring return value */
#else
	if (safe_get(&clk, safe_devm_clk_get(dev, "bus")))
		return 0;
#endif
	return clk_get_rate(clk);
}

/* case 4: an errno stored, and then the function goes on as if nothing were */
static int __used results_errno_stored(struct clk *clk)
{
	int ret;

	ret = clk ? 0 : -ENODEV;
#ifdef MISTAKE
	ret = safe_clk_set_rate(clk, safe_hz(1000));	/* lint: ret is overwritten before anybody looked at it */
#else
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));
#endif
	ret = safe_clk_set_rate(clk, safe_hz(2000));
	return ret;
}

/* case 4: an errno stored for nobody */
static int __used results_errno_never_read(struct clk *clk)
{
#ifdef MISTAKE
	int ret;				/* kbuild: variable 'ret' set but not used */

	ret = safe_clk_set_rate(clk, safe_hz(1000));
	return 0;
#else
	int ret;

	ret = safe_clk_set_rate(clk, safe_hz(1000));
	return ret;
#endif
}

/* case 4: the value of TRY() of an errno, which has none */
static int __used results_value_of_errno(struct clk *clk)
{
#ifdef MISTAKE
	int rate = TRY(safe_clk_set_rate(clk, safe_hz(1000)));	/* error: void value not ignored|incompatible type 'void' */
#else
	int rate = TRY(safe_clk_round_rate(clk, safe_hz(1000)));
#endif
	return rate > 1000;
}

/* case 5: an owner opened as if it were borrowed, so that nobody gives it back */
static int __used results_owner_as_borrowed(struct device *dev)
{
#ifdef MISTAKE
	TRY(safe_clk_get(dev, "bus"));		/* error: an owner is opened by owned */
#else
	owned(clk, bus, safe_clk_get(dev, "bus"));
#endif
	return 0;
}

/* case 22: a number or an errno stored in an unsigned variable, where it is never below zero */
static int __used results_unsigned_number(struct platform_device *pdev)
{
#ifdef MISTAKE
	unsigned int irq = safe_platform_get_irq(pdev, 0);	/* error: incompatible types|initializing .* with an expression of incompatible type */

	if (irq < 0)
		return irq;
#else
	unsigned int irq = TRY(safe_platform_get_irq(pdev, 0));
#endif
	return irq > 100;
}

/* case 22: a count or an errno compared with zero by a loop over unsigned numbers */
static int __used results_unsigned_loop(struct platform_device *pdev)
{
#ifdef MISTAKE
	for (unsigned int i = 0; i < safe_platform_irq_count(pdev); i++)	/* error: invalid operands */
		;
#else
	unsigned int n = TRY(safe_platform_irq_count(pdev));

	for (unsigned int i = 0; i < n; i++)
		;
#endif
	return 0;
}

/* case 22: an errno kept in an unsigned variable, and compared with zero */
static int __used results_errno_unsigned(struct clk *clk)
{
#ifdef MISTAKE
	u32 ret = safe_clk_set_rate(clk, safe_hz(1000));	/* lint: an errno in an unsigned variable */

	if (ret < 0)
		return ret;
#else
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));
#endif
	return 0;
}

/* case 22: an errno returned by a function of an unsigned type */
static unsigned int __used results_errno_returned_unsigned(struct clk *clk)
{
#ifdef MISTAKE
	return safe_clk_set_rate(clk, safe_hz(1000));	/* lint: an errno returned as an unsigned number */
#else
	return safe_clk_set_rate(clk, safe_hz(1000)) ? 0 : 1000;
#endif
}
