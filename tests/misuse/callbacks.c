// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Callbacks: functions, data and members that belong together, contexts, and who waits for whom; tables of functions are in tables.c. */
#include <linux/module.h>
#include <linux/reboot.h>
#include <safe/linux/clk.h>
#include <safe/linux/completion.h>
#include <safe/linux/device.h>
#include <safe/linux/hrtimer.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/irq_work.h>
#include <safe/linux/kthread.h>
#include <safe/linux/notifier.h>
#include <safe/linux/timer.h>
#include <safe/linux/wait.h>
#include <safe/linux/workqueue.h>
#include <safe/core/call_rcu.h>
#include <safe/short.h>

SAFE_COMPLETION(callbacks_reply, u32);

struct callbacks_port {
	struct device *dev;
	struct safe_clk clk;
	struct work_struct reset;
	struct work_struct drain;
	struct delayed_work poll;
	struct timer_list timeout;
	struct hrtimer tick;
	struct irq_work kick;
	struct tasklet_struct tasklet;
	struct notifier_block reboot;
	struct completion done;
	struct callbacks_reply reply;
	struct rcu_head rcu;
	wait_queue_head_t queue;
	bool ready;
};

struct callbacks_other {
	struct work_struct reset;
	int n;
};

static void callbacks_port_reset(struct callbacks_port *port)
{
	port->ready = false;
}
SAFE_WORK(callbacks_port_reset, struct callbacks_port, reset);

static irqreturn_t callbacks_port_irq(struct callbacks_port *port, SAFE_ATOMIC)
{
	complete(&port->done);
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(callbacks_port_irq, struct callbacks_port *);

static irqreturn_t callbacks_port_thread(struct callbacks_port *port)
{
	return IRQ_HANDLED;
}
SAFE_IRQ_THREAD(callbacks_port_thread, struct callbacks_port *);

static int callbacks_port_main(struct callbacks_port *port)
{
	return 0;
}
SAFE_KTHREAD(callbacks_port_main, struct callbacks_port *);

static void callbacks_port_timeout(struct callbacks_port *port, SAFE_ATOMIC)
{
}
SAFE_TIMER(callbacks_port_timeout, struct callbacks_port, timeout);

static int callbacks_port_reboot(struct callbacks_port *port, unsigned long event, void *command)
{
	return NOTIFY_OK;
}
SAFE_NOTIFIER(callbacks_port_reboot, struct callbacks_port, reboot, void *);

/* case 19: the work's function takes another structure than the one that the item is in */
static void callbacks_other_work(struct callbacks_other *other)
{
	other->n++;
}
#ifdef MISTAKE
SAFE_WORK(callbacks_other_work, struct callbacks_port, reset);	/* error: incompatible (function )?pointer type */
#else
SAFE_WORK(callbacks_other_work, struct callbacks_other, reset);
#endif

/* case 19: a plain work_struct declared as the delayed one that it is not */
static void callbacks_port_poll(struct callbacks_port *port)
{
}
#ifdef MISTAKE
SAFE_DELAYED_WORK(callbacks_port_poll, struct callbacks_port, reset);	/* error: is no struct delayed_work|no member|incompatible pointer type */
#else
SAFE_DELAYED_WORK(callbacks_port_poll, struct callbacks_port, poll);
#endif

/* case 19: the work of one structure set up with the function of another */
static void __used callbacks_wrong_object(struct callbacks_port *port, struct callbacks_other *other)
{
#ifdef MISTAKE
	safe_INIT_WORK(other, callbacks_port_reset);	/* error: incompatible pointer type */
#else
	safe_INIT_WORK(other, callbacks_other_work);
#endif
	safe_INIT_WORK(port, callbacks_port_reset);
}

/* case 19: two items of one type in one structure, and the other one named */
static void callbacks_port_drain(struct callbacks_port *port)
{
}
#ifdef MISTAKE
SAFE_WORK(callbacks_port_drain, struct callbacks_port, reset);	/* never: both members have that type */
#else
SAFE_WORK(callbacks_port_drain, struct callbacks_port, drain);
#endif

/* case 19: a function set up for which nothing says whose it is */
static void __used callbacks_undeclared_function(struct callbacks_port *port)
{
#ifdef MISTAKE
	safe_INIT_WORK(port, callbacks_port_unknown);	/* error: implicit|undeclared */
#else
	safe_INIT_WORK(port, callbacks_port_drain);
#endif
}

/* case 19: an interrupt requested with another cookie than its handler takes */
static int __used callbacks_irq_cookie(struct device *dev, struct callbacks_other *other,
				       struct callbacks_port *port)
{
#ifdef MISTAKE
	return safe_devm_request_irq(dev, 1, callbacks_port_irq, other);	/* error: incompatible pointer type */
#else
	return safe_devm_request_irq(dev, 1, callbacks_port_irq, port);
#endif
}

/* case 19: the address of the pointer handed over as the cookie, not the pointer */
static int __used callbacks_irq_pointer(struct device *dev, struct callbacks_port *port)
{
#ifdef MISTAKE
	return safe_devm_request_irq(dev, 1, callbacks_port_irq, &port);	/* error: incompatible pointer type */
#else
	return safe_devm_request_irq(dev, 1, callbacks_port_irq, port);
#endif
}

/* case 19: hard and threaded handler of one interrupt with different ideas of the cookie */
static irqreturn_t callbacks_other_thread(struct callbacks_other *other)
{
	return IRQ_HANDLED;
}
SAFE_IRQ_THREAD(callbacks_other_thread, struct callbacks_other *);
static irqreturn_t callbacks_other_hard(struct callbacks_other *other, SAFE_ATOMIC)
{
	return IRQ_WAKE_THREAD;
}
SAFE_IRQ_HANDLER(callbacks_other_hard, struct callbacks_other *);
static int __used callbacks_irq_pair(struct device *dev, struct callbacks_other *other)
{
#ifdef MISTAKE
	return safe_devm_request_threaded_irq(dev, 1, callbacks_other_hard, callbacks_port_thread, other);	/* error: incompatible pointer type */
#else
	return safe_devm_request_threaded_irq(dev, 1, callbacks_other_hard, callbacks_other_thread, other);
#endif
}

/* case 19: a timer's function for an hrtimer */
static enum hrtimer_restart callbacks_port_tick(struct callbacks_port *port, SAFE_ATOMIC)
{
	return HRTIMER_NORESTART;
}
#ifdef MISTAKE
SAFE_TIMER(callbacks_port_tick, struct callbacks_port, timeout);	/* error: incompatible (function )?pointer type */
#else
SAFE_HRTIMER(callbacks_port_tick, struct callbacks_port, tick);
#endif

/* case 19: a notifier's function that takes struct notifier_block, as the raw one does */
static int callbacks_raw_notifier(struct notifier_block *nb, unsigned long event, void *data)
{
	return NOTIFY_OK;
}
#ifdef MISTAKE
SAFE_NOTIFIER(callbacks_raw_notifier, struct callbacks_port, reboot, void *);	/* error: incompatible (function )?pointer type */
#else
static struct notifier_block callbacks_raw_nb __used = { .notifier_call = callbacks_raw_notifier };
#endif

/* case 19: a thread started with the data of another */
static int __used callbacks_thread_data(struct device *dev, struct callbacks_port *port,
					struct callbacks_other *other)
{
#ifdef MISTAKE
	return safe_devm_kthread_run(dev, callbacks_port_main, other, "port");	/* error: incompatible pointer type */
#else
	return safe_devm_kthread_run(dev, callbacks_port_main, port, "port");
#endif
}

/* case 9: an interrupt handler that sleeps */
static irqreturn_t callbacks_irq_sleeps(struct callbacks_port *port, SAFE_ATOMIC)
{
#ifdef MISTAKE
	safe_wait_for_completion(&port->done);	/* error: this may sleep, and the context is atomic */
#else
	complete(&port->done);
#endif
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(callbacks_irq_sleeps, struct callbacks_port *);

/* case 9: a hard interrupt handler written as if it were a threaded one */
static irqreturn_t callbacks_irq_not_atomic(struct callbacks_port *port)
{
	safe_wait_for_completion(&port->done);
	return IRQ_HANDLED;
}
#ifdef MISTAKE
SAFE_IRQ_HANDLER(callbacks_irq_not_atomic, struct callbacks_port *);	/* error: incompatible (function )?pointer type */
#else
SAFE_IRQ_THREAD(callbacks_irq_not_atomic, struct callbacks_port *);
#endif

/* case 9: a threaded handler requested as the hard one */
static int __used callbacks_thread_as_hard(struct device *dev, struct callbacks_port *port)
{
#ifdef MISTAKE
	return safe_devm_request_irq(dev, 1, callbacks_port_thread, port);	/* error: undeclared */
#else
	return safe_devm_request_threaded_irq(dev, 1, NULL, callbacks_port_thread, port);
#endif
}

/* case 9: a timer's function that waits */
static void callbacks_timer_sleeps(struct callbacks_port *port, SAFE_ATOMIC)
{
#ifdef MISTAKE
	safe_cancel_work_sync(&port->reset);	/* error: this may sleep, and the context is atomic */
#else
	schedule_work(&port->reset);
#endif
}
SAFE_TIMER(callbacks_timer_sleeps, struct callbacks_port, timeout);

/* case 9: a timer's function that does not say where it runs */
#ifdef MISTAKE
static void callbacks_timer_not_atomic(struct callbacks_port *port)
#else
static void callbacks_timer_not_atomic(struct callbacks_port *port, SAFE_ATOMIC)
#endif
{
}
#ifdef MISTAKE
SAFE_TIMER(callbacks_timer_not_atomic, struct callbacks_port, timeout);	/* error: incompatible (function )?pointer type */
#else
SAFE_TIMER(callbacks_timer_not_atomic, struct callbacks_port, timeout);
#endif

/* case 9: an RCU callback that sleeps */
static void callbacks_rcu_sleeps(struct callbacks_port *port, SAFE_ATOMIC)
{
#ifdef MISTAKE
	safe_clk_disable_unprepare((struct safe_clk_running){ });	/* error: this may sleep, and the context is atomic */
#else
	kfree(port);
#endif
}
SAFE_RCU_CALLBACK(callbacks_rcu_sleeps, struct callbacks_port, rcu);

/* case 9: a handler that calls a helper that sleeps, and says nothing of it */
static void callbacks_helper(struct callbacks_port *port)
{
	safe_wait_for_completion(&port->done);
}
static irqreturn_t callbacks_irq_calls(struct callbacks_port *port, SAFE_ATOMIC)
{
#ifdef MISTAKE
	callbacks_helper(port);	/* never: only the running kernel sees into the helper, with CONFIG_DEBUG_ATOMIC_SLEEP */
#else
	schedule_work(&port->reset);
#endif
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(callbacks_irq_calls, struct callbacks_port *);
static void __used callbacks_helper_used(struct callbacks_port *port)
{
	callbacks_helper(port);
}

/* case 20: work that nobody cancels, since its set-up was thought to be bound to the device */
static int __used callbacks_work_unbound(struct device *dev, struct callbacks_port *port)
{
#ifdef MISTAKE
	safe_INIT_DELAYED_WORK(port, callbacks_port_poll);	/* lint: set up in probe, neither bound to the device nor named by SAFE_DESTROY() */
	return 0;
#else
	return safe_devm_INIT_DELAYED_WORK(dev, port, callbacks_port_poll);
#endif
}

/* case 20: a timer whose binding to the device failed, unnoticed */
static int __used callbacks_timer_unbound(struct device *dev, struct callbacks_port *port)
{
#ifdef MISTAKE_LATE
	safe_devm_timer_setup(dev, port, callbacks_port_timeout, 0);	/* error: ignoring return value */
	return 0;
#else
	return safe_devm_timer_setup(dev, port, callbacks_port_timeout, 0);
#endif
}

/* case 20: what is stopped after what it uses is gone */
struct callbacks_order {
	struct safe_clk clk;
	struct timer_list timeout;
};
#ifdef MISTAKE
SAFE_DESTROY(struct callbacks_order, timeout, clk);	/* lint: the timer's function uses the clock, which is given back first */
#else
SAFE_DESTROY(struct callbacks_order, clk, timeout);
#endif

/* case 20: a timer that is stopped after what the device owned, and it uses, is gone */
struct callbacks_late {
	struct clk *bus;
	struct timer_list timeout;
};
#ifdef MISTAKE
SAFE_DESTROY(struct callbacks_late, timeout);	/* lint: private data of a driver has work that SAFE_DESTROY() stops: bind it to the device */
#else
static void callbacks_late_timeout(struct callbacks_late *late, SAFE_ATOMIC)
{
}
SAFE_TIMER(callbacks_late_timeout, struct callbacks_late, timeout);
static int __used callbacks_late_probe(struct device *dev, struct callbacks_late *late)
{
	late->bus = TRY(safe_devm_clk_get(dev, "bus"));
	return safe_devm_timer_setup(dev, late, callbacks_late_timeout, 0);
}
#endif

/* case 20: a structure freed while its work may still run */
static void __used callbacks_freed_with_work(struct callbacks_port *port)
{
#ifdef MISTAKE
	kfree(port);	/* lint: a structure with work is freed without its destructor */
#else
	safe_release(&port->reset);
	kfree(port);
#endif
}

/* case 2: a thread started and forgotten */
static int __used callbacks_thread_forgotten(struct device *dev, struct callbacks_port *port)
{
#ifdef MISTAKE_LATE
	(void)safe_devm_kthread_run(dev, callbacks_port_main, port, "port");	/* gcc: ignoring return value */
	return 0;
#else
	return safe_devm_kthread_run(dev, callbacks_port_main, port, "port");
#endif
}

/* case 2: a thread opened as a plain pointer, which nobody stops */
static int __used callbacks_thread_pointer(struct callbacks_port *port)
{
#ifdef MISTAKE
	struct task_struct *thread = TRY(safe_kthread_run(callbacks_port_main, port, "port"));	/* error: an owner is opened by owned|initializ */
#else
	owned(kthread, thread, safe_kthread_run(callbacks_port_main, port, "port"));
#endif
	(void)thread;
	return 0;
}

/* case 2: a notifier registered and never unregistered */
static int __used callbacks_notifier_forgotten(struct device *dev, struct callbacks_port *port)
{
#ifdef MISTAKE_LATE
	safe_register_notifier(reboot, port, callbacks_port_reboot);	/* error: ignoring return value */
	return 0;
#else
	return safe_devm_register_notifier(dev, reboot, port, callbacks_port_reboot);
#endif
}

/* case 4: a time-out taken for a success */
static int __used callbacks_timeout_ignored(struct callbacks_port *port, struct safe_jiffies limit)
{
#ifdef MISTAKE_LATE
	safe_wait_for_completion_timeout(&port->done, limit);	/* error: ignoring return value */
	return 0;
#else
	return safe_wait_for_completion_timeout(&port->done, limit);
#endif
}

/* case 21: a time-out in milliseconds where jiffies are asked for */
static int __used callbacks_timeout_unit(struct callbacks_port *port)
{
#ifdef MISTAKE
	return safe_wait_event_timeout(port->queue, READ_ONCE(port->ready), safe_ms(100));	/* error: invalid initializer|incompatible type */
#else
	return safe_wait_event_timeout(port->queue, READ_ONCE(port->ready),
				       safe_jiffies_from_ms(safe_ms(100)));
#endif
}

/* case 17: what was handed over stored where something smaller is */
static int __used callbacks_value_type(struct callbacks_port *port, struct safe_jiffies limit)
{
#ifdef MISTAKE
	u16 value;

	return safe_wait_for_value_timeout(&port->reply, limit, &value);	/* error: incompatible pointer type */
#else
	u32 value;

	return safe_wait_for_value_timeout(&port->reply, limit, &value);
#endif
}

/* case 24: an interrupt line triggered by edges and by a level */
static int __used callbacks_irq_flags(struct device *dev, struct callbacks_port *port)
{
#ifdef MISTAKE
	return safe_devm_request_irq(dev, 1, callbacks_port_irq, port, IRQF_TRIGGER_RISING | IRQF_TRIGGER_LOW, NULL);	/* error: triggered by edges or by a level */
#else
	return safe_devm_request_irq(dev, 1, callbacks_port_irq, port, IRQF_TRIGGER_LOW, NULL);
#endif
}
