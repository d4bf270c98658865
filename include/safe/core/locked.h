/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Locked data: reached only by who holds the lock.
 *
 * Invariants
 *   - Data of a SAFE_LOCKED() type has a lock of its own and is reached inside safe_locked() alone,
 *     by a pointer that is declared there; a read lock hands out a pointer to const.
 *   - Who holds the lock can show it: a helper takes a struct NAME_held *, which only such a scope
 *     hands out.
 *   - Data of a SAFE_LOCKED_BY() type lives elsewhere, without a lock, and opens for who shows that
 *     the other one's lock is held.
 *
 * Example
 *
 *	SAFE_LOCKED(port_stats, struct stats, spinlock_irqsave);
 *	SAFE_LOCKED_BY(port_credit, u32, port_stats);
 *	struct port { struct port_stats stats; };
 *	struct channel { struct port_credit credit; };
 *
 *	safe_locked_init(&port->stats);			// once, in probe
 *
 *	safe_locked(port_stats, stats, &port->stats)	// declares stats, a struct stats *
 *		stats->interrupts++;
 *
 *	static void port_count(struct port_stats_held *held)	// wants the lock held
 *	{
 *		held->data.interrupts++;
 *	}
 *
 *	safe_locked(port_stats, stats, &port->stats) {
 *		u32 *credit = safe_under(&channel->credit, safe_held(port_stats, stats));
 *
 *		port_count(safe_held(port_stats, stats));
 *	}
 *
 *	safe_locked_as(port_stats, spinlock, stats, &port->stats)	// in the interrupt handler
 *		stats->interrupts++;
 *	safe_locked_or(port_stats, spinlock_irqsave_try, return -EBUSY, stats, &port->stats)
 *		stats->interrupts++;
 *	safe_locked_as(port_map, rwsem_read, map, &port->map)		// map is a pointer to const
 *		n = map->n;
 *
 * Several data under one lock are a structure. One lock for what lives in several places is a
 * SAFE_LOCKED() of what they share, or of struct { }, and SAFE_LOCKED_BY() for the others.
 *
 * What misuse gives
 *   data without its lock		error: no member named ...
 *   a helper that wants it held	error: incompatible pointer type, or '__safe_held_...' undeclared
 *   writing under a read lock		error: read-only object, or not assignable
 *   a kind of another lock		error: incompatible pointer type
 *   another lock's data		error: not compatible with any association
 *   sleeping under a spinning lock	error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: forbid to keep the pointer to the data after the scope; know which of two
 * objects' locks of one type is held.
 */
#ifndef SAFE_CORE_LOCKED_H
#define SAFE_CORE_LOCKED_H

#include <safe/core/guard.h>

/**
 * SAFE_LOCKED() - define a type of data that only its lock opens
 * @name: gives struct name, and struct name_held for helpers
 * @type: of the data
 * @kind: as of safe_guard(): how it is locked; also says which lock
 *
 * An object of it is valid once it was zeroed and safe_locked_init() was called, or by
 * SAFE_DEFINE_LOCKED().
 */
#define SAFE_LOCKED(name, type, kind)							\
struct name##_held { typeof(type) data; };						\
struct name {										\
	struct name##_held __held;							\
	typeof(*((struct __safe_##kind##_guard *)0)->__lock) __lock;			\
};											\
static __safe_inline struct __safe_##kind##_guard					\
__safe_open_##name(struct name *locked)						\
{											\
	return __safe_##kind##_lock(&locked->__lock);					\
}											\
static __safe_inline void __safe_close_##name(struct __safe_##kind##_guard *guard)	\
{											\
	__safe_##kind##_unlock(guard);							\
}											\
struct name

/**
 * SAFE_DEFINE_LOCKED() - define an object of such a type, at file scope
 * @name: the type that SAFE_LOCKED() defined
 * @object: the object; static may stand before it
 * @lock: mutex, spinlock, raw_spinlock, rwsem, rwlock or seqlock
 */
#define SAFE_DEFINE_LOCKED(name, object, lock)						\
	struct name object = { .__lock = __safe_##lock##_initializer(object.__lock) }

/**
 * safe_locked() - open locked data for the statement or block that follows
 * @name: the type that SAFE_LOCKED() defined
 * @data: name of the pointer to the data, which is declared here
 * @locked: pointer to the object
 *
 * break and continue leave the scope; return and goto do as well.
 */
#define safe_locked(name, data, locked)							\
	__safe_locked(name, data, typeof(__safe_open_##name(NULL)),			\
		      __safe_open_##name(locked), __safe_close_##name,		\
		      __UNIQUE_ID(safe_end), __UNIQUE_ID(safe_end))
#define __safe_locked(name, data, type, guard, unlock, end, end_data)			\
	__safe_scope(__safe_assert_may_guard(type), __safe_ctx, type,			\
		     __safe_held_##name##_##data, guard, unlock, end)			\
		__safe_locked_data(name, data, , __safe_ctx, end_data)

/**
 * safe_locked_as() - the same with another kind of guard of the same lock
 * @name: as of safe_locked()
 * @kind: rwsem_read gives a pointer to const; spinlock in the handler of the interrupt against which
 *	others take spinlock_irqsave; ...
 * @data: as of safe_locked()
 * @locked: as of safe_locked()
 */
#define safe_locked_as(name, kind, data, locked)					\
	__safe_locked_as(__safe_##kind##_is, name, struct __safe_##kind##_guard,	\
			 __safe_##kind##_lock(__safe_lock_of(struct name, locked)),	\
			 __safe_##kind##_unlock, data, __UNIQUE_ID(safe_end), __UNIQUE_ID(safe_end))
#define __safe_locked_as(is, name, type, guard, unlock, data, end, end_data)		\
	__safe_locked_as_1(is, name, type, guard, unlock, data, end, end_data)
#define __safe_locked_as_1(is, name, type, guard, unlock, data, end, end_data)		\
	__safe_scope(__safe_may_##is, __safe_var_##is, type, __safe_held_##name##_##data, \
		     guard, unlock, end)						\
		__safe_locked_data(name, data, __safe_access_##is, __safe_var_##is, end_data)

/**
 * safe_locked_or() - the same with a kind that may fail
 * @name: as of safe_locked()
 * @kind: as of safe_guard_or()
 * @fail: as of safe_scoped_guard_or()
 * @data: as of safe_locked()
 * @locked: as of safe_locked()
 */
#define safe_locked_or(name, kind, fail, data, locked)					\
	__safe_locked_or(__safe_##kind##_is, name, struct __safe_##kind##_guard,	\
			 __safe_##kind##_or(__safe_lock_of(struct name, locked)),	\
			 __safe_##kind##_unlock, fail, data,				\
			 __UNIQUE_ID(safe_end), __UNIQUE_ID(safe_end))
#define __safe_locked_or(is, name, type, guard, unlock, fail, data, end, end_data)	\
	__safe_locked_or_1(is, name, type, guard, unlock, fail, data, end, end_data)
#define __safe_locked_or_1(is, name, type, guard, unlock, fail, data, end, end_data)	\
	__safe_scope(__safe_may_##is, __safe_var_##is, type, __safe_held_##name##_##data, \
		     __safe_fault_guard(type, guard), unlock, end)			\
		if (!__safe_var_##is.__held) {						\
			fail;								\
		} else									\
			__safe_locked_data(name, data, __safe_access_##is,		\
					   __safe_var_##is, end_data)

#define __safe_access_sleeping
#define __safe_access_sleeping_read	const
#define __safe_access_atomic
#define __safe_access_atomic_read	const
#define __safe_access_neutral
#define __safe_access_neutral_read	const

/* The lock of an object that is of that type. */
#define __safe_lock_of(type, object)							\
	({ type *__safe_object = (object); &__safe_object->__lock; })

/* Declares the pointer to the data of the lock that @guard holds. */
#define __safe_locked_data(name, ptr, access, guard, end)				\
	for (access typeof(((struct name *)0)->__held.data) *const ptr __maybe_unused =	\
		     &container_of(guard.__lock, struct name, __lock)->__held.data; ;	\
	     ({ goto end; }))								\
		if (0) {								\
end:											\
			break;								\
		} else

/**
 * safe_held() - show that the lock is held, to a helper that wants it
 * @name: the type that SAFE_LOCKED() defined
 * @ptr: name of the pointer that safe_locked() declared, in whose scope this stands
 *
 * Return: a struct name_held *, const under a read lock; the data is its member data.
 */
#define safe_held(name, ptr)								\
	((void)sizeof(__safe_held_##name##_##ptr),					\
	 _Generic((ptr),								\
		  typeof(((struct name *)0)->__held.data) *: (struct name##_held *)(ptr), \
		  default: (const struct name##_held *)(ptr)))

/**
 * unsafe_unlocked() - the data without its lock
 * @object: pointer to the object
 *
 * For before anybody else knows of it, or after. Wants a comment: SAFETY: why nobody else uses it.
 */
#define unsafe_unlocked(object)		(&(object)->__held.data)

/**
 * SAFE_LOCKED_BY() - define a type of data that another object's lock opens
 * @name: gives struct name
 * @type: of the data
 * @by: the type that SAFE_LOCKED() defined, whose lock it is
 */
#define SAFE_LOCKED_BY(name, type, by)							\
struct name {										\
	typeof(type) __data;								\
	struct by##_held *__by[0] __packed;						\
}

/**
 * safe_under() - open such data
 * @object: pointer to it
 * @held: safe_held() of the other's scope, or a helper's argument
 *
 * Return: pointer to the data; to const if the lock is held for reading.
 */
#define safe_under(object, held)							\
	({										\
		__auto_type __safe_object = (object);					\
		__auto_type __safe_by = (held);						\
											\
		_Generic(__safe_by,							\
			 typeof(__safe_object->__by[0]): &__safe_object->__data,	\
			 const typeof(*__safe_object->__by[0]) *:			\
				(const typeof(__safe_object->__data) *)&__safe_object->__data); \
	})

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

/* The headers of further locks put theirs in place of these. */
#define __safe_rwsem_inits
#define __safe_rwlock_inits
#define __safe_seqlock_inits
#define __safe_lock_init(lock, key)							\
	_Generic((lock),								\
		 struct mutex *: __safe_mutex_init,					\
		 spinlock_t *: __safe_spinlock_init,					\
		 raw_spinlock_t *: __safe_raw_spinlock_init				\
		 __safe_rwsem_inits __safe_rwlock_inits __safe_seqlock_inits)(lock, key)

#endif
