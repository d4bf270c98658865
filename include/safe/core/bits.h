/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Bitmaps: a pointer to unsigned long that carries the number of its bits.
 *
 * Invariants
 *   - Bits are neither bytes nor elements: what takes a bitmap takes a struct safe_bits, or a struct
 *     safe_const_bits to read, and nothing else. Their members have names of their own, so that what
 *     is for other slices does not compile on them.
 *   - An array is rounded up to whole longs and does not know how many bits are meant: the number
 *     stands beside it, and the front end sees that there is room for it.
 *   - An index is checked: -ERANGE.
 *
 * Example
 *
 *	DECLARE_BITMAP(busy, EDU_SLOTS);
 *
 *	safe_bitmap_zero(safe_bits_of(edu->busy, EDU_SLOTS));
 *	slot = safe_find_first_zero_bit(safe_const_bits_of(edu->busy, EDU_SLOTS));
 *	TRY(safe_set_bit(slot, safe_bits_of(edu->busy, EDU_SLOTS)));	// -ERANGE: all are busy
 *	if (TRY(safe_test_bit(n, safe_const_bits_of(edu->busy, EDU_SLOTS))))
 *		...
 *	safe_bits(bitmap_zalloc(n, GFP_KERNEL), n)		// of a pointer: in plain sight
 *
 * What misuse gives
 *   more bits than the array has		error: "more bits than there are"
 *   a pointer in safe_bits_of()		error: "a pointer does not know how much it points to"
 *   bytes or elements for bits		error: incompatible type for argument
 *   a number known only at run time		error: "known only at run time: safe_bits(), safe_first_bits()"
 *   an index that is too large		-ERANGE
 *   safe_part() of bits			error: no member named 'ptr'
 *   a size_t for their number		error: "wider than a number of bits: convert it first, checked"
 *
 * What C cannot do: know that the number beside a bare pointer is right.
 */
#ifndef SAFE_CORE_BITS_H
#define SAFE_CORE_BITS_H

#include <linux/bitops.h>
#include <safe/core/constant.h>
#include <safe/core/slice.h>

struct safe_bits { unsigned long *map; unsigned int bits; };
struct safe_const_bits { const unsigned long *map; unsigned int bits; };

static __safe_inline struct safe_bits safe_bits(unsigned long *map, unsigned int n)
{
	return (struct safe_bits){ map, n };
}

static __safe_inline struct safe_const_bits
safe_const_bits(const unsigned long *map, unsigned int n)
{
	return (struct safe_const_bits){ map, n };
}

/* The same bits, to be read. */
static __safe_inline struct safe_const_bits safe_bits_to_read(struct safe_bits s)
{
	return safe_const_bits(s.map, s.bits);
}

/* Nothing of @n gets lost. */
#define __safe_number_of_bits(n)							\
	((void)sizeof(({								\
		_Static_assert(sizeof(n) <= sizeof(int) || __safe_is_constant(n),	\
			       "wider than a number of bits: convert it first, checked"); \
		_Static_assert(__safe_constant(n) >= 0 && __safe_constant(n) <= U32_MAX, \
			       "no number of bits");					\
		0;									\
	})), (n))
#define safe_bits(map, n)	safe_bits(map, __safe_number_of_bits(n))
#define safe_const_bits(map, n)	safe_const_bits(map, __safe_number_of_bits(n))

/* The number of bits @n, for which the array @map has room. */
#define __safe_bits_in(map, n)								\
	((void)sizeof(({								\
		_Static_assert(__safe_is_constant(n),					\
			       "known only at run time: safe_bits(), safe_first_bits()"); \
		_Static_assert(__safe_constant(n) <= sizeof(map) * BITS_PER_BYTE,	\
			       "more bits than there are");				\
		0;									\
	})), (n))

/**
 * safe_bits_of() - the bits of an array
 * @map: array of unsigned long, as of DECLARE_BITMAP()
 * @n: how many bits are meant, a constant
 */
#define safe_bits_of(map, n)								\
	(safe_bits)(__safe_elements(unsigned long, map), __safe_bits_in(map, n))

/**
 * safe_const_bits_of() - the bits of an array, to be read
 * @map: array of unsigned long, as of DECLARE_BITMAP()
 * @n: how many bits are meant, a constant
 */
#define safe_const_bits_of(map, n)							\
	(safe_const_bits)(__safe_elements(unsigned long, map), __safe_bits_in(map, n))

/**
 * safe_first_bits() - the first bits of a bitmap
 * @to: gets them
 * @whole: the bitmap
 * @n: how many
 *
 * Return: 0, or -ERANGE if there are not as many; @to is as it was then.
 */
static __safe_inline __must_check int
safe_first_bits(struct safe_bits *to, struct safe_bits whole, unsigned int n)
{
	if (unlikely(n > whole.bits))
		return -ERANGE;
	*to = safe_bits(whole.map, n);
	return 0;
}

/**
 * safe_set_bit() - set a bit, atomically
 * @nr: index of the bit
 * @s: the bitmap
 *
 * Context: Any.
 * Return: 0 or -ERANGE. Likewise safe_clear_bit(), safe_change_bit().
 */
static __safe_inline __must_check int safe_set_bit(size_t nr, struct safe_bits s)
{
	if (unlikely(nr >= s.bits))
		return -ERANGE;
	set_bit(nr, s.map);
	return 0;
}

static __safe_inline __must_check int safe_clear_bit(size_t nr, struct safe_bits s)
{
	if (unlikely(nr >= s.bits))
		return -ERANGE;
	clear_bit(nr, s.map);
	return 0;
}

static __safe_inline __must_check int safe_change_bit(size_t nr, struct safe_bits s)
{
	if (unlikely(nr >= s.bits))
		return -ERANGE;
	change_bit(nr, s.map);
	return 0;
}

/**
 * safe_test_bit() - is a bit set?
 * @nr: index of the bit
 * @s: the bitmap
 *
 * Context: Any.
 * Return: 0, 1 or -ERANGE, to open by TRY(). Likewise safe_test_and_set_bit() and
 * safe_test_and_clear_bit(), of what it was.
 */
static __safe_inline __must_check struct safe_int_result
safe_test_bit(size_t nr, struct safe_const_bits s)
{
	return safe_from_errno_or_value(int, unlikely(nr >= s.bits) ? -ERANGE :
					     test_bit(nr, s.map));
}

static __safe_inline __must_check struct safe_int_result
safe_test_and_set_bit(size_t nr, struct safe_bits s)
{
	return safe_from_errno_or_value(int, unlikely(nr >= s.bits) ? -ERANGE :
					     test_and_set_bit(nr, s.map));
}

static __safe_inline __must_check struct safe_int_result
safe_test_and_clear_bit(size_t nr, struct safe_bits s)
{
	return safe_from_errno_or_value(int, unlikely(nr >= s.bits) ? -ERANGE :
					     test_and_clear_bit(nr, s.map));
}

#endif
