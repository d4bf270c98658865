// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * QEMU's educational PCI device (-device edu), with the kernel's own API: compare edu.c.
 *
 * /dev/eduN reads and writes the device's buffer by DMA, and computes factorials: see edu-uapi.h.
 * Both units of the device do one request at a time and end it with an interrupt (MSI). A request
 * whose wait was interrupted by a signal goes on; the next one waits for it first. If the device does
 * not answer, it may not touch memory any more, and is dead until it is bound again.
 */
#include <linux/atomic.h>
#include <linux/compat.h>
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/kref.h>
#include <linux/lockdep.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>

#include "edu-regs.h"
#include "edu-uapi.h"

static unsigned int dma_bits = EDU_DMA_BITS;
module_param(dma_bits, uint, 0444);
MODULE_PARM_DESC(dma_bits, "Bits of the addresses that the device reaches");

static DEFINE_IDA(edu_ida);

struct edu_computing {
	struct mutex lock;	/* one request at a time; and the members */
	bool pending;		/* a request was begun and its end not seen */
	u32 result;		/* of the last one */
};

struct edu_transfer {
	struct mutex lock;
	bool pending;
	u8 *buffer;		/* EDU_BUFFER_SIZE bytes */
	dma_addr_t address;
};

struct edu {
	struct pci_dev *pdev;
	void __iomem *regs;
	bool dead;
	struct completion factorial_done;
	struct completion dma_done;
	struct edu_computing factorial;
	struct edu_transfer dma;
};

/*
 * What open files have: they stay when the device is unbound, and struct edu does not. @running
 * counts the operations that use @edu, less EDU_GONE once there are to be no more.
 */
struct edu_file {
	struct kref refs;
	atomic_t running;
	struct completion idle;
	struct edu *edu;
	struct miscdevice misc;
};

#define EDU_GONE	INT_MIN

static irqreturn_t edu_irq(int irq, void *data)
{
	struct edu *edu = data;
	u32 status;

	status = readl(edu->regs + EDU_IRQ_STATUS);
	if (!status)
		return IRQ_NONE;

	writel(status, edu->regs + EDU_IRQ_ACK);
	if (status & EDU_IRQ_FACTORIAL)
		complete(&edu->factorial_done);
	if (status & EDU_IRQ_DMA)
		complete(&edu->dma_done);
	return IRQ_HANDLED;
}

/* Waits for the end of the request that is pending. */
static int edu_wait(struct edu *edu, struct completion *done, bool *pending)
{
	unsigned long timeout = msecs_to_jiffies(EDU_TIMEOUT_MS);
	long left = wait_for_completion_interruptible_timeout(done, timeout);

	if (left > 0) {
		*pending = false;
		return 0;
	}
	if (left < 0)
		return left;

	/* It may come back to life, but not to memory that is somebody else's by then. */
	pci_clear_master(edu->pdev);
	WRITE_ONCE(edu->dead, true);
	dev_err(&edu->pdev->dev, "does not answer\n");
	return -ETIMEDOUT;
}

/* Waits until the unit can take a request. */
static int edu_begin(struct edu *edu, struct completion *done, bool *pending)
{
	int ret;

	if (READ_ONCE(edu->dead))
		return -EIO;
	if (*pending) {
		ret = edu_wait(edu, done, pending);
		if (ret)
			return ret;
	}

	reinit_completion(done);
	return 0;
}

static int edu_compute(struct edu *edu, u32 n, u32 *factorial)
{
	struct edu_computing *unit = &edu->factorial;
	int ret;

	if (n > EDU_MAX_N)
		return -EOVERFLOW;

	if (mutex_lock_interruptible(&unit->lock))
		return -ERESTARTSYS;

	ret = edu_begin(edu, &edu->factorial_done, &unit->pending);
	if (ret)
		goto unlock;

	unit->pending = true;
	writel(n, edu->regs + EDU_FACTORIAL);
	ret = edu_wait(edu, &edu->factorial_done, &unit->pending);
	if (ret)
		goto unlock;

	unit->result = readl(edu->regs + EDU_FACTORIAL);
	*factorial = unit->result;

unlock:
	mutex_unlock(&unit->lock);
	return ret;
}

static int edu_transfer(struct edu *edu, struct edu_transfer *unit, u64 source, u64 destination,
			u32 len, u64 command)
{
	lockdep_assert_held(&unit->lock);

	unit->pending = true;
	writeq(source, edu->regs + EDU_DMA_SOURCE);
	writeq(destination, edu->regs + EDU_DMA_DESTINATION);
	writeq(len, edu->regs + EDU_DMA_COUNT);
	writeq(command, edu->regs + EDU_DMA_COMMAND);
	return edu_wait(edu, &edu->dma_done, &unit->pending);
}

/* The device's buffer has that part, and so has ours. */
static int edu_check_part(u32 offset, size_t len)
{
	return offset > EDU_BUFFER_SIZE || len > EDU_BUFFER_SIZE - offset ? -ERANGE : 0;
}

static int edu_from_device(struct edu *edu, u32 offset, void __user *to, size_t len)
{
	struct edu_transfer *unit = &edu->dma;
	int ret;

	ret = edu_check_part(offset, len);
	if (ret)
		return ret;

	if (mutex_lock_interruptible(&unit->lock))
		return -ERESTARTSYS;

	ret = edu_begin(edu, &edu->dma_done, &unit->pending);
	if (ret)
		goto unlock;

	ret = edu_transfer(edu, unit, EDU_BUFFER + offset, unit->address, len,
			   EDU_DMA_START | EDU_DMA_IRQ | EDU_DMA_TO_MEMORY);
	if (ret)
		goto unlock;

	if (copy_to_user(to, unit->buffer, len))
		ret = -EFAULT;

unlock:
	mutex_unlock(&unit->lock);
	return ret;
}

static int edu_to_device(struct edu *edu, u32 offset, const void __user *from, size_t len)
{
	struct edu_transfer *unit = &edu->dma;
	int ret;

	ret = edu_check_part(offset, len);
	if (ret)
		return ret;

	if (mutex_lock_interruptible(&unit->lock))
		return -ERESTARTSYS;

	ret = edu_begin(edu, &edu->dma_done, &unit->pending);
	if (ret)
		goto unlock;

	if (copy_from_user(unit->buffer, from, len)) {
		ret = -EFAULT;
		goto unlock;
	}
	ret = edu_transfer(edu, unit, unit->address, EDU_BUFFER + offset, len,
			   EDU_DMA_START | EDU_DMA_IRQ);

unlock:
	mutex_unlock(&unit->lock);
	return ret;
}

static void edu_file_free(struct kref *refs)
{
	kfree(container_of(refs, struct edu_file, refs));
}

/* The device that a file leads to, until edu_file_leave(); NULL once it is gone. */
static inline struct edu *edu_file_enter(struct edu_file *self)
{
	return atomic_inc_unless_negative(&self->running) ? self->edu : NULL;
}

static inline void edu_file_leave(struct edu_file *self)
{
	if (atomic_dec_return(&self->running) == EDU_GONE)
		complete(&self->idle);
}

static int edu_open(struct inode *inode, struct file *file)
{
	struct edu_file *self = container_of(file->private_data, struct edu_file, misc);

	/* The registration holds a count: it ends behind the lock that this is called under. */
	kref_get(&self->refs);
	file->private_data = self;
	return 0;
}

static int edu_release(struct inode *inode, struct file *file)
{
	struct edu_file *self = file->private_data;

	kref_put(&self->refs, edu_file_free);
	return 0;
}

static ssize_t edu_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	struct edu_file *self = file->private_data;
	struct edu *edu = edu_file_enter(self);
	ssize_t ret = 0;

	if (!edu)
		return -ENODEV;
	if (*pos >= EDU_BUFFER_SIZE || !len)
		goto leave;

	len = min_t(size_t, len, EDU_BUFFER_SIZE - *pos);
	ret = edu_from_device(edu, *pos, to, len);
	if (ret)
		goto leave;

	*pos += len;
	ret = len;

leave:
	edu_file_leave(self);
	return ret;
}

static ssize_t edu_write(struct file *file, const char __user *from, size_t len, loff_t *pos)
{
	struct edu_file *self = file->private_data;
	struct edu *edu = edu_file_enter(self);
	ssize_t ret = 0;

	if (!edu)
		return -ENODEV;
	if (!len)
		goto leave;
	if (*pos >= EDU_BUFFER_SIZE) {
		ret = -ENOSPC;
		goto leave;
	}

	len = min_t(size_t, len, EDU_BUFFER_SIZE - *pos);
	ret = edu_to_device(edu, *pos, from, len);
	if (ret)
		goto leave;

	*pos += len;
	ret = len;

leave:
	edu_file_leave(self);
	return ret;
}

static loff_t edu_llseek(struct file *file, loff_t offset, int whence)
{
	struct edu_file *self = file->private_data;
	loff_t ret;

	if (!edu_file_enter(self))
		return -ENODEV;

	ret = fixed_size_llseek(file, offset, whence, EDU_BUFFER_SIZE);
	edu_file_leave(self);
	return ret;
}

static int edu_ioctl_info(struct edu *edu, void __user *arg)
{
	u32 id = readl(edu->regs + EDU_ID);
	struct edu_info info = {
		.version_major = id >> 24,
		.version_minor = id >> 16 & 0xff,
		.buffer_size = EDU_BUFFER_SIZE,
	};

	return copy_to_user(arg, &info, sizeof(info)) ? -EFAULT : 0;
}

static int edu_ioctl_factorial(struct edu *edu, void __user *arg)
{
	struct edu_factorial_arg factorial;
	int ret;

	if (copy_from_user(&factorial, arg, sizeof(factorial)))
		return -EFAULT;

	ret = edu_compute(edu, factorial.n, &factorial.result);
	if (ret)
		return ret;

	return copy_to_user(arg, &factorial, sizeof(factorial)) ? -EFAULT : 0;
}

static int edu_ioctl_dma(struct edu *edu, void __user *user)
{
	struct edu_dma_arg arg;
	void __user *data;

	if (copy_from_user(&arg, user, sizeof(arg)))
		return -EFAULT;
	if (arg.reserved || !arg.len)
		return -EINVAL;

	data = u64_to_user_ptr(arg.data);
	switch (arg.direction) {
	case EDU_DMA_TO_DEVICE:
		return edu_to_device(edu, arg.offset, data, arg.len);
	case EDU_DMA_FROM_DEVICE:
		return edu_from_device(edu, arg.offset, data, arg.len);
	default:
		return -EINVAL;
	}
}

static long edu_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct edu_file *self = file->private_data;
	struct edu *edu = edu_file_enter(self);
	void __user *user = (void __user *)arg;
	long ret;

	if (!edu)
		return -ENODEV;

	switch (cmd) {
	case EDU_IOC_INFO:
		ret = edu_ioctl_info(edu, user);
		break;
	case EDU_IOC_FACTORIAL:
		ret = edu_ioctl_factorial(edu, user);
		break;
	case EDU_IOC_DMA:
		ret = edu_ioctl_dma(edu, user);
		break;
	default:
		ret = -ENOTTY;
	}

	edu_file_leave(self);
	return ret;
}

static const struct file_operations edu_fops = {
	.owner = THIS_MODULE,
	.open = edu_open,
	.release = edu_release,
	.llseek = edu_llseek,
	.read = edu_read,
	.write = edu_write,
	.unlocked_ioctl = edu_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static ssize_t factorial_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct edu *edu = dev_get_drvdata(dev);
	u32 factorial;

	if (mutex_lock_interruptible(&edu->factorial.lock))
		return -ERESTARTSYS;

	factorial = edu->factorial.result;
	mutex_unlock(&edu->factorial.lock);

	return sysfs_emit(buf, "%u\n", factorial);
}

static ssize_t factorial_store(struct device *dev, struct device_attribute *attr, const char *buf,
			       size_t count)
{
	struct edu *edu = dev_get_drvdata(dev);
	u32 n, factorial;
	int ret;

	ret = kstrtou32(buf, 0, &n);
	if (ret)
		return ret;

	ret = edu_compute(edu, n, &factorial);
	if (ret)
		return ret;

	return count;
}
static DEVICE_ATTR_RW(factorial);

static struct attribute *edu_attrs[] = {
	&dev_attr_factorial.attr,
	NULL
};
ATTRIBUTE_GROUPS(edu);

static int edu_check(struct edu *edu, u32 id)
{
	struct device *dev = &edu->pdev->dev;

	if ((id & EDU_ID_MASK) != EDU_ID_VALUE)
		return dev_err_probe(dev, -ENODEV, "unknown device %#x\n", id);

	writel(id, edu->regs + EDU_LIVENESS);
	if (readl(edu->regs + EDU_LIVENESS) != ~id)
		return dev_err_probe(dev, -EIO, "not alive\n");
	return 0;
}

/*
 * A request of a driver that was there before may still run, and write to memory that it had: so the
 * device may not reach memory before that has ended.
 */
static int edu_settle(struct edu *edu)
{
	u64 command;
	u32 status;
	int ret;

	ret = readl_poll_timeout(edu->regs + EDU_STATUS, status, !(status & EDU_STATUS_COMPUTING),
				 EDU_POLL_US, EDU_TIMEOUT_MS * USEC_PER_MSEC);
	if (ret)
		return ret;

	ret = readq_poll_timeout(edu->regs + EDU_DMA_COMMAND, command, !(command & EDU_DMA_START),
				 EDU_POLL_US, EDU_TIMEOUT_MS * USEC_PER_MSEC);
	if (ret)
		return ret;

	writel(readl(edu->regs + EDU_IRQ_STATUS), edu->regs + EDU_IRQ_ACK);
	return 0;
}

static void edu_stop_dma(void *data)
{
	pci_clear_master(data);
}

static int edu_init_dma(struct pci_dev *pdev, struct edu *edu)
{
	struct edu_transfer *unit = &edu->dma;
	struct device *dev = &pdev->dev;
	int ret;

	if (dma_bits < 16 || dma_bits > 64)
		return dev_err_probe(dev, -EINVAL, "dma_bits must be 16 to 64: %u\n", dma_bits);

	ret = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(dma_bits));
	if (ret)
		return dev_err_probe(dev, ret, "no memory that the device can reach\n");

	unit->buffer = dmam_alloc_coherent(dev, EDU_BUFFER_SIZE, &unit->address, GFP_KERNEL);
	if (!unit->buffer)
		return -ENOMEM;

	/* Before the buffer goes, the device may not reach memory any more. */
	ret = devm_add_action_or_reset(dev, edu_stop_dma, pdev);
	if (ret)
		return ret;

	pci_set_master(pdev);
	return 0;
}

static void edu_free_vectors(void *data)
{
	pci_free_irq_vectors(data);
}

static int edu_init_irq(struct pci_dev *pdev, struct edu *edu)
{
	struct device *dev = &pdev->dev;
	int irq, ret;

	ret = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_MSI);
	if (ret < 0)
		return dev_err_probe(dev, ret, "no MSI\n");

	ret = devm_add_action_or_reset(dev, edu_free_vectors, pdev);
	if (ret)
		return ret;

	irq = pci_irq_vector(pdev, 0);
	if (irq < 0)
		return irq;

	ret = devm_request_irq(dev, irq, edu_irq, 0, dev_name(dev), edu);
	if (ret)
		return dev_err_probe(dev, ret, "cannot request interrupt %d\n", irq);

	writel(EDU_STATUS_IRQ, edu->regs + EDU_STATUS);
	return 0;
}

/* No more files, no more operations: those that run have come to their end when this returns. */
static void edu_remove_file(void *data)
{
	struct edu_file *self = data;

	misc_deregister(&self->misc);
	if (atomic_add_return(EDU_GONE, &self->running) != EDU_GONE)
		wait_for_completion(&self->idle);
	kref_put(&self->refs, edu_file_free);
}

static void edu_free_id(void *data)
{
	ida_free(&edu_ida, (unsigned long)data);
}

static int edu_init_file(struct device *dev, struct edu *edu)
{
	struct edu_file *self;
	const char *name;
	int id, ret;

	id = ida_alloc(&edu_ida, GFP_KERNEL);
	if (id < 0)
		return id;

	ret = devm_add_action_or_reset(dev, edu_free_id, (void *)(unsigned long)id);
	if (ret)
		return ret;

	name = devm_kasprintf(dev, GFP_KERNEL, "edu%d", id);
	if (!name)
		return -ENOMEM;

	self = kzalloc(sizeof(*self), GFP_KERNEL);
	if (!self)
		return -ENOMEM;

	kref_init(&self->refs);
	atomic_set(&self->running, 0);
	init_completion(&self->idle);
	self->edu = edu;
	self->misc = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = name,
		.fops = &edu_fops,
		.parent = dev,
		.mode = 0600,
	};

	ret = misc_register(&self->misc);
	if (ret) {
		kfree(self);
		return dev_err_probe(dev, ret, "no file %s\n", name);
	}
	return devm_add_action_or_reset(dev, edu_remove_file, self);
}

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *ids)
{
	struct device *dev = &pdev->dev;
	struct edu *edu;
	u32 id, factorial;
	int ret;

	edu = devm_kzalloc(dev, sizeof(*edu), GFP_KERNEL);
	if (!edu)
		return -ENOMEM;

	edu->pdev = pdev;
	mutex_init(&edu->factorial.lock);
	mutex_init(&edu->dma.lock);
	init_completion(&edu->factorial_done);
	init_completion(&edu->dma_done);
	pci_set_drvdata(pdev, edu);

	ret = pcim_enable_device(pdev);
	if (ret)
		return dev_err_probe(dev, ret, "cannot enable the device\n");

	ret = pcim_iomap_regions(pdev, BIT(0), dev_name(dev));
	if (ret)
		return dev_err_probe(dev, ret, "cannot map the registers\n");
	if (pci_resource_len(pdev, 0) < EDU_SIZE)
		return dev_err_probe(dev, -ENODEV, "too few registers\n");
	edu->regs = pcim_iomap_table(pdev)[0];

	id = readl(edu->regs + EDU_ID);
	ret = edu_check(edu, id);
	if (ret)
		return ret;

	ret = edu_settle(edu);
	if (ret)
		return dev_err_probe(dev, ret, "still busy\n");

	ret = edu_init_dma(pdev, edu);
	if (ret)
		return ret;

	ret = edu_init_irq(pdev, edu);
	if (ret)
		return ret;

	ret = edu_compute(edu, 10, &factorial);
	if (ret)
		return dev_err_probe(dev, ret, "no factorial\n");

	ret = edu_init_file(dev, edu);
	if (ret)
		return ret;

	dev_info(dev, "version %u.%u, 10! = %u\n", id >> 24, id >> 16 & 0xff, factorial);
	return 0;
}

static const struct pci_device_id edu_ids[] = {
	{ PCI_DEVICE(EDU_VENDOR_ID, EDU_DEVICE_ID) },
	{ }
};
MODULE_DEVICE_TABLE(pci, edu_ids);

static struct pci_driver edu_driver = {
	.name = "edu-raw",
	.id_table = edu_ids,
	.probe = edu_probe,
	.dev_groups = edu_groups,
};
module_pci_driver(edu_driver);

MODULE_DESCRIPTION("QEMU's educational PCI device, kernel API");
MODULE_LICENSE("Dual MIT/GPL");
