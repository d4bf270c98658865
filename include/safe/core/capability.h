/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Capabilities: clang checks that what is locked is unlocked on every way, and that guarded members
 * are used with their lock held. An option, for clang 21 and newer.
 *
 * Invariants
 *   - Nothing changes unless it is asked for; what is generated never does.
 *   - Correct code is silent, guards of <safe/core/guard.h> included.
 *
 * Two ways to ask:
 *   - The kernel's own analysis (7.0 and newer): CONTEXT_ANALYSIS := y in the Kbuild file, in a kernel
 *     that has CONFIG_WARN_CONTEXT_ANALYSIS. Its locks know what they are; guards are shown to it.
 *   - Elsewhere: ccflags-y += -DSAFE_CLANG_CAPABILITIES -Wthread-safety
 *     -fexperimental-late-parse-attributes. Then this file, included after all others, puts
 *     functions that the analysis knows in the place of the bare calls below. What kernel headers do
 *     with locks stays unseen.
 *
 * Example
 *
 *	#include <safe/linux/mutex.h>
 *	#include <safe/core/capability.h>	// last
 *
 *	struct port {
 *		struct mutex lock;
 *		int users SAFE_GUARDED_BY(&lock);
 *	};
 *	static void port_count(struct port *port) SAFE_MUST_HOLD(&port->lock);
 *
 * What misuse gives
 *   a way out with the lock held	warning: mutex 'port->lock' is not held on every path ...
 *   unlocking what a guard holds	warning: releasing mutex 'port->lock' that was not held
 *   a member without its lock		warning: writing variable 'users' requires holding mutex ...
 *   writing under a read lock		warning: writing variable 'users' requires holding ... exclusively
 *
 * What it cannot do: follow a lock that is taken under a condition or in another function, or that two
 * names are used for; such a function is declared __no_context_analysis, or SAFE_NO_ANALYSIS here.
 * Data of a SAFE_LOCKED() type needs none of it.
 */
#ifndef SAFE_CORE_CAPABILITY_H
#define SAFE_CORE_CAPABILITY_H

#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <safe/core/guard.h>
#include <safe/core/result.h>

/**
 * SAFE_NO_ANALYSIS - of a function that the analysis cannot follow
 */
#define SAFE_NO_ANALYSIS	__safe_no_analysis

/**
 * SAFE_GUARDED_BY() - of a member that may be used only with a lock held
 * @...: pointer to the lock: &lock, a member of the same structure
 */
/**
 * SAFE_MUST_HOLD() - of a function that wants a lock held; after its declaration
 * @...: pointer to the lock: &port->lock
 */
#ifdef __SAFE_ANALYSIS
#define SAFE_GUARDED_BY(...)	__attribute__((guarded_by(__VA_ARGS__)))
#define SAFE_MUST_HOLD(...)	__attribute__((requires_capability(__VA_ARGS__)))
#else
#define SAFE_GUARDED_BY(...)
#define SAFE_MUST_HOLD(...)
#endif

#if defined(__SAFE_ANALYSIS) && !defined(WARN_CONTEXT_ANALYSIS)
#if __clang_major__ < 21
#error "SAFE_CLANG_CAPABILITIES wants clang 21 or newer: older ones have false alarms"
#endif

/* The types of locks are no capabilities here; the analysis does not mind. */
#pragma clang diagnostic ignored "-Wthread-safety-attributes"

#define __SAFE_BARE(type, ret, f, attribute)						\
static __safe_inline ret __safe_bare_##f(type *lock)					\
	__attribute__((attribute)) __safe_no_analysis					\
{											\
	return f(lock);									\
}
#define __SAFE_BARE_FLAGS(type, lock_f, unlock_f)					\
static __safe_inline unsigned long __safe_bare_##lock_f(type *lock)			\
	__attribute__((acquire_capability(lock))) __safe_no_analysis			\
{											\
	unsigned long flags;								\
											\
	lock_f(lock, flags);								\
	return flags;									\
}											\
static __safe_inline void __safe_bare_##unlock_f(type *lock, unsigned long flags)	\
	__attribute__((release_capability(lock))) __safe_no_analysis			\
{											\
	unlock_f(lock, flags);								\
}
#define __SAFE_BARE_SPIN(raw, type)							\
	__SAFE_BARE(type, void, raw##spin_lock, acquire_capability(lock))		\
	__SAFE_BARE(type, void, raw##spin_unlock, release_capability(lock))		\
	__SAFE_BARE(type, void, raw##spin_lock_irq, acquire_capability(lock))		\
	__SAFE_BARE(type, void, raw##spin_unlock_irq, release_capability(lock))		\
	__SAFE_BARE(type, void, raw##spin_lock_bh, acquire_capability(lock))		\
	__SAFE_BARE(type, void, raw##spin_unlock_bh, release_capability(lock))		\
	__SAFE_BARE(type, int, raw##spin_trylock, try_acquire_capability(1, lock))	\
	__SAFE_BARE_FLAGS(type, raw##spin_lock_irqsave, raw##spin_unlock_irqrestore)

__SAFE_BARE_SPIN(, spinlock_t)
__SAFE_BARE_SPIN(raw_, raw_spinlock_t)
__SAFE_BARE(struct mutex, void, mutex_lock, acquire_capability(lock))
__SAFE_BARE(struct mutex, void, mutex_unlock, release_capability(lock))
__SAFE_BARE(struct mutex, int, mutex_trylock, try_acquire_capability(1, lock))
__SAFE_BARE(struct mutex, int, mutex_lock_interruptible, try_acquire_capability(0, lock))
__SAFE_BARE(struct mutex, int, mutex_lock_killable, try_acquire_capability(0, lock))
__SAFE_BARE(struct rw_semaphore, void, down_read, acquire_shared_capability(lock))
__SAFE_BARE(struct rw_semaphore, void, up_read, release_shared_capability(lock))
__SAFE_BARE(struct rw_semaphore, int, down_read_trylock, try_acquire_shared_capability(1, lock))
__SAFE_BARE(struct rw_semaphore, void, down_write, acquire_capability(lock))
__SAFE_BARE(struct rw_semaphore, void, up_write, release_capability(lock))
__SAFE_BARE(struct rw_semaphore, int, down_write_trylock, try_acquire_capability(1, lock))

#undef spin_lock
#undef spin_unlock
#undef spin_lock_irq
#undef spin_unlock_irq
#undef spin_lock_bh
#undef spin_unlock_bh
#undef spin_trylock
#undef spin_lock_irqsave
#undef spin_unlock_irqrestore
#undef raw_spin_lock
#undef raw_spin_unlock
#undef raw_spin_lock_irq
#undef raw_spin_unlock_irq
#undef raw_spin_lock_bh
#undef raw_spin_unlock_bh
#undef raw_spin_trylock
#undef raw_spin_lock_irqsave
#undef raw_spin_unlock_irqrestore
#undef mutex_lock
#undef mutex_unlock
#undef mutex_trylock
#undef mutex_lock_interruptible
#undef mutex_lock_killable
#undef down_read
#undef up_read
#undef down_read_trylock
#undef down_write
#undef up_write
#undef down_write_trylock
#define spin_lock(lock)				__safe_bare_spin_lock(lock)
#define spin_unlock(lock)			__safe_bare_spin_unlock(lock)
#define spin_lock_irq(lock)			__safe_bare_spin_lock_irq(lock)
#define spin_unlock_irq(lock)			__safe_bare_spin_unlock_irq(lock)
#define spin_lock_bh(lock)			__safe_bare_spin_lock_bh(lock)
#define spin_unlock_bh(lock)			__safe_bare_spin_unlock_bh(lock)
#define spin_trylock(lock)			__safe_bare_spin_trylock(lock)
#define spin_lock_irqsave(lock, flags)		((flags) = __safe_bare_spin_lock_irqsave(lock))
#define spin_unlock_irqrestore(lock, flags)	__safe_bare_spin_unlock_irqrestore(lock, flags)
#define raw_spin_lock(lock)			__safe_bare_raw_spin_lock(lock)
#define raw_spin_unlock(lock)			__safe_bare_raw_spin_unlock(lock)
#define raw_spin_lock_irq(lock)			__safe_bare_raw_spin_lock_irq(lock)
#define raw_spin_unlock_irq(lock)		__safe_bare_raw_spin_unlock_irq(lock)
#define raw_spin_lock_bh(lock)			__safe_bare_raw_spin_lock_bh(lock)
#define raw_spin_unlock_bh(lock)		__safe_bare_raw_spin_unlock_bh(lock)
#define raw_spin_trylock(lock)			__safe_bare_raw_spin_trylock(lock)
#define raw_spin_lock_irqsave(lock, flags)	((flags) = __safe_bare_raw_spin_lock_irqsave(lock))
#define raw_spin_unlock_irqrestore(lock, flags)	__safe_bare_raw_spin_unlock_irqrestore(lock, flags)
#define mutex_lock(lock)			__safe_bare_mutex_lock(lock)
#define mutex_unlock(lock)			__safe_bare_mutex_unlock(lock)
#define mutex_trylock(lock)			__safe_bare_mutex_trylock(lock)
#define mutex_lock_interruptible(lock)		__safe_bare_mutex_lock_interruptible(lock)
#define mutex_lock_killable(lock)		__safe_bare_mutex_lock_killable(lock)
#define down_read(lock)				__safe_bare_down_read(lock)
#define up_read(lock)				__safe_bare_up_read(lock)
#define down_read_trylock(lock)			__safe_bare_down_read_trylock(lock)
#define down_write(lock)			__safe_bare_down_write(lock)
#define up_write(lock)				__safe_bare_up_write(lock)
#define down_write_trylock(lock)		__safe_bare_down_write_trylock(lock)
#endif

#endif
