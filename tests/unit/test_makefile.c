// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "complaints.h"
#include "scratch.h"

#include "infer/makefile.h"
#include "infer/sources.h"

static const char text[] = "# a comment\n"
			   "obj-y := a.o \\\n"
			   "\tb.o # behind it\n"
			   "obj-$(CONFIG_YES) += c.o\n"
			   "obj-$(CONFIG_NO) += d.o\n"
			   "ifeq ($(CONFIG_YES)$(CONFIG_NO),y)\n"
			   "obj-y += e.o\n"
			   "else ifdef CONFIG_YES\n"
			   "obj-y += wrong.o\n"
			   "else\n"
			   "obj-y += wrong.o\n"
			   "endif\n"
			   "ifndef CONFIG_NO\n"
			   "ifneq '$(CONFIG_YES)' \"y\"\n"
			   "obj-y += wrong.o\n"
			   "else\n"
			   "obj-y += f.o\n"
			   "endif\n"
			   "endif\n"
			   "later = $(word 2,$(list)) $(WHO)\n"
			   "list := one two three\n"
			   "WHO ?= me\n"
			   "list += four\n"
			   "%.x: %.y\n"
			   "\tobj-y := recipe.o\n"
			   "target: obj-y := of-a-target.o\n"
			   "define twice\n"
			   "$(1)-$(1)\n"
			   "endef\n"
			   "called := $(strip $(call twice,x))\n"
			   "nested := $(addprefix p/,$(filter-out tw%,$(list:%ree=%rough)))\n"
			   "chosen := $(if $(CONFIG_NO),no,$(or $(EMPTY),some))\n"
			   "each := $(foreach w,$(list),$(w).o)\n"
			   "sorted := $(sort b a b)\n"
			   "cut := $(notdir a/b.c) $(dir a/b.c) $(basename b.tar.c)\n"
			   "mapped := $(patsubst %.c,%.o,a.c b.h) $(subst aa,b,caac)\n"
			   "ran := $(shell echo no)$(unknown-function x)\n"
			   "self = $(self) x\n"
			   "unclosed := $(list\n";

static void value_is(struct makefile *mk, const char *name, const char *expected)
{
	assert_string_equal(makefile_value(mk, name), expected);
}

static void test_values(void **state)
{
	struct scratch *s = *state;
	struct makefile mk = { .run = &s->run, .root = s->dir };

	makefile_set(&mk, "CONFIG_YES", "y");
	makefile_read_text(&mk, text);
	value_is(&mk, "obj-y", "a.o  b.o c.o e.o f.o");
	value_is(&mk, "obj-", "d.o");
	value_is(&mk, "later", "two me");
	value_is(&mk, "list", "one two three four");
	value_is(&mk, "called", "x-x");
	value_is(&mk, "nested", "p/one p/through p/four");
	value_is(&mk, "chosen", "some");
	value_is(&mk, "each", "one.o two.o three.o four.o");
	value_is(&mk, "sorted", "a b");
	value_is(&mk, "cut", "b.c a/ b.tar");
	value_is(&mk, "mapped", "a.o b.h cbc");
	value_is(&mk, "ran", "");
	value_is(&mk, "not set", "");
	assert_non_null(makefile_value(&mk, "self"));
	assert_non_null(makefile_value(&mk, "unclosed"));
}

static void test_includes(void **state)
{
	struct scratch *s = *state;
	struct makefile mk = { .run = &s->run, .root = s->dir };

	scratch_write(s, "more/Makefile", "x += 2\ninclude more/Makefile\n");
	makefile_read_text(&mk, "x := 1\n-include more/Makefile missing\nx += 3\n");
	assert_non_null(strstr(makefile_value(&mk, "x"), "1 2"));
	assert_int_equal(mk.run->diags.errors, 0);
	makefile_read_text(&mk, "found := $(wildcard more/M*)\n");
	value_is(&mk, "found", "more/Makefile");
}

/* A source tree: a kernel's, with a directory of modules and a composite. */
static void write_tree(struct scratch *s)
{
	static const char *const files[] = {
		"core/a.c",
		"core/off.c",
		"drivers/whole_one.c",
		"drivers/whole_two.c",
		"drivers/single-part.c",
		"drivers/deep/in.c",
		"arch/x86/lib/fast.c",
		"lib/slow.c",
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		scratch_write(s, files[i], "");
	scratch_write(s, "Kbuild", "obj-y += core/ drivers/\n");
	scratch_write(s, "arch/x86/Makefile", "libs-y += arch/x86/lib/\n");
	scratch_write(s, "arch/x86/lib/Makefile", "lib-y := fast.o missing.o\n");
	scratch_write(s, "lib/Makefile", "lib-y := slow.o\n");
	scratch_write(s, "core/Makefile", "obj-y := a.o\nobj-$(CONFIG_OFF) += off.o\n");
	scratch_write(s, "drivers/Makefile",
		      "subdir-ccflags-y := -DBELOW\n"
		      "ccflags-y := -I$(src)/deep -Wall -DHERE='\"x y\"'\n"
		      "CFLAGS_whole_two.o := -DONLY_TWO\n"
		      "obj-$(CONFIG_MOD) += whole.o single-part.o\n"
		      "whole-y := whole_one.o\n"
		      "whole-$(CONFIG_MOD) += whole_two.o\n"
		      "obj-m += deep/\n");
	scratch_write(s, "drivers/deep/Makefile", "obj-m := in.o\nobj-y := not-built-in.o\n");
	scratch_write(s, "include/config/auto.conf", "CONFIG_MOD=m\nCONFIG_X86_64=y\n");
}

static const struct source *source(const struct sources *sources, const char *name)
{
	for (size_t i = 0; i < sources->n; i++)
		if (!strcmp(sources->list[i]->name, name))
			return sources->list[i];
	fail_msg("no %s", name);
	return NULL;
}

static const char *words_of(struct scratch *s, const struct flags *flags)
{
	const char *all = "";

	for (unsigned int i = 0; i < flags->n; i++)
		all = arena_printf(&s->run.arena, "%s %s", all, flags->words[i]);
	return all;
}

static void test_sources(void **state)
{
	struct scratch *s = *state;
	struct tree tree = { .path = s->dir, .arch = "x86_64", .release = "1" };
	struct paths all = { 0 }, some = { 0 };
	const struct source *two;
	struct sources sources;
	struct flags flags;

	write_tree(s);
	assert_true(sources_find(&s->run, &tree, s->dir, &all, &sources));
	assert_int_equal(sources.n, 7);
	assert_string_equal(sources.list[0]->name, "arch/x86/lib/fast.c");
	assert_false(source(&sources, "core/a.c")->module);
	assert_true(source(&sources, "drivers/deep/in.c")->module);
	assert_string_equal(words_of(s, &source(&sources, "drivers/deep/in.c")->flags), " -DBELOW");
	two = source(&sources, "drivers/whole_two.c");
	assert_string_equal(two->object, "whole");
	assert_string_equal(words_of(s, &two->flags),
			    arena_printf(&s->run.arena,
					 " -DBELOW -I%s/drivers/deep -DHERE=\"x y\" -DONLY_TWO",
					 sources.root));
	flags = source_flags(&s->run, source(&sources, "drivers/single-part.c"),
			     &(struct flags){ 0 });
	assert_non_null(strstr(words_of(s, &flags), " -DMODULE "));
	assert_non_null(strstr(words_of(s, &flags), " -DKBUILD_MODFILE=\"drivers/single-part\""));
	assert_non_null(strstr(words_of(s, &flags), " -D__KBUILD_MODNAME=single_part"));

	paths_add(&s->run, &some, "drivers/deep");
	paths_add(&s->run, &some, "core/off.c");
	assert_true(sources_find(&s->run, &tree, s->dir, &some, &sources));
	assert_int_equal(sources.n, 1);
	assert_false(sources_find(&s->run, &tree, "/nowhere at all", &all, &sources));
}

/* What Kbuild says of its one file is left out; the source's headers go before the tree's. */
static void test_base_flags(void **state)
{
	struct scratch *s = *state;
	struct tree tree = { .path = "/tree", .arch = "x86_64" };
	const char *words[] = { "-I/tree/include", "-DMODULE", "-DKBUILD_MODNAME=\"probe\"",
				"-D__KERNEL__" };
	struct flags kbuild = { words, 4 }, flags;

	scratch_write(s, "include/x.h", "");
	flags = sources_base_flags(&s->run, &tree, s->dir, &kbuild);
	assert_string_equal(
		words_of(s, &flags),
		arena_printf(&s->run.arena, " -I%s/include -I/tree/include -D__KERNEL__", s->dir));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(test_values),
		scratch_test(test_includes),
		scratch_test(test_sources),
		scratch_test(test_base_flags),
	};

	return cmocka_run_group_tests_name("makefile", tests, NULL, NULL);
}
