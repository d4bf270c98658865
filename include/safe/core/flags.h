/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Sets of flags, and enumerations: a bare number is neither, and one is not another.
 *
 * Invariants
 *   - SAFE_FLAGS(irqf, unsigned long, IRQF_...) makes struct safe_irqf, a set of these flags and of
 *     no others. It converts to nothing.
 *   - A wrapper that takes such a set takes it, or the constants themselves: these are checked by the
 *     front end. What is known only at run time goes through safe_irqf(), in plain sight.
 *   - A wrapper that takes an enumeration takes its constants and variables of it; a literal number
 *     and constants of another enumeration do not compile.
 *   - Nothing of that costs an instruction.
 *
 * Example
 *
 *	SAFE_FLAGS(porf, u32, PORF_PARITY | PORF_BREAK);
 *	#define safe_porf(n) safe_porf(__safe_flags_number(porf, n))
 *
 *	void __port_set(struct port *port, struct safe_porf flags);
 *	#define port_set(port, flags) __port_set(port, safe_flags(porf, flags, #flags))
 *
 *	struct safe_porf flags = safe_porf(PORF_PARITY);
 *
 *	port_set(port, PORF_PARITY | PORF_BREAK);
 *	port_set(port, flags);
 *	flags = safe_flags_with(flags, safe_porf(PORF_BREAK));
 *	if (safe_flags_have(flags, safe_porf(PORF_PARITY)))
 *		...
 *	port_set(port, safe_porf(port->configured));		// a number that is known only now
 *
 *	#define port_mode(port, mode) __port_mode(port, safe_enum(enum port_mode, mode, #mode))
 *
 * What misuse gives
 *   a decimal number for flags		error: "a bare number: which flags are these?"
 *   constants with other bits		error: "not all of these are flags of this set"
 *   a number known only at run time	error: "flags known only at run time: make a set of them"
 *   another set			error: incompatible type for argument
 *   allocation flags			error: "these are allocation flags"
 *   a literal number for an enum	error: "a bare number: which constant of the enumeration is it?"
 *   a constant of another enum		warning: comparison ... enum, an error by -Werror
 *
 * What C cannot do: tell the constants of two sets whose bits are the same, nor 0x80 from a flag that is
 * a macro for it, nor an int variable from an enumeration.
 */
#ifndef SAFE_CORE_FLAGS_H
#define SAFE_CORE_FLAGS_H

#include <linux/build_bug.h>
#include <linux/types.h>
#include <safe/core/constant.h>
#include <safe/core/context.h>
#include <safe/core/result.h>

/**
 * SAFE_FLAGS() - define a set of flags
 * @name: irqf gives struct safe_irqf, and safe_irqf(n), which makes one
 * @type: the integer type that holds it
 * @all: all flags that there are
 */
#define SAFE_FLAGS(name, type, all)							\
struct safe_##name { type value; };							\
enum { __safe_##name##_all = (all) };							\
static __safe_inline struct safe_##name safe_##name(type n)				\
{											\
	return (struct safe_##name){ n };						\
}											\
static __safe_inline struct safe_##name __safe_##name##_same(struct safe_##name flags)	\
{											\
	return flags;									\
}											\
struct safe_##name

/*
 * Whether the text of an argument is a literal number: begins with a digit or a minus. It is the text as
 * it stands in the driver, unless that hands it through a macro of its own: then a flag that is a macro
 * has become its number, mostly one with 0x before it. So of flags only decimal numbers count.
 */
#define __safe_is_literal(text, first)							\
	((__builtin_memcmp(text, first, 1) >= 0 && __builtin_memcmp(text, ":", 1) < 0) ||	\
	 !__builtin_memcmp(text, "-", 1))

/* @n; as a constant, of the flags of the set alone. */
#define __safe_flags_number(name, n)							\
	(__safe_assert((__safe_constant(n) & ~(unsigned long long)__safe_##name##_all) == 0, \
		       "not all of these are flags of this set"), (n))

/* What is no structure (which 12 is), or 0. */
#define __safe_flags_raw(flags)								\
	__builtin_choose_expr(__builtin_classify_type(flags) == 12, 0, flags)

/**
 * safe_flags() - an argument as a set of flags
 * @name: of a SAFE_FLAGS(): irqf
 * @flags: struct safe_irqf, or constants of it
 * @text: #flags, which only the macro has whose parameter it is
 */
#define safe_flags(name, flags, text)	__safe_flags(name, flags, text)
#define __safe_flags(name, flags, text)							\
	(__safe_assert(!__safe_is_literal(text, "1"), "a bare number: which flags are these?"), \
	 __safe_assert(__safe_is_constant(__safe_flags_raw(flags)),		\
		       "flags known only at run time: make a set of them"),		\
	 __safe_assert(!__builtin_types_compatible_p(typeof(flags), gfp_t),		\
		       "these are allocation flags"),					\
	 __safe_assert((__safe_constant(__safe_flags_raw(flags)) &		\
			~(unsigned long long)__safe_##name##_all) == 0,			\
		       "not all of these are flags of this set"),			\
	 _Generic((flags), struct safe_##name: __safe_##name##_same, default: (safe_##name))(flags))

/**
 * safe_flags_with() - a set with the flags of another one
 * @a: a set
 * @b: a set of the same kind
 *
 * Likewise safe_flags_without(), and safe_flags_have(), which is true if all of @b are in @a.
 */
#define safe_flags_with(a, b)		__safe_flags_two(a, b, |)
#define safe_flags_without(a, b)	__safe_flags_two(a, b, & ~)
#define __safe_flags_two(a, b, op)							\
	({										\
		typeof(a) __safe_a = (a), __safe_b = (b);				\
											\
		__safe_a.value = __safe_a.value op __safe_b.value;			\
		__safe_a;								\
	})
#define safe_flags_have(a, b)								\
	({										\
		typeof(a) __safe_a = (a), __safe_b = (b);				\
											\
		(__safe_a.value & __safe_b.value) == __safe_b.value;			\
	})

/**
 * safe_enum() - an argument as a value of an enumeration
 * @type: enum dma_data_direction
 * @value: a constant or variable of it
 * @text: #value, which only the macro has whose parameter it is
 */
#define safe_enum(type, value, text)	__safe_enum(type, value, text)
#define __safe_enum(type, value, text)							\
	(__safe_assert(!__safe_is_literal(text, "0"),					\
		       "a bare number: which constant of the enumeration is it?"),	\
	 (void)sizeof((value) == (type)0), (value))

#endif
