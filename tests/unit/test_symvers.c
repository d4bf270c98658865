// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "complaints.h"
#include "scratch.h"

#include "input/symvers.h"

static struct function functions[] = {
	{ .name = "alpha", .form = FUNCTION_EXTERN },
	{ .name = "beta", .form = FUNCTION_EXTERN },
	{ .name = "gamma", .form = FUNCTION_EXTERN },
	{ .name = "delta", .form = FUNCTION_MACRO },
};

/* Reads @text as the symbols of a fresh model of those functions. */
static bool read_text(struct scratch *s, const char *text, struct model *model)
{
	*model = (struct model){ .n_functions = 4 };
	model->functions = arena_new(&s->run.arena, struct function, 4);
	memcpy(model->functions, functions, sizeof(functions));
	model_index(&s->run, model);
	return symvers_read(&s->run, scratch_write(s, "Module.symvers", text), model);
}

static void test_five_columns(void **state)
{
	struct model model;

	assert_true(read_text(*state,
			      "0x00000000\talpha\tvmlinux\tEXPORT_SYMBOL\t\n"
			      "0x12345678\tbeta\tdrivers/x/y\tEXPORT_SYMBOL_GPL\tSOME_NAMES\n"
			      "0x12345678\tunheard_of\tvmlinux\tEXPORT_SYMBOL\t\n",
			      &model));
	assert_int_equal(model.functions[0].export, EXPORT_ANY);
	assert_null(model.functions[0].symbol_namespace);
	assert_int_equal(model.functions[1].export, EXPORT_GPL);
	assert_string_equal(model.functions[1].symbol_namespace, "SOME_NAMES");
	assert_int_equal(model.functions[2].export, EXPORT_NONE);
}

static void test_four_columns(void **state)
{
	struct model model;

	assert_true(read_text(*state, "0x1\tgamma\tvmlinux\tEXPORT_SYMBOL_GPL\n", &model));
	assert_int_equal(model.functions[2].export, EXPORT_GPL);
	assert_null(model.functions[2].symbol_namespace);
}

/* What is called is the macro, whatever symbol has its name. */
static void test_macro(void **state)
{
	struct model model;

	assert_true(read_text(*state, "0x1\tdelta\tvmlinux\tEXPORT_SYMBOL\t\n", &model));
	assert_int_equal(model.functions[3].export, EXPORT_NONE);
}

static void test_truncated(void **state)
{
	struct scratch *s = *state;
	struct model model;

	assert_false(read_text(s, "0x1\talpha\tvmlinux\tEXPORT_SYMBOL\t\n0x1\tbeta\tvml", &model));
	assert_complaints(
		&s->run,
		"Module.symvers:2: error: the last line has no end: the file is truncated\n");
	assert_int_equal(s->run.diags.exit, EXIT_KERNEL);
}

static void test_no_symvers(void **state)
{
	static const char *const broken[] = {
		"alpha beta\n",
		"0x1\talpha\tvmlinux\tEXPORT_NOTHING\t\n",
		"0x1\t\tvmlinux\tEXPORT_SYMBOL\t\n",
		"0x1\talpha\tvmlinux\tEXPORT_SYMBOL\tNS\tmore\n",
		"\n",
	};
	struct scratch *s = *state;
	struct model model;

	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		assert_false(read_text(s, broken[i], &model));
		assert_complaints(&s->run, "Module.symvers:1: error: not a line of CRC, name, "
					   "object, kind and namespace\n");
	}
}

static void test_unreadable(void **state)
{
	struct scratch *s = *state;
	struct model model = { 0 };

	model_index(&s->run, &model);
	assert_false(symvers_read(&s->run, "/nowhere/Module.symvers", &model));
	assert_complaints(&s->run, "Module.symvers: error: /nowhere/Module.symvers cannot be read: "
				   "No such file or directory\n");
	assert_false(read_text(s, "", &model));
	assert_int_equal(s->run.diags.errors, 2);
}

static void test_names(void **state)
{
	struct scratch *s = *state;
	struct table names = { 0 };

	symvers_names(&s->run, "/nowhere/Module.symvers", &names);
	assert_int_equal(names.n, 0);
	symvers_names(&s->run,
		      scratch_write(s, "Module.symvers",
				    "0x1\talpha\tvmlinux\tEXPORT_SYMBOL\t\nbroken\n"
				    "0x2\tbeta\ta/b\tEXPORT_SYMBOL_GPL\tNS\n0x3\tgamma\tcut"),
		      &names);
	assert_int_equal(names.n, 2);
	assert_string_equal(table_find(&names, "beta"), "beta");
	assert_int_equal(s->run.diags.errors, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(test_five_columns), scratch_test(test_four_columns),
		scratch_test(test_macro),	 scratch_test(test_truncated),
		scratch_test(test_no_symvers),	 scratch_test(test_unreadable),
		scratch_test(test_names),
	};

	return cmocka_run_group_tests_name("symvers", tests, NULL, NULL);
}
