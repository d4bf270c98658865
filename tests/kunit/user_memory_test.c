// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * User memory: one page, and nothing behind it. What does not fit is not copied, and what
 * could not be fetched reads as zero.
 */
#include <kunit/test.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <safe/core/user.h>

static u8 __user *user_init_page(struct kunit *test)
{
	unsigned long at = kunit_vm_mmap(test, NULL, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE,
					 MAP_ANONYMOUS | MAP_PRIVATE, 0);

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_ASSERT_EQ(test, 0, vm_munmap(at + PAGE_SIZE, PAGE_SIZE));
	for (int i = 0; i < 16; i++)
		KUNIT_ASSERT_EQ(test, 0, put_user((u8)i, (u8 __user *)at + i));
	return (u8 __user *)at;
}

static int user_init(struct kunit *test)
{
	test->priv = (__force void *)user_init_page(test);
	return 0;
}

/* The page begins with 0, 1, ... 15; behind its end there is nothing. */
static u8 __user *page(struct kunit *test)
{
	return (__force u8 __user *)test->priv;
}

static u8 __user *end(struct kunit *test)
{
	return page(test) + PAGE_SIZE;
}

static void objects(struct kunit *test)
{
	u32 value = 7;

	KUNIT_EXPECT_EQ(test, 0, safe_copy_from_user(&value, (u32 __user *)page(test)));
	KUNIT_EXPECT_EQ(test, 0x03020100, value);
	value = 0x11223344;
	KUNIT_EXPECT_EQ(test, 0, safe_copy_to_user((u32 __user *)(end(test) - 4), &value));
	value = 0;
	KUNIT_EXPECT_EQ(test, 0, safe_copy_from_user(&value, (u32 __user *)(end(test) - 4)));
	KUNIT_EXPECT_EQ(test, 0x11223344, value);
}

static void objects_past_the_end(struct kunit *test)
{
	u32 value = 0x11223344;

	KUNIT_EXPECT_EQ(test, -EFAULT, safe_copy_to_user((u32 __user *)end(test), &value));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_copy_from_user(&value, (u32 __user *)end(test)));
	KUNIT_EXPECT_EQ(test, 0, value);
	value = 0x11223344;
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_copy_from_user(&value, (u32 __user *)NULL));
	KUNIT_EXPECT_EQ(test, 0, value);
}

static void bytes_of_two_lengths(struct kunit *test)
{
	u8 buf[4] = { 9, 9, 9, 9 };

	KUNIT_EXPECT_EQ(test, -EINVAL,
			safe_copy_from_user_bytes(safe_bytes_of(buf),
						  safe_const_user_bytes(page(test), 3)));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			safe_copy_from_user_bytes(safe_bytes_of(buf),
						  safe_const_user_bytes(page(test), 5)));
	KUNIT_EXPECT_EQ(test, 9, buf[0]);
	KUNIT_EXPECT_EQ(test, 0,
			safe_copy_from_user_bytes(safe_bytes_of(buf),
						  safe_const_user_bytes(page(test), 4)));
	KUNIT_EXPECT_EQ(test, 3, buf[3]);
	KUNIT_EXPECT_EQ(
		test, -EINVAL,
		safe_copy_to_user_bytes(safe_user_bytes(page(test), 5), safe_const_bytes_of(buf)));
	KUNIT_EXPECT_EQ(
		test, 0,
		safe_copy_to_user_bytes(safe_user_bytes(page(test), 0), safe_const_bytes(NULL, 0)));
}

static void numbers(struct kunit *test)
{
	u16 value = 0;

	KUNIT_EXPECT_EQ(test, 0, safe_put_user((u16)0xabcd, (u16 __user *)page(test)));
	KUNIT_EXPECT_EQ(test, 0, safe_get_user(value, (u16 __user *)page(test)));
	KUNIT_EXPECT_EQ(test, 0xabcd, value);
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_get_user(value, (u16 __user *)end(test)));
	KUNIT_EXPECT_EQ(test, 0, value);
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_put_user((u16)1, (u16 __user *)end(test)));
}

static void clearing(struct kunit *test)
{
	u8 value = 1;

	KUNIT_EXPECT_EQ(test, 0, safe_clear_user(safe_user_bytes(page(test), 15)));
	KUNIT_EXPECT_EQ(test, 0, safe_get_user(value, page(test) + 14));
	KUNIT_EXPECT_EQ(test, 0, value);
	KUNIT_EXPECT_EQ(test, 0, safe_get_user(value, page(test) + 15));
	KUNIT_EXPECT_EQ(test, 15, value);
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_clear_user(safe_user_bytes(end(test) - 1, 2)));
}

static void strings(struct kunit *test)
{
	static const char text[] = "abc";
	char __user *at = (char __user *)end(test) - 4;
	char four[4], three[3], one[1];
	long n;

	KUNIT_ASSERT_EQ(test, 0, copy_to_user(at, text, 4));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strncpy_from_user(four, at)));
	KUNIT_EXPECT_EQ(test, 3, n);
	KUNIT_EXPECT_STREQ(test, "abc", four);
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strncpy_from_user(three, at)));
	KUNIT_EXPECT_EQ(test, 0, three[2]);
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strncpy_from_user(one, at)));
	KUNIT_EXPECT_EQ(test, 0, one[0]);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strncpy_from_user(one, at + 3)));
	KUNIT_EXPECT_EQ(test, 0, n);
	four[0] = 'x';
	KUNIT_EXPECT_EQ(test, -EFAULT,
			safe_get(&n, safe_strncpy_from_user(four, (char __user *)end(test))));
	KUNIT_EXPECT_EQ(test, 0, four[0]);
}

static void reader_only_goes_forward(struct kunit *test)
{
	struct safe_user_reader reader = safe_user_reader(safe_const_user_bytes(page(test), 10));
	u8 rest[3];
	u32 first, second;

	KUNIT_EXPECT_EQ(test, 0, safe_user_read(&reader, &first));
	KUNIT_EXPECT_EQ(test, 0, safe_user_read(&reader, &second));
	KUNIT_EXPECT_EQ(test, 0x03020100, first);
	KUNIT_EXPECT_EQ(test, 0x07060504, second);
	KUNIT_EXPECT_EQ(test, 2, safe_user_reader_left(&reader));
	/* One byte more than is left: nothing is copied, nothing is lost. */
	rest[0] = 99;
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_read_bytes(&reader, safe_bytes_of(rest)));
	KUNIT_EXPECT_EQ(test, 99, rest[0]);
	KUNIT_EXPECT_EQ(test, 2, safe_user_reader_left(&reader));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_reader_skip(&reader, SIZE_MAX));
	KUNIT_EXPECT_EQ(test, 0, safe_user_reader_skip(&reader, 1));
	KUNIT_EXPECT_EQ(test, 0, safe_user_read_bytes(&reader, safe_bytes(rest, 1)));
	KUNIT_EXPECT_EQ(test, 9, rest[0]);
	KUNIT_EXPECT_EQ(test, 0, safe_user_reader_left(&reader));
	KUNIT_EXPECT_EQ(test, 0, safe_user_read_bytes(&reader, safe_bytes(rest, 0)));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_read_bytes(&reader, safe_bytes(rest, 1)));
}

static void reader_of_what_there_is(struct kunit *test)
{
	struct safe_user_reader reader = safe_user_reader(safe_const_user_bytes(page(test), 5));
	u8 buf[4];
	ssize_t n;

	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_user_read_some(&reader, safe_bytes_of(buf))));
	KUNIT_EXPECT_EQ(test, 4, n);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_user_read_some(&reader, safe_bytes_of(buf))));
	KUNIT_EXPECT_EQ(test, 1, n);
	KUNIT_EXPECT_EQ(test, 4, buf[0]);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_user_read_some(&reader, safe_bytes_of(buf))));
	KUNIT_EXPECT_EQ(test, 0, n);
}

static void writer_stops_at_the_end(struct kunit *test)
{
	struct safe_user_writer writer = safe_user_writer(safe_user_bytes(page(test), 6));
	u32 word = 0xaabbccdd;
	u8 value;
	ssize_t n;

	KUNIT_EXPECT_EQ(test, 0, safe_user_write(&writer, &word));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_write(&writer, &word));
	KUNIT_EXPECT_EQ(test, 2, safe_user_writer_left(&writer));
	KUNIT_EXPECT_EQ(test, 0, safe_get_user(value, page(test) + 4));
	KUNIT_EXPECT_EQ(test, 4, value);
	KUNIT_EXPECT_EQ(test, 0,
			safe_get(&n, safe_user_write_some(&writer, safe_const_bytes_of(word))));
	KUNIT_EXPECT_EQ(test, 2, n);
	KUNIT_EXPECT_EQ(test, 0, safe_get_user(value, page(test) + 6));
	KUNIT_EXPECT_EQ(test, 6, value);
}

/* The length says more than there is. */
static void buffers_that_are_not_there(struct kunit *test)
{
	struct safe_user_reader reader = safe_user_reader(safe_const_user_bytes(end(test) - 2, 4));
	struct safe_user_writer writer = safe_user_writer(safe_user_bytes(end(test) - 2, 4));
	u32 word = 0xaabbccdd;

	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_write(&writer, &word));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_read(&reader, &word));
	KUNIT_EXPECT_EQ(test, 0, word >> 16);
}

static struct kunit_case cases[] = { KUNIT_CASE(objects),
				     KUNIT_CASE(objects_past_the_end),
				     KUNIT_CASE(bytes_of_two_lengths),
				     KUNIT_CASE(numbers),
				     KUNIT_CASE(clearing),
				     KUNIT_CASE(strings),
				     KUNIT_CASE(reader_only_goes_forward),
				     KUNIT_CASE(reader_of_what_there_is),
				     KUNIT_CASE(writer_stops_at_the_end),
				     KUNIT_CASE(buffers_that_are_not_there),
				     {} };

static struct kunit_suite suite = { .name = "safe_user_memory",
				    .init = user_init,
				    .test_cases = cases };
kunit_test_suite(suite);
MODULE_DESCRIPTION("user memory");
MODULE_LICENSE("Dual MIT/GPL");
