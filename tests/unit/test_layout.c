// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Line lengths of comments and code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/run.h"
#include "render/layout.h"

static void comment_is(const char *prefix, const char *text, const char *expected)
{
	struct text all = TEXT_INIT;
	struct value_list *lines;
	struct run run;

	run_init(&run);
	lines = list_new(&run);
	layout_comment(&run, lines, prefix, " *\t", text);
	for (unsigned int i = 0; i < lines->n; i++)
		text_printf(&all, "%s\n", lines->values[i].string);
	assert_string_equal(all.buf, expected);
	text_release(&all);
	run_release(&run);
}

static void code_is(const char *code, const char *expected)
{
	struct text out = TEXT_INIT;

	layout_code(code, &out);
	assert_string_equal(out.buf, expected);
	text_release(&out);
}

static void comments(void **state)
{
	(void)state;
	comment_is(" * @dev: ", "the device", " * @dev: the device\n");
	comment_is(" * @dev: ", "  the\n\tdevice  ", " * @dev: the device\n");
	comment_is(" * ", "", " * \n");
	comment_is(" * @dev: ",
		   "a text that is so long that it does not fit on the first line of the comment",
		   " * @dev: a text that is so long that it does not fit on the first line of the\n"
		   " *\tcomment\n");
	comment_is(" * ",
		   "/sys/class/*/name and *"
		   "/",
		   " * /sys/class/ * /name and * /\n");
	comment_is(" * ",
		   "one_word_that_is_wider_than_any_line_that_we_would_like_to_have_in_such_a_"
		   "comment_there",
		   " * "
		   "one_word_that_is_wider_than_any_line_that_we_would_like_to_have_in_such_a_"
		   "comment_there\n");
}

static void short_code(void **state)
{
	(void)state;
	code_is("", "");
	code_is("int x;\n", "int x;\n");
	code_is("int x;", "int x;");
	code_is("a\n\nb\n", "a\n\nb\n");
}

static void heads(void **state)
{
	(void)state;
	code_is("static __always_inline __must_check struct safe_clk_ptr_result "
		"safe_devm_clk_get(struct device *dev, const char *id)\n{\n",
		"static __always_inline __must_check struct safe_clk_ptr_result\n"
		"safe_devm_clk_get(struct device *dev, const char *id)\n{\n");
	code_is("static __always_inline struct device *safe_a_function_with_a_name(struct device "
		"*dev, const char *parameter)\n",
		"static __always_inline struct device *\n"
		"safe_a_function_with_a_name(struct device *dev, const char *parameter)\n");
	code_is("static int safe_function_with_a_name(struct device *the_first_parameter, const "
		"char *the_second_parameter, int third)\n",
		"static int\n"
		"safe_function_with_a_name(struct device *the_first_parameter, const char "
		"*the_second_parameter,\n"
		"\t\t\t  int third)\n");
}

static void calls(void **state)
{
	(void)state;
	code_is("\treturn safe_clk_from_err_ptr(a_function_with_a_long_name(the_first_argument, "
		"the_second_argument, third));\n",
		"\treturn safe_clk_from_err_ptr(a_function_with_a_long_name(the_first_argument,\n"
		"\t\t\t\t\t\t\t\t the_second_argument, third));\n");
	code_is("\treturn "
		"safe_from_null(a_function_with_a_long_name_of_its_own(the_first_argument, "
		"the_second_argument), -ENOMEM);\n",
		"\treturn "
		"safe_from_null(a_function_with_a_long_name_of_its_own(the_first_argument,\n"
		"\t\t\t\t\t\t\t\t     the_second_argument), -ENOMEM);\n");
	code_is("\treturn "
		"safe_reset_control_ptr_from_err_ptr_or_null(devm_reset_control_get_optional_"
		"exclusive(dev, id));\n",
		"\treturn safe_reset_control_ptr_from_err_ptr_or_null(\n"
		"\t\t\tdevm_reset_control_get_optional_exclusive(dev, id));\n");
	code_is("\tstruct safe_reset_control_result __result = "
		"safe_of_reset_control_get_exclusive_by_index(node, index);\n",
		"\tstruct safe_reset_control_result __result =\n"
		"\t\tsafe_of_reset_control_get_exclusive_by_index(node, index);\n");
	code_is("\t__safe_sleeps(safe_regmap_ptr_checked(safe_from_err_ptr(regmap_ptr, "
		"devm_regmap_init(dev, bus, bus_context, config))))\n",
		"\t__safe_sleeps(safe_regmap_ptr_checked(safe_from_err_ptr(regmap_ptr,\n"
		"\t\t\tdevm_regmap_init(dev, bus, bus_context, config))))\n");
	code_is("\tf(\"a literal, with, commas, and (parentheses that is longer than any line may "
		"be in our output, is it\");\n",
		"\tf(\n"
		"\t\t\t\"a literal, with, commas, and (parentheses that is longer than any line "
		"may be in our output, is it\");\n");
}

static void what_stays(void **state)
{
	const char *line = "\tsafe_something(the_first_argument, the_second_argument, "
			   "the_third_argument); /* error: incompatible type */\n";

	(void)state;
	code_is(line, line);
	line = " * a comment, which has, commas, and is longer than a hundred columns because "
	       "nobody wrapped it before, too\n";
	code_is(line, line);
}

static void macros(void **state)
{
	(void)state;
	code_is("#define safe_a_function_that_has_a_long_name(...) "
		"__safe_sleeps(safe_a_function_that_has_a_long_name(__VA_ARGS__))\n",
		"#define safe_a_function_that_has_a_long_name(...) \\\n"
		"\t__safe_sleeps(safe_a_function_that_has_a_long_name(__VA_ARGS__))\n");
	code_is("#define x(a) a_function_with_a_long_name(the_first_argument, the_second_argument, "
		"the_third_argument, a) \\\n",
		"#define x(a) a_function_with_a_long_name(the_first_argument, the_second_argument, "
		"\\\n"
		"\t\t\t\t\t the_third_argument, a) \\\n");
	code_is("#define x(a) \\\n"
		"\tanother_function_with_a_long_name(the_first_argument, the_second_argument, "
		"the_third_argument, a)\n",
		"#define x(a) \\\n"
		"\tanother_function_with_a_long_name(the_first_argument, the_second_argument, \\\n"
		"\t\t\t\t\t  the_third_argument, a)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments), cmocka_unit_test(short_code), cmocka_unit_test(heads),
		cmocka_unit_test(calls),    cmocka_unit_test(what_stays), cmocka_unit_test(macros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
