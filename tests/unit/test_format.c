// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/format.h"

/* The same length and bytes as vsnprintf(), for every room. */
static void check(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static void check(const char *fmt, ...)
{
	char expected[128], text[128];
	va_list args, copy;
	size_t len;

	va_start(args, fmt);
	for (size_t room = 0; room <= sizeof(text); room++) {
		memset(expected, '#', sizeof(expected));
		memset(text, '#', sizeof(text));
		va_copy(copy, args);
		len = vsnprintf(expected, room, fmt, copy);
		va_end(copy);
		va_copy(copy, args);
		assert_int_equal(format_text(text, room, fmt, copy), len);
		va_end(copy);
		if (room)
			assert_string_equal(text, expected);
		for (size_t i = len < room ? len + 1 : room; i < sizeof(text); i++)
			assert_int_equal(text[i], '#');
	}
	va_end(args);
}

static void test_plain(void **state)
{
	(void)state;
	check("%s", "");
	check("nothing but text");
	check("%s%s, %s", "one", "", "three");
	check("%c%%%c", 'a', 'b');
	check("%u %u %u", 0U, 10U, UINT_MAX);
	check("%d %d %d %d", 0, -1, INT_MAX, INT_MIN);
}

static void test_precision(void **state)
{
	const char unended[3] = { 'a', 'b', 'c' };

	(void)state;
	check("%.*s|%.*s|%.*s", 0, "text", 2, "text", 9, "text");
	check("%.*s", -1, "text");
	check("%.*s", 3, unended);
}

/* What is left to vsnprintf() itself. */
static void test_other(void **state)
{
	(void)state;
	check("%s %5s|%-5s|%.2s", "a", "b", "c", "text");
	check("%u %02x %lu %zu", 1U, 10U, ULONG_MAX, SIZE_MAX);
	check("%s %5.1f", "a", 2.25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_precision),
		cmocka_unit_test(test_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
