// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "infer/offered.h"
#include "scratch.h"

/* Of a .c file: does it export what headers for modules name? */
static const struct {
	const char *text;
	bool exports;
} files[] = {
	{ "EXPORT_SYMBOL(port_get);", true },
	{ "EXPORT_SYMBOL_GPL(\n\tport_get);", true },
	{ "EXPORT_SYMBOL_NS(port_get, \"PORTS\");", true },
	{ "EXPORT_SYMBOL(own); EXPORT_SYMBOL ( arch_port );", true },
	{ "EXPORT_SYMBOL(port_getx);", false },
	{ "EXPORT_SYMBOL(hidden);", false },
	{ "int port_get;", false },
	{ "EXPORT_", false },
	{ "", false },
};

/* May modules call what is defined there? */
static const struct {
	const char *name, *file;
	bool offered;
} functions[] = {
	{ "port_get", "drivers/port/core.c", true },
	{ "hidden", "drivers/port/core.c", false },
	{ "inline_one", "include/linux/port.h", true },
	{ "inline_one", "arch/x86/include/asm/port.h", true },
	{ "inline_one", "arch/arm64/include/asm/port.h", false },
	{ "port_get", "drivers/port/port.h", false },
	{ "inline_one", "include/uapi/linux/port.h", false },
	{ "inline_one", "include/trace/events/port.h", false },
};

static void test_offered(void **state)
{
	struct scratch *s = *state;
	struct offered *offered;

	scratch_write(s, "include/linux/port.h", "int port_get(void);");
	scratch_write(s, "arch/x86/include/asm/port.h", "int arch_port(void);");
	scratch_write(s, "include/linux/Kbuild", "own");
	scratch_write(s, "drivers/port/port.h", "int hidden(void);");
	offered = offered_find(&s->run, s->dir, "x86");
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		if (offered_by(offered, files[i].text) != files[i].exports)
			fail_msg("\"%s\"", files[i].text);
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		struct place at = { functions[i].file, 1, 0 };

		if (offered_function(offered, functions[i].name, at) != functions[i].offered)
			fail_msg("%s of %s", functions[i].name, functions[i].file);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(test_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
