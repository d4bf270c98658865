// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * DMA: parts and elements of shared memory, what a device says it wrote, mappings that fail, blocks of
 * pools, tables. Each is given back once, or DMA debugging says so.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/core/dma.h>
#include <safe/core/dma_pool.h>
#include <safe/core/dma_sg.h>

static struct device *dma_device(struct kunit *test)
{
	static u64 mask;
	struct device *dev = kunit_device_register(test, "dma");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	mask = DMA_BIT_MASK(64);
	dev->dma_mask = &mask;
	if (safe_dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64)))
		kunit_skip(test, "no DMA here");
	return dev;
}

static void address_of_parts(struct kunit *test)
{
	u8 room[64];
	struct safe_dma_mem mem = { room, sizeof(room), { 0x1000 } }, part = mem;
	struct safe_dma_addr addr;

	KUNIT_EXPECT_EQ(test, 0, safe_dma_address(mem, 0, 64, &addr));
	KUNIT_EXPECT_EQ(test, 0x1000ULL, (u64)addr.value);
	KUNIT_EXPECT_EQ(test, 0, safe_dma_address(mem, 63, 1, &addr));
	KUNIT_EXPECT_EQ(test, 0x103fULL, (u64)addr.value);
	KUNIT_EXPECT_EQ(test, 0, safe_dma_address(mem, 64, 0, &addr));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_address(mem, 64, 1, &addr));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_address(mem, 0, 65, &addr));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_address(mem, SIZE_MAX, 2, &addr));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_address(mem, 2, SIZE_MAX, &addr));
	KUNIT_EXPECT_EQ(test, 0, safe_dma_part(&part, mem, 60, 4));
	KUNIT_EXPECT_EQ(test, 4, (int)part.len);
	KUNIT_EXPECT_PTR_EQ(test, (void *)(room + 60), part.ptr);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_part(&part, mem, 61, 4));
	KUNIT_EXPECT_EQ(test, 4, (int)part.len);
}

static void elements(struct kunit *test)
{
	u32 room[4] = { 1, 2, 3, 4 }, word = 0;
	struct safe_dma_mem mem = { room, sizeof(room) - 1, { 0 } };

	KUNIT_EXPECT_NOT_NULL(test, safe_dma_at(mem, u32, 2));
	KUNIT_EXPECT_NULL(test, safe_dma_at(mem, u32, 3));
	KUNIT_EXPECT_NULL(test, safe_dma_at(mem, u32, SIZE_MAX / 4 + 1));
	KUNIT_EXPECT_EQ(test, 3, (int)safe_dma_slice(u32, mem).len);
	KUNIT_EXPECT_EQ(test, 0, safe_dma_read(mem, u32, 2, &word));
	KUNIT_EXPECT_EQ(test, 3U, word);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_read(mem, u32, 3, &word));
	KUNIT_EXPECT_EQ(test, 3U, word);
	KUNIT_EXPECT_EQ(test, 0, safe_dma_write(mem, u32, 0, 9));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_write(mem, u32, 3, 9));
	KUNIT_EXPECT_EQ(test, 4U, room[3]);
	KUNIT_EXPECT_EQ(test, 0, safe_dma_store_release(mem, u32, 1, 5));
	KUNIT_EXPECT_EQ(test, 0, safe_dma_load_acquire(mem, u32, 1, &word));
	KUNIT_EXPECT_EQ(test, 5U, word);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_store_release(mem, u32, 3, 5));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_load_acquire(mem, u32, 3, &word));
}

static void received_checks_length(struct kunit *test)
{
	struct device *dev = dma_device(test);
	u8 *room = kunit_kzalloc(test, 64, GFP_KERNEL);
	struct safe_const_bytes bytes;

	SAFE_OWNER(dma_from_device, map);
	KUNIT_ASSERT_NOT_NULL(test, room);
	KUNIT_ASSERT_EQ(
		test, 0,
		safe_open(&map, safe_dma_map_single(dev, safe_bytes(room, 64), DMA_FROM_DEVICE)));
	KUNIT_EXPECT_EQ(test, 0, safe_dma_received(&map, 64, &bytes));
	KUNIT_EXPECT_EQ(test, 64, (int)bytes.len);
	KUNIT_EXPECT_PTR_EQ(test, (const void *)room, bytes.ptr);
	KUNIT_EXPECT_EQ(test, 0, safe_dma_received(&map, 1, &bytes));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_received(&map, 65, &bytes));
	KUNIT_EXPECT_EQ(test, 0, (int)bytes.len);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_received(&map, SIZE_MAX, &bytes));
	KUNIT_EXPECT_EQ(test, 0, safe_dma_sync_single_range_for_cpu(&map, 60, 4));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_sync_single_range_for_cpu(&map, 61, 4));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_sync_single_range_for_device(&map, SIZE_MAX, 2));
	KUNIT_EXPECT_EQ(test, 0, safe_dma_sync_single_range_for_device(&map, 60, 4));
}

/* A device that reaches nothing. */
static void mapping_that_fails(struct kunit *test)
{
	struct device *dev = dma_device(test);
	u8 *room = kunit_kzalloc(test, 64, GFP_KERNEL);
	int err;

	SAFE_OWNER(dma_to_device, map);
	KUNIT_ASSERT_NOT_NULL(test, room);
	*dev->dma_mask = 0xff;
	kunit_warning_suppress(test)
	{
		err = safe_open(
			&map, safe_dma_map_single(dev, safe_const_bytes(room, 64), DMA_TO_DEVICE));
	}
	if (!err)
		kunit_skip(test, "memory that is reached by eight bits");
	KUNIT_EXPECT_LT(test, err, 0);
	KUNIT_EXPECT_PTR_EQ(test, (struct device *)NULL, map.dev);
}

static void moved_and_unmapped_once(struct kunit *test)
{
	struct device *dev = dma_device(test);
	u8 *room = kunit_kzalloc(test, 64, GFP_KERNEL);
	struct safe_dma_both kept = {};

	KUNIT_ASSERT_NOT_NULL(test, room);
	{
		SAFE_OWNER(dma_both, map);
		KUNIT_ASSERT_EQ(test, 0,
				safe_open(&map, safe_dma_map_single(dev, safe_bytes(room, 64),
								    DMA_BIDIRECTIONAL)));
		safe_store(&kept, safe_move(map));
		KUNIT_EXPECT_PTR_EQ(test, (struct device *)NULL, map.dev);
	}
	KUNIT_EXPECT_PTR_EQ(test, dev, kept.dev);
	safe_dma_sync_single_for_cpu(&kept);
	safe_dma_sync_single_for_device(&kept);
	safe_dma_unmap_single(safe_move(kept));
	KUNIT_EXPECT_PTR_EQ(test, (struct device *)NULL, kept.dev);
}

static void coherent(struct kunit *test)
{
	struct device *dev = dma_device(test);
	struct safe_dma_mem mem;
	u32 word = 1;

	SAFE_OWNER(dma_coherent, owner);
	KUNIT_ASSERT_EQ(test, 0, safe_open(&owner, safe_dma_alloc_coherent(dev, 256, GFP_KERNEL)));
	KUNIT_EXPECT_EQ(test, 0, safe_dma_read(safe_borrow(owner), u32, 63, &word));
	KUNIT_EXPECT_EQ(test, 0U, word);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_read(safe_borrow(owner), u32, 64, &word));
	KUNIT_EXPECT_EQ(test, 0, safe_dmam_alloc_coherent(dev, &mem, 128, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, 128, (int)mem.len);
}

static void block_knows_its_length(struct kunit *test)
{
	struct device *dev = dma_device(test);
	u32 word = 1;

	SAFE_OWNER(dma_pool, pool);
	KUNIT_ASSERT_EQ(test, 0, safe_open(&pool, safe_dma_pool_create("test", dev, 64, 64, 0)));
	SAFE_OWNER(dma_block, block);
	KUNIT_ASSERT_EQ(test, 0, safe_open(&block, safe_dma_pool_zalloc(&pool, GFP_KERNEL)));
	KUNIT_EXPECT_EQ(test, 0, safe_dma_read(safe_borrow(block), u32, 15, &word));
	KUNIT_EXPECT_EQ(test, 0U, word);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_dma_read(safe_borrow(block), u32, 16, &word));
}

static void tables(struct kunit *test)
{
	struct device *dev = dma_device(test);
	struct page *page = alloc_page(GFP_KERNEL);
	struct safe_dma_segment segment;
	unsigned int i, sum = 0;

	KUNIT_ASSERT_NOT_NULL(test, page);
	{
		SAFE_OWNER(sg_table, table);
		SAFE_OWNER(dma_sg_to_device, map);

		KUNIT_EXPECT_EQ(test, -EINVAL,
				safe_open(&table, safe_sg_alloc_table_from_pages(
							  &page, 1, 1, PAGE_SIZE, GFP_KERNEL)));
		KUNIT_EXPECT_EQ(test, -EINVAL,
				safe_open(&table, safe_sg_alloc_table_from_pages(
							  &page, 1, 0, ULONG_MAX, GFP_KERNEL)));
		KUNIT_ASSERT_EQ(test, 0,
				safe_open(&table, safe_sg_alloc_table_from_pages(
							  &page, 1, 1, PAGE_SIZE - 1, GFP_KERNEL)));
		KUNIT_ASSERT_EQ(test, 0,
				safe_open(&map, safe_dma_map_sgtable(dev, safe_borrow(table),
								     DMA_TO_DEVICE)));
		safe_for_each_dma_segment(&map, segment, i) sum += segment.len;
		KUNIT_EXPECT_EQ(test, (unsigned int)PAGE_SIZE - 1, sum);
		KUNIT_EXPECT_EQ(test, i, safe_borrow(map));
	}
	__free_page(page);
}

static struct kunit_case cases[] = { KUNIT_CASE(address_of_parts),
				     KUNIT_CASE(elements),
				     KUNIT_CASE(received_checks_length),
				     KUNIT_CASE(mapping_that_fails),
				     KUNIT_CASE(moved_and_unmapped_once),
				     KUNIT_CASE(coherent),
				     KUNIT_CASE(block_knows_its_length),
				     KUNIT_CASE(tables),
				     {} };

static struct kunit_suite suite = {
	.name = "safe_dma",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("DMA");
MODULE_LICENSE("Dual MIT/GPL");
