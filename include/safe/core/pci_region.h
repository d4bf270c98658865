/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The BARs of a PCI device as regions of registers: see <safe/core/mmio.h>.
 *
 * Invariants
 *   - A BAR that is mapped was requested, by nobody else, and is at least as large as its type.
 *   - It stays mapped until the device is unbound.
 *
 * Example
 *
 *	TRY(safe_pcim_enable_device(pdev));
 *	regs = TRY(safe_devm_iomap_bar(pdev, 0, struct edu_regs));
 */
#ifndef SAFE_CORE_PCI_REGION_H
#define SAFE_CORE_PCI_REGION_H

#include <linux/pci.h>
#include <safe/core/mmio.h>

/**
 * safe_devm_iomap_bar() - request and map a BAR, until the device is unbound
 * @pdev: struct pci_dev *, enabled by pcim_enable_device()
 * @bar: 0 to 5; a constant that is not does not compile
 * @type: struct edu_regs
 *
 * Return: a struct edu_regs __iomem * to open by TRY(); -EINVAL if there is no such BAR or if it is
 * smaller than @type, -EBUSY if somebody else has it, -ENOMEM.
 */
#define safe_devm_iomap_bar(pdev, bar, type)						\
	__safe_sleeps(__safe_io_as(type)(__safe_devm_iomap_bar(pdev, __safe_pci_bar(bar), \
							       safe_io_size(type)),	\
					 safe_io_size(type)))
#define __safe_pci_bar(bar)								\
	(__safe_assert((unsigned long)__safe_constant(bar) < PCI_STD_NUM_BARS,		\
		       "the BARs of a device are 0 to 5"), bar)

static inline void __iomem *
__safe_devm_iomap_bar(struct pci_dev *pdev, unsigned int bar, size_t size)
{
	int err;

	if (bar >= PCI_STD_NUM_BARS || pci_resource_len(pdev, bar) < size)
		return IOMEM_ERR_PTR(-EINVAL);
	err = pcim_iomap_regions(pdev, BIT(bar), pci_name(pdev));
	if (err)
		return IOMEM_ERR_PTR(__safe_an_errno(err));
	return pcim_iomap_table(pdev)[bar];
}

#endif
