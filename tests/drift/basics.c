// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Modules, timers, threads, PCI, strings, numbers: written once for all kernels. */
#include <linux/init.h>
#include <linux/module.h>
#include <safe/linux/bitmap.h>
#include <safe/linux/cpumask.h>
#include <safe/linux/device.h>
#include <safe/linux/eventfd.h>
#include <safe/linux/hrtimer.h>
#include <safe/linux/idr.h>
#include <safe/linux/kstrtox.h>
#include <safe/linux/kthread.h>
#include <safe/linux/module.h>
#include <safe/linux/pci.h>
#include <safe/linux/random.h>
#include <safe/linux/string.h>
#include <safe/linux/timer.h>
#include <safe/linux/u64_stats_sync.h>
#include <safe/short.h>

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("what kernels do differently");

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

/* row: try_to_del_timer_sync */
static int try_to_stop(struct drift *drift)
{
	return safe_timer_delete_sync_try(&drift->timer);
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

/* row: eventfd_signal */
static void signal_event(struct eventfd_ctx *ctx)
{
	safe_eventfd_signal(ctx);
}

/* ---- PCI ---- */

/* row: PCI_IRQ_LEGACY */
static int get_vectors(struct pci_dev *pdev)
{
	return TRY(safe_devm_pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_MSI | SAFE_PCI_IRQ_INTX));
}

/* row: pci_enable_pcie_error_reporting */
/* row: pci_disable_pcie_error_reporting */
static int report_errors(struct pci_dev *pdev)
{
	TRY(safe_pci_enable_pcie_error_reporting(pdev));
	return safe_pci_disable_pcie_error_reporting(pdev);
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

/* row: prandom_u32 */
/* row: prandom_bytes */
static u32 any_number(struct safe_bytes bytes)
{
	safe_get_random_bytes(bytes);
	return safe_get_random_u32();
}

/* row: ida_simple_get */
static DEFINE_IDA(drift_ida);

static int number(struct safe_ida_id *kept)
{
	TRY(safe_open(kept, safe_ida_simple_get(&drift_ida, 1, 16, GFP_KERNEL)));
	return 0;
}

/* row: ida_simple_remove */
static void drop_number(struct safe_ida_id *kept)
{
	safe_ida_free(safe_move(*kept));
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
