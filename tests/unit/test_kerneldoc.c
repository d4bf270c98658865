// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "complaints.h"
#include "scratch.h"

#include "input/kerneldoc.h"

static const struct doc *parse(struct scratch *s, const char *text)
{
	return kerneldoc_parse(&s->run, text, strlen(text), "linux/x.h", 10);
}

static const char *name(struct scratch *s, const char *text)
{
	return kerneldoc_name(&s->run, text, strlen(text));
}

static void test_whole(void **state)
{
	const struct doc *doc = parse(*state, "/**\n"
					      " * widget_get() - look a widget up\n"
					      " * @dev: the device that\n"
					      " *       asks\n"
					      " * @id: which one\n"
					      " * @...: arguments\n"
					      " *\n"
					      " * The first paragraph\n"
					      " * has two lines.\n"
					      " *\n"
					      " * Context: May sleep.\n"
					      " *\n"
					      " * The second paragraph.\n"
					      " *\n"
					      " * Return: a widget,\n"
					      " * or an ERR_PTR().\n"
					      " */");

	assert_string_equal(doc->summary, "look a widget up");
	assert_int_equal(doc->n_params, 3);
	assert_string_equal(doc->params[0].name, "dev");
	assert_string_equal(doc->params[0].text, "the device that asks");
	assert_int_equal(doc->params[0].at.line, 12);
	assert_string_equal(doc->params[1].text, "which one");
	assert_int_equal(doc->params[1].at.line, 14);
	assert_string_equal(doc->body,
			    "The first paragraph\nhas two lines.\n\nThe second paragraph.");
	assert_string_equal(doc_section(doc, "Context")->text, "May sleep.");
	assert_int_equal(doc_section(doc, "Context")->at.line, 20);
	assert_string_equal(doc_section(doc, "Return")->text, "a widget,\nor an ERR_PTR().");
	assert_int_equal(doc_section(doc, "Return")->at.line, 24);
	assert_string_equal(doc->at.file, "linux/x.h");
	assert_int_equal(doc->at.line, 10);
}

/* Ways to write it that are found in kernel headers. */
static void test_names(void **state)
{
	static const struct {
		const char *text, *name;
	} cases[] = {
		{ "/**\n * widget_get - look it up\n */", "widget_get" },
		{ "/**\n * widget_get() - look it up\n */", "widget_get" },
		{ "/**\n * widget_get(): look it up\n */", "widget_get" },
		{ "/**\n * widget_get(a, b) - look it up\n */", "widget_get" },
		{ "/**\n * widget_get: look it up\n */", "widget_get" },
		{ "/**\n * widget_get\n * @a: b\n */", "widget_get" },
		{ "/** widget_get - look it up */", "widget_get" },
		{ "/**\n * function widget_get - look it up\n */", "widget_get" },
		{ "/**\n * define WIDGET - a widget\n */", "WIDGET" },
		{ "/**\n *\n * widget_get - look it up\n */", "widget_get" },
		{ "/**\n\twidget_get - without stars\n */", "widget_get" },
		{ "/**\n * struct widget - a widget\n */", NULL },
		{ "/**\n * enum widget_kind - kinds\n */", NULL },
		{ "/**\n * typedef widget_t - a widget\n */", NULL },
		{ "/**\n * DOC: how widgets work\n */", NULL },
		{ "/**\n * This explains something.\n */", NULL },
		{ "/**\n * widget_get(a - no end\n */", NULL },
		{ "/**\n * @dev: a member\n */", NULL },
		{ "/** */", NULL },
		{ "/**", NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *found = name(*state, cases[i].text);

		if (!cases[i].name)
			assert_null(found);
		else
			assert_string_equal(found, cases[i].name);
	}
}

static void test_headings(void **state)
{
	const struct doc *doc = parse(*state, "/**\n * f - x\n * RETURNS:\n * 0\n *\n * CONTEXT: "
					      "any\n * Notes: be careful\n * url: http://x\n */");

	assert_string_equal(doc_section(doc, "Return")->text, "0");
	assert_string_equal(doc_section(doc, "Context")->text, "any");
	assert_string_equal(doc_section(doc, "Note")->text, "be careful\nurl: http://x");
	assert_int_equal(doc->n_sections, 3);
	doc = parse(*state, "/**\n * f - x\n * Return value: 0\n */");
	assert_string_equal(doc_section(doc, "Return")->text, "0");
	doc = parse(*state, "/**\n * f - x\n *\n * Description: does x\n */");
	assert_string_equal(doc->body, "does x");
	assert_int_equal(doc->n_sections, 0);
}

/* Half of the headers say "Returns ..." in a paragraph of its own. */
static void test_returns_paragraph(void **state)
{
	const struct doc *doc = parse(*state,
				      "/**\n * f - x\n * @a: b\n *\n * Text.\n *\n * Returns 0 on "
				      "success,\n * else an errno.\n *\n * More text.\n */");

	assert_string_equal(doc_section(doc, "Return")->text, "0 on success,\nelse an errno.");
	assert_string_equal(doc->body, "Text.\n\nMore text.");
	doc = parse(*state, "/**\n * f - x\n *\n * Returns %true if so.\n */");
	assert_string_equal(doc_section(doc, "Return")->text, "%true if so.");
	doc = parse(*state, "/**\n * f - x\n *\n * What it\n * returns is unclear.\n */");
	assert_null(doc_section(doc, "Return"));
}

static void test_long_summary(void **state)
{
	const struct doc *doc = parse(*state, "/**\n * f - begins here\n *     and goes on\n * "
					      "@fmt...: a format\n * @p->q: a member\n */");

	assert_string_equal(doc->summary, "begins here and goes on");
	assert_string_equal(doc->params[0].name, "fmt");
	assert_string_equal(doc->params[1].name, "p->q");
}

static void test_malformed(void **state)
{
	static const char *const texts[] = {
		"",
		"/",
		"/**",
		"/**/",
		"/***/",
		"/** @",
		"/**\n * @:\n */",
		"/**\n * f -",
		"/**\n * f - x\n * @a",
		"/**\n * f - x\n * @a:",
		"/**\n * f - x\n * Return:",
		"/**\n:\n::\n*:\n",
		"/**\n * f(\n * (\n",
		"/**\n * f - x\n * @...:\n * @\n * @@: @\n * Return Return:\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_non_null(parse(*state, texts[i]));
		name(*state, texts[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(test_whole),     scratch_test(test_names),
		scratch_test(test_headings),  scratch_test(test_returns_paragraph),
		scratch_test(test_malformed), scratch_test(test_long_summary),
	};

	return cmocka_run_group_tests_name("kerneldoc", tests, NULL, NULL);
}
