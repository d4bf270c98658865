// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Locked scopes and all ways out of them; contexts that are right though they look wrong. */
#include <linux/interrupt.h>
#include <linux/list.h>
#include <safe/core/rwlock.h>
#include <safe/linux/bottom_half.h>
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/irqflags.h>
#include <safe/linux/mutex.h>
#include <safe/linux/preempt.h>
#include <safe/linux/rcupdate.h>
#include <safe/linux/rwsem.h>
#include <safe/linux/seqlock.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/linux/srcu.h>
#include <safe/short.h>

struct good_locks_item {
	struct list_head list;
	u32 id;
};

struct good_locks_numbers {
	u32 interrupts;
	u32 errors;
};

struct good_locks_config {
	u32 rate;
	struct rcu_head rcu;
};

SAFE_ALLOC(struct good_locks_config);
SAFE_LOCKED(good_locks_queue, struct list_head, spinlock_irqsave);
SAFE_LOCKED(good_locks_stats, struct good_locks_numbers, raw_spinlock);
SAFE_LOCKED(good_locks_state, struct good_locks_numbers, mutex);
SAFE_LOCKED(good_locks_map, u32[16], rwsem_write);
SAFE_LOCKED(good_locks_table, struct good_locks_numbers, write_lock_bh);
SAFE_LOCKED(good_locks_stamp, struct good_locks_numbers, write_seqlock_irq);
SAFE_LOCKED(good_locks_bus, struct { }, mutex);
SAFE_LOCKED_BY(good_locks_slot, u32, good_locks_bus);
SAFE_LOCKED_BY(good_locks_row, u32, good_locks_map);
SAFE_RCU(good_locks_current, struct good_locks_config, rcu, good_locks_state);

struct good_locks_port {
	struct mutex lock;
	spinlock_t queue_lock;
	raw_spinlock_t raw_lock;
	struct srcu_struct srcu;
	struct good_locks_queue queue;
	struct good_locks_stats stats[4];
	struct good_locks_state state;
	struct good_locks_map map;
	struct good_locks_table table;
	struct good_locks_stamp stamp;
	struct good_locks_bus bus;
	struct good_locks_slot slots[8];
	struct good_locks_row row;
	struct safe_good_locks_current config;
	union {
		struct good_locks_state one;
		struct good_locks_stats other;
	};
	struct clk *clk;
	int users;
};

static SAFE_DEFINE_LOCKED(good_locks_state, good_locks_global, mutex);
static SAFE_DEFINE_LOCKED(good_locks_map, good_locks_global_map, rwsem);
static SAFE_DEFINE_LOCKED(good_locks_table, good_locks_global_table, rwlock);
static SAFE_DEFINE_LOCKED(good_locks_stamp, good_locks_global_stamp, seqlock);
static SAFE_DEFINE_LOCKED(good_locks_stats, good_locks_global_stats, raw_spinlock);

/* Helpers that several scopes share. */
static void good_locks_count(struct good_locks_stats_held *held)
{
	held->data.interrupts++;
}

static void good_locks_count_twice(struct good_locks_stats_held *held)
{
	good_locks_count(held);
	good_locks_count(held);
}

static u32 good_locks_sum(const struct good_locks_numbers *numbers)
{
	return numbers->interrupts + numbers->errors;
}

static void good_locks_kick(struct good_locks_port *port, SAFE_ATOMIC)
{
	safe_guard(raw_spinlock, &port->raw_lock);
	safe_guard(spinlock, &port->queue_lock);
	port->users++;
}

static int good_locks_reset(struct good_locks_port *port)
{
	return safe_clk_set_rate(port->clk, safe_hz(1000));
}
#define good_locks_reset(...) safe_sleeps(good_locks_reset(__VA_ARGS__))

/* good: every lock is made, each where it stands being a class */
static void __used good_locks_init(struct good_locks_port *port)
{
	safe_locked_init(&port->queue);
	for (unsigned int i = 0; i < ARRAY_SIZE(port->stats); i++)
		safe_locked_init(&port->stats[i]);
	safe_locked_init(&port->state);
	safe_locked_init(&port->map);
	safe_locked_init(&port->table);
	safe_locked_init(&port->stamp);
	safe_locked(good_locks_queue, queue, &port->queue)
		INIT_LIST_HEAD(queue);
}

/* good: early returns out of nested guards and scopes */
static int __used good_locks_early_returns(struct good_locks_port *port, int what)
{
	safe_guard(mutex, &port->lock);
	if (what == 0)
		return -EINVAL;
	safe_scoped_guard(spinlock_irq, &port->queue_lock) {
		if (what == 1)
			return -EBUSY;
		safe_scoped_guard(raw_spinlock, &port->raw_lock) {
			if (what == 2)
				return -EAGAIN;
		}
	}
	return safe_clk_set_rate(port->clk, safe_hz(what));
}

/* good: a function whose every way out is within the scope */
static int __used good_locks_all_within(struct good_locks_port *port)
{
	safe_locked(good_locks_state, state, &port->state) {
		if (state->errors)
			return -EIO;
		return 0;
	}
	return -EINVAL;
}

/* good: break and continue of the loop around a guard in a block */
static int __used good_locks_block_in_loop(struct good_locks_port *ports, int n)
{
	int busy = 0;

	for (int i = 0; i < n; i++) {
		safe_guard(mutex, &ports[i].lock);
		if (!ports[i].users)
			continue;
		if (ports[i].users < 0)
			break;
		busy++;
	}
	return busy;
}

/* good: break and continue that leave the scope, and a loop within that has its own */
static u32 __used good_locks_scope_in_loop(struct good_locks_port *port)
{
	u32 sum = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(port->stats); i++) {
		safe_locked(good_locks_stats, stats, &port->stats[i]) {
			if (!stats->interrupts)
				continue;
			for (u32 n = 0; n < stats->errors; n++) {
				if (n == 3)
					break;
				sum++;
			}
			if (sum > 100)
				break;
		}
	}
	return sum;
}

/* good: goto out of a scope, and one within it */
static int __used good_locks_goto(struct good_locks_port *port)
{
	int tries = 0;

	safe_locked(good_locks_state, state, &port->state) {
again:
		if (state->errors && tries++ < 3)
			goto again;
		if (state->errors)
			goto failed;
	}
	return 0;
failed:
	return -EIO;
}

/* good: guards in the cases of a switch, and a switch in a scope */
static int __used good_locks_switch(struct good_locks_port *port, int what)
{
	switch (what) {
	case 0: {
		safe_guard(spinlock, &port->queue_lock);
		port->users++;
		break;
	}
	case 1:
		safe_scoped_guard(mutex, &port->lock) {
			switch (port->users) {
			case 3:
				break;
			default:
				return -EBUSY;
			}
		}
		break;
	default:
		return -EINVAL;
	}
	return 0;
}

/* good: scopes as the only statement of if and else */
static void __used good_locks_if_else(struct good_locks_port *port, bool atomic)
{
	if (atomic)
		safe_scoped_guard(spinlock, &port->queue_lock)
			port->users++;
	else
		safe_locked(good_locks_state, state, &port->state)
			state->errors++;
}

/* good: conditional locking, with each way to go on */
static int __used good_locks_conditional(struct good_locks_port *port)
{
	int err = 0;

	safe_scoped_guard_or(spinlock_irqsave_try, err = -EBUSY, &port->queue_lock)
		port->users++;
	if (err)
		return err;
	safe_locked_or(good_locks_state, mutex_intr, return -ERESTARTSYS, state, &port->state)
		state->errors = 0;
	safe_locked_or(good_locks_map, rwsem_read_try, goto busy, map, &port->map)
		err = (*map)[3];
	return err;
busy:
	return -EAGAIN;
}

/* good: locks that may fail, held to the end of a function that returns otherwise */
static int __used good_locks_or_return(struct good_locks_port *port)
{
	safe_guard_or(mutex_kill, -EINTR, &port->lock);
	safe_guard_or(raw_spinlock_irq_try, -EBUSY, &port->raw_lock);
	return port->users;
}

/* good: a lock that is only tried, in an atomic context */
static bool __used good_locks_tried_atomic(struct good_locks_port *port)
{
	safe_atomic();

	safe_scoped_guard_or(mutex_try, return false, &port->lock)
		port->users++;
	safe_guard_or(device_try, false, (struct device *)port);
	return true;
}

/* good: sleeping after an atomic scope, and before one in the same block */
static int __used good_locks_sleep_around(struct good_locks_port *port)
{
	TRY(safe_clk_set_rate(port->clk, safe_hz(1)));
	safe_scoped_guard(rcu)
		port->users++;
	TRY(safe_clk_set_rate(port->clk, safe_hz(2)));
	{
		safe_guard(irqsave);
		port->users++;
	}
	TRY(good_locks_reset(port));
	safe_guard(bh);
	port->users++;
	return 0;
}

/* good: sleeping under locks that allow it, and in an SRCU read-side section */
static int __used good_locks_sleep_under(struct good_locks_port *port)
{
	safe_guard(mutex, &port->lock);
	safe_guard(srcu, &port->srcu);
	safe_locked_as(good_locks_map, rwsem_read, map, &port->map)
		safe_scoped_guard(srcu, &port->srcu)
			TRY(safe_clk_set_rate(port->clk, safe_hz((*map)[0])));
	return good_locks_reset(port);
}

/* good: allocation flags that suit the context, known and unknown */
static int __used good_locks_flags(struct good_locks_port *port, struct kmem_cache *cache, gfp_t gfp)
{
	owned(kmem_object, a, safe_kmem_cache_alloc(cache, GFP_KERNEL));
	safe_guard(spinlock, &port->queue_lock);
	owned(kmem_object, b, safe_kmem_cache_alloc(cache, GFP_ATOMIC));
	owned(kmem_object, c, safe_kmem_cache_alloc(cache, GFP_NOWAIT | __GFP_NOWARN));
	owned(kmem_object, d, safe_kmem_cache_alloc(cache, gfp));
	return 0;
}

/* good: several guards of all sorts in one block */
static void __used good_locks_many(struct good_locks_port *port, struct good_locks_port *other)
{
	safe_guard(mutex, &port->lock);
	safe_guard(rcu);
	safe_guard(rcu);
	safe_guard(preempt);
	safe_guard(spinlock_bh, &port->queue_lock);
	safe_guard(raw_spinlock, &port->raw_lock);
	safe_guard(raw_spinlock, &other->raw_lock);
	port->users++;
}

/* good: helpers that show each other that the lock is held; data that is reached below */
static u32 __used good_locks_helpers(struct good_locks_port *port)
{
	u32 sum = 0;

	safe_locked(good_locks_stats, stats, &port->stats[1]) {
		good_locks_count_twice(safe_held(good_locks_stats, stats));
		sum = good_locks_sum(stats);
		good_locks_kick(port, safe_in_atomic);
	}
	return sum;
}

/* good: one lock for what lives elsewhere, written and read */
static u32 __used good_locks_elsewhere(struct good_locks_port *port, int i)
{
	u32 row = 0;

	safe_locked(good_locks_bus, bus, &port->bus) {
		struct good_locks_bus_held *held = safe_held(good_locks_bus, bus);

		*safe_under(&port->slots[i], held) = 1;
		if (*safe_under(&port->slots[i + 1], held))
			*safe_under(&port->slots[i], held) += 1;
	}
	safe_locked_as(good_locks_map, rwsem_read, map, &port->map)
		row = *safe_under(&port->row, safe_held(good_locks_map, map));
	return row;
}

/* good: two objects of one type, nested, their data under different names */
static void __used good_locks_two(struct good_locks_port *port)
{
	safe_locked(good_locks_stats, to, &port->stats[0])
		safe_locked(good_locks_stats, from, &port->stats[1]) {
			to->errors += from->errors;
			good_locks_count(safe_held(good_locks_stats, to));
			good_locks_count(safe_held(good_locks_stats, from));
		}
}

/* good: locked data in a union, in arrays, and at file scope */
static u32 __used good_locks_places(struct good_locks_port *port)
{
	u32 sum = 0;

	safe_locked(good_locks_state, state, &port->one)
		sum += state->errors;
	safe_locked(good_locks_stats, stats, &port->other)
		sum += stats->errors;
	safe_locked(good_locks_state, state, &good_locks_global)
		sum += state->errors;
	safe_locked(good_locks_map, map, &good_locks_global_map)
		(*map)[sum % ARRAY_SIZE(*map)]++;
	safe_locked_as(good_locks_table, read_lock_bh, table, &good_locks_global_table)
		sum += table->errors;
	safe_locked(good_locks_stats, stats, &good_locks_global_stats)
		sum += stats->errors;
	return sum + safe_seq_read(&good_locks_global_stamp).errors;
}

/* good: a list walked, and an item taken out, under its lock */
static struct good_locks_item *__used good_locks_list(struct good_locks_port *port, u32 id)
{
	safe_locked(good_locks_queue, queue, &port->queue) {
		struct good_locks_item *item, *next;

		list_for_each_entry_safe(item, next, queue, list) {
			if (item->id != id)
				continue;
			list_del(&item->list);
			return item;
		}
	}
	return NULL;
}

/* good: the flavour that the interrupt handler may use */
static irqreturn_t __used good_locks_irq(struct good_locks_port *port, SAFE_ATOMIC)
{
	safe_guard(spinlock, &port->queue_lock);

	safe_locked_as(good_locks_queue, spinlock, queue, &port->queue)
		if (list_empty(queue))
			return IRQ_NONE;
	good_locks_kick(port, safe_in_atomic);
	return IRQ_HANDLED;
}

/* good: a sequence lock written, read into a copy that is the reader's own */
static u32 __used good_locks_seq(struct good_locks_port *port)
{
	struct good_locks_numbers now;

	safe_locked(good_locks_stamp, stamp, &port->stamp)
		stamp->interrupts++;
	now = safe_seq_read(&port->stamp);
	now.errors = 0;
	return good_locks_sum(&now);
}

/* good: RCU: read in a scope, replaced under the lock, taken away, freed with its owner */
static int __used good_locks_rcu(struct good_locks_port *port)
{
	u32 rate = 0;

	safe_rcu_read(good_locks_current, config, &port->config) {
		if (!config)
			break;
		rate = config->rate;
	}
	owned(good_locks_config, next, safe_kzalloc_obj(struct good_locks_config, GFP_KERNEL));
	borrow(next)->rate = rate + 1;
	safe_locked(good_locks_state, state, &port->state) {
		const struct good_locks_config *old = safe_rcu_locked(
			good_locks_current, &port->config, safe_held(good_locks_state, state));

		if (old && old->rate == rate + 1)
			return 0;
		safe_rcu_store(good_locks_current, &port->config, move(next),
			       safe_held(good_locks_state, state));
	}
	safe_good_locks_current_release(&port->config);
	return 0;
}

/* good: a bare lock under a condition, beside guards; clang's analysis cannot follow it */
static int __used __safe_no_analysis good_locks_bare(struct good_locks_port *port, bool lock)
{
	if (lock)
		mutex_lock(&port->lock);
	safe_scoped_guard(spinlock, &port->queue_lock)
		port->users++;
	if (lock)
		mutex_unlock(&port->lock);
	safe_guard_or(mutex_intr, -ERESTARTSYS, &port->lock);
	return port->users;
}
