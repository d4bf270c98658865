// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The template language: what it renders, and what it complains about where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/run.h"
#include "render/template.h"

/* A template directory of its own and a view with something of each kind. */
struct fixture {
	struct run run;
	struct view *view;
	char dir[32];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct value_list *list;
	struct view *inner;

	run_init(&f->run);
	strcpy(f->dir, "/tmp/sheath-test-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	f->view = view_new(&f->run, 2);
	view_string(&f->run, f->view, "name", "foo");
	view_string(&f->run, f->view, "empty", NULL);
	view_bool(&f->run, f->view, "yes", true);
	view_bool(&f->run, f->view, "no", false);
	inner = view_inner(&f->run, f->view, "owner", 1);
	view_string(&f->run, inner, "doc", "a clock");
	view_inner(&f->run, f->view, "with", 0)->open = true;
	list = view_list(&f->run, f->view, "words");
	list_string(&f->run, list, "a");
	list_string(&f->run, list, "b");
	list = view_list(&f->run, f->view, "params");
	view_string(&f->run, list_view(&f->run, list, 1), "name", "dev");
	view_string(&f->run, list_view(&f->run, list, 1), "name", "id");
	view_list(&f->run, f->view, "none");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", f->dir);
	assert_int_equal(system(command), 0);
	run_release(&f->run);
	free(f);
	return 0;
}

static void put(const struct fixture *f, const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", f->dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static struct template *open_template(struct fixture *f, const char *text)
{
	const char *dirs[] = { f->dir };
	struct templates *templates;

	put(f, "t.in", text);
	templates = templates_open(&f->run, dirs, 1);
	assert_non_null(templates);
	return templates_find(&f->run, templates, "t.in");
}

static void renders(struct fixture *f, const char *template, const char *expected)
{
	struct text out = TEXT_INIT;
	struct template *t = open_template(f, template);

	if (!template_render(&f->run, t, f->view, &out))
		diag_flush(&f->run, stderr);
	assert_string_equal(out.buf, expected);
	assert_int_equal(f->run.diags.errors, 0);
	text_release(&out);
}

/* @complaint ends the first error, "LINE:COLUMN: text". */
static void complains(struct fixture *f, const char *template, const char *complaint)
{
	struct text out = TEXT_INIT;
	char found[512] = "nothing";
	const struct diag *diag;
	struct template *t;

	f->run.diags.first = NULL;
	f->run.diags.last = &f->run.diags.first;
	f->run.diags.errors = 0;
	t = open_template(f, template);
	assert_false(template_render(&f->run, t, f->view, &out));
	assert_false(template_render(&f->run, t, f->view, &out));
	assert_int_equal(f->run.diags.exit, EXIT_CONTRACT);
	diag = f->run.diags.first;
	if (diag)
		snprintf(found, sizeof(found), "%u:%u: %s", diag->place.line, diag->place.column,
			 diag->text);
	assert_string_equal(found, complaint);
	text_release(&out);
}

static void values(void **state)
{
	renders(*state, "", "");
	renders(*state, "int @name@(void);\n", "int foo(void);\n");
	renders(*state, "@name@@name@", "foofoo");
	renders(*state, "@owner.doc@, @empty@.", "a clock, .");
	renders(*state, "a@@b @@@name@@@\n", "a@b @foo@\n");
}

static void conditions(void **state)
{
	renders(*state, "@if yes@y@end@@if no@n@end@", "y");
	renders(*state, "@if not yes@y@else@n@end@", "n");
	renders(*state, "@if name == foo@1@end@@if name == bar@2@end@@if not name == bar@3@end@",
		"13");
	renders(*state, "@if name@1@end@@if empty@2@end@@if words@3@end@@if none@4@end@", "13");
	renders(*state, "@if no@1@elif name == x@2@elif yes@3@else@4@end@", "3");
	renders(*state, "@if no@1@elif no@2@else@3@end@", "3");
	renders(*state, "@if with.key@1@else@2@end@@if not with.key == x@3@end@", "23");
}

static void loops(void **state)
{
	renders(*state, "@for w in words@<@w@>@end@", "<a><b>");
	renders(*state, "@for p in params@@p.name@@if not p.last@, @end@@end@", "dev, id");
	renders(*state, "@for p in params@@if p.first@(@end@@p.name@@end@", "(devid");
	renders(*state, "@for a in words@@for b in words@@a@@b@ @end@@end@", "aa ab ba bb ");
	renders(*state, "@for w in none@x@end@", "");
}

static void lines_of_their_own(void **state)
{
	renders(*state, "a\n@if yes@\nb\n@end@\nc\n", "a\nb\nc\n");
	renders(*state, "{\n\t@if yes@ \n\tb\n\t@end@\n}\n", "{\n\tb\n}\n");
	renders(*state, "@# comment@\n@if yes@@if yes@\nx\n@end@@end@\n", "x\n");
	renders(*state, "x @# comment@\n", "x \n");
	renders(*state, "@if yes@\nx@end@", "x");
}

static void includes(void **state)
{
	put(*state, "other.in", "<@name@>\n");
	renders(*state, "a\n@include other.in@\nb\n", "a\n<foo>\nb\n");
}

static void includes_with_names(void **state)
{
	put(*state, "inner.in", "<@w@>");
	renders(*state, "@for w in words@@include inner.in@@end@", "<a><b>");
}

static void notes(void **state)
{
	struct fixture *f = *state;
	struct template *t = open_template(f, "@# core: a.h@\n@# core: b.h@\n@# just words@\n");

	assert_int_equal(template_notes(t, "core")->n, 2);
	assert_string_equal(template_notes(t, "core")->values[1].string, "b.h");
	assert_int_equal(template_notes(t, "cannot")->n, 0);
}

static void wrong_names(void **state)
{
	complains(*state, "a\n  @nmae@\n", "2:3: no 'nmae' in '@nmae@'; did you mean 'name'?");
	complains(*state, "@owner.dco@", "1:1: no 'dco' in '@owner.dco@'; did you mean 'doc'?");
	complains(*state, "@if quite_another@@end@",
		  "1:1: no 'quite_another' in '@quite_another@'");
	complains(*state, "@with.key@", "1:1: no 'key' in '@with.key@'");
	complains(*state, "@for w in words@@x@@end@", "1:17: no 'x' in '@x@'");
	complains(*state, "@for name in words@@end@", "1:1: 'name' hides another name");
	complains(*state, "@for w in words@@for w in words@@end@@end@",
		  "1:17: 'w' hides another name");
}

static void wrong_kinds(void **state)
{
	complains(*state, "@words@", "1:1: 'words' is a list, not a string");
	complains(*state, "@yes@", "1:1: 'yes' is true or false, not a string");
	complains(*state, "@for x in name@@end@", "1:1: 'name' is a string, not a list");
	complains(*state, "@if yes == x@@end@", "1:1: 'yes' is true or false, not a string");
	complains(*state, "@if owner@@end@",
		  "1:1: 'owner' is a record, not a truth value, a string or a list");
	complains(*state, "@name.x@",
		  "1:1: what comes before '.x' in '@name.x@' is a string, not a record");
}

static void wrong_blocks(void **state)
{
	complains(*state, "a\n@if yes@\nb\n", "2:1: '@if yes@' has no '@end@'");
	complains(*state, "@for w in words@", "1:1: '@for w in words@' has no '@end@'");
	complains(*state, "a\n@end@\n", "2:1: '@end@' without a block");
	complains(*state, "@else@", "1:1: '@else@' without a block");
	complains(*state, "@fro x in words@@end@", "1:1: no directive 'fro'; did you mean 'for'?");
	complains(*state, "@unless x@", "1:1: no directive 'unless'");
	complains(*state, "@for x words@@end@", "1:1: expected 'for x in path' in '@for x words@'");
	complains(*state, "@if name = x@@end@", "1:1: expected '==' in '@if name = x@'");
	complains(*state, "@if name == x y@@end@",
		  "1:1: expected one word after '==' in '@if name == x y@'");
	complains(*state, "@a-b@", "1:1: not a name in '@a-b@'");
	complains(*state, "mail@example\n",
		  "1:5: '@' is not closed on its line (one '@' is written '@@')");
}

static void wrong_includes(void **state)
{
	put(*state, "self.in", "@include self.in@");
	put(*state, "broken.in", "x\n@nothing@\n");
	complains(*state, "@include missing.in@", "1:1: no template 'missing.in'");
	complains(*state, "@include self.in@", "1:1: 'self.in' includes itself");
	complains(*state, "@include broken.in@", "2:1: no 'nothing' in '@nothing@'");
}

static void nesting(void **state)
{
	char deep[64 * 16] = "";

	for (int i = 0; i < 64; i++)
		strcat(deep, "@if yes@");
	complains(*state, deep, "1:257: more than 32 blocks within each other");
}

static void later_directories_win(void **state)
{
	struct fixture *f = *state;
	const char *dirs[2] = { f->dir, NULL };
	struct templates *templates;
	struct text out = TEXT_INIT;
	char second[64];

	put(f, "t.in", "first");
	snprintf(second, sizeof(second), "%s/second", f->dir);
	assert_int_equal(mkdir(second, 0700), 0);
	put(f, "second/t.in", "second");
	dirs[1] = second;
	templates = templates_open(&f->run, dirs, 2);
	assert_true(template_render(&f->run, templates_find(&f->run, templates, "t.in"), f->view,
				    &out));
	assert_string_equal(out.buf, "second");
	text_release(&out);
}

static void missing_directory(void **state)
{
	struct fixture *f = *state;
	const char *dirs[] = { "/nonexistent/templates" };

	assert_null(templates_open(&f->run, dirs, 1));
	assert_int_equal(f->run.diags.errors, 1);
}

/* Whatever the text is, there is a result or a complaint, and the sanitizers have nothing to say. */
static void random_texts(void **state)
{
	static const char *const pieces[] = {
		"@",
		"@@",
		"@if yes@",
		"@else@",
		"@elif no@",
		"@end@",
		"@for w in words@",
		"@w@",
		"\n",
		" ",
		"text",
		"@name@",
		"@# note: x@",
		"@include t.in@",
		"@.@",
		"@a.b.c.d.e@",
		"@if@",
		"@for@",
		"@if not @",
		"@if name == @",
		"@\t@",
		"\xff",
		"@if not no == x@",
	};
	struct fixture *f = *state;
	unsigned int seed = 1;

	for (int round = 0; round < 1000; round++) {
		struct text text = TEXT_INIT, out = TEXT_INIT;
		unsigned int errors = f->run.diags.errors;
		struct template *t;

		for (int n = rand_r(&seed) % 12; n >= 0; n--)
			text_add(&text, pieces[rand_r(&seed) % (sizeof(pieces) / sizeof(*pieces))]);
		t = open_template(f, text.buf);
		if (template_render(&f->run, t, f->view, &out))
			assert_int_equal(f->run.diags.errors, errors);
		else
			assert_int_not_equal(f->run.diags.errors, errors);
		text_release(&text);
		text_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(values, setup, teardown),
		cmocka_unit_test_setup_teardown(conditions, setup, teardown),
		cmocka_unit_test_setup_teardown(loops, setup, teardown),
		cmocka_unit_test_setup_teardown(lines_of_their_own, setup, teardown),
		cmocka_unit_test_setup_teardown(includes, setup, teardown),
		cmocka_unit_test_setup_teardown(includes_with_names, setup, teardown),
		cmocka_unit_test_setup_teardown(notes, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_names, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_blocks, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_includes, setup, teardown),
		cmocka_unit_test_setup_teardown(nesting, setup, teardown),
		cmocka_unit_test_setup_teardown(later_directories_win, setup, teardown),
		cmocka_unit_test_setup_teardown(missing_directory, setup, teardown),
		cmocka_unit_test_setup_teardown(random_texts, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
