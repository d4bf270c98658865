// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Facts files: written, read back, and every complaint with its place. */
#include "little_model.h"
#include "model/inferred.h"

#define NOTICE "# SPDX-License-Identifier: GPL-2.0-only OR MIT\n"
#define HEADER NOTICE "facts 1 6.0-test x86_64 2 files of Linux 6.0\n"

static const struct type *type_of(struct little *l, const char *prototype)
{
	const struct type *type = prototype_parse(&l->run, &l->model, prototype, NOWHERE);

	assert_non_null(type);
	return type;
}

static struct inferred_list *read(struct little *l, const char *text)
{
	return inferred_read(&l->run, "a.facts", text, strlen(text));
}

/* Prototype and names of parameters, as its definition has them. */
static void set_type(struct run *run, struct inferred *function, const struct type *type)
{
	function->type = type;
	function->prototype = prototype_mark(run, type);
	function->n_params = type->n_params;
	function->params = arena_new(&run->arena, const char *, type->n_params);
	for (unsigned int i = 0; i < type->n_params; i++)
		function->params[i] = type->params[i].name;
}

static void assert_written(struct little *l, const struct inferred_list *list, const char *expected)
{
	struct text text = TEXT_INIT;

	inferred_write(&l->run, list, &text);
	assert_string_equal(text.buf, expected);
	text_release(&text);
}

/* In the order of files and names, with as little as says all. */
static void test_write(void **state)
{
	struct inferred_list list = { .release = "6.0-test",
				      .arch = "x86_64",
				      .source = "2 files of Linux 6.0" };
	const struct place at = { "drivers/b.c", 7, 0 };
	struct inferred *function;
	struct little l;

	(void)state;
	little_init(&l);
	function = inferred_add(&l.run, &list, "b_get", at);
	inferred_fact(&l.run, function, SUBJECT_RETURN, 0, "returns", "err_ptr", ORIGIN_BODY,
		      (struct place){ "drivers/b.c", 9, 3 }, true);
	inferred_fact(&l.run, function, SUBJECT_CALL, 0, "context", "gfp", ORIGIN_DOC,
		      (struct place){ "linux/b.h", 9, 3 }, false);
	inferred_fact(&l.run, function, SUBJECT_RETURN, 0, "errno", "ENODEV", ORIGIN_BODY, at,
		      true);
	function = inferred_add(&l.run, &list, "a_read", at);
	set_type(&l.run, function, type_of(&l, "int (void *to, size_t n, int)"));
	inferred_fact(&l.run, function, SUBJECT_PARAM, 1, "bytes_of", "to", ORIGIN_BODY, at, true);
	inferred_fact(&l.run, function, SUBJECT_PARAM, 0, "consumes", "true", ORIGIN_BODY,
		      (struct place){ "drivers/b.c", 8, 0 }, false);
	inferred_fact(&l.run, function, SUBJECT_PARAM, 2, "unit", "ms", ORIGIN_BODY, at, true);
	inferred_fact(&l.run, function, SUBJECT_CALL, 0, "acquires", "&a \"b\"", ORIGIN_BODY, at,
		      true);
	inferred_add(&l.run, &list, "nothing_known", at);
	function = inferred_add(&l.run, &list, "z", (struct place){ "drivers/a.c", 1, 0 });
	inferred_fact(&l.run, function, SUBJECT_CALL, 0, "noreturn", "true", ORIGIN_BODY, at, true);
	assert_written(&l, &list,
		       HEADER "drivers/a.c\n z 1 - noreturn\n"
			      "drivers/b.c\n"
			      " a_read 7 k9hxm (to,n,) n.bytes_of=to to.consumes?@8 "
			      "acquires=\"&a \\\"b\\\"\"\n"
			      " b_get 7 - err_ptr@9 doc:gfp? return.errno=ENODEV\n");
	little_release(&l);
}

/* What was written is read as what it was. */
static void test_read(void **state)
{
	static const char text[] = HEADER "drivers/a.c\n z 1 - noreturn name:atomic?\n"
					  "drivers/b.c\n"
					  " a_read 7 k9hxm (to,n,) n.bytes_of=to to.consumes?@8 "
					  "acquires=\"&a \\\"b\\\"\" gfp doc:gfp?@3\n"
					  " b_get 7 - err_ptr@9 return.errno=ENODEV\n";
	const struct inferred_list *list;
	const struct inferred *function;
	const struct fact *facts;
	struct little l;

	(void)state;
	little_init(&l);
	list = read(&l, text);
	assert_complaints(&l.run, "");
	assert_non_null(list);
	assert_string_equal(list->release, "6.0-test");
	assert_string_equal(list->arch, "x86_64");
	assert_string_equal(list->source, "2 files of Linux 6.0");
	assert_null(inferred_find(list, "a_write"));
	function = inferred_find(list, "a_read");
	assert_non_null(function);
	assert_string_equal(function->at.file, "drivers/b.c");
	assert_int_equal(function->at.line, 7);
	assert_int_equal(function->n_params, 3);
	assert_null(function->params[2]);
	assert_int_equal(function->facts.n, 5);
	facts = function->facts.facts;
	assert_ptr_equal(facts[0].kind, fact_kind(SUBJECT_PARAM, "bytes_of"));
	assert_int_equal(facts[0].param, 1);
	assert_true(facts[0].sure);
	assert_int_equal(facts[0].at.line, 7);
	assert_false(facts[1].sure);
	assert_int_equal(facts[1].at.line, 8);
	assert_string_equal(facts[1].value, "true");
	assert_string_equal(facts[2].value, "&a \"b\"");
	assert_ptr_equal(facts[3].kind, fact_kind(SUBJECT_CALL, "context"));
	assert_int_equal(facts[4].origin, ORIGIN_DOC);
	assert_written(&l, list, text);
	little_release(&l);
}

static const struct {
	const char *text, *complaint;
} bad[] = {
	{ "", "a.facts: error: no facts file: it is empty\n" },
	{ NOTICE, "a.facts: error: no facts file: it is empty\n" },
	{ "fact 1 6.0 x86_64\n",
	  "a.facts:1:1: error: no facts file: it begins with 'facts 1 RELEASE ARCH SOURCE'\n" },
	{ "facts 1 6.0\n f 1 -\n",
	  "a.facts:1:1: error: no facts file: it begins with 'facts 1 RELEASE ARCH SOURCE'\n" },
	{ "facts 2 6.0 x86_64 x\n",
	  "a.facts:1:7: error: a facts file of another version; make it anew\n" },
	{ HEADER " f 1 - errno\n",
	  "a.facts:3:1: error: a function without a line for its file above it\n" },
	{ HEADER "a.c\n f one - errno\n", "a.facts:4:1: error: not 'NAME LINE PROTOTYPE FACTS'\n" },
	{ HEADER "a.c\n f 1\n", "a.facts:4:1: error: not 'NAME LINE PROTOTYPE FACTS'\n" },
	{ HEADER "a.c\n f 1 - errno\n f 1 - errno\n",
	  "a.facts:5:2: error: this function is there twice\n" },
	{ HEADER "a.c\n f 1 - (a,b n.unit=ms\n",
	  "a.facts:4:8: error: no ')' behind the names of parameters\n" },
	{ HEADER "a.c\n f 1 - (a,b) c.unit=ms\n",
	  "a.facts:4:14: error: it has no such parameter\n" },
	{ HEADER "a.c\n f 1 - word:errno\n",
	  "a.facts:4:8: error: no origin of facts is called that\n" },
	{ HEADER "a.c\n f 1 - doc:errnos\n",
	  "a.facts:4:12: error: no kind of fact is called that\n" },
	{ HEADER "a.c\n f 1 - context=often\n", "a.facts:4:8: error: it has no such value\n" },
	{ HEADER "a.c\n f 1 - errno?!\n", "a.facts:4:14: error: unexpected behind a fact\n" },
	{ HEADER "a.c\n f 1 - errno@x\n", "a.facts:4:14: error: no line behind '@'\n"
					  "a.facts:4:14: error: unexpected behind a fact\n" },
};

static void test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct little l;

		little_init(&l);
		assert_null(read(&l, bad[i].text));
		assert_int_equal(l.run.diags.exit, EXIT_CONTRACT);
		assert_complaints(&l.run, bad[i].complaint);
		little_release(&l);
	}
}

static void assert_marks(struct little *l, const char *a, const char *b, bool same)
{
	const char *mark = prototype_mark(&l->run, type_of(l, a));

	assert_int_equal(strlen(mark), 5);
	/* interned */
	assert_int_equal(mark == prototype_mark(&l->run, type_of(l, b)), same);
}

static void test_mark(void **state)
{
	struct little l;

	(void)state;
	little_init(&l);
	assert_marks(&l, "int (struct clk *a, int n)", "int (struct clk *, int)", true);
	assert_marks(&l, "int (u32 n)", "int (unsigned int n)", true);
	assert_marks(&l, "int (const int n)", "int (int n)", true);
	assert_marks(&l, "int (int n[3])", "int (int *n)", true);
	assert_marks(&l, "int (int fn(int))", "int (int (*fn)(int x))", true);
	assert_marks(&l, "int (void __user *p)", "int (void *p)", true);
	assert_marks(&l, "int (const int *n)", "int (int *n)", false);
	assert_marks(&l, "int (struct clk *a)", "int (struct device *a)", false);
	assert_marks(&l, "int (long n)", "int (int n)", false);
	assert_marks(&l, "int (int n)", "void (int n)", false);
	assert_marks(&l, "int (int n)", "int (int n, ...)", false);
	assert_marks(&l, "int (int n, int m)", "int (int n)", false);
	assert_marks(&l, "int (int n)", "int (enum port_mode n)", false);
	assert_marks(&l, "int (int (*fn)(int))", "int (int (*fn)(long))", false);
	little_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_mark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
