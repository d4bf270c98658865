// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Memory is zero at first, also behind a text that turned out to be too long. */
#include <string.h>

#include "base/arena.h"
#include "complaints.h"

static void long_text(void **state)
{
	static char longer[3 * 1024 * 1024];
	struct arena arena = ARENA_INIT;
	const char *text, *next;

	(void)state;
	memset(longer, 'x', sizeof(longer) - 1);
	arena_strdup(&arena, "before");
	text = arena_printf(&arena, "%s", longer);
	next = arena_alloc(&arena, 64);
	assert_string_equal(text, longer);
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(next[i], 0);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
