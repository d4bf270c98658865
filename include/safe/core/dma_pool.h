/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Pools of small blocks that a driver and a device share.
 *
 * Invariants
 *   - A pool knows how long its blocks are. A block is a struct safe_dma_mem of that length, so that
 *     its addresses and elements are checked as those of <safe/core/dma_mem.h>.
 *   - A block knows its pool and is given back to that one, exactly once. Declared after the pool, or
 *     named after it in SAFE_DESTROY(), it goes before it.
 *
 * Example
 *
 *	owned(dma_pool, pool, safe_dma_pool_create("edu", dev, sizeof(struct descriptor), 8, 0));
 *	owned(dma_block, block, safe_dma_pool_zalloc(&pool, GFP_ATOMIC));
 *	struct descriptor *descriptor = safe_dma_at(borrow(block), struct descriptor, 0);
 *
 * What misuse gives
 *   the result as a pointer			error: incompatible types
 *   an address or pointer for a block		error: incompatible type for argument
 *   an element past the end of a block		NULL, -ERANGE
 *
 * What C cannot do: see that a block that was moved elsewhere outlives its pool; the kernel says so.
 */
#ifndef SAFE_CORE_DMA_POOL_H
#define SAFE_CORE_DMA_POOL_H

#include <linux/dmapool.h>
#include <safe/core/context.h>
#include <safe/core/dma_mem.h>
#include <safe/core/gfp.h>
#include <safe/core/owned.h>

/**
 * struct safe_dma_pool - owns a pool
 * @size: of a block, in bytes
 *
 * borrow() of it is the struct dma_pool *.
 */
struct safe_dma_pool {
	struct dma_pool *__value;
	size_t size;
	__SAFE_TRACKED
};

static __safe_inline bool __safe_dma_pool_owns(const struct safe_dma_pool *owner)
{
	return owner->__value;
}

static __safe_inline void __safe_dma_pool_give_back(const struct safe_dma_pool *owner)
{
	dma_pool_destroy(owner->__value);
}
__SAFE_OWNER_FUNCTIONS(dma_pool);
__SAFE_OWNER_BIND_MEMBERS(dma_pool);
#define SAFE_KIND dma_pool
#include <safe/core/new_kind.h>

/**
 * safe_dma_pool_create() - make a pool
 * @name: for diagnostics
 * @dev: the device
 * @size: of a block, in bytes
 * @align: of a block, a power of two
 * @boundary: that a block does not cross, a power of two, or 0
 *
 * Context: May sleep.
 * Return: a struct safe_dma_pool to open with owned(), or -ENOMEM. For the time that the device is
 * bound: safe_dma_pool_bind().
 */
static __safe_inline __must_check struct safe_dma_pool_result
safe_dma_pool_create(const char *name, struct device *dev, size_t size, size_t align,
		     size_t boundary)
{
	struct safe_dma_pool owner = { .size = size };

	owner.__value = dma_pool_create(name, dev, size, align, boundary);
	return safe_owner_from_errno(dma_pool, owner.__value ? 0 : -ENOMEM, owner);
}
#define safe_dma_pool_create(...)	__safe_sleeps(safe_dma_pool_create(__VA_ARGS__))

/**
 * safe_dma_pool_destroy() - give a pool back before its scope ends
 * @owner: from move()
 *
 * Context: May sleep.
 */
static __safe_inline void safe_dma_pool_destroy(struct safe_dma_pool owner)
{
	safe_dma_pool_release(&owner);
}
#define safe_dma_pool_destroy(...)	__safe_sleeps(safe_dma_pool_destroy(__VA_ARGS__))

/**
 * struct safe_dma_block - owns a block of a pool
 * @pool: the pool
 *
 * borrow() of it is a struct safe_dma_mem. (No union names its members here: gcc would keep the owner
 * in memory.)
 */
struct safe_dma_block {
	struct safe_dma_mem __value;
	struct dma_pool *pool;
	__SAFE_TRACKED
};

static __safe_inline bool __safe_dma_block_owns(const struct safe_dma_block *owner)
{
	return owner->__value.ptr;
}

static __safe_inline void __safe_dma_block_give_back(const struct safe_dma_block *owner)
{
	dma_pool_free(owner->pool, owner->__value.ptr, owner->__value.dma.value);
}
__SAFE_OWNER_FUNCTIONS(dma_block);
#define SAFE_KIND dma_block
#include <safe/core/new_kind.h>

/**
 * safe_dma_pool_alloc() - take a block of a pool, not initialised
 * @pool: the pool
 * @gfp: GFP_KERNEL or GFP_ATOMIC
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_dma_block to open with owned(), or -ENOMEM. Likewise safe_dma_pool_zalloc(),
 * zeroed.
 */
static __safe_inline __must_check struct safe_dma_block_result
safe_dma_pool_alloc(const struct safe_dma_pool *pool, gfp_t gfp)
{
	struct safe_dma_block owner = { .__value.len = pool->size, .pool = pool->__value };
	dma_addr_t dma;

	owner.__value.ptr = dma_pool_alloc(pool->__value, gfp, &dma);
	if (!owner.__value.ptr)
		return (struct safe_dma_block_result){ .__err = -ENOMEM };
	owner.__value.dma.value = dma;
	return (struct safe_dma_block_result){ .__owner = owner };
}
#define safe_dma_pool_alloc(pool, gfp)							\
	__safe_sleeps_by(gfp, safe_dma_pool_alloc(pool, __safe_gfp(gfp)))
#define safe_dma_pool_zalloc(pool, gfp)							\
	__safe_sleeps_by(gfp, (safe_dma_pool_alloc)(pool, __safe_gfp(gfp) | __GFP_ZERO))

/**
 * safe_dma_pool_free() - give a block back before its scope ends
 * @owner: from move()
 */
static __safe_inline void safe_dma_pool_free(struct safe_dma_block owner)
{
	safe_dma_block_release(&owner);
}

#endif
