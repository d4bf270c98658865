/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Destructors: a structure names its owned members once.
 *
 * Invariants
 *   - Members are given back in reverse order, the last acquired first.
 *   - Empty members are nothing to give back: a structure that was filled half way is destroyed as
 *     one that is full.
 *
 * Example
 *
 *	struct port {
 *		struct safe_clk bus;
 *		struct safe_irq lines[4];
 *		struct { struct safe_clk_running on; } power;
 *	};
 *	SAFE_DESTROY(struct port, bus, lines, power.on);	// safe_destroy_port()
 *
 * What misuse gives
 *   a member that is no owner		error: '_Generic' ... not compatible with any association
 *   a member that does not exist	error: no member named
 *   more than 32 members		error: implicit declaration of '__safe_release_...'
 *
 * What C cannot do: find the owner that is not named. With CONFIG_DEBUG_OBJECTS_FREE the kernel
 * reports it when the structure is freed, see <safe/core/owned_debug.h>.
 */
#ifndef SAFE_CORE_DESTROY_H
#define SAFE_CORE_DESTROY_H

/**
 * SAFE_DESTROY() - define the destructor of a structure with owned members
 * @type: struct edu; gives void safe_destroy_edu(struct edu *)
 * @...: the members that are owners, or arrays of them, in the order in which they are acquired
 *
 * The last one is given back first. The registration macros of <safe/core/driver.h> call it when the
 * device is unbound, and when probe fails.
 */
#define SAFE_DESTROY(type, ...)								\
static __maybe_unused void __safe_named(safe_destroy_, type)(type *self)		\
{											\
	__safe_release_members(__VA_ARGS__)						\
}											\
static void (*__safe_named(__safe_destroys_, type))(type *) __maybe_unused =		\
	__safe_named(safe_destroy_, type)

/* safe_destroy_ and struct edu give safe_destroy_edu: "struct" ends up in a macro's name. */
#define __safe_named(prefix, type)	__safe_tag_##type, prefix)
#define __safe_tag_struct		__safe_cat_swapped(
#define __safe_tag_union		__safe_cat_swapped(
#define __safe_cat_swapped(tag, prefix)	__safe_cat(prefix, tag)
#define __safe_cat(a, b)		__safe_cat_1(a, b)
#define __safe_cat_1(a, b)		a##b

#define __safe_release_members(...)							\
	__safe_cat(__safe_release_, __safe_count(__VA_ARGS__))(__VA_ARGS__)
#define __safe_count(...)								\
	__safe_count_1(0, ##__VA_ARGS__,						\
		       32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17,	\
		       16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define __safe_count_1(z, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, \
		       b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, n, ...) n
#define __safe_release_0(...)
#define __safe_release_1(m)		__safe_release_member(self->m)
#define __safe_release_2(m, ...)	__safe_release_1(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_3(m, ...)	__safe_release_2(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_4(m, ...)	__safe_release_3(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_5(m, ...)	__safe_release_4(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_6(m, ...)	__safe_release_5(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_7(m, ...)	__safe_release_6(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_8(m, ...)	__safe_release_7(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_9(m, ...)	__safe_release_8(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_10(m, ...)	__safe_release_9(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_11(m, ...)	__safe_release_10(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_12(m, ...)	__safe_release_11(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_13(m, ...)	__safe_release_12(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_14(m, ...)	__safe_release_13(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_15(m, ...)	__safe_release_14(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_16(m, ...)	__safe_release_15(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_17(m, ...)	__safe_release_16(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_18(m, ...)	__safe_release_17(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_19(m, ...)	__safe_release_18(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_20(m, ...)	__safe_release_19(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_21(m, ...)	__safe_release_20(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_22(m, ...)	__safe_release_21(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_23(m, ...)	__safe_release_22(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_24(m, ...)	__safe_release_23(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_25(m, ...)	__safe_release_24(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_26(m, ...)	__safe_release_25(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_27(m, ...)	__safe_release_26(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_28(m, ...)	__safe_release_27(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_29(m, ...)	__safe_release_28(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_30(m, ...)	__safe_release_29(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_31(m, ...)	__safe_release_30(__VA_ARGS__) __safe_release_1(m)
#define __safe_release_32(m, ...)	__safe_release_31(__VA_ARGS__) __safe_release_1(m)

/* An owner, or an array of owners from its end: where an array stands in a comma it is a pointer. */
#define __safe_release_member(member)							\
	for (typeof(&*__safe_first(member)) __safe_m = __safe_first(member) +		\
	     sizeof(member) / sizeof(*__safe_first(member));				\
	     __safe_m != __safe_first(member); __safe_m--)				\
		safe_release(__safe_m - 1);
#define __safe_first(member)								\
	__builtin_choose_expr(__builtin_types_compatible_p(typeof(member),		\
							   typeof(((void)0, (member)))), \
			      &(member), (member))

#endif
