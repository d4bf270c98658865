/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Sequence locks: who writes holds a lock; who reads takes a copy, and takes it again if somebody
 * wrote meanwhile.
 *
 * Invariants
 *   - The data of a SAFE_LOCKED() type with a write_seqlock kind is written under that lock alone.
 *   - It is read by safe_seq_read() alone, as a whole: what was read belongs together, and no
 *     pointer into it leaves.
 *
 * Kinds: write_seqlock, and with _irq, _irqsave, _bh. Atomic.
 *
 * Example
 *
 *	SAFE_LOCKED(port_stamp, struct stamp, write_seqlock_irqsave);
 *	struct port { struct port_stamp stamp; };
 *
 *	safe_locked(port_stamp, stamp, &port->stamp)
 *		stamp->count++;
 *
 *	struct stamp now = safe_seq_read(&port->stamp);
 *
 * What misuse gives
 *   data without the lock		error: no member named ...
 *   safe_seq_read() of other data	error: incompatible pointer type
 *   writing to what was read		compiles: it is the reader's copy
 *
 * A seqcount_t, whose writers some other lock serialises, has no safe form.
 */
#ifndef SAFE_CORE_SEQLOCK_H
#define SAFE_CORE_SEQLOCK_H

#include <linux/seqlock.h>
#include <safe/core/lock.h>

__SAFE_LOCK_KIND(write_seqlock, seqlock_t, __safe_atomic, , write_seqlock(l), write_sequnlock(l));
__SAFE_LOCK_KIND(write_seqlock_irq, seqlock_t, __safe_atomic, ,
		 write_seqlock_irq(l), write_sequnlock_irq(l));
__SAFE_LOCK_KIND(write_seqlock_bh, seqlock_t, __safe_atomic, ,
		 write_seqlock_bh(l), write_sequnlock_bh(l));
__SAFE_LOCK_KIND(write_seqlock_irqsave, seqlock_t, __safe_atomic, unsigned long __flags;,
		 write_seqlock_irqsave(l, guard.__flags),
		 write_sequnlock_irqrestore(l, guard->__flags));

#define __safe_write_seqlock_is			atomic
#define __safe_write_seqlock_irq_is		atomic
#define __safe_write_seqlock_bh_is		atomic
#define __safe_write_seqlock_irqsave_is		atomic

#define __safe_seqlock_initializer(lock)	__SEQLOCK_UNLOCKED(lock)
#undef __safe_seqlock_inits
#define __safe_seqlock_inits			, seqlock_t *: __safe_seqlock_init

static __safe_inline void __safe_seqlock_init(seqlock_t *lock, struct lock_class_key *key)
{
	seqlock_init(lock);
	lockdep_set_class(&lock->lock, key);
}

/**
 * safe_seq_read() - a copy of data that a sequence lock protects
 * @object: pointer to an object whose type SAFE_LOCKED() defined with a write_seqlock kind
 *
 * Context: Any; not where the lock is held.
 */
#define safe_seq_read(object)								\
	({										\
		__auto_type __safe_object = (object);					\
		typeof(__safe_object->__held.data) __safe_copy;				\
		unsigned int __safe_seq;						\
											\
		do {									\
			__safe_seq = read_seqbegin(&__safe_object->__lock);		\
			__safe_copy = __safe_object->__held.data;			\
		} while (read_seqretry(&__safe_object->__lock, __safe_seq));		\
		__safe_copy;								\
	})

#endif
