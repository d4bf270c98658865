// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Command lines from a table: what is set, what is complained of, what --help says. */
#include <string.h>

#include "base/options.h"
#include "complaints.h"

struct values {
	bool flag;
	const char *text;
	struct paths list;
};

static const struct option_row rows[] = {
	{ "flag", 'f', OPTION_FLAG, offsetof(struct values, flag), NULL, "a flag" },
	{ "text", 0, OPTION_TEXT, offsetof(struct values, text), "WORD", "a text\nof two lines" },
	{ "list", 'l', OPTION_LIST, offsetof(struct values, list), "WORD", "a list" },
	{ .name = NULL },
};

static const char *const examples[] = { "sheath try this", NULL };

static const struct usage usage = {
	.command = "try",
	.arguments = "[WORD]...",
	.summary = "Tries",
	.rows = rows,
	.examples = examples,
	.exits = "  0  fine\n",
};

struct fixture {
	struct run run;
	struct values values;
	struct paths rest;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	run_init(&f->run);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	run_release(&f->run);
	free(f);
	return 0;
}

/* Parses words separated by blanks. */
static enum options_result parse(struct fixture *f, const char *line)
{
	char *words[16] = { arena_strdup(&f->run.arena, "try") };
	char *rest = arena_strdup(&f->run.arena, line);
	int n = 1;

	for (char *word; (word = strtok_r(rest, " ", &rest));)
		words[n++] = word;
	return options_parse(&f->run, &usage, n, words, &f->values, &f->rest);
}

static void test_values(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "one -f --text a --text=b -lx two --list y -- --flag"),
			 OPTIONS_FINE);
	assert_true(f->values.flag);
	assert_string_equal(f->values.text, "b");
	assert_int_equal(f->values.list.n, 2);
	assert_string_equal(f->values.list.paths[0], "x");
	assert_string_equal(f->values.list.paths[1], "y");
	assert_int_equal(f->rest.n, 3);
	assert_string_equal(f->rest.paths[0], "one");
	assert_string_equal(f->rest.paths[1], "two");
	assert_string_equal(f->rest.paths[2], "--flag");
	assert_complaints(&f->run, "");
}

static void test_nothing(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, ""), OPTIONS_FINE);
	assert_false(f->values.flag);
	assert_null(f->values.text);
	assert_int_equal(f->rest.n, 0);
}

static void test_twice(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "a b c -f"), OPTIONS_FINE);
	assert_int_equal(parse(f, "--text t"), OPTIONS_FINE);
	assert_string_equal(f->values.text, "t");
	assert_int_equal(f->rest.n, 3);
}

static void test_short_forms(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "--te x --fl"), OPTIONS_FINE);
	assert_string_equal(f->values.text, "x");
	assert_true(f->values.flag);
}

static void test_help(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "--help"), OPTIONS_HELP);
	assert_int_equal(parse(f, "-fh"), OPTIONS_HELP);
	assert_complaints(&f->run, "");
}

#define HINT "sheath: note: 'sheath try --help' lists the options\n"

static void test_complaints(void **state)
{
	static const struct {
		const char *line, *complaint;
	} cases[] = {
		{ "--flga", "sheath: error: unknown option '--flga'; did you mean --flag?\n" HINT },
		{ "x --lsit=3 y",
		  "sheath: error: unknown option '--lsit'; did you mean --list?\n" HINT },
		{ "--entirely-else", "sheath: error: unknown option '--entirely-else'\n" HINT },
		{ "-fz", "sheath: error: unknown option '-z'\n" HINT },
		{ "--text", "sheath: error: option --text needs an argument\n" },
		{ "-l", "sheath: error: option --list needs an argument\n" },
		{ "--flag=1", "sheath: error: option --flag takes no argument\n" },
		{ "--help=1", "sheath: error: option --help takes no argument\n" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(parse(f, cases[i].line), OPTIONS_WRONG);
		assert_complaints(&f->run, cases[i].complaint);
		assert_int_equal(f->run.diags.exit, EXIT_USAGE);
	}
}

static void test_help_text(void **state)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	(void)state;
	options_help(&usage, out);
	fclose(out);
	assert_string_equal(text, "usage: sheath try [OPTION]... [WORD]...\n"
				  "\n"
				  "Tries.\n"
				  "\n"
				  "Options:\n"
				  "  -f, --flag              a flag\n"
				  "      --text WORD         a text\n"
				  "                          of two lines\n"
				  "  -l, --list WORD         a list\n"
				  "  -h, --help              show this\n"
				  "\n"
				  "Exit status:\n"
				  "  0  fine\n"
				  "\n"
				  "Example:\n"
				  "  sheath try this\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_values, setup, teardown),
		cmocka_unit_test_setup_teardown(test_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(test_short_forms, setup, teardown),
		cmocka_unit_test_setup_teardown(test_help, setup, teardown),
		cmocka_unit_test_setup_teardown(test_complaints, setup, teardown),
		cmocka_unit_test(test_help_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
