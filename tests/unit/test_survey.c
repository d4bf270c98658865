// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which macros are numbers for everybody to see, and which only the compiler knows. */
#include "complaints.h"
#include "input/survey.h"

static const struct {
	const char *body;
	bool is_number;
	int64_t value;
} bodies[] = {
	{ "0", true, 0 },
	{ "017", true, 15 },
	{ "0x1fUL", true, 31 },
	{ "(-1)", true, -1 },
	{ "((42))", true, 42 },
	/* unsigned int, which is no sign */
	{ "0x80000000", true, 0x80000000 },
	{ "0xffffffffffffffff", true, -1 },
	{ "-0x80000000", false, 0 },
	{ "-1U", false, 0 },
	{ "0x10000000000000000", false, 0 },
	{ "1 << 3", false, 0 },
	{ "(1)(2)", false, 0 },
	{ "08", false, 0 },
	{ "1.5", false, 0 },
	{ "BIT(3)", false, 0 },
	{ "", false, 0 },
};

static void test_numbers(void **state)
{
	int64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		if (survey_is_number(bodies[i].body, &value) != bodies[i].is_number)
			fail_msg("%s", bodies[i].body);
		if (bodies[i].is_number)
			assert_int_equal(value, bodies[i].value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
