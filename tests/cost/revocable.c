// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What it costs that a file does not reach what is gone: the same as the careful raw form. */
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/lockdep.h>
#include <linux/miscdevice.h>
#include <linux/slab.h>
#include <safe/linux/fs.h>
#include <safe/linux/miscdevice.h>
#include <safe/short.h>

struct revocable_port {
	u32 n;
};

struct raw_file {
	atomic_t running;
	struct revocable_port *port;
	struct kref refs;
	struct completion idle;
#ifdef CONFIG_LOCKDEP
	struct lockdep_map map;
#endif
	struct miscdevice misc;
};

#define RAW_GONE INT_MIN

ssize_t revocable_work(struct revocable_port *port, size_t len);
long revocable_command(struct revocable_port *port, unsigned int cmd);

static __always_inline struct revocable_port *revocable_raw_enter(struct raw_file *self)
{
	return likely(atomic_inc_unless_negative(&self->running)) ? self->port : NULL;
}

static __always_inline void revocable_raw_leave(struct raw_file *self)
{
	if (unlikely(atomic_dec_return(&self->running) == RAW_GONE))
		complete(&self->idle);
}

/* cost: revocable_read: same */
ssize_t raw_revocable_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	struct raw_file *self = file->private_data;
	struct revocable_port *port = revocable_raw_enter(self);
	ssize_t ret;

	if (!port)
		return -ENODEV;
	ret = revocable_work(port, len);
	revocable_raw_leave(self);
	return ret;
}

SAFE_OPS_REVOCABLE(revocable_fops, struct revocable_port *);
static ssize_t cost_revocable_read(struct revocable_port *port, struct file *file, char __user *to,
				   size_t len, loff_t *pos)
{
	return revocable_work(port, len);
}
SAFE_OP(revocable_fops, file_operations, read, cost_revocable_read);

/* cost: revocable_ioctl: same */
/* reason: gcc-arm64 +1: moves the result to the register in which it is returned */
long raw_revocable_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct raw_file *self = file->private_data;
	struct revocable_port *port = revocable_raw_enter(self);
	long ret;

	if (!port)
		return -ENODEV;
	if (cmd == 1)
		ret = port->n;
	else if (cmd == 2)
		ret = revocable_command(port, arg);
	else
		ret = -ENOTTY;
	revocable_raw_leave(self);
	return ret;
}

static long cost_revocable_ioctl(struct revocable_port *port, struct file *file, unsigned int cmd,
				 unsigned long arg)
{
	if (cmd == 1)
		return port->n;
	if (cmd == 2)
		return revocable_command(port, arg);
	return -ENOTTY;
}
SAFE_OP(revocable_fops, file_operations, unlocked_ioctl, cost_revocable_ioctl);

SAFE_MISC_FOPS(revocable_fops, .read = safe_op(revocable_fops, cost_revocable_read),
	       .unlocked_ioctl = safe_op(revocable_fops, cost_revocable_ioctl));

/* As a driver does it: so the table is there. */
int __used revocable_register(struct device *dev, struct revocable_port *port)
{
	return safe_devm_misc_register(dev, port, revocable_fops, "port");
}
