// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Contexts in which nothing may sleep. */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <safe/core/rwlock.h>
#include <safe/linux/clk.h>
#include <safe/linux/irqflags.h>
#include <safe/linux/mutex.h>
#include <safe/linux/preempt.h>
#include <safe/linux/rcupdate.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/linux/uaccess.h>
#include <safe/short.h>

struct contexts_numbers {
	u32 interrupts;
	u32 errors;
};

struct contexts_config {
	u32 rate;
	struct rcu_head rcu;
};

SAFE_LOCKED(contexts_stats, struct contexts_numbers, spinlock_irqsave);
SAFE_LOCKED(contexts_state, struct contexts_numbers, mutex);
SAFE_RCU(contexts_current, struct contexts_config, rcu, contexts_state);

struct contexts_port {
	struct mutex lock;
	spinlock_t queue_lock;
	rwlock_t table_lock;
	struct contexts_stats stats;
	struct contexts_state state;
	struct safe_contexts_current current_config;
	struct clk *clk;
	int users;
};

/* Helpers: one that sleeps and says so, one that wants an atomic context, one that sleeps and does not say so. */
static int contexts_reset(struct contexts_port *port)
{
	return safe_clk_set_rate(port->clk, safe_hz(1000));
}
#define contexts_reset(...) safe_sleeps(contexts_reset(__VA_ARGS__))

static void contexts_kick(struct contexts_port *port, SAFE_ATOMIC)
{
	port->users++;
}

static void contexts_settle(void)
{
	msleep(20);
}

/* case 9: a clock is prepared under a spinlock */
static int __used contexts_prepared_atomic(struct contexts_port *port)
{
#ifdef MISTAKE
	safe_guard(spinlock, &port->queue_lock);
	owned(clk_running, on, safe_clk_prepare_enable(port->clk));	/* error: this may sleep, and the context is atomic */
#else
	owned(clk_running, on, safe_clk_prepare_enable(port->clk));
	safe_guard(spinlock, &port->queue_lock);
#endif
	port->users++;
	return 0;
}

/* case 9: a mutex inside a spinlock */
static void __used contexts_mutex_in_spinlock(struct contexts_port *port)
{
#ifdef MISTAKE
	safe_scoped_guard(spinlock, &port->queue_lock)
		safe_scoped_guard(mutex, &port->lock)	/* error: this may sleep, and the context is atomic */
			port->users++;
#else
	safe_scoped_guard(mutex, &port->lock)
		safe_scoped_guard(spinlock, &port->queue_lock)
			port->users++;
#endif
}

/* case 9: data under a mutex opened inside data under a spinlock */
static void __used contexts_data_in_data(struct contexts_port *port)
{
#ifdef MISTAKE
	safe_locked(contexts_stats, stats, &port->stats)
		safe_locked(contexts_state, state, &port->state)	/* error: this may sleep, and the context is atomic */
			state->errors = stats->errors;
#else
	safe_locked(contexts_state, state, &port->state)
		safe_locked(contexts_stats, stats, &port->stats)
			state->errors = stats->errors;
#endif
}

/* case 9: memory allocated with GFP_KERNEL under a spinlock */
static int __used contexts_gfp_kernel(struct kmem_cache *cache, struct contexts_port *port)
{
	safe_guard(spinlock_irqsave, &port->queue_lock);
#ifdef MISTAKE
	owned(kmem_object, object, safe_kmem_cache_alloc(cache, GFP_KERNEL));	/* error: these flags may sleep, and the context is atomic */
#else
	owned(kmem_object, object, safe_kmem_cache_alloc(cache, GFP_ATOMIC));
#endif
	return 0;
}

/* case 9: sleeping while reading under RCU */
static int __used contexts_sleeping_reader(struct contexts_port *port)
{
	u32 rate = 0;

#ifdef MISTAKE
	safe_rcu_read(contexts_current, config, &port->current_config)
		return safe_clk_set_rate(port->clk, safe_hz(config->rate));	/* error: this may sleep, and the context is atomic */
#else
	safe_rcu_read(contexts_current, config, &port->current_config)
		rate = config->rate;
#endif
	return safe_clk_set_rate(port->clk, safe_hz(rate));
}

/* case 9: sleeping with interrupts off */
static int __used contexts_sleeping_irqs_off(struct contexts_port *port)
{
#ifdef MISTAKE
	safe_guard(irqsave);
	return safe_clk_set_rate(port->clk, safe_hz(1));	/* error: this may sleep, and the context is atomic */
#else
	safe_scoped_guard(irqsave)
		port->users++;
	return safe_clk_set_rate(port->clk, safe_hz(1));
#endif
}

/* case 9: sleeping with preemption off */
static int __used contexts_sleeping_preempt_off(struct contexts_port *port)
{
#ifdef MISTAKE
	safe_guard(preempt);
	return safe_clk_set_rate(port->clk, safe_hz(1));	/* error: this may sleep, and the context is atomic */
#else
	safe_scoped_guard(preempt)
		port->users++;
	return safe_clk_set_rate(port->clk, safe_hz(1));
#endif
}

/* case 9: sleeping under a read-write spinlock that was only tried */
static int __used contexts_sleeping_tried(struct contexts_port *port)
{
#ifdef MISTAKE
	safe_scoped_guard_or(read_lock_try, return -EBUSY, &port->table_lock)
		return safe_clk_set_rate(port->clk, safe_hz(1));	/* error: this may sleep, and the context is atomic */
#else
	safe_scoped_guard_or(read_lock_try, return -EBUSY, &port->table_lock)
		port->users++;
#endif
	return 0;
}

/* case 9: copying to user space under a spinlock */
static int __used contexts_user_copy(struct contexts_port *port, u32 __user *to)
{
	u32 users = 0;

#ifdef MISTAKE
	safe_scoped_guard(spinlock, &port->queue_lock) {
		users = port->users;
		return safe_copy_to_user(to, &users);	/* error: this may sleep, and the context is atomic */
	}
#else
	safe_scoped_guard(spinlock, &port->queue_lock)
		users = port->users;
#endif
	return safe_copy_to_user(to, &users);
}

/* case 9: the body of a hard interrupt handler sleeps */
static irqreturn_t __used contexts_handler(struct contexts_port *port, SAFE_ATOMIC)
{
#ifdef MISTAKE
	safe_guard(mutex, &port->lock);	/* error: this may sleep, and the context is atomic */
#else
	safe_guard(spinlock, &port->queue_lock);
#endif
	port->users++;
	return IRQ_HANDLED;
}

/* case 9: the same of a handler that says so in its body */
static irqreturn_t __used contexts_handler_body(struct contexts_port *port)
{
	safe_hard_irq();

#ifdef MISTAKE
	if (safe_clk_set_rate(port->clk, safe_hz(1)))	/* error: this may sleep, and the context is atomic */
		return IRQ_NONE;
#endif
	port->users++;
	return IRQ_HANDLED;
}

/* case 9: a helper that says that it sleeps, called under a spinlock */
static int __used contexts_declared_sleeper(struct contexts_port *port)
{
#ifdef MISTAKE
	safe_guard(spinlock_bh, &port->queue_lock);
	return contexts_reset(port);	/* error: this may sleep, and the context is atomic */
#else
	safe_scoped_guard(spinlock_bh, &port->queue_lock)
		port->users++;
	return contexts_reset(port);
#endif
}

/* case 9: a helper that wants an atomic context, called where there is none */
static void __used contexts_not_atomic(struct contexts_port *port)
{
#ifdef MISTAKE
	contexts_kick(port, safe_in_atomic);	/* error: the context is not known to be atomic */
#else
	safe_scoped_guard(spinlock_irq, &port->queue_lock)
		contexts_kick(port, safe_in_atomic);
#endif
}

/* case 9: a helper that sleeps and does not say so, called under a spinlock */
static void __used contexts_unseen_sleeper(struct contexts_port *port)
{
#ifdef MISTAKE
	safe_scoped_guard(spinlock, &port->queue_lock)
		contexts_settle();		/* lint: it calls msleep(); with CONFIG_DEBUG_ATOMIC_SLEEP the kernel says so */
#else
	contexts_settle();
#endif
}

/* case 9: allocation flags that come in a variable */
static int __used contexts_gfp_variable(struct kmem_cache *cache, struct contexts_port *port)
{
#ifdef MISTAKE
	gfp_t gfp = GFP_KERNEL;
#else
	gfp_t gfp = GFP_ATOMIC;
#endif

	safe_guard(spinlock, &port->queue_lock);
#ifdef MISTAKE
	owned(kmem_object, object, safe_kmem_cache_alloc(cache, gfp));	/* lint: the flags let it sleep; with CONFIG_DEBUG_ATOMIC_SLEEP the kernel says so */
#else
	owned(kmem_object, object, safe_kmem_cache_alloc(cache, gfp));
#endif
	return 0;
}
