// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Whether macros leave an argument out, by their texts. */
#include "complaints.h"
#include "scratch.h"

#include "input/dropped.h"

static const char macros[] =
	"#define none(l) do { } while (0)\n"
	"#define hands_on(l, n) do { if (n) none(l); else none((l)); } while (0)\n"
	"#define second(a, b) (a)\n"
	"#define says(x) #x\n"
	"#define takes(x) (*(x))\n"
	"#define some(x, ...) none(__VA_ARGS__)\n"
	"#define itself(x) itself(x)\n"
	"#ifdef CONFIG_X\n"
	"#define either(x) takes(x)\n"
	"#else\n"
	"#define either(x) none(x)\n"
	"#endif\n";

static const struct {
	const char *body;
	bool dropped;
} cases[] = {
	{ "none(&l->x);", true },	    { "none (f(a, b) + l->x);", true },
	{ "hands_on(&l->x, 0);", true },    { "hands_on(l, l->x);", false },
	{ "second(f(1, 2), l->x);", true }, { "second(l->x, 1);", false },
	{ "says(l->x);", false },	    { "takes(l->x);", false },
	{ "none(takes(l->x));", false },    { "some(1, l->x);", false },
	{ "itself(l->x);", false },	    { "either(l->x);", false },
	{ "function(l->x);", false },	    { "(l->x);", false },
	{ "none(1); return l->x;", false }, { "if (l->x) none(1);", false },
};

static void arguments(void **state)
{
	struct scratch *s = *state;
	struct source source = { .mapped = { macros, strlen(macros) },
				 .scan = scan_text(&s->run, macros, strlen(macros)) };
	struct main_file main_file = { .sources = &source, .n_sources = 1 };
	struct dropped dropped = { .run = &s->run, .main_file = &main_file };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *body = cases[i].body, *at = strstr(body, "->x") + 2;

		if (dropped_at(&dropped, body, at) != cases[i].dropped)
			fail_msg("%s", body);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(arguments, scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
