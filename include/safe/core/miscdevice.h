/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Misc devices: a file in /dev whose operations get the driver's data with its type.
 *
 * Invariants
 *   - The table of operations says of which type and member the struct miscdevice is; what
 *     registers the device takes just that member, so that what the operations get is what they
 *     take.
 *   - The number is a dynamic one unless it is said: a member left at 0 is no number by accident.
 *   - The registration is owned, or bound to the device: no file is opened any more afterwards.
 *
 * Example
 *
 *	struct port { struct miscdevice misc; ... };
 *	SAFE_OPS_MEMBER(port_fops, struct port, misc);
 *
 *	static ssize_t port_read(struct port *port, struct file *file, char __user *to, size_t len,
 *				 loff_t *pos) { ... }
 *	SAFE_OP(port_fops, file_operations, read, port_read);
 *
 *	static const struct file_operations port_fops = {
 *		.owner = THIS_MODULE,
 *		.read = safe_op(port_fops, port_read),
 *	};
 *
 *	SAFE_TRY(safe_devm_misc_register(dev, port, port_fops, "port"));
 *
 * What misuse gives
 *   an object of another type		error: incompatible pointer type
 *   a table of other data		error: implicit declaration of '__safe_ops_object_...'
 *   a member that is no miscdevice	error: incompatible pointer type
 *   result ignored			warning: ignoring return value ... (unused-result)
 *
 * What C cannot do: close files that are open when the device is unbound. Their operations still
 * get the driver's data, so it has to be counted (struct kref) and told that the device is gone; a
 * structure that is bound to the device must not be what they get unless nobody can unbind it
 * (.driver.suppress_bind_attrs).
 */
#ifndef SAFE_CORE_MISCDEVICE_H
#define SAFE_CORE_MISCDEVICE_H

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <safe/core/ops.h>
#include <safe/core/owned.h>

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

/**
 * safe_devm_misc_register() - the same; deregistered when the device is unbound
 * @dev: the device, which becomes the parent
 * @self: pointer to the object
 * @table: its operations, with SAFE_OPS_MEMBER()
 * @misc_name: of the file
 * @...: further members of struct miscdevice
 *
 * Return: 0 or an errno.
 */
#define safe_devm_misc_register(dev, self, table, misc_name, ...)			\
	__safe_sleeps(safe_checked(({							\
		struct device *__safe_dev = (dev);					\
											\
		__safe_misc_bind(__safe_dev, safe_misc_register(self, table, misc_name,	\
					.parent = __safe_dev, ##__VA_ARGS__));		\
	})))

static __safe_inline int __safe_misc_bind(struct device *dev, struct safe_misc_result misc)
{
	return PTR_ERR_OR_ZERO(__safe_misc_bound(dev, misc));
}

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
