/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Copies of strings and buffers, each with its owner.
 *
 * Invariants
 *   - A copy of a string is a struct safe_kstr, a copy of bytes a struct safe_kmem or safe_kvmem that
 *     knows how many there are. Each is given back once.
 *   - What is copied of user space is a slice of it; its length is the user's, so a limit is stated
 *     beside it: -E2BIG, and nothing is allocated.
 *
 * Example
 *
 *	owned(kstr, name, safe_kstrdup(label, GFP_KERNEL));
 *	owned(kstr, path, safe_strndup_user(arg, PATH_MAX));
 *	owned(kstr, irq_name, safe_kasprintf(GFP_KERNEL, "%s-%u", label, i));
 *	owned(kmem, copy, safe_kmemdup(bytes, GFP_KERNEL));
 *	owned(kmem, request, safe_memdup_user(safe_const_user_bytes(buf, count), SZ_4K));
 *
 * What misuse gives
 *   the result as a pointer		error: incompatible types
 *   a pointer without its length	error: incompatible type for argument
 *   flags and size swapped		error: "these are no allocation flags"
 *
 * What C cannot do: know that a string ends in NUL.
 */
#ifndef SAFE_CORE_STRING_DUP_H
#define SAFE_CORE_STRING_DUP_H

#include <linux/kernel.h>
#include <linux/string.h>
#include <safe/core/alloc.h>
#include <safe/core/context.h>
#include <safe/core/gfp.h>
#include <safe/core/slice.h>

/** struct safe_kstr - owns a copy of a string; given back with kfree() at the end of its scope */
SAFE_OWNED(kstr, char *, kfree);
#define SAFE_KIND kstr
#include <safe/core/new_kind.h>

/**
 * safe_kstrdup() - copy a string
 * @s: the string; not NULL
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_kstr to open with owned(), or -ENOMEM. Likewise safe_kstrndup(), of at most
 * @max characters.
 */
#define safe_kstrdup(s, gfp)								\
	__safe_sleeps_by(gfp, safe_kstr_checked(						\
		safe_owner_from_null(kstr, kstrdup(s, __safe_gfp(gfp)), -ENOMEM)))
#define safe_kstrndup(s, max, gfp)							\
	__safe_sleeps_by(gfp, safe_kstr_checked(						\
		safe_owner_from_null(kstr, kstrndup(s, max, __safe_gfp(gfp)), -ENOMEM)))

/**
 * safe_kasprintf() - format into a string that is as long as it takes
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 * @fmt: format, and its arguments
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_kstr to open with owned(), or -ENOMEM.
 */
#define safe_kasprintf(gfp, fmt, ...)							\
	__safe_sleeps_by(gfp, safe_kstr_checked(						\
		safe_owner_from_null(kstr, kasprintf(__safe_gfp(gfp), fmt, ##__VA_ARGS__), \
				     -ENOMEM)))

/**
 * safe_strndup_user() - copy a string of user space
 * @from: user pointer
 * @max: how long it may be, NUL included
 *
 * Context: May sleep.
 * Return: a struct safe_kstr to open with owned(); -EINVAL if it is longer, -EFAULT, -ENOMEM.
 */
#define safe_strndup_user(from, max)							\
	__safe_sleeps(safe_kstr_checked(safe_owner_from_err_ptr(kstr, strndup_user(from, max))))

/* @p of @size bytes, or an error pointer or NULL. */
static __safe_inline __must_check struct safe_kmem_result
__safe_kmem_of_copy(void *p, size_t size)
{
	struct safe_kmem owner = { .ptr = p, .size = size };

	return safe_owner_from_errno(kmem, p ? PTR_ERR_OR_ZERO(p) : -ENOMEM, owner);
}

static __safe_inline __must_check struct safe_kvmem_result
__safe_kvmem_of_copy(void *p, size_t size)
{
	struct safe_kvmem owner = { .ptr = p, .size = size };

	return safe_owner_from_errno(kvmem, PTR_ERR_OR_ZERO(p), owner);
}

/**
 * safe_kmemdup() - copy bytes
 * @from: what; a struct safe_const_bytes
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_kmem (ptr, size) to open with owned(), or -ENOMEM.
 */
#define safe_kmemdup(from, gfp)								\
	__safe_sleeps_by(gfp, safe_kmem_checked(({					\
		struct safe_const_bytes __safe_from = (from);				\
											\
		__safe_kmem_of_copy(kmemdup(__safe_from.ptr, __safe_from.len,		\
					    __safe_gfp(gfp)), __safe_from.len);		\
	})))

/**
 * safe_memdup_user() - copy bytes of user space
 * @from: what; a struct safe_const_user_bytes
 * @most: how many there may be at most
 *
 * Context: May sleep.
 * Return: a struct safe_kmem (ptr, size) to open with owned(); -E2BIG if there are more, -EFAULT,
 * -ENOMEM. Likewise safe_memdup_user_nul(), with a NUL behind them that @size does not count, and
 * safe_vmemdup_user(), a struct safe_kvmem of what may be large.
 */
static __safe_inline __must_check struct safe_kmem_result
safe_memdup_user(struct safe_const_user_bytes from, size_t most)
{
	if (unlikely(from.len > most))
		return safe_owner_from_errno(kmem, -E2BIG, (struct safe_kmem){ });
	return __safe_kmem_of_copy(memdup_user(from.ptr, from.len), from.len);
}
#define safe_memdup_user(...)		__safe_sleeps(safe_memdup_user(__VA_ARGS__))

static __safe_inline __must_check struct safe_kmem_result
safe_memdup_user_nul(struct safe_const_user_bytes from, size_t most)
{
	if (unlikely(from.len > most))
		return safe_owner_from_errno(kmem, -E2BIG, (struct safe_kmem){ });
	return __safe_kmem_of_copy(memdup_user_nul(from.ptr, from.len), from.len);
}
#define safe_memdup_user_nul(...)	__safe_sleeps(safe_memdup_user_nul(__VA_ARGS__))

static __safe_inline __must_check struct safe_kvmem_result
safe_vmemdup_user(struct safe_const_user_bytes from, size_t most)
{
	if (unlikely(from.len > most))
		return safe_owner_from_errno(kvmem, -E2BIG, (struct safe_kvmem){ });
	return __safe_kvmem_of_copy(vmemdup_user(from.ptr, from.len), from.len);
}
#define safe_vmemdup_user(...)		__safe_sleeps(safe_vmemdup_user(__VA_ARGS__))

#endif
