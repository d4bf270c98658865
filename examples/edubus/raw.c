// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * QEMU's educational PCI device (-device edu) as a bus of two units, with the kernel's own API:
 * compare edubus.c.
 *
 * The PCI driver is the carrier: it has the registers and the interrupt, looks every so often whether
 * the device is alive, and puts its units on a bus of their own: one that computes factorials and one
 * that copies by DMA. Each has a driver on that bus, and a file in /dev/edubus: see edubus-uapi.h.
 *
 * A unit whose request is not done in time makes the device dead: it may not touch memory any more,
 * and does nothing until it is bound again.
 */
#include <linux/cdev.h>
#include <linux/compat.h>
#include <linux/completion.h>
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/eventfd.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/idr.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/io-64-nonatomic-lo-hi.h>
#include <linux/iopoll.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/poll.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/version.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "edubus-regs.h"
#include "edubus-uapi.h"

#define EDUBUS_MINORS		16
#define EDUBUS_QUEUE		256	/* numbers; sysfs may say fewer */
#define EDUBUS_SLOTS		12	/* of the histogram: up to 2 s */
#define EDUBUS_HEARTBEAT_MS	500

static unsigned int dma_bits = EDU_DMA_BITS;
module_param(dma_bits, uint, 0444);
MODULE_PARM_DESC(dma_bits, "Bits of the addresses that the device reaches");

static unsigned int poll_us = 50;
module_param(poll_us, uint, 0644);
MODULE_PARM_DESC(poll_us, "Microseconds between two looks whether a factorial is there");

/* What the module has. */
static dev_t edubus_devt;
static struct class *edubus_class;
static struct dentry *edubus_debugfs;
static atomic_t edubus_bound = ATOMIC_INIT(0);
static DEFINE_IDA(edubus_carriers);
static DEFINE_IDA(edubus_minors);

/* Who waits for a result of any unit: it stays as long as a file is open, which a unit does not. */
static DECLARE_WAIT_QUEUE_HEAD(edubus_wait);

struct edubus_carrier {
	struct pci_dev *pdev;
	void __iomem *regs;
	unsigned int number;
	bool dead;
	struct completion copied;
	struct delayed_work heartbeat;
	unsigned int period_ms;
	u32 beats;
	u32 interrupts;
	struct dentry *debugfs;
};

/* A unit, as a device on the bus. */
struct edubus_device {
	struct device dev;
	u32 kind;
	struct edubus_carrier *carrier;
};

struct edubus_driver {
	struct device_driver driver;
	u32 kind;
	int (*probe)(struct edubus_device *unit);
	void (*remove)(struct edubus_device *unit);
};

/*
 * A unit's file in /dev: it stays when the unit is unbound, and the unit's data does not. @running
 * counts the operations that use @data, less EDUBUS_GONE once there are to be no more.
 */
struct edubus_file {
	struct device dev;
	struct cdev cdev;
	atomic_t running;
	struct completion idle;
	void *data;
};

#define EDUBUS_GONE	INT_MIN

/*
 * What was asked and what came out, one after the other: numbers are added, computed and taken in
 * that order, and the counts of that run on.
 */
struct compute {
	struct edubus_device *unit;
	spinlock_t lock;		/* for the members up to @notify */
	struct edubus_result ring[EDUBUS_QUEUE];
	u32 added;
	u32 computed;
	u32 taken;
	u32 limit;
	struct eventfd_ctx *notify;
	struct workqueue_struct *queue;
	struct work_struct work;
	struct hrtimer poll;
	struct completion computed_one;
	u32 polls;
};

struct copy {
	struct edubus_device *unit;
	struct mutex lock;		/* one transfer at a time; and the members up to @bytes */
	u8 *bounce;			/* EDU_BUFFER_SIZE bytes, mapped for each transfer */
	u8 *window;			/* as many, which the device reaches always */
	dma_addr_t window_dma;
	char label[32];
	u32 transfers;
	u32 latency[EDUBUS_SLOTS];	/* how many took less than 2^i ms */
	u64 bytes;
	struct timer_list watchdog;
};

static const char *const edubus_kinds[] = {
	[EDUBUS_COMPUTE] = "compute",
	[EDUBUS_COPY] = "copy",
};

/* ---------------------------------------------------------------------------------------------
 * The bus
 */

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
static int edubus_match(struct device *dev, const struct device_driver *drv)
#else
static int edubus_match(struct device *dev, struct device_driver *drv)
#endif
{
	const struct edubus_device *unit = container_of(dev, struct edubus_device, dev);
	const struct edubus_driver *driver = container_of(drv, struct edubus_driver, driver);

	return unit->kind == driver->kind;
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
static int edubus_uevent(const struct device *dev, struct kobj_uevent_env *env)
#else
static int edubus_uevent(struct device *dev, struct kobj_uevent_env *env)
#endif
{
	const struct edubus_device *unit = container_of(dev, struct edubus_device, dev);
	int ret;

	ret = add_uevent_var(env, "EDUBUS_KIND=%s", edubus_kinds[unit->kind]);
	if (ret)
		return ret;

	return add_uevent_var(env, "EDUBUS_CARRIER=%u", unit->carrier->number);
}

static int edubus_probe(struct device *dev)
{
	struct edubus_device *unit = container_of(dev, struct edubus_device, dev);
	struct edubus_driver *driver = container_of(dev->driver, struct edubus_driver, driver);

	return driver->probe(unit);
}

static void edubus_remove(struct device *dev)
{
	struct edubus_device *unit = container_of(dev, struct edubus_device, dev);
	struct edubus_driver *driver = container_of(dev->driver, struct edubus_driver, driver);

	if (driver->remove)
		driver->remove(unit);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
static ssize_t bound_show(const struct bus_type *bus, char *buf)
#else
static ssize_t bound_show(struct bus_type *bus, char *buf)
#endif
{
	return sysfs_emit(buf, "%d\n", atomic_read(&edubus_bound));
}
static BUS_ATTR_RO(bound);

static struct attribute *edubus_bus_attrs[] = {
	&bus_attr_bound.attr,
	NULL
};
ATTRIBUTE_GROUPS(edubus_bus);

static ssize_t kind_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct edubus_device *unit = container_of(dev, struct edubus_device, dev);

	return sysfs_emit(buf, "%s\n", edubus_kinds[unit->kind]);
}
static DEVICE_ATTR_RO(kind);

static struct attribute *edubus_unit_attrs[] = {
	&dev_attr_kind.attr,
	NULL
};
ATTRIBUTE_GROUPS(edubus_unit);

static struct bus_type edubus_bus_type = {
	.name = "edubus",
	.match = edubus_match,
	.uevent = edubus_uevent,
	.probe = edubus_probe,
	.remove = edubus_remove,
	.bus_groups = edubus_bus_groups,
	.dev_groups = edubus_unit_groups,
};

static void edubus_device_release(struct device *dev)
{
	kfree(container_of(dev, struct edubus_device, dev));
}

static void edubus_device_remove(void *data)
{
	device_unregister(data);
}

/* Puts a unit of the carrier on the bus, until the carrier is unbound. */
static int edubus_add_unit(struct edubus_carrier *carrier, u32 kind)
{
	struct device *dev = &carrier->pdev->dev;
	struct edubus_device *unit;
	int ret;

	unit = kzalloc(sizeof(*unit), GFP_KERNEL);
	if (!unit)
		return -ENOMEM;

	device_initialize(&unit->dev);
	unit->dev.parent = dev;
	unit->dev.bus = &edubus_bus_type;
	unit->dev.release = edubus_device_release;
	unit->kind = kind;
	unit->carrier = carrier;

	ret = dev_set_name(&unit->dev, "%u.%s", carrier->number, edubus_kinds[kind]);
	if (ret)
		goto put;

	ret = device_add(&unit->dev);
	if (ret)
		goto put;

	return devm_add_action_or_reset(dev, edubus_device_remove, &unit->dev);

put:
	put_device(&unit->dev);
	return ret;
}

/* ---------------------------------------------------------------------------------------------
 * The class, and the files of the units
 */

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
static char *edubus_devnode(const struct device *dev, umode_t *mode)
#else
static char *edubus_devnode(struct device *dev, umode_t *mode)
#endif
{
	if (mode)
		*mode = 0660;
	/* without a name from here the file would get another one, and be looked for here when it goes */
	return kasprintf(GFP_KERNEL | __GFP_NOFAIL, "edubus/%s", dev_name(dev));
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
static int edubus_file_uevent(const struct device *dev, struct kobj_uevent_env *env)
#else
static int edubus_file_uevent(struct device *dev, struct kobj_uevent_env *env)
#endif
{
	return add_uevent_var(env, "EDUBUS_UNIT=%s", dev_name(dev->parent));
}

/* The data that a file leads to, until edubus_leave(); NULL once it is gone. */
static inline void *edubus_enter(struct file *file)
{
	struct edubus_file *self = file->private_data;

	return atomic_inc_unless_negative(&self->running) ? self->data : NULL;
}

static inline void edubus_leave(struct file *file)
{
	struct edubus_file *self = file->private_data;

	if (atomic_dec_return(&self->running) == EDUBUS_GONE)
		complete(&self->idle);
}

/* The file's cdev holds the device that it is a member beside of, and an open file the cdev. */
static int edubus_open(struct inode *inode, struct file *file)
{
	file->private_data = container_of(inode->i_cdev, struct edubus_file, cdev);
	return 0;
}

static void edubus_file_release(struct device *dev)
{
	kfree(container_of(dev, struct edubus_file, dev));
}

/* No more files, no more operations: those that run have come to their end when this returns. */
static void edubus_file_remove(void *data)
{
	struct edubus_file *self = data;

	cdev_device_del(&self->cdev, &self->dev);
	if (atomic_add_return(EDUBUS_GONE, &self->running) != EDUBUS_GONE)
		wait_for_completion(&self->idle);
	put_device(&self->dev);
}

static void edubus_free_minor(void *data)
{
	ida_free(&edubus_minors, (unsigned long)data);
}

/* The last thing that a unit's probe does. */
static int edubus_add_file(struct edubus_device *unit, void *data,
			   const struct file_operations *fops)
{
	struct edubus_file *self;
	int minor, ret;

	minor = ida_alloc_max(&edubus_minors, EDUBUS_MINORS - 1, GFP_KERNEL);
	if (minor < 0)
		return minor;

	ret = devm_add_action_or_reset(&unit->dev, edubus_free_minor, (void *)(unsigned long)minor);
	if (ret)
		return ret;

	self = kzalloc(sizeof(*self), GFP_KERNEL);
	if (!self)
		return -ENOMEM;

	atomic_set(&self->running, 0);
	init_completion(&self->idle);
	self->data = data;
	device_initialize(&self->dev);
	self->dev.parent = &unit->dev;
	self->dev.class = edubus_class;
	self->dev.devt = edubus_devt + minor;
	self->dev.release = edubus_file_release;
	cdev_init(&self->cdev, fops);
	self->cdev.owner = THIS_MODULE;

	ret = dev_set_name(&self->dev, "%s", dev_name(&unit->dev));
	if (ret)
		goto put;

	ret = cdev_device_add(&self->cdev, &self->dev);
	if (ret)
		goto put;

	return devm_add_action_or_reset(&unit->dev, edubus_file_remove, self);

put:
	put_device(&self->dev);
	return ret;
}

/* ---------------------------------------------------------------------------------------------
 * What both units do
 */

/* The device may not reach memory that is somebody else's by the time it answers. */
static void edubus_give_up(struct edubus_carrier *carrier)
{
	pci_clear_master(carrier->pdev);
	WRITE_ONCE(carrier->dead, true);
	dev_err(&carrier->pdev->dev, "does not answer\n");
}

static long edubus_ioctl_info(struct edubus_device *unit, u32 capacity, u32 used, void __user *arg)
{
	u32 id = readl(unit->carrier->regs + EDU_ID);
	struct edubus_info info = {
		.kind = unit->kind,
		.version = (id >> 24) << 16 | (id >> 16 & 0xff),
		.capacity = capacity,
		.used = used,
	};

	return copy_to_user(arg, &info, sizeof(info)) ? -EFAULT : 0;
}

/* ---------------------------------------------------------------------------------------------
 * The unit that computes
 */

static ktime_t compute_period(void)
{
	return ns_to_ktime((u64)max(READ_ONCE(poll_us), 1u) * NSEC_PER_USEC);
}

static enum hrtimer_restart compute_poll(struct hrtimer *timer)
{
	struct compute *compute = container_of(timer, struct compute, poll);

	compute->polls++;
	if (readl(compute->unit->carrier->regs + EDU_STATUS) & EDU_STATUS_COMPUTING) {
		hrtimer_forward_now(timer, compute_period());
		return HRTIMER_RESTART;
	}
	complete(&compute->computed_one);
	return HRTIMER_NORESTART;
}

static int compute_one(struct compute *compute, u32 n, u32 *factorial)
{
	struct edubus_carrier *carrier = compute->unit->carrier;
	unsigned long left;

	if (READ_ONCE(carrier->dead))
		return -EIO;

	reinit_completion(&compute->computed_one);
	writel(n, carrier->regs + EDU_FACTORIAL);
	hrtimer_start(&compute->poll, compute_period(), HRTIMER_MODE_REL);
	left = wait_for_completion_timeout(&compute->computed_one, msecs_to_jiffies(EDU_TIMEOUT_MS));
	if (!left) {
		hrtimer_cancel(&compute->poll);
		edubus_give_up(carrier);
		return -ETIMEDOUT;
	}

	*factorial = readl(carrier->regs + EDU_FACTORIAL);
	return 0;
}

/* The number whose turn it is, if there is one. */
static bool compute_next(struct compute *compute, u32 *n)
{
	bool more;

	spin_lock(&compute->lock);
	more = compute->computed != compute->added;
	*n = compute->ring[compute->computed % EDUBUS_QUEUE].n;
	spin_unlock(&compute->lock);
	return more;
}

static void compute_finish(struct compute *compute, u32 factorial, int status)
{
	struct edubus_result *result;

	spin_lock(&compute->lock);
	result = &compute->ring[compute->computed++ % EDUBUS_QUEUE];
	result->factorial = factorial;
	result->status = status;
	if (compute->notify) {
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
		eventfd_signal(compute->notify);
#else
		eventfd_signal(compute->notify, 1);
#endif
	}
	spin_unlock(&compute->lock);
	wake_up_interruptible(&edubus_wait);
}

static void compute_work(struct work_struct *work)
{
	struct compute *compute = container_of(work, struct compute, work);
	u32 n, factorial;
	int status;

	while (compute_next(compute, &n)) {
		factorial = 0;
		status = compute_one(compute, n, &factorial);
		compute_finish(compute, factorial, status);
	}
}

static int compute_add(struct compute *compute, u32 n)
{
	if (n > EDU_MAX_N)
		return -EOVERFLOW;

	spin_lock(&compute->lock);
	if (compute->added - compute->taken >= compute->limit) {
		spin_unlock(&compute->lock);
		return -EAGAIN;
	}
	compute->ring[compute->added++ % EDUBUS_QUEUE] = (struct edubus_result){ .n = n };
	spin_unlock(&compute->lock);

	queue_work(compute->queue, &compute->work);
	return 0;
}

static ssize_t compute_write(struct file *file, const char __user *from, size_t len, loff_t *pos)
{
	struct compute *compute = edubus_enter(file);
	size_t done = 0;
	int ret = 0;
	u32 n;

	if (!compute)
		return -ENODEV;
	if (!len || len % sizeof(n)) {
		ret = len ? -EINVAL : 0;
		goto leave;
	}

	for (; done < len; done += sizeof(n)) {
		if (copy_from_user(&n, from + done, sizeof(n))) {
			ret = -EFAULT;
			break;
		}
		ret = compute_add(compute, n);
		if (ret)
			break;
	}

leave:
	edubus_leave(file);
	return done ? done : ret;
}

/* The oldest result; -EAGAIN if it is still to come, -ENODATA if there is none to come. */
static int compute_take(struct compute *compute, struct edubus_result *result)
{
	int ret = 0;

	spin_lock(&compute->lock);
	if (compute->taken == compute->added)
		ret = -ENODATA;
	else if (compute->taken == compute->computed)
		ret = -EAGAIN;
	else
		*result = compute->ring[compute->taken++ % EDUBUS_QUEUE];
	spin_unlock(&compute->lock);
	return ret;
}

static int compute_await(struct compute *compute, struct edubus_result *result, bool nonblock)
{
	int ret, err;

	if (nonblock)
		return compute_take(compute, result);

	err = wait_event_interruptible(edubus_wait,
				       (ret = compute_take(compute, result)) != -EAGAIN);
	return err ? err : ret;
}

static ssize_t compute_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	struct compute *compute = edubus_enter(file);
	struct edubus_result result;
	size_t done = 0;
	int ret = 0;

	if (!compute)
		return -ENODEV;

	/* It waits for the first one only. */
	while (len - done >= sizeof(result)) {
		ret = compute_await(compute, &result, done || file->f_flags & O_NONBLOCK);
		if (ret)
			break;
		if (copy_to_user(to + done, &result, sizeof(result))) {
			ret = -EFAULT;
			break;
		}
		done += sizeof(result);
	}

	edubus_leave(file);
	if (ret == -ENODATA)
		ret = 0;
	return done ? done : ret;
}

static __poll_t compute_poll_file(struct file *file, poll_table *table)
{
	struct compute *compute = edubus_enter(file);
	__poll_t events = 0;

	if (!compute)
		return EPOLLERR | EPOLLHUP;

	poll_wait(file, &edubus_wait, table);
	spin_lock(&compute->lock);
	if (compute->taken != compute->computed)
		events |= EPOLLIN | EPOLLRDNORM;
	if (compute->added - compute->taken < compute->limit)
		events |= EPOLLOUT | EPOLLWRNORM;
	spin_unlock(&compute->lock);

	edubus_leave(file);
	return events;
}

static long compute_ioctl_notify(struct compute *compute, int __user *arg)
{
	struct eventfd_ctx *notify = NULL, *old;
	int fd;

	if (copy_from_user(&fd, arg, sizeof(fd)))
		return -EFAULT;

	if (fd >= 0) {
		notify = eventfd_ctx_fdget(fd);
		if (IS_ERR(notify))
			return PTR_ERR(notify);
	}
	spin_lock(&compute->lock);
	old = compute->notify;
	compute->notify = notify;
	spin_unlock(&compute->lock);
	if (old)
		eventfd_ctx_put(old);
	return 0;
}

static long compute_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct compute *compute = edubus_enter(file);
	void __user *user = (void __user *)arg;
	u32 used, limit;
	long ret;

	if (!compute)
		return -ENODEV;

	switch (cmd) {
	case EDUBUS_IOC_INFO:
		spin_lock(&compute->lock);
		used = compute->added - compute->taken;
		limit = compute->limit;
		spin_unlock(&compute->lock);
		ret = edubus_ioctl_info(compute->unit, limit, used, user);
		break;
	case EDUBUS_IOC_NOTIFY:
		ret = compute_ioctl_notify(compute, user);
		break;
	default:
		ret = -ENOTTY;
	}

	edubus_leave(file);
	return ret;
}

static const struct file_operations compute_fops = {
	.owner = THIS_MODULE,
	.open = edubus_open,
	.read = compute_read,
	.write = compute_write,
	.poll = compute_poll_file,
	.unlocked_ioctl = compute_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static ssize_t limit_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct compute *compute = dev_get_drvdata(dev);
	u32 limit;

	spin_lock(&compute->lock);
	limit = compute->limit;
	spin_unlock(&compute->lock);
	return sysfs_emit(buf, "%u\n", limit);
}

static ssize_t limit_store(struct device *dev, struct device_attribute *attr, const char *buf,
			   size_t count)
{
	struct compute *compute = dev_get_drvdata(dev);
	u32 limit;
	int ret;

	ret = kstrtou32(buf, 0, &limit);
	if (ret)
		return ret;
	if (!limit || limit > EDUBUS_QUEUE)
		return -ERANGE;

	spin_lock(&compute->lock);
	compute->limit = limit;
	spin_unlock(&compute->lock);
	return count;
}
static DEVICE_ATTR_RW(limit);

static ssize_t jobs_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct compute *compute = dev_get_drvdata(dev);
	u32 jobs;

	spin_lock(&compute->lock);
	jobs = compute->computed;
	spin_unlock(&compute->lock);
	return sysfs_emit(buf, "%u\n", jobs);
}
static DEVICE_ATTR_RO(jobs);

static struct attribute *compute_attrs[] = {
	&dev_attr_limit.attr,
	&dev_attr_jobs.attr,
	NULL
};
ATTRIBUTE_GROUPS(compute);

static int compute_queue_show(struct seq_file *seq, void *unused)
{
	struct compute *compute = seq->private;
	const struct edubus_result *result;
	u32 i;

	spin_lock(&compute->lock);
	seq_printf(seq, "%u of %u\n", compute->added - compute->taken, compute->limit);
	for (i = compute->taken; i != compute->added; i++) {
		result = &compute->ring[i % EDUBUS_QUEUE];
		if ((s32)(i - compute->computed) >= 0)
			seq_printf(seq, "%u! to be done\n", result->n);
		else
			seq_printf(seq, "%u! = %u (%d)\n", result->n, result->factorial,
				   result->status);
	}
	spin_unlock(&compute->lock);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(compute_queue);

/* When nobody can ask to be told any more. */
static void compute_forget(void *data)
{
	struct compute *compute = data;

	if (compute->notify)
		eventfd_ctx_put(compute->notify);
}

static void compute_end_queue(void *data)
{
	destroy_workqueue(data);
}

static void compute_end_work(void *data)
{
	struct compute *compute = data;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
	disable_work_sync(&compute->work);
#else
	cancel_work_sync(&compute->work);
#endif
}

static void compute_end_poll(void *data)
{
	struct compute *compute = data;

	hrtimer_cancel(&compute->poll);
}

static int compute_init_queue(struct device *dev, struct compute *compute)
{
	unsigned int flags = WQ_MEM_RECLAIM;
	int ret;

	/* The processor that asks works it off. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)
	flags |= WQ_PERCPU;
#endif
	compute->queue = alloc_workqueue("edubus-%s", flags, 1, dev_name(dev));
	if (!compute->queue)
		return -ENOMEM;

	ret = devm_add_action_or_reset(dev, compute_end_queue, compute->queue);
	if (ret)
		return ret;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
	hrtimer_setup(&compute->poll, compute_poll, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
#else
	hrtimer_init(&compute->poll, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	compute->poll.function = compute_poll;
#endif
	ret = devm_add_action_or_reset(dev, compute_end_poll, compute);
	if (ret)
		return ret;

	INIT_WORK(&compute->work, compute_work);
	return devm_add_action_or_reset(dev, compute_end_work, compute);
}

static void compute_remove_debugfs(void *data)
{
	debugfs_remove(data);
}

static int compute_init_debugfs(struct edubus_device *unit, struct compute *compute)
{
	struct dentry *dir;

	dir = debugfs_create_dir(edubus_kinds[unit->kind], unit->carrier->debugfs);
	debugfs_create_file("queue", 0400, dir, compute, &compute_queue_fops);
	debugfs_create_u32("polls", 0400, dir, &compute->polls);
	return devm_add_action_or_reset(&unit->dev, compute_remove_debugfs, dir);
}

static int compute_probe(struct edubus_device *unit)
{
	struct device *dev = &unit->dev;
	struct compute *compute;
	int ret;

	compute = devm_kzalloc(dev, sizeof(*compute), GFP_KERNEL);
	if (!compute)
		return -ENOMEM;

	compute->unit = unit;
	spin_lock_init(&compute->lock);
	compute->limit = EDUBUS_QUEUE;
	init_completion(&compute->computed_one);
	dev_set_drvdata(dev, compute);

	ret = devm_add_action_or_reset(dev, compute_forget, compute);
	if (ret)
		return ret;

	ret = compute_init_queue(dev, compute);
	if (ret)
		return dev_err_probe(dev, ret, "no queue\n");

	ret = compute_init_debugfs(unit, compute);
	if (ret)
		return ret;

	ret = edubus_add_file(unit, compute, &compute_fops);
	if (ret)
		return ret;

	atomic_inc(&edubus_bound);
	return 0;
}

static void compute_remove(struct edubus_device *unit)
{
	atomic_dec(&edubus_bound);
}

static struct edubus_driver compute_driver = {
	.driver = {
		.name = "edubus-compute",
		.owner = THIS_MODULE,
		.bus = &edubus_bus_type,
		.dev_groups = compute_groups,
	},
	.kind = EDUBUS_COMPUTE,
	.probe = compute_probe,
	.remove = compute_remove,
};

/* ---------------------------------------------------------------------------------------------
 * The unit that copies
 */

/* Nothing came back in time: whoever waits is told so. */
static void copy_watchdog(struct timer_list *timer)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
	struct copy *copy = timer_container_of(copy, timer, watchdog);
#else
	struct copy *copy = from_timer(copy, timer, watchdog);
#endif

	edubus_give_up(copy->unit->carrier);
	complete(&copy->unit->carrier->copied);
}

static void copy_count(struct copy *copy, u32 len, ktime_t start)
{
	s64 ms = ktime_ms_delta(ktime_get(), start);

	copy->transfers++;
	copy->bytes += len;
	copy->latency[min_t(int, ms ? ilog2(ms) + 1 : 0, EDUBUS_SLOTS - 1)]++;
}

static int copy_transfer(struct copy *copy, u64 source, u64 destination, u32 len, u64 command)
{
	struct edubus_carrier *carrier = copy->unit->carrier;
	ktime_t start = ktime_get();

	lockdep_assert_held(&copy->lock);
	if (READ_ONCE(carrier->dead))
		return -EIO;

	reinit_completion(&carrier->copied);
	mod_timer(&copy->watchdog, jiffies + msecs_to_jiffies(EDU_TIMEOUT_MS));
	writeq(source, carrier->regs + EDU_DMA_SOURCE);
	writeq(destination, carrier->regs + EDU_DMA_DESTINATION);
	writeq(len, carrier->regs + EDU_DMA_COUNT);
	writeq(command | EDU_DMA_START | EDU_DMA_IRQ, carrier->regs + EDU_DMA_COMMAND);
	wait_for_completion(&carrier->copied);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	timer_delete(&copy->watchdog);
#else
	del_timer(&copy->watchdog);
#endif
	if (READ_ONCE(carrier->dead))
		return -ETIMEDOUT;

	copy_count(copy, len, start);
	return 0;
}

static int copy_check_part(u32 offset, size_t len)
{
	return offset > EDU_BUFFER_SIZE || len > EDU_BUFFER_SIZE - offset ? -ERANGE : 0;
}

static int copy_from_unit(struct copy *copy, u32 offset, void __user *to, size_t len)
{
	struct device *dev = &copy->unit->carrier->pdev->dev;
	dma_addr_t address;
	int ret;

	ret = copy_check_part(offset, len);
	if (ret)
		return ret;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	address = dma_map_single(dev, copy->bounce, len, DMA_FROM_DEVICE);
	ret = dma_mapping_error(dev, address);
	if (ret)
		goto unlock;

	ret = copy_transfer(copy, EDU_BUFFER + offset, address, len, EDU_DMA_TO_MEMORY);
	dma_unmap_single(dev, address, len, DMA_FROM_DEVICE);
	if (ret)
		goto unlock;

	if (copy_to_user(to, copy->bounce, len))
		ret = -EFAULT;

unlock:
	mutex_unlock(&copy->lock);
	return ret;
}

static int copy_to_unit(struct copy *copy, u32 offset, const void __user *from, size_t len)
{
	struct device *dev = &copy->unit->carrier->pdev->dev;
	dma_addr_t address;
	int ret;

	ret = copy_check_part(offset, len);
	if (ret)
		return ret;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	if (copy_from_user(copy->bounce, from, len)) {
		ret = -EFAULT;
		goto unlock;
	}
	address = dma_map_single(dev, copy->bounce, len, DMA_TO_DEVICE);
	ret = dma_mapping_error(dev, address);
	if (ret)
		goto unlock;

	ret = copy_transfer(copy, address, EDU_BUFFER + offset, len, 0);
	dma_unmap_single(dev, address, len, DMA_TO_DEVICE);

unlock:
	mutex_unlock(&copy->lock);
	return ret;
}

static ssize_t copy_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	struct copy *copy = edubus_enter(file);
	ssize_t ret = 0;

	if (!copy)
		return -ENODEV;
	if (*pos >= EDU_BUFFER_SIZE || !len)
		goto leave;

	len = min_t(size_t, len, EDU_BUFFER_SIZE - *pos);
	ret = copy_from_unit(copy, *pos, to, len);
	if (ret)
		goto leave;

	*pos += len;
	ret = len;

leave:
	edubus_leave(file);
	return ret;
}

static ssize_t copy_write(struct file *file, const char __user *from, size_t len, loff_t *pos)
{
	struct copy *copy = edubus_enter(file);
	ssize_t ret = 0;

	if (!copy)
		return -ENODEV;
	if (!len)
		goto leave;
	if (*pos >= EDU_BUFFER_SIZE) {
		ret = -ENOSPC;
		goto leave;
	}

	len = min_t(size_t, len, EDU_BUFFER_SIZE - *pos);
	ret = copy_to_unit(copy, *pos, from, len);
	if (ret)
		goto leave;

	*pos += len;
	ret = len;

leave:
	edubus_leave(file);
	return ret;
}

static loff_t copy_llseek(struct file *file, loff_t offset, int whence)
{
	loff_t ret;

	if (!edubus_enter(file))
		return -ENODEV;

	ret = fixed_size_llseek(file, offset, whence, EDU_BUFFER_SIZE);
	edubus_leave(file);
	return ret;
}

static int copy_ioctl_fill(struct copy *copy, void __user *arg)
{
	struct edubus_fill fill;
	int ret;

	if (copy_from_user(&fill, arg, sizeof(fill)))
		return -EFAULT;
	if (!fill.len || memchr_inv(fill.reserved, 0, sizeof(fill.reserved)))
		return -EINVAL;

	ret = copy_check_part(fill.offset, fill.len);
	if (ret)
		return ret;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	memset(copy->window, fill.byte, fill.len);
	ret = copy_transfer(copy, copy->window_dma, EDU_BUFFER + fill.offset, fill.len, 0);
	mutex_unlock(&copy->lock);
	return ret;
}

static long copy_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct copy *copy = edubus_enter(file);
	void __user *user = (void __user *)arg;
	long ret;

	if (!copy)
		return -ENODEV;

	switch (cmd) {
	case EDUBUS_IOC_INFO:
		ret = edubus_ioctl_info(copy->unit, EDU_BUFFER_SIZE, 0, user);
		break;
	case EDUBUS_IOC_FILL:
		ret = copy_ioctl_fill(copy, user);
		break;
	default:
		ret = -ENOTTY;
	}

	edubus_leave(file);
	return ret;
}

static const struct file_operations copy_fops = {
	.owner = THIS_MODULE,
	.open = edubus_open,
	.llseek = copy_llseek,
	.read = copy_read,
	.write = copy_write,
	.unlocked_ioctl = copy_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/* The buffer as a file of sysfs, by the memory that the device always reaches. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
static ssize_t buffer_read(struct file *file, struct kobject *kobj,
			   const struct bin_attribute *attr, char *buf, loff_t offset, size_t len)
#else
static ssize_t buffer_read(struct file *file, struct kobject *kobj,
			   struct bin_attribute *attr, char *buf, loff_t offset, size_t len)
#endif
{
	struct copy *copy = dev_get_drvdata(kobj_to_dev(kobj));
	int ret;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	ret = copy_transfer(copy, EDU_BUFFER + offset, copy->window_dma, len, EDU_DMA_TO_MEMORY);
	if (!ret)
		memcpy(buf, copy->window, len);
	mutex_unlock(&copy->lock);
	return ret ? ret : len;
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
static ssize_t buffer_write(struct file *file, struct kobject *kobj,
			    const struct bin_attribute *attr, char *buf, loff_t offset, size_t len)
#else
static ssize_t buffer_write(struct file *file, struct kobject *kobj,
			    struct bin_attribute *attr, char *buf, loff_t offset, size_t len)
#endif
{
	struct copy *copy = dev_get_drvdata(kobj_to_dev(kobj));
	int ret;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	memcpy(copy->window, buf, len);
	ret = copy_transfer(copy, copy->window_dma, EDU_BUFFER + offset, len, 0);
	mutex_unlock(&copy->lock);
	return ret ? ret : len;
}
static BIN_ATTR_RW(buffer, EDU_BUFFER_SIZE);

static ssize_t label_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct copy *copy = dev_get_drvdata(dev);
	ssize_t ret;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	ret = sysfs_emit(buf, "%s\n", copy->label);
	mutex_unlock(&copy->lock);
	return ret;
}

static ssize_t label_store(struct device *dev, struct device_attribute *attr, const char *buf,
			   size_t count)
{
	struct copy *copy = dev_get_drvdata(dev);
	char label[sizeof(copy->label)];

	if (strscpy(label, buf, sizeof(label)) < 0)
		return -E2BIG;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	strscpy(copy->label, strim(label), sizeof(copy->label));
	mutex_unlock(&copy->lock);
	return count;
}
static DEVICE_ATTR_RW(label);

static ssize_t transfers_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct copy *copy = dev_get_drvdata(dev);
	u32 transfers;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	transfers = copy->transfers;
	mutex_unlock(&copy->lock);
	return sysfs_emit(buf, "%u\n", transfers);
}
static DEVICE_ATTR_RO(transfers);

static struct attribute *copy_attrs[] = {
	&dev_attr_label.attr,
	&dev_attr_transfers.attr,
	NULL
};

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)
static const struct bin_attribute *const copy_bin_attrs[] = {
#else
static struct bin_attribute *copy_bin_attrs[] = {
#endif
	&bin_attr_buffer,
	NULL
};

static const struct attribute_group copy_group = {
	.attrs = copy_attrs,
	.bin_attrs = copy_bin_attrs,
};
__ATTRIBUTE_GROUPS(copy);

static int copy_latency_show(struct seq_file *seq, void *unused)
{
	struct copy *copy = seq->private;
	unsigned int i;

	if (mutex_lock_interruptible(&copy->lock))
		return -ERESTARTSYS;

	seq_printf(seq, "%u transfers, %llu bytes\n", copy->transfers, copy->bytes);
	for (i = 0; i < EDUBUS_SLOTS; i++)
		if (copy->latency[i])
			seq_printf(seq, "below %u ms: %u\n", 1 << i, copy->latency[i]);
	mutex_unlock(&copy->lock);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(copy_latency);

static void copy_end_watchdog(void *data)
{
	struct copy *copy = data;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	timer_shutdown_sync(&copy->watchdog);
#else
	del_timer_sync(&copy->watchdog);
#endif
}

static void copy_remove_debugfs(void *data)
{
	debugfs_remove(data);
}

static int copy_init_debugfs(struct edubus_device *unit, struct copy *copy)
{
	struct dentry *dir;

	dir = debugfs_create_dir(edubus_kinds[unit->kind], unit->carrier->debugfs);
	debugfs_create_file("latency", 0400, dir, copy, &copy_latency_fops);
	return devm_add_action_or_reset(&unit->dev, copy_remove_debugfs, dir);
}

/* The memory is the carrier's as far as DMA is concerned, and the unit's as far as its life is. */
static void copy_free_window(void *data)
{
	struct copy *copy = data;

	dma_free_coherent(&copy->unit->carrier->pdev->dev, EDU_BUFFER_SIZE, copy->window,
			  copy->window_dma);
}

static int copy_init_memory(struct device *dev, struct copy *copy)
{
	copy->bounce = devm_kcalloc(dev, EDU_BUFFER_SIZE, 1, GFP_KERNEL);
	if (!copy->bounce)
		return -ENOMEM;

	copy->window = dma_alloc_coherent(&copy->unit->carrier->pdev->dev, EDU_BUFFER_SIZE,
					  &copy->window_dma, GFP_KERNEL);
	if (!copy->window)
		return -ENOMEM;

	return devm_add_action_or_reset(dev, copy_free_window, copy);
}

static int copy_probe(struct edubus_device *unit)
{
	struct device *dev = &unit->dev;
	struct copy *copy;
	int ret;

	copy = devm_kzalloc(dev, sizeof(*copy), GFP_KERNEL);
	if (!copy)
		return -ENOMEM;

	copy->unit = unit;
	mutex_init(&copy->lock);
	strscpy(copy->label, dev_name(dev), sizeof(copy->label));
	dev_set_drvdata(dev, copy);

	ret = copy_init_memory(dev, copy);
	if (ret)
		return ret;

	timer_setup(&copy->watchdog, copy_watchdog, 0);
	ret = devm_add_action_or_reset(dev, copy_end_watchdog, copy);
	if (ret)
		return ret;

	ret = copy_init_debugfs(unit, copy);
	if (ret)
		return ret;

	ret = edubus_add_file(unit, copy, &copy_fops);
	if (ret)
		return ret;

	atomic_inc(&edubus_bound);
	return 0;
}

static void copy_remove(struct edubus_device *unit)
{
	atomic_dec(&edubus_bound);
}

static struct edubus_driver copy_driver = {
	.driver = {
		.name = "edubus-copy",
		.owner = THIS_MODULE,
		.bus = &edubus_bus_type,
		.dev_groups = copy_groups,
	},
	.kind = EDUBUS_COPY,
	.probe = copy_probe,
	.remove = copy_remove,
};

/* ---------------------------------------------------------------------------------------------
 * The carrier
 */

static irqreturn_t carrier_irq(int irq, void *data)
{
	struct edubus_carrier *carrier = data;
	u32 status;

	status = readl(carrier->regs + EDU_IRQ_STATUS);
	if (!status)
		return IRQ_NONE;

	writel(status, carrier->regs + EDU_IRQ_ACK);
	carrier->interrupts++;
	if (status & EDU_IRQ_DMA)
		complete(&carrier->copied);
	return IRQ_HANDLED;
}

static int carrier_check_alive(struct edubus_carrier *carrier, u32 value)
{
	writel(value, carrier->regs + EDU_LIVENESS);
	return readl(carrier->regs + EDU_LIVENESS) == ~value ? 0 : -EIO;
}

static void carrier_heartbeat(struct work_struct *work)
{
	struct edubus_carrier *carrier = container_of(to_delayed_work(work), struct edubus_carrier,
						      heartbeat);

	if (READ_ONCE(carrier->dead))
		return;
	if (carrier_check_alive(carrier, carrier->beats)) {
		edubus_give_up(carrier);
		return;
	}
	WRITE_ONCE(carrier->beats, carrier->beats + 1);
	schedule_delayed_work(&carrier->heartbeat,
			      msecs_to_jiffies(READ_ONCE(carrier->period_ms)));
}

static ssize_t heartbeat_ms_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct edubus_carrier *carrier = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%u\n", READ_ONCE(carrier->period_ms));
}

static ssize_t heartbeat_ms_store(struct device *dev, struct device_attribute *attr,
				  const char *buf, size_t count)
{
	struct edubus_carrier *carrier = dev_get_drvdata(dev);
	unsigned int ms;
	int ret;

	ret = kstrtouint(buf, 0, &ms);
	if (ret)
		return ret;
	if (!ms)
		return -ERANGE;

	WRITE_ONCE(carrier->period_ms, ms);
	mod_delayed_work(system_power_efficient_wq, &carrier->heartbeat, msecs_to_jiffies(ms));
	return count;
}
static DEVICE_ATTR_RW(heartbeat_ms);

static ssize_t beats_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct edubus_carrier *carrier = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%u\n", READ_ONCE(carrier->beats));
}
static DEVICE_ATTR_RO(beats);

static ssize_t dead_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct edubus_carrier *carrier = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%u\n", READ_ONCE(carrier->dead));
}
static DEVICE_ATTR_RO(dead);

static struct attribute *carrier_attrs[] = {
	&dev_attr_heartbeat_ms.attr,
	&dev_attr_beats.attr,
	&dev_attr_dead.attr,
	NULL
};
ATTRIBUTE_GROUPS(carrier);

static int carrier_registers_show(struct seq_file *seq, void *unused)
{
	struct edubus_carrier *carrier = seq->private;
	u32 id = readl(carrier->regs + EDU_ID);
	u32 status = readl(carrier->regs + EDU_STATUS);

	seq_printf(seq, "version %u.%u\n", id >> 24, id >> 16 & 0xff);
	seq_printf(seq, "computing %u\n", !!(status & EDU_STATUS_COMPUTING));
	seq_printf(seq, "copying %u\n",
		   !!(readq(carrier->regs + EDU_DMA_COMMAND) & EDU_DMA_START));
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(carrier_registers);

/*
 * A request of a driver that was there before may still run, and write to memory that it had: so the
 * device may not reach memory before that has ended.
 */
static int carrier_settle(struct edubus_carrier *carrier)
{
	u64 command;
	u32 status;
	int ret;

	ret = readl_poll_timeout(carrier->regs + EDU_STATUS, status,
				 !(status & EDU_STATUS_COMPUTING),
				 EDU_POLL_US, EDU_TIMEOUT_MS * USEC_PER_MSEC);
	if (ret)
		return ret;

	ret = readq_poll_timeout(carrier->regs + EDU_DMA_COMMAND, command,
				 !(command & EDU_DMA_START),
				 EDU_POLL_US, EDU_TIMEOUT_MS * USEC_PER_MSEC);
	if (ret)
		return ret;

	writel(0, carrier->regs + EDU_STATUS);
	writel(readl(carrier->regs + EDU_IRQ_STATUS), carrier->regs + EDU_IRQ_ACK);
	return 0;
}

static void carrier_stop_dma(void *data)
{
	pci_clear_master(data);
}

static int carrier_init_dma(struct pci_dev *pdev)
{
	struct device *dev = &pdev->dev;
	int ret;

	if (dma_bits < 16 || dma_bits > 64)
		return dev_err_probe(dev, -EINVAL, "dma_bits must be 16 to 64: %u\n", dma_bits);

	ret = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(dma_bits));
	if (ret)
		return dev_err_probe(dev, ret, "no memory that the device can reach\n");

	ret = devm_add_action_or_reset(dev, carrier_stop_dma, pdev);
	if (ret)
		return ret;

	pci_set_master(pdev);
	return 0;
}

static void carrier_free_vectors(void *data)
{
	pci_free_irq_vectors(data);
}

static int carrier_init_irq(struct pci_dev *pdev, struct edubus_carrier *carrier)
{
	struct device *dev = &pdev->dev;
	int irq, ret;

	ret = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES);
	if (ret < 0)
		return dev_err_probe(dev, ret, "no interrupt\n");

	ret = devm_add_action_or_reset(dev, carrier_free_vectors, pdev);
	if (ret)
		return ret;

	irq = pci_irq_vector(pdev, 0);
	if (irq < 0)
		return irq;

	ret = devm_request_irq(dev, irq, carrier_irq, IRQF_SHARED, dev_name(dev), carrier);
	if (ret)
		return dev_err_probe(dev, ret, "cannot request interrupt %d\n", irq);
	return 0;
}

static void carrier_remove_debugfs(void *data)
{
	debugfs_remove(data);
}

static int carrier_init_debugfs(struct device *dev, struct edubus_carrier *carrier)
{
	carrier->debugfs = debugfs_create_dir(dev_name(dev), edubus_debugfs);
	debugfs_create_file("registers", 0400, carrier->debugfs, carrier, &carrier_registers_fops);
	debugfs_create_u32("interrupts", 0400, carrier->debugfs, &carrier->interrupts);
	return devm_add_action_or_reset(dev, carrier_remove_debugfs, carrier->debugfs);
}

static void carrier_end_heartbeat(void *data)
{
	struct edubus_carrier *carrier = data;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
	disable_delayed_work_sync(&carrier->heartbeat);
#else
	cancel_delayed_work_sync(&carrier->heartbeat);
#endif
}

static void carrier_free_number(void *data)
{
	ida_free(&edubus_carriers, (unsigned long)data);
}

static int carrier_init_number(struct device *dev, struct edubus_carrier *carrier)
{
	int number = ida_alloc(&edubus_carriers, GFP_KERNEL);

	if (number < 0)
		return number;

	carrier->number = number;
	return devm_add_action_or_reset(dev, carrier_free_number, (void *)(unsigned long)number);
}

static int carrier_init_regs(struct pci_dev *pdev, struct edubus_carrier *carrier)
{
	struct device *dev = &pdev->dev;
	u32 id;
	int ret;

	ret = pcim_enable_device(pdev);
	if (ret)
		return dev_err_probe(dev, ret, "cannot enable the device\n");

	ret = pcim_iomap_regions(pdev, BIT(0), dev_name(dev));
	if (ret)
		return dev_err_probe(dev, ret, "cannot map the registers\n");
	if (pci_resource_len(pdev, 0) < EDU_SIZE)
		return dev_err_probe(dev, -ENODEV, "too few registers\n");
	carrier->regs = pcim_iomap_table(pdev)[0];

	id = readl(carrier->regs + EDU_ID);
	if ((id & EDU_ID_MASK) != EDU_ID_VALUE)
		return dev_err_probe(dev, -ENODEV, "unknown device %#x\n", id);

	ret = carrier_check_alive(carrier, id);
	if (ret)
		return dev_err_probe(dev, ret, "not alive\n");

	ret = carrier_settle(carrier);
	if (ret)
		return dev_err_probe(dev, ret, "still busy\n");
	return 0;
}

static int carrier_probe(struct pci_dev *pdev, const struct pci_device_id *ids)
{
	struct device *dev = &pdev->dev;
	struct edubus_carrier *carrier;
	int ret;
	u32 i;

	carrier = devm_kzalloc(dev, sizeof(*carrier), GFP_KERNEL);
	if (!carrier)
		return -ENOMEM;

	carrier->pdev = pdev;
	carrier->period_ms = EDUBUS_HEARTBEAT_MS;
	init_completion(&carrier->copied);
	pci_set_drvdata(pdev, carrier);

	ret = carrier_init_number(dev, carrier);
	if (ret)
		return ret;

	ret = carrier_init_regs(pdev, carrier);
	if (ret)
		return ret;

	ret = carrier_init_dma(pdev);
	if (ret)
		return ret;

	ret = carrier_init_irq(pdev, carrier);
	if (ret)
		return ret;

	ret = carrier_init_debugfs(dev, carrier);
	if (ret)
		return ret;

	INIT_DELAYED_WORK(&carrier->heartbeat, carrier_heartbeat);
	ret = devm_add_action_or_reset(dev, carrier_end_heartbeat, carrier);
	if (ret)
		return ret;
	schedule_delayed_work(&carrier->heartbeat, 0);

	for (i = 0; i < ARRAY_SIZE(edubus_kinds); i++) {
		ret = edubus_add_unit(carrier, i);
		if (ret)
			return dev_err_probe(dev, ret, "no unit %s\n", edubus_kinds[i]);
	}
	return 0;
}

static const struct pci_device_id carrier_ids[] = {
	{ PCI_DEVICE(EDU_VENDOR_ID, EDU_DEVICE_ID) },
	{ }
};
MODULE_DEVICE_TABLE(pci, carrier_ids);

static struct pci_driver carrier_driver = {
	.name = "edubus-raw",
	.id_table = carrier_ids,
	.probe = carrier_probe,
	.dev_groups = carrier_groups,
};

/* ---------------------------------------------------------------------------------------------
 * The module
 */

static int edubus_init_class(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	edubus_class = class_create("edubus");
#else
	edubus_class = class_create(THIS_MODULE, "edubus");
#endif
	if (IS_ERR(edubus_class))
		return PTR_ERR(edubus_class);

	edubus_class->devnode = edubus_devnode;
	edubus_class->dev_uevent = edubus_file_uevent;
	return 0;
}

static int __init edubus_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&edubus_devt, 0, EDUBUS_MINORS, "edubus");
	if (ret)
		return ret;

	ret = edubus_init_class();
	if (ret)
		goto free_region;

	edubus_debugfs = debugfs_create_dir("edubus", NULL);
	ret = bus_register(&edubus_bus_type);
	if (ret)
		goto remove_debugfs;

	ret = driver_register(&compute_driver.driver);
	if (ret)
		goto unregister_bus;

	ret = driver_register(&copy_driver.driver);
	if (ret)
		goto unregister_compute;

	ret = pci_register_driver(&carrier_driver);
	if (ret)
		goto unregister_copy;

	return 0;

unregister_copy:
	driver_unregister(&copy_driver.driver);
unregister_compute:
	driver_unregister(&compute_driver.driver);
unregister_bus:
	bus_unregister(&edubus_bus_type);
remove_debugfs:
	debugfs_remove(edubus_debugfs);
	class_destroy(edubus_class);
free_region:
	unregister_chrdev_region(edubus_devt, EDUBUS_MINORS);
	return ret;
}
module_init(edubus_init);

static void __exit edubus_exit(void)
{
	pci_unregister_driver(&carrier_driver);
	driver_unregister(&copy_driver.driver);
	driver_unregister(&compute_driver.driver);
	bus_unregister(&edubus_bus_type);
	debugfs_remove(edubus_debugfs);
	class_destroy(edubus_class);
	unregister_chrdev_region(edubus_devt, EDUBUS_MINORS);
}
module_exit(edubus_exit);

MODULE_DESCRIPTION("QEMU's educational PCI device as a bus of units, kernel API");
MODULE_LICENSE("Dual MIT/GPL");
