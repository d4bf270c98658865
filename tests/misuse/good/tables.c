// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Tables that are not full, functions that several share, drivers that lack some. */
#include <linux/module.h>
#include <safe/linux/auxiliary_bus.h>
#include <safe/linux/clk-provider.h>
#include <safe/linux/device.h>
#include <safe/linux/fs.h>
#include <safe/linux/miscdevice.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/pm.h>
#include <safe/linux/spi/spi.h>
#include <safe/short.h>

struct good_tables_port {
	struct miscdevice misc;
	bool ready;
};

/* good: a table with two of its functions, one of which serves four members */
SAFE_OPS(good_tables_pm, struct good_tables_port *);
static int good_tables_suspend(struct good_tables_port *port, struct device *dev)
{
	return port->ready ? -EBUSY : 0;
}
SAFE_OP(good_tables_pm, dev_pm_ops, suspend, good_tables_suspend);
static int good_tables_idle(struct good_tables_port *port, struct device *dev)
{
	return 0;
}
SAFE_OP(good_tables_pm, dev_pm_ops, runtime_idle, good_tables_idle);

static const struct dev_pm_ops good_tables_pm __used = {
	SET_SYSTEM_SLEEP_PM_OPS(safe_op(good_tables_pm, good_tables_suspend),
				safe_op(good_tables_pm, good_tables_suspend))
	.runtime_idle = safe_op(good_tables_pm, good_tables_idle),
};

/* good: one function in the tables of two kinds of files, each with its data */
SAFE_OPS_MEMBER(good_tables_dev_fops, struct good_tables_port, misc);
SAFE_OPS(good_tables_file_fops, struct good_tables_port *);
static int good_tables_open(struct inode *inode, struct file *file,
			       struct good_tables_port **data)
{
	*data = safe_misc_of(file, struct good_tables_port, misc);
	return (*data)->ready ? 0 : -ENODEV;
}
SAFE_OP_SETS(good_tables_file_fops, file_operations, open, good_tables_open);
static long good_tables_ioctl(struct good_tables_port *port, struct file *file,
				 unsigned int cmd, unsigned long arg)
{
	return -ENOTTY;
}
SAFE_OP(good_tables_dev_fops, file_operations, unlocked_ioctl, good_tables_ioctl);
SAFE_OP(good_tables_file_fops, file_operations, unlocked_ioctl, good_tables_ioctl);

static const struct file_operations good_tables_dev_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = safe_op(good_tables_dev_fops, good_tables_ioctl),
	.compat_ioctl = safe_op(good_tables_dev_fops, good_tables_ioctl),
};
static const struct file_operations good_tables_file_fops __used = {
	.open = safe_op(good_tables_file_fops, good_tables_open),
	.unlocked_ioctl = safe_op(good_tables_file_fops, good_tables_ioctl),
};

/* good: a misc device that the scope owns until it is handed over */
static int __used good_tables_misc(struct good_tables_port *port, struct safe_misc *to)
{
	owned(misc, misc, safe_misc_register(port, good_tables_dev_fops, "port", .mode = 0600));
	safe_store(to, move(misc));
	return 0;
}

/* good: a driver without remove, one without probe's use of its data, and both in one module */
static int good_tables_probe(struct platform_device *pdev, struct good_tables_port *port)
{
	return 0;
}
static void good_tables_remove(struct platform_device *pdev, struct good_tables_port *port)
{
	port->ready = false;
}
SAFE_PLATFORM_DRIVER_STRUCT(good_tables_driver, struct good_tables_port,
			    good_tables_probe, NULL);
SAFE_PLATFORM_DRIVER_STRUCT(good_tables_driver_2, struct good_tables_port,
			    good_tables_probe, good_tables_remove,
			    .driver.pm = &good_tables_pm);
static void __used good_tables_drivers(void)
{
	(void)&good_tables_driver;
	(void)&good_tables_driver_2;
}

/* good: two buses, one structure, one probe for each */
static int good_tables_spi_probe(struct spi_device *spi, struct good_tables_port *port)
{
	return 0;
}
SAFE_SPI_DRIVER_STRUCT(good_tables_spi, struct good_tables_port, good_tables_spi_probe, NULL,
		       .driver.pm = &good_tables_pm);
static int good_tables_aux_probe(struct auxiliary_device *auxdev, struct good_tables_port *port)
{
	return 0;
}
static void good_tables_aux_remove(struct auxiliary_device *auxdev, struct good_tables_port *port)
{
	port->ready = false;
}
SAFE_AUXILIARY_DRIVER_STRUCT(good_tables_aux, struct good_tables_port, good_tables_aux_probe,
			     good_tables_aux_remove);
static void __used good_tables_buses(void)
{
	(void)&good_tables_spi;
	(void)&good_tables_aux;
}

/* good: an object that the kernel hands over is a member; one of its functions runs in atomic context */
struct good_tables_gate {
	struct clk_hw hw;
	bool on;
};
SAFE_OPS_MEMBER(good_tables_gate_ops, struct good_tables_gate, hw);
static int good_tables_gate_prepare(struct good_tables_gate *gate, struct clk_hw *hw)
{
	might_sleep();
	return 0;
}
SAFE_OP(good_tables_gate_ops, clk_ops, prepare, good_tables_gate_prepare);
static int good_tables_gate_enable(struct good_tables_gate *gate, struct clk_hw *hw, SAFE_ATOMIC)
{
	gate->on = true;
	return 0;
}
SAFE_OP(good_tables_gate_ops, clk_ops, enable, good_tables_gate_enable);
static const struct clk_ops good_tables_gate_ops __used = {
	.prepare = safe_op(good_tables_gate_ops, good_tables_gate_prepare),
	.enable = safe_op(good_tables_gate_ops, good_tables_gate_enable),
};
