/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Byte order: a number that a device or a file format lays down is a type, and not a number yet.
 *
 * Invariants
 *   - struct safe_le16, safe_le32, safe_le64, safe_be16, safe_be32, safe_be64 hold what stands in
 *     memory in that order. They have the size and the layout of __le16 and its kin, and may be
 *     members of packed structures, elements of slices, objects in DMA and in user memory.
 *   - They convert to nothing: arithmetic, comparison with a number, and one order for another do
 *     not compile. (__le32 is a number to the compiler; only sparse tells it from one.)
 *   - The way in is safe_cpu_to_le32(), the way out safe_le32_to_cpu(): each once, in plain sight.
 *   - A constant that does not fit does not compile.
 *
 * Example
 *
 *	struct desc {
 *		struct safe_le64 addr;
 *		struct safe_le16 len;
 *		struct safe_le16 flags;
 *	} __packed;
 *
 *	desc->addr = safe_cpu_to_le64(dma.value);
 *	desc->flags = safe_cpu_to_le16(DESC_OWNED | DESC_LAST);
 *	if (safe_le16_to_cpu(desc->flags) & DESC_DONE)
 *		...
 *	static const struct header header = { .magic = SAFE_CPU_TO_BE32(0x53414645) };
 *
 *	TRY(safe_try_cpu_to_le16(n, &desc->len));	// n is an int: -ERANGE if it does not fit
 *	axes = safe_slice_of(le16, raw_axes);		// slices of each are defined
 *
 * Where the kernel's own types are wanted: safe_le32_raw() and safe_le32_from_raw().
 *
 * What misuse gives
 *   a number stored as it is		error: incompatible types
 *   arithmetic, a bit test, ==		error: invalid operands to binary
 *   big for little, 16 for 32 bits	error: incompatible types
 *   a constant that is too large	error: "this constant does not fit"
 *   a long where 32 bits are stored	error: "wider than what is stored: safe_try_cpu_to_... checks"
 *
 * What C cannot do: tell u16 + 1, which is an int, from an int: what is stored in 16 bits and computed
 * in 32 is cut off by safe_cpu_to_le16(); safe_try_cpu_to_le16() is for that. Nor can it know that a
 * device really uses that order.
 */
#ifndef SAFE_CORE_ENDIAN_H
#define SAFE_CORE_ENDIAN_H

#include <linux/errno.h>
#include <linux/types.h>
#include <asm/byteorder.h>
#include <safe/core/constant.h>
#include <safe/core/result.h>
#include <safe/core/slice.h>

#define __SAFE_ENDIAN(name, raw, native)						\
struct safe_##name { raw __value; };							\
static __safe_inline struct safe_##name safe_cpu_to_##name(native n)			\
{											\
	return (struct safe_##name){ cpu_to_##name(n) };				\
}											\
static __safe_inline native safe_##name##_to_cpu(struct safe_##name x)			\
{											\
	return name##_to_cpu(x.__value);						\
}											\
static __safe_inline raw safe_##name##_raw(struct safe_##name x)			\
{											\
	return x.__value;								\
}											\
static __safe_inline struct safe_##name safe_##name##_from_raw(raw x)			\
{											\
	return (struct safe_##name){ x };						\
}											\
static __safe_inline __must_check int							\
safe_try_cpu_to_##name(u64 n, struct safe_##name *to)					\
{											\
	if (unlikely((native)n != n))							\
		return -ERANGE;								\
	to->__value = cpu_to_##name((native)n);						\
	return 0;									\
}											\
SAFE_SLICE(name, struct safe_##name)

__SAFE_ENDIAN(le16, __le16, u16);
__SAFE_ENDIAN(le32, __le32, u32);
__SAFE_ENDIAN(le64, __le64, u64);
__SAFE_ENDIAN(be16, __be16, u16);
__SAFE_ENDIAN(be32, __be32, u32);
__SAFE_ENDIAN(be64, __be64, u64);
#define SAFE_SLICE_le16
#define SAFE_SLICE_le32
#define SAFE_SLICE_le64
#define SAFE_SLICE_be16
#define SAFE_SLICE_be32
#define SAFE_SLICE_be64

/* @n, if nothing is known to get lost in @type; an int may always be the sum of narrower numbers. */
#define __safe_stored(type, name, n)							\
	((void)sizeof(struct {								\
		_Static_assert(sizeof(n) <= sizeof(type) || sizeof(n) <= sizeof(int) ||	\
			       __safe_is_constant(n),					\
			       "wider than what is stored: safe_try_cpu_to_" #name "() checks"); \
		_Static_assert((type)__safe_constant(n) == __safe_constant(n) ||	\
			       (__safe_constant(n) < 0 &&				\
				__safe_constant(n) >= -(long long)((type)-1 / 2) - 1),	\
			       "this constant does not fit");				\
		char nothing;								\
	}), (n))

/**
 * safe_cpu_to_le16() - a number as it is to be laid down
 * @n: not wider than that; a constant must fit
 *
 * Likewise le32, le64, be16, be32, be64; safe_le16_to_cpu() and its kin are the way back.
 */
#define safe_cpu_to_le16(n)	safe_cpu_to_le16(__safe_stored(u16, le16, n))
#define safe_cpu_to_le32(n)	safe_cpu_to_le32(__safe_stored(u32, le32, n))
#define safe_cpu_to_le64(n)	safe_cpu_to_le64(__safe_stored(u64, le64, n))
#define safe_cpu_to_be16(n)	safe_cpu_to_be16(__safe_stored(u16, be16, n))
#define safe_cpu_to_be32(n)	safe_cpu_to_be32(__safe_stored(u32, be32, n))
#define safe_cpu_to_be64(n)	safe_cpu_to_be64(__safe_stored(u64, be64, n))

/**
 * SAFE_CPU_TO_LE16() - the same of a constant, for the initialisers of static objects
 * @n: constant that fits
 *
 * Likewise LE32, LE64, BE16, BE32, BE64.
 */
#define SAFE_CPU_TO_LE16(n)	{ cpu_to_le16(__safe_fits(u16, n)) }
#define SAFE_CPU_TO_LE32(n)	{ cpu_to_le32(__safe_fits(u32, n)) }
#define SAFE_CPU_TO_LE64(n)	{ cpu_to_le64(__safe_fits(u64, n)) }
#define SAFE_CPU_TO_BE16(n)	{ cpu_to_be16(__safe_fits(u16, n)) }
#define SAFE_CPU_TO_BE32(n)	{ cpu_to_be32(__safe_fits(u32, n)) }
#define SAFE_CPU_TO_BE64(n)	{ cpu_to_be64(__safe_fits(u64, n)) }

/* The constant @n; one that does not fit into @type is an array of negative size. */
#define __safe_fits(type, n)								\
	((type)((n) + 0 * sizeof(char[(type)(n) == (n) ? 1 : -1])))

#endif
