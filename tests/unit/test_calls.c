// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which names C text calls, also text that is no C. */
#include <string.h>

#include "base/text.h"
#include "command/calls.h"
#include "complaints.h"

/* "name*count name*count ...", in the order of their first use */
static void assert_calls(const char *text, const char *expected)
{
	struct text found = TEXT_INIT;
	struct calls calls = { 0 };
	struct run run;

	run_init(&run);
	calls_scan(&run, text, &calls);
	for (const struct call *call = calls.first; call; call = call->next)
		text_printf(&found, "%s%s*%u", found.len ? " " : "", call->name, call->n);
	assert_string_equal(found.buf, expected);
	text_release(&found);
	run_release(&run);
}

static void test_calls(void **state)
{
	(void)state;
	assert_calls("x = f(g (1), f\n\t(2));", "f*2 g*1");
	assert_calls("a->ops.call(b); x = y;", "call*1");
	assert_calls("f_1(0x1f(2)) + 3u(x)", "f_1*1");
}

static void test_keywords(void **state)
{
	(void)state;
	assert_calls("if (a) while (b) for (;;) return (sizeof(c)); iff(d);", "iff*1");
}

static void test_comments_and_literals(void **state)
{
	(void)state;
	assert_calls("/* f(1) */ g(2); // h(3)\ni(4)", "g*1 i*1");
	assert_calls("s(\"f(1) \\\" g(2)\", '(', '\\'', h(3))", "s*1 h*1");
}

static void test_directives(void **state)
{
	(void)state;
	assert_calls("#include <f(1).h>\n# include \"g(2)\"\n#define M(x) h(x)\n", "M*1 h*1");
}

static void test_broken(void **state)
{
	(void)state;
	assert_calls("", "");
	assert_calls("/* never closed f(1)", "");
	assert_calls("// the end", "");
	assert_calls("\"never closed f(1)\ng(2)", "g*1");
	assert_calls("'\\", "");
	assert_calls("/", "");
	assert_calls("f", "");
	assert_calls("#", "");
	assert_calls("\xff\xfe(1) f(", "f*1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calls),
		cmocka_unit_test(test_keywords),
		cmocka_unit_test(test_comments_and_literals),
		cmocka_unit_test(test_directives),
		cmocka_unit_test(test_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
