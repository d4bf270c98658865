// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Locks, and what they protect. */
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/i2c.h>
#include <safe/linux/mutex.h>
#include <safe/linux/rcupdate.h>
#include <safe/linux/rwsem.h>
#include <safe/linux/seqlock.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

struct locks_numbers {
	u32 interrupts;
	u32 errors;
};

struct locks_config {
	u32 rate;
	struct rcu_head rcu;
};

SAFE_ALLOC(struct locks_config);
SAFE_LOCKED(locks_stats, struct locks_numbers, spinlock_irqsave);
SAFE_LOCKED(locks_state, struct locks_numbers, mutex);
SAFE_LOCKED(locks_map, struct locks_numbers, rwsem_write);
SAFE_LOCKED(locks_stamp, struct locks_numbers, write_seqlock);
SAFE_LOCKED_BY(locks_credit, u32, locks_stats);
SAFE_RCU(locks_current, struct locks_config, rcu, locks_state);

struct locks_port {
	struct mutex lock;
	spinlock_t queue_lock;
	struct locks_stats stats;
	struct locks_state state;
	struct locks_map map;
	struct locks_stamp stamp;
	struct locks_credit credit;
	struct safe_locks_current current_config;
	struct clk *clk;
	struct locks_numbers *kept;
	int users;
};

/* Helpers: one that wants the lock held, one that reads, one that writes. */
static void locks_count(struct locks_stats_held *held)
{
	held->data.interrupts++;
}

static u32 locks_sum(const struct locks_numbers *numbers)
{
	return numbers->interrupts + numbers->errors;
}

static void locks_clear(struct locks_numbers *numbers)
{
	numbers->errors = 0;
}

/* case 7: a mutex taken as a spinlock */
static void __used locks_mutex_as_spinlock(struct locks_port *port)
{
#ifdef MISTAKE
	safe_guard(spinlock, &port->lock);	/* error: incompatible pointer type */
#else
	safe_guard(mutex, &port->lock);
#endif
	port->users++;
}

/* case 7: a spinlock as a raw spinlock */
static void __used locks_spinlock_as_raw(struct locks_port *port)
{
#ifdef MISTAKE
	safe_scoped_guard(raw_spinlock, &port->queue_lock)	/* error: incompatible pointer type */
#else
	safe_scoped_guard(spinlock, &port->queue_lock)
#endif
		port->users++;
}

/* case 7: the lock itself instead of a pointer to it */
static void __used locks_by_value(struct locks_port *port)
{
#ifdef MISTAKE
	safe_guard(mutex, port->lock);	/* error: incompatible type */
#else
	safe_guard(mutex, &port->lock);
#endif
	port->users++;
}

/* case 7: flags of one's own for a guard that keeps them */
static void __used locks_own_flags(struct locks_port *port)
{
#ifdef MISTAKE
	unsigned long flags;

	safe_guard(spinlock_irqsave, &port->queue_lock, flags);	/* error: too many arguments */
#else
	safe_guard(spinlock_irqsave, &port->queue_lock);
#endif
	port->users++;
}

/* case 7: going on as if a lock that was only tried were held */
static int __used locks_tried_only(struct locks_port *port)
{
#ifdef MISTAKE
	safe_guard(mutex_try, &port->lock);	/* error: __safe_mutex_try_lock|incompatible type|invalid initializer */
#else
	safe_guard_or(mutex_try, -EBUSY, &port->lock);
#endif
	port->users++;
	return 0;
}

/* case 7: a signal may come before the lock, and nobody asks */
static int __used locks_interrupted(struct locks_port *port)
{
#ifdef MISTAKE
	safe_locked_as(locks_state, mutex_intr, state, &port->state)	/* error: __safe_mutex_intr_lock|incompatible type|invalid initializer */
#else
	safe_locked_or(locks_state, mutex_intr, return -ERESTARTSYS, state, &port->state)
#endif
		state->errors++;
	return 0;
}

/* case 7: a goto past a guard, which would unlock what was never locked */
static int __used locks_goto_past(struct locks_port *port)
{
#ifdef MISTAKE
	if (port->users)
		goto out;	/* kbuild: jump skips variable initialization|cannot jump from this goto */
	safe_guard(mutex, &port->lock);
	port->users++;
out:
	return port->users;
#else
	if (port->users)
		return port->users;
	safe_guard(mutex, &port->lock);
	port->users++;
	return port->users;
#endif
}

/* case 7: a case label past a guard in the same block */
static int __used locks_case_past(struct locks_port *port, int what)
{
	switch (what) {
	case 0: ;
#ifdef MISTAKE
		safe_guard(mutex, &port->lock);
		return ++port->users;
	case 1:		/* kbuild: switch jumps over variable initialization|cannot jump from switch statement */
		return port->users;
#else
		safe_scoped_guard(mutex, &port->lock)
			return ++port->users;
		break;
	case 1:
		return port->users;
#endif
	}
	return 0;
}

/* case 7: a way out on which a raw lock stays held */
static int __used locks_forgotten(struct locks_port *port)
{
#ifdef MISTAKE
	mutex_lock(&port->lock);
	if (port->users)
		return -EBUSY;		/* lint: a raw lock is held on this way out; clang with -DSAFE_CLANG_CAPABILITIES says so */
	mutex_unlock(&port->lock);
#else
	safe_guard(mutex, &port->lock);
	if (port->users)
		return -EBUSY;
#endif
	return 0;
}

/* case 7: unlocking by hand what a guard unlocks */
static void __used locks_twice_unlocked(struct locks_port *port)
{
#ifdef MISTAKE
	safe_guard(mutex, &port->lock);
	port->users++;
	mutex_unlock(&port->lock);	/* lint: a guard holds it; clang with -DSAFE_CLANG_CAPABILITIES says so */
#else
	safe_scoped_guard(mutex, &port->lock)
		port->users++;
#endif
}

/* case 7: a break that was meant for the loop around the locked scope */
static int __used locks_break_meant_for_loop(struct locks_port *ports, int n)
{
	int i;

	for (i = 0; i < n; i++) {
#ifdef MISTAKE
		safe_scoped_guard(mutex, &ports[i].lock)
			if (ports[i].users)
				break;	/* lint: leaves the locked scope, not the loop around it */
#else
		safe_guard(mutex, &ports[i].lock);
		if (ports[i].users)
			break;
#endif
	}
	return i;
}

/* case 7: another device's lock than the one whose bus is used */
static void __used locks_device_of_client(struct i2c_client *client)
{
#ifdef MISTAKE
	safe_guard(device, client);	/* error: incompatible pointer type */
#else
	safe_guard(device, &client->dev);
#endif
	client->flags = 0;
}

/* case 8: a counter read without its lock */
static u32 __used locks_read_unlocked(struct locks_port *port)
{
	u32 n = 0;

#ifdef MISTAKE
	n = port->stats.interrupts;	/* error: no member named */
#else
	safe_locked(locks_stats, stats, &port->stats)
		n = stats->interrupts;
#endif
	return n;
}

/* case 8: a counter written without its lock */
static void __used locks_written_unlocked(struct locks_port *port)
{
#ifdef MISTAKE
	port->stats.errors++;		/* error: no member named */
#else
	safe_locked(locks_stats, stats, &port->stats)
		stats->errors++;
#endif
}

/* case 8: the locked object handed to what works on its data */
static u32 __used locks_object_as_data(struct locks_port *port)
{
#ifdef MISTAKE
	return locks_sum(&port->stats);	/* error: incompatible pointer type */
#else
	safe_locked(locks_stats, stats, &port->stats)
		return locks_sum(stats);
#endif
}

/* case 8: a helper that wants the lock held, called without it */
static void __used locks_helper_unlocked(struct locks_port *port)
{
#ifdef MISTAKE
	locks_count(&port->stats);	/* error: incompatible pointer type */
#else
	safe_locked(locks_stats, stats, &port->stats)
		locks_count(safe_held(locks_stats, stats));
#endif
}

/* case 8: the same after the scope in which it was held */
static void __used locks_helper_too_late(struct locks_port *port)
{
#ifdef MISTAKE
	safe_locked(locks_stats, stats, &port->stats)
		stats->errors++;
	locks_count(safe_held(locks_stats, stats));	/* error: undeclared */
#else
	safe_locked(locks_stats, stats, &port->stats) {
		stats->errors++;
		locks_count(safe_held(locks_stats, stats));
	}
#endif
}

/* case 8: a helper that wants another lock than the one that is held */
static void __used locks_helper_other_lock(struct locks_port *port)
{
#ifdef MISTAKE
	safe_locked(locks_state, state, &port->state)
		locks_count(safe_held(locks_state, state));	/* error: incompatible pointer type */
#else
	safe_locked(locks_stats, stats, &port->stats)
		locks_count(safe_held(locks_stats, stats));
#endif
}

/* case 8: data elsewhere, opened with another object's lock */
static void __used locks_elsewhere(struct locks_port *port)
{
#ifdef MISTAKE
	safe_locked(locks_state, state, &port->state)
		*safe_under(&port->credit, safe_held(locks_state, state)) = 1;	/* error: not compatible with any */
#else
	safe_locked(locks_stats, stats, &port->stats)
		*safe_under(&port->credit, safe_held(locks_stats, stats)) = 1;
#endif
}

/* case 8: data elsewhere without any lock */
static void __used locks_elsewhere_unlocked(struct locks_port *port)
{
#ifdef MISTAKE
	port->credit++;		/* error: wrong type argument to increment|cannot increment value */
#else
	safe_locked(locks_stats, stats, &port->stats)
		++*safe_under(&port->credit, safe_held(locks_stats, stats));
#endif
}

/* case 8: writing under the read lock */
static void __used locks_written_for_reading(struct locks_port *port)
{
#ifdef MISTAKE
	safe_locked_as(locks_map, rwsem_read, map, &port->map)
		map->errors = 0;	/* error: read-only object|with const-qualified type */
#else
	safe_locked_as(locks_map, rwsem_write, map, &port->map)
		map->errors = 0;
#endif
}

/* case 8: a helper that writes, called under the read lock */
static void __used locks_helper_for_reading(struct locks_port *port)
{
#ifdef MISTAKE
	safe_locked_as(locks_map, rwsem_read, map, &port->map)
		locks_clear(map);	/* error: discards */
#else
	safe_locked(locks_map, map, &port->map)
		locks_clear(map);
#endif
}

/* case 8: a member of what a sequence lock protects, read without asking whether somebody wrote */
static u32 __used locks_torn(struct locks_port *port)
{
#ifdef MISTAKE
	return port->stamp.interrupts + port->stamp.errors;	/* error: no member named */
#else
	struct locks_numbers now = safe_seq_read(&port->stamp);

	return locks_sum(&now);
#endif
}

/* case 8: safe_seq_read() of what another lock protects */
static u32 __used locks_seq_of_mutex(struct locks_port *port)
{
#ifdef MISTAKE
	return safe_seq_read(&port->state).errors;	/* error: incompatible pointer type */
#else
	return safe_seq_read(&port->stamp).errors;
#endif
}

/* case 8: an RCU pointer used without a read-side section */
static u32 __used locks_rcu_unlocked(struct locks_port *port)
{
	u32 rate = 0;

#ifdef MISTAKE
	rate = port->current_config->rate;	/* error: invalid type argument|is not a pointer */
#else
	safe_rcu_read(locks_current, config, &port->current_config)
		rate = config ? config->rate : 0;
#endif
	return rate;
}

/* case 8: writing to what others read */
static void __used locks_rcu_written(struct locks_port *port)
{
#ifdef MISTAKE
	safe_rcu_read(locks_current, config, &port->current_config)
		config->rate = 0;	/* error: read-only object|with const-qualified type */
#else
	safe_locked(locks_state, state, &port->state)
		safe_rcu_clear(locks_current, &port->current_config, safe_held(locks_state, state));
#endif
}

/* case 8: an RCU pointer replaced under another lock */
static void __used locks_rcu_other_lock(struct locks_port *port)
{
#ifdef MISTAKE
	safe_locked(locks_stats, stats, &port->stats)
		safe_rcu_clear(locks_current, &port->current_config, safe_held(locks_stats, stats));	/* error: incompatible pointer type */
#else
	safe_locked(locks_state, state, &port->state)
		safe_rcu_clear(locks_current, &port->current_config, safe_held(locks_state, state));
#endif
}

/* case 5: publishing what the caller goes on owning, so that it is freed twice */
static int __used locks_rcu_not_owned(struct locks_port *port)
{
	owned(locks_config, config, safe_kzalloc_obj(struct locks_config, GFP_KERNEL));

	safe_locked(locks_state, state, &port->state)
#ifdef MISTAKE
		safe_rcu_store(locks_current, &port->current_config, borrow(config), safe_held(locks_state, state));	/* error: is a pointer; did you mean|is a pointer */
#else
		safe_rcu_store(locks_current, &port->current_config, move(config), safe_held(locks_state, state));
#endif
	return 0;
}

/* case 8: the pointer to the data kept for later */
static void __used locks_kept(struct locks_port *port)
{
	safe_locked(locks_state, state, &port->state) {
#ifdef MISTAKE
		port->kept = state;	/* never: C cannot tell how long a pointer is used */
#else
		port->kept = NULL;
		state->errors = 0;
#endif
	}
}

/* case 8: a copy of the whole locked object, lock and all */
static void __used locks_copied(struct locks_port *port)
{
#ifdef MISTAKE
	struct locks_state copy = port->state;	/* never: C copies every structure; lockdep complains of the copied lock */

	safe_locked(locks_state, state, &copy)
		state->errors = 0;
#else
	safe_locked(locks_state, state, &port->state)
		state->errors = 0;
#endif
}
