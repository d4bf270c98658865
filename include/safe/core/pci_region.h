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
 *	TRY(safe_pci_io_array(pdev, 0, &edu->doorbells, EDU_DOORBELLS, 4 << shift));
 */
#ifndef SAFE_CORE_PCI_REGION_H
#define SAFE_CORE_PCI_REGION_H

#include <linux/pci.h>
#include <safe/core/io_array.h>
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

/**
 * safe_pci_io_array() - an array of registers in a BAR that is mapped
 * @pdev: struct pci_dev *
 * @bar: 0 to 5, mapped by safe_devm_iomap_bar(); a constant that is none does not compile
 * @array: pointer to it, see <safe/core/io_array.h>; empty on failure
 * @offset: where its first element begins
 * @stride: from one to the next, as the device says
 *
 * Return: 0; -EINVAL if the BAR is not mapped, or elements would overlap or not be aligned; -ERANGE if
 * there is room for none.
 */
#define safe_pci_io_array(pdev, bar, array, offset, stride)				\
	__safe_pci_io_array(pdev, __safe_pci_bar(bar), &(array)->__array, offset, stride, \
			    safe_io_size(typeof(*(array)->__element)))
static inline __must_check int
__safe_pci_io_array(struct pci_dev *pdev, unsigned int bar, struct __safe_io_array *array,
		    u64 offset, u64 stride, size_t size)
{
	void __iomem *const *table = pcim_iomap_table(pdev);

	if (bar >= PCI_STD_NUM_BARS || !table || !table[bar]) {
		*array = (struct __safe_io_array){ };
		return -EINVAL;
	}
	return __safe_io_array_init(array, table[bar], pci_resource_len(pdev, bar), offset, stride, size);
}

#endif
