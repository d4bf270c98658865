/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Misc devices: a file in /dev whose operations get the driver's data with its type.
 *
 * Invariants
 *   - Of a device that can be unbound, operations get the driver's data as long as it is bound: see
 *     <safe/core/revocable.h>. Unbinding takes the file away, waits for the operations that run, and
 *     files that are still open get -ENODEV from then on.
 *   - The table of operations says what its data is; what registers the device takes just that.
 *   - The number is a dynamic one unless it is said: a member left at 0 is no number by accident.
 *   - The registration is bound to the device, or owned: no file is opened any more afterwards.
 *
 * Example
 *
 *	SAFE_OPS_REVOCABLE(port_fops, struct port *);
 *
 *	static ssize_t port_read(struct port *port, struct file *file, char __user *to, size_t len,
 *				 loff_t *pos) { ... }
 *	SAFE_OP(port_fops, file_operations, read, port_read);
 *
 *	SAFE_MISC_FOPS(port_fops,
 *		       .read = safe_op(port_fops, port_read));
 *
 *	SAFE_TRY(safe_devm_misc_register(dev, port, port_fops, "port"));	// last in probe
 *
 * and of a module's own data, which no device takes away, with the struct miscdevice in it:
 *
 *	SAFE_OPS_MEMBER(clock_fops, struct clock, misc);
 *	...
 *	static const struct file_operations clock_fops = {
 *		.owner = THIS_MODULE,
 *		.read = safe_op(clock_fops, clock_read),
 *	};
 *
 *	owned(misc, misc, safe_misc_register(&clock, clock_fops, "clock"));
 *
 * What misuse gives
 *   an object of another type		error: incompatible pointer type
 *   a table of data that is not revocable, bound to a device
 *					error: implicit declaration of '__safe_ops_revocable_...'
 *   a table that is not defined by SAFE_MISC_FOPS(), bound to a device
 *					error: '__safe_misc_fops_...' undeclared
 *   an open() or release() of one's own	error: initialized field overwritten / initializer overrides
 *   a table of other data		error: implicit declaration of '__safe_ops_object_...'
 *   a member that is no miscdevice	error: incompatible pointer type
 *   result ignored			warning: ignoring return value ... (unused-result)
 *
 * What C cannot do: know that what safe_misc_register() registers is not bound to a device after all,
 * or freed; what it says of operations that leave something behind, see <safe/core/revocable.h>.
 * Each open file has no data of its own in a table of a device.
 */
#ifndef SAFE_CORE_MISCDEVICE_H
#define SAFE_CORE_MISCDEVICE_H

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <safe/core/ops.h>
#include <safe/core/owned.h>
#include <safe/core/revocable.h>

/** struct safe_misc - owns the registration of a misc device */
SAFE_OWNED(misc, struct miscdevice *, misc_deregister);
#define SAFE_KIND misc
#include <safe/core/new_kind.h>

/**
 * safe_misc_register() - register a misc device and own the registration
 * @self: pointer to the object
 * @table: its operations, with SAFE_OPS_MEMBER()
 * @misc_name: of the file
 * @...: further members of struct miscdevice: .parent = dev, .mode = 0600, .minor = ...
 *
 * Return: a struct safe_misc_result, to open with owned().
 */
#define safe_misc_register(self, table, misc_name, ...)					\
	__safe_sleeps(safe_misc_checked(({						\
		struct miscdevice *__safe_item = __safe_ops_object_##table(self);	\
											\
		*__safe_item = (struct miscdevice){					\
			.minor = MISC_DYNAMIC_MINOR,					\
			.name = (misc_name),						\
			.fops = &(table),						\
			##__VA_ARGS__							\
		};									\
		safe_owner_from_errno_ptr(misc, misc_register(__safe_item), __safe_item); \
	})))

/* ---------------------------------------------------------------------------------------------
 * Files of a device that can be unbound
 */

/* What a registration and the files that were opened count; the first member is freed. */
struct __safe_misc_file {
	struct safe_revocable revocable;
	struct miscdevice misc;
};

static int __maybe_unused __safe_misc_open(struct inode *inode, struct file *file)
{
	struct __safe_misc_file *self;

	/* The registration holds a count: it ends behind the lock that this is called under. */
	self = container_of(file->private_data, struct __safe_misc_file, misc);
	kref_get(&self->revocable.__refs);
	file->private_data = &self->revocable;
	return 0;
}

static void __maybe_unused __safe_misc_unbind(void *data)
{
	struct __safe_misc_file *self = data;

	misc_deregister(&self->misc);
	__safe_revoke(&self->revocable);
	__safe_revocable_put(&self->revocable);
}

static __safe_inline struct __safe_misc_file *
__safe_misc_new(void *data, struct lock_class_key *key)
{
	struct __safe_misc_file *self = kzalloc(sizeof(*self), GFP_KERNEL);

	if (self)
		__safe_revocable_init(&self->revocable, data, key);
	return self;
}

static int __maybe_unused __safe_misc_bind(struct device *dev, struct __safe_misc_file *self)
{
	int err = misc_register(&self->misc);

	if (err) {
		kfree(self);
		return err;
	}
	return devm_add_action_or_reset(dev, __safe_misc_unbind, self);
}

/**
 * SAFE_MISC_FOPS() - define the operations of a file of a device; stands after their functions
 * @table: its name, with SAFE_OPS_REVOCABLE()
 * @...: members of struct file_operations: .read = safe_op(table, port_read), ...
 *
 * The owner, open() and release() are there already. A function of the kernel that goes through the
 * table, as compat_ptr_ioctl() does, or asks for no data may stand there as it is.
 */
#define SAFE_MISC_FOPS(table, ...)							\
struct __safe_misc_fops_##table { };							\
_Pragma("GCC diagnostic push")								\
_Pragma("GCC diagnostic error \"-Woverride-init\"")					\
static const struct file_operations table = {						\
	.owner = THIS_MODULE,								\
	.open = __safe_misc_open,							\
	.release = __safe_revocable_release,						\
	__VA_ARGS__									\
};											\
_Pragma("GCC diagnostic pop")								\
struct __safe_misc_fops_##table

/**
 * safe_devm_misc_register() - register a misc device until the device is unbound
 * @dev: the device, which becomes the parent
 * @self: pointer to the data that the operations get
 * @table: its operations, of SAFE_MISC_FOPS()
 * @misc_name: of the file
 * @...: further members of struct miscdevice: .mode = 0600, .minor = ...
 *
 * To stand last in probe: operations run from here on.
 *
 * Return: 0 or an errno.
 */
#define safe_devm_misc_register(dev, self, table, misc_name, ...)			\
	__safe_sleeps(safe_checked(({							\
		static struct lock_class_key __safe_key;				\
		struct device *__safe_dev = (dev);					\
		struct __safe_misc_file *__safe_file =					\
			__safe_misc_new(__safe_ops_revocable_##table(self), &__safe_key); \
											\
		(void)sizeof(struct __safe_misc_fops_##table);				\
		if (__safe_file)							\
			__safe_file->misc = (struct miscdevice){			\
				.minor = MISC_DYNAMIC_MINOR,				\
				.name = (misc_name),					\
				.fops = &(table),					\
				.parent = __safe_dev,					\
				##__VA_ARGS__						\
			};								\
		__safe_file ? __safe_misc_bind(__safe_dev, __safe_file) : -ENOMEM;	\
	})))

/**
 * safe_misc_of() - the object of a file that has just been opened, in an open() that sets other
 * data
 * @file: the struct file
 * @type: struct port
 * @member: its struct miscdevice, with which it was registered
 */
#define safe_misc_of(file, type, member)						\
	container_of(__safe_misc_of(file), type, member)

static __safe_inline struct miscdevice *__safe_misc_of(const struct file *file)
{
	return file->private_data;
}

#endif
