// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Callbacks: the trampoline is the function that one would write by hand. */
#include <linux/fs.h>
#include <linux/module.h>
#include <safe/linux/completion.h>
#include <safe/linux/device.h>
#include <safe/linux/fs.h>
#include <safe/linux/hrtimer.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/irq_work.h>
#include <safe/linux/kthread.h>
#include <safe/linux/notifier.h>
#include <safe/linux/pm.h>
#include <safe/linux/timer.h>
#include <safe/linux/wait.h>
#include <safe/linux/workqueue.h>
#include <safe/core/call_rcu.h>
#include <safe/short.h>

SAFE_COMPLETION(cost_reply, u32);

struct cost_port {
	int before;
	struct work_struct work;
	struct delayed_work poll;
	struct timer_list timer;
	struct hrtimer tick;
	struct irq_work kick;
	struct tasklet_struct tasklet;
	struct kthread_work item;
	struct notifier_block nb;
	struct rcu_head rcu;
	struct completion done;
	struct cost_reply reply;
	wait_queue_head_t queue;
	bool ready;
	unsigned int n;
};

/* cost: work: same */
void raw_work(struct work_struct *work)
{
	struct cost_port *port = container_of(work, struct cost_port, work);

	port->n++;
}

static void cost_work(struct cost_port *port)
{
	port->n++;
}
SAFE_WORK(cost_work, struct cost_port, work);

/* cost: delayed_work: same */
void raw_delayed_work(struct work_struct *work)
{
	struct cost_port *port = container_of(to_delayed_work(work), struct cost_port, poll);

	schedule_delayed_work(&port->poll, port->n);
}

static void cost_delayed_work(struct cost_port *port)
{
	schedule_delayed_work(&port->poll, port->n);
}
SAFE_DELAYED_WORK(cost_delayed_work, struct cost_port, poll);

/* cost: timer: same */
void raw_timer(struct timer_list *timer)
{
	struct cost_port *port = container_of(timer, struct cost_port, timer);

	mod_timer(&port->timer, jiffies + port->n);
}

static void cost_timer(struct cost_port *port, SAFE_ATOMIC)
{
	mod_timer(&port->timer, jiffies + port->n);
}
SAFE_TIMER(cost_timer, struct cost_port, timer);

/* cost: hrtimer: same */
enum hrtimer_restart raw_hrtimer(struct hrtimer *timer)
{
	struct cost_port *port = container_of(timer, struct cost_port, tick);

	return port->n++ ? HRTIMER_NORESTART : HRTIMER_RESTART;
}

static enum hrtimer_restart cost_hrtimer(struct cost_port *port, SAFE_ATOMIC)
{
	return port->n++ ? HRTIMER_NORESTART : HRTIMER_RESTART;
}
SAFE_HRTIMER(cost_hrtimer, struct cost_port, tick);

/* cost: irq: same */
irqreturn_t raw_irq(int irq, void *data)
{
	struct cost_port *port = data;

	complete(&port->done);
	return IRQ_HANDLED;
}

static irqreturn_t cost_irq(struct cost_port *port, SAFE_ATOMIC)
{
	complete(&port->done);
	return IRQ_HANDLED;
}
SAFE_IRQ_HANDLER(cost_irq, struct cost_port *);

/* cost: tasklet: same */
void raw_tasklet(struct tasklet_struct *tasklet)
{
	struct cost_port *port = container_of(tasklet, struct cost_port, tasklet);

	port->n++;
}

static void cost_tasklet(struct cost_port *port, SAFE_ATOMIC)
{
	port->n++;
}
SAFE_TASKLET(cost_tasklet, struct cost_port, tasklet);

/* cost: irq_work: same */
void raw_irq_work(struct irq_work *work)
{
	struct cost_port *port = container_of(work, struct cost_port, kick);

	complete(&port->done);
}

static void cost_irq_work(struct cost_port *port, SAFE_ATOMIC)
{
	complete(&port->done);
}
SAFE_IRQ_WORK(cost_irq_work, struct cost_port, kick);

/* cost: kthread: same */
int raw_kthread(void *data)
{
	struct cost_port *port = data;

	while (!kthread_should_stop())
		wait_for_completion(&port->done);
	return 0;
}

static int cost_kthread(struct cost_port *port)
{
	while (!kthread_should_stop())
		wait_for_completion(&port->done);
	return 0;
}
SAFE_KTHREAD(cost_kthread, struct cost_port *);

/* cost: notifier: same */
int raw_notifier(struct notifier_block *nb, unsigned long event, void *data)
{
	struct cost_port *port = container_of(nb, struct cost_port, nb);

	port->n += event + *(u32 *)data;
	return NOTIFY_OK;
}

static int cost_notifier(struct cost_port *port, unsigned long event, u32 *data)
{
	port->n += event + *data;
	return NOTIFY_OK;
}
SAFE_NOTIFIER(cost_notifier, struct cost_port, nb, u32 *);

/* cost: rcu: same */
void raw_rcu(struct rcu_head *head)
{
	kfree(container_of(head, struct cost_port, rcu));
}

static void cost_rcu(struct cost_port *port, SAFE_ATOMIC)
{
	kfree(port);
}
SAFE_RCU_CALLBACK(cost_rcu, struct cost_port, rcu);

/* cost: file_read: same */
ssize_t raw_file_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	struct cost_port *port = file->private_data;

	*pos += len;
	return port->n;
}

SAFE_OPS(cost_fops, struct cost_port *);
static ssize_t cost_file_read(struct cost_port *port, struct file *file, char __user *to,
			      size_t len, loff_t *pos)
{
	*pos += len;
	return port->n;
}
SAFE_OP(cost_fops, file_operations, read, cost_file_read);

/* cost: file_open: same */
int raw_file_open(struct inode *inode, struct file *file)
{
	struct cost_port *port = inode->i_private;

	if (!port->ready)
		return -ENODEV;
	file->private_data = port;
	return 0;
}

static int cost_file_open(struct inode *inode, struct file *file, struct cost_port **data)
{
	*data = inode->i_private;
	return (*data)->ready ? 0 : -ENODEV;
}
SAFE_OP_SETS(cost_fops, file_operations, open, cost_file_open);

/* cost: pm_suspend: same */
int raw_pm_suspend(struct device *dev)
{
	struct cost_port *port = dev_get_drvdata(dev);

	return port->n ? -EBUSY : 0;
}

SAFE_OPS(cost_pm, struct cost_port *);
static int cost_pm_suspend(struct cost_port *port, struct device *dev)
{
	return port->n ? -EBUSY : 0;
}
SAFE_OP(cost_pm, dev_pm_ops, suspend, cost_pm_suspend);

/* cost: request_irq: same */
int raw_request_irq(struct device *dev, unsigned int irq, struct cost_port *port)
{
	return devm_request_irq(dev, irq, raw_irq, 0, NULL, port);
}

int cost_request_irq(struct device *dev, unsigned int irq, struct cost_port *port)
{
	return safe_devm_request_irq(dev, irq, cost_irq, port);
}

static void both_timeout(struct cost_port *port, SAFE_ATOMIC)
{
	port->n++;
}
SAFE_TIMER(both_timeout, struct cost_port, timer);

/* cost: devm_timer: same */
int raw_devm_timer(struct device *dev, struct cost_port *port)
{
	timer_setup(&port->timer, __safe_timer_both_timeout, 0);
	return devm_add_action(dev, __safe_timer_cancel_both_timeout, port);
}

int cost_devm_timer(struct device *dev, struct cost_port *port)
{
	return safe_devm_timer_setup(dev, port, both_timeout, 0);
}

/* cost: wait_timeout: same */
int raw_wait_timeout(struct cost_port *port, unsigned long limit)
{
	if (!wait_for_completion_timeout(&port->done, limit))
		return -ETIMEDOUT;
	return 0;
}

int cost_wait_timeout(struct cost_port *port, unsigned long limit)
{
	return safe_wait_for_completion_timeout(&port->done, safe_jiffies(limit));
}

/* cost: wait_event: same */
int raw_wait_event(struct cost_port *port, unsigned long limit)
{
	long left = wait_event_interruptible_timeout(port->queue, READ_ONCE(port->ready), limit);

	if (left > 0)
		return 0;
	return left ? left : -ETIMEDOUT;
}

int cost_wait_event(struct cost_port *port, unsigned long limit)
{
	return safe_wait_event_interruptible_timeout(port->queue, READ_ONCE(port->ready),
						     safe_jiffies(limit));
}

/* cost: wait_value: same */
int raw_wait_value(struct cost_port *port, unsigned long limit, u32 *value)
{
	if (!wait_for_completion_timeout(&port->reply.__done, limit))
		return -ETIMEDOUT;
	*value = port->reply.__value;
	return 0;
}

int cost_wait_value(struct cost_port *port, unsigned long limit, u32 *value)
{
	return safe_wait_for_value_timeout(&port->reply, safe_jiffies(limit), value);
}

/* What the kernel calls has an address. */
void *const cost_callbacks[] = {
	__safe_work_cost_work,
	__safe_dwork_cost_delayed_work,
	__safe_timer_cost_timer,
	__safe_hrtimer_cost_hrtimer,
	__safe_irq_cost_irq,
	__safe_tasklet_cost_tasklet,
	__safe_irq_work_cost_irq_work,
	__safe_kthread_cost_kthread,
	__safe_notifier_cost_notifier,
	__safe_rcu_cost_rcu,
	safe_op(cost_fops, cost_file_read),
	safe_op(cost_fops, cost_file_open),
	safe_op(cost_pm, cost_pm_suspend),
};
