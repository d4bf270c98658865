// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Locks: held inside, free after each way out; data that only they open; what is
 * published is read, and freed when nobody reads it any more. Whether a lock is held
 * is asked of lockdep, since a single processor has no spinlock to look at.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/hrtimer.h>
#include <linux/module.h>
#include <safe/core/rwlock.h>
#include <safe/linux/bottom_half.h>
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

struct numbers {
	u32 a;
	u32 b;
};

struct many {
	u64 n[64];
};

struct config {
	u32 rate;
	struct rcu_head rcu;
};

SAFE_ALLOC(struct config);
SAFE_LOCKED(state, struct numbers, mutex);
SAFE_LOCKED(stats, struct numbers, spinlock_irqsave);
SAFE_LOCKED(map, struct numbers, rwsem_write);
SAFE_LOCKED(table, struct numbers, write_lock_irqsave);
SAFE_LOCKED(stamp, struct many, write_seqlock_irqsave);
SAFE_LOCKED_BY(credit, u32, stats);
SAFE_RCU(current_config, struct config, rcu, stats);

static SAFE_DEFINE_LOCKED(state, global_state, mutex);
static SAFE_DEFINE_LOCKED(stats, global_stats, spinlock);
static SAFE_DEFINE_LOCKED(map, global_map, rwsem);
static SAFE_DEFINE_LOCKED(table, global_table, rwlock);
static SAFE_DEFINE_LOCKED(stamp, global_stamp, seqlock);

static DEFINE_MUTEX(lock);
static DEFINE_SPINLOCK(spin);
static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_RWLOCK(rw);
static DECLARE_RWSEM(sem);
DEFINE_STATIC_SRCU(srcu);

/* What a way out of a locked scope leaves behind: 1 if the lock was held in it. */
static int leave(int how)
{
	int held = 0;

	for (int i = 0; i < 2; i++) {
		safe_scoped_guard(mutex, &lock)
		{
			held = lockdep_is_held(&lock);
			if (how == 0)
				return held;
			if (how == 1)
				break;
			if (how == 2)
				continue;
			if (how == 3)
				goto out;
			held |= 0;
		}
		if (lockdep_is_held(&lock))
			return -1;
	}
out:
	return held;
}

static void free_after_each_way_out(struct kunit *test)
{
	for (int how = 0; how < 5; how++) {
		KUNIT_EXPECT_EQ(test, leave(how), 1);
		KUNIT_EXPECT_FALSE(test, mutex_is_locked(&lock));
	}
}

/* The same of a guard to the end of a block: 1 if it was held. */
static int leave_block(int how)
{
	int held = 0;

	for (int i = 0; i < 2; i++) {
		safe_guard(spinlock_irqsave, &spin);
		held = lockdep_is_held(&spin) && irqs_disabled();
		if (how == 0)
			return held;
		if (how == 1)
			break;
		if (how == 2)
			continue;
	}
	return held;
}

static void free_after_the_block(struct kunit *test)
{
	for (int how = 0; how < 4; how++) {
		KUNIT_EXPECT_EQ(test, leave_block(how), 1);
		KUNIT_EXPECT_FALSE(test, lockdep_is_held(&spin));
		KUNIT_EXPECT_FALSE(test, irqs_disabled());
	}
}

static void interrupts_stay_as_they_were(struct kunit *test)
{
	local_irq_disable();
	safe_scoped_guard(spinlock_irqsave, &spin) safe_scoped_guard(irqsave)
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_enable();
	safe_scoped_guard(irq) KUNIT_EXPECT_TRUE(test, irqs_disabled());
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

/* holds_KIND(): true if the lock was held in the scope, and nothing is left of it after. */
#define HOLDS(kind, lock)                                                                   \
	static bool holds_##kind(void)                                                      \
	{                                                                                   \
		bool held = false;                                                          \
                                                                                            \
		safe_scoped_guard(kind, lock) held = lockdep_is_held(lock);                 \
		return held && !lockdep_is_held(lock) && !irqs_disabled() && !in_softirq(); \
	}

HOLDS(mutex, &lock)
HOLDS(spinlock, &spin)
HOLDS(spinlock_irq, &spin)
HOLDS(spinlock_bh, &spin)
HOLDS(spinlock_irqsave, &spin)
HOLDS(raw_spinlock, &raw)
HOLDS(raw_spinlock_irq, &raw)
HOLDS(raw_spinlock_bh, &raw)
HOLDS(raw_spinlock_irqsave, &raw)
HOLDS(rwsem_read, &sem)
HOLDS(rwsem_write, &sem)
HOLDS(read_lock, &rw)
HOLDS(read_lock_irq, &rw)
HOLDS(read_lock_bh, &rw)
HOLDS(read_lock_irqsave, &rw)
HOLDS(write_lock, &rw)
HOLDS(write_lock_irq, &rw)
HOLDS(write_lock_bh, &rw)
HOLDS(write_lock_irqsave, &rw)

static void every_kind_holds(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, holds_mutex());
	KUNIT_EXPECT_TRUE(test, holds_spinlock());
	KUNIT_EXPECT_TRUE(test, holds_spinlock_irq());
	KUNIT_EXPECT_TRUE(test, holds_spinlock_bh());
	KUNIT_EXPECT_TRUE(test, holds_spinlock_irqsave());
	KUNIT_EXPECT_TRUE(test, holds_raw_spinlock());
	KUNIT_EXPECT_TRUE(test, holds_raw_spinlock_irq());
	KUNIT_EXPECT_TRUE(test, holds_raw_spinlock_bh());
	KUNIT_EXPECT_TRUE(test, holds_raw_spinlock_irqsave());
	KUNIT_EXPECT_TRUE(test, holds_rwsem_read());
	KUNIT_EXPECT_TRUE(test, holds_rwsem_write());
	KUNIT_EXPECT_TRUE(test, holds_read_lock());
	KUNIT_EXPECT_TRUE(test, holds_read_lock_irq());
	KUNIT_EXPECT_TRUE(test, holds_read_lock_bh());
	KUNIT_EXPECT_TRUE(test, holds_read_lock_irqsave());
	KUNIT_EXPECT_TRUE(test, holds_write_lock());
	KUNIT_EXPECT_TRUE(test, holds_write_lock_irq());
	KUNIT_EXPECT_TRUE(test, holds_write_lock_bh());
	KUNIT_EXPECT_TRUE(test, holds_write_lock_irqsave());
}

/* try_KIND(): 1 if the lock was held in the scope, -EBUSY if it was not to be had. */
#define TRY(kind, lock)                                                                       \
	static int try_##kind(void)                                                           \
	{                                                                                     \
		safe_scoped_guard_or(kind, return -EBUSY, lock) return lockdep_is_held(lock); \
		return 0;                                                                     \
	}

TRY(mutex_try, &lock)
TRY(mutex_intr, &lock)
TRY(mutex_kill, &lock)
TRY(spinlock_try, &spin)
TRY(spinlock_irq_try, &spin)
TRY(spinlock_bh_try, &spin)
TRY(spinlock_irqsave_try, &spin)
TRY(raw_spinlock_irqsave_try, &raw)
TRY(rwsem_read_try, &sem)
TRY(rwsem_write_try, &sem)
TRY(rwsem_read_intr, &sem)
TRY(rwsem_write_kill, &sem)
TRY(read_lock_try, &rw)
TRY(write_lock_try, &rw)

static int try_or_return(void)
{
	safe_guard_or(mutex_try, -EBUSY, &lock);
	return mutex_is_locked(&lock);
}

static void a_try_of_a_free_lock(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, try_mutex_try(), 1);
	KUNIT_EXPECT_EQ(test, try_mutex_intr(), 1);
	KUNIT_EXPECT_EQ(test, try_mutex_kill(), 1);
	KUNIT_EXPECT_EQ(test, try_spinlock_try(), 1);
	KUNIT_EXPECT_EQ(test, try_spinlock_irq_try(), 1);
	KUNIT_EXPECT_EQ(test, try_spinlock_bh_try(), 1);
	KUNIT_EXPECT_EQ(test, try_spinlock_irqsave_try(), 1);
	KUNIT_EXPECT_EQ(test, try_raw_spinlock_irqsave_try(), 1);
	KUNIT_EXPECT_EQ(test, try_rwsem_read_try(), 1);
	KUNIT_EXPECT_EQ(test, try_rwsem_write_try(), 1);
	KUNIT_EXPECT_EQ(test, try_rwsem_read_intr(), 1);
	KUNIT_EXPECT_EQ(test, try_rwsem_write_kill(), 1);
	KUNIT_EXPECT_EQ(test, try_read_lock_try(), 1);
	KUNIT_EXPECT_EQ(test, try_write_lock_try(), 1);
	KUNIT_EXPECT_EQ(test, try_or_return(), 1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&lock));
	KUNIT_EXPECT_FALSE(test, rwsem_is_locked(&sem));
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	KUNIT_EXPECT_FALSE(test, in_softirq());
}

static void a_try_of_a_held_lock(struct kunit *test)
{
	int err = 0;

	safe_scoped_guard(mutex, &lock)
	{
		KUNIT_EXPECT_EQ(test, try_mutex_try(), -EBUSY);
		KUNIT_EXPECT_EQ(test, try_or_return(), -EBUSY);
		KUNIT_EXPECT_TRUE(test, mutex_is_locked(&lock));
	}
	safe_scoped_guard(rwsem_read, &sem)
	{
		KUNIT_EXPECT_EQ(test, try_rwsem_write_try(), -EBUSY);
		KUNIT_EXPECT_EQ(test, try_rwsem_read_try(), 1);
		KUNIT_EXPECT_TRUE(test, rwsem_is_locked(&sem));
	}
	safe_locked(state, outer, &global_state)
		safe_locked_or(state, mutex_try, err = -EBUSY, inner, &global_state)
			KUNIT_FAIL(test, "opened twice: %p %p", outer, inner);
	KUNIT_EXPECT_EQ(test, err, -EBUSY);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&lock));
}

static void a_failed_try_leaves_interrupts_on(struct kunit *test)
{
	int err = 0;

	if (!IS_ENABLED(CONFIG_SMP))
		kunit_skip(test, "a spinlock that is held is a mistake to try on one processor");
	spin_lock(&spin);
	err = try_spinlock_irqsave_try();
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	spin_unlock(&spin);
	if (!IS_ENABLED(CONFIG_SMP) && !IS_ENABLED(CONFIG_DEBUG_SPINLOCK))
		kunit_skip(test, "every try of a spinlock succeeds");
	KUNIT_EXPECT_EQ(test, err, -EBUSY);
}

static void scopes_without_a_lock(struct kunit *test)
{
	int before = preempt_count();

	safe_scoped_guard(rcu) KUNIT_EXPECT_TRUE(test, rcu_read_lock_held());
	KUNIT_EXPECT_FALSE(test, rcu_read_lock_held());
	safe_scoped_guard(srcu, &srcu) KUNIT_EXPECT_TRUE(test, srcu_read_lock_held(&srcu));
	KUNIT_EXPECT_FALSE(test, srcu_read_lock_held(&srcu));
	safe_scoped_guard(bh) KUNIT_EXPECT_TRUE(test, in_softirq());
	KUNIT_EXPECT_FALSE(test, in_softirq());
	safe_scoped_guard(preempt) KUNIT_EXPECT_TRUE(test, !IS_ENABLED(CONFIG_PREEMPT_COUNT) ||
								   preempt_count() > before);
	KUNIT_EXPECT_EQ(test, preempt_count(), before);
}

static void the_lock_of_a_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "safe-lock");
	int err = 0;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	safe_scoped_guard(device, dev)
	{
		KUNIT_EXPECT_TRUE(test, mutex_is_locked(&dev->mutex));
		safe_scoped_guard_or(device_try, err = -EBUSY, dev) err = 1;
	}
	KUNIT_EXPECT_EQ(test, err, -EBUSY);
	safe_scoped_guard_or(device_intr, err = -EINTR, dev) err = mutex_is_locked(&dev->mutex);
	KUNIT_EXPECT_EQ(test, err, 1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&dev->mutex));
}

static void count(struct stats_held *held)
{
	held->data.a++;
}

static void data_opens_and_keeps(struct kunit *test)
{
	static struct credit credit;

	safe_locked(stats, stats, &global_stats)
	{
		KUNIT_EXPECT_TRUE(test, lockdep_is_held(&global_stats.__lock));
		stats->a = 7;
		count(safe_held(stats, stats));
		*safe_under(&credit, safe_held(stats, stats)) = stats->a;
	}
	KUNIT_EXPECT_FALSE(test, lockdep_is_held(&global_stats.__lock));
	safe_locked_as(stats, spinlock_irq, stats, &global_stats)
	{
		KUNIT_EXPECT_EQ(test, stats->a, 8);
		KUNIT_EXPECT_EQ(test, *safe_under(&credit, safe_held(stats, stats)), 8);
	}
	safe_locked(map, map, &global_map) map->b = 3;
	safe_locked_as(map, rwsem_read, map, &global_map) KUNIT_EXPECT_EQ(test, map->b, 3);
	safe_locked(table, table, &global_table) table->b = 4;
	safe_locked_as(table, read_lock, table, &global_table) KUNIT_EXPECT_EQ(test, table->b, 4);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

/* Each place where a lock is made is a class: or lockdep would report the nesting. */
static void locks_made_apart_may_be_nested(struct kunit *test)
{
	static struct state one, two;

	safe_locked_init(&one);
	safe_locked_init(&two);
	safe_locked(state, a, &one) safe_locked(state, b, &two) a->a = b->a + 1;
	safe_locked(state, a, &one) KUNIT_EXPECT_EQ(test, a->a, 1);
}

static enum hrtimer_restart write_stamp(struct hrtimer *timer)
{
	safe_locked(stamp, stamp, &global_stamp) for (unsigned int i = 0; i < ARRAY_SIZE(stamp->n);
						      i++) stamp->n[i]++;
	hrtimer_forward_now(timer, us_to_ktime(100));
	return HRTIMER_RESTART;
}

static void what_is_read_under_a_sequence_lock_belongs_together(struct kunit *test)
{
	ktime_t end = ktime_add_ms(ktime_get(), 500);
	unsigned int torn = 0;
	struct hrtimer timer;
	struct many now;

	hrtimer_setup_on_stack(&timer, write_stamp, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer_start(&timer, us_to_ktime(100), HRTIMER_MODE_REL);
	do {
		now = safe_seq_read(&global_stamp);
		for (unsigned int i = 1; i < ARRAY_SIZE(now.n); i++)
			torn += now.n[i] != now.n[0];
	} while (ktime_before(ktime_get(), end));
	hrtimer_cancel(&timer);
	destroy_hrtimer_on_stack(&timer);
	KUNIT_EXPECT_EQ(test, torn, 0);
	KUNIT_EXPECT_GT(test, now.n[0], 1);
}

static u32 published(const struct safe_current_config *config)
{
	safe_rcu_read(current_config, now, config) return now ? now->rate : 0;
	return -1;
}

static int publish(struct safe_current_config *config, u32 rate)
{
	safe_owned(config, next, safe_kzalloc_obj(struct config, GFP_KERNEL));

	safe_borrow(next)->rate = rate;
	safe_locked(stats, stats, &global_stats)
		safe_rcu_store(current_config, config, safe_move(next), safe_held(stats, stats));
	return 0;
}

static void what_is_published_is_read(struct kunit *test)
{
	struct safe_current_config config = {};

	KUNIT_EXPECT_EQ(test, published(&config), 0);
	KUNIT_EXPECT_EQ(test, publish(&config, 5), 0);
	KUNIT_EXPECT_EQ(test, published(&config), 5);
	KUNIT_EXPECT_EQ(test, publish(&config, 6), 0);
	KUNIT_EXPECT_EQ(test, published(&config), 6);
	KUNIT_EXPECT_FALSE(test, rcu_read_lock_held());
	safe_locked(stats, stats, &global_stats)
	{
		const struct config *now =
			safe_rcu_locked(current_config, &config, safe_held(stats, stats));

		KUNIT_EXPECT_EQ(test, now->rate, 6);
		safe_rcu_clear(current_config, &config, safe_held(stats, stats));
	}
	KUNIT_EXPECT_EQ(test, published(&config), 0);
	safe_current_config_release(&config);
}

/* KASAN would report the read of what was freed too early, the cache what never was. */
static void what_is_replaced_is_freed_after_its_readers(struct kunit *test)
{
	struct kmem_cache *cache = KMEM_CACHE(config, 0);
	struct safe_current_config config = {};
	u32 rate = 0;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (int i = 1; i <= 3; i++) {
		struct safe_config next = { kmem_cache_zalloc(cache, GFP_KERNEL) };

		KUNIT_ASSERT_NOT_NULL(test, safe_borrow(next));
		safe_borrow(next)->rate = i;
		safe_rcu_read(current_config, old, &config)
		{
			safe_locked(stats, stats, &global_stats) safe_rcu_store(
				current_config, &config, safe_move(next), safe_held(stats, stats));
			if (old)
				rate += old->rate;
		}
	}
	KUNIT_EXPECT_EQ(test, rate, 1 + 2);
	safe_current_config_release(&config);
	KUNIT_EXPECT_EQ(test, published(&config), 0);
	safe_current_config_release(&config);
	rcu_barrier();
	kmem_cache_destroy(cache);
}

static struct kunit_case lock_cases[] = {
	KUNIT_CASE(free_after_each_way_out),
	KUNIT_CASE(free_after_the_block),
	KUNIT_CASE(interrupts_stay_as_they_were),
	KUNIT_CASE(every_kind_holds),
	KUNIT_CASE(a_try_of_a_free_lock),
	KUNIT_CASE(a_try_of_a_held_lock),
	KUNIT_CASE(a_failed_try_leaves_interrupts_on),
	KUNIT_CASE(scopes_without_a_lock),
	KUNIT_CASE(the_lock_of_a_device),
	KUNIT_CASE(data_opens_and_keeps),
	KUNIT_CASE(locks_made_apart_may_be_nested),
	KUNIT_CASE(what_is_read_under_a_sequence_lock_belongs_together),
	KUNIT_CASE(what_is_published_is_read),
	KUNIT_CASE(what_is_replaced_is_freed_after_its_readers),
	{}
};

static struct kunit_suite lock_suite = {
	.name = "safe_lock",
	.test_cases = lock_cases,
};
kunit_test_suite(lock_suite);

MODULE_DESCRIPTION("KUnit suite of locks");
MODULE_LICENSE("GPL");
