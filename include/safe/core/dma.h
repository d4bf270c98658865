/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * DMA: memory that a device reads or writes, with all that it takes to give it back in one handle.
 *
 * Invariants
 *   - Coherent memory is a struct safe_dma_mem: pointer, length and device address stand together,
 *     and addresses of its parts are only made of it, checked.
 *   - What owns a mapping knows the device, the length and the direction. It is unmapped exactly
 *     once, with the same ones.
 *   - A mapping that failed gives no address: the question dma_mapping_error() is asked by the
 *     wrapper, and the result does not open without it.
 *
 * Example
 *
 *	TRY(safe_dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32)));
 *	TRY(safe_dmam_alloc_coherent(dev, &edu->ring, RING_SIZE, GFP_KERNEL));
 *	safe_writeq(edu->ring.dma, regs, EDU_RING);
 *
 *	owned(dma_single, map, safe_dma_map_single(dev, safe_bytes(data, n), DMA_TO_DEVICE));
 *	safe_writeq(borrow(map), regs, EDU_SRC);		// its dma_addr_t
 *	...							// unmapped at the end of the scope
 *
 * Forms
 *   coherent, of the device	safe_dmam_alloc_coherent(dev, &mem, size, gfp)
 *   coherent, in a scope	owned(dma_coherent, buf, safe_dma_alloc_coherent(dev, size, gfp))
 *   one buffer mapped		owned(dma_single, map, safe_dma_map_single(dev, bytes, dir))
 *   a part of a page		owned(dma_page, map, safe_dma_map_page(dev, page, offset, n, dir))
 *   a scatterlist		owned(dma_sg, map, safe_dma_map_sg(dev, sg, nents, dir))
 *
 * What misuse gives
 *   the result used as an address	error: incompatible types
 *   an address handed to an unmap	error: incompatible type for argument
 *   a part past the end		-ERANGE
 *   a mask not checked		warning: ignoring return value
 *
 * What C cannot do: keep the driver from looking at a buffer while the device has it, or know that
 * the device has stopped before the memory goes.
 */
#ifndef SAFE_CORE_DMA_H
#define SAFE_CORE_DMA_H

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <safe/core/owned.h>
#include <safe/core/slice.h>

/**
 * struct safe_dma_mem - coherent memory; borrowed: it belongs to the device or to an owner
 * @ptr: where the driver finds it
 * @len: in bytes
 * @dma: where the device finds it
 */
struct safe_dma_mem {
	void *ptr;
	size_t len;
	dma_addr_t dma;
};

/* All of it, for what takes a slice. */
static __safe_inline struct safe_bytes safe_dma_bytes(struct safe_dma_mem mem)
{
	return safe_bytes(mem.ptr, mem.len);
}

/**
 * safe_dma_address() - where the device finds a part of coherent memory
 * @mem: the memory
 * @offset: where the part begins
 * @n: how long it is
 * @to: gets the address
 *
 * Return: 0 or -ERANGE.
 */
static __safe_inline __must_check int
safe_dma_address(struct safe_dma_mem mem, size_t offset, size_t n, dma_addr_t *to)
{
	if (unlikely(offset > mem.len || n > mem.len - offset))
		return -ERANGE;
	*to = mem.dma + offset;
	return 0;
}

/**
 * safe_dma_at() - the element with that index of an array in coherent memory
 * @mem: struct safe_dma_mem
 * @type: of the elements
 * @i: index
 *
 * Return: its address, a type *, or NULL if it is not inside of the memory.
 */
#define safe_dma_at(mem, type, i)	((type *)__safe_dma_at(mem, sizeof(type), i))
static __safe_inline __must_check void *
__safe_dma_at(struct safe_dma_mem mem, size_t size, size_t i)
{
	return likely(i < mem.len / size) ? mem.ptr + i * size : NULL;
}

/* ---------------------------------------------------------------------------------------------
 * Coherent memory
 */

/**
 * struct safe_dma_coherent - owns coherent memory
 * @ptr: where the driver finds it
 * @len: in bytes
 * @dma: where the device finds it
 * @dev: the device
 *
 * borrow() of it is a struct safe_dma_mem.
 */
struct safe_dma_coherent {
	union {
		struct {
			void *ptr;
			size_t len;
			dma_addr_t dma;
		};
		struct safe_dma_mem __value;
	};
	struct device *dev;
};

static __safe_inline bool __safe_dma_coherent_owns(const struct safe_dma_coherent *owner)
{
	return owner->ptr;
}

static __safe_inline void __safe_dma_coherent_give_back(const struct safe_dma_coherent *owner)
{
	dma_free_coherent(owner->dev, owner->len, owner->ptr, owner->dma);
}
__SAFE_OWNER_FUNCTIONS(dma_coherent);
#define SAFE_KIND dma_coherent
#include <safe/core/new_kind.h>

/**
 * safe_dma_alloc_coherent() - allocate coherent memory
 * @dev: the device
 * @size: in bytes
 * @gfp: GFP_KERNEL or GFP_ATOMIC; zeroed in any case
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_dma_coherent to open with owned(), or -ENOMEM.
 */
static __safe_inline __must_check struct safe_dma_coherent_result
safe_dma_alloc_coherent(struct device *dev, size_t size, gfp_t gfp)
{
	struct safe_dma_coherent_result result = { .__err = -ENOMEM };
	dma_addr_t dma;
	void *ptr = dma_alloc_coherent(dev, size, &dma, gfp);

	if (ptr)
		result = (struct safe_dma_coherent_result){ .__owner = {
			.ptr = ptr, .len = size, .dma = dma, .dev = dev,
		} };
	return result;
}

/**
 * safe_dma_free_coherent() - give coherent memory back before its scope ends
 * @owner: from move()
 */
static __safe_inline void safe_dma_free_coherent(struct safe_dma_coherent owner)
{
	safe_dma_coherent_release(&owner);
}

/**
 * safe_dmam_alloc_coherent() - allocate coherent memory, until the device is unbound
 * @dev: the device
 * @to: gets the memory; empty if there is none
 * @size: in bytes
 * @gfp: GFP_KERNEL or GFP_ATOMIC; zeroed in any case
 *
 * Context: May sleep if @gfp allows it.
 * Return: 0 or -ENOMEM.
 */
static __safe_inline __must_check int
safe_dmam_alloc_coherent(struct device *dev, struct safe_dma_mem *to, size_t size, gfp_t gfp)
{
	dma_addr_t dma;
	void *ptr = dmam_alloc_coherent(dev, size, &dma, gfp);

	if (!ptr) {
		*to = (struct safe_dma_mem){ };
		return -ENOMEM;
	}
	*to = (struct safe_dma_mem){ .ptr = ptr, .len = size, .dma = dma };
	return 0;
}

/* ---------------------------------------------------------------------------------------------
 * Buffers that the driver has, mapped for a while
 */

/**
 * struct safe_dma_single - owns the mapping of a buffer
 * @dma: where the device finds it: what borrow() gives
 * @len: in bytes
 * @dev: the device
 * @dir: who writes
 */
struct safe_dma_single {
	union {
		dma_addr_t dma;
		dma_addr_t __value;
	};
	size_t len;
	struct device *dev;
	enum dma_data_direction dir;
};

static __safe_inline bool __safe_dma_single_owns(const struct safe_dma_single *owner)
{
	return owner->dev;
}

static __safe_inline void __safe_dma_single_give_back(const struct safe_dma_single *owner)
{
	dma_unmap_single(owner->dev, owner->dma, owner->len, owner->dir);
}
__SAFE_OWNER_FUNCTIONS(dma_single);
#define SAFE_KIND dma_single
#include <safe/core/new_kind.h>

/**
 * safe_dma_map_single() - map a buffer for a device
 * @dev: the device
 * @buf: the buffer, from kmalloc() or its kin; not on the stack
 * @dir: DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL
 *
 * Context: Any.
 * Return: a struct safe_dma_single to open with owned(), or an errno.
 */
static __safe_inline __must_check struct safe_dma_single_result
safe_dma_map_single(struct device *dev, struct safe_bytes buf, enum dma_data_direction dir)
{
	struct safe_dma_single owner = { .len = buf.len, .dev = dev, .dir = dir };

	owner.dma = dma_map_single(dev, buf.ptr, buf.len, dir);
	return safe_owner_from_errno(dma_single, dma_mapping_error(dev, owner.dma), owner);
}

/**
 * safe_dma_unmap_single() - end a mapping before its scope ends
 * @owner: from move()
 */
static __safe_inline void safe_dma_unmap_single(struct safe_dma_single owner)
{
	safe_dma_single_release(&owner);
}

/**
 * safe_dma_sync_single_for_cpu() - take a mapped buffer over from the device
 * @map: the mapping
 *
 * Context: Any.
 */
static __safe_inline void safe_dma_sync_single_for_cpu(const struct safe_dma_single *map)
{
	dma_sync_single_for_cpu(map->dev, map->dma, map->len, map->dir);
}

/**
 * safe_dma_sync_single_for_device() - hand a mapped buffer over to the device
 * @map: the mapping
 *
 * Context: Any.
 */
static __safe_inline void safe_dma_sync_single_for_device(const struct safe_dma_single *map)
{
	dma_sync_single_for_device(map->dev, map->dma, map->len, map->dir);
}

/**
 * struct safe_dma_page - owns the mapping of a part of a page
 * @dma: where the device finds it: what borrow() gives
 * @len: in bytes
 * @dev: the device
 * @dir: who writes
 */
struct safe_dma_page {
	union {
		dma_addr_t dma;
		dma_addr_t __value;
	};
	size_t len;
	struct device *dev;
	enum dma_data_direction dir;
};

static __safe_inline bool __safe_dma_page_owns(const struct safe_dma_page *owner)
{
	return owner->dev;
}

static __safe_inline void __safe_dma_page_give_back(const struct safe_dma_page *owner)
{
	dma_unmap_page(owner->dev, owner->dma, owner->len, owner->dir);
}
__SAFE_OWNER_FUNCTIONS(dma_page);
#define SAFE_KIND dma_page
#include <safe/core/new_kind.h>

/**
 * safe_dma_map_page() - map a part of a page for a device
 * @dev: the device
 * @page: the page
 * @offset: where the part begins
 * @len: how long it is; not checked, since a page does not know what was allocated with it
 * @dir: DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL
 *
 * Context: Any.
 * Return: a struct safe_dma_page to open with owned(), or an errno.
 */
static __safe_inline __must_check struct safe_dma_page_result
safe_dma_map_page(struct device *dev, struct page *page, size_t offset, size_t len,
		  enum dma_data_direction dir)
{
	struct safe_dma_page owner = { .len = len, .dev = dev, .dir = dir };

	owner.dma = dma_map_page(dev, page, offset, len, dir);
	return safe_owner_from_errno(dma_page, dma_mapping_error(dev, owner.dma), owner);
}

/**
 * safe_dma_unmap_page() - end a mapping before its scope ends
 * @owner: from move()
 */
static __safe_inline void safe_dma_unmap_page(struct safe_dma_page owner)
{
	safe_dma_page_release(&owner);
}

/**
 * struct safe_dma_sg - owns the mapping of a scatterlist
 * @mapped: how many entries the device sees, maybe fewer than were mapped: what borrow() gives
 * @sg: the scatterlist
 * @nents: how many entries were mapped, which is what the unmapping is told
 * @dev: the device
 * @dir: who writes
 */
struct safe_dma_sg {
	union {
		int mapped;
		int __value;
	};
	struct scatterlist *sg;
	int nents;
	struct device *dev;
	enum dma_data_direction dir;
};

static __safe_inline bool __safe_dma_sg_owns(const struct safe_dma_sg *owner)
{
	return owner->dev;
}

static __safe_inline void __safe_dma_sg_give_back(const struct safe_dma_sg *owner)
{
	dma_unmap_sg(owner->dev, owner->sg, owner->nents, owner->dir);
}
__SAFE_OWNER_FUNCTIONS(dma_sg);
#define SAFE_KIND dma_sg
#include <safe/core/new_kind.h>

/**
 * safe_dma_map_sg() - map a scatterlist for a device
 * @dev: the device
 * @sg: the scatterlist
 * @nents: how many entries it has
 * @dir: DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL
 *
 * Context: Any.
 * Return: a struct safe_dma_sg to open with owned(), or -EIO.
 */
static __safe_inline __must_check struct safe_dma_sg_result
safe_dma_map_sg(struct device *dev, struct scatterlist *sg, int nents,
		enum dma_data_direction dir)
{
	struct safe_dma_sg owner = { .sg = sg, .nents = nents, .dev = dev, .dir = dir };

	owner.mapped = dma_map_sg(dev, sg, nents, dir);
	return safe_owner_from_errno(dma_sg, owner.mapped > 0 ? 0 : -EIO, owner);
}

/**
 * safe_dma_unmap_sg() - end a mapping before its scope ends
 * @owner: from move()
 */
static __safe_inline void safe_dma_unmap_sg(struct safe_dma_sg owner)
{
	safe_dma_sg_release(&owner);
}

/**
 * safe_dma_sync_sg_for_cpu() - take a mapped scatterlist over from the device
 * @map: the mapping
 *
 * Context: Any.
 */
static __safe_inline void safe_dma_sync_sg_for_cpu(const struct safe_dma_sg *map)
{
	dma_sync_sg_for_cpu(map->dev, map->sg, map->nents, map->dir);
}

/**
 * safe_dma_sync_sg_for_device() - hand a mapped scatterlist over to the device
 * @map: the mapping
 *
 * Context: Any.
 */
static __safe_inline void safe_dma_sync_sg_for_device(const struct safe_dma_sg *map)
{
	dma_sync_sg_for_device(map->dev, map->sg, map->nents, map->dir);
}

#endif
