/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * DMA: memory that a device reads or writes, with all that it takes to give it back in one handle.
 *
 * Invariants
 *   - Coherent memory is a struct safe_dma_mem: pointer, length and device address stand together,
 *     and addresses and elements of its parts are only made of it, checked.
 *   - What owns a mapping knows the device and the length; the direction is its type. It is unmapped
 *     exactly once, with the same ones.
 *   - A mapping that failed gives no address: the question dma_mapping_error() is asked by the
 *     wrapper, and the result does not open without it.
 *   - A device writes only to what can be written: DMA_FROM_DEVICE and DMA_BIDIRECTIONAL do not take
 *     bytes that are to be read.
 *   - How much a device says it has written is compared with what was mapped before it is read.
 *
 * Example
 *
 *	TRY(safe_dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32)));
 *	TRY(safe_dmam_alloc_coherent(dev, &edu->ring, RING_SIZE, GFP_KERNEL));
 *	safe_writeq(edu->ring.dma.value, regs, EDU_RING);
 *
 *	TRY(safe_dma_write(edu->ring, u32, i, length));		// checked, and written at once
 *	TRY(safe_dma_store_release(edu->ring, u32, i + 1, OWNED_BY_DEVICE)); // after all before it
 *	TRY(safe_dma_load_acquire(edu->ring, u32, i + 1, &status));	// before all behind it
 *
 *	owned(dma_from_device, map, safe_dma_map_single(dev, safe_bytes(data, n), DMA_FROM_DEVICE));
 *	safe_writeq(borrow(map).value, regs, EDU_DST);		// its struct safe_dma_addr
 *	...
 *	TRY(safe_dma_received(&map, safe_readl(regs, EDU_COUNT), &bytes)); // not more than n
 *	...							// unmapped at the end of the scope
 *
 * Forms
 *   coherent, of the device	safe_dmam_alloc_coherent(dev, &mem, size, gfp)
 *   coherent, in a scope	owned(dma_coherent, buf, safe_dma_alloc_coherent(dev, size, gfp))
 *   one buffer mapped		owned(dma_to_device, map, safe_dma_map_single(dev, bytes, DMA_TO_DEVICE))
 *   a part of a page		owned(dma_both, map,
 *				      safe_dma_map_page(dev, page, offset, n, DMA_BIDIRECTIONAL))
 *   scatterlists, pools	<safe/core/dma_sg.h>, <safe/core/dma_pool.h>
 *
 * The kinds are dma_to_device, dma_from_device and dma_both. The direction is written out where a
 * buffer is mapped, as DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL, and nowhere else.
 *
 * What misuse gives
 *   the result used as an address		error: incompatible types
 *   a mapping of another direction		error: incompatible types
 *   an address handed to an unmap		error: incompatible type for argument
 *   constant bytes that a device writes to	error: incompatible type for argument
 *   what is only read, synced for the CPU	error: "the device does not write to it ..."
 *   a direction in a variable			error: implicit declaration of function
 *   DMA_NONE					the same
 *   a part past the end			-ERANGE
 *   a device that says it wrote too much	-ERANGE
 *   a mask that is no mask			error: "a mask is a DMA_BIT_MASK(n)"
 *   a mask not checked				warning: ignoring return value
 *
 * What C cannot do: keep the driver from looking at a buffer while the device has it, know that the
 * device has stopped before the memory goes, or that a buffer is on the stack, which no device may
 * touch (CONFIG_DMA_API_DEBUG finds that).
 */
#ifndef SAFE_CORE_DMA_H
#define SAFE_CORE_DMA_H

#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <safe/core/address.h>
#include <safe/core/constant.h>
#include <safe/core/context.h>
#include <safe/core/dma_mem.h>
#include <safe/core/gfp.h>
#include <safe/core/owned.h>
#include <safe/core/slice.h>

/* ---------------------------------------------------------------------------------------------
 * Masks
 */

/* @mask, which as a constant has its low bits set and no others, and not just a few of them. */
#define __safe_dma_mask(mask)								\
	((void)sizeof(({								\
		_Static_assert(!__safe_is_constant(mask) ||				\
			       (((u64)__safe_constant(mask) &				\
				 ((u64)__safe_constant(mask) + 1)) == 0 &&		\
				(u64)__safe_constant(mask) >= 0xffff),			\
			       "a mask is a DMA_BIT_MASK(n)");				\
		0;									\
	})), (mask))

/**
 * safe_dma_set_mask_and_coherent() - say which addresses a device can reach
 * @dev: the device
 * @mask: DMA_BIT_MASK(n), where n is how many bits of address the device has
 *
 * Likewise safe_dma_set_mask(), of mappings only, safe_dma_set_coherent_mask(), of coherent memory
 * only, and safe_dma_coerce_mask_and_coherent(), for a device that nobody gave a mask yet.
 *
 * Context: Any.
 * Return: 0, or an errno if the machine has no memory there.
 */
#define safe_dma_set_mask_and_coherent(dev, mask)					\
	safe_checked(dma_set_mask_and_coherent(dev, __safe_dma_mask(mask)))
#define safe_dma_set_mask(dev, mask)							\
	safe_checked(dma_set_mask(dev, __safe_dma_mask(mask)))
#define safe_dma_set_coherent_mask(dev, mask)						\
	safe_checked(dma_set_coherent_mask(dev, __safe_dma_mask(mask)))
#define safe_dma_coerce_mask_and_coherent(dev, mask)					\
	safe_checked(dma_coerce_mask_and_coherent(dev, __safe_dma_mask(mask)))

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
			struct safe_dma_addr dma;
		};
		struct safe_dma_mem __value;
	};
	struct device *dev;
	__SAFE_TRACKED
};

static __safe_inline bool __safe_dma_coherent_owns(const struct safe_dma_coherent *owner)
{
	return owner->ptr;
}

static __safe_inline void __safe_dma_coherent_give_back(const struct safe_dma_coherent *owner)
{
	dma_free_coherent(owner->dev, owner->len, owner->ptr, owner->dma.value);
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
			.ptr = ptr, .len = size, .dma = { dma }, .dev = dev,
		} };
	return result;
}
#define safe_dma_alloc_coherent(dev, size, gfp)						\
	__safe_sleeps_by(gfp, safe_dma_alloc_coherent(dev, size, __safe_gfp(gfp)))

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
	*to = (struct safe_dma_mem){ .ptr = ptr, .len = size, .dma = { dma } };
	return 0;
}
#define safe_dmam_alloc_coherent(dev, to, size, gfp)					\
	__safe_sleeps_by(gfp, safe_dmam_alloc_coherent(dev, to, size, __safe_gfp(gfp)))

/* ---------------------------------------------------------------------------------------------
 * Buffers that the driver has, mapped for a while
 */

/* What is mapped of a buffer. */
struct __safe_dma_span {
	struct device *dev;
	dma_addr_t dma;
	size_t len;
	enum dma_data_direction dir;
};

/* @dev, which is not NULL: so the end of a scope need not ask. */
static __safe_inline struct device *__safe_dma_device(struct device *dev)
{
	if (!__builtin_constant_p((unsigned long)dev) && !dev)
		__builtin_unreachable();
	return dev;
}

/*
 * A kind for each direction: dma is where the device finds the buffer, which is what borrow() gives,
 * ptr where the driver does (NULL for a page that has no address), len counts bytes.
 */
#define __SAFE_DMA_MAPPING(kind, direction, pointer, slice)				\
struct safe_##kind {									\
	union {										\
		struct safe_dma_addr dma;						\
		struct safe_dma_addr __value;						\
	};										\
	pointer ptr;									\
	size_t len;									\
	struct device *dev;								\
	__SAFE_TRACKED									\
};											\
static __safe_inline bool __safe_##kind##_owns(const struct safe_##kind *owner)		\
{											\
	return owner->dev;								\
}											\
static __safe_inline void __safe_##kind##_give_back(const struct safe_##kind *owner)	\
{											\
	dma_unmap_single(owner->dev, owner->dma.value, owner->len, direction);		\
}											\
__SAFE_OWNER_FUNCTIONS(kind);								\
__SAFE_OWNER_BIND_MEMBERS(kind);							\
static __safe_inline __must_check struct safe_##kind##_result				\
__safe_map_##direction(struct device *dev, struct slice buf)				\
{											\
	struct safe_##kind owner = {							\
		.ptr = buf.ptr, .len = buf.len, .dev = __safe_dma_device(dev),		\
	};										\
											\
	owner.dma.value = dma_map_single(__safe_dma_device(dev), (void *)buf.ptr, buf.len, direction); \
	return safe_owner_from_errno(kind, dma_mapping_error(dev, owner.dma.value), owner); \
}											\
static __safe_inline __must_check struct safe_##kind##_result				\
__safe_map_page_##direction(struct device *dev, struct page *page, size_t offset, size_t len) \
{											\
	struct safe_##kind owner = { .len = len, .dev = __safe_dma_device(dev) };	\
											\
	if (!IS_ENABLED(CONFIG_HIGHMEM))						\
		owner.ptr = page_address(page) + offset;				\
	owner.dma.value = dma_map_page(__safe_dma_device(dev), page, offset, len, direction); \
	return safe_owner_from_errno(kind, dma_mapping_error(dev, owner.dma.value), owner); \
}											\
static __safe_inline struct __safe_dma_span						\
__safe_##kind##_span(const struct safe_##kind *map)					\
{											\
	return (struct __safe_dma_span){ map->dev, map->dma.value, map->len, direction }; \
}											\
struct safe_##kind

__SAFE_DMA_MAPPING(dma_to_device, DMA_TO_DEVICE, const void *, safe_const_bytes);
#define SAFE_KIND dma_to_device
#include <safe/core/new_kind.h>
__SAFE_DMA_MAPPING(dma_from_device, DMA_FROM_DEVICE, void *, safe_bytes);
#define SAFE_KIND dma_from_device
#include <safe/core/new_kind.h>
__SAFE_DMA_MAPPING(dma_both, DMA_BIDIRECTIONAL, void *, safe_bytes);
#define SAFE_KIND dma_both
#include <safe/core/new_kind.h>

/* A device that only reads takes bytes of both types. */
#define __safe_dma_buf_DMA_TO_DEVICE(buf)						\
	_Generic((buf), struct safe_bytes: safe_bytes_to_read,				\
		 struct safe_const_bytes: __safe_dma_same)(buf)
#define __safe_dma_buf_DMA_FROM_DEVICE(buf)	(buf)
#define __safe_dma_buf_DMA_BIDIRECTIONAL(buf)	(buf)
static __safe_inline struct safe_const_bytes __safe_dma_same(struct safe_const_bytes buf)
{
	return buf;
}

/**
 * safe_dma_map_single() - map a buffer for a device
 * @dev: the device
 * @buf: the buffer, from kmalloc() or its kin; not on the stack. A struct safe_bytes; for
 *	DMA_TO_DEVICE a struct safe_const_bytes too
 * @dir: DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL, written out
 *
 * Context: Any.
 * Return: a struct safe_dma_to_device, safe_dma_from_device or safe_dma_both to open with owned(), or
 * an errno.
 */
#define safe_dma_map_single(dev, buf, dir) __safe_map_##dir(dev, __safe_dma_buf_##dir(buf))

/**
 * safe_dma_map_page() - map a part of a page for a device
 * @dev: the device
 * @page: the page
 * @offset: where the part begins
 * @len: how long it is; not checked, since a page does not know what was allocated with it
 * @dir: DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL, written out
 *
 * Context: Any.
 * Return: what safe_dma_map_single() does.
 */
#define safe_dma_map_page(dev, page, offset, len, dir) __safe_map_page_##dir(dev, page, offset, len)

/**
 * safe_dma_unmap_single() - end a mapping before its scope ends
 * @owner: from move(). Likewise safe_dma_unmap_page()
 */
#define safe_dma_unmap_single(owner)							\
	_Generic((owner), struct safe_dma_to_device: __safe_unmap_to_device,		\
		 struct safe_dma_from_device: __safe_unmap_from_device,			\
		 struct safe_dma_both: __safe_unmap_both)(owner)
#define safe_dma_unmap_page(owner)	safe_dma_unmap_single(owner)

static __safe_inline void __safe_unmap_to_device(struct safe_dma_to_device owner)
{
	safe_dma_to_device_release(&owner);
}

static __safe_inline void __safe_unmap_from_device(struct safe_dma_from_device owner)
{
	safe_dma_from_device_release(&owner);
}

static __safe_inline void __safe_unmap_both(struct safe_dma_both owner)
{
	safe_dma_both_release(&owner);
}

/* The span of a mapping; of one that a device writes to. */
#define __safe_dma_span(map)								\
	_Generic(*(map), struct safe_dma_to_device: __safe_dma_to_device_span,		\
		 struct safe_dma_from_device: __safe_dma_from_device_span,		\
		 struct safe_dma_both: __safe_dma_both_span)(map)
#define __safe_dma_written_span(map)							\
	(__safe_assert(!__builtin_types_compatible_p(typeof(*(map)), struct safe_dma_to_device), \
		       "the device does not write to it: there is nothing to take over"), \
	 __safe_dma_span(map))

/**
 * safe_dma_sync_single_for_cpu() - take a mapped buffer over from the device
 * @map: address of the mapping, which is not a struct safe_dma_to_device
 *
 * Context: Any.
 */
#define safe_dma_sync_single_for_cpu(map) __safe_dma_sync_for_cpu(__safe_dma_written_span(map))
static __safe_inline void __safe_dma_sync_for_cpu(struct __safe_dma_span span)
{
	dma_sync_single_for_cpu(span.dev, span.dma, span.len, span.dir);
}

/**
 * safe_dma_sync_single_for_device() - hand a mapped buffer over to the device
 * @map: address of the mapping
 *
 * Context: Any.
 */
#define safe_dma_sync_single_for_device(map) __safe_dma_sync_for_device(__safe_dma_span(map))
static __safe_inline void __safe_dma_sync_for_device(struct __safe_dma_span span)
{
	dma_sync_single_for_device(span.dev, span.dma, span.len, span.dir);
}

/**
 * safe_dma_sync_single_range_for_cpu() - take a part of a mapped buffer over from the device
 * @map: address of the mapping, which is not a struct safe_dma_to_device
 * @offset: where the part begins
 * @n: how long it is
 *
 * Context: Any.
 * Return: 0, or -ERANGE if that is not inside of it.
 */
#define safe_dma_sync_single_range_for_cpu(map, offset, n)				\
	__safe_dma_sync_range_for_cpu(__safe_dma_written_span(map), offset, n)
static __safe_inline __must_check int
__safe_dma_sync_range_for_cpu(struct __safe_dma_span span, size_t offset, size_t n)
{
	int err = __safe_no_part(span.len, offset, n);

	if (!err)
		dma_sync_single_range_for_cpu(span.dev, span.dma, offset, n, span.dir);
	return err;
}

/**
 * safe_dma_sync_single_range_for_device() - hand a part of a mapped buffer over to the device
 * @map: address of the mapping
 * @offset: where the part begins
 * @n: how long it is
 *
 * Context: Any.
 * Return: 0, or -ERANGE if that is not inside of it.
 */
#define safe_dma_sync_single_range_for_device(map, offset, n)				\
	__safe_dma_sync_range_for_device(__safe_dma_span(map), offset, n)
static __safe_inline __must_check int
__safe_dma_sync_range_for_device(struct __safe_dma_span span, size_t offset, size_t n)
{
	int err = __safe_no_part(span.len, offset, n);

	if (!err)
		dma_sync_single_range_for_device(span.dev, span.dma, offset, n, span.dir);
	return err;
}

/**
 * safe_dma_received() - take over what the device says it has written
 * @map: address of the mapping, which is not a struct safe_dma_to_device
 * @n: how many bytes it says, from the begin of the buffer
 * @to: struct safe_const_bytes *, gets them; empty if there are not as many
 *
 * Context: Any.
 * Return: 0, or -ERANGE if the buffer is not as long.
 */
#define safe_dma_received(map, n, to)							\
	__safe_dma_received(__safe_dma_written_span(map), (map)->ptr, n, to)
static __safe_inline __must_check int
__safe_dma_received(struct __safe_dma_span span, const void *ptr, size_t n,
		    struct safe_const_bytes *to)
{
	*to = (struct safe_const_bytes){ };
	if (unlikely(n > span.len))
		return -ERANGE;
	if (IS_ENABLED(CONFIG_HIGHMEM) && !ptr)
		return -EFAULT;
	dma_sync_single_for_cpu(span.dev, span.dma, n, span.dir);
	*to = safe_const_bytes(ptr, n);
	return 0;
}

#endif
