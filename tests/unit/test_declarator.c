// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* C declarations from types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/run.h"
#include "model/declarator.h"

static const struct type t_void = { .kind = TYPE_VOID, .name = "void" };
static const struct type t_const_void = { .kind = TYPE_VOID, .name = "void", .quals = QUAL_CONST };
static const struct type t_int = { .kind = TYPE_INT, .name = "int", .is_signed = true, .size = 4 };
static const struct type t_uint = { .kind = TYPE_INT, .name = "unsigned int", .size = 4 };
static const struct type t_char = { .kind = TYPE_INT, .name = "char", .size = 1 };
static const struct type t_const_char = {
	.kind = TYPE_INT, .name = "char", .size = 1, .quals = QUAL_CONST
};
static const struct type t_clk = { .kind = TYPE_STRUCT, .name = "clk", .size = -1 };
static const struct type t_u16 = { .kind = TYPE_TYPEDEF, .name = "u16", .inner = &t_uint };

static const struct type p_void = { .kind = TYPE_POINTER, .inner = &t_void };
static const struct type p_clk = { .kind = TYPE_POINTER, .inner = &t_clk };
static const struct type p_string = { .kind = TYPE_POINTER, .inner = &t_const_char };
static const struct type p_iomem = { .kind = TYPE_POINTER, .inner = &t_void, .space = "iomem" };
static const struct type p_user = { .kind = TYPE_POINTER, .inner = &t_const_void, .space = "user" };
static const struct type p_const = { .kind = TYPE_POINTER, .inner = &t_char, .quals = QUAL_CONST };
static const struct type pp_const = { .kind = TYPE_POINTER, .inner = &p_const };

static const struct param handler_params[] = { { "irq", &t_int }, { NULL, &p_void } };
static const struct type handler = {
	.kind = TYPE_FUNCTION, .inner = &t_int, .params = handler_params, .n_params = 2
};
static const struct type p_handler = { .kind = TYPE_POINTER, .inner = &handler };
static const struct type getter = { .kind = TYPE_FUNCTION, .inner = &p_handler };
static const struct type printer = { .kind = TYPE_FUNCTION,
				     .inner = &t_void,
				     .variadic = true,
				     .params = handler_params,
				     .n_params = 1 };
static const struct type names = { .kind = TYPE_ARRAY, .inner = &p_string, .count = 4 };
static const struct type p_names = { .kind = TYPE_POINTER, .inner = &names };
static const struct type open_array = { .kind = TYPE_ARRAY, .inner = &t_int, .count = -1 };

static void declared(const struct type *type, const char *name, const char *expected)
{
	struct run run;

	run_init(&run);
	assert_string_equal(declare(&run, type, name), expected);
	run_release(&run);
}

static void plain(void **state)
{
	(void)state;
	declared(&t_int, "n", "int n");
	declared(&t_int, NULL, "int");
	declared(&t_int, "", "int");
	declared(&t_u16, "level", "u16 level");
	declared(&p_clk, "clk", "struct clk *clk");
	declared(&p_clk, NULL, "struct clk *");
	declared(&p_string, "id", "const char *id");
}

static void qualified(void **state)
{
	(void)state;
	declared(&p_iomem, "addr", "void __iomem *addr");
	declared(&p_user, "buf", "const void __user *buf");
	declared(&p_user, NULL, "const void __user *");
	declared(&p_const, "s", "char *const s");
	declared(&p_const, NULL, "char *const");
	declared(&pp_const, "list", "char *const *list");
}

static void compound(void **state)
{
	(void)state;
	declared(&names, "names", "const char *names[4]");
	declared(&open_array, "list", "int list[]");
	declared(&p_names, "names", "const char *(*names)[4]");
	declared(&p_handler, "fn", "int (*fn)(int irq, void *)");
	declared(&p_handler, NULL, "int (*)(int irq, void *)");
	declared(&getter, "get", "int (*get(void))(int irq, void *)");
	declared(&printer, "print", "void print(int irq, ...)");
}

static void from_text(void **state)
{
	struct run run;

	(void)state;
	run_init(&run);
	assert_string_equal(declare_text(&run, "struct clk *", "clk"), "struct clk *clk");
	assert_string_equal(declare_text(&run, "struct safe_hz", "rate"), "struct safe_hz rate");
	assert_string_equal(declare_text(&run, "void (*)(void *)", "fn"), "void (*fn)(void *)");
	assert_string_equal(declare_text(&run, "int", NULL), "int");
	run_release(&run);
}

static void words(void **state)
{
	struct run run;

	(void)state;
	run_init(&run);
	assert_string_equal(type_word(&run, &p_clk), "clk_ptr");
	assert_string_equal(type_word(&run, &p_string), "const_char_ptr");
	assert_string_equal(type_word(&run, &p_void), "void_ptr");
	assert_string_equal(type_word(&run, &p_iomem), "iomem_ptr");
	assert_string_equal(type_word(&run, &p_user), "const_user_ptr");
	assert_string_equal(type_word(&run, &t_uint), "unsigned_int");
	assert_string_equal(type_word(&run, &t_u16), "u16");
	assert_null(type_word(&run, &p_handler));
	assert_null(type_word(&run, &names));
	run_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain),    cmocka_unit_test(qualified),
		cmocka_unit_test(compound), cmocka_unit_test(from_text),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
