// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Slices: what is inside is handed out, what is one past the end is refused, also where
 * start and length wrap around.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/core/slice.h>

static void lengths(struct kunit *test)
{
	u8 bytes[16] = {};
	u16 words[8] = {};
	struct {
		u32 a;
		u8 b;
	} object = {};

	KUNIT_EXPECT_EQ(test, 16, safe_bytes_of(bytes).len);
	KUNIT_EXPECT_EQ(test, 16, safe_bytes_of(words).len);
	KUNIT_EXPECT_EQ(test, 8, safe_slice_of(u16, words).len);
	KUNIT_EXPECT_EQ(test, 8, safe_const_slice_of(u16, words).len);
	KUNIT_EXPECT_EQ(test, sizeof(object), safe_const_bytes_of(object).len);
	KUNIT_EXPECT_PTR_EQ(test, (void *)words, safe_bytes_of(words).ptr);
	KUNIT_EXPECT_EQ(test, 3, safe_const_bytes_of_string("bus").len);
	KUNIT_EXPECT_EQ(test, 0, safe_const_bytes_of_string("").len);
}

/* Whether a part of 8 bytes is given, and then the right one. */
static bool part(struct kunit *test, size_t from, size_t n)
{
	u8 array[8] = {};
	struct safe_bytes whole = safe_bytes_of(array), to = safe_bytes(&to, 99);
	int err = safe_part(&to, whole, from, n);

	if (err) {
		KUNIT_EXPECT_EQ(test, -ERANGE, err);
		KUNIT_EXPECT_PTR_EQ(test, (void *)&to, to.ptr);
		KUNIT_EXPECT_EQ(test, 99, to.len);
		return false;
	}
	KUNIT_EXPECT_PTR_EQ(test, (void *)(array + from), to.ptr);
	KUNIT_EXPECT_EQ(test, n, to.len);
	return true;
}

static void parts_inside(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, part(test, 0, 0));
	KUNIT_EXPECT_TRUE(test, part(test, 0, 1));
	KUNIT_EXPECT_TRUE(test, part(test, 0, 8));
	KUNIT_EXPECT_TRUE(test, part(test, 7, 1));
	KUNIT_EXPECT_TRUE(test, part(test, 8, 0));
}

static void parts_past_the_end(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, part(test, 0, 9));
	KUNIT_EXPECT_FALSE(test, part(test, 7, 2));
	KUNIT_EXPECT_FALSE(test, part(test, 8, 1));
	KUNIT_EXPECT_FALSE(test, part(test, 9, 0));
}

static void parts_that_wrap_around(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, part(test, 1, SIZE_MAX));
	KUNIT_EXPECT_FALSE(test, part(test, SIZE_MAX, 1));
	KUNIT_EXPECT_FALSE(test, part(test, SIZE_MAX, 2));
	KUNIT_EXPECT_FALSE(test, part(test, SIZE_MAX, SIZE_MAX));
	KUNIT_EXPECT_FALSE(test, part(test, 4, SIZE_MAX - 3));
}

static void parts_of_elements(struct kunit *test)
{
	u32 words[4] = { 10, 11, 12, 13 };
	struct safe_u32_slice to;

	KUNIT_ASSERT_EQ(test, 0, safe_part(&to, safe_slice_of(u32, words), 2, 2));
	KUNIT_EXPECT_EQ(test, 12, to.ptr[0]);
	KUNIT_EXPECT_EQ(test, 2, to.len);
	KUNIT_EXPECT_EQ(test, 0, safe_part(&to, to, 1, 1));
	KUNIT_EXPECT_EQ(test, 13, to.ptr[0]);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_part(&to, to, 1, 1));
}

static void elements(struct kunit *test)
{
	u32 words[4] = { 10, 11, 12, 13 };
	struct safe_u32_slice all = safe_slice_of(u32, words), none = safe_slice(u32, NULL, 0);

	KUNIT_EXPECT_PTR_EQ(test, &words[0], safe_at(all, 0));
	KUNIT_EXPECT_PTR_EQ(test, &words[3], safe_at(all, 3));
	KUNIT_EXPECT_NULL(test, safe_at(all, 4));
	KUNIT_EXPECT_NULL(test, safe_at(all, SIZE_MAX));
	KUNIT_EXPECT_NULL(test, safe_at(none, 0));
}

static size_t count(size_t *calls, size_t value)
{
	++*calls;
	return value;
}

static void arguments_once(struct kunit *test)
{
	u32 words[4] = {};
	struct safe_u32_slice all = safe_slice_of(u32, words), to;
	size_t calls = 0;

	KUNIT_EXPECT_EQ(test, 0, safe_part(&to, all, count(&calls, 1), count(&calls, 2)));
	KUNIT_EXPECT_EQ(test, 2, calls);
	KUNIT_EXPECT_NOT_NULL(test, safe_at(all, count(&calls, 1)));
	KUNIT_EXPECT_EQ(test, 3, calls);
}

static struct kunit_case cases[] = { KUNIT_CASE(lengths),
				     KUNIT_CASE(parts_inside),
				     KUNIT_CASE(parts_past_the_end),
				     KUNIT_CASE(parts_that_wrap_around),
				     KUNIT_CASE(parts_of_elements),
				     KUNIT_CASE(elements),
				     KUNIT_CASE(arguments_once),
				     {} };

static struct kunit_suite suite = { .name = "safe_slice", .test_cases = cases };
kunit_test_suite(suite);
MODULE_DESCRIPTION("slices and their parts");
MODULE_LICENSE("Dual MIT/GPL");
