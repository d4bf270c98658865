/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Regions of registers of a platform device: see <safe/core/mmio.h>.
 *
 * Example
 *
 *	regs = TRY(safe_devm_platform_ioremap_resource(pdev, 0, struct adc_regs));
 */
#ifndef SAFE_CORE_PLATFORM_REGION_H
#define SAFE_CORE_PLATFORM_REGION_H

#include <linux/platform_device.h>
#include <safe/core/mmio.h>

/**
 * safe_devm_platform_ioremap_resource() - request and map a memory resource, until unbound
 * @pdev: struct platform_device *
 * @index: of the resource among those of memory
 * @type: struct adc_regs
 *
 * Return: a struct adc_regs __iomem * to open by TRY(); -EINVAL if there is no such resource, or if
 * it is smaller than @type.
 */
#define safe_devm_platform_ioremap_resource(pdev, index, type)				\
	__safe_sleeps(__safe_io_as(type)(__safe_platform_ioremap(pdev,			\
				platform_get_resource(pdev, IORESOURCE_MEM, index),	\
				safe_io_size(type)), safe_io_size(type)))

/**
 * safe_devm_platform_ioremap_resource_byname() - the same, by the resource's name
 * @pdev: struct platform_device *
 * @name: of the resource
 * @type: struct adc_regs
 */
#define safe_devm_platform_ioremap_resource_byname(pdev, name, type)			\
	__safe_sleeps(__safe_io_as(type)(__safe_platform_ioremap(pdev,			\
				platform_get_resource_byname(pdev, IORESOURCE_MEM, name), \
				safe_io_size(type)), safe_io_size(type)))

static inline void __iomem *
__safe_platform_ioremap(struct platform_device *pdev, struct resource *res, size_t size)
{
	return __safe_devm_ioremap_resource(&pdev->dev, res, size);
}

#endif
