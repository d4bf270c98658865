/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * A bus of the driver's own: devices that it puts there, and drivers that are bound to them.
 *
 * Invariants
 *   - A bus has one type of device and one of driver, struct NAME_device with a member dev and struct
 *     NAME_driver with members driver, probe and remove; its callbacks get these. Nothing else is
 *     ever on it: devices come from safe_bus_device_new() and drivers from SAFE_BUS_DRIVER() alone.
 *   - match() and uevent() only look: what they get is const, on all kernels.
 *   - A device is counted. It is freed by whoever gives up the last reference, after its owned
 *     members, named by SAFE_DESTROY(), were given back.
 *   - Once added it is the parent's: it is taken from the bus, and its driver unbound, when the
 *     parent is unbound.
 *
 * Example
 *
 *	struct port_device { struct device dev; int kind; };
 *	struct port_driver {
 *		struct device_driver driver;
 *		int kind;
 *		int (*probe)(struct port_device *port);
 *		void (*remove)(struct port_device *port);
 *	};
 *
 *	static int port_match(const struct port_device *port, const struct port_driver *driver)
 *	{
 *		return port->kind == driver->kind;
 *	}
 *	static int port_uevent(const struct port_device *port, struct kobj_uevent_env *env) { ... }
 *	SAFE_BUS(port, port_match, port_uevent, .name = "port");
 *
 *	owned(bus_registered, bus, safe_bus_register(&port_bus_type));
 *
 *	owned(port_device, port, safe_bus_device_new(port, parent));
 *	borrow(port)->kind = 7;
 *	TRY(safe_bus_device_add(port, move(port), "%u", number));
 *
 * To have such an owner in a structure, or to open into one that is there, it is made a kind after
 * SAFE_BUS(), see <safe/core/kind.h>: #define SAFE_KIND port_device, #include <safe/core/new_kind.h>.
 *
 * A driver of that bus, with private data as of <safe/core/driver.h>:
 *
 *	SAFE_DRVDATA(port_driver, serial_driver, struct serial);
 *	static int serial_probe(struct port_device *port, struct serial *serial) { ... }
 *	SAFE_BUS_DRIVER(port, serial_driver, struct serial, serial_probe, NULL,
 *			.driver.name = "serial", .kind = 7);
 *
 *	owned(driver_registered, driver, safe_driver_register(&serial_driver.driver));
 *
 * What misuse gives
 *   a callback of another type		error: incompatible pointer type
 *   match() that changes its device	error: assignment of member in read-only object
 *   a device that was moved, used		is NULL
 *   a device of another bus		error: incompatible type for argument
 *   probe() for other private data	error: incompatible pointer type
 *   safe_open() of what is no kind	error: '_Generic' ... not compatible with any association
 *   a result ignored			warning: ignoring return value ... (unused-result)
 *
 * What C cannot do: know that the bus is registered when a device is put there.
 */
#ifndef SAFE_CORE_BUS_H
#define SAFE_CORE_BUS_H

#include <linux/device.h>
#include <linux/slab.h>
#include <safe/core/callback.h>
#include <safe/core/driver.h>
#include <safe/core/owned.h>

/**
 * SAFE_BUS() - define a bus; stands after its callbacks
 * @name: gives struct bus_type NAME_bus_type, and the owner struct safe_NAME_device
 * @match_fn: int match(const struct NAME_device *, const struct NAME_driver *)
 * @uevent_fn: int uevent(const struct NAME_device *, struct kobj_uevent_env *), or NULL
 * @...: further members: .name = ..., .bus_groups = ..., .dev_groups = ..., .pm = ...
 *
 * probe() and remove() of the bus call those of the driver.
 */
#define SAFE_BUS(name, match_fn, uevent_fn, ...)					\
static int __maybe_unused								\
__safe_bus_match_##name(struct device *dev, const struct device_driver *driver)		\
{											\
	return __safe_call(int, match_fn, const struct name##_device *,			\
			   const struct name##_driver *)				\
		(container_of(dev, struct name##_device, dev),				\
		 container_of(driver, const struct name##_driver, driver));		\
}											\
static int __maybe_unused								\
__safe_bus_old_match_##name(struct device *dev, struct device_driver *driver)		\
{											\
	return __safe_bus_match_##name(dev, driver);					\
}											\
static int __maybe_unused								\
__safe_bus_uevent_##name(const struct device *dev, struct kobj_uevent_env *env)	\
{											\
	return __safe_call(int, uevent_fn, const struct name##_device *,		\
			   struct kobj_uevent_env *)					\
		(container_of(dev, const struct name##_device, dev), env);		\
}											\
static int __maybe_unused								\
__safe_bus_old_uevent_##name(struct device *dev, struct kobj_uevent_env *env)		\
{											\
	return __safe_bus_uevent_##name(dev, env);					\
}											\
static int __safe_bus_probe_##name(struct device *dev)					\
{											\
	struct name##_driver *driver = container_of(dev->driver, struct name##_driver,	\
						    driver);				\
											\
	return driver->probe(container_of(dev, struct name##_device, dev));		\
}											\
static void __safe_bus_remove_##name(struct device *dev)				\
{											\
	struct name##_driver *driver = container_of(dev->driver, struct name##_driver,	\
						    driver);				\
											\
	if (driver->remove)								\
		driver->remove(container_of(dev, struct name##_device, dev));		\
}											\
static struct bus_type name##_bus_type = {						\
	.match = __safe_fitting(struct bus_type, match, __safe_bus_match_##name,	\
				__safe_bus_old_match_##name),				\
	.uevent = __safe_callback_or_null(uevent_fn,					\
			__safe_fitting(struct bus_type, uevent, __safe_bus_uevent_##name, \
				       __safe_bus_old_uevent_##name)),			\
	.probe = __safe_bus_probe_##name,						\
	.remove = __safe_bus_remove_##name,						\
	__VA_ARGS__									\
};											\
__SAFE_BUS_DEVICE(name)

/* What is there of the devices of a bus: their owner, before they are added, and their end. */
#define __SAFE_BUS_DEVICE(name)								\
static void (*__safe_destroys_##name##_device)(struct name##_device *) __maybe_unused;	\
static void __maybe_unused __safe_bus_release_##name(struct device *dev)		\
{											\
	struct name##_device *self = container_of(dev, struct name##_device, dev);	\
											\
	if (__safe_destroys_##name##_device)						\
		__safe_destroys_##name##_device(self);					\
	kfree(self);									\
}											\
static __safe_inline void __safe_bus_put_##name(struct name##_device *self)		\
{											\
	put_device(&self->dev);								\
}											\
SAFE_OWNED(name##_device, struct name##_device *, __safe_bus_put_##name);		\
static __safe_inline __must_check struct safe_##name##_device_result			\
__safe_bus_device_new_##name(struct device *parent)					\
{											\
	struct name##_device *self = kzalloc(sizeof(*self), GFP_KERNEL);		\
											\
	if (self) {									\
		device_initialize(&self->dev);						\
		self->dev.parent = parent;						\
		self->dev.bus = &name##_bus_type;					\
		self->dev.release = __safe_bus_release_##name;				\
	}										\
	return safe_owner_from_null(name##_device, self, -ENOMEM);			\
}											\
static __safe_inline struct device *							\
__safe_bus_device_move_##name(struct safe_##name##_device owner)			\
{											\
	return &owner.__value->dev;							\
}											\
struct name##_device

static void __maybe_unused __safe_bus_device_end(void *dev)
{
	device_unregister(dev);
}

/* Adds a device whose name was set, or was not, with that errno: until its parent is unbound. */
static __maybe_unused int __safe_bus_device_added(struct device *dev, int err)
{
	if (!err)
		err = device_add(dev);
	if (err) {
		put_device(dev);
		return err;
	}
	return devm_add_action_or_reset(dev->parent, __safe_bus_device_end, dev);
}

/**
 * safe_bus_device_new() - allocate a device of a bus, which nobody sees yet
 * @bus: with SAFE_BUS()
 * @parent: struct device *, bound to a driver
 *
 * Return: a struct safe_NAME_device_result, to open with owned(); zeroed but for dev.
 */
#define safe_bus_device_new(bus, parent)	__safe_sleeps(__safe_bus_device_new_##bus(parent))

/**
 * safe_bus_device_add() - put it on the bus, until the parent is unbound
 * @bus: with SAFE_BUS()
 * @owner: move() of the device
 * @...: format of its name, and its arguments
 *
 * On failure the device is given back.
 *
 * Return: 0 or an errno.
 */
#define safe_bus_device_add(bus, owner, ...)						\
	__safe_sleeps(safe_checked(({							\
		struct device *__safe_dev = __safe_bus_device_move_##bus(owner);	\
											\
		__safe_bus_device_added(__safe_dev, dev_set_name(__safe_dev, __VA_ARGS__)); \
	})))

/**
 * SAFE_BUS_DRIVER() - define a driver of a bus
 * @of_bus: with SAFE_BUS()
 * @var: of the struct BUS_driver
 * @type: of the private data: struct port
 * @probe_fn: int probe(struct BUS_device *, type *)
 * @remove_fn: void remove(struct BUS_device *, type *), or NULL
 * @...: further members: .driver.name = ..., .driver.dev_groups = ...
 */
#define SAFE_BUS_DRIVER(of_bus, var, type, probe_fn, remove_fn, ...)			\
__SAFE_DRIVER_PRIVATE(var, type);							\
static int __safe_probe_##var(struct of_bus##_device *device)				\
{											\
	return __safe_probe(var, type, device, &device->dev, probe_fn);			\
}											\
static void __maybe_unused __safe_remove_##var(struct of_bus##_device *device)		\
{											\
	__safe_remove(type, device, &device->dev, remove_fn);				\
}											\
static struct of_bus##_driver var = {							\
	.driver.owner = THIS_MODULE,							\
	.driver.bus = &of_bus##_bus_type,							\
	.probe = __safe_probe_##var,							\
	.remove = __safe_callback_or_null(remove_fn, __safe_remove_##var),		\
	__VA_ARGS__									\
}

/**
 * SAFE_BUS_ATTR_RO() - define an attribute of a bus; stands after its function
 * @name: gives bus_attr_NAME; the function is ssize_t NAME_show(char *buf)
 */
#define SAFE_BUS_ATTR_RO(name)								\
static ssize_t __maybe_unused								\
__safe_show_##name(const struct bus_type *bus, char *buf)				\
{											\
	return __safe_call(ssize_t, name##_show, char *)(buf);				\
}											\
static ssize_t __maybe_unused								\
__safe_old_show_##name(struct bus_type *bus, char *buf)				\
{											\
	return __safe_call(ssize_t, name##_show, char *)(buf);				\
}											\
static struct bus_attribute bus_attr_##name =						\
	__ATTR(name, 0444, __safe_fitting(struct bus_attribute, show, __safe_show_##name, \
					  __safe_old_show_##name), NULL)

/**
 * SAFE_BUS_DEVICE_ATTR_RO() - define an attribute of all devices of a bus; stands after its function
 * @bus: whose SAFE_BUS() has the attribute in its dev_groups
 * @name: gives dev_attr_NAME; the function is ssize_t NAME_show(struct BUS_device *, char *buf)
 */
#define SAFE_BUS_DEVICE_ATTR_RO(bus, name)						\
static ssize_t __safe_show_##name(struct device *dev, struct device_attribute *attr, char *buf) \
{											\
	return __safe_call(ssize_t, name##_show, struct bus##_device *, char *)		\
		(container_of(dev, struct bus##_device, dev), buf);			\
}											\
static struct device_attribute dev_attr_##name = __ATTR(name, 0444, __safe_show_##name, NULL)

#endif
