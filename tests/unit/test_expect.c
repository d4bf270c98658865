// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* templates/tests/expect.awk, which judges the compile tests: that it can fail, both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char source[] = "int a; /* error: incompatible (result )?type */\n"
			     "int b;\n"
			     "int c; /* error: may sleep */\n";

static void put(const char *dir, const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* What the script says of @log, in which the source is called "m.c". */
static void judged(const char *log, const char *expected)
{
	char dir[] = "/tmp/sheath-test-XXXXXX", command[512], said[1024] = "";
	FILE *stream;

	assert_non_null(mkdtemp(dir));
	put(dir, "m.c", source);
	put(dir, "log", log);
	snprintf(command, sizeof(command),
		 "cd %s && awk -f %s/templates/tests/expect.awk m.c log; rm -rf %s", dir, TEST_DATA,
		 dir);
	stream = popen(command, "r");
	assert_non_null(stream);
	said[fread(said, 1, sizeof(said) - 1, stream)] = '\0';
	pclose(stream);
	assert_string_equal(said, expected);
}

#define GCC_1 "m.c:1:5: error: incompatible types when returning\n"
#define CLANG_1                                                                                 \
	"/tree/tests/m.c:1:5: error: returning 'int' from a function with incompatible result " \
	"type\n"
#define ANY_3 "m.c:3:8: error: static assertion failed: \"this may sleep\"\n"

static void all_met(void **state)
{
	(void)state;
	judged(GCC_1 ANY_3, "passed: m.c:1\npassed: m.c:3\n");
	judged(CLANG_1 ANY_3, "passed: m.c:1\npassed: m.c:3\n");
	judged("In file included from m.c:1:\nm.c: In function 'f':\n" GCC_1
	       "m.c:2:1: note: declared here\n    1 | int a;\n" ANY_3 "2 errors generated.\n",
	       "passed: m.c:1\npassed: m.c:3\n");
}

static void warnings_count(void **state)
{
	(void)state;
	judged("m.c:1:5: warning: incompatible type [-Wsomething]\n" ANY_3,
	       "passed: m.c:1\npassed: m.c:3\n");
}

static void one_case_two_diagnostics(void **state)
{
	(void)state;
	judged(GCC_1 "m.c:1:9: warning: unused variable\n" ANY_3, "passed: m.c:1\npassed: m.c:3\n");
	judged("m.c:1:9: warning: unused variable\n" GCC_1 ANY_3, "passed: m.c:1\npassed: m.c:3\n");
}

static void case_without_diagnostic(void **state)
{
	(void)state;
	judged(GCC_1, "passed: m.c:1\n"
		      "failed: m.c:3: expected 'may sleep', but there was nothing\n");
	judged("", "failed: m.c:1: expected 'incompatible (result )?type', but there was nothing\n"
		   "failed: m.c:3: expected 'may sleep', but there was nothing\n");
}

static void wrong_diagnostic(void **state)
{
	(void)state;
	judged(GCC_1 "m.c:3:1: error: 'c' undeclared\n",
	       "passed: m.c:1\nfailed: m.c:3: expected 'may sleep', but: 'c' undeclared\n");
}

static void diagnostic_without_case(void **state)
{
	(void)state;
	judged(GCC_1 ANY_3 "m.c:2:1: error: unknown type name 'x'\n",
	       "passed: m.c:1\npassed: m.c:3\n"
	       "failed: m.c:2: nothing was expected, but: unknown type name 'x'\n");
	judged(GCC_1 ANY_3 "other.h:7:1: fatal error: no such file\n",
	       "passed: m.c:1\npassed: m.c:3\n"
	       "failed: other.h:7: nothing was expected, but: no such file\n");
	judged(GCC_1 ANY_3 "form.c:1:1: error: incompatible type\n",
	       "passed: m.c:1\npassed: m.c:3\n"
	       "failed: form.c:1: nothing was expected, but: incompatible type\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_met),
		cmocka_unit_test(warnings_count),
		cmocka_unit_test(one_case_two_diagnostics),
		cmocka_unit_test(case_without_diagnostic),
		cmocka_unit_test(wrong_diagnostic),
		cmocka_unit_test(diagnostic_without_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
