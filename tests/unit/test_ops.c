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
		cmocka_unit_test_setup_teardown(a_structure_that_is_not_there, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
