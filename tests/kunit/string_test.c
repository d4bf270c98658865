// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Strings: what fits and what does not, by one character; the text that does not fit leaves what was
 * there; the page of a show function.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/core/string.h>
#include <safe/core/string_dup.h>
#include <safe/core/sysfs.h>

#include "fake.h"

static void strscpy_at_the_edges(struct kunit *test)
{
	char to[4] = "xxx", one[1] = { 'x' };
	struct safe_char_slice none = safe_slice(char, NULL, 0);
	ssize_t n;

	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strscpy(to, "abc")));
	KUNIT_EXPECT_EQ(test, 3, (int)n);
	KUNIT_EXPECT_STREQ(test, to, "abc");
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strscpy(to, "defg")));
	KUNIT_EXPECT_STREQ(test, to, "def");
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strscpy(to, "")));
	KUNIT_EXPECT_EQ(test, 0, (int)n);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strscpy(one, "")));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strscpy(one, "a")));
	KUNIT_EXPECT_EQ(test, 0, (int)one[0]);
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strscpy(none, "")));
	safe_strscpy_truncate(to, "long");
	KUNIT_EXPECT_STREQ(test, to, "lon");
}

static void padding(struct kunit *test)
{
	char to[6] = { 'x', 'x', 'x', 'x', 'x', 'x' };
	static const char padded[6] = "ab", full[6] = "abcde";
	ssize_t n;

	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strscpy_pad(to, "ab")));
	KUNIT_EXPECT_EQ(test, 2, (int)n);
	KUNIT_EXPECT_MEMEQ(test, to, padded, sizeof(to));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strscpy_pad(to, "abcde")));
	KUNIT_EXPECT_MEMEQ(test, to, full, sizeof(to));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strscpy_pad(to, "abcdef")));
}

static void appended(struct kunit *test)
{
	char to[6] = "ab";
	ssize_t n;

	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strcat(to, "cde")));
	KUNIT_EXPECT_EQ(test, 5, (int)n);
	KUNIT_EXPECT_STREQ(test, to, "abcde");
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_strcat(to, "")));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strcat(to, "f")));
	KUNIT_EXPECT_STREQ(test, to, "abcde");
	memset(to, 'x', sizeof(to));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_strcat(to, "")));
}

static void formatted(struct kunit *test)
{
	char to[4];
	struct safe_char_slice none = safe_slice(char, NULL, 0);
	int n;

	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_snprintf(to, "%d", 123)));
	KUNIT_EXPECT_EQ(test, 3, n);
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_snprintf(to, "%d", 1234)));
	KUNIT_EXPECT_STREQ(test, to, "123");
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_snprintf(to, "%s", "")));
	KUNIT_EXPECT_EQ(test, 0, n);
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_get(&n, safe_snprintf(none, "%s", "")));
}

static void text_of_pieces(struct kunit *test)
{
	char to[8];
	struct safe_text text = safe_text(to);
	struct safe_text none = safe_text(safe_slice(char, NULL, 0));

	KUNIT_EXPECT_STREQ(test, to, "");
	KUNIT_EXPECT_EQ(test, 0, safe_text_add(&text, "%d,", 12));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_text_add(&text, "%s", "34567"));
	KUNIT_EXPECT_STREQ(test, to, "12,");
	KUNIT_EXPECT_EQ(test, 3, (int)text.len);
	KUNIT_EXPECT_EQ(test, 0, safe_text_add(&text, "%s", "3456"));
	KUNIT_EXPECT_STREQ(test, to, "12,3456");
	KUNIT_EXPECT_EQ(test, 0, safe_text_add(&text, "%s", ""));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_text_add(&text, "7"));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_text_add(&none, "%s", ""));
}

static void page_of_show(struct kunit *test)
{
	char *buf = (char *)__get_free_page(GFP_KERNEL);
	struct safe_sysfs_page page = safe_sysfs_page(buf);

	KUNIT_ASSERT_NOT_NULL(test, buf);
	KUNIT_EXPECT_EQ(test, 0, safe_sysfs_len(&page));
	KUNIT_EXPECT_EQ(test, 0, safe_sysfs_emit_at(&page, "%*d", (int)PAGE_SIZE - 3, 1));
	KUNIT_EXPECT_EQ(test, 0, safe_sysfs_emit_at(&page, "\n"));
	KUNIT_EXPECT_EQ(test, (int)PAGE_SIZE - 2, safe_sysfs_len(&page));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_sysfs_emit_at(&page, "x"));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_sysfs_emit_at(&page, "x"));
	free_page((unsigned long)buf);
}

static void bytes(struct kunit *test)
{
	u8 to[4] = { 1, 2, 3, 4 }, from[5] = { 5, 6, 7, 8, 9 };

	KUNIT_EXPECT_EQ(test, -E2BIG, safe_memcpy(safe_bytes_of(to), safe_const_bytes_of(from)));
	KUNIT_EXPECT_EQ(test, 1, (int)to[0]);
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy(safe_bytes_of(to), safe_const_bytes(from, 4)));
	KUNIT_EXPECT_EQ(test, 8, (int)to[3]);
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy(safe_bytes_of(to), safe_const_bytes(NULL, 0)));
	KUNIT_EXPECT_EQ(test, -E2BIG, safe_memmove(safe_bytes(to, 0), safe_const_bytes_of(from)));
	KUNIT_EXPECT_EQ(test, 0, safe_memmove(safe_bytes(from, 4), safe_const_bytes(from + 1, 4)));
	KUNIT_EXPECT_EQ(test, 6, (int)from[0]);
	safe_memset(safe_bytes(to, 3), 0xff);
	KUNIT_EXPECT_EQ(test, 8, (int)to[3]);
	KUNIT_EXPECT_EQ(test, 0xff, (int)to[2]);
}

static void one_of_several(struct kunit *test)
{
	static const char *const names[] = { "off", "on" };
	int n;

	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_sysfs_match_string(names, "on\n")));
	KUNIT_EXPECT_EQ(test, 1, n);
	KUNIT_EXPECT_EQ(test, -EINVAL, safe_get(&n, safe_match_string(names, "on\n")));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&n, safe_match_string(names, "off")));
	KUNIT_EXPECT_EQ(test, 0, n);
}

static int copy_string(const char *s)
{
	safe_owned(kstr, copy, safe_kstrdup(s, GFP_KERNEL));
	return strlen(safe_borrow(copy));
}

static int copy_bytes(struct safe_const_bytes from)
{
	safe_owned(kmem, copy, safe_kmemdup(from, GFP_KERNEL));
	return memcmp(copy.ptr, from.ptr, copy.size) ? -EIO : (int)copy.size;
}

static int copy_user(struct safe_const_user_bytes from, size_t most)
{
	safe_owned(kmem, copy, safe_memdup_user(from, most));
	return copy.size;
}

static void copies(struct kunit *test)
{
	static const char text[] = "text";

	/* A thread of the kernel has no user memory, not even one that is empty. */
	KUNIT_ASSERT_EQ(test, 0, kunit_attach_mm());
	KUNIT_EXPECT_EQ(test, 4, copy_string(text));
	KUNIT_EXPECT_EQ(test, 5, copy_bytes(safe_const_bytes_of(text)));
	KUNIT_EXPECT_EQ(test, -E2BIG, copy_user(safe_const_user_bytes(NULL, 17), 16));
	KUNIT_EXPECT_EQ(test, -EFAULT, copy_user(safe_const_user_bytes(NULL, 16), 16));
	fake_allocation_failure(1);
	KUNIT_EXPECT_EQ(test, -ENOMEM, copy_string(text));
	KUNIT_EXPECT_TRUE(test, fake_allocation_failed());
	fake_allocation_failure(1);
	KUNIT_EXPECT_EQ(test, -ENOMEM, copy_bytes(safe_const_bytes_of(text)));
	KUNIT_EXPECT_TRUE(test, fake_allocation_failed());
}

static struct kunit_case cases[] = { KUNIT_CASE(strscpy_at_the_edges),
				     KUNIT_CASE(padding),
				     KUNIT_CASE(appended),
				     KUNIT_CASE(formatted),
				     KUNIT_CASE(text_of_pieces),
				     KUNIT_CASE(page_of_show),
				     KUNIT_CASE(bytes),
				     KUNIT_CASE(one_of_several),
				     KUNIT_CASE(copies),
				     {} };

static struct kunit_suite suite = {
	.name = "safe_string",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("Strings");
MODULE_LICENSE("Dual MIT/GPL");
