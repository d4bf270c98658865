// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Files of devices that can be unbound: what a table may have, and how it is registered. */
#include <linux/compat.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <safe/linux/device.h>
#include <safe/linux/fs.h>
#include <safe/linux/miscdevice.h>
#include <safe/linux/platform_device.h>
#include <safe/short.h>

struct good_revocable_port {
	size_t n;
};
SAFE_DRVDATA(platform_driver, good_revocable_driver, struct good_revocable_port);

/* good: a table whose data is that of the driver, with functions of each type of result */
SAFE_OPS_REVOCABLE(good_revocable_fops, SAFE_PRIVATE(good_revocable_driver));
static ssize_t good_revocable_read(struct good_revocable_port *port, struct file *file,
				   char __user *to, size_t len, loff_t *pos)
{
	return port->n;
}
SAFE_OP(good_revocable_fops, file_operations, read, good_revocable_read);
static loff_t good_revocable_llseek(struct good_revocable_port *port, struct file *file,
				    loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, port->n);
}
SAFE_OP(good_revocable_fops, file_operations, llseek, good_revocable_llseek);
static __poll_t good_revocable_poll(struct good_revocable_port *port, struct file *file,
				    struct poll_table_struct *wait)
{
	return port->n ? EPOLLIN : 0;
}
SAFE_OP(good_revocable_fops, file_operations, poll, good_revocable_poll);
static long good_revocable_ioctl(struct good_revocable_port *port, struct file *file,
				 unsigned int cmd, unsigned long arg)
{
	return -ENOTTY;
}
SAFE_OP(good_revocable_fops, file_operations, unlocked_ioctl, good_revocable_ioctl);
static int good_revocable_mmap(struct good_revocable_port *port, struct file *file,
			       struct vm_area_struct *vma)
{
	return -ENODEV;
}
SAFE_OP(good_revocable_fops, file_operations, mmap, good_revocable_mmap);
static void good_revocable_fdinfo(struct good_revocable_port *port, struct seq_file *m,
				  struct file *file)
{
	port->n++;
}
SAFE_OP(good_revocable_fops, file_operations, show_fdinfo, good_revocable_fdinfo);

SAFE_MISC_FOPS(good_revocable_fops,
	       .llseek = safe_op(good_revocable_fops, good_revocable_llseek),
	       .read = safe_op(good_revocable_fops, good_revocable_read),
	       .poll = safe_op(good_revocable_fops, good_revocable_poll),
	       .mmap = safe_op(good_revocable_fops, good_revocable_mmap),
	       .show_fdinfo = safe_op(good_revocable_fops, good_revocable_fdinfo),
	       .unlocked_ioctl = safe_op(good_revocable_fops, good_revocable_ioctl),
	       .compat_ioctl = compat_ptr_ioctl);

/* good: two files of one device with different data, of which one has no functions */
SAFE_OPS_REVOCABLE(good_revocable_none_fops, size_t *);
SAFE_MISC_FOPS(good_revocable_none_fops, .llseek = noop_llseek);

static int good_revocable_probe(struct platform_device *pdev, struct good_revocable_port *port)
{
	struct device *dev = &pdev->dev;

	TRY_PROBE(dev, safe_devm_misc_register(dev, port, good_revocable_fops, "port"), "no file");
	return safe_devm_misc_register(dev, &port->n, good_revocable_none_fops, dev_name(dev),
				       .mode = 0600, .minor = WATCHDOG_MINOR);
}
SAFE_PLATFORM_DRIVER_STRUCT(good_revocable_driver, struct good_revocable_port,
			    good_revocable_probe, NULL);
