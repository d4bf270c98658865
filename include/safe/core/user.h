/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * User memory: what is copied has the size of the object it is copied to or from.
 *
 * Invariants
 *   - A copy returns 0 or -EFAULT, never a number of bytes, and the result must be looked at.
 *   - An object is copied whole: its size comes from its type, there is none to state.
 *   - Two buffers are copied only if they are of one length: else -EINVAL and nothing is copied.
 *   - What could not be copied from user space reads as zero.
 *   - A reader (or writer) only goes forward: no byte of user space is fetched twice through it, so
 *     that what was checked is what is used. Past the end it is -EFAULT, and nothing is copied.
 *
 * Example
 *
 *	struct safe_user_reader from = safe_user_reader(safe_const_user_bytes(buf, count));
 *	struct header header;
 *
 *	TRY(safe_user_read(&from, &header));
 *	TRY(safe_user_read_bytes(&from, safe_bytes(payload, header.len)));	// checked
 *
 *	if (cmd == EDU_IOC_GET)
 *		return safe_copy_to_user((void __user *)arg, &state);
 *	TRY(safe_get_user(mode, (u32 __user *)arg));
 *
 * What misuse gives
 *   an object where its address is wanted	error: invalid type argument of unary '*'
 *   a void pointer or an incomplete type	error: "not the address of an object"
 *   another type in user space than here	error: "another type in user space"
 *   a wider value by safe_put_user()		error: "wider than what it is stored to"
 *   under a spinlock				error: "this may sleep, and the context is atomic"
 *   the result ignored				warning: ignoring return value
 *   writing to a constant			error or warning: discards qualifier
 *
 *   a structure nobody spoke for, to user	error: "say first SAFE_USER_STRUCT(type, members...) ..."
 *   a structure with padding		error: at its SAFE_USER_STRUCT(), see <safe/core/user_struct.h>
 *   a pointer to user space		error: "a pointer does not go to user space ..."
 *
 * What C cannot do: look into bytes. safe_copy_to_user_bytes() and safe_user_write_bytes() are for
 * buffers; of an object's bytes nobody asks about padding. And a reader that is copied fetches twice.
 */
#ifndef SAFE_CORE_USER_H
#define SAFE_CORE_USER_H

#include <linux/compat.h>
#include <linux/uaccess.h>
#include <safe/core/constant.h>
#include <safe/core/context.h>
#include <safe/core/result.h>
#include <safe/core/slice.h>
#include <safe/core/user_struct.h>

/* The size of what @object points to, which must be an object. */
#define __safe_object_size(object)							\
	((void)sizeof(({								\
		_Static_assert(__safe_is_object(object),				\
			       "not the address of an object");				\
		0;									\
	})), sizeof(*(object)))
#define __safe_is_object(object)							\
	(!__builtin_types_compatible_p(typeof(*(object)), void))

/* The same, and @user is a void pointer or one to the same type. */
#define __safe_user_size(object, user)							\
	((void)sizeof(({								\
		_Static_assert(__builtin_types_compatible_p(typeof(*(user)), void) ||	\
			       __builtin_types_compatible_p(typeof(*(user)),		\
							    typeof(*(object))),		\
			       "another type in user space");				\
		0;									\
	})), __safe_object_size(object))

/* What __safe_object_size() gives, of an object that may go to user space. */
#define __safe_user_object_size(object)							\
	({										\
		__safe_user_check(*__safe_no_void(object));				\
		__safe_object_size(object);						\
	})
#define __safe_no_void(p)								\
	__builtin_choose_expr(__safe_is_object(p), p, (char *)0)

/**
 * safe_copy_from_user() - copy an object from user space
 * @to: address of the object
 * @from: user pointer, to void or to the same type
 *
 * Context: May sleep.
 * Return: 0 or -EFAULT.
 */
#define safe_copy_from_user(to, from)							\
	__safe_sleeps(__safe_copy_from_user(to, from, __safe_user_size(to, from)))
static __safe_inline __must_check int
__safe_copy_from_user(void *to, const void __user *from, size_t n)
{
	return safe_from_not_copied(copy_from_user(to, from, n));
}

/**
 * safe_copy_to_user() - copy an object to user space
 * @to: user pointer, to void or to the same type
 * @from: address of the object: a number, an array of them, or a structure or union of which there
 *	is a SAFE_USER_STRUCT()
 *
 * Context: May sleep.
 * Return: 0 or -EFAULT.
 */
#define safe_copy_to_user(to, from)							\
	__safe_sleeps(__safe_copy_to_user(to, from, ((void)__safe_user_size(from, to),	\
						     __safe_user_object_size(from))))
static __safe_inline __must_check int
__safe_copy_to_user(void __user *to, const void *from, size_t n)
{
	return safe_from_not_copied(copy_to_user(to, from, n));
}

/**
 * unsafe_copy_object_to_user() - copy an object to user space, whatever it consists of
 * @to: as of safe_copy_to_user()
 * @from: address of the object
 *
 * Where it is used, a comment SAFETY: says why no padding and no pointer in it tells anything.
 *
 * Context: May sleep.
 * Return: 0 or -EFAULT.
 */
#define unsafe_copy_object_to_user(to, from)						\
	__safe_sleeps(__safe_copy_to_user(to, from, __safe_user_size(from, to)))

/**
 * safe_copy_from_user_bytes() - copy a buffer from user space
 * @to: where to
 * @from: as many bytes of user space
 *
 * Context: May sleep.
 * Return: 0, -EFAULT, or -EINVAL if the lengths differ.
 */
static __safe_inline __must_check int
safe_copy_from_user_bytes(struct safe_bytes to, struct safe_const_user_bytes from)
{
	if (unlikely(to.len != from.len))
		return -EINVAL;
	return safe_from_not_copied(copy_from_user(to.ptr, from.ptr, to.len));
}
#define safe_copy_from_user_bytes(...)							\
	__safe_sleeps(safe_copy_from_user_bytes(__VA_ARGS__))

/**
 * safe_copy_to_user_bytes() - copy a buffer to user space
 * @to: as many bytes of user space
 * @from: what is copied
 *
 * Context: May sleep.
 * Return: 0, -EFAULT, or -EINVAL if the lengths differ.
 */
static __safe_inline __must_check int
safe_copy_to_user_bytes(struct safe_user_bytes to, struct safe_const_bytes from)
{
	if (unlikely(to.len != from.len))
		return -EINVAL;
	return safe_from_not_copied(copy_to_user(to.ptr, from.ptr, from.len));
}
#define safe_copy_to_user_bytes(...)							\
	__safe_sleeps(safe_copy_to_user_bytes(__VA_ARGS__))

/**
 * safe_get_user() - fetch a number or pointer from user space
 * @x: variable of exactly that type
 * @ptr: user pointer to it
 *
 * Context: May sleep.
 * Return: 0 or -EFAULT; @x is 0 then.
 */
#define safe_get_user(x, ptr)								\
	__safe_sleeps(safe_checked(({							\
		static_assert(__builtin_types_compatible_p(typeof(x), typeof(*(ptr))),	\
			      "another type in user space");				\
		get_user(x, ptr);							\
	})))

/**
 * safe_put_user() - store a number or pointer to user space
 * @x: not wider than what it is stored to; a constant must fit
 * @ptr: user pointer
 *
 * Context: May sleep.
 * Return: 0 or -EFAULT.
 */
#define safe_put_user(x, ptr)								\
	__safe_sleeps(safe_checked(({							\
		static_assert(sizeof(x) <= sizeof(*(ptr)) || __safe_is_constant(x),	\
			      "wider than what it is stored to");			\
		put_user(x, ptr);							\
	})))

/**
 * safe_clear_user() - fill user memory with zeroes
 * @to: what is filled
 *
 * Context: May sleep.
 * Return: 0 or -EFAULT.
 */
static __safe_inline __must_check int safe_clear_user(struct safe_user_bytes to)
{
	return safe_from_not_copied(clear_user(to.ptr, to.len));
}
#define safe_clear_user(...)	__safe_sleeps(safe_clear_user(__VA_ARGS__))

/**
 * safe_strncpy_from_user() - copy a string from user space
 * @to: array of char, or a struct safe_char_slice
 * @from: user pointer
 *
 * The string always ends in NUL.
 *
 * Context: May sleep.
 * Return: its length, to open by TRY(); -E2BIG if it does not fit with its NUL, -EFAULT.
 */
#define safe_strncpy_from_user(to, from)						\
	__safe_sleeps(__safe_strncpy_from_user(__safe_chars(to), from))
static __safe_inline __must_check struct safe_long_result
__safe_strncpy_from_user(struct safe_char_slice to, const char __user *from)
{
	long n;

	if (unlikely(!to.len))
		return safe_from_errno(long, -E2BIG);
	n = strncpy_from_user(to.ptr, from, to.len);
	if (unlikely(n < 0)) {
		to.ptr[0] = '\0';
		return safe_from_errno(long, n);
	}
	if (unlikely((size_t)n >= to.len)) {
		to.ptr[to.len - 1] = '\0';
		return safe_from_errno(long, -E2BIG);
	}
	return safe_from_errno_or_value(long, n);
}

/* ---------------------------------------------------------------------------------------------
 * Readers and writers
 */

struct safe_user_reader { struct safe_const_user_bytes __left; };
struct safe_user_writer { struct safe_user_bytes __left; };

/* One that begins at the begin. */
static __safe_inline struct safe_user_reader
safe_user_reader(struct safe_const_user_bytes from)
{
	return (struct safe_user_reader){ from };
}

static __safe_inline struct safe_user_writer safe_user_writer(struct safe_user_bytes to)
{
	return (struct safe_user_writer){ to };
}

/* How many bytes are left. */
static __safe_inline size_t safe_user_reader_left(const struct safe_user_reader *reader)
{
	return reader->__left.len;
}

static __safe_inline size_t safe_user_writer_left(const struct safe_user_writer *writer)
{
	return writer->__left.len;
}

/* Leaves out @n bytes: 0 or -EFAULT. */
static __safe_inline __must_check int
safe_user_reader_skip(struct safe_user_reader *reader, size_t n)
{
	struct safe_const_user_bytes left = reader->__left;

	if (unlikely(n > left.len))
		return -EFAULT;
	reader->__left = safe_const_user_bytes(left.ptr + n, left.len - n);
	return 0;
}

/* The next bytes; 0 or -EFAULT. */
static __safe_inline __must_check int
safe_user_read_bytes(struct safe_user_reader *reader, struct safe_bytes to)
{
	struct safe_const_user_bytes left = reader->__left;
	int err = safe_user_reader_skip(reader, to.len);

	if (err)
		return err;
	return safe_from_not_copied(copy_from_user(to.ptr, left.ptr, to.len));
}
#define safe_user_read_bytes(...)	__safe_sleeps(safe_user_read_bytes(__VA_ARGS__))

/**
 * safe_user_read_some() - the next bytes, or as many as are left
 * @reader: struct safe_user_reader *
 * @to: where to; the part of it that was filled is its first bytes
 *
 * Context: May sleep.
 * Return: how many, 0 at the end, to open by TRY(); -EFAULT.
 */
static __safe_inline __must_check struct safe_ssize_t_result
safe_user_read_some(struct safe_user_reader *reader, struct safe_bytes to)
{
	size_t left = reader->__left.len;
	int err;

	if (to.len > left)
		to.len = left;
	err = safe_user_read_bytes(reader, to);
	return safe_from_errno_or_value(ssize_t, err ? err : (ssize_t)to.len);
}
#define safe_user_read_some(...)	__safe_sleeps(safe_user_read_some(__VA_ARGS__))

/* Behind what was written; 0 or -EFAULT. */
static __safe_inline __must_check int
safe_user_write_bytes(struct safe_user_writer *writer, struct safe_const_bytes from)
{
	struct safe_user_bytes left = writer->__left;

	if (unlikely(from.len > left.len))
		return -EFAULT;
	writer->__left = safe_user_bytes(left.ptr + from.len, left.len - from.len);
	return safe_from_not_copied(copy_to_user(left.ptr, from.ptr, from.len));
}
#define safe_user_write_bytes(...)	__safe_sleeps(safe_user_write_bytes(__VA_ARGS__))

/**
 * safe_user_write_some() - write bytes to user memory, or as many as there is room for
 * @writer: struct safe_user_writer *
 * @from: what is written
 *
 * Context: May sleep.
 * Return: how many, 0 at the end, to open by TRY(); -EFAULT.
 */
static __safe_inline __must_check struct safe_ssize_t_result
safe_user_write_some(struct safe_user_writer *writer, struct safe_const_bytes from)
{
	size_t left = writer->__left.len;
	int err;

	if (from.len > left)
		from.len = left;
	err = safe_user_write_bytes(writer, from);
	return safe_from_errno_or_value(ssize_t, err ? err : (ssize_t)from.len);
}
#define safe_user_write_some(...)	__safe_sleeps(safe_user_write_some(__VA_ARGS__))

/**
 * safe_user_read() - the next object of user memory
 * @reader: struct safe_user_reader *
 * @to: address of the object
 *
 * Return: 0, or -EFAULT if there is no such memory, or less of it is left.
 */
#define safe_user_read(reader, to)							\
	safe_user_read_bytes(reader, safe_bytes(to, __safe_object_size(to)))

/**
 * safe_user_write() - write an object to user memory, behind what was written
 * @writer: struct safe_user_writer *
 * @from: address of the object, as of safe_copy_to_user()
 *
 * Return: 0, or -EFAULT if there is no such memory, or less of it is left.
 */
#define safe_user_write(writer, from)							\
	safe_user_write_bytes(writer, safe_const_bytes(from, __safe_user_object_size(from)))

#endif
