// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Functions of tables whose prototypes kernels change: shared, called by hand, left out. */
#include <linux/module.h>
#include <safe/linux/device.h>
#include <safe/linux/kobject.h>
#include <safe/linux/platform_device.h>
#include <safe/short.h>

/* good: one function that two tables have, each with a prototype of its own in some kernels */
static int good_drift_uevent(const struct device *dev, struct kobj_uevent_env *env)
{
	return add_uevent_var(env, "DRIFT=%s", dev_name(dev));
}
SAFE_OP_PLAIN(good_drift_bus, bus_type, uevent, good_drift_uevent);
SAFE_OP_PLAIN(good_drift_type, device_type, uevent, good_drift_uevent);
static struct bus_type good_drift_bus __used = {
	.name = "drift",
	SAFE_OP_ENTRY(good_drift_bus, bus_type, uevent, good_drift_uevent)
};
static const struct device_type good_drift_type __used = {
	.name = "drift",
	.uevent = safe_op(good_drift_type, good_drift_uevent),
};

/* good: an entry that is left out where the kernel has no such member leaves its function in peace */
static int good_drift_filter(const struct kobject *kobj)
{
	return 1;
}
SAFE_OP_PLAIN(good_drift_kset, kset_uevent_ops, filter, good_drift_filter);
static const struct kset_uevent_ops good_drift_kset __used = {
	SAFE_OP_ENTRY_IF(good_drift_kset, kset_uevent_ops, filter, good_drift_filter)
};
