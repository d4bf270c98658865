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
 * There is room for 79 kinds.
 */
#ifndef SAFE_CORE_KIND_H
#define SAFE_CORE_KIND_H

#define __safe_kind_tens 0
#define __safe_kind_ones 0

/* The choice: a list of "type: function" as long as there are kinds. */
#define __safe_release_any(owner)							\
	_Generic((owner),								\
		 struct __safe_no_owner *: __safe_no_release				\
		 __safe_kinds(__safe_kind_tens, __safe_kind_ones))(owner)
#define __safe_kinds(tens, ones)	__safe_kinds_1(tens, ones)
#define __safe_kinds_1(tens, ones)	__safe_kinds_##tens##ones
struct __safe_no_owner;
void __safe_no_release(struct __safe_no_owner *owner);

#define __safe_kind_entry(n)		, __safe_kind_##n *: __safe_kind_##n##_release
#define __safe_kinds_00
#define __safe_kinds_01			__safe_kinds_00 __safe_kind_entry(01)
#define __safe_kinds_02			__safe_kinds_01 __safe_kind_entry(02)
#define __safe_kinds_03			__safe_kinds_02 __safe_kind_entry(03)
#define __safe_kinds_04			__safe_kinds_03 __safe_kind_entry(04)
#define __safe_kinds_05			__safe_kinds_04 __safe_kind_entry(05)
#define __safe_kinds_06			__safe_kinds_05 __safe_kind_entry(06)
#define __safe_kinds_07			__safe_kinds_06 __safe_kind_entry(07)
#define __safe_kinds_08			__safe_kinds_07 __safe_kind_entry(08)
#define __safe_kinds_09			__safe_kinds_08 __safe_kind_entry(09)
#define __safe_kinds_10			__safe_kinds_09 __safe_kind_entry(10)
#define __safe_kinds_11			__safe_kinds_10 __safe_kind_entry(11)
#define __safe_kinds_12			__safe_kinds_11 __safe_kind_entry(12)
#define __safe_kinds_13			__safe_kinds_12 __safe_kind_entry(13)
#define __safe_kinds_14			__safe_kinds_13 __safe_kind_entry(14)
#define __safe_kinds_15			__safe_kinds_14 __safe_kind_entry(15)
#define __safe_kinds_16			__safe_kinds_15 __safe_kind_entry(16)
#define __safe_kinds_17			__safe_kinds_16 __safe_kind_entry(17)
#define __safe_kinds_18			__safe_kinds_17 __safe_kind_entry(18)
#define __safe_kinds_19			__safe_kinds_18 __safe_kind_entry(19)
#define __safe_kinds_20			__safe_kinds_19 __safe_kind_entry(20)
#define __safe_kinds_21			__safe_kinds_20 __safe_kind_entry(21)
#define __safe_kinds_22			__safe_kinds_21 __safe_kind_entry(22)
#define __safe_kinds_23			__safe_kinds_22 __safe_kind_entry(23)
#define __safe_kinds_24			__safe_kinds_23 __safe_kind_entry(24)
#define __safe_kinds_25			__safe_kinds_24 __safe_kind_entry(25)
#define __safe_kinds_26			__safe_kinds_25 __safe_kind_entry(26)
#define __safe_kinds_27			__safe_kinds_26 __safe_kind_entry(27)
#define __safe_kinds_28			__safe_kinds_27 __safe_kind_entry(28)
#define __safe_kinds_29			__safe_kinds_28 __safe_kind_entry(29)
#define __safe_kinds_30			__safe_kinds_29 __safe_kind_entry(30)
#define __safe_kinds_31			__safe_kinds_30 __safe_kind_entry(31)
#define __safe_kinds_32			__safe_kinds_31 __safe_kind_entry(32)
#define __safe_kinds_33			__safe_kinds_32 __safe_kind_entry(33)
#define __safe_kinds_34			__safe_kinds_33 __safe_kind_entry(34)
#define __safe_kinds_35			__safe_kinds_34 __safe_kind_entry(35)
#define __safe_kinds_36			__safe_kinds_35 __safe_kind_entry(36)
#define __safe_kinds_37			__safe_kinds_36 __safe_kind_entry(37)
#define __safe_kinds_38			__safe_kinds_37 __safe_kind_entry(38)
#define __safe_kinds_39			__safe_kinds_38 __safe_kind_entry(39)
#define __safe_kinds_40			__safe_kinds_39 __safe_kind_entry(40)
#define __safe_kinds_41			__safe_kinds_40 __safe_kind_entry(41)
#define __safe_kinds_42			__safe_kinds_41 __safe_kind_entry(42)
#define __safe_kinds_43			__safe_kinds_42 __safe_kind_entry(43)
#define __safe_kinds_44			__safe_kinds_43 __safe_kind_entry(44)
#define __safe_kinds_45			__safe_kinds_44 __safe_kind_entry(45)
#define __safe_kinds_46			__safe_kinds_45 __safe_kind_entry(46)
#define __safe_kinds_47			__safe_kinds_46 __safe_kind_entry(47)
#define __safe_kinds_48			__safe_kinds_47 __safe_kind_entry(48)
#define __safe_kinds_49			__safe_kinds_48 __safe_kind_entry(49)
#define __safe_kinds_50			__safe_kinds_49 __safe_kind_entry(50)
#define __safe_kinds_51			__safe_kinds_50 __safe_kind_entry(51)
#define __safe_kinds_52			__safe_kinds_51 __safe_kind_entry(52)
#define __safe_kinds_53			__safe_kinds_52 __safe_kind_entry(53)
#define __safe_kinds_54			__safe_kinds_53 __safe_kind_entry(54)
#define __safe_kinds_55			__safe_kinds_54 __safe_kind_entry(55)
#define __safe_kinds_56			__safe_kinds_55 __safe_kind_entry(56)
#define __safe_kinds_57			__safe_kinds_56 __safe_kind_entry(57)
#define __safe_kinds_58			__safe_kinds_57 __safe_kind_entry(58)
#define __safe_kinds_59			__safe_kinds_58 __safe_kind_entry(59)
#define __safe_kinds_60			__safe_kinds_59 __safe_kind_entry(60)
#define __safe_kinds_61			__safe_kinds_60 __safe_kind_entry(61)
#define __safe_kinds_62			__safe_kinds_61 __safe_kind_entry(62)
#define __safe_kinds_63			__safe_kinds_62 __safe_kind_entry(63)
#define __safe_kinds_64			__safe_kinds_63 __safe_kind_entry(64)
#define __safe_kinds_65			__safe_kinds_64 __safe_kind_entry(65)
#define __safe_kinds_66			__safe_kinds_65 __safe_kind_entry(66)
#define __safe_kinds_67			__safe_kinds_66 __safe_kind_entry(67)
#define __safe_kinds_68			__safe_kinds_67 __safe_kind_entry(68)
#define __safe_kinds_69			__safe_kinds_68 __safe_kind_entry(69)
#define __safe_kinds_70			__safe_kinds_69 __safe_kind_entry(70)
#define __safe_kinds_71			__safe_kinds_70 __safe_kind_entry(71)
#define __safe_kinds_72			__safe_kinds_71 __safe_kind_entry(72)
#define __safe_kinds_73			__safe_kinds_72 __safe_kind_entry(73)
#define __safe_kinds_74			__safe_kinds_73 __safe_kind_entry(74)
#define __safe_kinds_75			__safe_kinds_74 __safe_kind_entry(75)
#define __safe_kinds_76			__safe_kinds_75 __safe_kind_entry(76)
#define __safe_kinds_77			__safe_kinds_76 __safe_kind_entry(77)
#define __safe_kinds_78			__safe_kinds_77 __safe_kind_entry(78)
#define __safe_kinds_79			__safe_kinds_78 __safe_kind_entry(79)

/* The type and the function of the newest kind. */
#define __safe_kind_define(tens, ones, kind)	__safe_kind_define_1(tens, ones, kind)
#define __safe_kind_define_1(tens, ones, kind)						\
	typedef struct safe_##kind __safe_kind_##tens##ones;				\
	static __safe_inline void __safe_kind_##tens##ones##_release(struct safe_##kind *owner) \
	{										\
		safe_##kind##_release(owner);						\
	}										\
	struct safe_##kind

#endif
