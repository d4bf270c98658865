// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The driver core: classes, buses, attributes, kobjects, platform drivers: written once for all kernels. */
#include <linux/init.h>
#include <linux/module.h>
#include <safe/linux/device.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/kobject.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/sysfs.h>
#include <safe/linux/syscore_ops.h>
#include <safe/linux/sysrq.h>
#include <safe/short.h>

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("what kernels do differently");

/* ---- the driver core ---- */

/* row: class_create */
/* row: class_destroy */
static int make_class(struct safe_class *kept)
{
	TRY(safe_open(kept, safe_class_create("drift")));
	return 0;
}

static void drop_class(struct safe_class *kept)
{
	safe_class_destroy(safe_move(*kept));
}

/* row: bus_type.match */
static int drift_match(struct device *dev, const struct device_driver *drv)
{
	return !strcmp(dev_name(dev), drv->name);
}
SAFE_OP_PLAIN(drift_bus, bus_type, match, drift_match);

/* row: bus_type.uevent */
static int drift_uevent(const struct device *dev, struct kobj_uevent_env *env)
{
	return add_uevent_var(env, "DRIFT=%s", dev_name(dev));
}
SAFE_OP_PLAIN(drift_bus, bus_type, uevent, drift_uevent);

static struct bus_type drift_bus = {
	.name = "drift",
	.match = safe_op(drift_bus, drift_match),
	SAFE_OP_ENTRY(drift_bus, bus_type, uevent, drift_uevent)
};

/* row: bus_register */
static int make_bus(struct safe_bus_registered *kept)
{
	TRY(safe_open(kept, safe_bus_register(&drift_bus)));
	return 0;
}

/* row: bus_find_device */
static int is_named(struct device *dev, const void *data)
{
	return !strcmp(dev_name(dev), data);
}
SAFE_OP_PLAIN(named, bus_find_device, match, is_named);

static int find_on_bus(const char *name)
{
	owned(device, dev, safe_bus_find_device(&drift_bus, NULL, name, safe_op(named, is_named)));

	dev_info(borrow(dev), "found\n");
	return 0;
}

/* row: device_find_child */
static int is_child(struct device *dev, const void *data)
{
	return !strcmp(dev_name(dev), data);
}
SAFE_OP_PLAIN(child, device_find_child, match, is_child);

static int find_child(struct device *parent, const char *name)
{
	owned(device, dev, safe_device_find_child(parent, name, safe_op(child, is_child)));

	dev_info(borrow(dev), "found\n");
	return 0;
}

/* row: bus_for_each_dev */
static int count_one(struct device *dev, void *data)
{
	++*(unsigned int *)data;
	return 0;
}
SAFE_OP_PLAIN(count, bus_for_each_dev, fn, count_one);

static int count_all(unsigned int *n)
{
	return bus_for_each_dev(&drift_bus, NULL, n, safe_op(count, count_one));
}

/* row: class.devnode */
static char *drift_devnode(const struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0600;
	return kasprintf(GFP_KERNEL, "drift/%s", dev_name(dev));
}
SAFE_OP_PLAIN(drift_class, class, devnode, drift_devnode);

static struct class drift_class = {
	.name = "drift",
	.devnode = safe_op(drift_class, drift_devnode),
};

/* row: class_interface.add_dev */
static int drift_add_dev(struct device *dev)
{
	return dev_name(dev) ? 0 : -EINVAL;
}
SAFE_OP_PLAIN(drift_interface, class_interface, add_dev, drift_add_dev);

static struct class_interface drift_interface = {
	.class = &drift_class,
	.add_dev = safe_op(drift_interface, drift_add_dev),
};

static int watch_class(void)
{
	return class_interface_register(&drift_interface);
}

/* row: class_find_device */
static int is_of_class(struct device *dev, const void *data)
{
	return dev == data;
}
SAFE_OP_PLAIN(in_class, class_find_device, match, is_of_class);

static int find_in_class(const struct device *want)
{
	owned(device, dev, safe_class_find_device(&drift_class, NULL, want, safe_op(in_class, is_of_class)));

	dev_info(borrow(dev), "found\n");
	return 0;
}

/* row: driver_find_device */
static int is_driven(struct device *dev, const void *data)
{
	return dev == data;
}
SAFE_OP_PLAIN(driven, driver_find_device, match, is_driven);

static int find_driven(const struct device_driver *drv, const struct device *want)
{
	owned(device, dev, safe_driver_find_device(drv, NULL, want, safe_op(driven, is_driven)));

	dev_info(borrow(dev), "found\n");
	return 0;
}

/* row: class.dev_uevent */
static int drift_dev_uevent(const struct device *dev, struct kobj_uevent_env *env)
{
	return 0;
}
SAFE_OP_PLAIN(drift_other, class, dev_uevent, drift_dev_uevent);

/* row: class.class_release */
static void drift_class_release(const struct class *class)
{
}
SAFE_OP_PLAIN(drift_other, class, class_release, drift_class_release);

static struct class drift_other __used = {
	.dev_uevent = safe_op(drift_other, drift_dev_uevent),
	.class_release = safe_op(drift_other, drift_class_release),
};

/* row: device_type.uevent */
static int drift_type_uevent(const struct device *dev, struct kobj_uevent_env *env)
{
	return 0;
}
SAFE_OP_PLAIN(drift_type, device_type, uevent, drift_type_uevent);

/* row: device_type.devnode */
static char *drift_type_devnode(const struct device *dev, umode_t *mode, kuid_t *uid, kgid_t *gid)
{
	return NULL;
}
SAFE_OP_PLAIN(drift_type, device_type, devnode, drift_type_devnode);

static const struct device_type drift_type __used = {
	.uevent = safe_op(drift_type, drift_type_uevent),
	.devnode = safe_op(drift_type, drift_type_devnode),
};

/* row: class_attribute.show */
static ssize_t drift_show(const struct class *class, const struct class_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", class->name);
}
SAFE_OP_PLAIN(drift_attr, class_attribute, show, drift_show);

/* row: class_attribute.store */
static ssize_t drift_store(const struct class *class, const struct class_attribute *attr,
			   const char *buf, size_t count)
{
	return count;
}
SAFE_OP_PLAIN(drift_attr, class_attribute, store, drift_store);

static struct class_attribute drift_attr __used = {
	.attr = { .name = "drift", .mode = 0600 },
	.show = safe_op(drift_attr, drift_show),
	.store = safe_op(drift_attr, drift_store),
};

/* row: bus_attribute.show */
static ssize_t drift_bus_show(const struct bus_type *bus, char *buf)
{
	return sysfs_emit(buf, "%s\n", bus->name);
}
SAFE_OP_PLAIN(drift_bus_attr, bus_attribute, show, drift_bus_show);

static struct bus_attribute drift_bus_attr __used = {
	.show = safe_op(drift_bus_attr, drift_bus_show),
};

/* row: bin_attribute.read */
static ssize_t drift_read(struct file *file, struct kobject *kobj, const struct bin_attribute *attr,
			  char *buf, loff_t pos, size_t len)
{
	return len;
}
SAFE_OP_PLAIN(drift_bin, bin_attribute, read, drift_read);

/* row: bin_attribute.write */
static ssize_t drift_write(struct file *file, struct kobject *kobj, const struct bin_attribute *attr,
			   char *buf, loff_t pos, size_t len)
{
	return len;
}
SAFE_OP_PLAIN(drift_bin, bin_attribute, write, drift_write);

static struct bin_attribute drift_bin __used = {
	SAFE_OP_ENTRY(drift_bin, bin_attribute, read, drift_read)
	SAFE_OP_ENTRY(drift_bin, bin_attribute, write, drift_write)
};

/* row: attribute_group.is_bin_visible */
static umode_t drift_visible(struct kobject *kobj, const struct bin_attribute *attr, int n)
{
	return attr->attr.mode;
}
SAFE_OP_PLAIN(drift_group, attribute_group, is_bin_visible, drift_visible);

static const struct attribute_group drift_group __used = {
	.is_bin_visible = safe_op(drift_group, drift_visible),
};

/* row: kset_uevent_ops.filter */
static int drift_filter(const struct kobject *kobj)
{
	return 1;
}
SAFE_OP_PLAIN(drift_kset, kset_uevent_ops, filter, drift_filter);

/* row: kset_uevent_ops.uevent */
static int drift_kset_uevent(const struct kobject *kobj, struct kobj_uevent_env *env)
{
	return 0;
}
SAFE_OP_PLAIN(drift_kset, kset_uevent_ops, uevent, drift_kset_uevent);

static const struct kset_uevent_ops drift_kset __used = {
	.filter = safe_op(drift_kset, drift_filter),
	.uevent = safe_op(drift_kset, drift_kset_uevent),
};

/* row: kobj_type.get_ownership */
static void drift_ownership(const struct kobject *kobj, kuid_t *uid, kgid_t *gid)
{
}
SAFE_OP_PLAIN(drift_ktype, kobj_type, get_ownership, drift_ownership);

static const struct kobj_type drift_ktype __used = {
	.get_ownership = safe_op(drift_ktype, drift_ownership),
};

/* row: sysfs_update_groups */
/* row: sysfs_remove_groups */
static int change_groups(struct kobject *kobj, const struct attribute_group *const *groups)
{
	TRY(safe_sysfs_update_groups(kobj, groups));
	safe_sysfs_remove_groups(kobj, groups);
	return 0;
}

/* row: sysfs_create_groups */
static int add_groups(struct kobject *kobj, const struct attribute_group *const *groups)
{
	return safe_sysfs_create_groups(kobj, groups);
}

/* row: platform_driver.remove */
/* row: platform_driver.remove_new */
static int drift_probe(struct platform_device *pdev)
{
	return pdev->id < 0 ? -ENODEV : 0;
}
SAFE_OP_PLAIN(drift_platform, platform_driver, probe, drift_probe);

static void drift_remove(struct platform_device *pdev)
{
	dev_info(&pdev->dev, "gone\n");
}
SAFE_OP_PLAIN(drift_platform, platform_driver, remove, drift_remove);

static struct platform_driver drift_platform = {
	.driver = { .name = "drift" },
	.probe = safe_op(drift_platform, drift_probe),
	SAFE_OP_ENTRY(drift_platform, platform_driver, remove, drift_remove)
};

static int register_platform(void)
{
	return platform_driver_register(&drift_platform);
}

/* row: syscore_ops.suspend */
static int drift_suspend(void)
{
	return 0;
}
SAFE_OP_PLAIN(drift_syscore, syscore_ops, suspend, drift_suspend);

static struct syscore_ops drift_syscore __used = {
	.suspend = safe_op(drift_syscore, drift_suspend),
};

/* row: softirq action */
static void drift_action(void)
{
}
SAFE_OP_PLAIN(drift_softirq, softirq_action, action, drift_action);

static struct softirq_action drift_softirq __used = {
	.action = safe_op(drift_softirq, drift_action),
};

/* row: handle_sysrq */
static void press(u8 key)
{
	safe_handle_sysrq(key);
}
