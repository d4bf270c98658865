/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Slices: a pointer that carries the length of what it points to.
 *
 * Invariants
 *   - A slice has two members, ptr and len. Slices of bytes count bytes, a slice of u16 counts
 *     u16s: which one a function wants is its type, so bytes and elements do not mix.
 *   - A slice that is made of an array or an object has that one's length. One that is made of a
 *     pointer shows its length in plain sight.
 *   - A slice for reading only is a type of its own, safe_const_...: a function that writes does
 *     not take it.
 *   - A slice that is empty may have any pointer, also NULL.
 *   - Taking a part is checked: -ERANGE, and nothing is made.
 *   - Structures of a pointer and a length are passed in registers: no instruction is added.
 *
 * Example
 *
 *	u8 buf[16];
 *	u16 words[8];
 *	struct header header;
 *
 *	SAFE_TRY(safe_regmap_raw_read(map, REG, safe_bytes_of(buf)));
 *	SAFE_TRY(safe_device_property_read_u16_array(dev, "levels", safe_slice_of(u16, words)));
 *	SAFE_TRY(safe_copy_from_user_bytes(safe_bytes_of(header), from));
 *	SAFE_TRY(safe_part(&part, whole, offset, n));
 *	while (rest.len)
 *		SAFE_TRY(port_send(port, safe_take_first(&rest, PORT_FIFO)));
 *	word = safe_at(slice, i);
 *	if (!word)
 *		return -ERANGE;
 *	safe_for_each(item, slice)			// item is a pointer to each of them
 *		*item = 0;
 *
 * Made from			bytes				elements
 *   array or object x		safe_bytes_of(x)		safe_slice_of(u16, x)
 *   the same, to read		safe_const_bytes_of(x)		safe_const_slice_of(u16, x)
 *   pointer and length		safe_bytes(p, n)		safe_slice(u16, p, n)
 *   the same, to read		safe_const_bytes(p, n)		safe_const_slice(u16, p, n)
 *   a slice to write, to read	safe_bytes_to_read(s)		safe_const_slice(u16, s.ptr, s.len)
 *   a string, without its NUL	safe_const_bytes_of_string(s)
 *
 * Slices of one's own elements: SAFE_SLICE(desc, struct desc). Bits: <safe/core/bits.h>.
 *
 * What misuse gives
 *   safe_bytes_of(pointer)		error: "a pointer does not know how much it points to"
 *   safe_slice_of(u16, u8 array)	error: "elements of another type"
 *   bytes for elements			error: incompatible type for argument
 *   a read-only slice to write into	the same
 *
 * What C cannot do: know that the length that stands beside a bare pointer is right, or that what
 * is pointed to still lives.
 */
#ifndef SAFE_CORE_SLICE_H
#define SAFE_CORE_SLICE_H

#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/types.h>
#include <safe/core/result.h>

struct safe_bytes { void *ptr; size_t len; };
struct safe_const_bytes { const void *ptr; size_t len; };
struct safe_user_bytes { void __user *ptr; size_t len; };
struct safe_const_user_bytes { const void __user *ptr; size_t len; };

static __safe_inline struct safe_bytes safe_bytes(void *ptr, size_t len)
{
	return (struct safe_bytes){ ptr, len };
}

static __safe_inline struct safe_const_bytes safe_const_bytes(const void *ptr, size_t len)
{
	return (struct safe_const_bytes){ ptr, len };
}

static __safe_inline struct safe_user_bytes safe_user_bytes(void __user *ptr, size_t len)
{
	return (struct safe_user_bytes){ ptr, len };
}

static __safe_inline struct safe_const_user_bytes
safe_const_user_bytes(const void __user *ptr, size_t len)
{
	return (struct safe_const_user_bytes){ ptr, len };
}

/* The same bytes, to be read. */
static __safe_inline struct safe_const_bytes safe_bytes_to_read(struct safe_bytes s)
{
	return safe_const_bytes(s.ptr, s.len);
}

static __safe_inline struct safe_const_user_bytes
safe_user_bytes_to_read(struct safe_user_bytes s)
{
	return safe_const_user_bytes(s.ptr, s.len);
}

/* @too_long, once told to the log: a length that a function which cannot fail has no room for. */
static __safe_inline bool __safe_too_long(bool too_long)
{
	return WARN_ON_ONCE(too_long);
}

/**
 * SAFE_SLICE() - define the slices of a type
 * @name: u16 gives struct safe_u16_slice and struct safe_const_u16_slice
 * @type: of the elements
 */
#define SAFE_SLICE(name, type)								\
struct safe_##name##_slice { typeof(type) *ptr; size_t len; };				\
struct safe_const_##name##_slice { const typeof(type) *ptr; size_t len; }

SAFE_SLICE(char, char);
SAFE_SLICE(u8, u8);
SAFE_SLICE(u16, u16);
SAFE_SLICE(u32, u32);
SAFE_SLICE(u64, u64);
SAFE_SLICE(int, int);
SAFE_SLICE(unsigned_int, unsigned int);
SAFE_SLICE(unsigned_long, unsigned long);
#define SAFE_SLICE_char
#define SAFE_SLICE_u8
#define SAFE_SLICE_u16
#define SAFE_SLICE_u32
#define SAFE_SLICE_u64
#define SAFE_SLICE_int
#define SAFE_SLICE_unsigned_int
#define SAFE_SLICE_unsigned_long

/**
 * safe_slice() - a slice of a pointer and a number of elements
 * @name: of a SAFE_SLICE(): u16
 * @ptr: the first element
 * @n: how many
 */
#define safe_slice(name, ptr, n)	((struct safe_##name##_slice){ ptr, n })

/**
 * safe_const_slice() - the same, to be read
 * @name: of a SAFE_SLICE(): u16
 * @ptr: the first element
 * @n: how many
 */
#define safe_const_slice(name, ptr, n)	((struct safe_const_##name##_slice){ ptr, n })

/**
 * safe_part() - a part of a slice
 * @to: address of a slice of the same type, which gets the part
 * @whole: any slice
 * @from: index of its first element, or byte
 * @n: how many
 *
 * Return: 0, or -ERANGE if that is not inside of it; @to is as it was then.
 */
#define safe_part(to, whole, from, n)							\
	safe_checked(({									\
		typeof(whole) __safe_whole = (whole);					\
		size_t __safe_from = (from), __safe_n = (n);				\
		int __safe_err = __safe_no_part(__safe_whole.len, __safe_from, __safe_n); \
											\
		if (!__safe_err) {							\
			__safe_whole.ptr += __safe_from;				\
			__safe_whole.len = __safe_n;					\
			*(to) = __safe_whole;						\
		}									\
		__safe_err;								\
	}))

/* Written so that it cannot wrap around. */
static __safe_inline int __safe_no_part(size_t len, size_t from, size_t n)
{
	return unlikely(from > len || n > len - from) ? -ERANGE : 0;
}

/**
 * safe_take_first() - take elements, or bytes, off the front of a slice
 * @from: address of a slice, which has the rest afterwards
 * @n: how many at most
 *
 * Return: a slice of the same type with what was taken: all of it if there is less.
 */
#define safe_take_first(from, n)							\
	({										\
		typeof(from) __safe_from = (from);					\
		typeof(*(from)) __safe_first = *__safe_from;				\
		size_t __safe_n = (n);							\
											\
		__safe_first.len = __safe_n < __safe_first.len ? __safe_n : __safe_first.len; \
		__safe_from->ptr += __safe_first.len;					\
		__safe_from->len -= __safe_first.len;					\
		__safe_first;								\
	})

/**
 * safe_at() - the element of a slice with that index
 * @s: a slice of elements, or the owner of an array
 * @i: index
 *
 * Return: its address, or NULL if there is none.
 */
#define safe_at(s, i)									\
	({										\
		typeof((s).ptr) __safe_first = (s).ptr;					\
		size_t __safe_i = (i);							\
											\
		likely(__safe_i < (s).len) ? __safe_there(__safe_first + __safe_i) : NULL; \
	})

/* @p, of which the compiler then knows that it is not NULL: who asks, asks once. */
#define __safe_there(p)									\
	({										\
		__auto_type __safe_p = (p);						\
											\
		if (!__safe_p)								\
			__builtin_unreachable();					\
		__safe_p;								\
	})

/**
 * safe_for_each() - go over the elements of a slice
 * @item: name of the pointer to each of them, which is declared here
 * @s: a slice of elements, or the owner of an array; as it is when the loop begins
 */
#define safe_for_each(item, s)								\
	__safe_for_each(__UNIQUE_ID(safe_all), __UNIQUE_ID(safe_once), item, s)
#define __safe_for_each(all, once, item, s)						\
	for (const typeof(s) all = (s), *once = &all; once; once = NULL)		\
	for (typeof((s).ptr) item = all.ptr; item != all.ptr + all.len; item++)

/*
 * Whether @x is a pointer: what stays of its type when an array would decay. (5 is what compilers
 * answer for a pointer and for an array; anything else is replaced by an array here.)
 */
#define __safe_is_pointer(x)								\
	__builtin_types_compatible_p(typeof(x),						\
				     typeof(1 ? __safe_pointer(x) : __safe_pointer(x)))
#define __safe_pointer(x)								\
	__builtin_choose_expr(__builtin_classify_type(x) == 5, x, (char (*)[1])0)

/* The address of @x, which is no pointer. */
#define __safe_address(x)								\
	((void)sizeof(({								\
		_Static_assert(!__safe_is_pointer(x),					\
			       "a pointer does not know how much it points to");	\
		0;									\
	})), &(x))

/* The first element of the array @x, whose elements are of @type. */
#define __safe_elements(type, x)							\
	((void)sizeof(({								\
		_Static_assert(!__safe_is_pointer(x),					\
			       "a pointer does not know how much it points to");	\
		_Static_assert(__builtin_types_compatible_p(typeof(*(x)), type),	\
			       "elements of another type");				\
		0;									\
	})), &(x)[0])

/**
 * safe_bytes_of() - the bytes of an array or object
 * @x: a variable, member or array that can be written; no pointer
 */
#define safe_bytes_of(x)	safe_bytes(__safe_address(x), sizeof(x))

/**
 * safe_const_bytes_of() - the bytes of an array or object, to be read
 * @x: a variable, member or array; no pointer
 */
#define safe_const_bytes_of(x)	safe_const_bytes(__safe_address(x), sizeof(x))

/**
 * safe_const_bytes_of_string() - the characters of a string without its NUL
 * @s: ends in NUL
 */
static __safe_inline struct safe_const_bytes safe_const_bytes_of_string(const char *s)
{
	return safe_const_bytes(s, strlen(s));
}

/*
 * Characters to write: of an array of char, or of a struct safe_char_slice, which is what a pointer
 * and a length become.
 */
#define __safe_chars(to)								\
	__builtin_choose_expr(__safe_is_chars(to), to,					\
		safe_slice_of(char, __builtin_choose_expr(__safe_is_chars(to), *(char (*)[1])0, to)))
#define __safe_is_chars(to)	__builtin_types_compatible_p(typeof(to), struct safe_char_slice)

/**
 * safe_slice_of() - the elements of an array
 * @name: of a SAFE_SLICE(): u16
 * @x: an array that can be written
 */
#define safe_slice_of(name, x)								\
	safe_slice(name, __safe_elements(__safe_element(name), x), sizeof(x) / sizeof(*(x)))
#define __safe_element(name)	typeof(*((struct safe_##name##_slice *)0)->ptr)

/**
 * safe_const_slice_of() - the elements of an array, to be read
 * @name: of a SAFE_SLICE(): u16
 * @x: an array
 */
#define safe_const_slice_of(name, x)							\
	safe_const_slice(name, __safe_elements(__safe_element(name), x),		\
			 sizeof(x) / sizeof(*(x)))

#endif
