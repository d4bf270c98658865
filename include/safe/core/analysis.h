/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Guards, shown to clang's analysis of locks: included by <safe/core/guard.h> where the kernel's own
 * analysis (WARN_CONTEXT_ANALYSIS) or -DSAFE_CLANG_CAPABILITIES is on, see <safe/core/capability.h>.
 *
 * The analysis follows a lock by the expression that names it. So a guard is taken apart here: a
 * pointer that is the expression's alias, the guard itself, into which it does not look, and another
 * alias that "acquires" where it is declared and "releases" where its scope ends. None of it is code.
 * Guards of several arguments, or of none, are not shown.
 */
#ifndef SAFE_CORE_ANALYSIS_H
#define SAFE_CORE_ANALYSIS_H

#include <safe/core/result.h>

/* On kernels without the analysis the types of locks are no capabilities; it works all the same. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wthread-safety-attributes"
static __safe_inline void __safe_show_lock(const volatile void *lock)
	__attribute__((acquire_capability(lock))) __safe_no_analysis { }
static __safe_inline void __safe_show_read(const volatile void *lock)
	__attribute__((acquire_shared_capability(lock))) __safe_no_analysis { }
static __safe_inline void __safe_show_end(const void *lock)
	__attribute__((release_generic_capability(*(void **)lock))) __safe_no_analysis { }
#pragma clang diagnostic pop

/* How a kind is shown: lock or read if it has a line at the end of this file, else none. */
#define __safe_shown(kind)		__safe_shown_1(__safe_shown_##kind, none, none)
#define __safe_shown_1(...)		__safe_shown_2(__VA_ARGS__)
#define __safe_shown_2(a, how, ...)	how

#define __safe_paste(a, b)		__safe_paste_1(a, b)
#define __safe_paste_1(a, b)		a##b

#undef safe_guard
#define safe_guard(kind, ...)								\
	__safe_paste(__safe_guard_, __safe_shown(kind))(__safe_##kind##_is,		\
		struct __safe_##kind##_guard, __safe_##kind##_lock, __safe_##kind##_unlock, \
		__UNIQUE_ID(safe_lock), ##__VA_ARGS__)
#define __safe_guard_none(is, type, locks, unlock, name, ...)				\
	__safe_guard(is, type, locks(__VA_ARGS__), unlock)
#define __safe_guard_lock(...)		__safe_guard_shown(__safe_show_lock, __VA_ARGS__)
#define __safe_guard_read(...)		__safe_guard_shown(__safe_show_read, __VA_ARGS__)
#define __safe_guard_shown(show, is, type, locks, unlock, name, lock)			\
	typeof(lock) const name = (lock);						\
	__safe_guard(is, type, locks(name), unlock);					\
	__safe_show(show, name, __UNIQUE_ID(safe_shown))
#define __safe_show(show, name, shown)							\
	typeof(name) shown __cleanup(__safe_show_end) = (show(name), name)

#undef safe_guard_or
#define safe_guard_or(kind, value, ...)							\
	__safe_paste(__safe_guard_or_, __safe_shown(kind))(__safe_##kind##_is,		\
		struct __safe_##kind##_guard, __safe_##kind##_or, __safe_##kind##_unlock, \
		__UNIQUE_ID(safe_lock), value, ##__VA_ARGS__)
#define __safe_guard_or_none(is, type, tries, unlock, name, value, ...)			\
	__safe_guard_or(is, type, tries(__VA_ARGS__), unlock, __UNIQUE_ID(safe_try), value)
#define __safe_guard_or_lock(...)	__safe_guard_or_shown(__safe_show_lock, __VA_ARGS__)
#define __safe_guard_or_read(...)	__safe_guard_or_shown(__safe_show_read, __VA_ARGS__)
#define __safe_guard_or_shown(show, is, type, tries, unlock, name, value, lock)		\
	typeof(lock) const name = (lock);						\
	__safe_guard_or(is, type, tries(name), unlock, __UNIQUE_ID(safe_try), value);	\
	__safe_show(show, name, __UNIQUE_ID(safe_shown))

#undef safe_scoped_guard
#define safe_scoped_guard(kind, ...)							\
	__safe_paste(__safe_scoped_, __safe_shown(kind))(__safe_##kind##_is,		\
		struct __safe_##kind##_guard, __safe_##kind##_lock, __safe_##kind##_unlock, \
		__UNIQUE_ID(safe_lock), ##__VA_ARGS__)
#define __safe_scoped_none(is, type, locks, unlock, name, ...)				\
	__safe_scoped(is, type, locks(__VA_ARGS__), unlock, __UNIQUE_ID(safe_end))
#define __safe_scoped_lock(...)		__safe_scoped_shown(__safe_show_lock, __VA_ARGS__)
#define __safe_scoped_read(...)		__safe_scoped_shown(__safe_show_read, __VA_ARGS__)
#define __safe_scoped_shown(show, is, type, locks, unlock, name, lock)			\
	__safe_once(typeof(lock) const name = (lock), __UNIQUE_ID(safe_end))		\
	__safe_scoped(is, type, locks(name), unlock, __UNIQUE_ID(safe_end))		\
	__safe_once(__safe_show(show, name, __UNIQUE_ID(safe_shown)), __UNIQUE_ID(safe_end))

#undef safe_scoped_guard_or
#define safe_scoped_guard_or(kind, fail, ...)						\
	__safe_paste(__safe_scoped_or_, __safe_shown(kind))(__safe_##kind##_is,		\
		struct __safe_##kind##_guard, __safe_##kind##_or, __safe_##kind##_unlock, \
		__UNIQUE_ID(safe_lock), fail, ##__VA_ARGS__)
#define __safe_scoped_or_none(is, type, tries, unlock, name, fail, ...)			\
	__safe_scoped_or(is, type, tries(__VA_ARGS__), unlock, __UNIQUE_ID(safe_end), fail)
#define __safe_scoped_or_lock(...)	__safe_scoped_or_shown(__safe_show_lock, __VA_ARGS__)
#define __safe_scoped_or_read(...)	__safe_scoped_or_shown(__safe_show_read, __VA_ARGS__)
#define __safe_scoped_or_shown(show, is, type, tries, unlock, name, fail, lock)		\
	__safe_once(typeof(lock) const name = (lock), __UNIQUE_ID(safe_end))		\
	__safe_scoped_or(is, type, tries(name), unlock, __UNIQUE_ID(safe_end), fail)	\
	__safe_once(__safe_show(show, name, __UNIQUE_ID(safe_shown)), __UNIQUE_ID(safe_end))

/* A scope with a declaration, as __safe_scope(). */
#define __safe_once(declaration, end)	__safe_once_1(declaration, end)
#define __safe_once_1(declaration, end)							\
	for (declaration; ; ({ goto end; }))						\
		if (0) {								\
end:											\
			break;								\
		} else

#define __safe_shown_mutex			~, lock
#define __safe_shown_mutex_try			~, lock
#define __safe_shown_mutex_intr			~, lock
#define __safe_shown_mutex_kill			~, lock
#define __safe_shown_spinlock			~, lock
#define __safe_shown_spinlock_irq		~, lock
#define __safe_shown_spinlock_bh		~, lock
#define __safe_shown_spinlock_irqsave		~, lock
#define __safe_shown_spinlock_try		~, lock
#define __safe_shown_spinlock_irq_try		~, lock
#define __safe_shown_spinlock_bh_try		~, lock
#define __safe_shown_spinlock_irqsave_try	~, lock
#define __safe_shown_raw_spinlock		~, lock
#define __safe_shown_raw_spinlock_irq		~, lock
#define __safe_shown_raw_spinlock_bh		~, lock
#define __safe_shown_raw_spinlock_irqsave	~, lock
#define __safe_shown_raw_spinlock_try		~, lock
#define __safe_shown_raw_spinlock_irq_try	~, lock
#define __safe_shown_raw_spinlock_bh_try	~, lock
#define __safe_shown_raw_spinlock_irqsave_try	~, lock
#define __safe_shown_rwsem_read			~, read
#define __safe_shown_rwsem_read_try		~, read
#define __safe_shown_rwsem_read_intr		~, read
#define __safe_shown_rwsem_write		~, lock
#define __safe_shown_rwsem_write_try		~, lock
#define __safe_shown_rwsem_write_kill		~, lock
#define __safe_shown_read_lock			~, read
#define __safe_shown_read_lock_irq		~, read
#define __safe_shown_read_lock_bh		~, read
#define __safe_shown_read_lock_irqsave		~, read
#define __safe_shown_read_lock_try		~, read
#define __safe_shown_write_lock			~, lock
#define __safe_shown_write_lock_irq		~, lock
#define __safe_shown_write_lock_bh		~, lock
#define __safe_shown_write_lock_irqsave		~, lock
#define __safe_shown_write_lock_try		~, lock

#endif
