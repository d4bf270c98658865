// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which functions of a structure get the driver's data, and from which argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "little_model.h"
#include "model/ops.h"

/* struct port_ops with up to four members, and what is stated of it. */
struct fixture {
	struct little little;
	struct field fields[4];
	struct record record;
	struct spec_item from[2], sets[1];
	const char *atomic;
	struct spec_ops spec;
	struct ops ops;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	little_init(&f->little);
	f->record = (struct record){ .name = "port_ops", .fields = f->fields };
	little_type(&f->little, "struct port_ops",
		    (struct type){ .kind = TYPE_STRUCT, .name = "port_ops", .record = &f->record });
	f->from[0] = (struct spec_item){ .key = "struct device *", .value = "arg->data" };
	f->from[1] = (struct spec_item){ .key = "void *", .value = "arg" };
	f->sets[0] = (struct spec_item){ .key = "open", .value = "arg->data = data" };
	f->atomic = "close";
	f->spec = (struct spec_ops){
		.name = "port_ops",
		.from = { f->from, 2 },
		.sets = { f->sets, 1 },
		.atomic = &f->atomic,
		.n_atomic = 1,
	};
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

/* A member that points to a function, or is one of another type if @prototype is NULL. */
static void member(struct fixture *f, const char *name, const char *prototype)
{
	struct run *run = &f->little.run;
	struct type *pointer = arena_new(&run->arena, struct type, 1);

	*pointer = (struct type){ .kind = TYPE_INT, .name = "int" };
	if (prototype)
		*pointer = (struct type){
			.kind = TYPE_POINTER,
			.inner = prototype_parse(run, &f->little.model, prototype, NOWHERE),
		};
	f->fields[f->record.n_fields++] = (struct field){ .name = name, .type = pointer };
}

static bool resolve(struct fixture *f)
{
	model_index(&f->little.run, &f->little.model);
	return ops_resolve(&f->little.run, &f->little.model, &f->spec, &f->ops);
}

static void first_argument_that_fits(void **state)
{
	struct fixture *f = *state;

	member(f, "a", "int (int n, struct device *dev, struct device *other)");
	member(f, "b", "void (void *cookie, struct device *dev)");
	assert_true(resolve(f));
	assert_int_equal(f->ops.n, 2);
	assert_string_equal(f->ops.members[0].name, "a");
	assert_int_equal(f->ops.members[0].param, 1);
	assert_ptr_equal(f->ops.members[0].from, &f->from[0]);
	assert_null(f->ops.members[0].sets);
	assert_int_equal(f->ops.members[1].param, 0);
	assert_ptr_equal(f->ops.members[1].from, &f->from[1]);
}

static void others_are_left_out(void **state)
{
	struct fixture *f = *state;

	member(f, "n", NULL);
	member(f, "nothing_fits", "int (const struct device *dev, struct clk *clk)");
	member(f, "none", "int (void)");
	member(f, NULL, "int (struct device *dev)");
	assert_true(resolve(f));
	assert_int_equal(f->ops.n, 0);
}

static void one_sets_the_data(void **state)
{
	struct fixture *f = *state;

	member(f, "open", "int (struct device *dev)");
	member(f, "close", "int (struct device *dev)");
	assert_true(resolve(f));
	assert_ptr_equal(f->ops.members[0].sets, &f->sets[0]);
	assert_false(f->ops.members[0].atomic);
	assert_true(f->ops.members[1].atomic);
	assert_null(f->ops.members[1].sets);
}

/* What is stated of a member "f", and what is made of it. */
static const struct ops_member *stated(struct fixture *f, const char *prototype, const char *was,
				       const char *form, const char *body)
{
	struct run *run = &f->little.run;
	struct spec_member *spec = arena_new(&run->arena, struct spec_member, 1);
	struct spec_item *item = arena_new(&run->arena, struct spec_item, 1);

	*item = (struct spec_item){ .key = form, .value = body };
	*spec = (struct spec_member){ .name = "f", .prototype = prototype };
	spec->was = arena_new(&run->arena, const char *, 1);
	spec->was[0] = was;
	spec->n_was = was ? 1 : 0;
	spec->forms = (struct spec_items){ item, form ? 1 : 0 };
	f->spec.members = spec;
	f->spec.n_members = 1;
	assert_true(resolve(f));
	return ops_find(&f->ops, spec);
}

static void adapted(void **state)
{
	static const struct {
		const char *kernel, *driver, *body;
	} cases[] = {
		{ "int (struct device *dev)", "int (struct device *dev)", NULL },
		{ "int (struct device *dev)", "int (const struct device *dev)",
		  "return fn(arg1);" },
		{ "int (const struct device *dev)", "int (struct device *dev)",
		  "return fn((struct device *)arg1);" },
		{ "int (struct device *dev, int n)", "void (struct device *dev)",
		  "fn(arg1); return 0;" },
		{ "void (int n, struct device *dev)", "void (struct device *dev, int n)",
		  "fn(arg2, arg1);" },
		{ "long (unsigned char key)", "int (int key)", "return fn(arg1);" },
		{ "const void *(int n)", "const struct device *(int n)",
		  "return (const void *)fn(arg1);" },
	};

	for (unsigned int i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture *f = *state;
		const struct ops_member *m;

		f->record.n_fields = 0;
		member(f, "f", cases[i].kernel);
		m = stated(f, cases[i].driver, NULL, NULL, NULL);
		assert_non_null(m);
		assert_string_equal(m->in_kernel, "f");
		if (cases[i].body)
			assert_string_equal(m->body, cases[i].body);
		else
			assert_null(m->body);
	}
}

/* What would be lost is not adapted: an argument, a result, a callback, an errno. */
static void not_adapted(void **state)
{
	static const char *const cases[][2] = {
		{ "int (void)", "int (struct device *dev)" },
		{ "void (int n)", "int (int n)" },
		{ "void (int (*cb)(int n))", "void (int (*cb)(long n))" },
		{ "bool (int n)", "int (int n)" },
		{ "int (struct clk *clk)", "int (struct device *dev)" },
	};

	for (unsigned int i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture *f = *state;

		f->record.n_fields = 0;
		member(f, "f", cases[i][0]);
		assert_null(stated(f, cases[i][1], NULL, NULL, NULL)->in_kernel);
	}
}

static void by_another_name(void **state)
{
	struct fixture *f = *state;
	const struct ops_member *m;

	member(f, "f", "int (struct device *dev)");
	member(f, "f_new", "void (struct device *dev)");
	m = stated(f, "void (struct device *dev)", "f_new", NULL, NULL);
	assert_string_equal(m->in_kernel, "f_new");
	assert_null(m->body);
}

static void by_a_form(void **state)
{
	struct fixture *f = *state;
	const struct ops_member *m;

	member(f, "old", "int (struct device *dev, struct clk *clk)");
	m = stated(f, "void (struct clk *clk)", NULL, "int old(struct device *d, struct clk *c)",
		   "fn(d ? c : c)");
	assert_string_equal(m->in_kernel, "old");
	assert_string_equal(m->names[1], "c");
	assert_string_equal(m->body, "fn(d ? c : c); return 0;");
	assert_null(stated(f, "void (struct nothing *x)", NULL, NULL, NULL));
	assert_int_equal(f->little.run.diags.errors, 0);
}

static void a_structure_that_is_not_there(void **state)
{
	struct fixture *f = *state;

	f->spec.name = "other_ops";
	assert_false(resolve(f));
	assert_int_equal(f->ops.n, 0);
	/* declared, and its members are not known */
	f->spec.name = "clk";
	assert_false(resolve(f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(first_argument_that_fits, setup, teardown),
		cmocka_unit_test_setup_teardown(others_are_left_out, setup, teardown),
		cmocka_unit_test_setup_teardown(one_sets_the_data, setup, teardown),
		cmocka_unit_test_setup_teardown(adapted, setup, teardown),
		cmocka_unit_test_setup_teardown(not_adapted, setup, teardown),
		cmocka_unit_test_setup_teardown(by_another_name, setup, teardown),
		cmocka_unit_test_setup_teardown(by_a_form, setup, teardown),
		cmocka_unit_test_setup_teardown(a_structure_that_is_not_there, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
