// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "complaints.h"
#include "scratch.h"

#include "input/scan.h"

static struct scan *scan(struct scratch *s, const char *text)
{
	return scan_text(&s->run, text, strlen(text));
}

static void test_macros(void **state)
{
	struct scratch *s = *state;
	const struct scan *found = scan(s, "/* #define commented(x) */\n"
					   "#define plain 1\n"
					   "  #\tdefine  two(a, b) \\\n"
					   "\t(a + b)\n"
					   "// #define also_commented(x)\n"
					   "char *s = \"#define quoted(x)\";\n"
					   "#error don't\n"
					   "#define rest(fmt, ...) x\n"
					   "#define spaced (1)\n"
					   "#define none() 0\n"
					   "x #define late(x)\n"
					   "/* a */ #define after_comment(x)\n");
	const char **params;
	unsigned int n;

	assert_int_equal(found->n_macros, 6);
	assert_string_equal(found->macros[0].name, "plain");
	assert_false(found->macros[0].function_like);
	assert_string_equal(found->macros[1].name, "two");
	assert_true(found->macros[1].function_like);
	assert_int_equal(found->macros[1].line, 3);
	assert_int_equal(found->macros[1].column, 13);
	params = scan_macro_params(&s->run, &found->macros[1], &n);
	assert_int_equal(n, 2);
	assert_string_equal(params[0], "a");
	assert_string_equal(params[1], "b");
	assert_int_equal(found->macros[2].line, 8);
	params = scan_macro_params(&s->run, &found->macros[2], &n);
	assert_int_equal(n, 2);
	assert_string_equal(params[1], "...");
	assert_false(found->macros[3].function_like);
	scan_macro_params(&s->run, &found->macros[4], &n);
	assert_int_equal(n, 0);
	assert_string_equal(found->macros[5].name, "after_comment");
}

static void test_comments(void **state)
{
	const struct scan *found =
		scan(*state, "/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */\n"
			     "/*\n * f() - not kernel-doc\n */\n"
			     "/**\n * f() - first\n */\n"
			     "int f(void);\n"
			     "/*** stars ***/\n"
			     "/**\n * struct x - a type\n */\n"
			     "/**\n * g() - without end\n");

	assert_string_equal(found->spdx, "GPL-2.0 WITH Linux-syscall-note");
	assert_int_equal(found->n_comments, 2);
	assert_string_equal(found->comments[0].name, "f");
	assert_int_equal(found->comments[0].line, 5);
	assert_null(found->comments[1].name);
	assert_string_equal(scan(*state, "// SPDX-License-Identifier: MIT")->spdx, "MIT");
	assert_null(scan(*state, "int x;\n/* SPDX-License-Identifier: MIT */\n")->spdx);
}

/* Whatever a text is cut off at, the scan ends and stays inside it. */
static void test_cut_off(void **state)
{
	static const char text[] =
		"/* SPDX-License-Identifier: MIT */\n/**\n * f - x\n * @a: b\n */\n"
		"#define f(a, b) \"x\\\"\" 'c' // y\n# define\tg";
	struct scratch *s = *state;

	for (size_t len = 0; len <= strlen(text); len++) {
		char *copy = malloc(len ? len : 1);

		memcpy(copy, text, len);
		assert_non_null(scan_text(&s->run, copy, len));
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(test_macros),
		scratch_test(test_comments),
		scratch_test(test_cut_off),
	};

	return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
