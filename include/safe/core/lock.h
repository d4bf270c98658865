/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Locks: the kinds of <safe/core/guard.h> and <safe/core/locked.h> for mutexes and spinlocks, which
 * see for how they are used.
 *
 *	mutex			may sleep
 *	mutex_try		asks only
 *	mutex_intr, mutex_kill	may be interrupted by a signal, by a fatal one: -EINTR
 *	spinlock		atomic; and with _irq, _irqsave, _bh
 *	spinlock_try		asks only; and spinlock_irq_try, spinlock_irqsave_try, spinlock_bh_try
 *	raw_spinlock		all of them with raw_ before
 */
#ifndef SAFE_CORE_LOCK_H
#define SAFE_CORE_LOCK_H

#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <safe/core/locked.h>
#include <safe/core/result.h>

/*
 * A kind with one lock. @more: what the guard has to remember beside it; @lock and @unlock: what is
 * done, to l and the guard.
 */
#define __SAFE_LOCK_KIND(kind, type, context, more, lock, unlock)			\
	__SAFE_LOCK_FUNCTIONS(kind, kind##_lock, type, context, more, lock, unlock)

/* The same of a kind that may fail: @lock is true if it is held. */
#define __SAFE_LOCK_KIND_OR(kind, type, context, more, lock, unlock)			\
	__SAFE_LOCK_FUNCTIONS(kind, kind##_or, type, context, bool __held; more,	\
			      guard.__held = lock, if (guard->__held) unlock)

#define __SAFE_LOCK_FUNCTIONS(kind, locks, type, context, more, lock, unlock)		\
struct __safe_##kind##_guard {								\
	type *__lock;									\
	more										\
	struct context __context;							\
};											\
static __safe_inline struct __safe_##kind##_guard __safe_no_analysis			\
__safe_##locks(type *l)									\
{											\
	struct __safe_##kind##_guard guard = { .__lock = l };				\
											\
	lock;										\
	return guard;									\
}											\
static __safe_inline void __safe_no_analysis						\
__safe_##kind##_unlock(struct __safe_##kind##_guard *guard)				\
{											\
	type *l = guard->__lock;							\
											\
	unlock;										\
}											\
struct __safe_##kind##_guard

#define __SAFE_SPIN_KINDS(raw, type)							\
__SAFE_LOCK_KIND(raw##spinlock, type, __safe_atomic, ,					\
		 raw##spin_lock(l), raw##spin_unlock(l));				\
__SAFE_LOCK_KIND(raw##spinlock_irq, type, __safe_atomic, ,				\
		 raw##spin_lock_irq(l), raw##spin_unlock_irq(l));			\
__SAFE_LOCK_KIND(raw##spinlock_bh, type, __safe_atomic, ,				\
		 raw##spin_lock_bh(l), raw##spin_unlock_bh(l));				\
__SAFE_LOCK_KIND(raw##spinlock_irqsave, type, __safe_atomic, unsigned long __flags;,	\
		 raw##spin_lock_irqsave(l, guard.__flags),				\
		 raw##spin_unlock_irqrestore(l, guard->__flags));			\
__SAFE_LOCK_KIND_OR(raw##spinlock_try, type, __safe_atomic, ,				\
		    raw##spin_trylock(l), raw##spin_unlock(l));				\
__SAFE_LOCK_KIND_OR(raw##spinlock_irq_try, type, __safe_atomic, ,			\
		    raw##spin_trylock_irq(l), raw##spin_unlock_irq(l));			\
__SAFE_LOCK_KIND_OR(raw##spinlock_bh_try, type, __safe_atomic, ,			\
		    raw##spin_trylock_bh(l), raw##spin_unlock_bh(l));			\
__SAFE_LOCK_KIND_OR(raw##spinlock_irqsave_try, type, __safe_atomic, unsigned long __flags;, \
		    raw##spin_trylock_irqsave(l, guard.__flags),			\
		    raw##spin_unlock_irqrestore(l, guard->__flags))

__SAFE_LOCK_KIND(mutex, struct mutex, __safe_may_sleep, , mutex_lock(l), mutex_unlock(l));
__SAFE_LOCK_KIND_OR(mutex_try, struct mutex, __safe_may_sleep, ,
		    mutex_trylock(l), mutex_unlock(l));
__SAFE_LOCK_KIND_OR(mutex_intr, struct mutex, __safe_may_sleep, ,
		    !mutex_lock_interruptible(l), mutex_unlock(l));
__SAFE_LOCK_KIND_OR(mutex_kill, struct mutex, __safe_may_sleep, ,
		    !mutex_lock_killable(l), mutex_unlock(l));
__SAFE_SPIN_KINDS(, spinlock_t);
__SAFE_SPIN_KINDS(raw_, raw_spinlock_t);

#define __safe_mutex_is				sleeping
#define __safe_mutex_try_is			neutral
#define __safe_mutex_intr_is			sleeping
#define __safe_mutex_kill_is			sleeping
#define __safe_spinlock_is			atomic
#define __safe_spinlock_irq_is			atomic
#define __safe_spinlock_bh_is			atomic
#define __safe_spinlock_irqsave_is		atomic
#define __safe_spinlock_try_is			atomic
#define __safe_spinlock_irq_try_is		atomic
#define __safe_spinlock_bh_try_is		atomic
#define __safe_spinlock_irqsave_try_is		atomic
#define __safe_raw_spinlock_is			atomic
#define __safe_raw_spinlock_irq_is		atomic
#define __safe_raw_spinlock_bh_is		atomic
#define __safe_raw_spinlock_irqsave_is		atomic
#define __safe_raw_spinlock_try_is		atomic
#define __safe_raw_spinlock_irq_try_is		atomic
#define __safe_raw_spinlock_bh_try_is		atomic
#define __safe_raw_spinlock_irqsave_try_is	atomic

/**
 * safe_devm_mutex_init() - make a mutex that is destroyed when the device is unbound
 * @dev: the device
 * @lock: pointer to the mutex
 *
 * A macro, for the lockdep class of the place where it stands. Return: 0 or an errno.
 */
#define safe_devm_mutex_init(dev, lock)							\
	__safe_sleeps(safe_checked(devm_mutex_init(dev, lock)))

#define __safe_mutex_initializer(lock)		__MUTEX_INITIALIZER(lock)
#define __safe_spinlock_initializer(lock)	__SPIN_LOCK_UNLOCKED(lock)
#define __safe_raw_spinlock_initializer(lock)	__RAW_SPIN_LOCK_UNLOCKED(lock)

static __safe_inline void __safe_mutex_init(struct mutex *lock, struct lock_class_key *key)
{
	mutex_init(lock);
	lockdep_set_class(lock, key);
}

static __safe_inline void __safe_spinlock_init(spinlock_t *lock, struct lock_class_key *key)
{
	spin_lock_init(lock);
	lockdep_set_class(lock, key);
}

static __safe_inline void __safe_raw_spinlock_init(raw_spinlock_t *lock,
						   struct lock_class_key *key)
{
	raw_spin_lock_init(lock);
	lockdep_set_class(lock, key);
}

#endif
