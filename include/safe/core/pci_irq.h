/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Interrupt vectors of a PCI device, bound to it.
 *
 * Invariants
 *   - The vectors are freed when the device is unbound, after the lines that were requested later.
 *   - How many there are is a result: it cannot be taken for a number before it was checked.
 *
 * Example
 *
 *	SAFE_TRY(safe_devm_pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES));
 *	irq = SAFE_TRY(safe_pci_irq_vector(pdev, 0));
 *	SAFE_TRY(safe_devm_request_irq(&pdev->dev, irq, port_irq, port));
 */
#ifndef SAFE_CORE_PCI_IRQ_H
#define SAFE_CORE_PCI_IRQ_H

#include <linux/interrupt.h>
#include <linux/pci.h>
#include <safe/core/context.h>
#include <safe/core/result.h>

static void __maybe_unused __safe_pci_free_irq_vectors(void *pdev)
{
	pci_free_irq_vectors(pdev);
}

/* Binds to the device what pci_alloc_irq_vectors() has returned. */
static __maybe_unused __must_check struct safe_int_result
__safe_pci_irq_vectors(struct pci_dev *pdev, int n)
{
	int err;

	if (n < 0)
		return safe_from_errno(int, n);
	err = devm_add_action_or_reset(&pdev->dev, __safe_pci_free_irq_vectors, pdev);
	return err ? safe_from_errno(int, err) : safe_from_errno_or_value(int, n);
}

/**
 * safe_devm_pci_alloc_irq_vectors() - allocate interrupt vectors, bound to the device
 * @pdev: the device; the vectors are freed when it is unbound
 * @min: at least so many, else -ENOSPC
 * @max: at most so many
 * @flags: PCI_IRQ_MSI, ...
 *
 * Return: a result: the number of vectors.
 */
static __safe_inline __must_check struct safe_int_result
safe_devm_pci_alloc_irq_vectors(struct pci_dev *pdev, unsigned int min, unsigned int max,
				unsigned int flags)
{
	return __safe_pci_irq_vectors(pdev, pci_alloc_irq_vectors(pdev, min, max, flags));
}
#define safe_devm_pci_alloc_irq_vectors(...)						\
	__safe_sleeps(safe_devm_pci_alloc_irq_vectors(__VA_ARGS__))

/**
 * safe_devm_pci_alloc_irq_vectors_affinity() - the same; the kernel spreads them over the processors
 * @pdev: the device; the vectors are freed when it is unbound
 * @min: at least so many, else -ENOSPC
 * @max: at most so many
 * @flags: PCI_IRQ_MSIX, ...; PCI_IRQ_AFFINITY is added
 * @affinity: how many of them, at either end, belong to no processor
 *
 * Return: a result: the number of vectors.
 */
static __safe_inline __must_check struct safe_int_result
safe_devm_pci_alloc_irq_vectors_affinity(struct pci_dev *pdev, unsigned int min, unsigned int max,
					 unsigned int flags, struct irq_affinity *affinity)
{
	return __safe_pci_irq_vectors(pdev, pci_alloc_irq_vectors_affinity(pdev, min, max,
							flags | PCI_IRQ_AFFINITY, affinity));
}
#define safe_devm_pci_alloc_irq_vectors_affinity(...)					\
	__safe_sleeps(safe_devm_pci_alloc_irq_vectors_affinity(__VA_ARGS__))

#endif
