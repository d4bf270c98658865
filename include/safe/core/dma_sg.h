/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * DMA of scattered memory: the table, and its mapping, each with its owner.
 *
 * Invariants
 *   - What owns a table gives back its entries; what owns a mapping unmaps it, with as many entries as
 *     were mapped, not as many as the device saw. The mapping is declared after the table, so it goes
 *     before it.
 *   - A table that is not mapped has no addresses for a device: those come out of the mapping, whose
 *     type is the direction.
 *   - The loop over a mapping goes over as many segments as the device sees.
 *
 * Example
 *
 *	owned(sg_table, table, safe_sg_alloc_table_from_pages(pages, n_pages, 0, size, GFP_KERNEL));
 *	owned(dma_sg_to_device, map, safe_dma_map_sgtable(dev, borrow(table), DMA_TO_DEVICE));
 *	struct safe_dma_segment segment;
 *	unsigned int i;
 *
 *	safe_for_each_dma_segment(&map, segment, i)
 *		TRY(edu_queue(edu, segment.dma, segment.len));
 *
 * A struct scatterlist of the driver's own is mapped by safe_dma_map_sg(dev, sg, nents, dir). The kinds
 * are dma_sg_to_device, dma_sg_from_device and dma_sg_both.
 *
 * What misuse gives
 *   a table in the loop over segments		error: no member named 'mapped'
 *   a mapping of another direction		error: incompatible types
 *   what is only read, synced for the CPU	error: "the device does not write to it ..."
 *   a number handed to an unmap		error: not compatible with any association
 *
 * What C cannot do: keep the pages in place; keep a driver from reading sg_dma_address() of a table
 * that is not mapped.
 */
#ifndef SAFE_CORE_DMA_SG_H
#define SAFE_CORE_DMA_SG_H

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <safe/core/address.h>
#include <safe/core/context.h>
#include <safe/core/gfp.h>
#include <safe/core/owned.h>

/* ---------------------------------------------------------------------------------------------
 * Tables
 */

/**
 * struct safe_sg_table - owns the entries of a table
 * @table: the table; borrow() gives its address, a struct sg_table *
 */
struct safe_sg_table {
	union {
		struct sg_table table;
		struct sg_table __value[1];
	};
	__SAFE_TRACKED
};

static __safe_inline bool __safe_sg_table_owns(const struct safe_sg_table *owner)
{
	return owner->table.sgl;
}

static __safe_inline void __safe_sg_table_give_back(const struct safe_sg_table *owner)
{
	struct sg_table table = owner->table;

	sg_free_table(&table);
}
__SAFE_OWNER_FUNCTIONS(sg_table);
#define SAFE_KIND sg_table
#include <safe/core/new_kind.h>

/**
 * safe_sg_alloc_table() - allocate a table
 * @nents: how many entries, not zero
 * @gfp: GFP_KERNEL or GFP_ATOMIC
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_sg_table to open with owned(), or an errno.
 */
static __safe_inline __must_check struct safe_sg_table_result
safe_sg_alloc_table(unsigned int nents, gfp_t gfp)
{
	struct safe_sg_table owner = { };
	int err = sg_alloc_table(&owner.table, nents, gfp);

	return safe_owner_from_errno(sg_table, err, owner);
}
#define safe_sg_alloc_table(nents, gfp)							\
	__safe_sleeps_by(gfp, safe_sg_alloc_table(nents, __safe_gfp(gfp)))

/**
 * safe_sg_alloc_table_from_pages() - allocate a table of pages
 * @pages: the pages
 * @n_pages: how many
 * @offset: where the data begins in the first page
 * @size: bytes of data
 * @gfp: GFP_KERNEL or GFP_ATOMIC
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_sg_table to open with owned(), or an errno; -EINVAL if the pages hold less.
 */
static __safe_inline __must_check struct safe_sg_table_result
safe_sg_alloc_table_from_pages(struct page **pages, unsigned int n_pages, unsigned int offset,
			       unsigned long size, gfp_t gfp)
{
	struct safe_sg_table owner = { };
	u64 room = (u64)n_pages << PAGE_SHIFT;
	int err = -EINVAL;

	if (offset <= room && size <= room - offset)
		err = sg_alloc_table_from_pages(&owner.table, pages, n_pages, offset, size, gfp);
	return safe_owner_from_errno(sg_table, err, owner);
}
#define safe_sg_alloc_table_from_pages(pages, n_pages, offset, size, gfp)		\
	__safe_sleeps_by(gfp, safe_sg_alloc_table_from_pages(pages, n_pages, offset, size, \
							     __safe_gfp(gfp)))

/**
 * safe_sg_free_table() - give a table back before its scope ends
 * @owner: from move()
 */
static __safe_inline void safe_sg_free_table(struct safe_sg_table owner)
{
	safe_sg_table_release(&owner);
}

/* ---------------------------------------------------------------------------------------------
 * Mappings
 */

/* What is mapped. */
struct __safe_dma_sg_span {
	struct device *dev;
	struct scatterlist *sg;
	int nents;
	enum dma_data_direction dir;
};

/*
 * A kind for each direction: mapped is how many segments the device sees, maybe fewer than were
 * mapped, which is what borrow() gives; nents is what the unmapping is told.
 */
#define __SAFE_DMA_SG_MAPPING(kind, direction)						\
struct safe_##kind {									\
	union {										\
		unsigned int mapped;							\
		unsigned int __value;							\
	};										\
	int nents;									\
	struct scatterlist *sg;								\
	struct device *dev;								\
	__SAFE_TRACKED									\
};											\
static __safe_inline bool __safe_##kind##_owns(const struct safe_##kind *owner)	\
{											\
	return owner->dev;								\
}											\
static __safe_inline void __safe_##kind##_give_back(const struct safe_##kind *owner)	\
{											\
	dma_unmap_sg(owner->dev, owner->sg, owner->nents, direction);			\
}											\
__SAFE_OWNER_FUNCTIONS(kind);								\
static __safe_inline __must_check struct safe_##kind##_result				\
__safe_map_sg_##direction(struct device *dev, struct scatterlist *sg, int nents)	\
{											\
	struct safe_##kind owner = { .sg = sg, .nents = nents, .dev = dev };		\
	int mapped = dma_map_sg(dev, sg, nents, direction);				\
											\
	owner.mapped = mapped;								\
	return safe_owner_from_errno(kind, mapped > 0 ? 0 : -EIO, owner);		\
}											\
static __safe_inline __must_check struct safe_##kind##_result				\
__safe_map_sgtable_##direction(struct device *dev, struct sg_table *table)		\
{											\
	struct safe_##kind owner = { .sg = table->sgl, .nents = table->orig_nents, .dev = dev }; \
	int err = dma_map_sgtable(dev, table, direction, 0);				\
											\
	owner.mapped = table->nents;							\
	return safe_owner_from_errno(kind, err, owner);					\
}											\
static __safe_inline struct __safe_dma_sg_span						\
__safe_##kind##_span(const struct safe_##kind *map)					\
{											\
	return (struct __safe_dma_sg_span){ map->dev, map->sg, map->nents, direction };	\
}											\
static __safe_inline void __safe_unmap_##kind(struct safe_##kind owner)		\
{											\
	safe_##kind##_release(&owner);							\
}											\
struct safe_##kind

__SAFE_DMA_SG_MAPPING(dma_sg_to_device, DMA_TO_DEVICE);
#define SAFE_KIND dma_sg_to_device
#include <safe/core/new_kind.h>
__SAFE_DMA_SG_MAPPING(dma_sg_from_device, DMA_FROM_DEVICE);
#define SAFE_KIND dma_sg_from_device
#include <safe/core/new_kind.h>
__SAFE_DMA_SG_MAPPING(dma_sg_both, DMA_BIDIRECTIONAL);
#define SAFE_KIND dma_sg_both
#include <safe/core/new_kind.h>

/**
 * safe_dma_map_sgtable() - map a table for a device
 * @dev: the device
 * @table: struct sg_table *, which must live as long as the mapping
 * @dir: DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL, written out
 *
 * Context: Any.
 * Return: a struct safe_dma_sg_to_device, safe_dma_sg_from_device or safe_dma_sg_both to open with
 * owned(), or an errno.
 */
#define safe_dma_map_sgtable(dev, table, dir)	__safe_map_sgtable_##dir(dev, table)

/**
 * safe_dma_map_sg() - map a scatterlist for a device
 * @dev: the device
 * @sg: the scatterlist
 * @nents: how many entries it has
 * @dir: DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL, written out
 *
 * Context: Any.
 * Return: what safe_dma_map_sgtable() does; -EIO.
 */
#define safe_dma_map_sg(dev, sg, nents, dir)	__safe_map_sg_##dir(dev, sg, nents)

/**
 * safe_dma_unmap_sg() - end a mapping before its scope ends
 * @owner: from move(). Likewise safe_dma_unmap_sgtable()
 */
#define safe_dma_unmap_sg(owner)							\
	_Generic((owner), struct safe_dma_sg_to_device: __safe_unmap_dma_sg_to_device,	\
		 struct safe_dma_sg_from_device: __safe_unmap_dma_sg_from_device,	\
		 struct safe_dma_sg_both: __safe_unmap_dma_sg_both)(owner)
#define safe_dma_unmap_sgtable(owner)	safe_dma_unmap_sg(owner)

#define __safe_dma_sg_span(map)								\
	_Generic(*(map), struct safe_dma_sg_to_device: __safe_dma_sg_to_device_span,	\
		 struct safe_dma_sg_from_device: __safe_dma_sg_from_device_span,	\
		 struct safe_dma_sg_both: __safe_dma_sg_both_span)(map)

/**
 * safe_dma_sync_sg_for_cpu() - take a mapped scatterlist over from the device
 * @map: address of the mapping, which is not a struct safe_dma_sg_to_device
 *
 * Context: Any. Likewise safe_dma_sync_sgtable_for_cpu().
 */
#define safe_dma_sync_sg_for_cpu(map)							\
	(__safe_assert(!__builtin_types_compatible_p(typeof(*(map)),			\
						     struct safe_dma_sg_to_device),	\
		       "the device does not write to it: there is nothing to take over"), \
	 __safe_dma_sync_sg_for_cpu(__safe_dma_sg_span(map)))
#define safe_dma_sync_sgtable_for_cpu(map)	safe_dma_sync_sg_for_cpu(map)
static __safe_inline void __safe_dma_sync_sg_for_cpu(struct __safe_dma_sg_span span)
{
	dma_sync_sg_for_cpu(span.dev, span.sg, span.nents, span.dir);
}

/**
 * safe_dma_sync_sg_for_device() - hand a mapped scatterlist over to the device
 * @map: address of the mapping
 *
 * Context: Any. Likewise safe_dma_sync_sgtable_for_device().
 */
#define safe_dma_sync_sg_for_device(map) __safe_dma_sync_sg_for_device(__safe_dma_sg_span(map))
#define safe_dma_sync_sgtable_for_device(map)	safe_dma_sync_sg_for_device(map)
static __safe_inline void __safe_dma_sync_sg_for_device(struct __safe_dma_sg_span span)
{
	dma_sync_sg_for_device(span.dev, span.sg, span.nents, span.dir);
}

/**
 * struct safe_dma_segment - what the device sees as one piece
 * @dma: where it finds it
 * @len: in bytes
 */
struct safe_dma_segment {
	struct safe_dma_addr dma;
	unsigned int len;
};

static __safe_inline struct safe_dma_segment __safe_dma_segment(struct scatterlist *sg)
{
	return (struct safe_dma_segment){ { sg_dma_address(sg) }, sg_dma_len(sg) };
}

/**
 * safe_first_dma_segment() - what the device sees first of a mapping
 * @map: address of the mapping, which is not empty
 *
 * Return: a struct safe_dma_segment.
 */
#define safe_first_dma_segment(map)	__safe_dma_segment((map)->sg)

/**
 * safe_for_each_dma_segment() - over what the device sees of a mapping
 * @map: address of the mapping
 * @segment: a struct safe_dma_segment, which takes each of them
 * @i: unsigned int that counts
 */
#define safe_for_each_dma_segment(map, segment, i)					\
	__safe_for_each_dma_segment(__UNIQUE_ID(safe_sg), map, segment, i)
#define __safe_for_each_dma_segment(at, map, segment, i)				\
	for (struct scatterlist *at = ((i) = 0, (map)->sg);				\
	     (i) < (map)->mapped && ((segment) = __safe_dma_segment(at), true);	\
	     (i)++, at = sg_next(at))

#endif
