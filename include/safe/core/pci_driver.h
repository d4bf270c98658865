/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * PCI drivers with typed private data; see <safe/core/driver.h>.
 *
 * Example
 *
 *	static int port_probe(struct pci_dev *pdev, struct port *port) { ... }
 *
 *	SAFE_PCI_DRIVER(port_driver, struct port, port_probe, NULL, .id_table = port_ids);
 *
 * probe gets no struct pci_device_id: pci_match_id(port_ids, pdev) has it.
 */
#ifndef SAFE_CORE_PCI_DRIVER_H
#define SAFE_CORE_PCI_DRIVER_H

#include <linux/pci.h>
#include <safe/core/driver.h>

/**
 * safe_pci_get_drvdata() - as safe_dev_get_drvdata(), of a PCI device
 * @pdev: the device
 * @name: of the driver, with SAFE_DRVDATA()
 */
#define safe_pci_get_drvdata(pdev, name)						\
	safe_dev_get_drvdata(__safe_pci_dev(pdev), name)

static __safe_inline struct device *__safe_pci_dev(struct pci_dev *pdev)
{
	return &pdev->dev;
}

/**
 * SAFE_PCI_DRIVER() - define and register a PCI driver; the module's init and exit
 * @name: of the struct pci_driver
 * @type: of the private data: struct port
 * @probe: int probe(struct pci_dev *, type *)
 * @remove: void remove(struct pci_dev *, type *), or NULL
 * @...: further members: .id_table = ..., .shutdown = ..., .driver.pm = ...
 *
 * Attribute groups are .dev_groups: pci_register_driver() puts them in place of .driver.dev_groups.
 */
#define SAFE_PCI_DRIVER(name, type, probe, remove, ...)					\
	SAFE_PCI_DRIVER_STRUCT(name, type, probe, remove, ##__VA_ARGS__);		\
	module_pci_driver(name)

/**
 * SAFE_PCI_DRIVER_STRUCT() - the same without module_pci_driver()
 * @var: of the struct pci_driver
 * @type: of the private data
 * @probe_fn: as of SAFE_PCI_DRIVER()
 * @remove_fn: as of SAFE_PCI_DRIVER()
 * @...: further members
 */
#define SAFE_PCI_DRIVER_STRUCT(var, type, probe_fn, remove_fn, ...)		\
__SAFE_DRIVER_PRIVATE(var, type);						\
static int __safe_probe_##var(struct pci_dev *pdev, const struct pci_device_id *id) \
{											\
	return __safe_probe(var, type, pdev, &pdev->dev, probe_fn);		\
}											\
static void __maybe_unused __safe_remove_##var(struct pci_dev *pdev)			\
{											\
	__safe_remove(type, pdev, &pdev->dev, remove_fn);				\
}											\
static struct pci_driver var = {						\
	.name = KBUILD_MODNAME,								\
	.probe = __safe_probe_##var,						\
	.remove = __safe_callback_or_null(remove_fn, __safe_remove_##var),						\
	__VA_ARGS__									\
}

#endif
