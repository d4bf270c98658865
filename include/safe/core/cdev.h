/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Files in /dev of a class of the driver's own: a character device with a device of that class.
 *
 * Invariants
 *   - Operations get the driver's data as long as the device is bound: see <safe/core/revocable.h>,
 *     all of which holds here.
 *   - Character device, class device and what leads to the data are one object: it stays until the
 *     last file is closed, and the module with it.
 *
 * Example
 *
 *	SAFE_OPS_REVOCABLE(port_fops, struct port *);
 *
 *	static ssize_t port_read(struct port *port, struct file *file, char __user *to, size_t len,
 *				 loff_t *pos) { ... }
 *	SAFE_OP(port_fops, file_operations, read, port_read);
 *
 *	SAFE_CDEV_FOPS(port_fops,
 *		       .read = safe_op(port_fops, port_read));
 *
 *	owned(chrdev_region, region, safe_alloc_chrdev_region(0, 16, "port"));	// once, in init
 *
 *	minor = TRY(safe_devm_ida_alloc_max(dev, &port_minors, 15, GFP_KERNEL));
 *	TRY(safe_devm_cdev_device_add(dev, port, port_fops, port_class,
 *				      borrow(region) + minor, "port%d", minor));	// last in probe
 *
 * What misuse gives
 *   an object of another type		error: incompatible pointer type
 *   a table of data that is not revocable	error: implicit declaration of '__safe_ops_revocable_...'
 *   a table without SAFE_CDEV_FOPS()	error: invalid application of 'sizeof'
 *   an open() of one's own		error: initialized field overwritten / initializer overrides
 *   a result ignored			warning: ignoring return value ... (unused-result)
 *
 * What C cannot do: know that a number is of the region that the driver has.
 */
#ifndef SAFE_CORE_CDEV_H
#define SAFE_CORE_CDEV_H

#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <safe/core/ops.h>
#include <safe/core/revocable.h>

/* The device is counted for all of it: an open file holds the cdev, and that the device. */
struct __safe_cdev_file {
	struct safe_revocable revocable;
	struct device dev;
	struct cdev cdev;
};

static int __maybe_unused __safe_cdev_open(struct inode *inode, struct file *file)
{
	struct __safe_cdev_file *self = container_of(inode->i_cdev, struct __safe_cdev_file, cdev);

	file->private_data = &self->revocable;
	return 0;
}

static void __maybe_unused __safe_cdev_release(struct device *dev)
{
	kfree(container_of(dev, struct __safe_cdev_file, dev));
}

static void __maybe_unused __safe_cdev_unbind(void *data)
{
	struct __safe_cdev_file *self = data;

	cdev_device_del(&self->cdev, &self->dev);
	__safe_revoke(&self->revocable);
	put_device(&self->dev);
}

static __maybe_unused struct __safe_cdev_file *
__safe_cdev_new(struct device *dev, void *data, const struct file_operations *fops,
		struct class *class, dev_t devt, struct lock_class_key *key)
{
	struct __safe_cdev_file *self = kzalloc(sizeof(*self), GFP_KERNEL);

	if (!self)
		return NULL;
	__safe_revocable_init(&self->revocable, data, key);
	device_initialize(&self->dev);
	self->dev.parent = dev;
	self->dev.class = class;
	self->dev.devt = devt;
	self->dev.release = __safe_cdev_release;
	cdev_init(&self->cdev, fops);
	self->cdev.owner = fops->owner;
	return self;
}

/* Adds it, whose name was set, or was not, with that errno. */
static __maybe_unused int __safe_cdev_bind(struct __safe_cdev_file *self, int err)
{
	if (!err)
		err = cdev_device_add(&self->cdev, &self->dev);
	if (err) {
		put_device(&self->dev);
		return err;
	}
	return devm_add_action_or_reset(self->dev.parent, __safe_cdev_unbind, self);
}

/**
 * SAFE_CDEV_FOPS() - define the operations of such a file; stands after their functions
 * @table: its name, with SAFE_OPS_REVOCABLE()
 * @...: members of struct file_operations: .read = safe_op(table, port_read), ...
 *
 * The owner and open() are there already. A function of the kernel that goes through the table, as
 * compat_ptr_ioctl() does, or asks for no data may stand there as it is.
 */
#define SAFE_CDEV_FOPS(table, ...)							\
struct __safe_cdev_fops_##table { };							\
_Pragma("GCC diagnostic push")								\
_Pragma("GCC diagnostic error \"-Woverride-init\"")					\
static const struct file_operations table = {						\
	.owner = THIS_MODULE,								\
	.open = __safe_cdev_open,							\
	__VA_ARGS__									\
};											\
_Pragma("GCC diagnostic pop")								\
struct __safe_cdev_fops_##table

/**
 * safe_devm_cdev_device_add() - have a file in /dev until the device is unbound
 * @device: the device, which becomes the parent
 * @self: pointer to the data that the operations get
 * @table: its operations, of SAFE_CDEV_FOPS()
 * @of_class: struct class *
 * @number: dev_t
 * @...: format of its name, and its arguments
 *
 * To stand last in probe: operations run from here on.
 *
 * Return: 0 or an errno.
 */
#define safe_devm_cdev_device_add(device, self, table, of_class, number, ...)		\
	__safe_sleeps(safe_checked(({							\
		static struct lock_class_key __safe_key;				\
		struct __safe_cdev_file *__safe_file =					\
			__safe_cdev_new(device, __safe_ops_revocable_##table(self), &(table), \
					of_class, number, &__safe_key);			\
		int __safe_err = -ENOMEM;						\
											\
		(void)sizeof(struct __safe_cdev_fops_##table);				\
		if (__safe_file) {							\
			__safe_err = dev_set_name(&__safe_file->dev, __VA_ARGS__);	\
			__safe_err = __safe_cdev_bind(__safe_file, __safe_err);		\
		}									\
		__safe_err;								\
	})))

#endif
