// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What guards and locked data cost: nothing, as long as the raw form unlocks on every way out, too. A raw form takes the
 * errno of an interrupted lock, asks what a try gave, and compares nothing else.
 */
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <safe/core/rwlock.h>
#include <safe/linux/bottom_half.h>
#include <safe/linux/device.h>
#include <safe/linux/i2c.h>
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

struct locks_numbers {
	u64 interrupts;
	u32 errors;
};

struct locks_config {
	u32 rate;
	struct rcu_head rcu;
};

struct raw_port {
	struct locks_numbers data;
	struct mutex lock;
};

struct raw_spin_port {
	struct locks_numbers data;
	spinlock_t lock;
};

struct raw_rw_port {
	struct locks_numbers data;
	struct rw_semaphore lock;
};

struct raw_seq_port {
	struct locks_numbers data;
	seqlock_t lock;
};

SAFE_ALLOC(struct locks_config);
SAFE_LOCKED(locks_state, struct locks_numbers, mutex);
SAFE_LOCKED(locks_stats, struct locks_numbers, spinlock_irqsave);
SAFE_LOCKED(locks_map, struct locks_numbers, rwsem_write);
SAFE_LOCKED(locks_stamp, struct locks_numbers, write_seqlock_irqsave);
SAFE_LOCKED_BY(locks_credit, u32, locks_state);
SAFE_RCU(locks_current, struct locks_config, rcu, locks_state);

int locks_work(void *data);

/* cost: locks_mutex: same */
int raw_locks_mutex(struct mutex *lock, int what)
{
	int ret = -EINVAL;

	mutex_lock(lock);
	if (what)
		ret = locks_work(lock);
	mutex_unlock(lock);
	return ret;
}

int cost_locks_mutex(struct mutex *lock, int what)
{
	safe_guard(mutex, lock);
	if (!what)
		return -EINVAL;
	return locks_work(lock);
}

/* cost: locks_mutex_scoped: same */
int raw_locks_mutex_scoped(struct mutex *lock, int *users)
{
	mutex_lock(lock);
	if (*users) {
		mutex_unlock(lock);
		return -EBUSY;
	}
	++*users;
	mutex_unlock(lock);
	return locks_work(users);
}

int cost_locks_mutex_scoped(struct mutex *lock, int *users)
{
	safe_scoped_guard(mutex, lock) {
		if (*users)
			return -EBUSY;
		++*users;
	}
	return locks_work(users);
}

/* cost: locks_mutex_try: same */
int raw_locks_mutex_try(struct mutex *lock, int *users)
{
	if (!mutex_trylock(lock))
		return -EBUSY;
	++*users;
	mutex_unlock(lock);
	return 0;
}

int cost_locks_mutex_try(struct mutex *lock, int *users)
{
	safe_guard_or(mutex_try, -EBUSY, lock);
	++*users;
	return 0;
}

/* cost: locks_mutex_interruptible: same */
int raw_locks_mutex_interruptible(struct mutex *lock, int *users)
{
	if (mutex_lock_interruptible(lock))
		return -ERESTARTSYS;
	++*users;
	mutex_unlock(lock);
	return 0;
}

int cost_locks_mutex_interruptible(struct mutex *lock, int *users)
{
	safe_scoped_guard_or(mutex_intr, return -ERESTARTSYS, lock)
		++*users;
	return 0;
}

/* cost: locks_spin: same */
void raw_locks_spin(spinlock_t *lock, int *users)
{
	spin_lock(lock);
	++*users;
	spin_unlock(lock);
}

void cost_locks_spin(spinlock_t *lock, int *users)
{
	safe_guard(spinlock, lock);
	++*users;
}

/* cost: locks_spin_irqsave: same */
int raw_locks_spin_irqsave(spinlock_t *lock, int *users)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (*users) {
		spin_unlock_irqrestore(lock, flags);
		return -EBUSY;
	}
	++*users;
	spin_unlock_irqrestore(lock, flags);
	return 0;
}

int cost_locks_spin_irqsave(spinlock_t *lock, int *users)
{
	safe_guard(spinlock_irqsave, lock);
	if (*users)
		return -EBUSY;
	++*users;
	return 0;
}

/* cost: locks_spin_irq: same */
void raw_locks_spin_irq(spinlock_t *lock, int *users)
{
	spin_lock_irq(lock);
	++*users;
	spin_unlock_irq(lock);
}

void cost_locks_spin_irq(spinlock_t *lock, int *users)
{
	safe_scoped_guard(spinlock_irq, lock)
		++*users;
}

/* cost: locks_spin_try: same */
int raw_locks_spin_try(spinlock_t *lock, int *users)
{
	unsigned long flags;

	if (!spin_trylock_irqsave(lock, flags))
		return -EBUSY;
	++*users;
	spin_unlock_irqrestore(lock, flags);
	return 0;
}

int cost_locks_spin_try(spinlock_t *lock, int *users)
{
	safe_scoped_guard_or(spinlock_irqsave_try, return -EBUSY, lock)
		++*users;
	return 0;
}

/* cost: locks_raw_spin_bh: same */
void raw_locks_raw_spin_bh(raw_spinlock_t *lock, int *users)
{
	raw_spin_lock_bh(lock);
	++*users;
	raw_spin_unlock_bh(lock);
}

void cost_locks_raw_spin_bh(raw_spinlock_t *lock, int *users)
{
	safe_guard(raw_spinlock_bh, lock);
	++*users;
}

/* cost: locks_nested: same */
void raw_locks_nested(struct mutex *lock, spinlock_t *inner, int *users)
{
	mutex_lock(lock);
	spin_lock(inner);
	++*users;
	spin_unlock(inner);
	mutex_unlock(lock);
}

void cost_locks_nested(struct mutex *lock, spinlock_t *inner, int *users)
{
	safe_guard(mutex, lock);
	safe_guard(spinlock, inner);
	++*users;
}

/* cost: locks_data_mutex: same */
int raw_locks_data_mutex(struct raw_port *port)
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

int cost_locks_data_mutex(struct locks_state *port)
{
	safe_locked(locks_state, state, port) {
		if (state->errors)
			return -EIO;
		state->interrupts++;
	}
	return 0;
}

/* cost: locks_data_irqsave: same */
void raw_locks_data_irqsave(struct raw_spin_port *port)
{
	unsigned long flags;

	spin_lock_irqsave(&port->lock, flags);
	port->data.interrupts++;
	spin_unlock_irqrestore(&port->lock, flags);
}

void cost_locks_data_irqsave(struct locks_stats *port)
{
	safe_locked(locks_stats, stats, port)
		stats->interrupts++;
}

/* cost: locks_data_try: same */
int raw_locks_data_try(struct raw_spin_port *port)
{
	if (!spin_trylock(&port->lock))
		return -EBUSY;
	port->data.interrupts++;
	spin_unlock(&port->lock);
	return 0;
}

int cost_locks_data_try(struct locks_stats *port)
{
	safe_locked_or(locks_stats, spinlock_try, return -EBUSY, stats, port)
		stats->interrupts++;
	return 0;
}

static __always_inline void locks_count(struct locks_state_held *held)
{
	held->data.interrupts++;
}

/* cost: locks_data_helper: same */
void raw_locks_data_helper(struct raw_port *port, u32 *credit)
{
	mutex_lock(&port->lock);
	port->data.interrupts++;
	*credit = 1;
	mutex_unlock(&port->lock);
}

void cost_locks_data_helper(struct locks_state *port, struct locks_credit *credit)
{
	safe_locked(locks_state, state, port) {
		locks_count(safe_held(locks_state, state));
		*safe_under(credit, safe_held(locks_state, state)) = 1;
	}
}

/* cost: locks_rwsem_read: same */
u32 raw_locks_rwsem_read(struct raw_rw_port *port)
{
	u32 errors;

	down_read(&port->lock);
	errors = port->data.errors;
	up_read(&port->lock);
	return errors;
}

u32 cost_locks_rwsem_read(struct locks_map *port)
{
	safe_locked_as(locks_map, rwsem_read, map, port)
		return map->errors;
	return 0;
}

/* cost: locks_rwsem_write: same */
void raw_locks_rwsem_write(struct raw_rw_port *port)
{
	down_write(&port->lock);
	port->data.errors = 0;
	up_write(&port->lock);
}

void cost_locks_rwsem_write(struct locks_map *port)
{
	safe_locked(locks_map, map, port)
		map->errors = 0;
}

/* cost: locks_rwlock: same */
void raw_locks_rwlock(rwlock_t *lock, int *users)
{
	unsigned long flags;

	write_lock_irqsave(lock, flags);
	++*users;
	write_unlock_irqrestore(lock, flags);
}

void cost_locks_rwlock(rwlock_t *lock, int *users)
{
	safe_guard(write_lock_irqsave, lock);
	++*users;
}

/* cost: locks_seq_write: same */
void raw_locks_seq_write(struct raw_seq_port *port)
{
	unsigned long flags;

	write_seqlock_irqsave(&port->lock, flags);
	port->data.interrupts++;
	write_sequnlock_irqrestore(&port->lock, flags);
}

void cost_locks_seq_write(struct locks_stamp *port)
{
	safe_locked(locks_stamp, stamp, port)
		stamp->interrupts++;
}

/* cost: locks_seq_read: same */
u64 raw_locks_seq_read(struct raw_seq_port *port)
{
	struct locks_numbers now;
	unsigned int seq;

	do {
		seq = read_seqbegin(&port->lock);
		now = port->data;
	} while (read_seqretry(&port->lock, seq));
	return now.interrupts + now.errors;
}

u64 cost_locks_seq_read(struct locks_stamp *port)
{
	struct locks_numbers now = safe_seq_read(port);

	return now.interrupts + now.errors;
}

/* cost: locks_rcu_read: same */
u32 raw_locks_rcu_read(struct locks_config __rcu **config)
{
	struct locks_config *now;
	u32 rate = 0;

	rcu_read_lock();
	now = rcu_dereference(*config);
	if (now)
		rate = now->rate;
	rcu_read_unlock();
	return rate;
}

u32 cost_locks_rcu_read(struct safe_locks_current *config)
{
	u32 rate = 0;

	safe_rcu_read(locks_current, now, config)
		if (now)
			rate = now->rate;
	return rate;
}

/* cost: locks_rcu_store: same */
void raw_locks_rcu_store(struct raw_port *port, struct locks_config __rcu **config, struct locks_config *new)
{
	struct locks_config *old;

	mutex_lock(&port->lock);
	old = rcu_replace_pointer(*config, new, true);
	if (old)
		kfree_rcu(old, rcu);
	mutex_unlock(&port->lock);
}

void cost_locks_rcu_store(struct locks_state *port, struct safe_locks_current *config, struct safe_locks_config new)
{
	safe_locked(locks_state, state, port)
		safe_rcu_store(locks_current, config, new, safe_held(locks_state, state));
}

/* cost: locks_srcu: same */
int raw_locks_srcu(struct srcu_struct *srcu)
{
	int index = srcu_read_lock(srcu);
	int ret = locks_work(srcu);

	srcu_read_unlock(srcu, index);
	return ret;
}

int cost_locks_srcu(struct srcu_struct *srcu)
{
	safe_guard(srcu, srcu);

	return locks_work(srcu);
}

/* cost: locks_irqsave: same */
int raw_locks_irqsave(int *users)
{
	unsigned long flags;
	int ret;

	local_irq_save(flags);
	ret = locks_work(users);
	local_irq_restore(flags);
	return ret;
}

int cost_locks_irqsave(int *users)
{
	safe_guard(irqsave);

	return locks_work(users);
}

/* cost: locks_bh_preempt: same */
void raw_locks_bh_preempt(int *users)
{
	local_bh_disable();
	preempt_disable();
	++*users;
	preempt_enable();
	local_bh_enable();
}

void cost_locks_bh_preempt(int *users)
{
	safe_guard(bh);
	safe_guard(preempt);
	++*users;
}

/* cost: locks_device: same */
int raw_locks_device(struct device *dev)
{
	int ret;

	if (device_lock_interruptible(dev))
		return -EINTR;
	ret = locks_work(dev);
	device_unlock(dev);
	return ret;
}

int cost_locks_device(struct device *dev)
{
	safe_guard_or(device_intr, -EINTR, dev);

	return locks_work(dev);
}

/* cost: locks_i2c_bus: same */
int raw_locks_i2c_bus(struct i2c_adapter *adapter)
{
	int ret;

	i2c_lock_bus(adapter, I2C_LOCK_SEGMENT);
	ret = locks_work(adapter);
	i2c_unlock_bus(adapter, I2C_LOCK_SEGMENT);
	return ret;
}

int cost_locks_i2c_bus(struct i2c_adapter *adapter)
{
	safe_guard(i2c_bus, adapter, I2C_LOCK_SEGMENT);

	return locks_work(adapter);
}

struct locks_handler {
	spinlock_t lock;
	int users;
};

static __always_inline irqreturn_t locks_atomic(struct locks_handler *handler, SAFE_ATOMIC)
{
	safe_guard(spinlock, &handler->lock);
	handler->users++;
	return IRQ_HANDLED;
}

/* cost: locks_atomic_parameter: same */
irqreturn_t raw_locks_atomic_parameter(struct locks_handler *handler)
{
	spin_lock(&handler->lock);
	handler->users++;
	spin_unlock(&handler->lock);
	return IRQ_HANDLED;
}

irqreturn_t cost_locks_atomic_parameter(struct locks_handler *handler)
{
	safe_atomic();

	return locks_atomic(handler, safe_in_atomic);
}
