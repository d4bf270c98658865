// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Callbacks: each gets its own object, and none runs once its owner is gone, also where it starts
 * itself again.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/irq.h>
#include <linux/irq_sim.h>
#include <linux/irqdomain.h>
#include <linux/module.h>
#include <safe/core/call_rcu.h>
#include <safe/core/irq.h>
#include <safe/core/irq_work.h>
#include <safe/core/kthread.h>
#include <safe/core/notifier.h>
#include <safe/core/timer.h>
#include <safe/linux/hrtimer.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/workqueue.h>

/* Long enough for everything that is on its way. */
#define A_WHILE_MS 30

struct port {
	int before; /* no callback's object is at offset 0 */
	struct work_struct work;
	struct delayed_work again;
	struct timer_list timer;
	struct hrtimer tick;
	struct irq_work kick;
	struct tasklet_struct tasklet;
	struct kthread_work item;
	struct notifier_block nb;
	struct rcu_head rcu;
	struct safe_kthread thread;
	struct safe_notifier registered;
	struct completion ran;
	bool ready;
	unsigned int runs;
	unsigned long event;
	const char *about;
	bool gone; /* a callback that runs after this is a failure */
	bool ran_after;
};
SAFE_DESTROY(struct port, registered, work, again, timer, tick, kick, tasklet, item, thread);

static void port_ran(struct port *port)
{
	port->runs++;
	port->ran_after |= port->gone;
	complete(&port->ran);
}

static void port_work(struct port *port)
{
	port_ran(port);
}
SAFE_WORK(port_work, struct port, work);

static void port_again(struct port *port)
{
	port_ran(port);
	schedule_delayed_work(&port->again, 0);
}
SAFE_DELAYED_WORK(port_again, struct port, again);

static void port_timer(struct port *port, SAFE_ATOMIC)
{
	port_ran(port);
	mod_timer(&port->timer, jiffies + 1);
}
SAFE_TIMER(port_timer, struct port, timer);

static enum hrtimer_restart port_tick(struct port *port, SAFE_ATOMIC)
{
	port_ran(port);
	hrtimer_forward_now(&port->tick, ms_to_ktime(1));
	return HRTIMER_RESTART;
}
SAFE_HRTIMER(port_tick, struct port, tick);

static void port_kick(struct port *port, SAFE_ATOMIC)
{
	port_ran(port);
}
SAFE_IRQ_WORK(port_kick, struct port, kick);

static void port_tasklet(struct port *port, SAFE_ATOMIC)
{
	port_ran(port);
}
SAFE_TASKLET(port_tasklet, struct port, tasklet);

static irqreturn_t port_irq(struct port *port, SAFE_ATOMIC)
{
	port_ran(port);
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(port_irq, struct port *);

static irqreturn_t port_irq_wakes(struct port *port, SAFE_ATOMIC)
{
	port->event = !!in_hardirq();
	return IRQ_WAKE_THREAD;
}
SAFE_IRQ_HANDLER(port_irq_wakes, struct port *);

static irqreturn_t port_irq_thread(struct port *port)
{
	might_sleep();
	port_ran(port);
	return IRQ_HANDLED;
}
SAFE_IRQ_THREAD(port_irq_thread, struct port *);

static int port_thread(struct port *port)
{
	port_ran(port);
	while (!kthread_should_stop())
		msleep(1);
	port->ready = true;
	return 0;
}
SAFE_KTHREAD(port_thread, struct port *);

static int port_short_thread(struct port *port)
{
	port_ran(port);
	return 0;
}
SAFE_KTHREAD(port_short_thread, struct port *);

static void port_item(struct port *port)
{
	port_ran(port);
	kthread_queue_work(port->item.worker, &port->item);
}
SAFE_KTHREAD_WORK(port_item, struct port, item);

static int port_event(struct port *port, unsigned long event, const char *about)
{
	port_ran(port);
	port->event = event;
	port->about = about;
	return NOTIFY_STOP;
}
SAFE_NOTIFIER(port_event, struct port, nb, const char *);

static void port_after_grace(struct port *port, SAFE_ATOMIC)
{
	port_ran(port);
}
SAFE_RCU_CALLBACK(port_after_grace, struct port, rcu);

/* Did callbacks run @n times, with this object? */
static bool ran(struct port *port, unsigned int n)
{
	while (n--)
		if (!wait_for_completion_timeout(&port->ran, msecs_to_jiffies(1000)))
			return false;
	return true;
}

static struct port *new_port(struct kunit *test)
{
	struct port *port = kunit_kzalloc(test, sizeof(*port), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, port);
	init_completion(&port->ran);
	return port;
}

static struct device *new_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "callback");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	return dev;
}

/* Nothing of the port runs any more. */
static void expect_gone(struct kunit *test, struct port *port)
{
	port->gone = true;
	msleep(A_WHILE_MS);
	KUNIT_EXPECT_FALSE(test, port->ran_after);
}

static void unbind(struct kunit *test, struct device *dev, struct port *port)
{
	kunit_device_unregister(test, dev);
	expect_gone(test, port);
}

static void work_gets_its_object(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test), *other = new_port(test);

	KUNIT_ASSERT_EQ(test, 0, safe_devm_INIT_WORK(dev, port, port_work));
	KUNIT_ASSERT_EQ(test, 0, safe_devm_INIT_WORK(dev, other, port_work));
	schedule_work(&port->work);
	KUNIT_EXPECT_TRUE(test, ran(port, 1));
	KUNIT_EXPECT_EQ(test, 1, port->runs);
	KUNIT_EXPECT_EQ(test, 0, other->runs);
	unbind(test, dev, port);
}

static void work_is_not_queued_again(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test);

	KUNIT_ASSERT_EQ(test, 0, safe_devm_INIT_WORK(dev, port, port_work));
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_FALSE(test, schedule_work(&port->work));
	expect_gone(test, port);
	KUNIT_EXPECT_EQ(test, 0, port->runs);
}

static void delayed_work_that_queues_itself(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test);

	KUNIT_ASSERT_EQ(test, 0, safe_devm_INIT_DELAYED_WORK(dev, port, port_again));
	schedule_delayed_work(&port->again, 1);
	KUNIT_EXPECT_TRUE(test, ran(port, 3));
	unbind(test, dev, port);
}

static void timer_that_restarts_itself(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test);

	KUNIT_ASSERT_EQ(test, 0, safe_devm_timer_setup(dev, port, port_timer, 0));
	mod_timer(&port->timer, jiffies);
	KUNIT_EXPECT_TRUE(test, ran(port, 3));
	unbind(test, dev, port);
	/* It cannot be started any more. */
	mod_timer(&port->timer, jiffies);
	expect_gone(test, port);
}

static void hrtimer_that_restarts_itself(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test);

	KUNIT_ASSERT_EQ(
		test, 0,
		safe_devm_hrtimer_setup(dev, port, port_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL));
	hrtimer_start(&port->tick, ms_to_ktime(1), HRTIMER_MODE_REL);
	KUNIT_EXPECT_TRUE(test, ran(port, 3));
	unbind(test, dev, port);
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&port->tick));
}

static void irq_work_and_tasklet(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test), *soft = new_port(test);

	KUNIT_ASSERT_EQ(test, 0, safe_devm_init_irq_work(dev, port, port_kick));
	KUNIT_ASSERT_EQ(test, 0, safe_devm_tasklet_setup(dev, soft, port_tasklet));
	irq_work_queue(&port->kick);
	tasklet_schedule(&soft->tasklet);
	KUNIT_EXPECT_TRUE(test, ran(port, 1));
	KUNIT_EXPECT_TRUE(test, ran(soft, 1));
	unbind(test, dev, port);
	expect_gone(test, soft);
}

/* An interrupt that software raises. */
static unsigned int new_irq(struct kunit *test, struct irq_domain **domain)
{
	unsigned int irq;

	*domain = irq_domain_create_sim(NULL, 1);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, *domain);
	irq = irq_create_mapping(*domain, 0);
	KUNIT_ASSERT_NE(test, 0, irq);
	return irq;
}

static void end_irq(struct irq_domain *domain, unsigned int irq)
{
	irq_dispose_mapping(irq);
	irq_domain_remove_sim(domain);
}

static void trigger(unsigned int irq)
{
	irq_set_irqchip_state(irq, IRQCHIP_STATE_PENDING, true);
}

static void irq_bound_to_the_device(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test);
	struct irq_domain *domain;
	unsigned int irq = new_irq(test, &domain);

	KUNIT_ASSERT_EQ(test, 0, safe_devm_request_irq(dev, irq, port_irq, port));
	trigger(irq);
	KUNIT_EXPECT_TRUE(test, ran(port, 1));
	kunit_device_unregister(test, dev);
	trigger(irq);
	expect_gone(test, port);
	KUNIT_EXPECT_EQ(test, 1, port->runs);
	end_irq(domain, irq);
}

static int irq_of_a_scope(struct port *port, unsigned int irq)
{
	safe_owned(
		irq, line,
		safe_request_threaded_irq(irq, port_irq_wakes, port_irq_thread, port, 0, "port"));

	trigger(irq);
	return ran(port, 1) ? 0 : -EIO;
}

static void irq_with_a_thread(struct kunit *test)
{
	struct port *port = new_port(test);
	struct irq_domain *domain;
	unsigned int irq = new_irq(test, &domain);

	KUNIT_EXPECT_EQ(test, 0, irq_of_a_scope(port, irq));
	KUNIT_EXPECT_EQ(test, 1, port->event); /* the hard half saw the port too */
	/* Freed at the end of the scope: another may have the line for itself. */
	KUNIT_EXPECT_EQ(test, 0, irq_of_a_scope(port, irq));
	expect_gone(test, port);
	end_irq(domain, irq);
}

static void thread_is_stopped(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test);

	KUNIT_ASSERT_EQ(test, 0, safe_devm_kthread_run(dev, port_thread, port, "port%d", 1));
	KUNIT_EXPECT_TRUE(test, ran(port, 1));
	KUNIT_EXPECT_FALSE(test, port->ready);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_TRUE(test, port->ready); /* its function has returned */
}

static void thread_that_ended_before(struct kunit *test)
{
	struct port *port = new_port(test);

	KUNIT_ASSERT_EQ(
		test, 0,
		safe_open(&port->thread, safe_kthread_run(port_short_thread, port, "port")));
	KUNIT_EXPECT_TRUE(test, ran(port, 1));
	msleep(A_WHILE_MS);
	safe_release(&port->thread);
	KUNIT_EXPECT_NULL(test, safe_borrow(port->thread));
	safe_release(&port->thread);
}

static void item_of_a_worker(struct kunit *test)
{
	struct port *port = new_port(test);
	SAFE_OWNER(kthread_worker, worker);

	KUNIT_ASSERT_EQ(test, 0, safe_open(&worker, safe_kthread_run_worker(0, "worker")));
	safe_kthread_init_work(port, port_item);
	kthread_queue_work(safe_borrow(worker), &port->item);
	KUNIT_EXPECT_TRUE(test, ran(port, 3));
	safe_release(&port->item);
	expect_gone(test, port);
}

static BLOCKING_NOTIFIER_HEAD(chain);

static void notifier_is_unregistered(struct kunit *test)
{
	struct port *port = new_port(test);

	KUNIT_ASSERT_EQ(test, 0,
			safe_open(&port->registered,
				  safe_blocking_notifier_chain_register(&chain, port, port_event)));
	KUNIT_EXPECT_EQ(test, NOTIFY_STOP, blocking_notifier_call_chain(&chain, 7, "seven"));
	KUNIT_EXPECT_EQ(test, 7, port->event);
	KUNIT_EXPECT_STREQ(test, "seven", port->about);
	safe_release(&port->registered);
	KUNIT_EXPECT_EQ(test, NOTIFY_DONE, blocking_notifier_call_chain(&chain, 8, "eight"));
	KUNIT_EXPECT_EQ(test, 7, port->event);
	KUNIT_EXPECT_EQ(test, 1, port->runs);
}

static void callback_after_a_grace_period(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test);

	KUNIT_ASSERT_EQ(test, 0, safe_devm_rcu_barrier(dev));
	safe_call_rcu(port, port_after_grace);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_EQ(test, 1, port->runs);
}

/* What was never set up is not ended: the kernel would complain. */
static void destroyed_before_it_was_set_up(struct kunit *test)
{
	struct port *port = new_port(test);

	safe_destroy_port(port);
	KUNIT_EXPECT_EQ(test, 0, port->runs);
}

static void destroyed_while_all_run(struct kunit *test)
{
	struct port *port = new_port(test);

	safe_INIT_WORK(port, port_work);
	safe_INIT_DELAYED_WORK(port, port_again);
	safe_timer_setup(port, port_timer, 0);
	safe_hrtimer_setup(port, port_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	safe_init_irq_work(port, port_kick);
	safe_tasklet_setup(port, port_tasklet);
	KUNIT_ASSERT_EQ(test, 0,
			safe_open(&port->thread, safe_kthread_run(port_thread, port, "port")));
	/* One that is stopped before it has begun never calls its function. */
	KUNIT_ASSERT_TRUE(test, ran(port, 1));
	schedule_work(&port->work);
	schedule_delayed_work(&port->again, 0);
	mod_timer(&port->timer, jiffies);
	hrtimer_start(&port->tick, ms_to_ktime(1), HRTIMER_MODE_REL);
	irq_work_queue(&port->kick);
	tasklet_schedule(&port->tasklet);
	KUNIT_EXPECT_TRUE(test, ran(port, 10));
	safe_destroy_port(port);
	expect_gone(test, port);
	KUNIT_EXPECT_TRUE(test, port->ready);
	/* Once more, as after a failed probe: all of it is empty, or ended. */
	safe_destroy_port(port);
}

static struct kunit_case cases[] = { KUNIT_CASE(work_gets_its_object),
				     KUNIT_CASE(work_is_not_queued_again),
				     KUNIT_CASE(delayed_work_that_queues_itself),
				     KUNIT_CASE(timer_that_restarts_itself),
				     KUNIT_CASE(hrtimer_that_restarts_itself),
				     KUNIT_CASE(irq_work_and_tasklet),
				     KUNIT_CASE(irq_bound_to_the_device),
				     KUNIT_CASE(irq_with_a_thread),
				     KUNIT_CASE(thread_is_stopped),
				     KUNIT_CASE(thread_that_ended_before),
				     KUNIT_CASE(item_of_a_worker),
				     KUNIT_CASE(notifier_is_unregistered),
				     KUNIT_CASE(callback_after_a_grace_period),
				     KUNIT_CASE(destroyed_before_it_was_set_up),
				     KUNIT_CASE(destroyed_while_all_run),
				     {} };

static struct kunit_suite suite = {
	.name = "safe_callback",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of callbacks");
MODULE_LICENSE("Dual MIT/GPL");
