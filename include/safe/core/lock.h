/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Locks: held for a scope, given up on every way out of it; and data that only its lock opens.
 *
 * Invariants
 *   - Locking is a declaration. There is no unlock to forget: return, break and goto out of the
 *     scope unlock.
 *   - Interrupt flags live in the guard, not in a variable of the caller.
 *   - A guard of a spinning lock makes its scope atomic: a wrapper that may sleep does not compile
 *     there (<safe/core/context.h>). A guard of a mutex may sleep itself.
 *   - Data of a SAFE_LOCKED() type is reached inside safe_locked() alone.
 *
 * Example
 *
 *	safe_guard(mutex, &port->lock);		// to the end of this block
 *
 *	safe_scoped_guard(spinlock_irqsave, &port->queue_lock) {
 *		if (list_empty(&port->queue))
 *			break;			// out of the scope, unlocked
 *		...
 *	}
 *
 *	SAFE_LOCKED(port_stats, struct stats, spinlock_irqsave);
 *	struct port { struct port_stats stats; };
 *
 *	safe_locked_init(&port->stats);		// once, in probe
 *	safe_locked(port_stats, stats, &port->stats)
 *		stats->interrupts++;
 *
 * Kinds: mutex, spinlock, spinlock_irq, spinlock_irqsave, spinlock_bh, and the same four with raw_
 * before them: the words of the kernel's guard(). Both may hold the same lock in different places,
 * and a guard(mutex)() in a driver stays what it is; it only does not tell of atomic context.
 *
 * What may fail is an owner: owned(mutex_locked, held, safe_mutex_lock_interruptible(&port->lock)).
 *
 * What misuse gives
 *   another kind of lock		error: incompatible pointer type
 *   data without its lock		error: no member named ...
 *   a guard that is not bound		does not exist: there is no function that only locks
 *   sleeping under a spinning lock	error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: forbid to keep the pointer to the data after the scope.
 */
#ifndef SAFE_CORE_LOCK_H
#define SAFE_CORE_LOCK_H

#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <safe/core/context.h>
#include <safe/core/result.h>

/*
 * A kind: the guard, what locks and what unlocks. @context: what its scope is, see context.h.
 * @more: what the guard has to remember.
 */
#define __SAFE_LOCK_KIND(kind, type, context, more, lock, unlock)			\
struct __safe_##kind##_guard {								\
	type *__lock;									\
	more										\
	struct context __context;							\
};											\
typedef type __safe_##kind##_type;							\
static __safe_inline struct __safe_##kind##_guard __safe_##kind##_lock(type *l)	\
{											\
	struct __safe_##kind##_guard guard = { .__lock = l };				\
											\
	lock;										\
	return guard;									\
}											\
static __safe_inline void __safe_##kind##_unlock(struct __safe_##kind##_guard *guard) \
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
		 raw##spin_unlock_irqrestore(l, guard->__flags))

__SAFE_LOCK_KIND(mutex, struct mutex, __safe_may_sleep, , mutex_lock(l), mutex_unlock(l));
__SAFE_SPIN_KINDS(, spinlock_t);
__SAFE_SPIN_KINDS(raw_, raw_spinlock_t);

/* What a guard declares for the rest of its block, before it locks. */
#define __safe_mutex_block		__safe_assert_may_sleep();
#define __safe_spinlock_block		__safe_atomic_block;
#define __safe_spinlock_irq_block	__safe_atomic_block;
#define __safe_spinlock_bh_block	__safe_atomic_block;
#define __safe_spinlock_irqsave_block	__safe_atomic_block;
#define __safe_raw_spinlock_block	__safe_atomic_block;
#define __safe_raw_spinlock_irq_block	__safe_atomic_block;
#define __safe_raw_spinlock_bh_block	__safe_atomic_block;
#define __safe_raw_spinlock_irqsave_block __safe_atomic_block;

/**
 * safe_guard() - hold a lock from here to the end of the block
 * @kind: mutex, spinlock, spinlock_irq, spinlock_irqsave, spinlock_bh, raw_spinlock, ...
 * @lock: pointer to the lock
 */
#define safe_guard(kind, lock)								\
	__safe_##kind##_block								\
	struct __safe_##kind##_guard __UNIQUE_ID(safe_guard)				\
		__cleanup(__safe_##kind##_unlock) = __safe_##kind##_lock(lock)

/**
 * safe_scoped_guard() - hold a lock for the statement or block that follows
 * @kind: as of safe_guard()
 * @lock: pointer to the lock
 *
 * break and continue leave the scope; return and goto do as well.
 */
#define safe_scoped_guard(kind, lock)							\
	__safe_scoped_guard(kind, __safe_##kind##_lock(lock), __UNIQUE_ID(safe_end))
#define __safe_scoped_guard(kind, held, end)						\
	for (struct __safe_##kind##_guard *__safe_outer __maybe_unused =		\
		     (__safe_assert_may_guard(struct __safe_##kind##_guard), NULL),	\
	     __safe_ctx __cleanup(__safe_##kind##_unlock) = (held); ; ({ goto end; }))	\
		if (0) {								\
end:											\
			break;								\
		} else

/**
 * SAFE_LOCKED() - define a type of data that only its lock opens
 * @name: gives struct name
 * @type: of the data
 * @kind: as of safe_guard(): the one way in which it is locked
 *
 * An object of it is valid once it was zeroed and safe_locked_init() was called.
 */
#define SAFE_LOCKED(name, type, kind)							\
struct name {										\
	type __data;									\
	typeof(*((struct __safe_##kind##_guard *)0)->__lock) __lock;			\
};											\
struct __safe_##name##_guard {								\
	struct name *__locked;								\
	struct __safe_##kind##_guard __guard;						\
	typeof(((struct __safe_##kind##_guard *)0)->__context) __context;		\
};											\
static __safe_inline struct __safe_##name##_guard					\
__safe_##name##_lock(struct name *locked)						\
{											\
	return (struct __safe_##name##_guard){						\
		.__locked = locked,							\
		.__guard = __safe_##kind##_lock(&locked->__lock),			\
	};										\
}											\
static __safe_inline void __safe_##name##_unlock(struct __safe_##name##_guard *guard)	\
{											\
	__safe_##kind##_unlock(&guard->__guard);					\
}											\
struct name

/**
 * safe_devm_mutex_init() - make a mutex that is destroyed when the device is unbound
 * @dev: the device
 * @lock: pointer to the mutex
 *
 * A macro, for the lockdep class of the place where it stands. Return: 0 or an errno.
 */
#define safe_devm_mutex_init(dev, lock)							\
	__safe_sleeps(safe_checked(devm_mutex_init(dev, lock)))

/**
 * safe_locked() - open locked data for the statement or block that follows
 * @name: the type that SAFE_LOCKED() defined
 * @data: name of the pointer to the data, which is declared here
 * @locked: pointer to the object
 *
 * break and continue leave the scope; return and goto do as well.
 */
#define safe_locked(name, data, locked)							\
	__safe_locked(name, data, locked, __UNIQUE_ID(safe_end))
#define __safe_locked(name, data, locked, end)						\
	for (struct __safe_##name##_guard *__safe_outer __maybe_unused =		\
		     (__safe_assert_may_guard(struct __safe_##name##_guard), NULL),	\
	     __safe_ctx __cleanup(__safe_##name##_unlock) = __safe_##name##_lock(locked);	\
	     ; ({ goto end; }))								\
		if (0) {								\
end:											\
			break;								\
		} else									\
			for (typeof(__safe_ctx.__locked->__data) *data __maybe_unused =	\
				     &__safe_ctx.__locked->__data; ; ({ goto end; }))

/**
 * safe_locked_init() - make the lock of locked data
 * @locked: pointer to the object
 *
 * Each place where this stands is a lock class of its own, as with mutex_init().
 */
#define safe_locked_init(locked)							\
	do {										\
		static struct lock_class_key __safe_key;				\
											\
		__safe_lock_init(&(locked)->__lock, &__safe_key);			\
	} while (0)

#define __safe_lock_init(lock, key)							\
	_Generic((lock),								\
		 struct mutex *: __safe_mutex_init,					\
		 spinlock_t *: __safe_spinlock_init,					\
		 raw_spinlock_t *: __safe_raw_spinlock_init)(lock, key)

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
