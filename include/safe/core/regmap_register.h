/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Registers of a regmap that were declared: see <safe/core/field.h> for the declarations.
 *
 * Invariants
 *   - A register is read and written under its own number, as its declaration allows; a value knows
 *     its register by its type.
 *   - Each access can fail, as the bus can: what it says must be looked at, and a value that is read
 *     arrives in a variable, which keeps what it had on failure.
 *   - What the map gives for a register fits its declared width, or it is -ERANGE: nothing is
 *     truncated where a map has wider values than was thought.
 *
 * Example
 *
 *	SAFE_REGMAP_REGION(pmic_regs, 0x7f, 1);			// the last register; one number each
 *
 *	SAFE_REGISTER(pmic_regs, pmic_control, 0x10, u8, rw) {
 *		SAFE_FIELD(enable, BIT(7));
 *		SAFE_FIELD(level, GENMASK(4, 0));
 *	};
 *	SAFE_REGISTER_ARRAY(pmic_regs, pmic_limit, 0x20, u8, rw, 4, 1) { };
 *
 *	struct pmic_control control;
 *	struct pmic_limit limit;
 *
 *	TRY(safe_regmap_reg_read(map, &control));
 *	TRY(safe_regmap_reg_write(map, safe_fields(pmic_control, enable, 1, level, 3)));
 *	TRY(safe_regmap_reg_update(map, pmic_control, enable, 0));	// regmap_update_bits()
 *	TRY(safe_try_regmap_reg_update(map, pmic_control, level, n));
 *	TRY(safe_regmap_reg_read_at(map, n, &limit));
 *	TRY(safe_regmap_reg_poll_timeout(map, control, safe_field_get(control, enable),
 *					 safe_us(100), safe_us(10000)));
 *
 * A map of memory-mapped registers (REGMAP_MMIO) counts bytes: its registers are declared in a
 * SAFE_REGMAP_REGION(name, last, 4), or in a SAFE_IO_REGION().
 *
 * What misuse gives
 *   reading what is write-only		error: "this register cannot be read"
 *   writing what is read-only		error: "this register cannot be written"
 *   updating what clears itself	error: "this register cannot be changed field by field"
 *   an index past the array		-ERANGE; where both are constants, the test is gone
 *   an ignored result			warning: ignoring return value
 *   and what <safe/core/field.h> lists of fields and values
 *
 * What C cannot do: know whose registers a struct regmap * has. A driver of two maps can mix them
 * up; so can one that has declared more registers than its regmap_config, which is -EIO.
 */
#ifndef SAFE_CORE_REGMAP_REGISTER_H
#define SAFE_CORE_REGMAP_REGISTER_H

#include <linux/regmap.h>
#include <safe/core/context.h>
#include <safe/core/field.h>
#include <safe/core/regmap.h>
#include <safe/core/result.h>
#include <safe/core/unit.h>

/**
 * SAFE_REGMAP_REGION() - define the registers of a map, as a type
 * @name: pmic_regs gives struct pmic_regs, for SAFE_REGISTER()
 * @last: the largest number of a register, max_register of its regmap_config
 * @stride: from one register to the next, reg_stride of its regmap_config (there 0 stands for 1)
 */
#define SAFE_REGMAP_REGION(name, last, stride)						\
struct name { u8 __region[0][(last) + (stride)], __span[0][stride]; };			\
static_assert(__safe_constant(stride) > 0 && (last) % (stride) == 0,			\
	      "the last register of a map is a multiple of its stride")

#define __safe_regmap_check(T, access)							\
	_Static_assert(sizeof(((T *)0)->value) <= sizeof(unsigned int),			\
		       "wider than a value of a regmap");				\
	__safe_register_check(T, access)

/* The number of a register, and of the first of an array. */
#define __safe_regmap_number(T, access)							\
	(__safe_register_offset(T) | __safe_field_checked(				\
		__safe_regmap_check(T, access); __safe_register_check_single(T)))
#define __safe_regmap_first(T, access)							\
	(__safe_register_offset(T) | __safe_field_checked(				\
		__safe_regmap_check(T, access); __safe_register_check_array(T)))

#define __SAFE_REGMAP_READ(type)							\
static __safe_inline __must_check int							\
__safe_regmap_read_##type(struct regmap *map, unsigned int number, type *to)		\
{											\
	unsigned int value;								\
	int err = regmap_read(map, number, &value);					\
											\
	if (err)									\
		return __safe_an_errno(err);						\
	if (unlikely(value > (type)-1))							\
		return -ERANGE;								\
	*to = value;									\
	return 0;									\
}

__SAFE_REGMAP_READ(u8)
__SAFE_REGMAP_READ(u16)

static __safe_inline __must_check int
__safe_regmap_read_u32(struct regmap *map, unsigned int number, u32 *to)
{
	return regmap_read(map, number, to);
}

#define __SAFE_REGMAP_READ_AT(type)							\
static __safe_inline __must_check int							\
__safe_regmap_read_at_##type(struct regmap *map, unsigned int first, size_t count,	\
			     size_t stride, u64 index, type *to)			\
{											\
	if (unlikely(index >= count))							\
		return -ERANGE;								\
	return __safe_regmap_read_##type(map, first + index * stride, to);		\
}

__SAFE_REGMAP_READ_AT(u8)
__SAFE_REGMAP_READ_AT(u16)
__SAFE_REGMAP_READ_AT(u32)

static __safe_inline __must_check int
__safe_regmap_write_at(struct regmap *map, unsigned int first, size_t count, size_t stride,
		       u64 index, unsigned int value)
{
	if (unlikely(index >= count))
		return -ERANGE;
	return regmap_write(map, first + index * stride, value);
}

static __safe_inline __must_check int
__safe_regmap_try_update(struct regmap *map, unsigned int number, unsigned int place, u64 n)
{
	if (unlikely(n > __safe_place_max(place)))
		return -ERANGE;
	return regmap_update_bits(map, number, __safe_place_mask(place),
				  (u32)n << __safe_place_low(place));
}

/**
 * safe_regmap_reg_read() - read a register
 * @map: struct regmap *
 * @to: struct pmic_control *, which says what is read
 *
 * Context: May sleep, depending on the map.
 * Return: 0 or an errno; -ERANGE if the map has a wider value.
 */
#define safe_regmap_reg_read(map, to)							\
	_Generic((to)->value, u8: __safe_regmap_read_u8, u16: __safe_regmap_read_u16,	\
		 u32: __safe_regmap_read_u32)						\
		(map, __safe_regmap_number(typeof(*(to)), 1), &(to)->value)

/**
 * safe_regmap_reg_write() - write a register
 * @map: struct regmap *
 * @val: struct pmic_control, which says where it is written
 *
 * Context: May sleep, depending on the map.
 * Return: 0 or an errno.
 */
#define safe_regmap_reg_write(map, val)							\
	safe_checked(regmap_write(map, __safe_regmap_number(typeof(val), 2), (val).value))

/**
 * safe_regmap_reg_update() - change fields of a register, as regmap_update_bits()
 * @map: struct regmap *
 * @name: pmic_control
 * @...: up to eight fields, each followed by its number, which is known to fit as of safe_fields()
 *
 * The map's lock keeps others out. Context: May sleep, depending on the map.
 * Return: 0 or an errno.
 */
#define safe_regmap_reg_update(map, name, ...)						\
	safe_checked(regmap_update_bits(map, __safe_regmap_number(struct name, 7),	\
			__safe_each(__safe_field_mask, struct name, __VA_ARGS__),	\
			__safe_each(__safe_field_bits, struct name, __VA_ARGS__)))

/**
 * safe_try_regmap_reg_update() - the same of one field, with a number that is known only at run time
 * @map: struct regmap *
 * @name: pmic_control
 * @field: of that register
 * @n: any number; of the field's own type, if it has one
 *
 * Context: May sleep, depending on the map.
 * Return: 0 or an errno; -ERANGE if the number does not fit, nothing was read or written then.
 */
#define safe_try_regmap_reg_update(map, name, field, n)					\
	__safe_regmap_try_update(map, __safe_regmap_number(struct name, 7),		\
				 __safe_field_place(struct name, field) | __safe_field_checked( \
					__safe_field_check_number(struct name, field, n)), n)

/**
 * safe_regmap_reg_read_at() - read a register of an array
 * @map: struct regmap *
 * @index: any number
 * @to: struct pmic_limit *, which says what is read
 *
 * Context: May sleep, depending on the map.
 * Return: 0 or an errno; -ERANGE if there is no such register, or if the map has a wider value.
 */
#define safe_regmap_reg_read_at(map, index, to)						\
	_Generic((to)->value, u8: __safe_regmap_read_at_u8, u16: __safe_regmap_read_at_u16, \
		 u32: __safe_regmap_read_at_u32)					\
		(map, __safe_regmap_first(typeof(*(to)), 1),				\
		 __safe_register_count(typeof(*(to))),					\
		 __safe_register_stride(typeof(*(to))), index, &(to)->value)

/**
 * safe_regmap_reg_write_at() - write a register of an array
 * @map: struct regmap *
 * @index: any number
 * @val: struct pmic_limit
 *
 * Context: May sleep, depending on the map.
 * Return: 0 or an errno; -ERANGE if there is no such register.
 */
#define safe_regmap_reg_write_at(map, index, val)					\
	__safe_regmap_write_at(map, __safe_regmap_first(typeof(val), 2),		\
			       __safe_register_count(typeof(val)),			\
			       __safe_register_stride(typeof(val)), index, (val).value)

/* A read that fails ends the wait; the condition is not asked then. */
#define __safe_regmap_reg_poll(poll, map, val, cond, pause, limit)			\
	safe_checked(({									\
		struct safe_us __safe_pause = (pause), __safe_limit = (limit);		\
		struct regmap *__safe_map = (map);					\
		int __safe_err, __safe_waited;						\
											\
		__safe_waited = poll(__safe_regmap_reg_read_to, __safe_err,		\
				     __safe_err || (cond), __safe_pause.value,		\
				     __safe_limit.value, false, __safe_map, &(val));	\
		__safe_waited ? __safe_waited : __safe_err;				\
	}))
#define __safe_regmap_reg_read_to(map, to)	safe_regmap_reg_read(map, to)

/**
 * safe_regmap_reg_poll_timeout() - read a register until a condition holds
 * @map: struct regmap *
 * @val: struct pmic_control variable, which says what is read, and gets the value each time
 * @cond: expression of it that ends the wait
 * @pause: struct safe_us between two reads
 * @limit: struct safe_us; 0 for none
 *
 * Context: May sleep.
 * Return: 0, -ETIMEDOUT, or the errno of a read.
 */
#define safe_regmap_reg_poll_timeout(map, val, cond, pause, limit)			\
	__safe_sleeps(__safe_regmap_reg_poll(read_poll_timeout, map, val, cond, pause, limit))

/**
 * safe_regmap_reg_poll_timeout_atomic() - the same where sleeping is not allowed
 * @map: of a bus that does not sleep
 * @val: as of safe_regmap_reg_poll_timeout()
 * @cond: the same
 * @pause: struct safe_us of busy waiting between two reads: few
 * @limit: struct safe_us; 0 for none
 *
 * Context: Any.
 * Return: 0, -ETIMEDOUT, or the errno of a read.
 */
#define safe_regmap_reg_poll_timeout_atomic(map, val, cond, pause, limit)		\
	__safe_regmap_reg_poll(read_poll_timeout_atomic, map, val, cond, pause, limit)

#endif
