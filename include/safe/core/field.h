/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Registers and their fields: stated once, and each register is a type.
 *
 * Invariants
 *   - SAFE_REGISTER(edu_regs, edu_status, ...) makes struct edu_status, a value of that register and
 *     of no other: registers do not mix, and a value is not a number. Its bits are edu_status.value.
 *   - Offset, width and alignment are held against the region when the register is declared, so an
 *     access needs no further check.
 *   - A field is named through its register: a field of another register is "no member" of it.
 *   - What is put into a field fits: a constant that does not is a build error, a number that is
 *     known only at run time goes to the form with try in its name, which answers -ERANGE and
 *     changes nothing. Nothing is ever truncated.
 *   - Nothing of it is left at run time: a value is as large as its register, the declarations have
 *     neither code nor data.
 *
 * Example
 *
 *	SAFE_IO_REGION(edu_regs, 0x100);			// or SAFE_REGMAP_REGION()
 *
 *	SAFE_REGISTER(edu_regs, edu_id, 0x00, u32, ro) {
 *		SAFE_FIELD(major, GENMASK(31, 24));
 *		SAFE_FIELD(minor, GENMASK(23, 16));
 *	};
 *	SAFE_REGISTER(edu_regs, edu_control, EDU_CONTROL, u32, rw) {
 *		SAFE_FIELD(enable, BIT(0));
 *		SAFE_FIELD(channel, EDU_CONTROL_CHANNEL);	// masks there already are
 *		SAFE_FIELD_TYPED(mode, GENMASK(9, 8), enum edu_mode);
 *	};
 *	SAFE_REGISTER(edu_regs, edu_factorial, 0x08, u32, rw) { };
 *	SAFE_REGISTER_ARRAY(edu_regs, edu_limit, 0x40, u16, rw, 8, 4) { };
 *
 *	struct edu_control control = safe_fields(edu_control, enable, 1, mode, EDU_FAST);
 *
 *	TRY(safe_try_field_set(&control, channel, n));
 *	if (safe_field_get(control, mode) == EDU_SLOW)
 *		safe_field_set(&control, enable, 0);
 *
 * Words of descriptors and commands have fields in the same way:
 *
 *	SAFE_WORD(edu_flags, u32) {
 *		SAFE_FIELD(id, GENMASK(15, 0));
 *		SAFE_FIELD(last, BIT(16));
 *	};
 *
 *	descriptor->flags = safe_cpu_to_le32(safe_fields(edu_flags, id, id, last, 1).value);
 *	id = safe_field_get(safe_reg_value(edu_flags, safe_le32_to_cpu(descriptor->flags)), id);
 *
 * Programs that read C without expanding it know a declaration as the structure that it is, if told:
 *	ctags -D 'SAFE_REGISTER(region,name,offset,type,access)=struct name' -D 'SAFE_FIELD(name,mask)=u32 name'
 *	.clang-format: Macros: ['SAFE_REGISTER(region,name,offset,type,access)=struct name']
 * Then a register is a structure of the driver, and its fields are members, in tags and in print.
 *
 * To read and write them: <safe/core/register.h> for memory-mapped registers,
 * <safe/core/regmap_register.h> for a regmap, <safe/core/pci_config.h> for configuration space.
 *
 * Access is one of
 *   ro	reading only
 *   wo	writing only: what is read from there means nothing
 *   rw	both, and reading, changing and writing back
 *   w1c	both, but writing a one clears it: to change one field would clear others
 *
 * Beside FIELD_GET(mask, n) and FIELD_PREP(mask, n) of <linux/bitfield.h>: the mask of a field is the
 * one that they take; it is stated with its register, and no longer at each use.
 * FIELD_GET(EDU_CONTROL_MODE, n) becomes safe_field_get(control, mode), FIELD_PREP() of several masks
 * becomes safe_fields(), FIELD_MODIFY() becomes safe_field_set(). FIELD_PREP() checks constants
 * with the optimiser's help and truncates what is none.
 *
 * What misuse gives
 *   an offset past the region, or odd	error: "past the end of the region", "not aligned to ..."
 *   a mask with holes			error: "the mask of a field is one run of bits"
 *   a field past its register		error: "the field is outside of its register", at its use
 *   a field of another register	error: no member named ...
 *   a constant that does not fit	error: "this constant does not fit into the field"
 *   a number known only at run time	error: "known only at run time: use safe_try_field_set()"
 *   another enum for an enum's field	error: "not of the field's type"
 *   one register for another		error: incompatible types
 *   a register as a number		error: incompatible types, invalid operands to binary
 *   an ignored safe_try_...()		warning: ignoring return value
 *
 * What C cannot do: tell the constants of two enums apart, which are int, or know that what the
 * hardware gives for an enum's field is one of its constants.
 */
#ifndef SAFE_CORE_FIELD_H
#define SAFE_CORE_FIELD_H

#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/types.h>
#include <safe/core/constant.h>
#include <safe/core/result.h>

/* ---------------------------------------------------------------------------------------------
 * Declaring
 */

/**
 * SAFE_REGISTER() - define a register, as a type; its fields follow in braces
 * @region: edu_regs of SAFE_IO_REGION(edu_regs, size), or of SAFE_REGMAP_REGION()
 * @name: edu_status gives struct edu_status
 * @offset: in bytes; of a register of a regmap its number
 * @type: u8, u16, u32 or u64
 * @access: ro, wo, rw or w1c
 */
#define SAFE_REGISTER(region, name, offset, type, access)				\
	__SAFE_REGISTER(region, name, offset, type, __safe_access_##access, 0, 0)

/**
 * SAFE_WORD() - define a word in memory that has fields, as a type; its fields follow in braces
 * @name: edu_flags gives struct edu_flags
 * @type: u8, u16, u32 or u64; as the processor has it, see <safe/core/endian.h>
 *
 * For descriptors, commands and formats: what safe_fields(), safe_reg_value() and safe_field_get() do
 * with the value of a register, without a place in a region.
 */
#define SAFE_WORD(name, type)	SAFE_REGISTER(__safe_memory, name, 0, type, rw)
struct __safe_memory { u8 __region[0][8], __span[0][0], __big_endian[0][0]; };

/**
 * SAFE_REGISTER_ARRAY() - define a number of registers of one kind
 * @region: as of SAFE_REGISTER()
 * @name: edu_limit gives struct edu_limit
 * @offset: of the first one
 * @type: u8, u16, u32 or u64
 * @access: ro, wo, rw or w1c
 * @count: how many there are
 * @stride: from one to the next, in bytes; of a regmap in numbers
 *
 * Registers that are interleaved (control and data of each channel) are an array each.
 */
#define SAFE_REGISTER_ARRAY(region, name, offset, type, access, count, stride)		\
	_Static_assert(__safe_constant(count) > 0, "an array has a constant number of registers"); \
	_Static_assert(__safe_constant(stride) >= __safe_register_span(region, type) &&	\
		       __safe_constant(stride) % __safe_register_span(region, type) == 0, \
		       "registers of this array overlap, or are not aligned");		\
	__SAFE_REGISTER(region, name, offset, type, __safe_access_##access,		\
			__safe_constant(count), __safe_constant(stride))

/**
 * SAFE_FIELD() - a field of a register, in the braces of SAFE_REGISTER()
 * @name: of the field, within its register
 * @mask: where it is: BIT(0), GENMASK(9, 8)
 */
#define SAFE_FIELD(name, mask)		SAFE_FIELD_TYPED(name, mask, char)

/**
 * SAFE_FIELD_TYPED() - a field whose values are of an enum, or bool
 * @name: of the field, within its register
 * @mask: where it is
 * @type: enum edu_mode; a field that is bool takes any truth value, such as !n
 */
#define SAFE_FIELD_TYPED(name, mask, type)						\
	__safe_field_of(__UNIQUE_ID(safe_mask), name, mask, type)

/* A mask is long once it is expanded, so it is put into an enumerator, and its parts are taken of that. */
#define __safe_field_of(bits, name, mask, type)						\
	struct {									\
		enum { bits = (mask) } mask_of;						\
		type type_of;								\
		char place[__safe_high_bit(bits) * 64 + __safe_low_bit(bits)];		\
		_Static_assert(__safe_is_run(bits), "the mask of a field is one run of bits"); \
	} name

/* Readable is 1, writable 2, and that a field may be changed by reading and writing back 4. */
#define __safe_access_ro	1
#define __safe_access_wo	2
#define __safe_access_w1c	3
#define __safe_access_rw	7

/* Is the mask one run of ones? Adding its lowest one makes it a single one, or nothing. */
#define __safe_is_run(mask)								\
	((mask) && !(((u64)(mask) + ((u64)(mask) & -(u64)(mask))) & (u64)(mask)))
#define __safe_low_bit(mask)	__builtin_ctzll((mask) ? (u64)(mask) : 1)
#define __safe_high_bit(mask)	(63 - __builtin_clzll((mask) ? (u64)(mask) : 1))

/* How many addresses a register takes: as many as it has bytes, unless the region says otherwise. */
#define __safe_register_span(region, type)						\
	(sizeof(*((struct region *)0)->__span) ? sizeof(*((struct region *)0)->__span) : sizeof(type))

/*
 * What is known of a register stands in structures of which there never is an object, and is taken
 * out of them by sizeof(). A value points to them with no pointers, so it is as large as the register.
 */
#define __SAFE_REGISTER(region_, name, offset_, type, access_, count, stride)		\
	_Static_assert(__safe_is_constant(offset_), "the offset of a register is a constant"); \
	_Static_assert((type)-1 > 0 && sizeof(type) <= 8, "a register is u8, u16, u32 or u64"); \
	_Static_assert((size_t)__safe_constant(offset_) %				\
		       __safe_register_span(region_, type) == 0,			\
		       "not aligned to the width of the register");			\
	_Static_assert(__safe_register_fits((size_t)__safe_constant(offset_),		\
			__safe_register_span(region_, type), count, stride,		\
			sizeof(*((struct region_ *)0)->__region)),			\
		       "past the end of the region");					\
	struct __safe_register_##name {							\
		struct region_ *region;							\
		union __safe_fields_##name *fields;					\
		char offset[0][(size_t)__safe_constant(offset_) + 1];			\
		char access[0][access_];						\
		char array[0][count][stride];						\
	};										\
	struct name {									\
		struct __safe_register_##name *__register[0] __packed;			\
		type value;								\
	};										\
	union __safe_fields_##name

/* @count is 0 for a register that is no array. */
#define __safe_register_fits(offset, span, count, stride, size)				\
	((span) <= (size) && (offset) <= (size) - (span) &&				\
	 (!(count) || ((count) - 1) <= ((size) - (span) - (offset)) / ((stride) ? (stride) : 1)))

/* ---------------------------------------------------------------------------------------------
 * Asking: T is struct edu_status. Nothing is evaluated.
 */
#define __safe_register(T)		(**((T *)0)->__register)
#define __safe_register_offset(T)	(sizeof(*__safe_register(T).offset) - 1)
#define __safe_register_is(T, bits)	(sizeof(*__safe_register(T).access) & (bits))
#define __safe_register_stride(T)	sizeof(**__safe_register(T).array)
#define __safe_register_is_array(T)	(sizeof(*__safe_register(T).array) != 0)
#define __safe_register_count(T)							\
	(sizeof(*__safe_register(T).array) /						\
	 (__safe_register_stride(T) ? __safe_register_stride(T) : 1))
#define __safe_register_type(T)		typeof(((T *)0)->value)

#define __safe_field(T, field)		__safe_register(T).fields->field

/* The field's highest bit * 64 + its lowest bit. */
#define __safe_field_place(T, field)	sizeof(__safe_field(T, field).place)
#define __safe_place_low(place)		((place) % 64)
#define __safe_place_width(place)	((place) / 64 - (place) % 64 + 1)
#define __safe_place_max(place)		(~0ULL >> (64 - __safe_place_width(place)))
#define __safe_place_mask(place)	(__safe_place_max(place) << __safe_place_low(place))

/* What the field's values are: an enum, or numbers of the register's type. */
#define __safe_field_type(T, field)							\
	typeof(_Generic(__safe_field(T, field).type_of, char: ((T *)0)->value,		\
			default: __safe_field(T, field).type_of))

#define __safe_field_check(T, field)							\
	_Static_assert(__safe_field_place(T, field) < 8 * sizeof(((T *)0)->value) * 64,	\
		       "the field is outside of its register")

/* Is @n of the field's type, or a number where that is no enum? The constants of an enum are int. */
#define __safe_field_likes(T, field, n)							\
	_Generic(__safe_field(T, field).type_of, char: 1, bool: 1,			\
		 default: __safe_is_constant(n) ||					\
			  __builtin_types_compatible_p(typeof(n), int) ||		\
			  __builtin_types_compatible_p(typeof(n),			\
						       typeof(__safe_field(T, field).type_of)))
#define __safe_field_is_bool(T, field)							\
	_Generic(__safe_field(T, field).type_of, bool: 1, default: 0)

#define __safe_field_check_number(T, field, n)						\
	__safe_field_check(T, field);							\
	_Static_assert(__safe_field_likes(T, field, n), "not of the field's type")

/* Bits that a number of that type has; of signed ones more than any field, as they may be negative. */
#define __safe_unsigned_bits(n)								\
	_Generic((n), bool: 1, u8: 8, u16: 16, u32: 32,					\
		 default: ((typeof(n))-1 > 0 ? 8 * sizeof(n) : 65))

/* A number that is known to fit: a constant that does, or of a type that is no wider than the field. */
#define __safe_field_check_fits(T, field, n)						\
	__safe_field_check_number(T, field, n);						\
	_Static_assert(__safe_is_constant(n) || __safe_field_is_bool(T, field) ||	\
		       __safe_unsigned_bits(n) <=					\
				__safe_place_width(__safe_field_place(T, field)),	\
		       "known only at run time: use safe_try_field_set()");		\
	_Static_assert(!(__safe_constant(n) < 0) &&					\
		       (u64)__safe_constant(n) <= __safe_place_max(__safe_field_place(T, field)), \
		       "this constant does not fit into the field")

/* @access: of the bits of __safe_access_..., what is wanted. */
#define __safe_register_check(T, access)						\
	_Static_assert(!((access) & 1) || __safe_register_is(T, 1),			\
		       "this register cannot be read");					\
	_Static_assert(!((access) & 2) || __safe_register_is(T, 2),			\
		       "this register cannot be written");				\
	_Static_assert(!((access) & 4) || __safe_register_is(T, 4),			\
		       "this register cannot be changed field by field")
#define __safe_register_check_single(T)							\
	_Static_assert(!__safe_register_is_array(T), "an array of registers: say which one")
#define __safe_register_check_array(T)							\
	_Static_assert(__safe_register_is_array(T), "no array of registers")

/* 0, and the checks. */
#define __safe_field_checked(checks)	(0 * sizeof(struct { checks; char nothing; }))

/* The number where the field is, and the field's mask: constants if the number is one. */
#define __safe_field_bits(T, field, n)							\
	((u64)(__safe_field_number(T, field))(n) <<					\
	 (__safe_place_low(__safe_field_place(T, field)) |				\
	  __safe_field_checked(__safe_field_check_fits(T, field, n))))
#define __safe_field_number(T, field)							\
	typeof(_Generic(__safe_field(T, field).type_of, bool: (bool)0, default: (u64)0))
#define __safe_field_mask(T, field, n)	__safe_place_mask(__safe_field_place(T, field))

/* The bits, or the masks, of up to eight fields: of, T, then a field and its number each. */
#define __safe_each(of, T, ...)								\
	__safe_each_n(__VA_ARGS__, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1) \
		(of, T, __VA_ARGS__)
#define __safe_each_n(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, count, ...)	\
	__safe_each_##count
#define __safe_each_2(of, T, f, n)	(of(T, f, n))
#define __safe_each_4(of, T, f, n, ...)	(of(T, f, n) | __safe_each_2(of, T, __VA_ARGS__))
#define __safe_each_6(of, T, f, n, ...)	(of(T, f, n) | __safe_each_4(of, T, __VA_ARGS__))
#define __safe_each_8(of, T, f, n, ...)	(of(T, f, n) | __safe_each_6(of, T, __VA_ARGS__))
#define __safe_each_10(of, T, f, n, ...) (of(T, f, n) | __safe_each_8(of, T, __VA_ARGS__))
#define __safe_each_12(of, T, f, n, ...) (of(T, f, n) | __safe_each_10(of, T, __VA_ARGS__))
#define __safe_each_14(of, T, f, n, ...) (of(T, f, n) | __safe_each_12(of, T, __VA_ARGS__))
#define __safe_each_16(of, T, f, n, ...) (of(T, f, n) | __safe_each_14(of, T, __VA_ARGS__))
#define __safe_each_1(of, T, ...)							\
	__safe_field_checked(_Static_assert(0, "a field and no number"))
#define __safe_each_3(of, T, f, n, ...)	__safe_each_1(of, T)
#define __safe_each_5(of, T, f, n, ...)	__safe_each_1(of, T)
#define __safe_each_7(of, T, f, n, ...)	__safe_each_1(of, T)

/* ---------------------------------------------------------------------------------------------
 * Values
 */

/**
 * safe_reg_value() - a value of a register, as a number
 * @name: the register: edu_factorial
 * @n: the number, of a type that is no wider than the register, or a constant that fits
 *
 * Return: a struct edu_factorial. The other way it is the member value.
 */
#define safe_reg_value(name, n)								\
	({ (struct name){ .value = (__safe_register_type(struct name))(n) |		\
		__safe_field_checked(__safe_register_check_fits(struct name, n)) }; })
#define __safe_register_check_fits(T, n)						\
	_Static_assert(__safe_is_constant(n) || sizeof(n) <= sizeof(((T *)0)->value),	\
		       "wider than the register: convert it first, checked");		\
	_Static_assert(!(__safe_constant(n) < 0) &&					\
		       (u64)__safe_constant(n) <= (__safe_register_type(T))-1,		\
		       "this constant does not fit into the register")

/**
 * safe_fields() - a value of a register, of its fields
 * @name: the register: edu_control
 * @...: up to eight fields, each followed by its number, which is known to fit: a constant, or of
 *	a type that is no wider than the field (bool for one bit). All other bits are 0.
 *
 * Return: a struct edu_control.
 */
#define safe_fields(name, ...)		({ SAFE_FIELDS(name, __VA_ARGS__); })

/**
 * SAFE_FIELDS() - the same to initialize a static object
 * @name: the register
 * @...: up to eight fields, each followed by a constant
 */
#define SAFE_FIELDS(name, ...)								\
	((struct name){ .value = (__safe_register_type(struct name))			\
		__safe_each(__safe_field_bits, struct name, __VA_ARGS__) })

/**
 * safe_field_get() - what a field of a value is
 * @reg: struct edu_control
 * @field: of that register
 *
 * Return: a number of the register's type, or of the field's own type.
 */
#define safe_field_get(reg, field)							\
	((__safe_field_type(typeof(reg), field))__safe_field_get((reg).value,		\
		__safe_field_place(typeof(reg), field) |				\
		__safe_field_checked(__safe_field_check(typeof(reg), field))))
static __safe_inline u64 __safe_field_get(u64 value, unsigned int place)
{
	return (value & __safe_place_mask(place)) >> __safe_place_low(place);
}

/**
 * safe_field_set() - change a field of a value
 * @reg: struct edu_control *
 * @field: of that register
 * @n: known to fit, as of safe_fields()
 */
#define safe_field_set(reg, field, n)							\
	_Generic((reg)->value, u8: __safe_field_set_u8, u16: __safe_field_set_u16,	\
		 u32: __safe_field_set_u32, u64: __safe_field_set_u64)			\
		(&(reg)->value, __safe_field_place(typeof(*(reg)), field),		\
		 (__safe_register_type(typeof(*(reg))))__safe_field_bits(typeof(*(reg)), field, n))

/**
 * safe_try_field_set() - change a field of a value to what is known only at run time
 * @reg: struct edu_control *
 * @field: of that register
 * @n: any number; of the field's own type, if it has one
 *
 * Return: 0, or -ERANGE if it does not fit; nothing was changed then.
 */
#define safe_try_field_set(reg, field, n)						\
	_Generic((reg)->value, u8: __safe_field_try_u8, u16: __safe_field_try_u16,	\
		 u32: __safe_field_try_u32, u64: __safe_field_try_u64)			\
		(&(reg)->value, __safe_field_place(typeof(*(reg)), field) |		\
		 __safe_field_checked(__safe_field_check_number(typeof(*(reg)), field, n)), n)

/* A number that is negative is a large one here, and so does not fit. */
#define __SAFE_FIELD_SET(type)								\
static __safe_inline void								\
__safe_field_set_##type(type *value, unsigned int place, type bits)			\
{											\
	*value = (*value & ~__safe_place_mask(place)) | bits;				\
}											\
static __safe_inline __must_check int							\
__safe_field_try_##type(type *value, unsigned int place, u64 n)				\
{											\
	if (unlikely(n > __safe_place_max(place)))					\
		return -ERANGE;								\
	__safe_field_set_##type(value, place, (type)n << __safe_place_low(place));		\
	return 0;									\
}

__SAFE_FIELD_SET(u8)
__SAFE_FIELD_SET(u16)
__SAFE_FIELD_SET(u32)
__SAFE_FIELD_SET(u64)

#endif
