// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Functions of tables whose prototypes kernels change. */
#include <linux/module.h>
#include <safe/linux/device.h>
#include <safe/linux/platform_device.h>
#include <safe/short.h>

/* case 19: a function without data that has another prototype than the contract states */
static int drift_match(struct device *dev, const struct device_driver *drv)
{
	return 1;
}
static int drift_match_other(struct device *dev, const struct platform_device *pdev)
{
	return 0;
}
#ifdef MISTAKE
SAFE_OP_PLAIN(drift_bus, bus_type, match, drift_match_other);	/* error: incompatible (function )?pointer type */
static int (*drift_unused)(struct device *dev, const struct device_driver *drv) __used = drift_match;
#else
static int (*drift_unused)(struct device *dev, const struct platform_device *pdev) __used = drift_match_other;
SAFE_OP_PLAIN(drift_bus, bus_type, match, drift_match);
static struct bus_type drift_bus __used = {
	SAFE_OP_ENTRY(drift_bus, bus_type, match, drift_match)
};
#endif

/* case 19: an entry for a function that was not made one of the table */
static void drift_remove(struct platform_device *pdev)
{
}
#ifdef MISTAKE
static void (*drift_remove_unused)(struct platform_device *pdev) __used = drift_remove;
static struct platform_driver drift_driver __used = {
	SAFE_OP_ENTRY(drift_driver, platform_driver, remove, drift_remove)	/* error: undeclared */
};
#else
SAFE_OP_PLAIN(drift_driver, platform_driver, remove, drift_remove);
static struct platform_driver drift_driver __used = {
	SAFE_OP_ENTRY(drift_driver, platform_driver, remove, drift_remove)
};
#endif
