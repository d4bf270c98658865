// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* DMA: correct but tricky. */
#include <safe/linux/dma-mapping.h>
#include <safe/linux/dmapool.h>
#include <safe/linux/scatterlist.h>
#include <safe/short.h>

struct good_dma_slot {
	struct safe_dma_to_device map;
	bool busy;
};
struct good_dma_ring {
	struct device *dev;
	struct safe_dma_mem mem;
	struct safe_dma_coherent table;
	struct safe_dma_pool pool;
	struct good_dma_slot slots[8];
};
SAFE_DESTROY(struct good_dma_ring, pool, table);

/* good: owners in an array, moved in a loop, replaced and given back by index */
static int __used good_dma_slots(struct good_dma_ring *ring, struct safe_const_bytes data)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(ring->slots); i++) {
		struct good_dma_slot *slot = &ring->slots[i];

		if (slot->busy)
			continue;
		owned(dma_to_device, map, safe_dma_map_single(ring->dev, data, DMA_TO_DEVICE));
		safe_store(&slot->map, move(map));
		slot->busy = true;
		return i;
	}
	safe_dma_unmap_single(move(ring->slots[0].map));
	return -EBUSY;
}

/* good: bytes that can be written are also there to be read */
static int __used good_dma_both_bytes(struct good_dma_ring *ring, u8 (*buf)[32])
{
	owned(dma_to_device, a, safe_dma_map_single(ring->dev, safe_bytes_of(*buf), DMA_TO_DEVICE));
	owned(dma_to_device, b, safe_dma_map_single(ring->dev, safe_const_bytes_of(*buf), DMA_TO_DEVICE));
	return safe_dma_addr_high(borrow(a)) == safe_dma_addr_high(borrow(b));
}

/* good: a failed mapping in a scope that goes on */
static struct safe_dma_addr __used good_dma_fallback(struct good_dma_ring *ring,
						     struct safe_const_bytes data)
{
	SAFE_OWNER(dma_to_device, map);

	if (safe_open(&map, safe_dma_map_single(ring->dev, data, DMA_TO_DEVICE)))
		return ring->mem.dma;
	return borrow(map);
}

/* good: the same buffer again and again, handed over and back */
static int __used good_dma_streaming(struct good_dma_ring *ring, struct safe_bytes data, u32 rounds)
{
	struct safe_const_bytes received;
	u32 sum = 0;

	owned(dma_from_device, map, safe_dma_map_single(ring->dev, data, DMA_FROM_DEVICE));
	while (rounds--) {
		TRY(safe_dma_received(&map, rounds, &received));
		if (!received.len)
			break;
		sum += *(const u8 *)received.ptr;
		safe_dma_sync_single_for_device(&map);
	}
	return sum & 1;
}

/* good: parts of one mapping, for both sides */
static int __used good_dma_ranges(struct safe_dma_both *map, size_t offset)
{
	TRY(safe_dma_sync_single_range_for_cpu(map, offset, 8));
	TRY(safe_dma_sync_single_range_for_device(map, offset, 8));
	return safe_dma_sync_single_range_for_cpu(map, 0, 0);
}

/* good: a ring of words, with the barriers of descriptors, in a condition */
static int __used good_dma_descriptors(struct good_dma_ring *ring, u32 head)
{
	u32 owner;

	TRY(safe_dma_write(ring->mem, u32, 4 * head, 1u << 8));
	TRY(safe_dma_write(ring->mem, u64, 2 * head + 1, ring->mem.dma.value));
	if (safe_dma_store_release(ring->mem, u32, 4 * head + 1, 1))
		return -ENOSPC;
	do {
		TRY(safe_dma_load_acquire(ring->mem, u32, 4 * head + 1, &owner));
	} while (owner);
	return 0;
}

/* good: an element of a member's type; one read within the index of another */
static int __used good_dma_nested(struct good_dma_ring *ring)
{
	__le32 word = cpu_to_le32(5);
	u32 i = 0, n;

	TRY(safe_dma_write(ring->mem, __le32, i++, word));
	TRY(safe_dma_read(ring->mem, typeof(word), i, &word));
	return safe_dma_read(ring->mem, u32, ({ TRY(safe_dma_read(ring->mem, u32, 0, &n)); n; }), &i);
}

/* good: parts of a part, of all of it, and of nothing */
static int __used good_dma_parts(struct good_dma_ring *ring)
{
	struct safe_dma_mem part, none;
	struct safe_dma_addr addr;

	TRY(safe_dma_part(&part, ring->mem, 64, 64));
	TRY(safe_dma_part(&none, part, 64, 0));
	TRY(safe_dma_address(part, 0, part.len, &addr));
	return safe_dma_slice(u32, part).len - safe_dma_bytes(none).len;
}

/* good: coherent memory that lives in a structure, and what goes back early */
static int __used good_dma_coherent(struct good_dma_ring *ring, bool early)
{
	owned(dma_coherent, mem, safe_dma_alloc_coherent(ring->dev, PAGE_SIZE, GFP_KERNEL));
	ring->mem = borrow(mem);
	if (early) {
		safe_dma_free_coherent(move(mem));
		return 0;
	}
	safe_store(&ring->table, move(mem));
	return 0;
}

/* good: size of a run-time mask; constants of all kinds */
static int __used good_dma_masks(struct device *dev, unsigned int bits)
{
	if (!safe_dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64)))
		return 0;
	TRY(safe_dma_set_mask(dev, bits > 32 ? DMA_BIT_MASK(40) : DMA_BIT_MASK(32)));
	TRY(safe_dma_set_mask(dev, DMA_BIT_MASK(bits)));
	return safe_dma_set_coherent_mask(dev, 0xffffffff);
}

/* good: a table mapped and left by break; the table outlives its mapping */
static int __used good_dma_table(struct good_dma_ring *ring, struct page **pages)
{
	struct safe_dma_segment segment;
	unsigned int i, first = 0;

	owned(sg_table, table, safe_sg_alloc_table_from_pages(pages, 2, 0, 5000, GFP_KERNEL));
	owned(dma_sg_from_device, map,
	      safe_dma_map_sgtable(ring->dev, borrow(table), DMA_FROM_DEVICE));
	safe_for_each_dma_segment(&map, segment, i) {
		if (!segment.len)
			continue;
		first = safe_dma_addr_low(segment.dma);
		break;
	}
	safe_dma_sync_sg_for_cpu(&map);
	return first & 1;
}

/* good: a nested loop over two mappings */
static int __used good_dma_two_tables(struct safe_dma_sg_both *a, struct safe_dma_sg_to_device *b)
{
	struct safe_dma_segment x, y;
	unsigned int i, j, n = 0;

	safe_for_each_dma_segment(a, x, i)
		safe_for_each_dma_segment(b, y, j)
			n += x.len == y.len;
	return n;
}

/* good: blocks of a pool, kept by the ring, or by the device */
static int __used good_dma_pool(struct good_dma_ring *ring, bool bound)
{
	struct safe_dma_mem mem;

	owned(dma_pool, pool, safe_dma_pool_create("ring", ring->dev, 64, 64, 0));
	{
		owned(dma_block, block, safe_dma_pool_zalloc(&pool, GFP_ATOMIC));
		mem = borrow(block);
		TRY(safe_dma_write(mem, u8, 63, 0xff));
	}
	if (bound)
		return safe_dma_pool_bind(ring->dev, move(pool));
	safe_store(&ring->pool, move(pool));
	return 0;
}

/* good: the device keeps a mapping for as long as it is bound */
static int __used good_dma_bound(struct good_dma_ring *ring, struct safe_bytes data)
{
	owned(dma_both, map, safe_dma_map_single(ring->dev, data, DMA_BIDIRECTIONAL));
	return safe_dma_both_bind(ring->dev, move(map));
}
