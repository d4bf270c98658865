// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Tables of functions, and drivers: whose data a function gets. */
#include <linux/module.h>
#include <safe/linux/clk-provider.h>
#include <safe/linux/completion.h>
#include <safe/linux/device.h>
#include <safe/linux/fs.h>
#include <safe/linux/miscdevice.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/pm.h>
#include <safe/short.h>

struct tables_port {
	struct miscdevice misc;
	bool ready;
};

struct tables_other {
	int n;
};

/* case 19: a file operation that takes another structure than open() stored */
SAFE_OPS(tables_fops, struct tables_port *);
static int tables_open(struct inode *inode, struct file *file, struct tables_port **data)
{
	return -ENODEV;
}
SAFE_OP_SETS(tables_fops, file_operations, open, tables_open);
static ssize_t tables_read(struct tables_port *port, struct file *file, char __user *to,
			      size_t len, loff_t *pos)
{
	return 0;
}
SAFE_OP(tables_fops, file_operations, read, tables_read);
static ssize_t tables_read_other(struct tables_other *other, struct file *file, char __user *to,
				    size_t len, loff_t *pos)
{
	return other->n;
}
#ifdef MISTAKE
SAFE_OP(tables_fops, file_operations, read, tables_read_other);	/* error: incompatible (function )?pointer type */
#else
SAFE_OPS(tables_other_fops, struct tables_other *);
SAFE_OP(tables_other_fops, file_operations, read, tables_read_other);
#endif

/* case 19: a function in the wrong member of a table */
static ssize_t tables_write(struct tables_port *port, struct file *file,
			       const char __user *from, size_t len, loff_t *pos)
{
	return len;
}
SAFE_OP(tables_fops, file_operations, write, tables_write);
static const struct file_operations tables_fops __used = {
	.open = safe_op(tables_fops, tables_open),
	.read = safe_op(tables_fops, tables_read),
#ifdef MISTAKE
	.compat_ioctl = safe_op(tables_fops, tables_write),	/* error: incompatible (function )?pointer type */
#else
	.write = safe_op(tables_fops, tables_write),
#endif
};

/* case 19: a table whose open() stores nothing, read by operations that take it */
static int tables_open_nothing(struct tables_port *port, struct inode *inode, struct file *file)
{
	return 0;
}
#ifdef MISTAKE
SAFE_OPS(tables_nothing_fops, struct tables_port *);
SAFE_OP(tables_nothing_fops, file_operations, open, tables_open_nothing);	/* error: implicit|undeclared|makes pointer from integer|incompatible integer to pointer */
#else
SAFE_OPS_MEMBER(tables_misc_fops, struct tables_port, misc);
SAFE_OP(tables_misc_fops, file_operations, open, tables_open_nothing);
#endif

/* case 19: a misc device registered with a table whose data it is no member of */
SAFE_OPS_MEMBER(tables_dev_fops, struct tables_port, misc);
static ssize_t tables_dev_read(struct tables_port *port, struct file *file, char __user *to,
				  size_t len, loff_t *pos)
{
	return 0;
}
SAFE_OP(tables_dev_fops, file_operations, read, tables_dev_read);
static const struct file_operations tables_dev_fops = {
	.read = safe_op(tables_dev_fops, tables_dev_read),
};
static int __used tables_misc_table(struct tables_port *port, struct safe_misc *to)
{
#ifdef MISTAKE
	return safe_open(to, safe_misc_register(port, tables_fops, "port"));	/* error: implicit|undeclared|makes pointer from integer|incompatible integer to pointer */
#else
	return safe_open(to, safe_misc_register(port, tables_dev_fops, "port"));
#endif
}

/* case 19: a power management function as it was, with the device */
SAFE_OPS(tables_pm, struct tables_port *);
static int tables_suspend_raw(struct device *dev)
{
	return 0;
}
static int tables_suspend(struct tables_port *port, struct device *dev)
{
	return 0;
}
#ifdef MISTAKE
SAFE_OP(tables_pm, dev_pm_ops, suspend, tables_suspend_raw);	/* error: incompatible (function )?pointer type */
#else
SAFE_OP(tables_pm, dev_pm_ops, suspend, tables_suspend);
static const struct dev_pm_ops tables_pm __used = {
	.suspend = safe_op(tables_pm, tables_suspend),
	.freeze = tables_suspend_raw,
};
#endif

/* case 19: a driver's power management that takes another structure than its probe */
struct tables_pm_port {
	bool ready;
};
SAFE_DRVDATA(platform_driver, tables_pm_driver, struct tables_pm_port);
SAFE_OPS(tables_driver_pm, SAFE_PRIVATE(tables_pm_driver));
#ifdef MISTAKE
static int tables_driver_resume(struct tables_port *port, struct device *dev)
#else
static int tables_driver_resume(struct tables_pm_port *port, struct device *dev)
#endif
{
	port->ready = true;
	return 0;
}
#ifdef MISTAKE
SAFE_OP(tables_driver_pm, dev_pm_ops, resume, tables_driver_resume);	/* error: incompatible (function )?pointer type */
#else
SAFE_OP(tables_driver_pm, dev_pm_ops, resume, tables_driver_resume);
#endif
static const struct dev_pm_ops tables_driver_pm __used = {
	.resume = safe_op(tables_driver_pm, tables_driver_resume),
};
static int tables_pm_probe(struct platform_device *pdev, struct tables_pm_port *port)
{
	return 0;
}
SAFE_PLATFORM_DRIVER_STRUCT(tables_pm_driver, struct tables_pm_port, tables_pm_probe, NULL,
			    .driver.pm = &tables_driver_pm);

/* case 19: a probe that takes the private data of another driver */
static int tables_probe(struct platform_device *pdev, struct tables_port *port)
{
	return 0;
}
static int tables_probe_other(struct platform_device *pdev, struct tables_other *other)
{
	return 0;
}
#ifdef MISTAKE
SAFE_PLATFORM_DRIVER_STRUCT(tables_driver, struct tables_port, tables_probe_other, NULL);	/* error: incompatible (function )?pointer type */
#else
SAFE_PLATFORM_DRIVER_STRUCT(tables_driver, struct tables_port, tables_probe, NULL);
SAFE_PLATFORM_DRIVER_STRUCT(tables_other_driver, struct tables_other, tables_probe_other, NULL);
#endif
static void __used tables_drivers(void)
{
	(void)tables_probe;
	(void)tables_probe_other;
	(void)&tables_driver;
	(void)&tables_pm_driver;
#ifndef MISTAKE
	(void)&tables_other_driver;
#endif
}

/* case 9: a clock's enable() that sleeps, which is called with a spinning lock held */
struct tables_gate {
	struct clk_hw hw;
	struct completion done;
};
SAFE_OPS_MEMBER(tables_gate_ops, struct tables_gate, hw);
static int tables_gate_enable(struct tables_gate *gate, struct clk_hw *hw, SAFE_ATOMIC)
{
#ifdef MISTAKE
	safe_wait_for_completion(&gate->done);	/* error: this may sleep, and the context is atomic */
#else
	complete(&gate->done);
#endif
	return 0;
}
SAFE_OP(tables_gate_ops, clk_ops, enable, tables_gate_enable);
static const struct clk_ops tables_gate_ops __used = {
	.enable = safe_op(tables_gate_ops, tables_gate_enable),
};

/* case 19: a table for an object that is no member of the driver's type */
struct tables_no_gate {
	struct clk_hw *hw;
};
#ifdef MISTAKE
SAFE_OPS(tables_no_gate_ops, struct tables_no_gate *);
static int tables_no_gate_enable(struct tables_no_gate *gate, struct clk_hw *hw, SAFE_ATOMIC)
{
	return 0;
}
SAFE_OP(tables_no_gate_ops, clk_ops, enable, tables_no_gate_enable);	/* error: incompatible pointer type */
#endif
