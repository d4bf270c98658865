// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What guards cost: nothing, as long as the raw form unlocks on every way out, too. A raw form takes the
 * errno of an interrupted lock, asks what a try gave, and compares nothing else.
 */
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <safe/core/rwlock.h>
#include <safe/linux/bottom_half.h>
#include <safe/linux/device.h>
#include <safe/linux/i2c.h>
#include <safe/linux/irqflags.h>
#include <safe/linux/mutex.h>
#include <safe/linux/preempt.h>
#include <safe/linux/spinlock.h>
#include <safe/linux/srcu.h>
#include <safe/short.h>

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
	safe_scoped_guard(mutex, lock)
	{
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
	safe_scoped_guard_or(mutex_intr, return -ERESTARTSYS, lock)++ *users;
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
	safe_scoped_guard(spinlock_irq, lock)++ *users;
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
	safe_scoped_guard_or(spinlock_irqsave_try, return -EBUSY, lock)++ *users;
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
