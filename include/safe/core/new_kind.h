/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Adds SAFE_KIND to the kinds of owners, see <safe/core/kind.h>. Without an include guard, and short:
 * it is read once for each kind.
 */
#ifdef SAFE_KIND
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
#elif __safe_kind_ones == 9
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
#else
#error "more than 79 kinds of owners: add to <safe/core/kind.h>"
#endif
#endif

__safe_kind_define(__safe_kind_tens, __safe_kind_ones, SAFE_KIND);
#undef SAFE_KIND
#endif
