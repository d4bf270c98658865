// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Questions that contract files ask about a kernel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "little_model.h"
#include "model/has.h"

/* struct limits, with a member in a union without a name; union word; one_less(a, b); ONE(a). */
struct fixture {
	struct little little;
	struct field inner[1], fields[2];
	struct record in, record;
	const char *params[1];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct type *anonymous;
	struct function *macro;

	little_init(&f->little);
	anonymous = arena_new(&f->little.run.arena, struct type, 1);
	f->inner[0] = (struct field){ .name = "inside", .type = anonymous };
	f->in = (struct record){ .fields = f->inner, .n_fields = 1 };
	*anonymous = (struct type){ .kind = TYPE_UNION, .record = &f->in };
	f->fields[0] = (struct field){ .name = "size", .type = anonymous };
	f->fields[1] = (struct field){ .type = anonymous };
	f->record = (struct record){ .name = "limits", .fields = f->fields, .n_fields = 2 };
	little_type(&f->little, "struct limits",
		    (struct type){ .kind = TYPE_STRUCT, .name = "limits", .record = &f->record });
	little_type(&f->little, "union word",
		    (struct type){ .kind = TYPE_UNION, .name = "word", .record = &f->in });
	little_add(&f->little, "one_less", "int (int a, int b)");
	macro = little_add(&f->little, "ONE", NULL);
	f->params[0] = "a";
	macro->macro_params = f->params;
	macro->n_macro_params = 1;
	table_reserve(&f->little.run.arena, &f->little.model.declared, 4);
	table_add(&f->little.run.arena, &f->little.model.declared, "A_CONSTANT", "A_CONSTANT");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	little_release(&f->little);
	free(f);
	return 0;
}

static bool ask(struct fixture *f, const char *question)
{
	struct has has;

	assert_true(has_parse(&f->little.run, question, &has));
	return has_answer(&f->little.model, &has);
}

static void members(void **state)
{
	struct fixture *f = *state;

	assert_true(ask(f, "struct limits.size"));
	assert_true(ask(f, "struct limits.inside"));
	assert_true(ask(f, "union word.inside"));
	assert_false(ask(f, "struct limits.features"));
	assert_false(ask(f, "struct unknown.size"));
	assert_false(ask(f, "struct clk.size"));
}

static void arguments(void **state)
{
	struct fixture *f = *state;

	assert_true(ask(f, "one_less(a, b)"));
	assert_true(ask(f, "one_less( x ,y )"));
	assert_false(ask(f, "one_less(a)"));
	assert_false(ask(f, "one_less()"));
	assert_true(ask(f, "ONE(x)"));
	assert_false(ask(f, "ONE(x, y)"));
	assert_false(ask(f, "unknown(x)"));
}

static void names(void **state)
{
	struct fixture *f = *state;

	assert_true(ask(f, "one_less"));
	assert_true(ask(f, "ONE"));
	assert_true(ask(f, "A_CONSTANT"));
	assert_false(ask(f, "unknown"));
}

static bool can(struct fixture *f, const char *expression)
{
	return has_calls(&f->little.model, expression);
}

static void calls(void **state)
{
	struct fixture *f = *state;

	assert_true(can(f, "one_less(a, b)"));
	assert_true(can(f, "one_less(a, max(b, (c)))"));
	assert_true(can(f, "x->one_less(a) + one_less(a, b)"));
	assert_true(can(f, "({ if (sizeof(a)) one_less(a, (int []){ 1, 2 }[b]); 0; })"));
	assert_true(can(f, "ONE(one_less(a, b))"));
	assert_true(can(f, "A_CONSTANT(a)"));
	assert_false(can(f, "one_less(a)"));
	assert_false(can(f, "one_less()"));
	assert_false(can(f, "ONE(one_less(a))"));
	assert_false(can(f, "unknown(a, b)"));
	assert_string_equal(has_first_call(&f->little.run, "(a + one_less(b, ONE(c)))"),
			    "one_less");
	assert_string_equal(has_first_call(&f->little.run, "a"), "");
}

static void not_linked(void **state)
{
	struct fixture *f = *state;

	little_add(&f->little, "inside", "int (int a)")->export = EXPORT_NONE;
	assert_false(can(f, "inside(a)"));
	assert_false(can(f, "one_less(a, inside(a))"));
}

static void no_questions(void **state)
{
	static const char *const wrong[] = {
		"",
		"9",
		"struct limits",
		"struct limits.",
		"struct .size",
		"struct limits.size.more",
		"one_less(",
		"one_less(a",
		"one_less(a,)",
		"one_less(a) b",
		"one_less() b",
		"one_less a",
		"a.b",
		"int one_less(int a)",
	};
	struct fixture *f = *state;
	struct has has;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(has_parse(&f->little.run, wrong[i], &has));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(members, setup, teardown),
		cmocka_unit_test_setup_teardown(arguments, setup, teardown),
		cmocka_unit_test_setup_teardown(names, setup, teardown),
		cmocka_unit_test_setup_teardown(calls, setup, teardown),
		cmocka_unit_test_setup_teardown(not_linked, setup, teardown),
		cmocka_unit_test_setup_teardown(no_questions, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
