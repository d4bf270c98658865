/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Platform drivers with typed private data; see <safe/core/driver.h>.
 *
 * Example
 *
 *	static int port_probe(struct platform_device *pdev, struct port *port) { ... }
 *
 *	SAFE_PLATFORM_DRIVER(port_driver, struct port, port_probe, NULL,
 *			     .driver.of_match_table = port_of_match);
 */
#ifndef SAFE_CORE_PLATFORM_DRIVER_H
#define SAFE_CORE_PLATFORM_DRIVER_H

#include <linux/platform_device.h>
#include <safe/core/driver.h>

/**
 * safe_platform_get_drvdata() - as safe_dev_get_drvdata(), of a platform device
 * @pdev: the device
 * @name: of the driver, with SAFE_DRVDATA()
 */
#define safe_platform_get_drvdata(pdev, name)						\
	safe_dev_get_drvdata(__safe_platform_dev(pdev), name)

static __safe_inline struct device *__safe_platform_dev(const struct platform_device *pdev)
{
	return (struct device *)&pdev->dev;
}

/* remove() returned an int, always 0, until the kernel gave that up: the member's type tells. */
#define __safe_platform_remove(name)							\
	__builtin_choose_expr(__builtin_types_compatible_p(				\
			typeof(((struct platform_driver *)0)->remove),			\
			int (*)(struct platform_device *)),				\
		__safe_remove_int_##name, __safe_remove_##name)

/**
 * SAFE_PLATFORM_DRIVER() - define and register a platform driver; the module's init and exit
 * @name: of the struct platform_driver
 * @type: of the private data: struct port
 * @probe: int probe(struct platform_device *, type *)
 * @remove: void remove(struct platform_device *, type *), or NULL
 * @...: further members: .driver.of_match_table = ..., .id_table = ..., .shutdown = ...
 *
 * Members of .driver are given one by one: ".driver = { }" would take the driver's name away.
 */
#define SAFE_PLATFORM_DRIVER(name, type, probe, remove, ...)				\
	SAFE_PLATFORM_DRIVER_STRUCT(name, type, probe, remove, ##__VA_ARGS__);		\
	module_platform_driver(name)

/**
 * SAFE_PLATFORM_DRIVER_STRUCT() - the same without module_platform_driver()
 * @var: of the struct platform_driver
 * @type: of the private data
 * @probe_fn: as of SAFE_PLATFORM_DRIVER()
 * @remove_fn: as of SAFE_PLATFORM_DRIVER()
 * @...: further members
 *
 * For a module that registers more than one driver, or a driver that is built in.
 */
#define SAFE_PLATFORM_DRIVER_STRUCT(var, type, probe_fn, remove_fn, ...)		\
__SAFE_DRIVER_PRIVATE(var, type);							\
static int __safe_probe_##var(struct platform_device *pdev)				\
{											\
	return __safe_probe(var, type, pdev, &pdev->dev, probe_fn);			\
}											\
static void __maybe_unused __safe_remove_##var(struct platform_device *pdev)		\
{											\
	__safe_remove(type, pdev, &pdev->dev, remove_fn);				\
}											\
static int __maybe_unused __safe_remove_int_##var(struct platform_device *pdev)	\
{											\
	__safe_remove(type, pdev, &pdev->dev, remove_fn);				\
	return 0;									\
}											\
static struct platform_driver var = {							\
	.driver.name = KBUILD_MODNAME,							\
	.probe = __safe_probe_##var,							\
	.remove = __safe_callback_or_null(remove_fn, __safe_platform_remove(var)),						\
	__VA_ARGS__									\
}

#endif
