// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* From facts to the parameters and the result of wrappers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "little_model.h"
#include "render/view.h"
#include "render/wrapped.h"

/* One function of the little model, its contract, and what its wrapper needs. */
struct fixture {
	struct little little;
	struct contract contract;
	struct fact facts[8];
	struct needs needs;
	const struct wrapped *w;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	little_init(&f->little);
	f->contract.facts.facts = f->facts;
	f->contract.shape = "function";
	f->contract.gives_param = -1;
	f->contract.status = STATUS_WRAPPED;
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

static void fact(struct fixture *f, enum subject subject, unsigned int param, const char *kind,
		 const char *value)
{
	f->facts[f->contract.facts.n++] = (struct fact){
		.kind = fact_kind(subject, kind),
		.subject = subject,
		.param = param,
		.value = value,
		.origin = ORIGIN_CONTRACT,
		.at = { "contracts/x.yaml", 1, 1 },
		.sure = true,
	};
}

static void wrapped(struct fixture *f, const char *prototype, const char *params, const char *expr)
{
	struct run *run = &f->little.run;

	f->contract.function = little_add(&f->little, "f", prototype);
	f->contract.type = f->contract.function->type;
	f->contract.calls = "f";
	f->contract.wrapper = "safe_f";
	f->w = wrap(run, &f->contract, &f->needs);
	assert_non_null(f->w);
	assert_string_equal(view_params_decl(run, f->w), params);
	assert_string_equal(f->w->result.expr, expr);
}

static void errno_stays_an_int(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	wrapped(f, "int (struct clk *clk)", "struct clk *clk", "f(clk)");
	assert_string_equal(f->w->result.type, "int");
	assert_true(f->w->result.must_check);
}

static void pointers_become_results(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "null");
	fact(f, SUBJECT_RETURN, 0, "errno", "ENOENT");
	wrapped(f, "const struct clk *(void)", "void",
		"safe_from_null(const_clk_ptr, f(), -ENOENT)");
	assert_string_equal(f->w->result.type, "struct safe_const_clk_ptr_result");
	assert_int_equal(f->needs.results.n, 1);
	assert_string_equal(f->needs.results.items[0].type, "const struct clk *");
}

/* Nobody says what NULL means. */
static void null_by_name(void **state)
{
	static const struct {
		const char *name, *error;
	} names[] = {
		{ "clk_find", "-ENOENT" },     { "clk_parent", "-ENOENT" },
		{ "clk_alloc", "-ENOMEM" },    { "kstrdup_clk", "-ENOMEM" },
		{ "clk_register", "-ENOMEM" }, { "clk_new_row", "-ENOMEM" },
	};
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "null");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct function *function =
			little_add(&f->little, names[i].name, "struct clk *(void)");

		f->contract.function = function;
		f->contract.type = function->type;
		f->contract.calls = function->name;
		f->contract.wrapper = "safe_f";
		f->w = wrap(&f->little.run, &f->contract, &f->needs);
		assert_string_equal(f->w->result.error, names[i].error);
	}
}

static void common_results_are_in_core(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "err_ptr");
	wrapped(f, "void *(void)", "void", "safe_from_err_ptr(void_ptr, f())");
	assert_int_equal(f->needs.results.n, 0);
}

static void units(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "value");
	fact(f, SUBJECT_RETURN, 0, "unit", "Hz");
	fact(f, SUBJECT_PARAM, 0, "unit", "uV");
	wrapped(f, "unsigned long (int level)", "struct safe_uv level", "safe_hz(f(level.value))");
	assert_string_equal(f->needs.core.items[0].name, "safe/core/unit.h");
}

static void flags(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	fact(f, SUBJECT_PARAM, 1, "flags", "IRQF");
	wrapped(f, "int (int irq, unsigned long how)", "int irq, struct safe_irqf how",
		"f(irq, how.value)");
	assert_null(f->w->params[0].checked);
	assert_string_equal(f->w->params[1].checked, "__safe_flags(irqf, how, #how)");
	assert_string_equal(f->needs.core.items[0].name, "safe/core/flags.h");
}

static void enumerations(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	wrapped(f, "int (enum port_mode how)", "enum port_mode how", "f(how)");
	assert_string_equal(f->w->params[0].checked, "__safe_enum(enum port_mode, how, #how)");
}

/* In a macro the parameter would take the place of the tag. */
static void enumeration_named_as_its_tag(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	wrapped(f, "int (enum port_mode port_mode)", "enum port_mode port_mode", "f(port_mode)");
	assert_null(f->w->params[0].checked);
}

static void bytes(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	fact(f, SUBJECT_PARAM, 1, "bytes_of", "to");
	wrapped(f, "int (void *to, size_t n)", "struct safe_bytes to", "f(to.ptr, to.len)");
	assert_int_equal(f->w->prologue->n, 0);
}

static void narrow_length_is_checked(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "errno_or_value");
	fact(f, SUBJECT_PARAM, 0, "bytes_of", "from");
	wrapped(f, "int (u8 n, const void *from)", "struct safe_const_bytes from",
		"safe_from_errno_or_value(int, f(from.len, from.ptr))");
	assert_int_equal(f->w->prologue->n, 2);
	assert_string_equal(f->w->prologue->values[0].string, "if (from.len > U8_MAX)");
	assert_string_equal(f->w->prologue->values[1].string,
			    "\treturn safe_from_errno(int, -E2BIG);");
}

static void no_way_to_fail_no_slice(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "value");
	fact(f, SUBJECT_PARAM, 1, "bytes_of", "p");
	wrapped(f, "unsigned int (const void *p, u8 n)", "const void *p, u8 n", "f(p, n)");
}

static void elements(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	fact(f, SUBJECT_PARAM, 1, "count_of", "levels");
	wrapped(f, "int (const u32 *levels, size_t n)", "struct safe_const_u32_slice levels",
		"f(levels.ptr, levels.len)");
	assert_int_equal(f->needs.slices.n, 0);
}

/* A length of an incomplete type's elements is left alone: there is no slice of them. */
static void no_elements_no_slice(void **state)
{
	struct fixture *f = *state;

	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	fact(f, SUBJECT_PARAM, 1, "count_of", "clks");
	wrapped(f, "int (struct clk *clks, size_t n)", "struct clk *clks, size_t n", "f(clks, n)");
}

static void gives_from_errno(void **state)
{
	struct fixture *f = *state;
	struct spec_owned owned = { .name = "clk_on",
				    .type = "struct clk *",
				    .release = "clk_off" };

	f->contract.gives = &owned;
	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	wrapped(f, "int (struct clk *clk)", "struct clk *clk",
		"safe_owner_from_errno(clk_on, f(clk), (struct safe_clk_on){ clk })");
}

static void gives_out(void **state)
{
	struct fixture *f = *state;
	struct spec_owned owned = { .name = "clk", .type = "struct clk *", .release = "clk_put" };

	f->contract.gives = &owned;
	f->contract.gives_param = 0;
	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	wrapped(f, "int (struct clk **clk, size_t n)", "size_t n",
		"safe_owner_from_errno(clk, f(&__out, n), (struct safe_clk){ __out })");
	assert_string_equal(f->w->prologue->values[0].string, "struct clk *__out = NULL;");
}

static void takes_members(void **state)
{
	struct spec_item members[] = { { .key = "line", .value = "size_t" },
				       { .key = "cookie", .value = "void *" } };
	struct spec_owned owned = { .name = "line",
				    .release = "f(line, cookie)",
				    .members = { members, 2 } };
	struct fixture *f = *state;

	f->contract.takes = &owned;
	wrapped(f, "void (size_t number, void *data)", "struct safe_line line",
		"f(line.line, line.cookie)");
}

static void nothing_to_give(void **state)
{
	struct spec_owned owned = { .name = "clk",
				    .type = "struct clk *",
				    .release = "clk_put",
				    .at = { "contracts/x.yaml", 7, 3 } };
	struct fixture *f = *state;

	f->contract.gives = &owned;
	fact(f, SUBJECT_RETURN, 0, "returns", "errno");
	f->contract.function = little_add(&f->little, "f", "int (struct device *dev)");
	f->contract.type = f->contract.function->type;
	f->contract.calls = "f";
	assert_null(wrap(&f->little.run, &f->contract, &f->needs));
	assert_int_equal(f->little.run.diags.errors, 1);
	assert_int_equal(f->little.run.diags.first->place.line, 7);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(errno_stays_an_int),
		TEST(pointers_become_results),
		TEST(null_by_name),
		TEST(common_results_are_in_core),
		TEST(units),
		TEST(flags),
		TEST(enumerations),
		TEST(enumeration_named_as_its_tag),
		TEST(bytes),
		TEST(narrow_length_is_checked),
		TEST(no_way_to_fail_no_slice),
		TEST(elements),
		TEST(no_elements_no_slice),
		TEST(gives_from_errno),
		TEST(gives_out),
		TEST(takes_members),
		TEST(nothing_to_give),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
