// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* How wrappers are called, found in the text that defines them. */
#include <string.h>

#include "command/wrapper.h"
#include "complaints.h"

/* Of safe_f in @text; "" stands for none. */
static void assert_wrapper(const char *text, const char *expected)
{
	const char *found;
	struct run run;

	run_init(&run);
	found = wrapper_in_text(&run, text, "safe_f");
	assert_string_equal(found ? found : "", expected);
	run_release(&run);
}

static void test_functions(void **state)
{
	(void)state;
	assert_wrapper("/** safe_f() - x */\nstatic __always_inline __must_check int\n"
		       "safe_f(struct device *dev,\n       int (*fn)(int))\n{\n\treturn 0;\n}\n",
		       "__must_check int safe_f(struct device *dev, int (*fn)(int))");
	assert_wrapper("}\nint safe_f(void)\n{\n}\n", "int safe_f(void)");
	assert_wrapper("SAFE_OWNED(x, y);\nint safe_f(void) { return 1; }", "int safe_f(void)");
}

static void test_macros(void **state)
{
	(void)state;
	assert_wrapper("#define safe_f(a, b) \\\n\tg(safe_f, a)\n", "safe_f(a, b)");
	assert_wrapper("#define safe_f(dev, fmt, \\\n\t       ...) g(dev)\n",
		       "safe_f(dev, fmt, ...)");
	assert_wrapper("#define safe_f(...) x(safe_f(__VA_ARGS__))\nint safe_f(int a)\n{\n}\n",
		       "int safe_f(int a)");
}

static void test_none(void **state)
{
	(void)state;
	assert_wrapper("", "");
	assert_wrapper("int safe_f(int a);\n", "");
	assert_wrapper("int safe_ff(int a)\n{\n}\nint unsafe_f(int a)\n{\n}\n", "");
	assert_wrapper("\treturn safe_f(a) {\n", "");
	assert_wrapper(" * safe_f(a) {\n", "");
	assert_wrapper("#define safe_f(a", "");
	assert_wrapper("int safe_f(", "");
	assert_wrapper("#define g() safe_f(a)\n", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_functions),
		cmocka_unit_test(test_macros),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
