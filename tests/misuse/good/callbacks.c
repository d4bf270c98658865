// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Callbacks that share, nest and restart themselves. */
#include <linux/module.h>
#include <linux/reboot.h>
#include <safe/linux/completion.h>
#include <safe/linux/device.h>
#include <safe/linux/hrtimer.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/irq_work.h>
#include <safe/linux/kthread.h>
#include <safe/linux/notifier.h>
#include <safe/linux/spinlock.h>
#include <safe/linux/timer.h>
#include <safe/linux/wait.h>
#include <safe/linux/workqueue.h>
#include <safe/core/call_rcu.h>
#include <safe/short.h>

SAFE_COMPLETION(good_callbacks_reply, u32);

struct good_callbacks_common {
	struct delayed_work poll;
	struct completion done;
	unsigned int n;
};

struct good_callbacks_port {
	struct good_callbacks_common common;
	struct work_struct rx, tx;
	struct timer_list timeouts[2];
	struct hrtimer tick;
	struct irq_work kick;
	struct tasklet_struct tasklet;
	struct kthread_work item;
	struct notifier_block reboot;
	struct safe_kthread thread;
	struct safe_notifier events;
	struct good_callbacks_reply reply;
	struct rcu_head rcu;
	spinlock_t lock;
	wait_queue_head_t queue;
	bool ready;
};

struct good_callbacks_meter {
	struct good_callbacks_common common;
	u16 value;
};

/* good: one callback for two structures, by what they have in common; it queues itself again */
static void good_callbacks_poll(struct good_callbacks_common *common)
{
	common->n++;
	schedule_delayed_work(&common->poll, HZ);
}
SAFE_DELAYED_WORK(good_callbacks_poll, struct good_callbacks_common, poll);

static int __used good_callbacks_shared(struct device *dev, struct good_callbacks_port *port,
					struct good_callbacks_meter *meter)
{
	TRY(safe_devm_INIT_DELAYED_WORK(dev, &port->common, good_callbacks_poll));
	return safe_devm_INIT_DELAYED_WORK(dev, &meter->common, good_callbacks_poll);
}

/* good: a member of a member */
static void good_callbacks_port_poll(struct good_callbacks_port *port)
{
	port->common.n++;
}
SAFE_DELAYED_WORK(good_callbacks_port_poll, struct good_callbacks_port, common.poll);

static int __used good_callbacks_nested_member(struct device *dev, struct good_callbacks_port *port)
{
	return safe_devm_INIT_DELAYED_WORK(dev, port, good_callbacks_port_poll);
}

/* good: two items in one structure, each with its function, and one that starts the other */
static void good_callbacks_tx(struct good_callbacks_port *port)
{
	port->common.n++;
}
SAFE_WORK(good_callbacks_tx, struct good_callbacks_port, tx);
static void good_callbacks_rx(struct good_callbacks_port *port)
{
	schedule_work(&port->tx);
}
SAFE_WORK(good_callbacks_rx, struct good_callbacks_port, rx);

static void __used good_callbacks_two_items(struct good_callbacks_port *port)
{
	safe_INIT_WORK(port, good_callbacks_tx);
	safe_INIT_WORK(port, good_callbacks_rx);
	schedule_work(&port->rx);
}

/* good: an element of an array of timers, a guard in an atomic body */
static void good_callbacks_timeout(struct good_callbacks_port *port, SAFE_ATOMIC)
{
	safe_guard(spinlock, &port->lock);
	port->common.n++;
	mod_timer(&port->timeouts[1], jiffies + HZ);
}
SAFE_TIMER(good_callbacks_timeout, struct good_callbacks_port, timeouts[1]);

static int __used good_callbacks_array(struct device *dev, struct good_callbacks_port *port)
{
	return safe_devm_timer_setup(dev, port, good_callbacks_timeout, TIMER_DEFERRABLE);
}

/* good: a timer that restarts itself, with early returns from an atomic body */
static enum hrtimer_restart good_callbacks_tick(struct good_callbacks_port *port, SAFE_ATOMIC)
{
	if (READ_ONCE(port->ready))
		return HRTIMER_NORESTART;
	hrtimer_forward_now(&port->tick, ms_to_ktime(1));
	return HRTIMER_RESTART;
}
SAFE_HRTIMER(good_callbacks_tick, struct good_callbacks_port, tick);

static int __used good_callbacks_restart(struct device *dev, struct good_callbacks_port *port)
{
	return safe_devm_hrtimer_setup(dev, port, good_callbacks_tick, CLOCK_MONOTONIC,
				       HRTIMER_MODE_REL);
}

/* good: a helper that is told that it is in atomic context, called from a handler and a lock */
static void good_callbacks_account(struct good_callbacks_port *port, SAFE_ATOMIC)
{
	port->common.n++;
}
static irqreturn_t good_callbacks_irq(struct good_callbacks_port *port, SAFE_ATOMIC)
{
	good_callbacks_account(port, safe_in_atomic);
	return IRQ_WAKE_THREAD;
}
SAFE_IRQ_HANDLER(good_callbacks_irq, struct good_callbacks_port *);

static void __used good_callbacks_locked_helper(struct good_callbacks_port *port)
{
	safe_guard(spinlock, &port->lock);
	good_callbacks_account(port, safe_in_atomic);
}

/* good: a threaded handler that sleeps, beside a hard one that does not */
static irqreturn_t good_callbacks_thread(struct good_callbacks_port *port)
{
	TRY_OR(safe_wait_for_completion_interruptible(&port->common.done), IRQ_NONE);
	return IRQ_HANDLED;
}
SAFE_IRQ_THREAD(good_callbacks_thread, struct good_callbacks_port *);

static int __used good_callbacks_irq_pair(struct device *dev, struct good_callbacks_port *port)
{
	TRY(safe_devm_request_threaded_irq(dev, 1, good_callbacks_irq, good_callbacks_thread, port));
	return safe_devm_request_threaded_irq(dev, 2, NULL, good_callbacks_thread, port,
					      IRQF_TRIGGER_RISING | IRQF_TRIGGER_FALLING, "port");
}

/* good: flags that are known only at run time */
static int __used good_callbacks_flags(struct device *dev, struct good_callbacks_port *port,
				       unsigned long flags)
{
	return safe_devm_request_irq(dev, 1, good_callbacks_irq, port, flags | IRQF_SHARED, NULL);
}

/* good: what waits is stopped by the structure's destructor, owners and plain members alike */
SAFE_DESTROY(struct good_callbacks_port, common.poll, rx, tx, tick, kick, tasklet, item, thread,
	     events);

static int good_callbacks_main(struct good_callbacks_port *port)
{
	while (!kthread_should_stop())
		TRY(safe_wait_event_interruptible(port->queue,
						  port->ready || kthread_should_stop()));
	return 0;
}
SAFE_KTHREAD(good_callbacks_main, struct good_callbacks_port *);

static int __used good_callbacks_owned(struct good_callbacks_port *port)
{
	SAFE_TRY(safe_open(&port->thread, safe_kthread_run(good_callbacks_main, port, "port%u",
							   port->common.n)));
	return 0;
}

/* good: a thread of a scope that returns early, and one that is stopped in between */
static int __used good_callbacks_scoped_thread(struct good_callbacks_port *port)
{
	owned(kthread, first, safe_kthread_run(good_callbacks_main, port, "first"));
	owned(kthread, second, safe_kthread_run(good_callbacks_main, port, "second"));

	if (port->ready)
		return -EBUSY;
	safe_kthread_stop(move(second));
	return 0;
}

/* good: a worker of one's own, with an item that queues itself */
static void good_callbacks_item(struct good_callbacks_port *port)
{
	kthread_queue_work(port->item.worker, &port->item);
}
SAFE_KTHREAD_WORK(good_callbacks_item, struct good_callbacks_port, item);

static int __used good_callbacks_worker(struct device *dev, struct good_callbacks_port *port)
{
	owned(kthread_worker, owner, safe_kthread_run_worker(0, "port"));
	struct kthread_worker *worker = borrow(owner);

	TRY(safe_kthread_worker_bind(dev, move(owner)));
	TRY(safe_devm_kthread_init_work(dev, port, good_callbacks_item));
	kthread_queue_work(worker, &port->item);
	return 0;
}

/* good: a notifier whose data is a string, in a chain of one's own */
static int good_callbacks_event(struct good_callbacks_port *port, unsigned long event,
				const char *name)
{
	return event && *name ? NOTIFY_STOP : NOTIFY_DONE;
}
SAFE_NOTIFIER(good_callbacks_event, struct good_callbacks_port, reboot, const char *);

static int __used good_callbacks_chain(struct good_callbacks_port *port,
				       struct blocking_notifier_head *chain)
{
	port->reboot.priority = 1;
	return safe_open(&port->events,
			 safe_blocking_notifier_chain_register(chain, port, good_callbacks_event));
}

/* good: an interrupt hands over a value, and a reader waits for it */
static irqreturn_t good_callbacks_irq_reply(struct good_callbacks_port *port, SAFE_ATOMIC)
{
	safe_complete_with(&port->reply, port->common.n);
	irq_work_queue(&port->kick);
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(good_callbacks_irq_reply, struct good_callbacks_port *);

static int __used good_callbacks_reply(struct device *dev, struct good_callbacks_port *port, u32 *to)
{
	safe_completion_init(&port->reply);
	TRY(safe_devm_request_irq(dev, 1, good_callbacks_irq_reply, port));
	TRY(safe_wait_for_value_timeout(&port->reply, safe_jiffies_from_ms(safe_ms(10)), to));
	return 0;
}

/* good: a callback that frees its object, and a tasklet and irq_work that start each other */
static void good_callbacks_free(struct good_callbacks_port *port, SAFE_ATOMIC)
{
	kfree(port);
}
SAFE_RCU_CALLBACK(good_callbacks_free, struct good_callbacks_port, rcu);
static void good_callbacks_kick(struct good_callbacks_port *port, SAFE_ATOMIC)
{
	tasklet_schedule(&port->tasklet);
}
SAFE_IRQ_WORK(good_callbacks_kick, struct good_callbacks_port, kick);
static void good_callbacks_tasklet(struct good_callbacks_port *port, SAFE_ATOMIC)
{
	if (!port->ready)
		irq_work_queue(&port->kick);
}
SAFE_TASKLET(good_callbacks_tasklet, struct good_callbacks_port, tasklet);

static int __used good_callbacks_soft(struct device *dev, struct good_callbacks_port *port)
{
	TRY(safe_devm_rcu_barrier(dev));
	TRY(safe_devm_init_irq_work(dev, port, good_callbacks_kick));
	TRY(safe_devm_tasklet_setup(dev, port, good_callbacks_tasklet));
	safe_call_rcu(port, good_callbacks_free);
	return 0;
}
