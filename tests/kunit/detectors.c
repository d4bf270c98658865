// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Deliberate mistakes, each of which the kernel must report: so that silence means
 * something in the boot that runs the suites. Lockdep says one thing and stops, and
 * stops also where something else was found to be badly wrong, so it comes early.
 */
#include <linux/delay.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include <safe/core/context.h>

#include "fake.h"

/* Says what comes, and what the kernel must say to it. */
#define MISTAKE(name, report) pr_info("MISTAKE " name ": " report "\n")

static void locks_in_both_orders(void)
{
	static DEFINE_MUTEX(a);
	static DEFINE_MUTEX(b);

	MISTAKE("locks_in_both_orders", "possible circular locking dependency detected");
	mutex_lock(&a);
	mutex_lock(&b);
	mutex_unlock(&b);
	mutex_unlock(&a);
	mutex_lock(&b);
	mutex_lock(&a);
	mutex_unlock(&a);
	mutex_unlock(&b);
}

static void sleep_under_spinlock(void)
{
	static DEFINE_SPINLOCK(lock);

	MISTAKE("sleep_under_spinlock", "sleeping function called from invalid context");
	spin_lock(&lock);
	might_sleep();
	spin_unlock(&lock);
}

/* What the build cannot see, and the called function does not say itself: here it does nothing. */
static void safe_call_under_spinlock(void)
{
	static DEFINE_SPINLOCK(lock);

	msleep(1100); /* the kernel says so at most once a second */
	MISTAKE("safe_call_under_spinlock", "sleeping function called from invalid context");
	spin_lock(&lock);
	safe_sleeps((void)0);
	spin_unlock(&lock);
}

static void read_out_of_bounds(void)
{
	volatile u8 *p = kmalloc(10, GFP_KERNEL);
	size_t end = 10;

	OPTIMIZER_HIDE_VAR(end);
	MISTAKE("read_out_of_bounds", "KASAN: slab-out-of-bounds in");
	if (p)
		(void)p[end];
	kfree((void *)p);
}

static void use_after_free(void)
{
	volatile u8 *p = kmalloc(10, GFP_KERNEL);
	volatile u8 *q = p;

	OPTIMIZER_HIDE_VAR(q);
	MISTAKE("use_after_free", "KASAN: slab-use-after-free in");
	kfree((void *)p);
	if (q)
		(void)q[0];
}

static void list_overwritten(void)
{
	struct list_head head, one, two;

	MISTAKE("list_overwritten", "list_add corruption");
	INIT_LIST_HEAD(&head);
	list_add(&one, &head);
	one.prev = NULL;
	list_add(&two, &head);
}

static void nothing_to_do(struct timer_list *timer)
{
}

static void timer_freed_while_pending(void)
{
	struct timer_list *timer = kmalloc(sizeof(*timer), GFP_KERNEL);

	MISTAKE("timer_freed_while_pending", "ODEBUG: free active");
	if (!timer)
		return;
	timer_setup(timer, nothing_to_do, 0);
	mod_timer(timer, jiffies + HZ);
	kfree(timer);
}

static void nothing_to_work(struct work_struct *work)
{
}

static void work_freed_while_pending(void)
{
	struct delayed_work *work = kmalloc(sizeof(*work), GFP_KERNEL);

	MISTAKE("work_freed_while_pending", "ODEBUG: free active");
	if (!work)
		return;
	INIT_DELAYED_WORK(work, nothing_to_work);
	schedule_delayed_work(work, HZ);
	kfree(work);
}

static void allocation_made_to_fail(void)
{
	void *p, *q;

	MISTAKE("allocation_made_to_fail", "the second of two failed");
	fake_allocation_failure(2);
	p = kmalloc(10, GFP_KERNEL);
	q = kmalloc(10, GFP_KERNEL);
	if (fake_allocation_failed() && p && !q)
		pr_info("the second of two failed\n");
	kfree(p);
	kfree(q);
}

static int __init detectors_init(void)
{
	allocation_made_to_fail();
	sleep_under_spinlock();
	safe_call_under_spinlock();
	locks_in_both_orders();
	read_out_of_bounds();
	use_after_free();
	list_overwritten();
	timer_freed_while_pending();
	work_freed_while_pending();
	return 0;
}

static void __exit detectors_exit(void)
{
}

module_init(detectors_init);
module_exit(detectors_exit);
MODULE_DESCRIPTION("mistakes that the kernel must see");
MODULE_LICENSE("Dual MIT/GPL");
