/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Drivers: registration with typed private data. The macros of the buses are in
 * <safe/core/platform_driver.h>, <safe/core/pci_driver.h>, <safe/core/i2c_driver.h>,
 * <safe/core/spi_driver.h> and <safe/core/auxiliary_driver.h>.
 *
 * Invariants
 *   - The private data is there before probe runs, zeroed, and outlives everything that is bound to
 *     the device after it. Its owned members, named by SAFE_DESTROY(), are given back at last: when
 *     the device is unbound, and when probe fails.
 *   - It is the device's driver data. Who asks for it, asks a driver by name, gets that driver's
 *     type, and gets -ENODEV for a device that another driver, or none, is bound to.
 *
 * Example
 *
 *	struct port { struct clk *clk; ... };
 *	SAFE_DRVDATA(pci_driver, port_driver, struct port);	// for those who need it before the end
 *
 *	static int port_suspend(struct device *dev)
 *	{
 *		struct port *port = SAFE_TRY(safe_dev_get_drvdata(dev, port_driver));
 *		...
 *	}
 *
 *	static int port_probe(struct pci_dev *pdev, struct port *port) { ... }
 *	static void port_remove(struct pci_dev *pdev, struct port *port) { ... }
 *	SAFE_PCI_DRIVER(port_driver, struct port, port_probe, port_remove, .id_table = port_ids);
 *
 * What misuse gives
 *   probe that takes another type	error: incompatible pointer type
 *   driver data as another type	error: incompatible pointer type
 *   driver data before its check	error: incompatible types (it is a result)
 *   a driver that has no such data	error: implicit declaration of '__safe_drvdata_...'
 *
 * What is destroyed last is destroyed when all that probe bound to the device is gone already, such as
 * clocks and registers. So what may still run then, as work and timers do, is bound to the device as
 * well (safe_devm_...), behind what it uses: SAFE_DESTROY() is for what the structure alone owns.
 *
 * What C cannot do: end the use of private data by code that outlives the device; see that a structure
 * has owned members and no SAFE_DESTROY(), since no compiler lists the members of a type.
 */
#ifndef SAFE_CORE_DRIVER_H
#define SAFE_CORE_DRIVER_H

#include <linux/device.h>
#include <linux/module.h>
#include <safe/core/callback.h>
#include <safe/core/owned.h>
#include <safe/core/result.h>
#include <safe/core/slice.h>

/**
 * SAFE_DRVDATA() - declare what a driver's private data is, for safe_dev_get_drvdata()
 * @bus: struct of the driver: platform_driver, pci_driver, i2c_driver, ...
 * @name: of the driver, which a registration macro defines further down in this file
 * @type: of the private data: struct port
 */
#define SAFE_DRVDATA(bus, name, type)							\
static struct bus name;									\
SAFE_RESULT(drvdata_##name, type *);						\
static __safe_inline __must_check struct safe_drvdata_##name##_result			\
__safe_drvdata_##name(const struct device *dev)						\
{											\
	void *data = dev_get_drvdata(dev);						\
											\
	if (unlikely(dev->driver != &name.driver))					\
		return safe_from_errno(drvdata_##name, -ENODEV);			\
	if (IS_ERR(data))								\
		__builtin_unreachable();						\
	return safe_from_err_ptr(drvdata_##name, data);				\
}											\
struct bus

/**
 * safe_dev_get_drvdata() - private data of the driver that a device is bound to
 * @dev: the device
 * @name: of the driver, with SAFE_DRVDATA()
 *
 * Return: a result: the pointer, or -ENODEV if another driver, or none, is bound to the device.
 */
#define safe_dev_get_drvdata(dev, name)	__safe_drvdata_##name(dev)

/**
 * SAFE_PRIVATE() - type of the pointer to a driver's private data
 * @name: of the driver, with SAFE_DRVDATA()
 *
 * So that tables of functions do not say it a second time, and perhaps otherwise: see
 * <safe/core/ops.h>, SAFE_OPS(port_pm, SAFE_PRIVATE(port_driver)).
 */
#define SAFE_PRIVATE(name)	typeof(__safe_drvdata_##name(NULL).__value)

/*
 * The private data, bound to the device before all else, as a resource whose release destroys it if
 * there is anything to destroy. NULL: no memory.
 */
static __safe_inline void *__safe_new_private(struct device *dev, size_t size, bool destroys,
						dr_release_t release)
{
	__safe_fault(err, return NULL)
	void *private;

	if (destroys) {
		private = devres_alloc(release, size, GFP_KERNEL);
		if (private)
			devres_add(dev, private);
	} else {
		private = devm_kzalloc(dev, size, GFP_KERNEL);
	}
	if (private)
		dev_set_drvdata(dev, private);
	return private;
}

/*
 * What the drivers of all buses have. The pointer to the destructor is a tentative definition: it is
 * that of SAFE_DESTROY(), or NULL where there is none.
 */
#define __SAFE_DRIVER_PRIVATE(name, type)						\
static void (*__safe_named(__safe_destroys_, type))(type *) __maybe_unused;		\
static void __maybe_unused __safe_private_release_##name(struct device *dev, void *private) \
{											\
	__safe_named(__safe_destroys_, type)(private);					\
}											\
struct __safe_driver_##name##_end

/* probe: private data first, then the driver's function. */
#define __safe_probe(name, type, object, dev, probe)					\
	({										\
		int (*const __safe_fn)(typeof(object), type *) = (probe);		\
		type *__safe_private = __safe_new_private(dev, sizeof(type),		\
						__safe_named(__safe_destroys_, type),	\
						__safe_private_release_##name);		\
											\
		__safe_private ? __safe_fn(object, __safe_private) : -ENOMEM;		\
	})

/* The trampoline, or NULL where the driver has no such function. */
#define __safe_callback_or_null(fn, trampoline)						\
	__builtin_choose_expr(__builtin_types_compatible_p(typeof(fn), void *), NULL, trampoline)

/* remove: the driver's function. */
#define __safe_remove(type, object, dev, remove)					\
	do {										\
		void (*const __safe_fn)(typeof(object), type *) = (remove);		\
											\
		__safe_fn(object, dev_get_drvdata(dev));				\
	} while (0)

/**
 * SAFE_DEVICE_ATTR_RO() - define a device attribute that is read; stands after its function
 * @name: of the attribute: gives dev_attr_name, as DEVICE_ATTR_RO() does
 * @driver: of the device, with SAFE_DRVDATA()
 *
 * The function is ssize_t name_show(struct port *, char *buf).
 */
#define SAFE_DEVICE_ATTR_RO(name, driver)						\
__SAFE_DEVICE_SHOW(name, driver)							\
static struct device_attribute dev_attr_##name =					\
	__ATTR(name, 0444, __safe_show_##name, NULL)

/**
 * SAFE_DEVICE_ATTR_RW() - the same for one that is read and written
 * @name: of the attribute
 * @driver: of the device, with SAFE_DRVDATA()
 *
 * The functions are name_show() and ssize_t name_store(struct port *, const char *buf, size_t len).
 */
#define SAFE_DEVICE_ATTR_RW(name, driver)						\
__SAFE_DEVICE_SHOW(name, driver)							\
__SAFE_DEVICE_STORE(name, driver)							\
static struct device_attribute dev_attr_##name =					\
	__ATTR(name, 0644, __safe_show_##name, __safe_store_##name)

/**
 * SAFE_DEVICE_ATTR_WO() - the same for one that is written
 * @name: of the attribute
 * @driver: of the device, with SAFE_DRVDATA()
 */
#define SAFE_DEVICE_ATTR_WO(name, driver)						\
__SAFE_DEVICE_STORE(name, driver)							\
static struct device_attribute dev_attr_##name =					\
	__ATTR(name, 0200, NULL, __safe_store_##name)

/**
 * SAFE_DEVICE_BIN_ATTR_RW() - define an attribute of bytes; stands after its functions
 * @name: of the attribute: gives bin_attr_name
 * @driver: of the device, with SAFE_DRVDATA()
 * @length: how many bytes there are, or 0 if nobody knows; what is asked for is within them
 *
 * The functions are ssize_t name_read(struct port *, struct safe_bytes to, loff_t offset) and
 * ssize_t name_write(struct port *, struct safe_const_bytes from, loff_t offset).
 */
#define SAFE_DEVICE_BIN_ATTR_RW(name, driver, length)					\
__SAFE_DEVICE_BIN(name, read, driver, safe_bytes)					\
__SAFE_DEVICE_BIN(name, write, driver, safe_const_bytes)				\
static struct bin_attribute bin_attr_##name =						\
	__BIN_ATTR(name, 0644, __safe_device_bin(name, read),				\
		   __safe_device_bin(name, write), length)

/**
 * SAFE_DEVICE_BIN_ATTR_RO() - the same for one that is only read
 * @name: of the attribute
 * @driver: of the device, with SAFE_DRVDATA()
 * @length: how many bytes there are, or 0
 */
#define SAFE_DEVICE_BIN_ATTR_RO(name, driver, length)					\
__SAFE_DEVICE_BIN(name, read, driver, safe_bytes)					\
static struct bin_attribute bin_attr_##name =						\
	__BIN_ATTR(name, 0444, __safe_device_bin(name, read), NULL, length)

/**
 * SAFE_BIN_ATTRS() - define the list for the bin_attrs of a struct attribute_group
 * @name: of the list
 * @...: &bin_attr_name, ...
 */
#define SAFE_BIN_ATTRS(name, ...)							\
	static typeof(*((struct attribute_group *)0)->bin_attrs) name[] = { __VA_ARGS__, NULL }

#define __SAFE_DEVICE_BIN(name, op, driver, slice)					\
static ssize_t __maybe_unused								\
__safe_##op##_##name(struct file *file, struct kobject *kobj, const struct bin_attribute *attr, \
		     char *buf, loff_t offset, size_t len)				\
{											\
	return name##_##op(SAFE_TRY(safe_dev_get_drvdata(kobj_to_dev(kobj), driver)),	\
			   slice(buf, len), offset);					\
}											\
static ssize_t __maybe_unused								\
__safe_old_##op##_##name(struct file *file, struct kobject *kobj, struct bin_attribute *attr, \
			 char *buf, loff_t offset, size_t len)				\
{											\
	return name##_##op(SAFE_TRY(safe_dev_get_drvdata(kobj_to_dev(kobj), driver)),	\
			   slice(buf, len), offset);					\
}
#define __safe_device_bin(name, op)							\
	__safe_fitting(struct bin_attribute, op, __safe_##op##_##name, __safe_old_##op##_##name)

#define __SAFE_DEVICE_SHOW(name, driver)						\
static ssize_t __safe_show_##name(struct device *dev, struct device_attribute *attr, char *buf) \
{											\
	return name##_show(SAFE_TRY(safe_dev_get_drvdata(dev, driver)), buf);		\
}
#define __SAFE_DEVICE_STORE(name, driver)						\
static ssize_t __safe_store_##name(struct device *dev, struct device_attribute *attr,	\
				   const char *buf, size_t len)				\
{											\
	return name##_store(SAFE_TRY(safe_dev_get_drvdata(dev, driver)), buf, len);	\
}

#endif
