// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * QEMU's educational PCI device (-device edu) as a bus of two units, with the generated headers:
 * compare raw.c.
 *
 * The PCI driver is the carrier: it has the registers and the interrupt, looks every so often whether
 * the device is alive, and puts its units on a bus of their own: one that computes factorials and one
 * that copies by DMA. Each has a driver on that bus, and a file in /dev/edubus: see edubus-uapi.h.
 *
 * A unit whose request is not done in time makes the device dead: it may not touch memory any more,
 * and does nothing until it is bound again.
 */
#include <linux/compat.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/sysfs.h>
#include <safe/core/bus.h>
#include <safe/core/register_poll.h>
#include <safe/linux/cdev.h>
#include <safe/linux/completion.h>
#include <safe/linux/debugfs.h>
#include <safe/linux/device.h>
#include <safe/linux/dma-mapping.h>
#include <safe/linux/eventfd.h>
#include <safe/linux/fs.h>
#include <safe/linux/hrtimer.h>
#include <safe/linux/idr.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/io.h>
#include <safe/linux/ioctl.h>
#include <safe/linux/kobject.h>
#include <safe/linux/ktime.h>
#include <safe/linux/mutex.h>
#include <safe/linux/pci.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/linux/string.h>
#include <safe/linux/timer.h>
#include <safe/linux/uaccess.h>
#include <safe/linux/wait.h>
#include <safe/linux/workqueue.h>
#include <safe/short.h>

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
struct edubus {
	struct safe_chrdev_region numbers;
	struct safe_class class;
	struct safe_debugfs_dir debugfs;
	struct safe_bus_registered bus;
	struct safe_driver_registered compute;
	struct safe_driver_registered copy;
	struct safe_pci_driver_registered carrier;
};
SAFE_DESTROY(struct edubus, numbers, class, debugfs, bus, compute, copy, carrier);

static struct edubus edubus;
static atomic_t edubus_bound = ATOMIC_INIT(0);
static DEFINE_IDA(edubus_carriers);
static DEFINE_IDA(edubus_minors);

/* Who waits for a result of any unit: it stays as long as a file is open, which a unit does not. */
static DECLARE_WAIT_QUEUE_HEAD(edubus_wait);

SAFE_USER_STRUCT(struct edubus_info, kind, version, capacity, used);
SAFE_USER_STRUCT(struct edubus_result, n, factorial, status, reserved);

SAFE_IO_REGION(edubus_regs, EDU_SIZE);

/* Those that have fields; the others are read and written by their offsets. */
SAFE_REGISTER(edubus_regs, edu_id, EDU_ID, u32, ro) {
	SAFE_FIELD(major, GENMASK(31, 24));
	SAFE_FIELD(minor, GENMASK(23, 16));
	SAFE_FIELD(device, EDU_ID_MASK);
};
SAFE_REGISTER(edubus_regs, edu_status, EDU_STATUS, u32, rw) {
	SAFE_FIELD(computing, EDU_STATUS_COMPUTING);
	SAFE_FIELD(irq, EDU_STATUS_IRQ);
};
SAFE_REGISTER(edubus_regs, edu_irq_status, EDU_IRQ_STATUS, u32, ro) {
	SAFE_FIELD(factorial, EDU_IRQ_FACTORIAL);
	SAFE_FIELD(dma, EDU_IRQ_DMA);
};
SAFE_REGISTER(edubus_regs, edu_dma_command, EDU_DMA_COMMAND, u64, rw) {
	SAFE_FIELD(start, EDU_DMA_START);
	SAFE_FIELD(to_memory, EDU_DMA_TO_MEMORY);
	SAFE_FIELD(irq, EDU_DMA_IRQ);
};

struct edubus_carrier {
	struct pci_dev *pdev;
	struct edubus_regs __iomem *regs;
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
 * What was asked and what came out, one after the other: numbers are added, computed and taken in
 * that order, and the counts of that run on.
 */
struct compute_ring {
	struct edubus_result results[EDUBUS_QUEUE];
	u32 added;
	u32 computed;
	u32 taken;
	u32 limit;
	struct safe_eventfd notify;
};
SAFE_LOCKED(compute_queue, struct compute_ring, spinlock);

struct compute {
	struct edubus_device *unit;
	struct compute_queue queue;
	struct workqueue_struct *workers;
	struct work_struct work;
	struct hrtimer poll;
	struct completion computed_one;
	u32 polls;
};

/* Who holds it has the unit. */
struct copy_state {
	struct safe_bytes bounce;	/* EDU_BUFFER_SIZE bytes, mapped for each transfer */
	struct safe_dma_mem window;	/* as many, which the device reaches always */
	char label[32];
	u32 transfers;
	u32 latency[EDUBUS_SLOTS];	/* how many took less than 2^i ms */
	u64 bytes;
};
SAFE_LOCKED(copy_engine, struct copy_state, mutex);

struct copy {
	struct edubus_device *unit;
	struct copy_engine engine;
	struct safe_dma_coherent window;
	struct timer_list watchdog;
};
SAFE_DESTROY(struct copy, window);

SAFE_DRVDATA(pci_driver, carrier_driver, struct edubus_carrier);
SAFE_DRVDATA(edubus_driver, compute_driver, struct compute);
SAFE_DRVDATA(edubus_driver, copy_driver, struct copy);
SAFE_OPS_REVOCABLE(compute_fops, SAFE_PRIVATE(compute_driver));
SAFE_OPS_REVOCABLE(copy_fops, SAFE_PRIVATE(copy_driver));

static const char *const edubus_kinds[] = {
	[EDUBUS_COMPUTE] = "compute",
	[EDUBUS_COPY] = "copy",
};

/* ---------------------------------------------------------------------------------------------
 * The bus
 */

static int edubus_match(const struct edubus_device *unit, const struct edubus_driver *driver)
{
	return unit->kind == driver->kind;
}

static int edubus_uevent(const struct edubus_device *unit, struct kobj_uevent_env *env)
{
	TRY(safe_add_uevent_var(env, "EDUBUS_KIND=%s", edubus_kinds[unit->kind]));
	TRY(safe_add_uevent_var(env, "EDUBUS_CARRIER=%u", unit->carrier->number));
	return 0;
}

static ssize_t bound_show(char *buf)
{
	return sysfs_emit(buf, "%d\n", atomic_read(&edubus_bound));
}
SAFE_BUS_ATTR_RO(bound);

static struct attribute *edubus_bus_attrs[] = {
	&bus_attr_bound.attr,
	NULL
};
ATTRIBUTE_GROUPS(edubus_bus);

static ssize_t kind_show(struct edubus_device *unit, char *buf)
{
	return sysfs_emit(buf, "%s\n", edubus_kinds[unit->kind]);
}
SAFE_BUS_DEVICE_ATTR_RO(edubus, kind);

static struct attribute *edubus_unit_attrs[] = {
	&dev_attr_kind.attr,
	NULL
};
ATTRIBUTE_GROUPS(edubus_unit);

SAFE_BUS(edubus, edubus_match, edubus_uevent,
	 .name = "edubus",
	 .bus_groups = edubus_bus_groups,
	 .dev_groups = edubus_unit_groups);

/* Puts a unit of the carrier on the bus, until the carrier is unbound. */
static int edubus_add_unit(struct edubus_carrier *carrier, u32 kind)
{
	owned(edubus_device, unit, safe_bus_device_new(edubus, &carrier->pdev->dev));

	borrow(unit)->kind = kind;
	borrow(unit)->carrier = carrier;
	TRY(safe_bus_device_add(edubus, move(unit), "%u.%s", carrier->number, edubus_kinds[kind]));
	return 0;
}

/* ---------------------------------------------------------------------------------------------
 * The class, and the files of the units
 */

static char *edubus_devnode(const struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0660;
	/* without a name from here the file would get another one, and be looked for here when it goes */
	return kasprintf(GFP_KERNEL | __GFP_NOFAIL, "edubus/%s", dev_name(dev));
}
SAFE_OP_PLAIN(edubus_class, class, devnode, edubus_devnode);

static int edubus_file_uevent(const struct device *dev, struct kobj_uevent_env *env)
{
	return safe_add_uevent_var(env, "EDUBUS_UNIT=%s", dev_name(dev->parent));
}
SAFE_OP_PLAIN(edubus_class, class, dev_uevent, edubus_file_uevent);

/* The number of a unit's file, until it is unbound. */
static struct safe_int_result edubus_minor(struct edubus_device *unit)
{
	return safe_devm_ida_alloc_max(&unit->dev, &edubus_minors, EDUBUS_MINORS - 1, GFP_KERNEL);
}

/* The last thing that a unit's probe does: a file for its data, with such operations. */
#define edubus_add_file(unit, data, fops)						\
	safe_devm_cdev_device_add(&(unit)->dev, data, fops, borrow(edubus.class),	\
				  borrow(edubus.numbers) + TRY(edubus_minor(unit)),	\
				  "%s", dev_name(&(unit)->dev))

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

static long edubus_ioctl_info(struct edubus_device *unit, u32 capacity, u32 used, unsigned long arg)
{
	struct edu_id id = safe_reg_read(unit->carrier->regs, edu_id);
	struct edubus_info info = {
		.kind = unit->kind,
		.version = safe_field_get(id, major) << 16 | safe_field_get(id, minor),
		.capacity = capacity,
		.used = used,
	};

	return safe_ioctl_put(EDUBUS_IOC_INFO, arg, &info);
}

/* ---------------------------------------------------------------------------------------------
 * The unit that computes
 */

static ktime_t compute_period(void)
{
	return ns_to_ktime((u64)max(READ_ONCE(poll_us), 1u) * NSEC_PER_USEC);
}

static enum hrtimer_restart compute_poll(struct compute *compute, SAFE_ATOMIC)
{
	struct edu_status status;

	compute->polls++;
	status = safe_reg_read(compute->unit->carrier->regs, edu_status);
	if (safe_field_get(status, computing)) {
		hrtimer_forward_now(&compute->poll, compute_period());
		return HRTIMER_RESTART;
	}
	complete(&compute->computed_one);
	return HRTIMER_NORESTART;
}
SAFE_HRTIMER(compute_poll, struct compute, poll);

static int compute_one(struct compute *compute, u32 n, u32 *factorial)
{
	struct edubus_carrier *carrier = compute->unit->carrier;
	struct safe_jiffies timeout = safe_jiffies_from_ms(safe_ms(EDU_TIMEOUT_MS));
	int ret;

	if (READ_ONCE(carrier->dead))
		return -EIO;

	reinit_completion(&compute->computed_one);
	safe_writel(n, carrier->regs, EDU_FACTORIAL);
	hrtimer_start(&compute->poll, compute_period(), HRTIMER_MODE_REL);
	ret = safe_wait_for_completion_timeout(&compute->computed_one, timeout);
	if (ret) {
		hrtimer_cancel(&compute->poll);
		edubus_give_up(carrier);
		return ret;
	}

	*factorial = safe_readl(carrier->regs, EDU_FACTORIAL);
	return 0;
}

/* The number whose turn it is, if there is one. */
static bool compute_next(struct compute *compute, u32 *n)
{
	bool more;

	safe_locked(compute_queue, ring, &compute->queue) {
		more = ring->computed != ring->added;
		*n = ring->results[ring->computed % EDUBUS_QUEUE].n;
	}
	return more;
}

static void compute_finish(struct compute *compute, u32 factorial, int status)
{
	safe_locked(compute_queue, ring, &compute->queue) {
		struct edubus_result *result = &ring->results[ring->computed++ % EDUBUS_QUEUE];

		result->factorial = factorial;
		result->status = status;
		if (borrow(ring->notify))
			safe_eventfd_signal(borrow(ring->notify));
	}
	wake_up_interruptible(&edubus_wait);
}

static void compute_work(struct compute *compute)
{
	u32 n, factorial;
	int status;

	while (compute_next(compute, &n)) {
		factorial = 0;
		status = compute_one(compute, n, &factorial);
		compute_finish(compute, factorial, status);
	}
}
SAFE_WORK(compute_work, struct compute, work);

static int compute_add(struct compute *compute, u32 n)
{
	if (n > EDU_MAX_N)
		return -EOVERFLOW;

	safe_locked(compute_queue, ring, &compute->queue) {
		if (ring->added - ring->taken >= ring->limit)
			return -EAGAIN;
		ring->results[ring->added++ % EDUBUS_QUEUE] = (struct edubus_result){ .n = n };
	}

	queue_work(compute->workers, &compute->work);
	return 0;
}

static ssize_t compute_write(struct compute *compute, struct file *file, const char __user *from,
			     size_t len, loff_t *pos)
{
	struct safe_user_reader numbers = safe_user_reader(safe_const_user_bytes(from, len));
	size_t done = 0;
	int ret = 0;
	u32 n;

	if (len % sizeof(n))
		return -EINVAL;

	for (; done < len; done += sizeof(n)) {
		ret = safe_user_read(&numbers, &n);
		if (ret)
			break;
		ret = compute_add(compute, n);
		if (ret)
			break;
	}
	return done ? done : ret;
}
SAFE_OP(compute_fops, file_operations, write, compute_write);

/* The oldest result; -EAGAIN if it is still to come, -ENODATA if there is none to come. */
static int compute_take(struct compute *compute, struct edubus_result *result)
{
	safe_locked(compute_queue, ring, &compute->queue) {
		if (ring->taken == ring->added)
			return -ENODATA;
		if (ring->taken == ring->computed)
			return -EAGAIN;
		*result = ring->results[ring->taken++ % EDUBUS_QUEUE];
	}
	return 0;
}

static int compute_await(struct compute *compute, struct edubus_result *result, bool nonblock)
{
	int ret;

	if (nonblock)
		return compute_take(compute, result);

	TRY(safe_wait_event_interruptible(edubus_wait,
					  (ret = compute_take(compute, result)) != -EAGAIN));
	return ret;
}

static ssize_t compute_read(struct compute *compute, struct file *file, char __user *to, size_t len,
			    loff_t *pos)
{
	struct safe_user_writer results = safe_user_writer(safe_user_bytes(to, len));
	struct edubus_result result;
	size_t done = 0;
	int ret = 0;

	/* It waits for the first one only. */
	while (len - done >= sizeof(result)) {
		ret = compute_await(compute, &result, done || file->f_flags & O_NONBLOCK);
		if (ret)
			break;
		ret = safe_user_write(&results, &result);
		if (ret)
			break;
		done += sizeof(result);
	}

	if (ret == -ENODATA)
		ret = 0;
	return done ? done : ret;
}
SAFE_OP(compute_fops, file_operations, read, compute_read);

static __poll_t compute_poll_file(struct compute *compute, struct file *file, poll_table *table)
{
	__poll_t events = 0;

	poll_wait(file, &edubus_wait, table);
	safe_locked(compute_queue, ring, &compute->queue) {
		if (ring->taken != ring->computed)
			events |= EPOLLIN | EPOLLRDNORM;
		if (ring->added - ring->taken < ring->limit)
			events |= EPOLLOUT | EPOLLWRNORM;
	}
	return events;
}
SAFE_OP(compute_fops, file_operations, poll, compute_poll_file);

static long compute_ioctl_notify(struct compute *compute, unsigned long arg)
{
	SAFE_OWNER(eventfd, notify);
	SAFE_OWNER(eventfd, old);
	int fd;

	TRY(safe_ioctl_get(EDUBUS_IOC_NOTIFY, arg, &fd));
	if (fd >= 0)
		TRY(safe_open(&notify, safe_eventfd_ctx_fdget(fd)));

	safe_locked(compute_queue, ring, &compute->queue) {
		old = move(ring->notify);
		ring->notify = move(notify);
	}
	return 0;
}

static long compute_ioctl(struct compute *compute, struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	u32 used, limit;

	switch (cmd) {
	case EDUBUS_IOC_INFO:
		safe_locked(compute_queue, ring, &compute->queue) {
			used = ring->added - ring->taken;
			limit = ring->limit;
		}
		return edubus_ioctl_info(compute->unit, limit, used, arg);
	case EDUBUS_IOC_NOTIFY:
		return compute_ioctl_notify(compute, arg);
	default:
		return -ENOTTY;
	}
}
SAFE_OP(compute_fops, file_operations, unlocked_ioctl, compute_ioctl);

SAFE_CDEV_FOPS(compute_fops,
	       .read = safe_op(compute_fops, compute_read),
	       .write = safe_op(compute_fops, compute_write),
	       .poll = safe_op(compute_fops, compute_poll_file),
	       .unlocked_ioctl = safe_op(compute_fops, compute_ioctl),
	       .compat_ioctl = compat_ptr_ioctl);

static ssize_t limit_show(struct compute *compute, char *buf)
{
	u32 limit;

	safe_locked(compute_queue, ring, &compute->queue)
		limit = ring->limit;
	return sysfs_emit(buf, "%u\n", limit);
}

static ssize_t limit_store(struct compute *compute, const char *buf, size_t count)
{
	u32 limit;

	TRY(kstrtou32(buf, 0, &limit));
	if (!limit || limit > EDUBUS_QUEUE)
		return -ERANGE;

	safe_locked(compute_queue, ring, &compute->queue)
		ring->limit = limit;
	return count;
}
SAFE_DEVICE_ATTR_RW(limit, compute_driver);

static ssize_t jobs_show(struct compute *compute, char *buf)
{
	u32 jobs;

	safe_locked(compute_queue, ring, &compute->queue)
		jobs = ring->computed;
	return sysfs_emit(buf, "%u\n", jobs);
}
SAFE_DEVICE_ATTR_RO(jobs, compute_driver);

static struct attribute *compute_attrs[] = {
	&dev_attr_limit.attr,
	&dev_attr_jobs.attr,
	NULL
};
ATTRIBUTE_GROUPS(compute);

static int compute_queue_show(struct compute *compute, struct seq_file *seq)
{
	safe_locked(compute_queue, ring, &compute->queue) {
		seq_printf(seq, "%u of %u\n", ring->added - ring->taken, ring->limit);
		for (u32 i = ring->taken; i != ring->added; i++) {
			const struct edubus_result *result = &ring->results[i % EDUBUS_QUEUE];

			if ((s32)(i - ring->computed) >= 0)
				seq_printf(seq, "%u! to be done\n", result->n);
			else
				seq_printf(seq, "%u! = %u (%d)\n", result->n, result->factorial,
					   result->status);
		}
	}
	return 0;
}
SAFE_SHOW_ATTRIBUTE(compute_queue_show, struct compute *);

/* When nobody can ask to be told any more. */
static void compute_forget(struct compute *compute)
{
	SAFE_OWNER(eventfd, notify);

	safe_locked(compute_queue, ring, &compute->queue)
		notify = move(ring->notify);
}
SAFE_DEVM_ACTION(compute_forget, struct compute *);

static int compute_init_queue(struct device *dev, struct compute *compute)
{
	/* The processor that asks works it off. */
	owned(workqueue, workers, safe_alloc_workqueue("edubus-%s", WQ_MEM_RECLAIM, 1, dev_name(dev)));

	compute->workers = borrow(workers);
	TRY(safe_workqueue_bind(dev, move(workers)));
	TRY(safe_devm_hrtimer_setup(dev, compute, compute_poll, CLOCK_MONOTONIC, HRTIMER_MODE_REL));
	return safe_devm_INIT_WORK(dev, compute, compute_work);
}

static int compute_init_debugfs(struct edubus_device *unit, struct compute *compute)
{
	struct dentry *dir;

	TRY(safe_devm_debugfs_create_dir(&unit->dev, &dir, edubus_kinds[unit->kind],
					 unit->carrier->debugfs));
	safe_debugfs_create_file("queue", 0400, dir, compute_queue_show, compute);
	debugfs_create_u32("polls", 0400, dir, &compute->polls);
	return 0;
}

static int compute_probe(struct edubus_device *unit, struct compute *compute)
{
	struct device *dev = &unit->dev;

	compute->unit = unit;
	init_completion(&compute->computed_one);
	safe_locked_init(&compute->queue);
	safe_locked(compute_queue, ring, &compute->queue)
		ring->limit = EDUBUS_QUEUE;

	TRY(safe_devm_add_action_or_reset(dev, compute_forget, compute));
	TRY_PROBE(dev, compute_init_queue(dev, compute), "no queue");
	TRY(compute_init_debugfs(unit, compute));
	TRY(edubus_add_file(unit, compute, compute_fops));
	atomic_inc(&edubus_bound);
	return 0;
}

static void compute_remove(struct edubus_device *unit, struct compute *compute)
{
	atomic_dec(&edubus_bound);
}

SAFE_BUS_DRIVER(edubus, compute_driver, struct compute, compute_probe, compute_remove,
		.driver.name = "edubus-compute",
		.driver.dev_groups = compute_groups,
		.kind = EDUBUS_COMPUTE);

/* ---------------------------------------------------------------------------------------------
 * The unit that copies
 */

/* Nothing came back in time: whoever waits is told so. */
static void copy_watchdog(struct copy *copy, SAFE_ATOMIC)
{
	edubus_give_up(copy->unit->carrier);
	complete(&copy->unit->carrier->copied);
}
SAFE_TIMER(copy_watchdog, struct copy, watchdog);

static void copy_count(struct copy_state *state, u32 len, struct safe_ktime_mono start)
{
	s64 ms = div_s64(safe_ktime_sub(safe_ktime_get(), start).value, NSEC_PER_MSEC);

	state->transfers++;
	state->bytes += len;
	state->latency[min_t(int, ms ? ilog2(ms) + 1 : 0, EDUBUS_SLOTS - 1)]++;
}

static int copy_transfer(struct copy *copy, struct copy_state *state, u64 source, u64 destination,
			 u32 len, struct edu_dma_command command)
{
	struct safe_jiffies timeout = safe_jiffies_from_ms(safe_ms(EDU_TIMEOUT_MS));
	struct edubus_carrier *carrier = copy->unit->carrier;
	struct safe_ktime_mono start = safe_ktime_get();

	if (READ_ONCE(carrier->dead))
		return -EIO;

	reinit_completion(&carrier->copied);
	mod_timer(&copy->watchdog, jiffies + timeout.value);
	safe_writeq(source, carrier->regs, EDU_DMA_SOURCE);
	safe_writeq(destination, carrier->regs, EDU_DMA_DESTINATION);
	safe_writeq(len, carrier->regs, EDU_DMA_COUNT);
	safe_reg_write(carrier->regs, command);
	safe_wait_for_completion(&carrier->copied);
	safe_timer_delete(&copy->watchdog);
	if (READ_ONCE(carrier->dead))
		return -ETIMEDOUT;

	copy_count(state, len, start);
	return 0;
}

static int copy_check_part(u32 offset, size_t len)
{
	return offset > EDU_BUFFER_SIZE || len > EDU_BUFFER_SIZE - offset ? -ERANGE : 0;
}

static int copy_from_unit(struct copy *copy, u32 offset, struct safe_user_bytes to)
{
	struct device *dev = &copy->unit->carrier->pdev->dev;
	struct safe_bytes part;

	TRY(copy_check_part(offset, to.len));
	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine) {
		TRY(safe_part(&part, state->bounce, 0, to.len));

		owned(dma_from_device, map, safe_dma_map_single(dev, part, DMA_FROM_DEVICE));
		TRY(copy_transfer(copy, state, EDU_BUFFER + offset, borrow(map).value, part.len,
				  safe_fields(edu_dma_command, start, 1, irq, 1, to_memory, 1)));
		safe_dma_unmap_single(move(map));
		TRY(safe_copy_to_user_bytes(to, safe_bytes_to_read(part)));
	}
	return 0;
}

static int copy_to_unit(struct copy *copy, u32 offset, struct safe_const_user_bytes from)
{
	struct device *dev = &copy->unit->carrier->pdev->dev;
	struct safe_bytes part;

	TRY(copy_check_part(offset, from.len));
	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine) {
		TRY(safe_part(&part, state->bounce, 0, from.len));
		TRY(safe_copy_from_user_bytes(part, from));

		owned(dma_to_device, map, safe_dma_map_single(dev, part, DMA_TO_DEVICE));
		TRY(copy_transfer(copy, state, borrow(map).value, EDU_BUFFER + offset, part.len,
				  safe_fields(edu_dma_command, start, 1, irq, 1)));
	}
	return 0;
}

static ssize_t copy_read(struct copy *copy, struct file *file, char __user *to, size_t len,
			 loff_t *pos)
{
	if (*pos >= EDU_BUFFER_SIZE || !len)
		return 0;

	len = min_t(size_t, len, EDU_BUFFER_SIZE - *pos);
	TRY(copy_from_unit(copy, *pos, safe_user_bytes(to, len)));
	*pos += len;
	return len;
}
SAFE_OP(copy_fops, file_operations, read, copy_read);

static ssize_t copy_write(struct copy *copy, struct file *file, const char __user *from, size_t len,
			  loff_t *pos)
{
	if (!len)
		return 0;
	if (*pos >= EDU_BUFFER_SIZE)
		return -ENOSPC;

	len = min_t(size_t, len, EDU_BUFFER_SIZE - *pos);
	TRY(copy_to_unit(copy, *pos, safe_const_user_bytes(from, len)));
	*pos += len;
	return len;
}
SAFE_OP(copy_fops, file_operations, write, copy_write);

static loff_t copy_llseek(struct copy *copy, struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, EDU_BUFFER_SIZE);
}
SAFE_OP(copy_fops, file_operations, llseek, copy_llseek);

static int copy_ioctl_fill(struct copy *copy, unsigned long arg)
{
	struct edubus_fill fill;
	struct safe_dma_mem part;

	TRY(safe_ioctl_get(EDUBUS_IOC_FILL, arg, &fill));
	if (!fill.len || memchr_inv(fill.reserved, 0, sizeof(fill.reserved)))
		return -EINVAL;

	TRY(copy_check_part(fill.offset, fill.len));
	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine) {
		TRY(safe_dma_part(&part, state->window, 0, fill.len));
		safe_memset(safe_dma_bytes(part), fill.byte);
		TRY(copy_transfer(copy, state, part.dma.value, EDU_BUFFER + fill.offset, part.len,
				  safe_fields(edu_dma_command, start, 1, irq, 1)));
	}
	return 0;
}

static long copy_ioctl(struct copy *copy, struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case EDUBUS_IOC_INFO:
		return edubus_ioctl_info(copy->unit, EDU_BUFFER_SIZE, 0, arg);
	case EDUBUS_IOC_FILL:
		return copy_ioctl_fill(copy, arg);
	default:
		return -ENOTTY;
	}
}
SAFE_OP(copy_fops, file_operations, unlocked_ioctl, copy_ioctl);

SAFE_CDEV_FOPS(copy_fops,
	       .llseek = safe_op(copy_fops, copy_llseek),
	       .read = safe_op(copy_fops, copy_read),
	       .write = safe_op(copy_fops, copy_write),
	       .unlocked_ioctl = safe_op(copy_fops, copy_ioctl),
	       .compat_ioctl = compat_ptr_ioctl);

/* The buffer as a file of sysfs, by the memory that the device always reaches. */
static ssize_t buffer_read(struct copy *copy, struct safe_bytes to, loff_t offset)
{
	struct safe_dma_mem part;

	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine) {
		TRY(safe_dma_part(&part, state->window, 0, to.len));
		TRY(copy_transfer(copy, state, EDU_BUFFER + offset, part.dma.value, part.len,
				  safe_fields(edu_dma_command, start, 1, irq, 1, to_memory, 1)));
		TRY(safe_memcpy(to, safe_bytes_to_read(safe_dma_bytes(part))));
	}
	return to.len;
}

static ssize_t buffer_write(struct copy *copy, struct safe_const_bytes from, loff_t offset)
{
	struct safe_dma_mem part;

	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine) {
		TRY(safe_dma_part(&part, state->window, 0, from.len));
		TRY(safe_memcpy(safe_dma_bytes(part), from));
		TRY(copy_transfer(copy, state, part.dma.value, EDU_BUFFER + offset, part.len,
				  safe_fields(edu_dma_command, start, 1, irq, 1)));
	}
	return from.len;
}
SAFE_DEVICE_BIN_ATTR_RW(buffer, copy_driver, EDU_BUFFER_SIZE);

static ssize_t label_show(struct copy *copy, char *buf)
{
	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine)
		return sysfs_emit(buf, "%s\n", state->label);
}

static ssize_t label_store(struct copy *copy, const char *buf, size_t count)
{
	char label[sizeof_field(struct copy_state, label)];

	TRY(safe_strscpy(label, buf));
	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine)
		safe_strscpy_truncate(state->label, strim(label));
	return count;
}
SAFE_DEVICE_ATTR_RW(label, copy_driver);

static ssize_t transfers_show(struct copy *copy, char *buf)
{
	u32 transfers;

	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine)
		transfers = state->transfers;
	return sysfs_emit(buf, "%u\n", transfers);
}
SAFE_DEVICE_ATTR_RO(transfers, copy_driver);

static struct attribute *copy_attrs[] = {
	&dev_attr_label.attr,
	&dev_attr_transfers.attr,
	NULL
};
SAFE_BIN_ATTRS(copy_bin_attrs, &bin_attr_buffer);

static const struct attribute_group copy_group = {
	.attrs = copy_attrs,
	.bin_attrs = copy_bin_attrs,
};
__ATTRIBUTE_GROUPS(copy);

static int copy_latency_show(struct copy *copy, struct seq_file *seq)
{
	unsigned int i;

	safe_locked_or(copy_engine, mutex_intr, return -ERESTARTSYS, state, &copy->engine) {
		seq_printf(seq, "%u transfers, %llu bytes\n", state->transfers, state->bytes);
		for (i = 0; i < EDUBUS_SLOTS; i++)
			if (state->latency[i])
				seq_printf(seq, "below %u ms: %u\n", 1 << i, state->latency[i]);
	}
	return 0;
}
SAFE_SHOW_ATTRIBUTE(copy_latency_show, struct copy *);

static int copy_init_debugfs(struct edubus_device *unit, struct copy *copy)
{
	struct dentry *dir;

	TRY(safe_devm_debugfs_create_dir(&unit->dev, &dir, edubus_kinds[unit->kind],
					 unit->carrier->debugfs));
	safe_debugfs_create_file("latency", 0400, dir, copy_latency_show, copy);
	return 0;
}

/* The memory is the carrier's as far as DMA is concerned, and the unit's as far as its life is. */
static int copy_init_memory(struct device *dev, struct copy *copy)
{
	struct safe_u8_slice bounce;

	TRY(safe_devm_kcalloc_slice(dev, &bounce, EDU_BUFFER_SIZE, GFP_KERNEL));
	TRY(safe_open(&copy->window, safe_dma_alloc_coherent(&copy->unit->carrier->pdev->dev,
							     EDU_BUFFER_SIZE, GFP_KERNEL)));
	safe_locked(copy_engine, state, &copy->engine) {
		state->bounce = safe_bytes(bounce.ptr, bounce.len);
		state->window = borrow(copy->window);
		safe_strscpy_truncate(state->label, dev_name(dev));
	}
	return 0;
}

static int copy_probe(struct edubus_device *unit, struct copy *copy)
{
	struct device *dev = &unit->dev;

	copy->unit = unit;
	safe_locked_init(&copy->engine);
	TRY(copy_init_memory(dev, copy));
	TRY(safe_devm_timer_setup(dev, copy, copy_watchdog, 0));
	TRY(copy_init_debugfs(unit, copy));
	TRY(edubus_add_file(unit, copy, copy_fops));
	atomic_inc(&edubus_bound);
	return 0;
}

static void copy_remove(struct edubus_device *unit, struct copy *copy)
{
	atomic_dec(&edubus_bound);
}

SAFE_BUS_DRIVER(edubus, copy_driver, struct copy, copy_probe, copy_remove,
		.driver.name = "edubus-copy",
		.driver.dev_groups = copy_groups,
		.kind = EDUBUS_COPY);

/* ---------------------------------------------------------------------------------------------
 * The carrier
 */

static irqreturn_t carrier_irq(struct edubus_carrier *carrier, SAFE_ATOMIC)
{
	struct edu_irq_status status = safe_reg_read(carrier->regs, edu_irq_status);

	if (!status.value)
		return IRQ_NONE;

	safe_writel(status.value, carrier->regs, EDU_IRQ_ACK);
	carrier->interrupts++;
	if (safe_field_get(status, dma))
		complete(&carrier->copied);
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(carrier_irq, struct edubus_carrier *);

static int carrier_check_alive(struct edubus_carrier *carrier, u32 value)
{
	safe_writel(value, carrier->regs, EDU_LIVENESS);
	return safe_readl(carrier->regs, EDU_LIVENESS) == ~value ? 0 : -EIO;
}

static void carrier_heartbeat(struct edubus_carrier *carrier)
{
	if (READ_ONCE(carrier->dead))
		return;
	if (carrier_check_alive(carrier, carrier->beats)) {
		edubus_give_up(carrier);
		return;
	}
	WRITE_ONCE(carrier->beats, carrier->beats + 1);
	safe_schedule_delayed_work(&carrier->heartbeat,
				   safe_jiffies_from_ms(safe_ms(READ_ONCE(carrier->period_ms))));
}
SAFE_DELAYED_WORK(carrier_heartbeat, struct edubus_carrier, heartbeat);

static ssize_t heartbeat_ms_show(struct edubus_carrier *carrier, char *buf)
{
	return sysfs_emit(buf, "%u\n", READ_ONCE(carrier->period_ms));
}

static ssize_t heartbeat_ms_store(struct edubus_carrier *carrier, const char *buf, size_t count)
{
	unsigned int ms;

	TRY(kstrtouint(buf, 0, &ms));
	if (!ms)
		return -ERANGE;

	WRITE_ONCE(carrier->period_ms, ms);
	safe_mod_delayed_work(system_power_efficient_wq, &carrier->heartbeat,
			      safe_jiffies_from_ms(safe_ms(ms)));
	return count;
}
SAFE_DEVICE_ATTR_RW(heartbeat_ms, carrier_driver);

static ssize_t beats_show(struct edubus_carrier *carrier, char *buf)
{
	return sysfs_emit(buf, "%u\n", READ_ONCE(carrier->beats));
}
SAFE_DEVICE_ATTR_RO(beats, carrier_driver);

static ssize_t dead_show(struct edubus_carrier *carrier, char *buf)
{
	return sysfs_emit(buf, "%u\n", READ_ONCE(carrier->dead));
}
SAFE_DEVICE_ATTR_RO(dead, carrier_driver);

static struct attribute *carrier_attrs[] = {
	&dev_attr_heartbeat_ms.attr,
	&dev_attr_beats.attr,
	&dev_attr_dead.attr,
	NULL
};
ATTRIBUTE_GROUPS(carrier);

static int carrier_registers_show(struct edubus_carrier *carrier, struct seq_file *seq)
{
	struct edu_id id = safe_reg_read(carrier->regs, edu_id);
	struct edu_status status = safe_reg_read(carrier->regs, edu_status);
	struct edu_dma_command command;

	seq_printf(seq, "version %u.%u\n", safe_field_get(id, major), safe_field_get(id, minor));
	seq_printf(seq, "computing %u\n", safe_field_get(status, computing));
	command = safe_reg_read(carrier->regs, edu_dma_command);
	seq_printf(seq, "copying %u\n", (u32)safe_field_get(command, start));
	return 0;
}
SAFE_SHOW_ATTRIBUTE(carrier_registers_show, struct edubus_carrier *);

/*
 * A request of a driver that was there before may still run, and write to memory that it had: so the
 * device may not reach memory before that has ended.
 */
static int carrier_settle(struct edubus_carrier *carrier)
{
	struct safe_us pause = safe_us(EDU_POLL_US), limit = safe_us(EDU_TIMEOUT_MS * USEC_PER_MSEC);

	TRY(safe_field_poll_timeout(carrier->regs, edu_status, computing, 0, pause, limit));
	TRY(safe_field_poll_timeout(carrier->regs, edu_dma_command, start, 0, pause, limit));
	safe_reg_write(carrier->regs, safe_fields(edu_status, irq, 0));
	safe_writel(safe_reg_read(carrier->regs, edu_irq_status).value, carrier->regs, EDU_IRQ_ACK);
	return 0;
}

static int carrier_init_dma(struct pci_dev *pdev)
{
	struct device *dev = &pdev->dev;

	if (dma_bits < 16 || dma_bits > 64)
		return dev_err_probe(dev, -EINVAL, "dma_bits must be 16 to 64: %u\n", dma_bits);

	TRY_PROBE(dev, safe_dma_set_mask_and_coherent(dev, DMA_BIT_MASK(dma_bits)),
		  "no memory that the device can reach");
	TRY(safe_devm_pci_set_master(dev, pdev));
	return 0;
}

static int carrier_init_irq(struct pci_dev *pdev, struct edubus_carrier *carrier)
{
	struct device *dev = &pdev->dev;
	int irq;

	TRY_PROBE(dev, safe_devm_pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES),
		  "no interrupt");
	irq = TRY(safe_pci_irq_vector(pdev, 0));
	TRY_PROBE(dev, safe_devm_request_irq(dev, irq, carrier_irq, carrier, IRQF_SHARED,
					     dev_name(dev)),
		  "cannot request interrupt %d", irq);
	return 0;
}

static int carrier_init_debugfs(struct device *dev, struct edubus_carrier *carrier)
{
	TRY(safe_devm_debugfs_create_dir(dev, &carrier->debugfs, dev_name(dev),
					 borrow(edubus.debugfs)));
	safe_debugfs_create_file("registers", 0400, carrier->debugfs, carrier_registers_show, carrier);
	debugfs_create_u32("interrupts", 0400, carrier->debugfs, &carrier->interrupts);
	return 0;
}

static int carrier_init_regs(struct pci_dev *pdev, struct edubus_carrier *carrier)
{
	struct device *dev = &pdev->dev;
	struct edu_id id;

	TRY_PROBE(dev, safe_pcim_enable_device(pdev), "cannot enable the device");
	carrier->regs = TRY_PROBE(dev, safe_devm_iomap_bar(pdev, 0, struct edubus_regs),
				  "cannot map the registers");

	id = safe_reg_read(carrier->regs, edu_id);
	if (safe_field_get(id, device) != EDU_ID_VALUE)
		return dev_err_probe(dev, -ENODEV, "unknown device %#x\n", id.value);

	TRY_PROBE(dev, carrier_check_alive(carrier, id.value), "not alive");
	TRY_PROBE(dev, carrier_settle(carrier), "still busy");
	return 0;
}

static int carrier_probe(struct pci_dev *pdev, struct edubus_carrier *carrier)
{
	struct device *dev = &pdev->dev;
	u32 i;

	carrier->pdev = pdev;
	carrier->period_ms = EDUBUS_HEARTBEAT_MS;
	init_completion(&carrier->copied);

	carrier->number = TRY(safe_devm_ida_alloc(dev, &edubus_carriers, GFP_KERNEL));
	TRY(carrier_init_regs(pdev, carrier));
	TRY(carrier_init_dma(pdev));
	TRY(carrier_init_irq(pdev, carrier));
	TRY(carrier_init_debugfs(dev, carrier));
	TRY(safe_devm_INIT_DELAYED_WORK(dev, carrier, carrier_heartbeat));
	safe_schedule_delayed_work(&carrier->heartbeat, safe_jiffies(0));

	for (i = 0; i < ARRAY_SIZE(edubus_kinds); i++)
		TRY_PROBE(dev, edubus_add_unit(carrier, i), "no unit %s", edubus_kinds[i]);
	return 0;
}

static const struct pci_device_id carrier_ids[] = {
	{ PCI_DEVICE(EDU_VENDOR_ID, EDU_DEVICE_ID) },
	{ }
};
MODULE_DEVICE_TABLE(pci, carrier_ids);

SAFE_PCI_DRIVER_STRUCT(carrier_driver, struct edubus_carrier, carrier_probe, NULL,
		       .id_table = carrier_ids,
		       .dev_groups = carrier_groups);

/* ---------------------------------------------------------------------------------------------
 * The module
 */

static int edubus_init_class(struct edubus *self)
{
	TRY(safe_open(&self->class, safe_class_create("edubus")));
	borrow(self->class)->devnode = safe_op(edubus_class, edubus_devnode);
	borrow(self->class)->dev_uevent = safe_op(edubus_class, edubus_file_uevent);
	return 0;
}

static int edubus_register(struct edubus *self)
{
	TRY(safe_open(&self->numbers, safe_alloc_chrdev_region(0, EDUBUS_MINORS, "edubus")));
	TRY(edubus_init_class(self));
	TRY(safe_open(&self->debugfs, safe_debugfs_create_dir("edubus", NULL)));
	TRY(safe_open(&self->bus, safe_bus_register(&edubus_bus_type)));
	TRY(safe_open(&self->compute, safe_driver_register(&compute_driver.driver)));
	TRY(safe_open(&self->copy, safe_driver_register(&copy_driver.driver)));
	TRY(safe_open(&self->carrier, safe_pci_register_driver(&carrier_driver)));
	return 0;
}

static int __init edubus_init(void)
{
	int ret = edubus_register(&edubus);

	if (ret)
		safe_destroy_edubus(&edubus);
	return ret;
}
module_init(edubus_init);

static void __exit edubus_exit(void)
{
	safe_destroy_edubus(&edubus);
}
module_exit(edubus_exit);

MODULE_DESCRIPTION("QEMU's educational PCI device as a bus of units, generated headers");
MODULE_LICENSE("Dual MIT/GPL");
