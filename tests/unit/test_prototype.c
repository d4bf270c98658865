// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "little_model.h"
#include "model/declarator.h"

static const struct place at = { "a.yaml", 3, 7 };

static const struct {
	const char *text, *as;
} good[] = {
	{ "u32 (const volatile void __iomem *addr)", "u32 f(const volatile void __iomem *addr)" },
	{ "void (void)", "void f(void)" },
	{ "void ()", "void f(void)" },
	{ "int f(struct device *dev, const char *fmt, ...)",
	  "int f(struct device *dev, const char *fmt, ...)" },
	{ "struct clk *(struct device *, const char *id)",
	  "struct clk *f(struct device *, const char *id)" },
	{ "unsigned long long (signed char a, unsigned short b, long c)",
	  "unsigned long long f(signed char a, unsigned short b, long c)" },
	{ "long (void __user *to, const void *from, size_t n)",
	  "long f(void __user *to, const void *from, size_t n)" },
	{ "int (int (*fn)(struct device *dev, void *data), void *data)",
	  "int f(int (*fn)(struct device *dev, void *data), void *data)" },
	{ "void *(size_t n, gfp_t flags)", "void *f(size_t n, gfp_t flags)" },
	{ "_Bool (u8 buf[16], char *const *names)", "bool f(u8 buf[16], char *const *names)" },
	{ "int (struct clk **clk)", "int f(struct clk **clk)" },
};

static void prototypes(void **state)
{
	struct little l;

	(void)state;
	little_init(&l);
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		const struct type *type = prototype_parse(&l.run, &l.model, good[i].text, at);

		assert_complaints(&l.run, "");
		assert_non_null(type);
		assert_string_equal(declare(&l.run, type, "f"), good[i].as);
	}
	little_release(&l);
}

static const struct {
	const char *text, *complaint;
} bad[] = {
	{ "", "'' is not a type: a type is missing at the end" },
	{ "u32", "'u32' is not a prototype, such as 'int (struct device *dev)'" },
	{ "u23 (void)", "this kernel has no type 'u23'; did you mean 'u32'?" },
	{ "clk *(void)", "this kernel has no type 'clk'; did you mean 'struct clk'?" },
	{ "struct cIk *(void)",
	  "this kernel has no type 'struct cIk'; did you mean 'struct clk'?" },
	{ "int (wholly_unknown x)", "this kernel has no type 'wholly_unknown'" },
	{ "struct * (void)", "'struct * (void)' is not a type: a tag is missing before '*'" },
	{ "int (int", "'int (int' is not a type: ',' or ')' is missing at the end" },
	{ "int (int a int b)",
	  "'int (int a int b)' is not a type: ',' or ')' is missing before 'int'" },
	{ "int (void) x", "'int (void) x' is not a type: the end is expected before 'x'" },
	{ "int (..., int a)", "'int (..., int a)' is not a type: ')' is missing before ','" },
	{ "int (int a[3)", "'int (int a[3)' is not a type: ']' is missing before ')'" },
	{ "int (*(void)", "'int (*(void)' is not a type: ')' is missing at the end" },
	{ "int (int __user a)",
	  "'int (int __user a)' is not a type: '*' is missing after the address space before 'a'" },
	{ "int ((((((((((((((((((((((((((((((((((",
	  "'int ((((((((((((((((((((((((((((((((((' is not "
	  "a type: ')' is missing at the end" },
};

static void mistakes(void **state)
{
	struct little l;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		little_init(&l);
		assert_null(prototype_parse(&l.run, &l.model, bad[i].text, at));
		assert_complaints(&l.run, arena_printf(&l.run.arena, "a.yaml:3:7: error: %s\n",
						       bad[i].complaint));
		little_release(&l);
	}
}

/* Any text ends in a type or in one complaint. */
static void nonsense(void **state)
{
	static const char *const words[] = {
		"int", "struct", "clk",	   "*",	  "(",	  ")", "[", "]",	",",
		"...", "const",	 "__user", "u32", "void", "7", "+", "unsigned", "long",
	};
	unsigned int seed = 1;
	struct little l;

	(void)state;
	little_init(&l);
	for (unsigned int i = 0; i < 20000; i++) {
		char text[128] = "";
		unsigned int errors = l.run.diags.errors;

		for (unsigned int n = 0; n < 1 + i % 12; n++) {
			seed = seed * 1103515245 + 12345;
			strcat(text, words[(seed >> 16) % (sizeof(words) / sizeof(*words))]);
			strcat(text, " ");
		}
		if (type_parse(&l.run, &l.model, text, at))
			assert_int_equal(l.run.diags.errors, errors);
		else
			assert_int_equal(l.run.diags.errors, errors + 1);
	}
	little_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prototypes),
		cmocka_unit_test(mistakes),
		cmocka_unit_test(nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
