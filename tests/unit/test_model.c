// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "complaints.h"
#include "scratch.h"

#include "base/table.h"
#include "model/model.h"

static const struct type type_void = { .kind = TYPE_VOID, .name = "void", .size = -1 };
static const struct type type_char = { .kind = TYPE_INT, .name = "char", .size = 1 };
static const struct type type_int = { .kind = TYPE_INT, .name = "int", .size = 4 };
static const struct type const_int = {
	.kind = TYPE_INT, .quals = QUAL_CONST, .name = "int", .size = 4
};
static const struct type unsigned_int = { .kind = TYPE_INT, .name = "unsigned int", .size = 4 };
static const struct type int_alias = { .kind = TYPE_TYPEDEF, .name = "s32", .inner = &type_int };
static const struct type const_alias = {
	.kind = TYPE_TYPEDEF, .quals = QUAL_CONST, .name = "s32", .inner = &type_int
};
static const struct type int_pointer = { .kind = TYPE_POINTER, .inner = &type_int };
static const struct type alias_pointer = { .kind = TYPE_POINTER, .inner = &int_alias };
static const struct type const_pointer = { .kind = TYPE_POINTER, .inner = &const_int };
static const struct type char_pointer = { .kind = TYPE_POINTER, .inner = &type_char };
static const struct type void_pointer = { .kind = TYPE_POINTER, .inner = &type_void };
static const struct type int_array = { .kind = TYPE_ARRAY, .inner = &type_int, .count = 4 };

static void test_table(void **state)
{
	struct scratch *s = *state;
	struct table table = { 0 };

	assert_null(table_find(&table, "nothing"));
	for (int i = 0; i < 1000; i++) {
		char *name = arena_printf(&s->run.arena, "name%d", i);

		assert_true(table_add(&s->run.arena, &table, name, name));
		assert_false(table_add(&s->run.arena, &table, name, "another"));
	}
	for (int i = 0; i < 1000; i++) {
		char *name = arena_printf(&s->run.arena, "name%d", i);

		assert_string_equal(table_find(&table, name), name);
	}
	assert_null(table_find(&table, "name1000"));
	assert_non_null(table_find_n(&table, "name12345", 6));
}

static void test_predicates(void **state)
{
	unsigned int quals;

	(void)state;
	assert_ptr_equal(type_resolve(&const_alias, &quals), &type_int);
	assert_int_equal(quals, QUAL_CONST);
	assert_true(type_is_integer(&int_alias));
	assert_false(type_is_integer(&int_pointer));
	assert_true(type_is_pointer(&void_pointer));
	assert_true(type_is_bytes(&void_pointer));
	assert_true(type_is_bytes(&char_pointer));
	assert_false(type_is_bytes(&int_pointer));
	assert_true(type_is_void(&type_void));
	assert_false(type_is_void(&void_pointer));
	assert_false(type_is_function_pointer(&void_pointer));
}

static void test_same(void **state)
{
	(void)state;
	assert_true(type_same(&type_int, &int_alias));
	assert_true(type_same(&const_int, &const_alias));
	assert_false(type_same(&type_int, &const_int));
	assert_false(type_same(&type_int, &unsigned_int));
	assert_true(type_same(&int_pointer, &alias_pointer));
	assert_false(type_same(&int_pointer, &const_pointer));
	assert_false(type_same(&int_pointer, &void_pointer));
	assert_false(type_same(&type_int, NULL));
}

/* int f(@param) */
static struct type function_of(const struct param *param)
{
	return (struct type){
		.kind = TYPE_FUNCTION, .inner = &type_int, .params = param, .n_params = 1
	};
}

static void test_same_function(void **state)
{
	const struct param array = { "a", &int_array }, pointer = { NULL, &int_pointer };
	const struct param constant = { "a", &const_int }, plain = { "a", &int_alias };
	struct type of_array = function_of(&array), of_pointer = function_of(&pointer);
	struct type of_constant = function_of(&constant), of_plain = function_of(&plain);
	struct type variadic = of_plain;

	(void)state;
	variadic.variadic = true;
	assert_true(type_same(&of_array, &of_pointer));
	assert_true(type_same(&of_constant, &of_plain));
	assert_false(type_same(&of_plain, &of_pointer));
	assert_false(type_same(&of_plain, &variadic));
	assert_false(type_same(&int_array, &int_pointer));
}

static struct function functions[] = {
	{ .name = "widget_get" },
	{ .name = "widget_put" },
	{ .name = "gadget_enable" },
};
static struct type_decl types[] = {
	{ .name = "struct widget", .type = &type_int },
	{ .name = "gfp_t", .type = &int_alias },
};
static struct header headers[] = { { .name = "linux/widget.h" } };

static void test_index(void **state)
{
	struct scratch *s = *state;
	struct model model = { .functions = functions,
			       .n_functions = 3,
			       .types = types,
			       .n_types = 2,
			       .headers = headers,
			       .n_headers = 1 };

	table_add(&s->run.arena, &model.declared, "far_away", "far_away");
	model_index(&s->run, &model);
	assert_ptr_equal(model_function(&model, "widget_put"), &functions[1]);
	assert_null(model_function(&model, "widget_ge"));
	assert_ptr_equal(model_type(&model, "gfp_t"), &types[1]);
	assert_null(model_type(&model, "widget"));
	assert_ptr_equal(model_header(&model, "linux/widget.h"), &headers[0]);
	assert_true(model_declares(&model, "far_away"));
	assert_true(model_declares(&model, "widget_get"));
	assert_false(model_declares(&model, "further"));
}

static void test_suggest(void **state)
{
	struct scratch *s = *state;
	struct model model = {
		.functions = functions, .n_functions = 3, .types = types, .n_types = 2
	};
	struct model empty = { 0 };

	model_index(&s->run, &model);
	assert_string_equal(model_suggest_function(&model, "wigdet_get"), "widget_get");
	assert_string_equal(model_suggest_function(&model, "gadget_enabl"), "gadget_enable");
	assert_null(model_suggest_function(&model, "completely_different"));
	assert_string_equal(model_suggest_type(&model, "struct widgets"), "struct widget");
	model_index(&s->run, &empty);
	assert_null(model_suggest_function(&empty, "widget_get"));
	assert_null(model_function(&empty, "widget_get"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(test_table), scratch_test(test_predicates),
		scratch_test(test_same),  scratch_test(test_same_function),
		scratch_test(test_index), scratch_test(test_suggest),
	};

	return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
