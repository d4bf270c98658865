// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * QEMU's educational PCI device (-device edu), with the generated headers: compare raw.c.
 *
 * /dev/eduN reads and writes the device's buffer by DMA, and computes factorials: see edu-uapi.h.
 * Both units of the device do one request at a time and end it with an interrupt (MSI). A request
 * whose wait was interrupted by a signal goes on; the next one waits for it first. If the device does
 * not answer, it may not touch memory any more, and is dead until it is bound again.
 */
#include <linux/compat.h>
#include <linux/module.h>
#include <linux/sysfs.h>
#include <safe/core/register_poll.h>
#include <safe/linux/completion.h>
#include <safe/linux/device.h>
#include <safe/linux/dma-mapping.h>
#include <safe/linux/fs.h>
#include <safe/linux/idr.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/io.h>
#include <safe/linux/ioctl.h>
#include <safe/linux/miscdevice.h>
#include <safe/linux/mutex.h>
#include <safe/linux/pci.h>
#include <safe/short.h>

#include "edu-regs.h"
#include "edu-uapi.h"

static unsigned int dma_bits = EDU_DMA_BITS;
module_param(dma_bits, uint, 0444);
MODULE_PARM_DESC(dma_bits, "Bits of the addresses that the device reaches");

static DEFINE_IDA(edu_ida);

SAFE_USER_STRUCT(struct edu_info, version_major, version_minor, buffer_size, reserved);
SAFE_USER_STRUCT(struct edu_factorial_arg, n, result);

SAFE_IO_REGION(edu_regs, EDU_SIZE);

/* Those that have fields; the others are read and written by their offsets. */
SAFE_REGISTER(edu_regs, edu_id, EDU_ID, u32, ro) {
	SAFE_FIELD(major, GENMASK(31, 24));
	SAFE_FIELD(minor, GENMASK(23, 16));
	SAFE_FIELD(device, EDU_ID_MASK);
};
SAFE_REGISTER(edu_regs, edu_status, EDU_STATUS, u32, rw) {
	SAFE_FIELD(computing, EDU_STATUS_COMPUTING);
	SAFE_FIELD(irq, EDU_STATUS_IRQ);
};
SAFE_REGISTER(edu_regs, edu_irq_status, EDU_IRQ_STATUS, u32, ro) {
	SAFE_FIELD(factorial, EDU_IRQ_FACTORIAL);
	SAFE_FIELD(dma, EDU_IRQ_DMA);
};
SAFE_REGISTER(edu_regs, edu_dma_command, EDU_DMA_COMMAND, u64, rw) {
	SAFE_FIELD(start, EDU_DMA_START);
	SAFE_FIELD(to_memory, EDU_DMA_TO_MEMORY);
	SAFE_FIELD(irq, EDU_DMA_IRQ);
};

struct edu_computing {
	bool pending;		/* a request was begun and its end not seen */
	u32 result;		/* of the last one */
};

struct edu_transfer {
	bool pending;
	struct safe_dma_mem buffer;
};

/* Who holds one has that unit. */
SAFE_LOCKED(edu_factorial, struct edu_computing, mutex);
SAFE_LOCKED(edu_dma, struct edu_transfer, mutex);

struct edu {
	struct pci_dev *pdev;
	struct edu_regs __iomem *regs;
	bool dead;
	struct completion factorial_done;
	struct completion dma_done;
	struct edu_factorial factorial;
	struct edu_dma dma;
};
SAFE_DRVDATA(pci_driver, edu_driver, struct edu);
SAFE_OPS_REVOCABLE(edu_fops, SAFE_PRIVATE(edu_driver));

static irqreturn_t edu_irq(struct edu *edu, SAFE_ATOMIC)
{
	struct edu_irq_status status = safe_reg_read(edu->regs, edu_irq_status);

	if (!status.value)
		return IRQ_NONE;

	safe_writel(status.value, edu->regs, EDU_IRQ_ACK);
	if (safe_field_get(status, factorial))
		complete(&edu->factorial_done);
	if (safe_field_get(status, dma))
		complete(&edu->dma_done);
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(edu_irq, struct edu *);

/* Waits for the end of the request that is pending. */
static int edu_wait(struct edu *edu, struct completion *done, bool *pending)
{
	struct safe_jiffies timeout = safe_jiffies_from_ms(safe_ms(EDU_TIMEOUT_MS));
	int ret = safe_wait_for_completion_interruptible_timeout(done, timeout);

	if (!ret)
		*pending = false;
	if (ret == -ETIMEDOUT) {
		/* It may come back to life, but not to memory that is somebody else's by then. */
		pci_clear_master(edu->pdev);
		WRITE_ONCE(edu->dead, true);
		dev_err(&edu->pdev->dev, "does not answer\n");
	}
	return ret;
}

/* Waits until the unit can take a request. */
static int edu_begin(struct edu *edu, struct completion *done, bool *pending)
{
	if (READ_ONCE(edu->dead))
		return -EIO;
	if (*pending)
		TRY(edu_wait(edu, done, pending));

	reinit_completion(done);
	return 0;
}

static int edu_compute(struct edu *edu, u32 n, u32 *factorial)
{
	if (n > EDU_MAX_N)
		return -EOVERFLOW;

	safe_locked_or(edu_factorial, mutex_intr, return -ERESTARTSYS, unit, &edu->factorial) {
		TRY(edu_begin(edu, &edu->factorial_done, &unit->pending));
		unit->pending = true;
		safe_writel(n, edu->regs, EDU_FACTORIAL);
		TRY(edu_wait(edu, &edu->factorial_done, &unit->pending));
		unit->result = safe_readl(edu->regs, EDU_FACTORIAL);
		*factorial = unit->result;
	}
	return 0;
}

static int edu_transfer(struct edu *edu, struct edu_transfer *unit, u64 source, u64 destination,
			u32 len, struct edu_dma_command command)
{
	unit->pending = true;
	safe_writeq(source, edu->regs, EDU_DMA_SOURCE);
	safe_writeq(destination, edu->regs, EDU_DMA_DESTINATION);
	safe_writeq(len, edu->regs, EDU_DMA_COUNT);
	safe_reg_write(edu->regs, command);
	return edu_wait(edu, &edu->dma_done, &unit->pending);
}

/* The device's buffer has that part. */
static int edu_check_part(u32 offset, size_t len)
{
	return offset > EDU_BUFFER_SIZE || len > EDU_BUFFER_SIZE - offset ? -ERANGE : 0;
}

static int edu_from_device(struct edu *edu, u32 offset, struct safe_user_bytes to)
{
	struct safe_bytes part;

	TRY(edu_check_part(offset, to.len));
	safe_locked_or(edu_dma, mutex_intr, return -ERESTARTSYS, unit, &edu->dma) {
		TRY(safe_part(&part, safe_dma_bytes(unit->buffer), 0, to.len));
		TRY(edu_begin(edu, &edu->dma_done, &unit->pending));
		TRY(edu_transfer(edu, unit, EDU_BUFFER + offset, unit->buffer.dma.value, part.len,
				 safe_fields(edu_dma_command, start, 1, irq, 1, to_memory, 1)));
		TRY(safe_copy_to_user_bytes(to, safe_bytes_to_read(part)));
	}
	return 0;
}

static int edu_to_device(struct edu *edu, u32 offset, struct safe_const_user_bytes from)
{
	struct safe_bytes part;

	TRY(edu_check_part(offset, from.len));
	safe_locked_or(edu_dma, mutex_intr, return -ERESTARTSYS, unit, &edu->dma) {
		TRY(safe_part(&part, safe_dma_bytes(unit->buffer), 0, from.len));
		TRY(edu_begin(edu, &edu->dma_done, &unit->pending));
		TRY(safe_copy_from_user_bytes(part, from));
		TRY(edu_transfer(edu, unit, unit->buffer.dma.value, EDU_BUFFER + offset, part.len,
				 safe_fields(edu_dma_command, start, 1, irq, 1)));
	}
	return 0;
}

static ssize_t edu_read(struct edu *edu, struct file *file, char __user *to, size_t len,
			loff_t *pos)
{
	if (*pos >= EDU_BUFFER_SIZE || !len)
		return 0;

	len = min_t(size_t, len, EDU_BUFFER_SIZE - *pos);
	TRY(edu_from_device(edu, *pos, safe_user_bytes(to, len)));
	*pos += len;
	return len;
}
SAFE_OP(edu_fops, file_operations, read, edu_read);

static ssize_t edu_write(struct edu *edu, struct file *file, const char __user *from, size_t len,
			 loff_t *pos)
{
	if (!len)
		return 0;
	if (*pos >= EDU_BUFFER_SIZE)
		return -ENOSPC;

	len = min_t(size_t, len, EDU_BUFFER_SIZE - *pos);
	TRY(edu_to_device(edu, *pos, safe_const_user_bytes(from, len)));
	*pos += len;
	return len;
}
SAFE_OP(edu_fops, file_operations, write, edu_write);

static loff_t edu_llseek(struct edu *edu, struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, EDU_BUFFER_SIZE);
}
SAFE_OP(edu_fops, file_operations, llseek, edu_llseek);

static int edu_ioctl_dma(struct edu *edu, const struct edu_dma_arg *arg)
{
	void __user *data = u64_to_user_ptr(arg->data);

	if (arg->reserved || !arg->len)
		return -EINVAL;

	switch (arg->direction) {
	case EDU_DMA_TO_DEVICE:
		return edu_to_device(edu, arg->offset, safe_const_user_bytes(data, arg->len));
	case EDU_DMA_FROM_DEVICE:
		return edu_from_device(edu, arg->offset, safe_user_bytes(data, arg->len));
	default:
		return -EINVAL;
	}
}

static long edu_ioctl(struct edu *edu, struct file *file, unsigned int cmd, unsigned long arg)
{
	struct edu_factorial_arg factorial;
	struct edu_info info = { };
	struct edu_dma_arg dma;
	struct edu_id id;

	switch (cmd) {
	case EDU_IOC_INFO:
		id = safe_reg_read(edu->regs, edu_id);
		info.version_major = safe_field_get(id, major);
		info.version_minor = safe_field_get(id, minor);
		info.buffer_size = EDU_BUFFER_SIZE;
		return safe_ioctl_put(EDU_IOC_INFO, arg, &info);
	case EDU_IOC_FACTORIAL:
		TRY(safe_ioctl_get(EDU_IOC_FACTORIAL, arg, &factorial));
		TRY(edu_compute(edu, factorial.n, &factorial.result));
		return safe_ioctl_put(EDU_IOC_FACTORIAL, arg, &factorial);
	case EDU_IOC_DMA:
		TRY(safe_ioctl_get(EDU_IOC_DMA, arg, &dma));
		return edu_ioctl_dma(edu, &dma);
	default:
		return -ENOTTY;
	}
}
SAFE_OP(edu_fops, file_operations, unlocked_ioctl, edu_ioctl);

SAFE_MISC_FOPS(edu_fops,
	       .llseek = safe_op(edu_fops, edu_llseek),
	       .read = safe_op(edu_fops, edu_read),
	       .write = safe_op(edu_fops, edu_write),
	       .unlocked_ioctl = safe_op(edu_fops, edu_ioctl),
	       .compat_ioctl = compat_ptr_ioctl);

static ssize_t factorial_show(struct edu *edu, char *buf)
{
	u32 factorial;

	safe_locked_or(edu_factorial, mutex_intr, return -ERESTARTSYS, unit, &edu->factorial)
		factorial = unit->result;

	return sysfs_emit(buf, "%u\n", factorial);
}

static ssize_t factorial_store(struct edu *edu, const char *buf, size_t count)
{
	u32 n, factorial;

	TRY(kstrtou32(buf, 0, &n));
	TRY(edu_compute(edu, n, &factorial));
	return count;
}
SAFE_DEVICE_ATTR_RW(factorial, edu_driver);

static struct attribute *edu_attrs[] = {
	&dev_attr_factorial.attr,
	NULL
};
ATTRIBUTE_GROUPS(edu);

static int edu_check(struct edu *edu, struct edu_id id)
{
	struct device *dev = &edu->pdev->dev;

	if (safe_field_get(id, device) != EDU_ID_VALUE)
		return dev_err_probe(dev, -ENODEV, "unknown device %#x\n", id.value);

	safe_writel(id.value, edu->regs, EDU_LIVENESS);
	if (safe_readl(edu->regs, EDU_LIVENESS) != ~id.value)
		return dev_err_probe(dev, -EIO, "not alive\n");
	return 0;
}

/*
 * A request of a driver that was there before may still run, and write to memory that it had: so the
 * device may not reach memory before that has ended.
 */
static int edu_settle(struct edu *edu)
{
	struct safe_us pause = safe_us(EDU_POLL_US), limit = safe_us(EDU_TIMEOUT_MS * USEC_PER_MSEC);

	TRY(safe_field_poll_timeout(edu->regs, edu_status, computing, 0, pause, limit));
	TRY(safe_field_poll_timeout(edu->regs, edu_dma_command, start, 0, pause, limit));
	safe_writel(safe_reg_read(edu->regs, edu_irq_status).value, edu->regs, EDU_IRQ_ACK);
	return 0;
}

static int edu_init_dma(struct pci_dev *pdev, struct edu *edu)
{
	struct device *dev = &pdev->dev;
	struct safe_dma_mem buffer;

	if (dma_bits < 16 || dma_bits > 64)
		return dev_err_probe(dev, -EINVAL, "dma_bits must be 16 to 64: %u\n", dma_bits);

	TRY_PROBE(dev, safe_dma_set_mask_and_coherent(dev, DMA_BIT_MASK(dma_bits)),
		  "no memory that the device can reach");
	TRY(safe_dmam_alloc_coherent(dev, &buffer, EDU_BUFFER_SIZE, GFP_KERNEL));
	safe_locked(edu_dma, unit, &edu->dma)
		unit->buffer = buffer;

	/* Before the buffer goes, the device may not reach memory any more. */
	TRY(safe_devm_pci_set_master(dev, pdev));
	return 0;
}

static int edu_init_irq(struct pci_dev *pdev, struct edu *edu)
{
	struct device *dev = &pdev->dev;
	int irq;

	TRY_PROBE(dev, safe_devm_pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_MSI), "no MSI");
	irq = TRY(safe_pci_irq_vector(pdev, 0));
	TRY_PROBE(dev, safe_devm_request_irq(dev, irq, edu_irq, edu),
		  "cannot request interrupt %d", irq);
	safe_reg_write(edu->regs, safe_fields(edu_status, irq, 1));
	return 0;
}

static int edu_init_file(struct device *dev, struct edu *edu)
{
	const char *name;
	int id;

	id = TRY(safe_devm_ida_alloc(dev, &edu_ida, GFP_KERNEL));
	name = TRY(safe_devm_kasprintf(dev, GFP_KERNEL, "edu%d", id));
	TRY_PROBE(dev, safe_devm_misc_register(dev, edu, edu_fops, name, .mode = 0600),
		  "no file %s", name);
	return 0;
}

static int edu_probe(struct pci_dev *pdev, struct edu *edu)
{
	struct device *dev = &pdev->dev;
	struct edu_id id;
	u32 factorial;

	edu->pdev = pdev;
	safe_locked_init(&edu->factorial);
	safe_locked_init(&edu->dma);
	init_completion(&edu->factorial_done);
	init_completion(&edu->dma_done);

	TRY_PROBE(dev, safe_pcim_enable_device(pdev), "cannot enable the device");
	edu->regs = TRY_PROBE(dev, safe_devm_iomap_bar(pdev, 0, struct edu_regs),
			      "cannot map the registers");

	id = safe_reg_read(edu->regs, edu_id);
	TRY(edu_check(edu, id));
	TRY_PROBE(dev, edu_settle(edu), "still busy");
	TRY(edu_init_dma(pdev, edu));
	TRY(edu_init_irq(pdev, edu));
	TRY_PROBE(dev, edu_compute(edu, 10, &factorial), "no factorial");
	TRY(edu_init_file(dev, edu));

	dev_info(dev, "version %u.%u, 10! = %u\n", safe_field_get(id, major),
		 safe_field_get(id, minor), factorial);
	return 0;
}

static const struct pci_device_id edu_ids[] = {
	{ PCI_DEVICE(EDU_VENDOR_ID, EDU_DEVICE_ID) },
	{ }
};
MODULE_DEVICE_TABLE(pci, edu_ids);

SAFE_PCI_DRIVER(edu_driver, struct edu, edu_probe, NULL,
		.id_table = edu_ids,
		.dev_groups = edu_groups);

MODULE_DESCRIPTION("QEMU's educational PCI device, generated headers");
MODULE_LICENSE("Dual MIT/GPL");
