// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Results, opened in all places where an expression may stand. */
#include <linux/platform_device.h>
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/of.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/property.h>
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

/* good: TRY() in TRY() in an argument */
static int __used good_results_nested(struct device *dev)
{
	TRY(safe_clk_set_rate(TRY(safe_devm_clk_get(dev, "bus")),
			      safe_hz(TRY(safe_clk_round_rate(TRY(safe_devm_clk_get(dev, "core")),
							      safe_hz(1000))))));
	return 0;
}

/* good: branches without braces, and an else that belongs to the outer one */
static int __used good_results_dangling_else(struct clk *clk, bool a, bool b)
{
	if (a)
		if (b)
			TRY(safe_clk_set_rate(clk, safe_hz(1)));
		else
			TRY(safe_clk_set_rate(clk, safe_hz(2)));
	else
		TRY(safe_clk_set_rate(clk, safe_hz(3)));
	return 0;
}

/* good: in conditions of if, while and for, and in a conditional expression */
static int __used good_results_conditions(struct clk *clk, struct platform_device *pdev)
{
	int n = 0;

	if (TRY(safe_clk_round_rate(clk, safe_hz(1000))) > 500)
		n++;
	while (TRY(safe_clk_round_rate(clk, safe_hz(1000))) > 500 && n < 10)
		n++;
	for (int i = TRY(safe_platform_irq_count(pdev)); i > 0; i--)
		n += i;
	return n > 5 ? TRY(safe_platform_get_irq(pdev, 0)) : n;
}

/* good: an unsigned variable gets what is known not to be negative */
static int __used good_results_unsigned(struct platform_device *pdev, u32 *to)
{
	unsigned int irq = TRY(safe_platform_get_irq(pdev, 0));

	*to = TRY(safe_platform_irq_count(pdev));
	return irq > 16;
}

/* good: functions that return long, ssize_t, s64 and a type that is int by another name */
static long __used good_results_long(struct clk *clk)
{
	return TRY(safe_clk_round_rate(clk, safe_hz(1000)));
}

static ssize_t __used good_results_ssize(struct clk *clk)
{
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));
	return 10;
}

static s64 __used good_results_s64(struct clk *clk)
{
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));
	return S64_MAX;
}

/* good: a function that returns bool, an enum, or nothing, and says what failure is there */
static bool __used good_results_bool(struct clk *clk)
{
	return TRY_OR(safe_clk_round_rate(clk, safe_hz(1000)), false) > 500;
}

static irqreturn_t __used good_results_enum(struct clk *clk)
{
	TRY_OR(safe_clk_set_rate(clk, safe_hz(1000)), IRQ_NONE);
	return IRQ_HANDLED;
}

/* good: error pointers passed on by functions that return different pointers */
static struct device_node *__used good_results_pointer(struct device *dev)
{
	struct clk *clk = TRY_PTR(safe_devm_clk_get(dev, "bus"));

	return clk ? dev->of_node : ERR_PTR(-ENODEV);
}

static const void *__used good_results_const_pointer(struct device *dev)
{
	return TRY_PTR(safe_devm_clk_get(dev, "bus"));
}

/* good: messages with and without newline, with and without arguments */
static int __used good_results_probe(struct device *dev, int n)
{
	TRY_PROBE(dev, safe_devm_clk_get(dev, "bus"), "no bus clock");
	TRY_PROBE(dev, safe_devm_clk_get(dev, "bus"), "no bus clock\n");
	TRY_PROBE(dev, safe_devm_clk_get(dev, NULL), "no clock %d of %s", n, dev_name(dev));
	return 0;
}

/* good: several labels, and an errno kept in a long */
static int __used good_results_goto(struct clk *clk, struct platform_device *pdev)
{
	int irq, ret;
	long err;

	irq = TRY_GOTO(safe_platform_get_irq(pdev, 0), ret, no_irq);
	TRY_GOTO(safe_clk_set_rate(clk, safe_hz(irq)), err, no_rate);
	return 0;
no_rate:
	return err;
no_irq:
	return ret;
}

/* good: the plain form, and a deferred look at what it said */
static int __used good_results_plain(struct device *dev, struct clk **clk)
{
	int first = safe_get(&clk[0], safe_devm_clk_get(dev, "bus"));
	int second = safe_get(&clk[1], safe_devm_clk_get(dev, "core"));

	return first ?: second;
}

/* good: one failure is none: it is expected and handled */
static int __used good_results_expected_failure(struct device *dev)
{
	struct clk *clk;
	int ret;

	ret = safe_get(&clk, safe_devm_clk_get(dev, "bus"));
	if (ret == -ENOENT)
		return 0;
	if (ret)
		return ret;
	return safe_clk_set_rate(clk, safe_hz(1000));
}

/* good: an errno of the kernel's own function, checked by the same word */
static int __used good_results_kernel_errno(struct clk *clk)
{
	TRY(clk_set_rate(clk, 1000));
	TRY(clk_prepare_enable(clk));
	clk_disable_unprepare(clk);
	return 0;
}

/* good: TRY() in a macro of the driver's own, in a statement expression, twice on a line */
#define good_results_sum(pdev)								\
	({										\
		int __n = TRY(safe_platform_irq_count(pdev));				\
		__n + TRY(safe_platform_get_irq(pdev, 0)) + TRY(safe_platform_get_irq(pdev, 1)); \
	})

static int __used good_results_in_macro(struct platform_device *pdev)
{
	return max(good_results_sum(pdev), good_results_sum(pdev));
}
