/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The kinds of owners that a translation unit knows, so that safe_release(), safe_store() and
 * SAFE_DESTROY() find what gives back an owner by its type: C has no open choice by type, and the
 * preprocessor cannot add to a macro. So each kind takes the next free number.
 *
 *	SAFE_OWNED(clk, struct clk *, clk_put);
 *	#define SAFE_KIND clk
 *	#include <safe/core/new_kind.h>
 *
 * A type of the kernel's own, or of the driver, can be a kind as well: SAFE_KIND_TYPE names it, and
 * safe_KIND_release(type *) gives back what it has, if anything.
 *
 *	#define SAFE_KIND work
 *	#define SAFE_KIND_TYPE struct work_struct
 *	#include <safe/core/new_kind.h>
 *
 * A number has four digits, which are macros of their own: the kernel's whole API has fewer kinds,
 * and a unit pays for those alone whose headers it includes.
 */
#ifndef SAFE_CORE_KIND_H
#define SAFE_CORE_KIND_H

#define __safe_kind_thousands 0
#define __safe_kind_hundreds 0
#define __safe_kind_tens 0
#define __safe_kind_ones 0

/* The choice: a list of "type: function" as long as there are kinds. */
#define __safe_release_any(owner)							\
	_Generic((owner),								\
		 struct __safe_no_owner *: __safe_no_release				\
		 __safe_kinds(__safe_kind_thousands, __safe_kind_hundreds,		\
			      __safe_kind_tens, __safe_kind_ones))(owner)
struct __safe_no_owner;
void __safe_no_release(struct __safe_no_owner *owner);

/* All below the next free number: whole thousands, then whole hundreds of the last one, and so on. */
#define __safe_kinds(m, c, x, i)	__safe_kinds_1(m, c, x, i)
#define __safe_kinds_1(m, c, x, i)							\
	__safe_kinds_m##m() __safe_kinds_c##c(m) __safe_kinds_x##x(m##c) __safe_kinds_i##i(m##c##x)
#define __safe_kind_entry(n)	, __safe_kind_##n *: __safe_kind_##n##_release

#define __safe_kinds_i0(p)
#define __safe_kinds_i1(p)		__safe_kinds_i0(p) __safe_kind_entry(p##0)
#define __safe_kinds_i2(p)		__safe_kinds_i1(p) __safe_kind_entry(p##1)
#define __safe_kinds_i3(p)		__safe_kinds_i2(p) __safe_kind_entry(p##2)
#define __safe_kinds_i4(p)		__safe_kinds_i3(p) __safe_kind_entry(p##3)
#define __safe_kinds_i5(p)		__safe_kinds_i4(p) __safe_kind_entry(p##4)
#define __safe_kinds_i6(p)		__safe_kinds_i5(p) __safe_kind_entry(p##5)
#define __safe_kinds_i7(p)		__safe_kinds_i6(p) __safe_kind_entry(p##6)
#define __safe_kinds_i8(p)		__safe_kinds_i7(p) __safe_kind_entry(p##7)
#define __safe_kinds_i9(p)		__safe_kinds_i8(p) __safe_kind_entry(p##8)
#define __safe_kinds_i10(p)		__safe_kinds_i9(p) __safe_kind_entry(p##9)

#define __safe_kinds_x0(p)
#define __safe_kinds_x1(p)		__safe_kinds_x0(p) __safe_kinds_i10(p##0)
#define __safe_kinds_x2(p)		__safe_kinds_x1(p) __safe_kinds_i10(p##1)
#define __safe_kinds_x3(p)		__safe_kinds_x2(p) __safe_kinds_i10(p##2)
#define __safe_kinds_x4(p)		__safe_kinds_x3(p) __safe_kinds_i10(p##3)
#define __safe_kinds_x5(p)		__safe_kinds_x4(p) __safe_kinds_i10(p##4)
#define __safe_kinds_x6(p)		__safe_kinds_x5(p) __safe_kinds_i10(p##5)
#define __safe_kinds_x7(p)		__safe_kinds_x6(p) __safe_kinds_i10(p##6)
#define __safe_kinds_x8(p)		__safe_kinds_x7(p) __safe_kinds_i10(p##7)
#define __safe_kinds_x9(p)		__safe_kinds_x8(p) __safe_kinds_i10(p##8)
#define __safe_kinds_x10(p)		__safe_kinds_x9(p) __safe_kinds_i10(p##9)

#define __safe_kinds_c0(p)
#define __safe_kinds_c1(p)		__safe_kinds_c0(p) __safe_kinds_x10(p##0)
#define __safe_kinds_c2(p)		__safe_kinds_c1(p) __safe_kinds_x10(p##1)
#define __safe_kinds_c3(p)		__safe_kinds_c2(p) __safe_kinds_x10(p##2)
#define __safe_kinds_c4(p)		__safe_kinds_c3(p) __safe_kinds_x10(p##3)
#define __safe_kinds_c5(p)		__safe_kinds_c4(p) __safe_kinds_x10(p##4)
#define __safe_kinds_c6(p)		__safe_kinds_c5(p) __safe_kinds_x10(p##5)
#define __safe_kinds_c7(p)		__safe_kinds_c6(p) __safe_kinds_x10(p##6)
#define __safe_kinds_c8(p)		__safe_kinds_c7(p) __safe_kinds_x10(p##7)
#define __safe_kinds_c9(p)		__safe_kinds_c8(p) __safe_kinds_x10(p##8)
#define __safe_kinds_c10(p)		__safe_kinds_c9(p) __safe_kinds_x10(p##9)

#define __safe_kinds_m0()
#define __safe_kinds_m1()		__safe_kinds_m0() __safe_kinds_c10(0)
#define __safe_kinds_m2()		__safe_kinds_m1() __safe_kinds_c10(1)
#define __safe_kinds_m3()		__safe_kinds_m2() __safe_kinds_c10(2)
#define __safe_kinds_m4()		__safe_kinds_m3() __safe_kinds_c10(3)
#define __safe_kinds_m5()		__safe_kinds_m4() __safe_kinds_c10(4)
#define __safe_kinds_m6()		__safe_kinds_m5() __safe_kinds_c10(5)
#define __safe_kinds_m7()		__safe_kinds_m6() __safe_kinds_c10(6)
#define __safe_kinds_m8()		__safe_kinds_m7() __safe_kinds_c10(7)
#define __safe_kinds_m9()		__safe_kinds_m8() __safe_kinds_c10(8)

/* The type and the function of the newest kind. */
#define __safe_kind_define(m, c, x, i, kind, type) __safe_kind_define_1(m, c, x, i, kind, type)
#define __safe_kind_define_1(m, c, x, i, kind, type)					\
	typedef type __safe_kind_##m##c##x##i;						\
	static __safe_inline void __safe_kind_##m##c##x##i##_release(type *owner)	\
	{										\
		safe_##kind##_release(owner);						\
	}										\
	struct __safe_no_owner
#define __safe_kind_struct(kind)		__safe_kind_struct_1(kind)
#define __safe_kind_struct_1(kind)		struct safe_##kind

#endif
