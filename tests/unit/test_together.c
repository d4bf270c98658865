// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Reading all headers of a tree: which go together, which cannot be compiled, and why. */
#include "complaints.h"
#include "input/input.h"
#include "scratch.h"

static struct model *read_all(struct scratch *s)
{
	const char *words[] = { "-xc", "-std=gnu11",
				arena_printf(&s->run.arena, "-I%s/include", s->dir) };
	const struct flags flags = { words, sizeof(words) / sizeof(*words) };
	const struct input_options options = { .kernel = s->dir, .cache = "", .all = true };

	return input_parse(&s->run, &options, &flags);
}

/* "linux/b.h: what is wrong", or "" if the header can be compiled. */
static void assert_unfit(const struct model *model, const char *name, const char *text)
{
	const char *is = "";

	for (size_t i = 0; i < model->n_unfit; i++)
		if (!strcmp(model->unfit[i].name, name))
			is = model->unfit[i].text;
	assert_string_equal(is, text);
	assert_int_equal(model_header(model, name)->missing, *text != '\0');
}

static void conflicts(void **state)
{
	struct scratch *s = *state;
	struct model *model;

	scratch_write(s, "include/linux/a.h", "struct s { int a; };\nint fa(struct s *s);\n");
	scratch_write(s, "include/linux/b.h", "struct s { int b; };\nint fb(struct s *s);\n");
	scratch_write(s, "include/linux/c.h", "int fc(nowhere_t x);\n");
	model = read_all(s);
	assert_non_null(model);
	assert_int_not_equal(model_header(model, "linux/a.h")->unit,
			     model_header(model, "linux/b.h")->unit);
	assert_non_null(model_function(model, "fa"));
	assert_non_null(model_function(model, "fb"));
	assert_unfit(model, "linux/a.h", "");
	assert_unfit(model, "linux/b.h", "");
	assert_unfit(model, "linux/c.h", "unknown type name 'nowhere_t'");
}

/* What only bodies use is an error to compilers, unless it is no member or not compiled. */
static void bodies(void **state)
{
	static const struct {
		const char *name, *body, *error;
	} cases[] = {
		{ "linux/fine.h", "return s->a;", "" },
		{ "linux/gone.h", "return s->gone;", "no member named 'gone' in 'struct s'" },
		{ "linux/if.h", "\n#if 0\nreturn s->gone_too;\n#endif\nreturn 0;", "" },
		{ "linux/macro.h", "return s->alias;", "" },
		{ "linux/local.h", "struct t { int own; } t, *p = &t; return p->own;", "" },
		{ "linux/argument.h", "return NOTHING(s->unseen);", "" },
	};
	struct scratch *s = *state;
	struct model *model;

	scratch_write(s, "include/linux/a.h",
		      "#ifndef A\n#define A\n#define alias a\n#define NOTHING(x) 0\n"
		      "struct s { struct { int a; }; };\n#endif\n");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		scratch_write(s, file_join(&s->run, "include", cases[i].name),
			      arena_printf(&s->run.arena,
					   "#include <linux/a.h>\n"
					   "static inline int f%zu(struct s *s)\n{\n%s\n}\n",
					   i, cases[i].body));
	model = read_all(s);
	assert_non_null(model);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_unfit(model, cases[i].name, cases[i].error);
}

/* A header that others define the types of is compiled behind these. */
static void needs(void **state)
{
	static const struct {
		const char *name, *uses;
	} cases[] = {
		{ "linux/member.h", "struct h1 { irq_t x; };" },
		{ "linux/callback.h", "struct h2 { irq_t (*handler)(int irq); };" },
		{ "linux/result.h", "irq_t f1(void);" },
	};
	struct scratch *s = *state;
	struct model *model;

	scratch_write(s, "include/linux/a.h", "#ifndef A\n#define A\ntypedef int irq_t;\n#endif\n");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		scratch_write(s, file_join(&s->run, "include", cases[i].name), cases[i].uses);
	model = read_all(s);
	assert_non_null(model);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct header *header = model_header(model, cases[i].name);

		assert_int_equal(header->n_includes, 1);
		assert_string_equal(header->includes[0], "linux/a.h");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(conflicts),
		scratch_test(bodies),
		scratch_test(needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
