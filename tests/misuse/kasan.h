/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The configuration of the tree, and KASAN: what its options change in the kernel's headers. */
#include <linux/kconfig.h>
#define CONFIG_KASAN 1
#define CONFIG_KASAN_GENERIC 1
#define CONFIG_KASAN_INLINE 1
#define CONFIG_KASAN_STACK 1
#ifdef CONFIG_ARM64
#define CONFIG_KASAN_SHADOW_OFFSET 0xdfff800000000000
#undef KASAN_SHADOW_SCALE_SHIFT	/* arch/arm64/Makefile sets it */
#define KASAN_SHADOW_SCALE_SHIFT 3
#else
#define CONFIG_KASAN_SHADOW_OFFSET 0xdffffc0000000000
#endif
