/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Files that show data: DEFINE_SHOW_ATTRIBUTE() with a type, and directories of debugfs.
 *
 * Invariants
 *   - The function takes the driver's type, and the file is created with just that.
 *   - A directory is owned, or bound to the device: what is in it goes with it, and no file of it is
 *     read any more afterwards. The kernel waits for those that are.
 *   - Nobody is to fail because debugfs does: so a directory that could not be made is no failure,
 *     and what is created in it does not exist either.
 *
 * Example
 *
 *	static int port_queue_show(struct port *port, struct seq_file *seq)
 *	{
 *		seq_printf(seq, "%u\n", port->used);
 *		return 0;
 *	}
 *	SAFE_SHOW_ATTRIBUTE(port_queue_show, struct port *);
 *
 *	TRY(safe_devm_debugfs_create_dir(dev, &port->debugfs, "port", parent));
 *	safe_debugfs_create_file("queue", 0400, port->debugfs, port_queue_show, port);
 *	debugfs_create_u32("errors", 0400, port->debugfs, &port->errors);
 *
 * What misuse gives
 *   data of another type		error: incompatible pointer type
 *   no SAFE_SHOW_ATTRIBUTE()		error: '__safe_show_fops_...' undeclared
 *   the directory taken for a pointer	error: incompatible types
 *
 * What C cannot do: know that the data lives as long as the directory.
 */
#ifndef SAFE_CORE_DEBUGFS_H
#define SAFE_CORE_DEBUGFS_H

#include <linux/debugfs.h>
#include <linux/seq_file.h>
#include <safe/core/callback.h>
#include <safe/core/owned.h>

/**
 * SAFE_SHOW_ATTRIBUTE() - make a function of the driver that of a file; stands after it
 * @fn: int fn(type, struct seq_file *)
 * @type: a pointer type: struct port *
 */
#define SAFE_SHOW_ATTRIBUTE(fn, type)							\
static int __maybe_unused __safe_seq_show_##fn(struct seq_file *seq, void *unused)	\
{											\
	return __safe_call(int, fn, type, struct seq_file *)(seq->private, seq);	\
}											\
static int __maybe_unused __safe_seq_open_##fn(struct inode *inode, struct file *file)	\
{											\
	return single_open(file, __safe_seq_show_##fn, inode->i_private);		\
}											\
static const struct file_operations __maybe_unused __safe_show_fops_##fn = {		\
	.owner = THIS_MODULE,								\
	.open = __safe_seq_open_##fn,							\
	.read = seq_read,								\
	.llseek = seq_lseek,								\
	.release = single_release,							\
};											\
__SAFE_CALLBACK_DATA(show, fn, type)

/** struct safe_debugfs_dir - owns a directory of debugfs and what is in it */
SAFE_OWNED(debugfs_dir, struct dentry *, debugfs_remove);
#define SAFE_KIND debugfs_dir
#include <safe/core/new_kind.h>

/**
 * safe_debugfs_create_dir() - make a directory and own it
 * @name: of the directory
 * @parent: the one it is to be in, or NULL
 *
 * Return: a struct safe_debugfs_dir_result, to open with owned(); it never failed.
 */
static __safe_inline __must_check struct safe_debugfs_dir_result
safe_debugfs_create_dir(const char *name, struct dentry *parent)
{
	return safe_owner_from_errno_ptr(debugfs_dir, 0, debugfs_create_dir(name, parent));
}
#define safe_debugfs_create_dir(...)	__safe_sleeps(safe_debugfs_create_dir(__VA_ARGS__))

/**
 * safe_devm_debugfs_create_dir() - make a directory, until the device is unbound
 * @dev: the device
 * @to: gets it, for what is created in it
 * @name: of the directory
 * @parent: the one it is to be in, or NULL
 *
 * Return: 0, or -ENOMEM if it could not be bound to the device.
 */
static __safe_inline __must_check int
safe_devm_debugfs_create_dir(struct device *dev, struct dentry **to, const char *name,
			     struct dentry *parent)
{
	*to = debugfs_create_dir(name, parent);
	return devm_add_action_or_reset(dev, __safe_debugfs_dir_action, *to);
}
#define safe_devm_debugfs_create_dir(...)						\
	__safe_sleeps(safe_devm_debugfs_create_dir(__VA_ARGS__))

/**
 * safe_debugfs_create_file() - make a file that shows data
 * @name: of the file
 * @mode: 0400, ...
 * @parent: a directory
 * @fn: a function with SAFE_SHOW_ATTRIBUTE()
 * @data: its argument
 */
#define safe_debugfs_create_file(name, mode, parent, fn, data)				\
	__safe_sleeps((void)debugfs_create_file(name, mode, parent, __safe_show_data_##fn(data), \
						&__safe_show_fops_##fn))

#endif
