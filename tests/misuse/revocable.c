// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Files that stay open when their device is unbound: what they may still reach. */
#include <linux/module.h>
#include <linux/poll.h>
#include <safe/linux/device.h>
#include <safe/linux/fs.h>
#include <safe/linux/miscdevice.h>
#include <safe/short.h>

struct revocable_port {
	struct miscdevice misc;
	wait_queue_head_t queue;
	size_t n;
};

struct revocable_other {
	int n;
};

SAFE_OPS_REVOCABLE(revocable_fops, struct revocable_port *);
static ssize_t revocable_read(struct revocable_port *port, struct file *file, char __user *to,
			      size_t len, loff_t *pos)
{
	return port->n;
}
SAFE_OP(revocable_fops, file_operations, read, revocable_read);

/* case 20: an operation that runs when the device is unbound already */
static ssize_t revocable_write(struct revocable_port *port, struct file *file,
			       const char __user *from, size_t len, loff_t *pos)
{
#ifdef MISTAKE
	return port->n;		/* run time: revocable.after_the_end -ENODEV before it is called */
#else
	return port->n;
#endif
}
SAFE_OP(revocable_fops, file_operations, write, revocable_write);

SAFE_MISC_FOPS(revocable_fops,
	       .read = safe_op(revocable_fops, revocable_read),
	       .write = safe_op(revocable_fops, revocable_write));

/* case 20: a file whose operations get what the device's unbinding frees, registered for the device */
SAFE_OPS_MEMBER(revocable_bound_fops, struct revocable_port, misc);
SAFE_OP(revocable_bound_fops, file_operations, read, revocable_read);
static const struct file_operations revocable_bound_fops __used = {
	.owner = THIS_MODULE,
	.read = safe_op(revocable_bound_fops, revocable_read),
};
static int __used revocable_register(struct device *dev, struct revocable_port *port)
{
#ifdef MISTAKE
	return safe_devm_misc_register(dev, port, revocable_bound_fops, "port");	/* error: implicit|undeclared|makes pointer from integer|incompatible integer to pointer|incomplete type|invalid application */
#else
	return safe_devm_misc_register(dev, port, revocable_fops, "port");
#endif
}

/* case 20: a table without the open() and release() that count */
SAFE_OPS_REVOCABLE(revocable_hand_fops, struct revocable_port *);
SAFE_OP(revocable_hand_fops, file_operations, read, revocable_read);
#ifdef MISTAKE
static const struct file_operations revocable_hand_fops __used = {
	.owner = THIS_MODULE,
	.read = safe_op(revocable_hand_fops, revocable_read),
};
#else
SAFE_MISC_FOPS(revocable_hand_fops,
	       .read = safe_op(revocable_hand_fops, revocable_read));
#endif
static int __used revocable_hand(struct device *dev, struct revocable_port *port)
{
#ifdef MISTAKE
	return safe_devm_misc_register(dev, port, revocable_hand_fops, "port");	/* error: incomplete type|invalid application */
#else
	return safe_devm_misc_register(dev, port, revocable_hand_fops, "port");
#endif
}

/* case 20: a release() of one's own in place of the one that counts */
SAFE_OPS_REVOCABLE(revocable_release_fops, struct revocable_port *);
SAFE_OP(revocable_release_fops, file_operations, read, revocable_read);
static int __used revocable_release(struct revocable_port *port, struct inode *inode,
				    struct file *file)
{
	return 0;
}
SAFE_OP(revocable_release_fops, file_operations, release, revocable_release);
#ifdef MISTAKE
SAFE_MISC_FOPS(revocable_release_fops, .release = safe_op(revocable_release_fops, revocable_release));	/* error: initialized field overwritten|overrides prior initialization */
#else
SAFE_MISC_FOPS(revocable_release_fops,
	       .read = safe_op(revocable_release_fops, revocable_read));
#endif

/* case 19: a file of a device that is registered with other data than its operations take */
static int __used revocable_data(struct device *dev, struct revocable_port *port,
				 struct revocable_other *other)
{
#ifdef MISTAKE
	return safe_devm_misc_register(dev, other, revocable_fops, "port");	/* error: incompatible (function )?pointer type */
#else
	return safe_devm_misc_register(dev, port, revocable_fops, "port");
#endif
}

/* case 4: a file that could not be registered, unnoticed */
static int __used revocable_ignored(struct device *dev, struct revocable_port *port)
{
#ifdef MISTAKE_LATE
	safe_devm_misc_register(dev, port, revocable_fops, "port");	/* error: ignoring return value */
#else
	TRY(safe_devm_misc_register(dev, port, revocable_fops, "port"));
#endif
	return 0;
}

/* case 20: a pointer to the data that is kept when the operation has ended */
static struct revocable_port *revocable_kept;
static ssize_t revocable_keep(struct revocable_port *port, struct file *file, char __user *to,
			      size_t len, loff_t *pos)
{
#ifdef MISTAKE
	revocable_kept = port;	/* never: C has no lifetimes */
#else
	revocable_kept = NULL;
#endif
	return port->n;
}
SAFE_OP(revocable_fops, file_operations, read, revocable_keep);

/* case 20: a wait queue that goes with the data, while poll() still waits on it */
static DECLARE_WAIT_QUEUE_HEAD(revocable_queue);
static __poll_t revocable_poll(struct revocable_port *port, struct file *file,
			       struct poll_table_struct *wait)
{
#ifdef MISTAKE
	poll_wait(file, &port->queue, wait);	/* never: the queue must be one that stays */
#else
	poll_wait(file, &revocable_queue, wait);
#endif
	return port->n ? EPOLLIN : 0;
}
SAFE_OP(revocable_fops, file_operations, poll, revocable_poll);
static void __used revocable_functions(struct file_operations *fops)
{
	fops->read = safe_op(revocable_fops, revocable_keep);
	fops->poll = safe_op(revocable_fops, revocable_poll);
}
