/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Pools of pages for received packets: <net/page_pool/types.h> and <net/page_pool/helpers.h>, which
 * were <net/page_pool.h>.
 *
 * Invariants
 *   - What a driver includes is there on each kernel; the functions are the kernel's own.
 *
 * Example
 *
 *	#include <safe/core/page_pool.h>
 *
 *	struct page_pool_params params = {
 *		.flags = PP_FLAG_DMA_MAP | SAFE_PP_FLAG_PAGE_FRAG,
 *		...
 *	};
 *
 *	page = page_pool_dev_alloc_frag(pool, &offset, size);
 *
 * What misuse gives: what the kernel's functions give.
 */
#ifndef SAFE_CORE_PAGE_POOL_H
#define SAFE_CORE_PAGE_POOL_H

#if __has_include(<net/page_pool/helpers.h>)
#include <net/page_pool/types.h>
#include <net/page_pool/helpers.h>
#else
#include <net/page_pool.h>
#endif

/**
 * SAFE_PP_FLAG_PAGE_FRAG - parts of pages are taken from the pool
 *
 * Nothing where the kernel lets every pool do that.
 */
#ifdef PP_FLAG_PAGE_FRAG
#define SAFE_PP_FLAG_PAGE_FRAG	PP_FLAG_PAGE_FRAG
#else
#define SAFE_PP_FLAG_PAGE_FRAG	0
#endif

#endif
