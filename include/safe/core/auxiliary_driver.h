/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Auxiliary bus drivers with typed private data; see <safe/core/driver.h>.
 *
 * Example
 *
 *	static int port_probe(struct auxiliary_device *auxdev, struct port *port) { ... }
 *
 *	SAFE_AUXILIARY_DRIVER(port_driver, struct port, port_probe, NULL, .id_table = port_ids);
 */
#ifndef SAFE_CORE_AUXILIARY_DRIVER_H
#define SAFE_CORE_AUXILIARY_DRIVER_H

#include <linux/auxiliary_bus.h>
#include <safe/core/driver.h>

/**
 * safe_auxiliary_get_drvdata() - as safe_dev_get_drvdata(), of an auxiliary device
 * @auxdev: the device
 * @name: of the driver, with SAFE_DRVDATA()
 */
#define safe_auxiliary_get_drvdata(auxdev, name)					\
	safe_dev_get_drvdata(__safe_auxiliary_dev(auxdev), name)

static __safe_inline struct device *__safe_auxiliary_dev(struct auxiliary_device *auxdev)
{
	return &auxdev->dev;
}

/**
 * SAFE_AUXILIARY_DRIVER() - define and register an auxiliary driver; the module's init and exit
 * @name: of the struct auxiliary_driver
 * @type: of the private data: struct port
 * @probe: int probe(struct auxiliary_device *, type *)
 * @remove: void remove(struct auxiliary_device *, type *), or NULL
 * @...: further members: .id_table = ..., .shutdown = ...
 */
#define SAFE_AUXILIARY_DRIVER(name, type, probe, remove, ...)				\
	SAFE_AUXILIARY_DRIVER_STRUCT(name, type, probe, remove, ##__VA_ARGS__);		\
	module_auxiliary_driver(name)

/**
 * SAFE_AUXILIARY_DRIVER_STRUCT() - the same without module_auxiliary_driver()
 * @var: of the struct auxiliary_driver
 * @type: of the private data
 * @probe_fn: as of SAFE_AUXILIARY_DRIVER()
 * @remove_fn: as of SAFE_AUXILIARY_DRIVER()
 * @...: further members
 */
#define SAFE_AUXILIARY_DRIVER_STRUCT(var, type, probe_fn, remove_fn, ...)		\
__SAFE_DRIVER_PRIVATE(var, type);							\
static int __safe_probe_##var(struct auxiliary_device *auxdev,				\
			      const struct auxiliary_device_id *id)			\
{											\
	return __safe_probe(var, type, auxdev, &auxdev->dev, probe_fn);			\
}											\
static void __maybe_unused __safe_remove_##var(struct auxiliary_device *auxdev)		\
{											\
	__safe_remove(type, auxdev, &auxdev->dev, remove_fn);				\
}											\
static struct auxiliary_driver var = {							\
	.name = KBUILD_MODNAME,								\
	.probe = __safe_probe_##var,							\
	.remove = __safe_callback_or_null(remove_fn, __safe_remove_##var),		\
	__VA_ARGS__									\
}

#endif
