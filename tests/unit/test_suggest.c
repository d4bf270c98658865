// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/suggest.h"
#include "complaints.h"

static void distances(void **state)
{
	char far[200];

	(void)state;
	assert_int_equal(spelling_distance("", "", 3), 0);
	assert_int_equal(spelling_distance("clk_get", "clk_get", 3), 0);
	assert_int_equal(spelling_distance("clk_gte", "clk_get", 3), 1);
	assert_int_equal(spelling_distance("clk_gt", "clk_get", 3), 1);
	assert_int_equal(spelling_distance("clk_gett", "clk_get", 3), 1);
	assert_int_equal(spelling_distance("clk_put", "clk_get", 3), 2);
	assert_int_equal(spelling_distance("abc", "xyz", 3), 3);
	assert_int_equal(spelling_distance("abc", "xyz", 2), 3);
	assert_int_equal(spelling_distance("abcdef", "", 2), 3);
	memset(far, 'a', sizeof(far) - 1);
	far[sizeof(far) - 1] = '\0';
	assert_int_equal(spelling_distance(far, far, 3), 4);
}

static void suggestions(void **state)
{
	static const char *const known[] = { "returns", "gives", "context", "given" };

	(void)state;
	assert_string_equal(suggest("return", known, 4), "returns");
	assert_string_equal(suggest("give", known, 4), "gives");
	assert_string_equal(suggest("cnotext", known, 4), "context");
	assert_null(suggest("wholly", known, 4));
	assert_null(suggest("", known, 4));
	assert_null(suggest("x", known, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(suggestions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
