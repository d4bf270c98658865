// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * User memory and bitmaps: readers and writers stop where the memory ends, lengths that differ are
 * refused, and what is not mapped is -EFAULT.
 */
#include <kunit/test.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <safe/core/bits.h>
#include <safe/core/ioctl.h>
#include <safe/core/user.h>

struct user_pair {
	u32 a;
	u32 b;
};
SAFE_USER_STRUCT(struct user_pair, a, b);

#define USER_PAIR _IOWR('u', 1, struct user_pair)

/* A page of user space that ends where nothing is mapped. */
static char __user *user_page(struct kunit *test)
{
	unsigned long at = kunit_vm_mmap(test, NULL, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE,
					 MAP_ANONYMOUS | MAP_PRIVATE, 0);

	KUNIT_ASSERT_NE_MSG(test, at, 0, "no user memory");
	KUNIT_ASSERT_LT_MSG(test, at, (unsigned long)TASK_SIZE, "no user memory");
	KUNIT_ASSERT_EQ(test, 0, vm_munmap(at + PAGE_SIZE, PAGE_SIZE));
	return (char __user *)at;
}

static void objects(struct kunit *test)
{
	char __user *page = user_page(test);
	void __user *last = page + PAGE_SIZE - sizeof(struct user_pair);
	struct user_pair pair = { 1, 2 }, back = {};

	KUNIT_EXPECT_EQ(test, 0, safe_copy_to_user(last, &pair));
	KUNIT_EXPECT_EQ(test, 0, safe_copy_from_user(&back, last));
	KUNIT_EXPECT_MEMEQ(test, &pair, &back, sizeof(pair));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_copy_to_user(last + 1, &pair));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_copy_from_user(&back, last + 1));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_copy_from_user(&back, (void __user *)NULL));
}

static void numbers(struct kunit *test)
{
	u32 __user *word = (u32 __user *)user_page(test);
	u32 value = 0;

	KUNIT_EXPECT_EQ(test, 0, safe_put_user(7, word));
	KUNIT_EXPECT_EQ(test, 0, safe_get_user(value, word));
	KUNIT_EXPECT_EQ(test, 7U, value);
	word += PAGE_SIZE / sizeof(*word);
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_get_user(value, word));
	KUNIT_EXPECT_EQ(test, 0U, value);
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_put_user(value, word));
}

static void ioctl_arguments(struct kunit *test)
{
	unsigned long arg = (unsigned long)user_page(test);
	struct user_pair pair = { 3, 4 }, back = {};

	KUNIT_EXPECT_EQ(test, 0, safe_ioctl_put(USER_PAIR, arg, &pair));
	KUNIT_EXPECT_EQ(test, 0, safe_ioctl_get(USER_PAIR, arg, &back));
	KUNIT_EXPECT_EQ(test, 4U, back.b);
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_ioctl_put(USER_PAIR, arg + PAGE_SIZE, &pair));
}

static void buffers_of_one_length(struct kunit *test)
{
	char __user *page = user_page(test);
	u8 buf[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	KUNIT_EXPECT_EQ(
		test, 0,
		safe_copy_to_user_bytes(safe_user_bytes(page, 8), safe_const_bytes_of(buf)));
	KUNIT_EXPECT_EQ(
		test, -EINVAL,
		safe_copy_to_user_bytes(safe_user_bytes(page, 7), safe_const_bytes_of(buf)));
	KUNIT_EXPECT_EQ(
		test, -EINVAL,
		safe_copy_from_user_bytes(safe_bytes_of(buf), safe_const_user_bytes(page, 9)));
	KUNIT_EXPECT_EQ(test, 1, (int)buf[0]);
	KUNIT_EXPECT_EQ(
		test, 0,
		safe_copy_from_user_bytes(safe_bytes(NULL, 0), safe_const_user_bytes(NULL, 0)));
	KUNIT_EXPECT_EQ(test, 0, safe_clear_user(safe_user_bytes(page, PAGE_SIZE)));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_clear_user(safe_user_bytes(page, PAGE_SIZE + 1)));
}

static void reader_stops_at_the_end(struct kunit *test)
{
	char __user *page = user_page(test);
	struct user_pair pair = { 9, 9 };
	struct safe_user_reader from = safe_user_reader(safe_const_user_bytes(page, 15));

	KUNIT_ASSERT_EQ(test, 0, safe_copy_to_user((void __user *)page, &pair));
	KUNIT_EXPECT_EQ(test, 0, safe_user_read(&from, &pair));
	KUNIT_EXPECT_EQ(test, 7, (int)safe_user_reader_left(&from));
	pair.a = 5;
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_read(&from, &pair));
	KUNIT_EXPECT_EQ(test, 5U, pair.a);
	KUNIT_EXPECT_EQ(test, 7, (int)safe_user_reader_left(&from));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_reader_skip(&from, 8));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_reader_skip(&from, SIZE_MAX));
	KUNIT_EXPECT_EQ(test, 0, safe_user_reader_skip(&from, 7));
	KUNIT_EXPECT_EQ(test, 0, safe_user_reader_skip(&from, 0));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_reader_skip(&from, 1));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_read(&from, &pair.a));
}

/* What fails is used up: the same bytes do not come again. */
static void reader_only_goes_forward(struct kunit *test)
{
	char __user *page = user_page(test);
	struct safe_user_reader from =
		safe_user_reader(safe_const_user_bytes(page + PAGE_SIZE - 4, 12));
	u32 word = 0;

	KUNIT_EXPECT_EQ(test, 0, safe_user_read(&from, &word));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_read(&from, &word));
	KUNIT_EXPECT_EQ(test, 4, (int)safe_user_reader_left(&from));
}

static void partial_reads(struct kunit *test)
{
	char __user *page = user_page(test);
	struct safe_user_reader from = safe_user_reader(safe_const_user_bytes(page, 10));
	u8 buf[8];
	ssize_t n;

	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_user_read_some(&from, safe_bytes_of(buf))));
	KUNIT_EXPECT_EQ(test, 8, (int)n);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_user_read_some(&from, safe_bytes_of(buf))));
	KUNIT_EXPECT_EQ(test, 2, (int)n);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_user_read_some(&from, safe_bytes_of(buf))));
	KUNIT_EXPECT_EQ(test, 0, (int)n);
	from = safe_user_reader(safe_const_user_bytes(page + PAGE_SIZE, 4));
	KUNIT_EXPECT_EQ(test, -EFAULT,
			safe_get(&n, safe_user_read_some(&from, safe_bytes_of(buf))));
}

static void writer_stops_at_the_end(struct kunit *test)
{
	char __user *page = user_page(test);
	struct safe_user_writer to = safe_user_writer(safe_user_bytes(page, 11));
	struct user_pair pair = { 1, 2 };
	ssize_t n;

	KUNIT_EXPECT_EQ(test, 0, safe_user_write(&to, &pair));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_user_write(&to, &pair.a));
	KUNIT_EXPECT_EQ(test, 3, (int)safe_user_writer_left(&to));
	KUNIT_EXPECT_EQ(test, 0,
			safe_get(&n, safe_user_write_some(&to, safe_const_bytes_of(pair))));
	KUNIT_EXPECT_EQ(test, 3, (int)n);
	KUNIT_EXPECT_EQ(test, 0,
			safe_get(&n, safe_user_write_some(&to, safe_const_bytes_of(pair))));
	KUNIT_EXPECT_EQ(test, 0, (int)n);
}

static void strings(struct kunit *test)
{
	char __user *page = user_page(test);
	char to[4] = "xxx";
	struct safe_char_slice none = safe_slice(char, NULL, 0);
	const char text[] = "abcd";
	long n;

	KUNIT_ASSERT_EQ(test, 0, safe_copy_to_user((void __user *)page, &text));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strncpy_from_user(to, page)));
	KUNIT_EXPECT_STREQ(test, to, "abc");
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strncpy_from_user(to, page + 1)));
	KUNIT_EXPECT_EQ(test, 3, (int)n);
	KUNIT_EXPECT_STREQ(test, to, "bcd");
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strncpy_from_user(to, page + 4)));
	KUNIT_EXPECT_EQ(test, 0, (int)n);
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strncpy_from_user(none, page)));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_get(&n, safe_strncpy_from_user(to, page + PAGE_SIZE)));
	KUNIT_EXPECT_STREQ(test, to, "");
}

static void bit_past_the_end(struct kunit *test)
{
	DECLARE_BITMAP(map, 70) = {};
	struct safe_bits bits = safe_bits_of(map, 70), some;
	int was;

	KUNIT_EXPECT_EQ(test, 0, safe_set_bit(0, bits));
	KUNIT_EXPECT_EQ(test, 0, safe_set_bit(69, bits));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_set_bit(70, bits));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_clear_bit(SIZE_MAX, bits));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_change_bit(1UL << 32, bits));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&was, safe_test_bit(69, safe_bits_to_read(bits))));
	KUNIT_EXPECT_EQ(test, 1, was);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_get(&was, safe_test_bit(70, safe_bits_to_read(bits))));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&was, safe_test_and_clear_bit(69, bits)));
	KUNIT_EXPECT_EQ(test, 1, was);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&was, safe_test_and_set_bit(69, bits)));
	KUNIT_EXPECT_EQ(test, 0, was);
	KUNIT_EXPECT_EQ(test, 0, safe_first_bits(&some, bits, 70));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_first_bits(&some, bits, 71));
	KUNIT_EXPECT_EQ(test, 70U, some.bits);
	KUNIT_EXPECT_EQ(test, 0, safe_first_bits(&some, bits, 0));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_set_bit(0, some));
}

static struct kunit_case cases[] = { KUNIT_CASE(objects),
				     KUNIT_CASE(numbers),
				     KUNIT_CASE(ioctl_arguments),
				     KUNIT_CASE(buffers_of_one_length),
				     KUNIT_CASE(reader_stops_at_the_end),
				     KUNIT_CASE(reader_only_goes_forward),
				     KUNIT_CASE(partial_reads),
				     KUNIT_CASE(writer_stops_at_the_end),
				     KUNIT_CASE(strings),
				     KUNIT_CASE(bit_past_the_end),
				     {} };

static struct kunit_suite suite = {
	.name = "safe_user",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("User memory");
MODULE_LICENSE("Dual MIT/GPL");
