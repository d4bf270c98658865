/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Memory-mapped registers that were declared: see <safe/core/field.h> for the declarations, and
 * <safe/core/mmio.h> for regions, and registers that are mere offsets.
 *
 * Invariants
 *   - A register is read and written where it is, in its width and byte order, through a pointer to
 *     the region that it was declared in, and as its declaration allows.
 *   - A value knows its register by its type: what is written goes there and nowhere else.
 *   - In an array, an index that is a constant is inside; any other goes to the form with try in its
 *     name, which answers -ERANGE and touches nothing.
 *
 * Example
 *
 *	SAFE_REGISTER(edu_regs, edu_control, 0x20, u32, rw) {
 *		SAFE_FIELD(enable, BIT(0));
 *		SAFE_FIELD(channel, GENMASK(7, 4));
 *	};
 *	SAFE_REGISTER_ARRAY(edu_regs, edu_limit, 0x40, u16, rw, 8, 4) { };
 *
 *	struct edu_control control = safe_reg_read(regs, edu_control);
 *	struct edu_limit limit;
 *
 *	safe_field_set(&control, enable, 1);
 *	TRY(safe_try_field_set(&control, channel, n));
 *	safe_reg_write(regs, control);
 *
 *	safe_reg_write(regs, safe_fields(edu_control, enable, 1, channel, 2));
 *	safe_reg_update(regs, edu_control, enable, 0);			// read, change, write back
 *	TRY(safe_try_reg_update(regs, edu_control, channel, n));
 *
 *	limit = safe_reg_read_at(regs, edu_limit, 7);
 *	TRY(safe_try_reg_read_at(regs, n, &limit));
 *
 * Registers that several places of a region have (a block for each channel) are declared once, in a
 * region of their own, which safe_io_part() gives. To wait for one: <safe/core/register_poll.h>.
 *
 * What misuse gives
 *   reading what is write-only		error: "this register cannot be read"
 *   writing what is read-only		error: "this register cannot be written"
 *   updating what clears itself	error: "this register cannot be changed field by field"
 *   a pointer to another region	error: "a register of another region"
 *   a void __iomem *			error: "a raw pointer: its region is made by safe_io_region()"
 *   a number to write			error: request for member, member reference base type
 *   an index past the array		error: "past the end of the array of registers"
 *   an index known only at run time	error: "known only at run time: use the form with try"
 *   an array without an index		error: "an array of registers: say which one"
 *   and what <safe/core/field.h> lists of fields and values
 *
 * What C cannot do: make reading, changing and writing back one step. Who else may do so at the
 * same time must be kept out by a lock.
 */
#ifndef SAFE_CORE_REGISTER_H
#define SAFE_CORE_REGISTER_H

#include <safe/core/field.h>
#include <safe/core/mmio.h>

/* ---------------------------------------------------------------------------------------------
 * What the accesses consist of: T is struct edu_control
 */

/* Another accessor than of 64 bits on processors that have none must be chosen by the driver. */
#ifdef readq
#define __safe_io_widest	8
#else
#define __safe_io_widest	4
#endif

#define __safe_io_is_big(T)	(sizeof(*__safe_register(T).region->__big_endian) != 0)

/* Is @regs a pointer to the region that the register was declared in? If it is raw, that is said. */
#define __safe_io_is_of(regs, T)							\
	(__safe_io_is_raw(regs) ||							\
	 _Generic((regs), typeof(*__safe_register(T).region) *: 1,			\
		  const typeof(*__safe_register(T).region) *: 1, default: 0))

/* @access: of the bits of __safe_access_..., what is wanted. */
#define __safe_reg_check(regs, T, access)						\
	__safe_io_check(regs);								\
	_Static_assert(__safe_io_is_of(regs, T), "a register of another region");	\
	_Static_assert(sizeof(((T *)0)->value) <= __safe_io_widest,			\
		       "wider than this processor's accesses");				\
	__safe_register_check(T, access)

#define __safe_reg_check_index(T, index)						\
	__safe_register_check_array(T);							\
	_Static_assert(__safe_is_constant(index),					\
		       "known only at run time: use the form with try");		\
	_Static_assert((size_t)__safe_constant(index) < __safe_register_count(T) ||	\
		       !__safe_register_is_array(T),					\
		       "past the end of the array of registers")

/* Where a register is: one that is no array, and one of an array. */
#define __safe_reg_place(regs, T, access)						\
	(__safe_register_offset(T) | __safe_field_checked(				\
		__safe_reg_check(regs, T, access); __safe_register_check_single(T)))
#define __safe_reg_place_at(regs, T, access, index)					\
	((__safe_register_offset(T) + (size_t)(index) * __safe_register_stride(T)) |	\
	 __safe_field_checked(__safe_reg_check(regs, T, access);			\
			      __safe_reg_check_index(T, index)))

/* What a function needs to know to find one of an array. */
struct __safe_reg_array { size_t offset, count, stride; };

#define __safe_reg_array(regs, T, access)						\
	((struct __safe_reg_array){							\
		.offset = __safe_register_offset(T), .count = __safe_register_count(T),	\
		.stride = __safe_register_stride(T) | __safe_field_checked(		\
			__safe_reg_check(regs, T, access); __safe_register_check_array(T)) })

#define __safe_reg_width(T)	sizeof(((T *)0)->value)

static __safe_inline u64 __safe_io_read(const void __iomem *addr, size_t width, bool big)
{
	switch (width) {
	case 1:
		return readb(addr);
	case 2:
		return big ? ioread16be(addr) : readw(addr);
	case 4:
		return big ? ioread32be(addr) : readl(addr);
	default:
#ifdef readq
		return big ? swab64(readq(addr)) : readq(addr);
#else
		__builtin_unreachable();
#endif
	}
}

static __safe_inline void __safe_io_write(u64 value, void __iomem *addr, size_t width, bool big)
{
	switch (width) {
	case 1:
		writeb(value, addr);
		break;
	case 2:
		big ? iowrite16be(value, addr) : writew(value, addr);
		break;
	case 4:
		big ? iowrite32be(value, addr) : writel(value, addr);
		break;
	default:
#ifdef writeq
		writeq(big ? swab64(value) : value, addr);
#endif
		break;
	}
}

/* There are relaxed accessors for little-endian registers only. */
static __safe_inline u64 __safe_io_read_relaxed(const void __iomem *addr, size_t width)
{
	switch (width) {
	case 1:
		return readb_relaxed(addr);
	case 2:
		return readw_relaxed(addr);
	case 4:
		return readl_relaxed(addr);
	default:
#ifdef readq_relaxed
		return readq_relaxed(addr);
#else
		__builtin_unreachable();
#endif
	}
}

static __safe_inline void
__safe_io_write_relaxed(u64 value, void __iomem *addr, size_t width)
{
	switch (width) {
	case 1:
		writeb_relaxed(value, addr);
		break;
	case 2:
		writew_relaxed(value, addr);
		break;
	case 4:
		writel_relaxed(value, addr);
		break;
	default:
#ifdef writeq_relaxed
		writeq_relaxed(value, addr);
#endif
		break;
	}
}

static __safe_inline void
__safe_io_update(void __iomem *addr, size_t width, bool big, u64 mask, u64 bits)
{
	u64 value = __safe_io_read(addr, width, big);

	__safe_io_write(width == 8 ? (value & ~mask) | bits : ((u32)value & ~(u32)mask) | (u32)bits,
			addr, width, big);
}

static __safe_inline __must_check int
__safe_io_try_update(void __iomem *addr, size_t width, bool big, unsigned int place, u64 n)
{
	if (unlikely(n > __safe_place_max(place)))
		return -ERANGE;
	__safe_io_update(addr, width, big, __safe_place_mask(place), width == 8 ?
			 n << __safe_place_low(place) : (u32)n << __safe_place_low(place));
	return 0;
}

static __safe_inline __must_check int
__safe_io_update_at(void __iomem *base, struct __safe_reg_array array, u64 index, size_t width,
		    bool big, u64 mask, u64 bits)
{
	if (unlikely(index >= array.count))
		return -ERANGE;
	__safe_io_update(base + array.offset + index * array.stride, width, big, mask, bits);
	return 0;
}

#define __SAFE_REG_AT(type)								\
static __safe_inline __must_check int							\
__safe_reg_read_at_##type(const void __iomem *base, struct __safe_reg_array array, u64 index, \
			  bool big, type *to)						\
{											\
	if (unlikely(index >= array.count))						\
		return -ERANGE;								\
	*to = __safe_io_read(base + array.offset + index * array.stride, sizeof(type), big); \
	return 0;									\
}											\
static __safe_inline __must_check int							\
__safe_reg_write_at_##type(void __iomem *base, struct __safe_reg_array array, u64 index, \
			   bool big, type value)					\
{											\
	if (unlikely(index >= array.count))						\
		return -ERANGE;								\
	__safe_io_write(value, base + array.offset + index * array.stride, sizeof(type), big); \
	return 0;									\
}

__SAFE_REG_AT(u8)
__SAFE_REG_AT(u16)
__SAFE_REG_AT(u32)
__SAFE_REG_AT(u64)

/* ---------------------------------------------------------------------------------------------
 * One register
 */

/**
 * safe_reg_read() - read a register
 * @regs: struct edu_regs __iomem *
 * @name: edu_control
 *
 * Context: Any.
 * Return: a struct edu_control.
 */
#define safe_reg_read(regs, name)	__safe_reg_read(regs, struct name)
#define __safe_reg_read(regs, T)							\
	({ (T){ .value = __safe_io_read(__safe_io_base(regs) + __safe_reg_place(regs, T, 1), \
					__safe_reg_width(T), __safe_io_is_big(T)) }; })

/**
 * safe_reg_write() - write a register
 * @regs: struct edu_regs __iomem *
 * @val: struct edu_control, which says where it is written
 *
 * Context: Any.
 */
#define safe_reg_write(regs, val)							\
	__safe_io_write((val).value,							\
			__unsafe_io_base(regs) + __safe_reg_place(regs, typeof(val), 2), \
			__safe_reg_width(typeof(val)), __safe_io_is_big(typeof(val)))

/**
 * safe_reg_read_relaxed() - the same without order to accesses of memory, as readl_relaxed()
 * @regs: struct edu_regs __iomem *
 * @name: edu_control; of a region that is not big-endian
 *
 * Context: Any.
 * Return: a struct edu_control.
 */
#define safe_reg_read_relaxed(regs, name)						\
	({ (struct name){ .value = __safe_io_read_relaxed(__safe_io_base(regs) +	\
			__safe_reg_place_relaxed(regs, struct name, 1),			\
			__safe_reg_width(struct name)) }; })

/**
 * safe_reg_write_relaxed() - the same without order to accesses of memory, as writel_relaxed()
 * @regs: struct edu_regs __iomem *
 * @val: struct edu_control, which says where it is written; of a region that is not big-endian
 *
 * Context: Any.
 */
#define safe_reg_write_relaxed(regs, val)						\
	__safe_io_write_relaxed((val).value, __unsafe_io_base(regs) +			\
				__safe_reg_place_relaxed(regs, typeof(val), 2),		\
				__safe_reg_width(typeof(val)))

#define __safe_reg_place_relaxed(regs, T, access)					\
	(__safe_reg_place(regs, T, access) | __safe_field_checked(			\
		_Static_assert(!__safe_io_is_big(T),					\
			       "there are no relaxed accesses that are big-endian")))

/**
 * safe_reg_update() - read a register, change fields and write it back
 * @regs: struct edu_regs __iomem *
 * @name: edu_control
 * @...: up to eight fields, each followed by its number, which is known to fit as of safe_fields()
 *
 * Context: Any; a lock keeps others out that change the register.
 */
#define safe_reg_update(regs, name, ...)						\
	__safe_io_update(__unsafe_io_base(regs) + __safe_reg_place(regs, struct name, 7), \
			 __safe_reg_width(struct name), __safe_io_is_big(struct name),	\
			 __safe_each(__safe_field_mask, struct name, __VA_ARGS__),	\
			 __safe_each(__safe_field_bits, struct name, __VA_ARGS__))

/**
 * safe_try_reg_update() - the same of one field, with a number that is known only at run time
 * @regs: struct edu_regs __iomem *
 * @name: edu_control
 * @field: of that register
 * @n: any number; of the field's own type, if it has one
 *
 * Context: Any; a lock keeps others out that change the register.
 * Return: 0, or -ERANGE if it does not fit; nothing was read or written then.
 */
#define safe_try_reg_update(regs, name, field, n)					\
	__safe_io_try_update(__unsafe_io_base(regs) + __safe_reg_place(regs, struct name, 7), \
			     __safe_reg_width(struct name), __safe_io_is_big(struct name), \
			     __safe_field_place(struct name, field) | __safe_field_checked( \
				__safe_field_check_number(struct name, field, n)), n)

/* ---------------------------------------------------------------------------------------------
 * One of an array
 */

/**
 * safe_reg_count() - how many registers an array has, a constant
 * @name: edu_limit
 */
#define safe_reg_count(name)	__safe_register_count(struct name)

/**
 * safe_reg_read_at() - read a register of an array
 * @regs: struct edu_regs __iomem *
 * @name: edu_limit
 * @index: a constant; else use safe_try_reg_read_at()
 *
 * Context: Any.
 * Return: a struct edu_limit.
 */
#define safe_reg_read_at(regs, name, index)						\
	({ (struct name){ .value = __safe_io_read(__safe_io_base(regs) +		\
				__safe_reg_place_at(regs, struct name, 1, index),	\
			__safe_reg_width(struct name), __safe_io_is_big(struct name)) }; })

/**
 * safe_try_reg_read_at() - read a register of an array, whose index is known only at run time
 * @regs: struct edu_regs __iomem *
 * @index: any number
 * @to: struct edu_limit *, which says what is read
 *
 * Context: Any.
 * Return: 0, or -ERANGE if there is no such register; nothing was read then.
 */
#define safe_try_reg_read_at(regs, index, to)						\
	_Generic((to)->value, u8: __safe_reg_read_at_u8, u16: __safe_reg_read_at_u16,	\
		 u32: __safe_reg_read_at_u32, u64: __safe_reg_read_at_u64)		\
		(regs, __safe_reg_array(regs, typeof(*(to)), 1), index,			\
		 __safe_io_is_big(typeof(*(to))), &(to)->value)

/**
 * safe_reg_write_at() - write a register of an array
 * @regs: struct edu_regs __iomem *
 * @index: a constant; else use safe_try_reg_write_at()
 * @val: struct edu_limit
 *
 * Context: Any.
 */
#define safe_reg_write_at(regs, index, val)						\
	__safe_io_write((val).value, __unsafe_io_base(regs) +				\
				__safe_reg_place_at(regs, typeof(val), 2, index),	\
			__safe_reg_width(typeof(val)), __safe_io_is_big(typeof(val)))

/**
 * safe_try_reg_write_at() - write a register of an array, whose index is known only at run time
 * @regs: struct edu_regs __iomem *
 * @index: any number
 * @val: struct edu_limit
 *
 * Context: Any.
 * Return: 0, or -ERANGE if there is no such register; nothing was written then.
 */
#define safe_try_reg_write_at(regs, index, val)						\
	_Generic((val).value, u8: __safe_reg_write_at_u8, u16: __safe_reg_write_at_u16,	\
		 u32: __safe_reg_write_at_u32, u64: __safe_reg_write_at_u64)		\
		(regs, __safe_reg_array(regs, typeof(val), 2), index,			\
		 __safe_io_is_big(typeof(val)), (val).value)

/**
 * safe_try_reg_update_at() - safe_reg_update() of a register of an array
 * @regs: struct edu_regs __iomem *
 * @name: edu_limit
 * @index: any number
 * @...: fields and numbers, as of safe_reg_update()
 *
 * Context: Any; a lock keeps others out that change the register.
 * Return: 0, or -ERANGE if there is no such register; nothing was read or written then.
 */
#define safe_try_reg_update_at(regs, name, index, ...)					\
	__safe_io_update_at(regs, __safe_reg_array(regs, struct name, 7), index,	\
			    __safe_reg_width(struct name), __safe_io_is_big(struct name), \
			    __safe_each(__safe_field_mask, struct name, __VA_ARGS__),	\
			    __safe_each(__safe_field_bits, struct name, __VA_ARGS__))

#endif
