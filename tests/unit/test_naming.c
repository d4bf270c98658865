// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* How what is owned is called. */
#include "complaints.h"
#include "propose/naming.h"

static const struct {
	const char *giver, *releaser, *name;
	bool locks;
} pairs[] = {
	{ "rack_enable", "rack_disable", "rack_enabled", false },
	{ "rack_register_card", "rack_unregister_card", "rack_card_registered", false },
	{ "rack_get", "rack_put", "rack_ref", false },
	{ "rack_start_all", "rack_stop_all", "rack_all_started", false },
	{ "rack_lock", "rack_unlock", "rack_locked", true },
	{ "rack_lock_request", "rack_lock_free", "rack_lock_requested", false },
	/* too much is different to say what was done */
	{ "rack_open_all", "card_close", "rack_open_all", false },
};

static void states(void **state)
{
	struct run run;

	(void)state;
	run_init(&run);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		assert_string_equal(name_of_state(&run, pairs[i].giver, pairs[i].releaser),
				    pairs[i].name);
		assert_int_equal(name_locks(pairs[i].giver, pairs[i].releaser), pairs[i].locks);
	}
	run_release(&run);
}

static void objects(void **state)
{
	const struct type record = { .kind = TYPE_STRUCT, .name = "rack" };
	const struct type number = { .kind = TYPE_INT, .name = "int" };
	const struct type alias = { .kind = TYPE_TYPEDEF, .name = "rack_t", .inner = &record };
	const struct type to_record = { .kind = TYPE_POINTER, .inner = &record };
	const struct type to_alias = { .kind = TYPE_POINTER, .inner = &alias };
	const struct type to_number = { .kind = TYPE_POINTER, .inner = &number };

	(void)state;
	assert_string_equal(name_of_object(&to_record), "rack");
	assert_string_equal(name_of_object(&to_alias), "rack");
	assert_null(name_of_object(&to_number));
	assert_null(name_of_object(&record));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states),
		cmocka_unit_test(objects),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
