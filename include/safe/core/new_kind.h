/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Adds SAFE_KIND to the kinds of owners, see <safe/core/kind.h>. Without an include guard, and short:
 * it is read once for each kind.
 */
#ifdef SAFE_KIND
#ifndef SAFE_KIND_TYPE
#define SAFE_KIND_TYPE __safe_kind_struct(SAFE_KIND)
#endif
__safe_kind_define(__safe_kind_thousands, __safe_kind_hundreds, __safe_kind_tens, __safe_kind_ones,
		   SAFE_KIND, SAFE_KIND_TYPE);
#undef SAFE_KIND
#undef SAFE_KIND_TYPE

/* The next number. */
#if __safe_kind_ones == 0
#undef __safe_kind_ones
#define __safe_kind_ones 1
#elif __safe_kind_ones == 1
#undef __safe_kind_ones
#define __safe_kind_ones 2
#elif __safe_kind_ones == 2
#undef __safe_kind_ones
#define __safe_kind_ones 3
#elif __safe_kind_ones == 3
#undef __safe_kind_ones
#define __safe_kind_ones 4
#elif __safe_kind_ones == 4
#undef __safe_kind_ones
#define __safe_kind_ones 5
#elif __safe_kind_ones == 5
#undef __safe_kind_ones
#define __safe_kind_ones 6
#elif __safe_kind_ones == 6
#undef __safe_kind_ones
#define __safe_kind_ones 7
#elif __safe_kind_ones == 7
#undef __safe_kind_ones
#define __safe_kind_ones 8
#elif __safe_kind_ones == 8
#undef __safe_kind_ones
#define __safe_kind_ones 9
#else
#undef __safe_kind_ones
#define __safe_kind_ones 0
#if __safe_kind_tens == 0
#undef __safe_kind_tens
#define __safe_kind_tens 1
#elif __safe_kind_tens == 1
#undef __safe_kind_tens
#define __safe_kind_tens 2
#elif __safe_kind_tens == 2
#undef __safe_kind_tens
#define __safe_kind_tens 3
#elif __safe_kind_tens == 3
#undef __safe_kind_tens
#define __safe_kind_tens 4
#elif __safe_kind_tens == 4
#undef __safe_kind_tens
#define __safe_kind_tens 5
#elif __safe_kind_tens == 5
#undef __safe_kind_tens
#define __safe_kind_tens 6
#elif __safe_kind_tens == 6
#undef __safe_kind_tens
#define __safe_kind_tens 7
#elif __safe_kind_tens == 7
#undef __safe_kind_tens
#define __safe_kind_tens 8
#elif __safe_kind_tens == 8
#undef __safe_kind_tens
#define __safe_kind_tens 9
#else
#undef __safe_kind_tens
#define __safe_kind_tens 0
#if __safe_kind_hundreds == 0
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 1
#elif __safe_kind_hundreds == 1
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 2
#elif __safe_kind_hundreds == 2
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 3
#elif __safe_kind_hundreds == 3
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 4
#elif __safe_kind_hundreds == 4
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 5
#elif __safe_kind_hundreds == 5
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 6
#elif __safe_kind_hundreds == 6
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 7
#elif __safe_kind_hundreds == 7
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 8
#elif __safe_kind_hundreds == 8
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 9
#else
#undef __safe_kind_hundreds
#define __safe_kind_hundreds 0
#if __safe_kind_thousands == 0
#undef __safe_kind_thousands
#define __safe_kind_thousands 1
#elif __safe_kind_thousands == 1
#undef __safe_kind_thousands
#define __safe_kind_thousands 2
#elif __safe_kind_thousands == 2
#undef __safe_kind_thousands
#define __safe_kind_thousands 3
#elif __safe_kind_thousands == 3
#undef __safe_kind_thousands
#define __safe_kind_thousands 4
#elif __safe_kind_thousands == 4
#undef __safe_kind_thousands
#define __safe_kind_thousands 5
#elif __safe_kind_thousands == 5
#undef __safe_kind_thousands
#define __safe_kind_thousands 6
#elif __safe_kind_thousands == 6
#undef __safe_kind_thousands
#define __safe_kind_thousands 7
#elif __safe_kind_thousands == 7
#undef __safe_kind_thousands
#define __safe_kind_thousands 8
#elif __safe_kind_thousands == 8
#undef __safe_kind_thousands
#define __safe_kind_thousands 9
#else
#error "more than 9999 kinds of owners: add a digit to <safe/core/kind.h>"
#endif
#endif
#endif
#endif
#endif
