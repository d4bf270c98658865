// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The driver core, timers, threads, platform, PCI, strings, numbers: written once for all kernels. */
#include <linux/init.h>
#include <linux/module.h>
#include <safe/linux/bitmap.h>
#include <safe/linux/cpumask.h>
#include <safe/linux/device.h>
#include <safe/linux/hrtimer.h>
#include <safe/linux/idr.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/kstrtox.h>
#include <safe/linux/kthread.h>
#include <safe/linux/module.h>
#include <safe/linux/pci.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/random.h>
#include <safe/linux/string.h>
#include <safe/linux/sysfs.h>
#include <safe/linux/syscore_ops.h>
#include <safe/linux/sysrq.h>
#include <safe/linux/timer.h>
#include <safe/linux/u64_stats_sync.h>
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

/* ---- modules ---- */

/* row: MODULE_IMPORT_NS */
SAFE_MODULE_IMPORT_NS("DMA_BUF");

/* row: EXPORT_SYMBOL_NS_GPL */
int drift_exported(int n);
int drift_exported(int n)
{
	return n;
}
SAFE_EXPORT_SYMBOL_NS_GPL(drift_exported, "DRIFT");

/* ---- timers and threads ---- */

struct drift {
	struct timer_list timer;
	struct hrtimer tick;
	struct kthread_work work;
};

/* row: from_timer */
static void drift_timeout(struct drift *drift, SAFE_ATOMIC)
{
	mod_timer(&drift->timer, jiffies + HZ);
}
SAFE_TIMER(drift_timeout, struct drift, timer);

/* row: del_timer */
/* row: del_timer_sync */
static bool stop_timer(struct drift *drift)
{
	return safe_timer_delete(&drift->timer) || safe_timer_delete_sync(&drift->timer);
}

/* row: destroy_timer_on_stack */
static void end_timer(struct timer_list *timer)
{
	safe_timer_destroy_on_stack(timer);
}

/* row: hrtimer_init */
static enum hrtimer_restart drift_tick(struct drift *drift, SAFE_ATOMIC)
{
	return HRTIMER_NORESTART;
}
SAFE_HRTIMER(drift_tick, struct drift, tick);

static int set_up(struct device *dev, struct drift *drift)
{
	TRY(safe_devm_timer_setup(dev, drift, drift_timeout, 0));
	TRY(safe_devm_hrtimer_setup(dev, drift, drift_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL));
	return 0;
}

/* row: kthread_create_worker */
static int run_worker(struct safe_kthread_worker *kept)
{
	TRY(safe_open(kept, safe_kthread_run_worker(0, "drift")));
	return 0;
}

/* ---- PCI ---- */

/* row: PCI_IRQ_LEGACY */
static int get_vectors(struct pci_dev *pdev)
{
	return TRY(safe_devm_pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_MSI | SAFE_PCI_IRQ_INTX));
}

/* row: pcim_iomap_regions_request_all */
static int map_regions(struct pci_dev *pdev)
{
	return safe_pcim_iomap_regions_request_all(pdev, BIT(0) | BIT(2), "drift");
}

/* row: pcim_iounmap_regions */
static void unmap_regions(struct pci_dev *pdev)
{
	safe_pcim_iounmap_regions(pdev, BIT(0));
}

/* ---- strings, numbers, bits ---- */

/* row: strlcpy */
/* row: strncpy */
static int copy(char (*name)[16], const char *from)
{
	TRY(safe_strscpy(*name, from));
	TRY(safe_strscpy_pad(*name, from));
	return 0;
}

/* row: strtobool */
static int on_or_off(const char *s, bool *on)
{
	return safe_kstrtobool(s, on);
}

/* row: prandom_u32_max */
static u32 any_below(u32 end)
{
	return safe_get_random_u32_below(end);
}

/* row: ida_simple_get */
static DEFINE_IDA(drift_ida);

static int number(struct safe_ida_id *kept)
{
	TRY(safe_open(kept, safe_ida_simple_get(&drift_ida, 1, 16, GFP_KERNEL)));
	return 0;
}

/* row: bitmap_print_to_pagebuf */
static int print_bits(char *buf, struct safe_const_bits bits)
{
	return safe_bitmap_print_to_pagebuf(true, buf, bits);
}

/* row: cpumask_next_wrap */
static unsigned int next_cpu(int cpu)
{
	return safe_cpumask_next_wrap(cpu, cpu_online_mask);
}

/* row: u64_stats_fetch_begin_irq */
/* row: u64_stats_fetch_retry_irq */
static u64 read_stats(const struct u64_stats_sync *sync, const u64_stats_t *stats)
{
	unsigned int start;
	u64 n;

	do {
		start = safe_u64_stats_fetch_begin(sync);
		n = u64_stats_read(stats);
	} while (safe_u64_stats_fetch_retry(sync, start));
	return n;
}
