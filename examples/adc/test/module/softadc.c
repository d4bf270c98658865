// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The converter that examples/adc drives, made of software, with the clock, the supply, the
 * reset line and the interrupt that go with it. All of them are registered with the kernel, so a
 * driver gets the real API on its side of the wires.
 *
 * The registers are the shared memory of QEMU's -device ivshmem-plain, since memory that a CPU
 * calls RAM cannot be mapped as registers. Nobody tells us of accesses to it: what a device would
 * do at once is done with the next tick. It converts only with supply, clock and without reset, and
 * says so in the log when one of them changes, so that a test sees what a driver left behind.
 */
#include <linux/clk-provider.h>
#include <linux/clkdev.h>
#include <linux/devm-helpers.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/io.h>
#include <linux/irq.h>
#include <linux/irqdomain.h>
#include <linux/math.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/regulator/driver.h>
#include <linux/regulator/machine.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/version.h>
#include <linux/workqueue.h>

/* As the data sheet has it, and not as a driver's header says. */
enum { ID, CTRL, STATUS, DIVIDER, DATA, REGISTERS = 8 };
#define ID_VALUE    0x5eadc001
#define CTRL_START  BIT(0)
#define CTRL_IRQ    BIT(1)
#define STATUS_DONE BIT(0)
#define BITS	    12
#define MAX_HZ	    1000000

#define INPUT_UV  1250000
#define SUPPLY_UV 2500000
#define DEVICE	  "demo-adc"

/* For tests of how a driver fails. */
static char *lacks = "";
module_param(lacks, charp, 0444);
MODULE_PARM_DESC(lacks, "what is not there: clock, reset (line) or end (of conversions)");

struct soft_adc {
	struct device *dev;
	u32 __iomem *regs;
	struct clk_hw clk;
	struct gpio_chip gpio;
	struct irq_domain *domain;
	unsigned int irq;
	struct delayed_work work;
	struct platform_device *pdev;
	spinlock_t lock; /* all below, and that the registers fit to it */
	unsigned long rate;
	bool clocked, powered, reset, alive;
};

/* Called after a change of clock, supply or reset, with the lock. */
static void soft_adc_wires(struct soft_adc *adc)
{
	bool alive = adc->clocked && adc->powered && !adc->reset;
	unsigned int i;

	lockdep_assert_held(&adc->lock);
	dev_info(adc->dev, "supply %u, clock %u, reset %u\n", adc->powered, adc->clocked,
		 adc->reset);
	if (adc->alive == alive)
		return;
	adc->alive = alive;
	for (i = 0; i < REGISTERS; i++)
		writel(alive ? 0 : ~0, &adc->regs[i]);
	if (alive)
		writel(ID_VALUE, &adc->regs[ID]);
}

static void soft_adc_wire(struct soft_adc *adc, bool *wire, bool on)
{
	unsigned long flags;

	spin_lock_irqsave(&adc->lock, flags);
	*wire = on;
	soft_adc_wires(adc);
	spin_unlock_irqrestore(&adc->lock, flags);
}

/* Returns whether there is an interrupt. */
static bool soft_adc_convert(struct soft_adc *adc)
{
	u32 ctrl, divider;

	lockdep_assert_held(&adc->lock);
	if (!adc->alive)
		return false;
	ctrl = readl(&adc->regs[CTRL]);
	divider = readl(&adc->regs[DIVIDER]);
	/* Too fast a clock, and it never comes to an end. */
	if (!(ctrl & CTRL_START) || !divider || adc->rate / divider > MAX_HZ ||
	    !strcmp(lacks, "end"))
		return false;

	writel((INPUT_UV / 1000 << BITS) / (SUPPLY_UV / 1000), &adc->regs[DATA]);
	writel(STATUS_DONE, &adc->regs[STATUS]);
	writel(ctrl & ~CTRL_START, &adc->regs[CTRL]);
	return ctrl & CTRL_IRQ;
}

static void soft_adc_work(struct work_struct *work)
{
	struct soft_adc *adc = container_of(to_delayed_work(work), struct soft_adc, work);
	bool irq;

	spin_lock_irq(&adc->lock);
	irq = soft_adc_convert(adc);
	spin_unlock_irq(&adc->lock);
	if (irq)
		generic_handle_irq_safe(adc->irq);
	schedule_delayed_work(&adc->work, 1);
}

/* --- clock ------------------------------------------------------------------------------------ */

static int soft_clk_enable(struct clk_hw *hw)
{
	struct soft_adc *adc = container_of(hw, struct soft_adc, clk);

	soft_adc_wire(adc, &adc->clocked, true);
	return 0;
}

static void soft_clk_disable(struct clk_hw *hw)
{
	struct soft_adc *adc = container_of(hw, struct soft_adc, clk);

	soft_adc_wire(adc, &adc->clocked, false);
}

static int soft_clk_is_enabled(struct clk_hw *hw)
{
	return container_of(hw, struct soft_adc, clk)->clocked;
}

static unsigned long soft_clk_recalc_rate(struct clk_hw *hw, unsigned long parent_rate)
{
	return container_of(hw, struct soft_adc, clk)->rate;
}

static int soft_clk_determine_rate(struct clk_hw *hw, struct clk_rate_request *req)
{
	req->rate = clamp(rounddown(req->rate, 1000000), 1000000UL, 24000000UL);
	return 0;
}

static int soft_clk_set_rate(struct clk_hw *hw, unsigned long rate, unsigned long parent_rate)
{
	struct soft_adc *adc = container_of(hw, struct soft_adc, clk);
	unsigned long flags;

	spin_lock_irqsave(&adc->lock, flags);
	adc->rate = rate;
	spin_unlock_irqrestore(&adc->lock, flags);
	return 0;
}

static const struct clk_ops soft_clk_ops = {
	.enable = soft_clk_enable,
	.disable = soft_clk_disable,
	.is_enabled = soft_clk_is_enabled,
	.recalc_rate = soft_clk_recalc_rate,
	.determine_rate = soft_clk_determine_rate,
	.set_rate = soft_clk_set_rate,
};

static const struct clk_init_data soft_clk_init = {
	.name = "softadc-bus",
	.ops = &soft_clk_ops,
};

static int soft_adc_add_clk(struct soft_adc *adc)
{
	int ret;

	adc->rate = 24000000;
	adc->clk.init = &soft_clk_init;
	ret = devm_clk_hw_register(adc->dev, &adc->clk);
	if (ret || !strcmp(lacks, "clock"))
		return ret;
	return devm_clk_hw_register_clkdev(adc->dev, &adc->clk, "bus", DEVICE);
}

/* --- supply ----------------------------------------------------------------------------------- */

static int soft_supply_enable(struct regulator_dev *rdev)
{
	struct soft_adc *adc = rdev_get_drvdata(rdev);

	soft_adc_wire(adc, &adc->powered, true);
	return 0;
}

static int soft_supply_disable(struct regulator_dev *rdev)
{
	struct soft_adc *adc = rdev_get_drvdata(rdev);

	soft_adc_wire(adc, &adc->powered, false);
	return 0;
}

static int soft_supply_is_enabled(struct regulator_dev *rdev)
{
	struct soft_adc *adc = rdev_get_drvdata(rdev);

	return adc->powered;
}

static const struct regulator_ops soft_supply_ops = {
	.enable = soft_supply_enable,
	.disable = soft_supply_disable,
	.is_enabled = soft_supply_is_enabled,
};

static const struct regulator_desc soft_supply = {
	.name = "softadc-vref",
	.ops = &soft_supply_ops,
	.type = REGULATOR_VOLTAGE,
	.owner = THIS_MODULE,
	.fixed_uV = SUPPLY_UV,
	.n_voltages = 1,
};

static int soft_adc_add_supply(struct soft_adc *adc)
{
	static struct regulator_consumer_supply consumer = REGULATOR_SUPPLY("vref", DEVICE);
	static const struct regulator_init_data init = {
		.constraints.valid_ops_mask = REGULATOR_CHANGE_STATUS,
		.consumer_supplies = &consumer,
		.num_consumer_supplies = 1,
	};
	const struct regulator_config config = {
		.dev = adc->dev,
		.init_data = &init,
		.driver_data = adc,
	};

	return PTR_ERR_OR_ZERO(devm_regulator_register(adc->dev, &soft_supply, &config));
}

/* --- reset line ------------------------------------------------------------------------------- */

static int soft_gpio_get_direction(struct gpio_chip *gc, unsigned int offset)
{
	return GPIO_LINE_DIRECTION_OUT;
}

static int soft_gpio_get(struct gpio_chip *gc, unsigned int offset)
{
	struct soft_adc *adc = gpiochip_get_data(gc);

	return adc->reset;
}

static int soft_gpio_output(struct gpio_chip *gc, unsigned int offset, int value)
{
	struct soft_adc *adc = gpiochip_get_data(gc);

	soft_adc_wire(adc, &adc->reset, value);
	return 0;
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)
static int soft_gpio_set(struct gpio_chip *gc, unsigned int offset, int value)
{
	return soft_gpio_output(gc, offset, value);
}
#else
static void soft_gpio_set(struct gpio_chip *gc, unsigned int offset, int value)
{
	soft_gpio_output(gc, offset, value);
}
#endif

static struct gpiod_lookup_table soft_gpio_lookup = {
	.dev_id = DEVICE,
	.table = { GPIO_LOOKUP("softadc", 0, "reset", GPIO_ACTIVE_HIGH), {} },
};

static void soft_adc_remove_lookup(void *data)
{
	gpiod_remove_lookup_table(data);
}

static int soft_adc_add_gpio(struct soft_adc *adc)
{
	int ret;

	adc->reset = true;
	adc->gpio = (struct gpio_chip){
		.label = "softadc",
		.parent = adc->dev,
		.owner = THIS_MODULE,
		.base = -1,
		.ngpio = 1,
		.get_direction = soft_gpio_get_direction,
		.direction_output = soft_gpio_output,
		.get = soft_gpio_get,
		.set = soft_gpio_set,
	};
	ret = devm_gpiochip_add_data(adc->dev, &adc->gpio, adc);
	if (ret || !strcmp(lacks, "reset"))
		return ret;
	gpiod_add_lookup_table(&soft_gpio_lookup);
	return devm_add_action_or_reset(adc->dev, soft_adc_remove_lookup, &soft_gpio_lookup);
}

/* --- interrupt -------------------------------------------------------------------------------- */

static int soft_irq_map(struct irq_domain *domain, unsigned int virq, irq_hw_number_t hw)
{
	irq_set_chip_and_handler(virq, &dummy_irq_chip, handle_simple_irq);
	irq_modify_status(virq, IRQ_NOREQUEST | IRQ_NOAUTOEN, IRQ_NOPROBE);
	return 0;
}

static const struct irq_domain_ops soft_irq_ops = { .map = soft_irq_map };

static void soft_adc_remove_irq(void *data)
{
	struct soft_adc *adc = data;

	if (adc->irq)
		irq_dispose_mapping(adc->irq);
	irq_domain_remove(adc->domain);
}

static int soft_adc_add_irq(struct soft_adc *adc)
{
	int ret;

	adc->domain = irq_domain_create_linear(NULL, 1, &soft_irq_ops, adc);
	if (!adc->domain)
		return -ENOMEM;
	ret = devm_add_action_or_reset(adc->dev, soft_adc_remove_irq, adc);
	if (ret)
		return ret;
	adc->irq = irq_create_mapping(adc->domain, 0);
	return adc->irq ? 0 : -ENXIO;
}

/* --- the device ------------------------------------------------------------------------------- */

static void soft_adc_remove_device(void *data)
{
	platform_device_unregister(data);
}

static int soft_adc_add_device(struct soft_adc *adc, const struct resource *memory)
{
	const struct resource res[] = {
		DEFINE_RES_MEM(memory->start, REGISTERS * sizeof(u32)),
		DEFINE_RES_IRQ(adc->irq),
	};
	const struct platform_device_info info = {
		.parent = adc->dev,
		.name = DEVICE,
		.id = PLATFORM_DEVID_NONE,
		.res = res,
		.num_res = ARRAY_SIZE(res),
	};

	adc->pdev = platform_device_register_full(&info);
	if (IS_ERR(adc->pdev))
		return PTR_ERR(adc->pdev);
	return devm_add_action_or_reset(adc->dev, soft_adc_remove_device, adc->pdev);
}

static int soft_adc_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct device *dev = &pdev->dev;
	struct soft_adc *adc;
	int ret;

	adc = devm_kzalloc(dev, sizeof(*adc), GFP_KERNEL);
	if (!adc)
		return -ENOMEM;
	adc->dev = dev;
	spin_lock_init(&adc->lock);

	ret = pcim_enable_device(pdev);
	if (ret)
		return ret;
	adc->regs = pcim_iomap(pdev, 2, 0);
	if (!adc->regs)
		return -ENOMEM;
	memset_io(adc->regs, 0xff, REGISTERS * sizeof(u32));

	ret = soft_adc_add_clk(adc);
	if (ret)
		return dev_err_probe(dev, ret, "no clock\n");
	ret = soft_adc_add_supply(adc);
	if (ret)
		return dev_err_probe(dev, ret, "no supply\n");
	ret = soft_adc_add_gpio(adc);
	if (ret)
		return dev_err_probe(dev, ret, "no reset line\n");
	ret = soft_adc_add_irq(adc);
	if (ret)
		return dev_err_probe(dev, ret, "no interrupt\n");
	ret = devm_delayed_work_autocancel(dev, &adc->work, soft_adc_work);
	if (ret)
		return ret;
	schedule_delayed_work(&adc->work, 1);
	return soft_adc_add_device(adc, &pdev->resource[2]);
}

static const struct pci_device_id soft_adc_ids[] = {
	{ PCI_DEVICE(PCI_VENDOR_ID_REDHAT_QUMRANET, 0x1110) },
	{},
};
MODULE_DEVICE_TABLE(pci, soft_adc_ids);

static struct pci_driver soft_adc_driver = {
	.name = "softadc",
	.id_table = soft_adc_ids,
	.probe = soft_adc_probe,
};
module_pci_driver(soft_adc_driver);

MODULE_DESCRIPTION("An analog-to-digital converter made of software");
MODULE_LICENSE("Dual MIT/GPL");
