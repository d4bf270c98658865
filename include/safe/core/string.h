/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Strings: what is written knows how much room it has, and what does not fit is an error.
 *
 * Invariants
 *   - A destination is an array of char, or a slice of pointer and length: never a bare pointer.
 *   - It ends in NUL afterwards, whatever came out, if it has room for one.
 *   - What did not fit is -E2BIG, and the result must be looked at. Who wants the begin of a string
 *     says so: safe_strscpy_truncate().
 *   - Between objects whose sizes are known the front end compares them, else the run time does.
 *
 * Example
 *
 *	char name[16];
 *
 *	TRY(safe_strscpy(name, id));				// -E2BIG if it does not fit
 *	TRY(safe_snprintf(name, "port%u", port->number));	// the same; its value is the length
 *	TRY(safe_strscpy(safe_slice(char, buf, len), id));
 *
 *	struct safe_text text = safe_text(line);		// piece by piece
 *
 *	for (i = 0; i < n; i++)
 *		TRY(safe_text_add(&text, " %u", level[i]));
 *	send(text.ptr, text.len);
 *
 *	mode = TRY(safe_sysfs_match_string(mode_names, buf));	// an index, or -EINVAL
 *	TRY(safe_memcpy(safe_bytes_of(reply), bytes));		// -E2BIG
 *	safe_memcpy_object(header.magic, magic);		// both known: no check is left
 *
 * What misuse gives
 *   a pointer as destination		error: "a pointer does not know how much it points to"
 *   a buffer of u8 as destination	error: "elements of another type"
 *   a constant as destination		error or warning: discards qualifier
 *   the result ignored			warning: ignoring return value
 *   arguments that do not fit @fmt	warning: format ... expects ...
 *   an object into a smaller one	error: "larger than what it is copied to"
 *   a string that does not fit		-E2BIG
 *
 * What C cannot do: know that a source ends in NUL.
 */
#ifndef SAFE_CORE_STRING_H
#define SAFE_CORE_STRING_H

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <safe/core/result.h>
#include <safe/core/slice.h>

/* ---------------------------------------------------------------------------------------------
 * Copies
 */

/**
 * safe_strscpy() - copy a string
 * @to: array of char, or a struct safe_char_slice
 * @from: the string
 *
 * Context: Any.
 * Return: its length, to open by TRY(); -E2BIG if it does not fit with its NUL.
 */
#define safe_strscpy(to, from)		__safe_strscpy(__safe_chars(to), from)
static __safe_inline __must_check struct safe_ssize_t_result
__safe_strscpy(struct safe_char_slice to, const char *from)
{
	return safe_from_errno_or_value(ssize_t, strscpy(to.ptr, from, to.len));
}

/**
 * safe_strscpy_pad() - copy a string, and fill what is left with zeroes
 * @to: array of char, or a struct safe_char_slice
 * @from: the string
 *
 * For what goes to user space as a whole.
 *
 * Context: Any.
 * Return: as safe_strscpy().
 */
#define safe_strscpy_pad(to, from)	__safe_strscpy_pad(__safe_chars(to), from)
static __safe_inline __must_check struct safe_ssize_t_result
__safe_strscpy_pad(struct safe_char_slice to, const char *from)
{
	ssize_t n = strscpy(to.ptr, from, to.len);

	if (n >= 0)
		memset(to.ptr + n + 1, 0, to.len - n - 1);
	return safe_from_errno_or_value(ssize_t, n);
}

/**
 * safe_strscpy_truncate() - copy as much of a string as fits
 * @to: array of char, or a struct safe_char_slice
 * @from: the string
 *
 * For names that are only shown.
 *
 * Context: Any.
 */
#define safe_strscpy_truncate(to, from)	__safe_strscpy_truncate(__safe_chars(to), from)
static __safe_inline void __safe_strscpy_truncate(struct safe_char_slice to, const char *from)
{
	ssize_t n = strscpy(to.ptr, from, to.len);

	(void)n;
}

/**
 * safe_strcat() - append a string
 * @to: array of char, or a struct safe_char_slice, with a string in it
 * @from: what comes behind it
 *
 * Context: Any.
 * Return: the length of both, to open by TRY(); -E2BIG if they do not fit: then as much of @from is
 * there as does.
 */
#define safe_strcat(to, from)		__safe_strcat(__safe_chars(to), from)
static __safe_inline __must_check struct safe_ssize_t_result
__safe_strcat(struct safe_char_slice to, const char *from)
{
	size_t len = strnlen(to.ptr, to.len);
	ssize_t n = strscpy(to.ptr + len, from, to.len - len);

	return safe_from_errno_or_value(ssize_t, n < 0 ? n : (ssize_t)len + n);
}

/**
 * safe_memcpy() - copy bytes
 * @to: where to
 * @from: what; must not overlap
 *
 * Context: Any.
 * Return: 0, or -E2BIG if @to is shorter: then nothing is copied. Likewise safe_memmove(), which may
 * overlap.
 */
static __safe_inline __must_check int
safe_memcpy(struct safe_bytes to, struct safe_const_bytes from)
{
	if (unlikely(from.len > to.len))
		return -E2BIG;
	memcpy(to.ptr, from.ptr, from.len);
	return 0;
}

static __safe_inline __must_check int
safe_memmove(struct safe_bytes to, struct safe_const_bytes from)
{
	if (unlikely(from.len > to.len))
		return -E2BIG;
	memmove(to.ptr, from.ptr, from.len);
	return 0;
}

/**
 * safe_memcpy_object() - copy an object or array into one that is not smaller
 * @to: a variable, member or array; no pointer
 * @from: the same
 *
 * Context: Any.
 */
#define safe_memcpy_object(to, from)							\
	((void)sizeof(({								\
		_Static_assert(sizeof(from) <= sizeof(to),				\
			       "larger than what it is copied to");			\
		0;									\
	})), (void)memcpy(__safe_address(to), __safe_address(from), sizeof(from)))

/**
 * safe_memset() - fill bytes
 * @to: what is filled
 * @c: with which byte
 *
 * Context: Any. Likewise safe_memzero_explicit(), with zeroes, even if nobody reads them again.
 */
static __safe_inline void safe_memset(struct safe_bytes to, u8 c)
{
	memset(to.ptr, c, to.len);
}

static __safe_inline void safe_memzero_explicit(struct safe_bytes to)
{
	memzero_explicit(to.ptr, to.len);
}

/* ---------------------------------------------------------------------------------------------
 * Formatted
 */

/* What snprintf() returned, for @room bytes. */
static __safe_inline __must_check struct safe_int_result __safe_printed(int n, size_t room)
{
	return safe_from_errno_or_value(int, unlikely((size_t)n >= room) ? -E2BIG : n);
}

/**
 * safe_snprintf() - format into a string
 * @to: array of char, or a struct safe_char_slice
 * @fmt: format, and its arguments
 *
 * Context: Any.
 * Return: the length, to open by TRY(); -E2BIG if it does not fit with its NUL: then the begin of it is
 * there.
 */
#define safe_snprintf(to, fmt, ...)							\
	safe_int_checked(({								\
		struct safe_char_slice __safe_to = __safe_chars(to);			\
											\
		__safe_printed(snprintf(__safe_to.ptr, __safe_to.len, fmt, ##__VA_ARGS__), \
			       __safe_to.len);						\
	}))

/**
 * struct safe_text - a string that is put together from pieces
 * @ptr: its begin; ends in NUL
 * @len: its length
 * @room: how much there is room for, NUL included
 */
struct safe_text {
	char *ptr;
	size_t len, room;
};

/**
 * safe_text() - an empty text
 * @to: array of char, or a struct safe_char_slice, in which it is put together
 */
#define safe_text(to)			__safe_text(__safe_chars(to))
static __safe_inline struct safe_text __safe_text(struct safe_char_slice to)
{
	if (to.len)
		*to.ptr = '\0';
	return (struct safe_text){ to.ptr, 0, to.len };
}

/**
 * safe_text_add() - format a piece, behind what is there
 * @text: struct safe_text *
 * @fmt: format, and its arguments
 *
 * Context: Any.
 * Return: 0, or -E2BIG if there is no room for it: then the text is as it was.
 */
#define safe_text_add(text, fmt, ...)							\
	safe_checked(({									\
		struct safe_text *__safe_text = (text);					\
											\
		__safe_text_added(__safe_text,						\
				  snprintf(__safe_text->ptr + __safe_text->len,		\
					   __safe_text->room - __safe_text->len, fmt,	\
					   ##__VA_ARGS__));				\
	}))
static __safe_inline int __safe_text_added(struct safe_text *text, int n)
{
	size_t left = text->room - text->len;

	if (unlikely((size_t)n >= left)) {
		if (left)
			text->ptr[text->len] = '\0';
		return -E2BIG;
	}
	text->len += n;
	return 0;
}

/* ---------------------------------------------------------------------------------------------
 * Which one of several
 */

/**
 * safe_sysfs_match_string() - which string of an array it is, with or without a newline
 * @array: array of const char *
 * @s: the string
 *
 * Context: Any.
 * Return: the index, to open by TRY(); -EINVAL if it is none of them.
 */
#define safe_sysfs_match_string(array, s)						\
	__safe_sysfs_match_string((const char *const *)__safe_elements(const char *, array), \
				  sizeof(array) / sizeof(*(array)), s)
static __safe_inline __must_check struct safe_int_result
__safe_sysfs_match_string(const char *const *array, size_t n, const char *s)
{
	return safe_from_errno_or_value(int, __sysfs_match_string(array, n, s));
}

/**
 * safe_match_string() - which string of an array it is
 * @array: array of const char *
 * @s: the string
 *
 * Context: Any.
 * Return: the index, to open by TRY(); -EINVAL if it is none of them.
 */
#define safe_match_string(array, s)							\
	__safe_match_string((const char *const *)__safe_elements(const char *, array),	\
			    sizeof(array) / sizeof(*(array)), s)
static __safe_inline __must_check struct safe_int_result
__safe_match_string(const char *const *array, size_t n, const char *s)
{
	return safe_from_errno_or_value(int, match_string(array, n, s));
}

#endif
