// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Allocations: products that wrap around, counters that are too narrow, lengths that change, and
 * allocations that fail.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/core/alloc.h>

#include "fake.h"

struct item {
	u64 words[3];
};
SAFE_ALLOC(struct item);
#define SAFE_KIND item
#include <safe/core/new_kind.h>
SAFE_KVALLOC(struct item);
SAFE_ALLOC(u32);
#define SAFE_KIND u32_array
#include <safe/core/new_kind.h>

struct message {
	u8 n;
	u32 words[];
};
SAFE_ALLOC(struct message);

static int array_of(size_t n)
{
	safe_owned(item_array, items, safe_kzalloc_objs(struct item, n, GFP_KERNEL | __GFP_NOWARN));
	if (n && memchr_inv(items.ptr, 0, n * sizeof(struct item)))
		return -EIO;
	return items.len == n ? 0 : -EIO;
}

static int large_array_of(size_t n)
{
	safe_owned(item_kvarray, items,
		   safe_kvmalloc_objs(struct item, n, GFP_KERNEL | __GFP_NOWARN));
	return items.len == n ? 0 : -EIO;
}

static int bytes_of(size_t n, size_t each)
{
	safe_owned(kmem, bytes, safe_kcalloc(n, each, GFP_KERNEL | __GFP_NOWARN));
	return bytes.size == n * each ? 0 : -EIO;
}

static void products_that_wrap_around(struct kunit *test)
{
	/* The smallest one whose product is small again. */
	size_t wraps = SIZE_MAX / sizeof(struct item) + 1;

	KUNIT_EXPECT_EQ(test, 0, array_of(0));
	KUNIT_EXPECT_EQ(test, 0, array_of(1));
	KUNIT_EXPECT_EQ(test, 0, array_of(100));
	KUNIT_EXPECT_EQ(test, -ENOMEM, array_of(wraps));
	KUNIT_EXPECT_EQ(test, -ENOMEM, array_of(wraps - 1));
	KUNIT_EXPECT_EQ(test, -ENOMEM, array_of(SIZE_MAX));
	KUNIT_EXPECT_EQ(test, 0, large_array_of(1));
	KUNIT_EXPECT_EQ(test, -ENOMEM, large_array_of(wraps));
	KUNIT_EXPECT_EQ(test, 0, bytes_of(0, 16));
	KUNIT_EXPECT_EQ(test, 0, bytes_of(16, 16));
	KUNIT_EXPECT_EQ(test, -ENOMEM, bytes_of(SIZE_MAX / 2 + 1, 2));
}

static int message_of(size_t n)
{
	safe_owned(message, message,
		   safe_kzalloc_counted(struct message, words, n, n, GFP_KERNEL | __GFP_NOWARN));
	return safe_borrow(message)->n;
}

static int flexible(size_t n)
{
	safe_owned(message, message,
		   safe_kzalloc_flex(struct message, words, n, GFP_KERNEL | __GFP_NOWARN));
	return safe_borrow(message)->n;
}

static void counter_holds_the_count(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0, message_of(0));
	KUNIT_EXPECT_EQ(test, 255, message_of(255));
	KUNIT_EXPECT_EQ(test, -ENOMEM, message_of(256));
	KUNIT_EXPECT_EQ(test, -ENOMEM, message_of(257));
	KUNIT_EXPECT_EQ(test, -ENOMEM, message_of(SIZE_MAX));
	KUNIT_EXPECT_EQ(test, 0, flexible(4));
	KUNIT_EXPECT_EQ(test, -ENOMEM, flexible(SIZE_MAX));
	KUNIT_EXPECT_EQ(test, -ENOMEM, flexible(SIZE_MAX / sizeof(u32)));
}

static void other_length(struct kunit *test)
{
	SAFE_OWNER(u32_array, words);
	u32 *was;

	KUNIT_ASSERT_EQ(test, 0, safe_open(&words, safe_kzalloc_objs(u32, 1, GFP_KERNEL)));
	words.ptr[0] = 7;
	KUNIT_EXPECT_EQ(test, 0, safe_krealloc_objs(&words, 100, GFP_KERNEL | __GFP_ZERO));
	KUNIT_EXPECT_EQ(test, 100, (int)words.len);
	KUNIT_EXPECT_EQ(test, 7U, words.ptr[0]);
	KUNIT_EXPECT_NOT_NULL(test, safe_at(words, 99));
	KUNIT_EXPECT_NULL(test, safe_at(words, 100));
	was = words.ptr;
	KUNIT_EXPECT_EQ(test, -EINVAL, safe_krealloc_objs(&words, 0, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, -ENOMEM, safe_krealloc_objs(&words, SIZE_MAX / 2, GFP_KERNEL));
	KUNIT_EXPECT_PTR_EQ(test, was, words.ptr);
	KUNIT_EXPECT_EQ(test, 100, (int)words.len);
}

static void other_size(struct kunit *test)
{
	SAFE_OWNER(kmem, mem);

	KUNIT_ASSERT_EQ(test, 0, safe_open(&mem, safe_kmalloc(1, GFP_KERNEL)));
	KUNIT_EXPECT_EQ(test, 0, safe_krealloc(&mem, 64, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, 64, (int)mem.size);
	KUNIT_EXPECT_EQ(test, -EINVAL, safe_krealloc(&mem, 0, GFP_KERNEL));
	fake_allocation_failure(1);
	KUNIT_EXPECT_EQ(test, -ENOMEM, safe_krealloc(&mem, 4096, GFP_KERNEL));
	KUNIT_EXPECT_TRUE(test, fake_allocation_failed());
	KUNIT_EXPECT_EQ(test, 64, (int)mem.size);
}

static void no_memory(struct kunit *test)
{
	SAFE_OWNER(item, item);

	fake_allocation_failure(1);
	KUNIT_EXPECT_EQ(test, -ENOMEM, safe_open(&item, safe_kzalloc_obj(struct item, GFP_KERNEL)));
	KUNIT_EXPECT_TRUE(test, fake_allocation_failed());
	KUNIT_EXPECT_NULL(test, safe_borrow(item));
	KUNIT_EXPECT_EQ(test, 0, safe_open(&item, safe_kzalloc_obj(struct item, GFP_KERNEL)));
	KUNIT_EXPECT_NOT_NULL(test, safe_borrow(item));
}

static void of_the_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "alloc");
	struct safe_u32_slice words;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, 0, safe_devm_kcalloc_slice(dev, &words, 8, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, 8, (int)words.len);
	KUNIT_EXPECT_EQ(test, -ENOMEM,
			safe_devm_kcalloc_slice(dev, &words, SIZE_MAX / 2, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, 0, (int)words.len);
	KUNIT_EXPECT_NULL(test, safe_at(words, 0));
}

static struct kunit_case cases[] = { KUNIT_CASE(products_that_wrap_around),
				     KUNIT_CASE(counter_holds_the_count),
				     KUNIT_CASE(other_length),
				     KUNIT_CASE(other_size),
				     KUNIT_CASE(no_memory),
				     KUNIT_CASE(of_the_device),
				     {} };

static struct kunit_suite suite = {
	.name = "safe_alloc",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("Allocations");
MODULE_LICENSE("Dual MIT/GPL");
