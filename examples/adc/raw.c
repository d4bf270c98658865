// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * An analog-to-digital converter on the platform bus, with the kernel's own API: compare adc.c.
 *
 * Reading "millivolts" in sysfs starts a conversion, whose end an interrupt tells.
 */
#include <linux/clk.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/gpio/consumer.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/regulator/consumer.h>
#include <linux/sysfs.h>

#include "adc-regs.h"

struct adc {
	void __iomem *regs;
	unsigned int vref_uv;
	struct completion done;
	struct mutex lock;		/* one conversion at a time; and @conversions */
	unsigned int conversions;
};

static irqreturn_t adc_irq(int irq, void *data)
{
	struct adc *adc = data;

	if (!(readl(adc->regs + ADC_STATUS) & ADC_STATUS_DONE))
		return IRQ_NONE;

	writel(0, adc->regs + ADC_STATUS);
	complete(&adc->done);
	return IRQ_HANDLED;
}

static int adc_convert(struct adc *adc, unsigned int *mv)
{
	u32 raw;

	mutex_lock(&adc->lock);
	reinit_completion(&adc->done);
	writel(ADC_CTRL_START | ADC_CTRL_IRQ, adc->regs + ADC_CTRL);
	if (!wait_for_completion_timeout(&adc->done, msecs_to_jiffies(ADC_TIMEOUT_MS))) {
		writel(0, adc->regs + ADC_CTRL);
		mutex_unlock(&adc->lock);
		return -ETIMEDOUT;
	}
	raw = readl(adc->regs + ADC_DATA);
	adc->conversions++;
	mutex_unlock(&adc->lock);

	*mv = (raw * (adc->vref_uv / 1000)) >> ADC_BITS;
	return 0;
}

static ssize_t millivolts_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct adc *adc = dev_get_drvdata(dev);
	unsigned int mv;
	int ret;

	ret = adc_convert(adc, &mv);
	if (ret)
		return ret;

	return sysfs_emit(buf, "%u\n", mv);
}
static DEVICE_ATTR_RO(millivolts);

static ssize_t conversions_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct adc *adc = dev_get_drvdata(dev);
	unsigned int conversions;

	mutex_lock(&adc->lock);
	conversions = adc->conversions;
	mutex_unlock(&adc->lock);

	return sysfs_emit(buf, "%u\n", conversions);
}
static DEVICE_ATTR_RO(conversions);

static struct attribute *adc_attrs[] = {
	&dev_attr_millivolts.attr,
	&dev_attr_conversions.attr,
	NULL
};
ATTRIBUTE_GROUPS(adc);

static void adc_disable_regulator(void *data)
{
	regulator_disable(data);
}

static int adc_power_on(struct device *dev, struct adc *adc)
{
	struct regulator *vref;
	struct gpio_desc *reset;
	struct clk *clk;
	int ret;

	vref = devm_regulator_get(dev, "vref");
	if (IS_ERR(vref))
		return dev_err_probe(dev, PTR_ERR(vref), "no reference voltage\n");

	ret = regulator_enable(vref);
	if (ret)
		return dev_err_probe(dev, ret, "cannot enable the reference voltage\n");

	ret = devm_add_action_or_reset(dev, adc_disable_regulator, vref);
	if (ret)
		return ret;

	ret = regulator_get_voltage(vref);
	if (ret < 0)
		return dev_err_probe(dev, ret, "reference voltage unknown\n");
	adc->vref_uv = ret;

	clk = devm_clk_get_enabled(dev, "bus");
	if (IS_ERR(clk))
		return dev_err_probe(dev, PTR_ERR(clk), "no bus clock\n");

	ret = clk_set_rate(clk, ADC_BUS_HZ);
	if (ret)
		return dev_err_probe(dev, ret, "cannot set the bus clock\n");

	reset = devm_gpiod_get(dev, "reset", GPIOD_OUT_HIGH);
	if (IS_ERR(reset))
		return dev_err_probe(dev, PTR_ERR(reset), "no reset line\n");

	fsleep(20);
	gpiod_set_value_cansleep(reset, 0);

	/* A register, so not before there is supply, clock and no reset. */
	writel(DIV_ROUND_UP(clk_get_rate(clk), ADC_MAX_HZ), adc->regs + ADC_DIVIDER);
	return 0;
}

static int adc_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	unsigned int mv;
	struct resource *registers;
	struct adc *adc;
	int irq, ret;
	u32 id;

	adc = devm_kzalloc(dev, sizeof(*adc), GFP_KERNEL);
	if (!adc)
		return -ENOMEM;

	mutex_init(&adc->lock);
	init_completion(&adc->done);
	platform_set_drvdata(pdev, adc);

	adc->regs = devm_platform_get_and_ioremap_resource(pdev, 0, &registers);
	if (IS_ERR(adc->regs))
		return PTR_ERR(adc->regs);
	if (resource_size(registers) < ADC_SIZE)
		return -EINVAL;

	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;

	ret = adc_power_on(dev, adc);
	if (ret)
		return ret;

	id = readl(adc->regs + ADC_ID);
	if (id != ADC_ID_VALUE)
		return dev_err_probe(dev, -ENODEV, "unknown device %#x\n", id);

	ret = devm_request_irq(dev, irq, adc_irq, 0, dev_name(dev), adc);
	if (ret)
		return dev_err_probe(dev, ret, "cannot request interrupt %d\n", irq);

	ret = adc_convert(adc, &mv);
	if (ret)
		return dev_err_probe(dev, ret, "the first conversion failed\n");

	dev_info(dev, "%u mV of %u mV\n", mv, adc->vref_uv / 1000);
	return 0;
}

static const struct platform_device_id adc_ids[] = {
	{ .name = "demo-adc" },
	{ }
};
MODULE_DEVICE_TABLE(platform, adc_ids);

static struct platform_driver adc_driver = {
	.probe = adc_probe,
	.id_table = adc_ids,
	.driver = {
		.name = "adc-raw",
		.dev_groups = adc_groups,
	},
};
module_platform_driver(adc_driver);

MODULE_DESCRIPTION("Analog-to-digital converter, kernel API");
MODULE_LICENSE("Dual MIT/GPL");
