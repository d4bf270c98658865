/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Tables of functions: struct file_operations, struct dev_pm_ops and their like, whose functions
 * get the driver's data with its type.
 *
 * Invariants
 *   - A table says once what the data of all its functions is. A function that takes anything else
 *     does not go into it.
 *   - Tables stay ordinary constants with designated initialisers. A member that the driver does
 *     not have stays NULL, which cores test for: nothing stands in for a function that is not
 *     there.
 *   - What a member points to is a function of its own with exactly the member's prototype, made
 *     after the driver's function, which is inlined into it. No function pointer is cast, so kernel
 *     CFI has nothing to object; ctags and debuggers find the driver's function.
 *
 * Data that may be gone when a function is called, since a file stays open when the device is unbound:
 * <safe/core/revocable.h>.
 *
 * Where the data is, a contract file says for each structure (ops:): in file->private_data, in
 * dev_get_drvdata(dev), behind netdev_priv(dev), or around the object that is handed over.
 *
 * Example
 *
 *	SAFE_OPS(port_fops, struct port_file *);	// the data of this table's functions
 *
 *	static int port_open(struct inode *inode, struct file *file,
 *			     struct port_file **data) { ... }
 *	SAFE_OP_SETS(port_fops, file_operations, open, port_open);
 *
 *	static ssize_t port_read(struct port_file *data, struct file *file, char __user *to,
 *				 size_t len, loff_t *pos) { ... }
 *	SAFE_OP(port_fops, file_operations, read, port_read);
 *
 *	static const struct file_operations port_fops = {
 *		.owner = THIS_MODULE,
 *		.open = safe_op(port_fops, port_open),
 *		.read = safe_op(port_fops, port_read),
 *	};
 *
 * the driver data of a device, whose type the driver has said already:
 *
 *	SAFE_OPS(port_pm, SAFE_PRIVATE(port_driver));	// see <safe/core/driver.h>
 *
 * and where the object that is handed over, or stored by the core, is a member of the driver's
 * type:
 *
 *	SAFE_OPS_MEMBER(port_fops, struct port, misc);	// private_data is &port->misc
 *
 *	static ssize_t port_read(struct port *port, struct file *file, ...) { ... }
 *
 * Kernels want functions with different prototypes, and call members by different names. Where a
 * contract file states what the driver's is (members:), the driver is written once, in that form: what
 * stands between it and the kernel drops an argument, adds const, returns 0 for a function that
 * returns nothing. That costs no instruction. Such members need no data of a table:
 *
 *	static int port_match(struct device *dev, const struct device_driver *drv) { ... }
 *	SAFE_OP_PLAIN(port_bus, bus_type, match, port_match);
 *
 *	static const struct bus_type port_bus = {
 *		.name = "port",
 *		SAFE_OP_ENTRY(port_bus, bus_type, match, port_match)
 *	};
 *
 * and neither do callbacks of functions, whose arguments are stated the same way:
 *
 *	static int port_is(struct device *dev, const void *data) { ... }
 *	SAFE_OP_PLAIN(find, device_find_child, match, port_is);
 *
 *	child = safe_device_find_child(parent, &name, safe_op(find, port_is));
 *
 * What misuse gives
 *   a function of other data		error: incompatible pointer type
 *   a function of another member	error: incompatible pointer type
 *   no SAFE_OP()			error: '__safe_op_...' undeclared
 *   a member of another type		error: incompatible pointer type, or "pointer type mismatch"
 *   a member this kernel does not have	error: has no member named 'this_kernel_has_no_...'
 *   open() that leaves no data		error: implicit declaration of '__safe_ops_there_...'
 *
 * What C cannot do: know what another piece of code has stored in private_data or as driver data.
 * Let SAFE_OP_SETS() store it, or the registration of <safe/core/driver.h> and
 * <safe/core/miscdevice.h>.
 */
#ifndef SAFE_CORE_OPS_H
#define SAFE_CORE_OPS_H

#include <safe/core/callback.h>
#include <safe/core/result.h>

/**
 * SAFE_OPS() - state what the data of a table's functions is
 * @table: the table's name; it is defined further down, or is called so elsewhere
 * @type: a pointer type: struct port *
 */
#define SAFE_OPS(table, type)								\
typedef type __safe_ops_##table;							\
static __safe_inline type __safe_ops_enter_##table(type data)				\
{											\
	return data;									\
}											\
__SAFE_OPS_STAYS(table, type);								\
static __safe_inline void *__safe_ops_store_##table(type data)				\
{											\
	return (void *)data;								\
}											\
struct __safe_ops_end

/**
 * SAFE_OPS_MEMBER() - the same where the kernel hands over a member of the driver's type
 * @table: the table's name
 * @type: struct port
 * @member: of @type, which the functions' argument, or what is stored for them, points to
 */
#define SAFE_OPS_MEMBER(table, type, member)						\
typedef type *__safe_ops_##table;							\
static __safe_inline type *								\
__safe_ops_enter_##table(typeof(((type *)0)->member) *object)				\
{											\
	return container_of(object, type, member);					\
}											\
__SAFE_OPS_STAYS(table, type *);							\
static __safe_inline type *								\
__safe_ops_there_##table(typeof(((type *)0)->member) *object)				\
{											\
	return container_of(object, type, member);					\
}											\
static __safe_inline typeof(((type *)0)->member) *__safe_ops_object_##table(type *self)	\
{											\
	return &self->member;								\
}											\
struct __safe_ops_end

/* Data that is there whenever a function of the table is called. */
#define __SAFE_OPS_STAYS(table, type)							\
static __safe_inline bool __safe_ops_gone_##table(type entered)			\
{											\
	return false;									\
}											\
static __safe_inline type __safe_ops_data_##table(type entered)			\
{											\
	return entered;									\
}											\
static __safe_inline void __safe_ops_leave_##table(type *entered) { }			\
struct __safe_ops_end

/*
 * What each function of a table does first: reaches the data, which is left at the end of the function,
 * or returns that it is gone. @object: where the kernel has it.
 */
#define __SAFE_OPS_ENTER(table, ret, object)						\
	typeof(__safe_ops_enter_##table(object)) __safe_entered				\
		__cleanup(__safe_ops_leave_##table) = __safe_ops_enter_##table(object);	\
											\
	if (__safe_ops_gone_##table(__safe_entered))					\
		return ret

/* What a function of type @ret returns then. */
#define __safe_ops_enodev(ret)								\
	_Generic(*(ret *)0, int: -ENODEV, long: -ENODEV, long long: -ENODEV,		\
		 unsigned long: -ENODEV, unsigned int: 0x18 /* EPOLLERR | EPOLLHUP */,	\
		 default: 0)

/**
 * SAFE_OP() - make a function of the driver one of a table; stands after it
 * @table: the table's name, with SAFE_OPS() or SAFE_OPS_MEMBER()
 * @ops: tag of its structure: file_operations
 * @member: of the structure: read
 * @fn: the driver's function: the data, then the member's own arguments
 *
 * One that serves several members of the same prototype is made once.
 */
#define SAFE_OP(table, ops, member, fn)		__SAFE_OP_##ops##_##member(table, fn)

/**
 * SAFE_OP_SETS() - the same for the function that makes the data
 * @table: the table's name, with SAFE_OPS()
 * @ops: tag of its structure
 * @member: open, of those that contract files say it of (sets:)
 * @fn: the driver's function: the member's own arguments, then a pointer to where the data goes
 *
 * The data is stored if the function returns 0.
 */
#define SAFE_OP_SETS(table, ops, member, fn)	__SAFE_OP_SETS_##ops##_##member(table, fn)

/**
 * SAFE_OP_PLAIN() - make a function of the driver, without data of its own, one of a table
 * @table: the table's name; any word for a callback of a function
 * @ops: tag of its structure, or the name of a function
 * @member: of the structure, or argument of the function, whose prototype is stated (members:)
 * @fn: the driver's function, with the stated prototype
 */
#define SAFE_OP_PLAIN(table, ops, member, fn)	__SAFE_OP_PLAIN_##ops##_##member(table, fn)

/**
 * safe_op() - what a table's member points to
 * @table: the table's name
 * @fn: a function with SAFE_OP(), SAFE_OP_SETS() or SAFE_OP_PLAIN() of that table
 */
#define safe_op(table, fn)			__safe_op_##table##_##fn

/**
 * SAFE_OP_ENTRY() - a table's entry for a member that kernels call by different names
 * @table: the table's name
 * @ops: tag of its structure
 * @member: whose prototype is stated
 * @fn: a function with SAFE_OP(), SAFE_OP_SETS() or SAFE_OP_PLAIN() of that table and member
 *
 * No comma follows. A kernel without such a member makes it an error: "this_kernel_has_no_...".
 */
#define SAFE_OP_ENTRY(table, ops, member, fn)						\
	__SAFE_OP_ENTRY_##ops##_##member(safe_op(table, fn))

/**
 * SAFE_OP_ENTRY_IF() - the same, left out where the kernel has no such member
 * @table: the table's name
 * @ops: tag of its structure
 * @member: whose prototype is stated
 * @fn: a function with SAFE_OP(), SAFE_OP_SETS() or SAFE_OP_PLAIN() of that table and member
 */
#define SAFE_OP_ENTRY_IF(table, ops, member, fn)					\
	__SAFE_OP_ENTRY_IF_##ops##_##member(safe_op(table, fn))

#endif
