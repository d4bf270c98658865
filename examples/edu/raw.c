// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * QEMU's educational PCI device (-device edu), with the kernel's own API: compare edu.c.
 *
 * Probe lets the device compute a factorial and copies a buffer to it and back by DMA; both end
 * with an interrupt (MSI). Afterwards "factorial" in sysfs takes a number and shows its factorial.
 */
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/sysfs.h>

#include "edu-regs.h"

struct edu {
	struct pci_dev *pdev;
	void __iomem *regs;
	struct completion factorial_done;
	struct completion dma_done;
	struct mutex lock;		/* one request at a time; and @factorial */
	u32 factorial;
};

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

static int edu_compute(struct edu *edu, u32 n)
{
	int ret = 0;

	mutex_lock(&edu->lock);
	reinit_completion(&edu->factorial_done);
	writel(EDU_STATUS_IRQ, edu->regs + EDU_STATUS);
	writel(n, edu->regs + EDU_FACTORIAL);
	if (wait_for_completion_timeout(&edu->factorial_done, msecs_to_jiffies(EDU_TIMEOUT_MS)))
		edu->factorial = readl(edu->regs + EDU_FACTORIAL);
	else
		ret = -ETIMEDOUT;
	mutex_unlock(&edu->lock);

	return ret;
}

static int edu_dma(struct edu *edu, dma_addr_t source, dma_addr_t destination, u32 command)
{
	int ret = 0;

	mutex_lock(&edu->lock);
	reinit_completion(&edu->dma_done);
	writeq(source, edu->regs + EDU_DMA_SOURCE);
	writeq(destination, edu->regs + EDU_DMA_DESTINATION);
	writeq(EDU_TRANSFER_SIZE, edu->regs + EDU_DMA_COUNT);
	writeq(command | EDU_DMA_START | EDU_DMA_IRQ, edu->regs + EDU_DMA_COMMAND);
	if (!wait_for_completion_timeout(&edu->dma_done, msecs_to_jiffies(EDU_TIMEOUT_MS))) {
		/* The buffer is freed after this: the device must not write to it any more. */
		pci_clear_master(edu->pdev);
		ret = -ETIMEDOUT;
	}
	mutex_unlock(&edu->lock);

	return ret;
}

static int edu_test_dma(struct edu *edu)
{
	struct device *dev = &edu->pdev->dev;
	dma_addr_t addr;
	unsigned int i;
	u8 *buf;
	int ret;

	buf = dma_alloc_coherent(dev, EDU_TRANSFER_SIZE, &addr, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	for (i = 0; i < EDU_TRANSFER_SIZE; i++)
		buf[i] = i * 7;
	ret = edu_dma(edu, addr, EDU_BUFFER, 0);
	if (ret)
		goto free;

	memset(buf, 0, EDU_TRANSFER_SIZE);
	ret = edu_dma(edu, EDU_BUFFER, addr, EDU_DMA_TO_MEMORY);
	if (ret)
		goto free;

	for (i = 0; i < EDU_TRANSFER_SIZE; i++) {
		if (buf[i] != (u8)(i * 7)) {
			dev_err(dev, "byte %u came back as %#x\n", i, buf[i]);
			ret = -EIO;
			goto free;
		}
	}
	dev_info(dev, "%u bytes by DMA to the device and back\n", i);

free:
	dma_free_coherent(dev, EDU_TRANSFER_SIZE, buf, addr);
	return ret;
}

static ssize_t factorial_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct edu *edu = dev_get_drvdata(dev);
	u32 factorial;

	mutex_lock(&edu->lock);
	factorial = edu->factorial;
	mutex_unlock(&edu->lock);

	return sysfs_emit(buf, "%u\n", factorial);
}

static ssize_t factorial_store(struct device *dev, struct device_attribute *attr, const char *buf,
			       size_t count)
{
	struct edu *edu = dev_get_drvdata(dev);
	u32 n;
	int ret;

	ret = kstrtou32(buf, 0, &n);
	if (ret)
		return ret;

	ret = edu_compute(edu, n);
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

	return 0;
}

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct device *dev = &pdev->dev;
	struct edu *edu;
	u32 version;
	int ret;

	edu = devm_kzalloc(dev, sizeof(*edu), GFP_KERNEL);
	if (!edu)
		return -ENOMEM;

	edu->pdev = pdev;
	mutex_init(&edu->lock);
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

	version = readl(edu->regs + EDU_ID);
	if ((version & EDU_ID_MASK) != EDU_ID_VALUE)
		return dev_err_probe(dev, -ENODEV, "unknown device %#x\n", version);

	ret = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	if (ret)
		return dev_err_probe(dev, ret, "no memory that the device can reach\n");
	pci_set_master(pdev);

	ret = edu_init_irq(pdev, edu);
	if (ret)
		return ret;

	ret = edu_compute(edu, 10);
	if (ret)
		return dev_err_probe(dev, ret, "no factorial\n");

	ret = edu_test_dma(edu);
	if (ret)
		return dev_err_probe(dev, ret, "DMA failed\n");

	dev_info(dev, "version %u.%u, 10! = %u\n", version >> 24, version >> 16 & 0xff,
		 edu->factorial);
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
