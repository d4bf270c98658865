// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * An analog-to-digital converter on the platform bus, with the generated headers: compare raw.c.
 *
 * Reading "millivolts" in sysfs starts a conversion, whose end an interrupt tells.
 */
#include <linux/delay.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/sysfs.h>
#include <safe/linux/clk.h>
#include <safe/linux/completion.h>
#include <safe/linux/device.h>
#include <safe/linux/gpio/consumer.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/io.h>
#include <safe/linux/mutex.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/regulator/consumer.h>
#include <safe/short.h>

#include "adc-regs.h"

struct adc_stats {
	unsigned int conversions;
};

SAFE_IO_REGION(adc_regs, ADC_SIZE);
SAFE_LOCKED(adc_converter, struct adc_stats, mutex);	/* who holds it converts */

struct adc {
	struct adc_regs __iomem *regs;
	unsigned int vref_uv;
	struct completion done;
	struct adc_converter converter;
};
SAFE_DRVDATA(platform_driver, adc_driver, struct adc);

static irqreturn_t adc_irq(struct adc *adc, SAFE_ATOMIC)
{
	if (!(safe_readl(adc->regs, ADC_STATUS) & ADC_STATUS_DONE))
		return IRQ_NONE;

	safe_writel(0, adc->regs, ADC_STATUS);
	complete(&adc->done);
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(adc_irq, struct adc *);

static int adc_convert(struct adc *adc, unsigned int *mv)
{
	struct safe_jiffies timeout = safe_jiffies_from_ms(safe_ms(ADC_TIMEOUT_MS));
	u32 raw;
	int ret;

	safe_locked(adc_converter, stats, &adc->converter) {
		reinit_completion(&adc->done);
		safe_writel(ADC_CTRL_START | ADC_CTRL_IRQ, adc->regs, ADC_CTRL);
		ret = safe_wait_for_completion_timeout(&adc->done, timeout);
		if (ret) {
			safe_writel(0, adc->regs, ADC_CTRL);
			return ret;
		}
		raw = safe_readl(adc->regs, ADC_DATA);
		stats->conversions++;
	}

	*mv = (raw * (adc->vref_uv / 1000)) >> ADC_BITS;
	return 0;
}

static ssize_t millivolts_show(struct adc *adc, char *buf)
{
	unsigned int mv;

	TRY(adc_convert(adc, &mv));
	return sysfs_emit(buf, "%u\n", mv);
}
SAFE_DEVICE_ATTR_RO(millivolts, adc_driver);

static ssize_t conversions_show(struct adc *adc, char *buf)
{
	unsigned int conversions;

	safe_locked(adc_converter, stats, &adc->converter)
		conversions = stats->conversions;

	return sysfs_emit(buf, "%u\n", conversions);
}
SAFE_DEVICE_ATTR_RO(conversions, adc_driver);

static struct attribute *adc_attrs[] = {
	&dev_attr_millivolts.attr,
	&dev_attr_conversions.attr,
	NULL
};
ATTRIBUTE_GROUPS(adc);

static int adc_power_on(struct device *dev, struct adc *adc)
{
	struct regulator *vref;
	struct gpio_desc *reset;
	struct clk *clk;

	vref = TRY_PROBE(dev, safe_devm_regulator_get(dev, "vref"), "no reference voltage");
	TRY_PROBE(dev, safe_devm_regulator_enable(dev, vref), "cannot enable the reference voltage");
	adc->vref_uv = TRY_PROBE(dev, safe_regulator_get_voltage(vref), "reference voltage unknown");

	clk = TRY_PROBE(dev, safe_devm_clk_get_enabled(dev, "bus"), "no bus clock");
	TRY_PROBE(dev, safe_clk_set_rate(clk, safe_hz(ADC_BUS_HZ)), "cannot set the bus clock");

	reset = TRY_PROBE(dev, safe_devm_gpiod_get(dev, "reset", GPIOD_OUT_HIGH), "no reset line");
	fsleep(20);
	TRY(safe_gpiod_set_value_cansleep(reset, 0));

	/* A register, so not before there is supply, clock and no reset. */
	safe_writel(DIV_ROUND_UP(safe_clk_get_rate(clk).value, ADC_MAX_HZ), adc->regs, ADC_DIVIDER);
	return 0;
}

static int adc_probe(struct platform_device *pdev, struct adc *adc)
{
	struct device *dev = &pdev->dev;
	unsigned int mv;
	int irq;
	u32 id;

	safe_locked_init(&adc->converter);
	init_completion(&adc->done);

	adc->regs = TRY(safe_devm_platform_ioremap_resource(pdev, 0, struct adc_regs));
	irq = TRY(safe_platform_get_irq(pdev, 0));
	TRY(adc_power_on(dev, adc));

	id = safe_readl(adc->regs, ADC_ID);
	if (id != ADC_ID_VALUE)
		return dev_err_probe(dev, -ENODEV, "unknown device %#x\n", id);

	TRY_PROBE(dev, safe_devm_request_irq(dev, irq, adc_irq, adc),
		  "cannot request interrupt %d", irq);
	TRY_PROBE(dev, adc_convert(adc, &mv), "the first conversion failed");

	dev_info(dev, "%u mV of %u mV\n", mv, adc->vref_uv / 1000);
	return 0;
}

static const struct platform_device_id adc_ids[] = {
	{ .name = "demo-adc" },
	{ }
};
MODULE_DEVICE_TABLE(platform, adc_ids);

SAFE_PLATFORM_DRIVER(adc_driver, struct adc, adc_probe, NULL,
		     .id_table = adc_ids,
		     .driver.dev_groups = adc_groups);

MODULE_DESCRIPTION("Analog-to-digital converter, generated headers");
MODULE_LICENSE("Dual MIT/GPL");
