// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * QEMU's educational PCI device (-device edu), with the generated headers: compare raw.c.
 *
 * Probe lets the device compute a factorial and copies a buffer to it and back by DMA; both end
 * with an interrupt (MSI). Afterwards "factorial" in sysfs takes a number and shows its factorial.
 */
#include <linux/module.h>
#include <linux/sysfs.h>
#include <safe/core/register.h>
#include <safe/linux/completion.h>
#include <safe/linux/device.h>
#include <safe/linux/dma-mapping.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/io.h>
#include <safe/linux/mutex.h>
#include <safe/linux/pci.h>
#include <safe/short.h>

#include "edu-regs.h"

struct edu_result {
	u32 factorial;
};

SAFE_IO_REGION(edu_regs, EDU_SIZE);

/* Those that have fields; the others are read and written by their offsets. */
SAFE_REGISTER(edu_regs, edu_id, EDU_ID, u32, ro) {
	SAFE_FIELD(major, GENMASK(31, 24));
	SAFE_FIELD(minor, GENMASK(23, 16));
	SAFE_FIELD(device, EDU_ID_MASK);
};
SAFE_REGISTER(edu_regs, edu_status, EDU_STATUS, u32, rw) {
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

SAFE_LOCKED(edu_unit, struct edu_result, mutex);	/* who holds it has a request */

struct edu {
	struct pci_dev *pdev;
	struct edu_regs __iomem *regs;
	struct completion factorial_done;
	struct completion dma_done;
	struct edu_unit unit;
};
SAFE_DRVDATA(pci_driver, edu_driver, struct edu);

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

static int edu_wait(struct completion *done)
{
	struct safe_jiffies timeout = safe_jiffies_from_ms(safe_ms(EDU_TIMEOUT_MS));

	return safe_wait_for_completion_timeout(done, timeout);
}

static int edu_compute(struct edu *edu, u32 n)
{
	safe_locked(edu_unit, result, &edu->unit) {
		reinit_completion(&edu->factorial_done);
		safe_reg_write(edu->regs, safe_fields(edu_status, irq, 1));
		safe_writel(n, edu->regs, EDU_FACTORIAL);
		TRY(edu_wait(&edu->factorial_done));
		result->factorial = safe_readl(edu->regs, EDU_FACTORIAL);
	}
	return 0;
}

static int edu_dma(struct edu *edu, dma_addr_t source, dma_addr_t destination,
		   struct edu_dma_command command)
{
	int ret;

	safe_locked(edu_unit, result, &edu->unit) {
		reinit_completion(&edu->dma_done);
		safe_writeq(source, edu->regs, EDU_DMA_SOURCE);
		safe_writeq(destination, edu->regs, EDU_DMA_DESTINATION);
		safe_writeq(EDU_TRANSFER_SIZE, edu->regs, EDU_DMA_COUNT);
		safe_reg_write(edu->regs, command);
		ret = edu_wait(&edu->dma_done);
		if (ret) {
			/* The buffer is freed after this: the device must not write to it any more. */
			pci_clear_master(edu->pdev);
			return ret;
		}
	}
	return 0;
}

static int edu_test_dma(struct edu *edu)
{
	struct device *dev = &edu->pdev->dev;
	u8 *bytes;
	unsigned int i;

	owned(dma_coherent, buf, safe_dma_alloc_coherent(dev, EDU_TRANSFER_SIZE, GFP_KERNEL));
	bytes = buf.ptr;

	for (i = 0; i < buf.len; i++)
		bytes[i] = i * 7;
	TRY(edu_dma(edu, buf.dma.value, EDU_BUFFER, safe_fields(edu_dma_command, start, 1, irq, 1)));

	memset(bytes, 0, buf.len);
	TRY(edu_dma(edu, EDU_BUFFER, buf.dma.value,
		    safe_fields(edu_dma_command, start, 1, irq, 1, to_memory, 1)));

	for (i = 0; i < buf.len; i++) {
		if (bytes[i] != (u8)(i * 7)) {
			dev_err(dev, "byte %u came back as %#x\n", i, bytes[i]);
			return -EIO;
		}
	}
	dev_info(dev, "%u bytes by DMA to the device and back\n", i);
	return 0;
}

static ssize_t factorial_show(struct edu *edu, char *buf)
{
	u32 factorial;

	safe_locked(edu_unit, result, &edu->unit)
		factorial = result->factorial;

	return sysfs_emit(buf, "%u\n", factorial);
}

static ssize_t factorial_store(struct edu *edu, const char *buf, size_t count)
{
	u32 n;

	TRY(kstrtou32(buf, 0, &n));
	TRY(edu_compute(edu, n));
	return count;
}
SAFE_DEVICE_ATTR_RW(factorial, edu_driver);

static struct attribute *edu_attrs[] = {
	&dev_attr_factorial.attr,
	NULL
};
ATTRIBUTE_GROUPS(edu);

static int edu_init_irq(struct pci_dev *pdev, struct edu *edu)
{
	struct device *dev = &pdev->dev;
	int irq;

	TRY_PROBE(dev, safe_devm_pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_MSI), "no MSI");
	irq = TRY(safe_pci_irq_vector(pdev, 0));
	TRY_PROBE(dev, safe_devm_request_irq(dev, irq, edu_irq, edu),
		  "cannot request interrupt %d", irq);
	return 0;
}

static int edu_probe(struct pci_dev *pdev, struct edu *edu)
{
	struct device *dev = &pdev->dev;
	struct edu_id id;
	u32 factorial;

	edu->pdev = pdev;
	safe_locked_init(&edu->unit);
	init_completion(&edu->factorial_done);
	init_completion(&edu->dma_done);

	TRY_PROBE(dev, safe_pcim_enable_device(pdev), "cannot enable the device");
	edu->regs = TRY_PROBE(dev, safe_devm_iomap_bar(pdev, 0, struct edu_regs),
			      "cannot map the registers");

	id = safe_reg_read(edu->regs, edu_id);
	if (safe_field_get(id, device) != EDU_ID_VALUE)
		return dev_err_probe(dev, -ENODEV, "unknown device %#x\n", id.value);

	TRY_PROBE(dev, safe_dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32)),
		  "no memory that the device can reach");
	pci_set_master(pdev);

	TRY(edu_init_irq(pdev, edu));
	TRY_PROBE(dev, edu_compute(edu, 10), "no factorial");
	TRY_PROBE(dev, edu_test_dma(edu), "DMA failed");

	safe_locked(edu_unit, result, &edu->unit)
		factorial = result->factorial;
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
