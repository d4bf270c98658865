// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which headers errors of a unit are about, and which of them are not worth another try. */
#include "complaints.h"

#include "input/broken.h"

static const char prelude[] = "/sheath/prelude.h";

static const struct file main_text = { .path = MAIN_FILE, .name = MAIN_FILE };
static const struct file before = { .path = prelude, .name = "prelude.h", .includer = &main_text };
static const struct file types = { .path = "/types.h",
				   .name = "linux/types.h",
				   .includer = &before };
static const struct file other = { .path = "/other.h",
				   .name = "linux/other.h",
				   .includer = &main_text };
static const struct file last = { .path = "/last.h",
				  .name = "linux/last.h",
				  .includer = &main_text };

/* An error in @in, with a note of @first. */
static struct broken find(struct run *run, const char *error, const struct file *in,
			  const struct file *first)
{
	static const struct main_file main_file = { .n_sources = 0 };
	const struct file *notes[] = { first };
	struct finding finding = { true, in, { in->name, 1, 1 }, error, notes, 1 };
	struct findings findings = { &finding, 1, 1 };
	struct broken broken = { .wanted = NULL };

	broken_find(run, &findings, NULL, &main_file, prelude, &broken);
	return broken;
}

static void redefinitions(void **state)
{
	static const char redefined[] = "redefinition of 'x'";
	struct broken broken;
	struct run run;

	(void)state;
	run_init(&run);
	broken = find(&run, redefined, &last, &other);
	assert_non_null(table_find(&broken.headers, last.name));
	assert_null(table_find(&broken.hopeless, last.name));
	/* what goes before every unit is there the next time, too */
	broken = find(&run, redefined, &last, &types);
	assert_non_null(table_find(&broken.headers, last.name));
	assert_non_null(table_find(&broken.hopeless, last.name));
	/* what it brings in itself is another matter */
	broken = find(&run, redefined, &types, &types);
	assert_null(table_find(&broken.hopeless, types.name));
	/* that it is only declared there does not mean that it is defined nowhere */
	broken = find(&run, "field has incomplete type 'struct x'", &last, &types);
	assert_non_null(table_find(&broken.headers, last.name));
	assert_null(table_find(&broken.hopeless, last.name));
	run_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(redefinitions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
