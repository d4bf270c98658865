/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Guards: a lock is held for a scope, given up on every way out of it.
 *
 * Invariants
 *   - Locking is a declaration. There is no unlock to forget: return, break and goto out of the
 *     scope unlock.
 *   - What has to be remembered until then (interrupt flags, an index) is in the guard, not in a
 *     variable of the caller.
 *   - A guard that makes its scope atomic says so to the wrappers in it (<safe/core/context.h>); one
 *     that may sleep itself does not compile in an atomic scope.
 *   - What may fail is got by other words, which want to be told what happens then.
 *
 * Example
 *
 *	safe_guard(mutex, &port->lock);			// to the end of this block
 *
 *	safe_scoped_guard(spinlock_irqsave, &port->queue_lock) {
 *		if (list_empty(&port->queue))
 *			break;				// out of the scope, unlocked
 *		...
 *	}
 *
 *	safe_guard_or(mutex_intr, -ERESTARTSYS, &port->lock);	// or the function returns that
 *	safe_scoped_guard_or(spinlock_try, return -EBUSY, &port->lock)
 *		port->kicked = true;
 *
 *	safe_guard(device, dev);			// safe/linux/device.h has the kind
 *	safe_guard(rcu);
 *
 * Kinds are the words of the kernel's guard() where it has one. Both may hold the same lock in
 * different places; a guard(mutex)() stays what it is, it only does not tell of atomic context. Which
 * kinds there are: <safe/core/lock.h>, its neighbours, and "safe_guard(" in the generated headers.
 *
 * What break does: the scoped forms are loops to the compiler, as the kernel's scoped_guard() is. So
 * break and continue leave the scope and not the loop around it; a block that begins with
 * safe_guard() leaves both to the loop around it.
 *
 * What misuse gives
 *   another kind of lock		error: incompatible pointer type
 *   a guard that is not bound		does not exist: there is no function that only locks
 *   sleeping in an atomic scope	error: "this may sleep, and the context is atomic"
 *   goto or switch past a guard	error (clang), -Wjump-misses-init (gcc)
 *
 * What C cannot do: know that a break in a scoped form was meant for the loop around it.
 *
 * A kind is a structure, two functions and a word:
 *
 *	struct __safe_KIND_guard		what is remembered; __lock, if there is one lock;
 *						__held, if it may fail; __context
 *	__safe_KIND_lock(...)			gives it; if it may fail, __safe_KIND_or(...)
 *	__safe_KIND_unlock(guard *)
 *	#define __safe_KIND_is			sleeping: locking may sleep
 *						atomic: the scope may not sleep
 *						neutral: neither
 *						and with _read: the same, its data is const
 */
#ifndef SAFE_CORE_GUARD_H
#define SAFE_CORE_GUARD_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <safe/core/context.h>
#ifdef SAFE_FAULT_INJECTION
#include <safe/core/fault.h>
#else
#define __safe_fault_guard(type, held)	held
#endif

/*
 * clang's analysis of locks, where it is asked for: guards are shown to it, and the functions that they
 * are made of are not looked into.
 */
#if defined(__clang__) && (defined(WARN_CONTEXT_ANALYSIS) || defined(SAFE_CLANG_CAPABILITIES))
#define __SAFE_ANALYSIS
#define __safe_no_analysis	__attribute__((no_thread_safety_analysis))
#else
#define __safe_no_analysis
#endif

/* What a guard declares for the rest of its block, before it locks. */
#define __safe_block_sleeping		_Static_assert(__safe_may_sleep_here(),		\
						"this may sleep, and the context is atomic");
#define __safe_block_sleeping_read	__safe_block_sleeping
#define __safe_block_atomic		__safe_atomic_block;
#define __safe_block_atomic_read	__safe_atomic_block;
#define __safe_block_neutral
#define __safe_block_neutral_read

/* The same question within an expression, for the scopes that are loops. */
#define __safe_may_sleeping		__safe_assert_may_sleep()
#define __safe_may_sleeping_read	__safe_assert_may_sleep()
#define __safe_may_atomic		((void)0)
#define __safe_may_atomic_read		((void)0)
#define __safe_may_neutral		((void)0)
#define __safe_may_neutral_read		((void)0)

/* What such a scope calls its guard: by that name it is the scope's context, or another. */
#define __safe_var_sleeping		__safe_held_ctx
#define __safe_var_sleeping_read	__safe_held_ctx
#define __safe_var_atomic		__safe_ctx
#define __safe_var_atomic_read		__safe_ctx
#define __safe_var_neutral		__safe_held_ctx
#define __safe_var_neutral_read		__safe_held_ctx

/**
 * safe_guard() - hold a lock from here to the end of the block
 * @kind: mutex, spinlock, spinlock_irqsave, rcu, device, ...
 * @...: pointer to the lock, or what else that kind is told
 */
#define safe_guard(kind, ...)								\
	__safe_guard(__safe_##kind##_is, struct __safe_##kind##_guard,			\
		     __safe_##kind##_lock(__VA_ARGS__), __safe_##kind##_unlock)
#define __safe_guard(is, type, held, unlock) __safe_guard_1(is, type, held, unlock)
#define __safe_guard_1(is, type, held, unlock)						\
	__safe_block_##is								\
	type __UNIQUE_ID(safe_guard) __cleanup(unlock) = held

/**
 * safe_guard_or() - the same with a kind that may fail: then the function returns
 * @kind: mutex_try, mutex_intr, spinlock_try, ...
 * @value: what it returns
 * @...: as of safe_guard()
 */
#define safe_guard_or(kind, value, ...)							\
	__safe_guard_or(__safe_##kind##_is, struct __safe_##kind##_guard,		\
			__safe_##kind##_or(__VA_ARGS__), __safe_##kind##_unlock,	\
			__UNIQUE_ID(safe_try), value)
#define __safe_guard_or(is, type, held, unlock, got, value)				\
	__safe_guard_1(is, type, ({							\
		type got = __safe_fault_guard(type, held);				\
											\
		if (!got.__held)							\
			return value;							\
		got;									\
	}), unlock)

/**
 * safe_scoped_guard() - hold a lock for the statement or block that follows
 * @kind: as of safe_guard()
 * @...: as of safe_guard()
 *
 * break and continue leave the scope; return and goto do as well.
 */
#define safe_scoped_guard(kind, ...)							\
	__safe_scoped(__safe_##kind##_is, struct __safe_##kind##_guard,			\
		      __safe_##kind##_lock(__VA_ARGS__), __safe_##kind##_unlock,	\
		      __UNIQUE_ID(safe_end))
#define __safe_scoped(is, type, held, unlock, end) __safe_scoped_1(is, type, held, unlock, end)
#define __safe_scoped_1(is, type, held, unlock, end)					\
	__safe_scope(__safe_may_##is, __safe_var_##is, type, __safe_outer, held, unlock, end)

/**
 * safe_scoped_guard_or() - the same with a kind that may fail
 * @kind: as of safe_guard_or()
 * @fail: the statement for that case, which then goes on after the scope: a return, goto or
 *	assignment; break and continue only leave the scope
 * @...: as of safe_guard()
 */
#define safe_scoped_guard_or(kind, fail, ...)						\
	__safe_scoped_or(__safe_##kind##_is, struct __safe_##kind##_guard,		\
			 __safe_##kind##_or(__VA_ARGS__), __safe_##kind##_unlock,	\
			 __UNIQUE_ID(safe_end), fail)
#define __safe_scoped_or(is, type, held, unlock, end, fail)				\
	__safe_scoped_or_1(is, type, held, unlock, end, fail)
#define __safe_scoped_or_1(is, type, held, unlock, end, fail)				\
	__safe_scope(__safe_may_##is, __safe_var_##is, type, __safe_outer,		\
		     __safe_fault_guard(type, held), unlock, end)			\
		if (!__safe_var_##is.__held) {						\
			fail;								\
		} else

/*
 * A scope: a loop that runs once, which all compilers see. @may is asked first, in the context
 * around it; then @var, the guard, may be a context of its own. @mark is a name to be known by.
 */
#define __safe_scope(may, var, type, mark, held, unlock, end)				\
	for (type *mark __maybe_unused = (may, NULL), var __cleanup(unlock) = held; ;	\
	     ({ goto end; }))								\
		if (0) {								\
end:											\
			break;								\
		} else

#ifdef __SAFE_ANALYSIS
#include <safe/core/analysis.h>
#endif

#endif
