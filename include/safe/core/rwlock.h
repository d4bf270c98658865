/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Read-write spinlocks: the kinds of <safe/core/guard.h> and <safe/core/locked.h>. Included on
 * request, since few drivers have one.
 *
 *	read_lock, write_lock		atomic; and with _irq, _irqsave, _bh
 *	read_lock_try, write_lock_try	ask only
 *
 * SAFE_LOCKED(port_map, struct map, write_lock_irqsave) and safe_locked() write, safe_locked_as() with
 * a kind that reads hands out a pointer to const: see <safe/core/rwsem.h>.
 */
#ifndef SAFE_CORE_RWLOCK_H
#define SAFE_CORE_RWLOCK_H

#include <safe/core/lock.h>

#define __SAFE_RWLOCK_KINDS(what)							\
__SAFE_LOCK_KIND(what##_lock, rwlock_t, __safe_atomic, , what##_lock(l), what##_unlock(l)); \
__SAFE_LOCK_KIND(what##_lock_irq, rwlock_t, __safe_atomic, ,				\
		 what##_lock_irq(l), what##_unlock_irq(l));				\
__SAFE_LOCK_KIND(what##_lock_bh, rwlock_t, __safe_atomic, ,				\
		 what##_lock_bh(l), what##_unlock_bh(l));				\
__SAFE_LOCK_KIND(what##_lock_irqsave, rwlock_t, __safe_atomic, unsigned long __flags;,	\
		 what##_lock_irqsave(l, guard.__flags),					\
		 what##_unlock_irqrestore(l, guard->__flags));				\
__SAFE_LOCK_KIND_OR(what##_lock_try, rwlock_t, __safe_atomic, ,				\
		    what##_trylock(l), what##_unlock(l))

__SAFE_RWLOCK_KINDS(read);
__SAFE_RWLOCK_KINDS(write);

#define __safe_read_lock_is		atomic_read
#define __safe_read_lock_irq_is		atomic_read
#define __safe_read_lock_bh_is		atomic_read
#define __safe_read_lock_irqsave_is	atomic_read
#define __safe_read_lock_try_is		atomic_read
#define __safe_write_lock_is		atomic
#define __safe_write_lock_irq_is	atomic
#define __safe_write_lock_bh_is		atomic
#define __safe_write_lock_irqsave_is	atomic
#define __safe_write_lock_try_is	atomic

#define __safe_rwlock_initializer(lock)	__RW_LOCK_UNLOCKED(lock)
#undef __safe_rwlock_inits
#define __safe_rwlock_inits		, rwlock_t *: __safe_rwlock_init

static __safe_inline void __safe_rwlock_init(rwlock_t *lock, struct lock_class_key *key)
{
	rwlock_init(lock);
	lockdep_set_class(lock, key);
}

#endif
