// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What locked data costs: the same as data beside its lock. */
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <safe/linux/mutex.h>
#include <safe/linux/rcupdate.h>
#include <safe/linux/rwsem.h>
#include <safe/linux/seqlock.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

struct locked_numbers {
	u64 interrupts;
	u32 errors;
};

struct locked_config {
	u32 rate;
	struct rcu_head rcu;
};

struct raw_port {
	struct locked_numbers data;
	struct mutex lock;
};

struct raw_spin_port {
	struct locked_numbers data;
	spinlock_t lock;
};

struct raw_rw_port {
	struct locked_numbers data;
	struct rw_semaphore lock;
};

struct raw_seq_port {
	struct locked_numbers data;
	seqlock_t lock;
};

SAFE_ALLOC(struct locked_config);
SAFE_LOCKED(locked_state, struct locked_numbers, mutex);
SAFE_LOCKED(locked_stats, struct locked_numbers, spinlock_irqsave);
SAFE_LOCKED(locked_map, struct locked_numbers, rwsem_write);
SAFE_LOCKED(locked_stamp, struct locked_numbers, write_seqlock_irqsave);
SAFE_LOCKED_BY(locked_credit, u32, locked_state);
SAFE_RCU(locked_current, struct locked_config, rcu, locked_state);

/* cost: locked_data_mutex: same */
int raw_locked_data_mutex(struct raw_port *port)
{
	mutex_lock(&port->lock);
	if (port->data.errors) {
		mutex_unlock(&port->lock);
		return -EIO;
	}
	port->data.interrupts++;
	mutex_unlock(&port->lock);
	return 0;
}

int cost_locked_data_mutex(struct locked_state *port)
{
	safe_locked(locked_state, state, port)
	{
		if (state->errors)
			return -EIO;
		state->interrupts++;
	}
	return 0;
}

/* cost: locked_data_irqsave: same */
void raw_locked_data_irqsave(struct raw_spin_port *port)
{
	unsigned long flags;

	spin_lock_irqsave(&port->lock, flags);
	port->data.interrupts++;
	spin_unlock_irqrestore(&port->lock, flags);
}

void cost_locked_data_irqsave(struct locked_stats *port)
{
	safe_locked(locked_stats, stats, port) stats->interrupts++;
}

/* cost: locked_data_try: same */
int raw_locked_data_try(struct raw_spin_port *port)
{
	if (!spin_trylock(&port->lock))
		return -EBUSY;
	port->data.interrupts++;
	spin_unlock(&port->lock);
	return 0;
}

int cost_locked_data_try(struct locked_stats *port)
{
	safe_locked_or(locked_stats, spinlock_try, return -EBUSY, stats, port) stats->interrupts++;
	return 0;
}

static __always_inline void locked_count(struct locked_state_held *held)
{
	held->data.interrupts++;
}

/* cost: locked_data_helper: same */
void raw_locked_data_helper(struct raw_port *port, u32 *credit)
{
	mutex_lock(&port->lock);
	port->data.interrupts++;
	*credit = 1;
	mutex_unlock(&port->lock);
}

void cost_locked_data_helper(struct locked_state *port, struct locked_credit *credit)
{
	safe_locked(locked_state, state, port)
	{
		locked_count(safe_held(locked_state, state));
		*safe_under(credit, safe_held(locked_state, state)) = 1;
	}
}

/* cost: locked_rwsem_read: same */
u32 raw_locked_rwsem_read(struct raw_rw_port *port)
{
	u32 errors;

	down_read(&port->lock);
	errors = port->data.errors;
	up_read(&port->lock);
	return errors;
}

u32 cost_locked_rwsem_read(struct locked_map *port)
{
	safe_locked_as(locked_map, rwsem_read, map, port) return map->errors;
	return 0;
}

/* cost: locked_rwsem_write: same */
void raw_locked_rwsem_write(struct raw_rw_port *port)
{
	down_write(&port->lock);
	port->data.errors = 0;
	up_write(&port->lock);
}

void cost_locked_rwsem_write(struct locked_map *port)
{
	safe_locked(locked_map, map, port) map->errors = 0;
}

/* cost: locked_seq_write: same */
void raw_locked_seq_write(struct raw_seq_port *port)
{
	unsigned long flags;

	write_seqlock_irqsave(&port->lock, flags);
	port->data.interrupts++;
	write_sequnlock_irqrestore(&port->lock, flags);
}

void cost_locked_seq_write(struct locked_stamp *port)
{
	safe_locked(locked_stamp, stamp, port) stamp->interrupts++;
}

/* cost: locked_seq_read: same */
u64 raw_locked_seq_read(struct raw_seq_port *port)
{
	struct locked_numbers now;
	unsigned int seq;

	do {
		seq = read_seqbegin(&port->lock);
		now = port->data;
	} while (read_seqretry(&port->lock, seq));
	return now.interrupts + now.errors;
}

u64 cost_locked_seq_read(struct locked_stamp *port)
{
	struct locked_numbers now = safe_seq_read(port);

	return now.interrupts + now.errors;
}

/* cost: locked_rcu_read: same */
u32 raw_locked_rcu_read(struct locked_config __rcu **config)
{
	struct locked_config *now;
	u32 rate = 0;

	rcu_read_lock();
	now = rcu_dereference(*config);
	if (now)
		rate = now->rate;
	rcu_read_unlock();
	return rate;
}

u32 cost_locked_rcu_read(struct safe_locked_current *config)
{
	u32 rate = 0;

	safe_rcu_read(locked_current, now, config) if (now) rate = now->rate;
	return rate;
}

/* cost: locked_rcu_store: same */
void raw_locked_rcu_store(struct raw_port *port, struct locked_config __rcu **config,
			  struct locked_config *new)
{
	struct locked_config *old;

	mutex_lock(&port->lock);
	old = rcu_replace_pointer(*config, new, true);
	if (old)
		kfree_rcu(old, rcu);
	mutex_unlock(&port->lock);
}

void cost_locked_rcu_store(struct locked_state *port, struct safe_locked_current *config,
			   struct safe_locked_config new)
{
	safe_locked(locked_state, state, port)
		safe_rcu_store(locked_current, config, new, safe_held(locked_state, state));
}
