/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What may go to user space: objects of which every byte is a byte of some member.
 *
 * Invariants
 *   - Integers, enumerations and arrays of them may go as they are.
 *   - A structure may go once all its members were named, in their order, by SAFE_USER_STRUCT(). The
 *     front end then compared where each one ends with where the next one begins: there is no
 *     padding, and what was in that memory before does not leak.
 *   - Members that are structures must have been named themselves. Pointers do not go: they would
 *     tell where the kernel is, and mean nothing there.
 *   - SAFE_USER_STRUCT() makes no code and no data.
 *
 * Example
 *
 *	struct edu_info {
 *		__u32 id;
 *		__u32 flags;
 *		__u64 count;
 *	};
 *	SAFE_USER_STRUCT(struct edu_info, id, flags, count);
 *
 *	return safe_copy_to_user((void __user *)arg, &info);
 *
 * Likewise SAFE_USER_UNION(union edu_value, word, bytes): each member is as large as the whole. Both
 * stand at file scope, and may stand more than once; structures of the kernel's own uapi are named in
 * the same way.
 *
 * What misuse gives
 *   padding between two members		error: "padding before this member, or members left out ..."
 *   padding at the end			error: "padding at the end, or members left out ..."
 *   a member that is a structure		error: "say first SAFE_USER_STRUCT(...) ..."
 *   a member that is a pointer		error: "a pointer does not go to user space ..."
 *   a bit-field				error: of sizeof and offsetof, which do not know bit-fields
 *
 * What C cannot do: see whether every member was set. Zero the structure first, by "= { }": there is
 * no padding that this could miss. And it cannot tell a pointer to user space from others: use a
 * __u64 and u64_to_user_ptr(), as the kernel's own interfaces do.
 *
 * How: C cannot ask whether something was said of a type. So each type takes the next free number,
 * which a stack of macro definitions gives out, and a copy compares with all that are taken. There is
 * room for 48 in a translation unit.
 */
#ifndef SAFE_CORE_USER_STRUCT_H
#define SAFE_CORE_USER_STRUCT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/stddef.h>
#include <safe/core/result.h>
#include <safe/core/slice.h>

/* An lvalue of @type: not evaluated. */
#define __safe_user_a(type)		(*(type *)0)

/* What the array @x consists of; @x itself if it is no array. */
#define __safe_user_element(x)								\
	(*__builtin_choose_expr(__builtin_classify_type(x) == 5 && !__safe_is_pointer(x), x, &(x)))

/* Integers, characters, enumerations, bool. */
#define __safe_user_is_scalar(x)							\
	(__builtin_classify_type(x) >= 1 && __builtin_classify_type(x) <= 4)

/* Numbers in an order of their own, of <safe/core/endian.h>; without them that header is not needed. */
struct safe_le16;
struct safe_le32;
struct safe_le64;
struct safe_be16;
struct safe_be32;
struct safe_be64;
#define __safe_user_is_endian(type)							\
	(__builtin_types_compatible_p(type, struct safe_le16) ||			\
	 __builtin_types_compatible_p(type, struct safe_le32) ||			\
	 __builtin_types_compatible_p(type, struct safe_le64) ||			\
	 __builtin_types_compatible_p(type, struct safe_be16) ||			\
	 __builtin_types_compatible_p(type, struct safe_be32) ||			\
	 __builtin_types_compatible_p(type, struct safe_be64))

/* Declarations that fail unless @x may go to user space. */
#define __safe_user_check(x)								\
	typedef typeof(x) __safe_t0;							\
	typedef typeof(__safe_user_element(__safe_user_a(__safe_t0))) __safe_t1;	\
	typedef typeof(__safe_user_element(__safe_user_a(__safe_t1))) __safe_t;		\
	_Static_assert(__builtin_classify_type(__safe_user_a(__safe_t)) != 5,		\
		       "a pointer does not go to user space: it tells where the kernel is"); \
	enum {										\
		__safe_may_go = __builtin_classify_type(__safe_user_a(__safe_t)) == 5 || \
				__safe_user_is_scalar(__safe_user_a(__safe_t)) ||	\
				__safe_user_is_endian(__safe_t) ||			\
				__safe_user_is_declared(__safe_user_n)			\
	};										\
	_Static_assert(__safe_may_go,							\
		       "say first SAFE_USER_STRUCT(type, members...): it may have padding")

/* Is __safe_t one of the first @n types? */
#define __safe_user_is_declared(n)	__safe_user_is_declared_1(n)
#define __safe_user_is_declared_1(n)	(__safe_user_list_##n)
#define __safe_user_is(n)		|| __builtin_types_compatible_p(__safe_t, __safe_user_type_##n)

/**
 * SAFE_USER_STRUCT() - a structure without padding, which may go to user space
 * @type: struct edu_info
 * @...: its members, all of them, in their order; at most 32
 *
 * At file scope, once the structure is defined.
 */
#define SAFE_USER_STRUCT(type, ...)							\
	__safe_user_declare(__safe_user_n, type,					\
			    __safe_user_members(__VA_ARGS__)(type, __safe_user_first,	\
							     __safe_user_next, 0, __VA_ARGS__))

/**
 * SAFE_USER_UNION() - a union without padding, which may go to user space
 * @type: union edu_value
 * @...: its members, at most 32, each as large as the union
 */
#define SAFE_USER_UNION(type, ...)							\
	__safe_user_declare(__safe_user_n, type,					\
			    __safe_user_members(__VA_ARGS__)(type, __safe_user_whole,	\
							     __safe_user_whole, 0, __VA_ARGS__))

#define __safe_user_declare(n, type, checks)	__safe_user_declare_1(n, type, checks)
#define __safe_user_declare_1(n, type, checks)						\
	static __safe_inline void __safe_user_check_##n(void)				\
	{										\
		checks									\
	}										\
	typedef type __safe_user_type_##n;						\
	_Pragma("pop_macro(\"__safe_user_n\")")						\
	struct __safe_user_none

/* What is asked of a member: of the first one, of those after it, of each one of a union. */
#define __safe_user_first(type, before, m)						\
	_Static_assert(offsetof(type, m) == 0, "the first member was left out");
#define __safe_user_next(type, before, m)						\
	_Static_assert(offsetof(type, m) == __safe_user_end(type, before),		\
		       "padding before this member, or members left out or in another order");
#define __safe_user_whole(type, before, m)						\
	_Static_assert(sizeof(((type *)0)->m) == sizeof(type), "a member smaller than its union");
#define __safe_user_end(type, m)	(offsetof(type, m) + sizeof(((type *)0)->m))

#define __safe_user_member(type, place, before, m)					\
	{										\
		place(type, before, m)							\
		__safe_user_check(((type *)0)->m);					\
	}

/* The macro for so many members. */
#define __safe_user_members(...)							\
	__safe_user_cat(__safe_user_members_, __safe_user_count(__VA_ARGS__))
#define __safe_user_cat(a, b)		__safe_user_cat_1(a, b)
#define __safe_user_cat_1(a, b)		a##b
#define __safe_user_count(...)								\
	__safe_user_count_1(__VA_ARGS__, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22,	\
			    21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,	\
			    6, 5, 4, 3, 2, 1)
#define __safe_user_count_1(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13,	\
			    m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24,	\
			    m25, m26, m27, m28, m29, m30, m31, m32, n, ...) n
#define __safe_user_members_1(type, place, next, before, m)				\
	__safe_user_member(type, place, before, m)					\
	_Static_assert(__safe_user_end(type, m) == sizeof(type),			\
		       "padding at the end, or members left out there");
#define __safe_user_members_2(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_1(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_3(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_2(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_4(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_3(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_5(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_4(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_6(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_5(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_7(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_6(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_8(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_7(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_9(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_8(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_10(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_9(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_11(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_10(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_12(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_11(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_13(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_12(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_14(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_13(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_15(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_14(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_16(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_15(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_17(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_16(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_18(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_17(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_19(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_18(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_20(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_19(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_21(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_20(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_22(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_21(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_23(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_22(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_24(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_23(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_25(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_24(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_26(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_25(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_27(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_26(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_28(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_27(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_29(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_28(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_30(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_29(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_31(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_30(type, next, next, m, __VA_ARGS__)
#define __safe_user_members_32(type, place, next, before, m, ...)			\
	__safe_user_member(type, place, before, m)					\
	__safe_user_members_31(type, next, next, m, __VA_ARGS__)

/* The types that are taken. */
#define __safe_user_list_0	0
#define __safe_user_list_1	__safe_user_list_0 __safe_user_is(0)
#define __safe_user_list_2	__safe_user_list_1 __safe_user_is(1)
#define __safe_user_list_3	__safe_user_list_2 __safe_user_is(2)
#define __safe_user_list_4	__safe_user_list_3 __safe_user_is(3)
#define __safe_user_list_5	__safe_user_list_4 __safe_user_is(4)
#define __safe_user_list_6	__safe_user_list_5 __safe_user_is(5)
#define __safe_user_list_7	__safe_user_list_6 __safe_user_is(6)
#define __safe_user_list_8	__safe_user_list_7 __safe_user_is(7)
#define __safe_user_list_9	__safe_user_list_8 __safe_user_is(8)
#define __safe_user_list_10	__safe_user_list_9 __safe_user_is(9)
#define __safe_user_list_11	__safe_user_list_10 __safe_user_is(10)
#define __safe_user_list_12	__safe_user_list_11 __safe_user_is(11)
#define __safe_user_list_13	__safe_user_list_12 __safe_user_is(12)
#define __safe_user_list_14	__safe_user_list_13 __safe_user_is(13)
#define __safe_user_list_15	__safe_user_list_14 __safe_user_is(14)
#define __safe_user_list_16	__safe_user_list_15 __safe_user_is(15)
#define __safe_user_list_17	__safe_user_list_16 __safe_user_is(16)
#define __safe_user_list_18	__safe_user_list_17 __safe_user_is(17)
#define __safe_user_list_19	__safe_user_list_18 __safe_user_is(18)
#define __safe_user_list_20	__safe_user_list_19 __safe_user_is(19)
#define __safe_user_list_21	__safe_user_list_20 __safe_user_is(20)
#define __safe_user_list_22	__safe_user_list_21 __safe_user_is(21)
#define __safe_user_list_23	__safe_user_list_22 __safe_user_is(22)
#define __safe_user_list_24	__safe_user_list_23 __safe_user_is(23)
#define __safe_user_list_25	__safe_user_list_24 __safe_user_is(24)
#define __safe_user_list_26	__safe_user_list_25 __safe_user_is(25)
#define __safe_user_list_27	__safe_user_list_26 __safe_user_is(26)
#define __safe_user_list_28	__safe_user_list_27 __safe_user_is(27)
#define __safe_user_list_29	__safe_user_list_28 __safe_user_is(28)
#define __safe_user_list_30	__safe_user_list_29 __safe_user_is(29)
#define __safe_user_list_31	__safe_user_list_30 __safe_user_is(30)
#define __safe_user_list_32	__safe_user_list_31 __safe_user_is(31)
#define __safe_user_list_33	__safe_user_list_32 __safe_user_is(32)
#define __safe_user_list_34	__safe_user_list_33 __safe_user_is(33)
#define __safe_user_list_35	__safe_user_list_34 __safe_user_is(34)
#define __safe_user_list_36	__safe_user_list_35 __safe_user_is(35)
#define __safe_user_list_37	__safe_user_list_36 __safe_user_is(36)
#define __safe_user_list_38	__safe_user_list_37 __safe_user_is(37)
#define __safe_user_list_39	__safe_user_list_38 __safe_user_is(38)
#define __safe_user_list_40	__safe_user_list_39 __safe_user_is(39)
#define __safe_user_list_41	__safe_user_list_40 __safe_user_is(40)
#define __safe_user_list_42	__safe_user_list_41 __safe_user_is(41)
#define __safe_user_list_43	__safe_user_list_42 __safe_user_is(42)
#define __safe_user_list_44	__safe_user_list_43 __safe_user_is(43)
#define __safe_user_list_45	__safe_user_list_44 __safe_user_is(44)
#define __safe_user_list_46	__safe_user_list_45 __safe_user_is(45)
#define __safe_user_list_47	__safe_user_list_46 __safe_user_is(46)
#define __safe_user_list_48	__safe_user_list_47 __safe_user_is(47)

/* The numbers that are free, the next one on top. */
#define __safe_user_n 48
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 47
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 46
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 45
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 44
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 43
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 42
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 41
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 40
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 39
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 38
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 37
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 36
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 35
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 34
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 33
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 32
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 31
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 30
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 29
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 28
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 27
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 26
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 25
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 24
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 23
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 22
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 21
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 20
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 19
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 18
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 17
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 16
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 15
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 14
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 13
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 12
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 11
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 10
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 9
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 8
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 7
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 6
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 5
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 4
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 3
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 2
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 1
#pragma push_macro("__safe_user_n")
#undef __safe_user_n
#define __safe_user_n 0

#endif
