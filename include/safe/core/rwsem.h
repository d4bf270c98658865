/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Read-write semaphores: the kinds of <safe/core/guard.h> and <safe/core/locked.h>.
 *
 *	rwsem_read, rwsem_write			may sleep
 *	rwsem_read_try, rwsem_write_try		ask only
 *	rwsem_read_intr, rwsem_write_kill	may be interrupted: -EINTR
 *
 * Example
 *
 *	SAFE_LOCKED(port_map, struct map, rwsem_write);
 *	struct port { struct port_map map; };
 *
 *	safe_locked(port_map, map, &port->map)			// writes
 *		map->n = 0;
 *	safe_locked_as(port_map, rwsem_read, map, &port->map)	// reads: map is a pointer to const
 *		n = map->n;
 *
 * What misuse gives
 *   writing under the read lock	error: assignment of member ... in read-only object
 *   a helper that writes, there	error: discards 'const' qualifier
 *
 * Taking the write lock where the read lock is held already is a deadlock that compiles: lockdep.
 */
#ifndef SAFE_CORE_RWSEM_H
#define SAFE_CORE_RWSEM_H

#include <linux/rwsem.h>
#include <safe/core/lock.h>

__SAFE_LOCK_KIND(rwsem_read, struct rw_semaphore, __safe_may_sleep, , down_read(l), up_read(l));
__SAFE_LOCK_KIND(rwsem_write, struct rw_semaphore, __safe_may_sleep, , down_write(l), up_write(l));
__SAFE_LOCK_KIND_OR(rwsem_read_try, struct rw_semaphore, __safe_may_sleep, ,
		    down_read_trylock(l), up_read(l));
__SAFE_LOCK_KIND_OR(rwsem_write_try, struct rw_semaphore, __safe_may_sleep, ,
		    down_write_trylock(l), up_write(l));
__SAFE_LOCK_KIND_OR(rwsem_read_intr, struct rw_semaphore, __safe_may_sleep, ,
		    !down_read_interruptible(l), up_read(l));
__SAFE_LOCK_KIND_OR(rwsem_write_kill, struct rw_semaphore, __safe_may_sleep, ,
		    !down_write_killable(l), up_write(l));

#define __safe_rwsem_read_is		sleeping_read
#define __safe_rwsem_write_is		sleeping
#define __safe_rwsem_read_try_is	neutral_read
#define __safe_rwsem_write_try_is	neutral
#define __safe_rwsem_read_intr_is	sleeping_read
#define __safe_rwsem_write_kill_is	sleeping

#define __safe_rwsem_initializer(lock)	__RWSEM_INITIALIZER(lock)
#undef __safe_rwsem_inits
#define __safe_rwsem_inits		, struct rw_semaphore *: __safe_rwsem_init

static __safe_inline void __safe_rwsem_init(struct rw_semaphore *lock, struct lock_class_key *key)
{
	init_rwsem(lock);
	lockdep_set_class(lock, key);
}

#endif
