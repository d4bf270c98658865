// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "complaints.h"
#include "scratch.h"

#include "input/kbuild.h"
#include "input/words.h"

static void test_words(void **state)
{
	struct scratch *s = *state;
	static const char line[] = "set -e;  a 'b c;d' \"e \\\"f\\\"\" g\\ h -DX='\"y\"'; ''";
	static const char *const expected[] = {
		"set", "-e", ";", "a", "b c;d", "e \"f\"", "g h", "-DX=\"y\"", ";", "",
	};
	struct words words = words_split(&s->run, line, strlen(line));

	assert_int_equal(words.n, 10);
	for (unsigned int i = 0; i < words.n; i++)
		assert_string_equal(words.words[i], expected[i]);
	assert_int_equal(words_split(&s->run, "'no end", 7).n, 1);
	assert_int_equal(words_split(&s->run, "  ", 2).n, 0);
}

/* As older kernels print it: relative to where the last make is, with commands around it. */
static void test_parse(void **state)
{
	struct scratch *s = *state;
	const char *compiler, *output;
	struct flags flags;

	scratch_write(s, "out/include/x.h", "");
	output = arena_printf(
		&s->run.arena,
		"make: Entering directory '/elsewhere'\n"
		"make[1]: Entering directory '%s/out'\n"
		"echo unit.c\n"
		"set -e;  echo '  CC [M]  unit.o';   trap 'rm -f unit.o' INT; some-gcc "
		"-Wp,-MMD,./.d "
		"-nostdinc -I./include -I./missing -include ./include/x.h -Wall -O2 -std=gnu11 "
		"-DNAME='\"unit\"' -fms-extensions -mno-sse -c -o /m/unit.o /m/unit.c ; fixdep "
		"unit.c\n",
		s->dir);
	assert_true(kbuild_parse(&s->run, output, "unit.c", &flags, &compiler));
	assert_string_equal(compiler, "some-gcc");
	assert_int_equal(flags.n, 7);
	assert_string_equal(flags.words[0], "-nostdinc");
	assert_string_equal(flags.words[1],
			    arena_printf(&s->run.arena, "-I%s/out/include", s->dir));
	assert_string_equal(flags.words[2], "-include");
	assert_string_equal(flags.words[3],
			    arena_printf(&s->run.arena, "%s/out/include/x.h", s->dir));
	assert_string_equal(flags.words[4], "-std=gnu11");
	assert_string_equal(flags.words[5], "-DNAME=\"unit\"");
	assert_string_equal(flags.words[6], "-fms-extensions");
	assert_false(
		kbuild_parse(&s->run, "make: nothing to be done\n", "unit.c", &flags, &compiler));
	assert_false(kbuild_parse(&s->run, "", "unit.c", &flags, &compiler));
}

/* A tree as input_probe() sees it, with a Makefile that prints @command for everything. */
static void make_tree(struct scratch *s, const char *arch_config, const char *command)
{
	scratch_write(s, "tree/include/config/auto.conf",
		      arena_printf(&s->run.arena,
				   "CONFIG_CRYPTO_X86_64=m\n%s\n"
				   "CONFIG_CC_VERSION_TEXT=\"gcc (Some) 12\"\n",
				   arch_config));
	scratch_write(s, "tree/include/generated/utsrelease.h",
		      "#define UTS_RELEASE \"6.12.3-some\"\n");
	scratch_write(s, "tree/include/generated/uapi/linux/version.h",
		      "#define LINUX_VERSION_CODE 1\n#define LINUX_VERSION_MAJOR 6\n"
		      "#define LINUX_VERSION_PATCHLEVEL 12\n#define LINUX_VERSION_SUBLEVEL 3\n");
	scratch_write(s, "tree/Makefile", arena_printf(&s->run.arena, "%%.o:\n\t%s\n", command));
}

static const char *tree_path(struct scratch *s)
{
	return file_join(&s->run, s->dir, "tree");
}

static void test_probe(void **state)
{
	struct scratch *s = *state;
	struct tree tree;

	make_tree(s, "CONFIG_ARM64=y\nCONFIG_RANDSTRUCT=y", "true");
	assert_true(input_probe(&s->run, tree_path(s), NULL, &tree));
	assert_string_equal(tree.release, "6.12.3-some");
	assert_string_equal(tree.version, "6.12.3");
	assert_string_equal(tree.arch, "arm64");
	assert_string_equal(tree.compiler, "gcc (Some) 12");
	assert_true(tree.randstruct);
	assert_false(tree.clang);
	assert_true(tree.n_files > 3);
	assert_true(input_probe(&s->run, tree_path(s), "aarch64", &tree));
}

static void test_no_tree(void **state)
{
	struct scratch *s = *state;
	struct tree tree;

	assert_false(input_probe(&s->run, "/nowhere", NULL, &tree));
	assert_complaints(&s->run, "/nowhere: error: no kernel tree: No such file or directory\n");
	assert_int_equal(s->run.diags.exit, EXIT_KERNEL);
	assert_false(input_probe(&s->run, scratch_write(s, "file", ""), NULL, &tree));
	assert_int_equal(s->run.diags.errors, 2);
}

static void test_not_configured(void **state)
{
	struct scratch *s = *state;
	struct tree tree;
	char *text;

	scratch_write(s, "tree/Makefile", "");
	assert_false(input_probe(&s->run, tree_path(s), NULL, &tree));
	text = complaints(&s->run);
	assert_non_null(strstr(text, "is not configured for modules: no include/config/auto.conf"));
	assert_non_null(strstr(text, "make modules_prepare"));
	free(text);
	make_tree(s, "CONFIG_X86_64=y", "true");
	assert_true(file_remove_tree(file_join(&s->run, s->dir, "tree/include/generated")));
	assert_false(input_probe(&s->run, tree_path(s), NULL, &tree));
}

static void test_arch(void **state)
{
	struct scratch *s = *state;
	struct tree tree;
	char *text;

	make_tree(s, "CONFIG_X86_64=y", "true");
	assert_false(input_probe(&s->run, tree_path(s), "arm64", &tree));
	text = complaints(&s->run);
	assert_non_null(strstr(text, "configured for x86_64, not for arm64"));
	free(text);
	assert_int_equal(s->run.diags.exit, EXIT_KERNEL);
	assert_false(input_probe(&s->run, tree_path(s), "vax", &tree));
	make_tree(s, "CONFIG_VAX=y", "true");
	assert_false(input_probe(&s->run, tree_path(s), NULL, &tree));
	assert_int_equal(s->run.diags.errors, 3);
}

/* Its configuration also has the option of the processor that it runs on. */
static void test_user_mode(void **state)
{
	struct scratch *s = *state;
	struct tree tree;

	make_tree(s, "CONFIG_UML=y\nCONFIG_X86_64=y", "true");
	assert_true(input_probe(&s->run, tree_path(s), NULL, &tree));
	assert_string_equal(tree.arch, "um");
	assert_true(input_probe(&s->run, tree_path(s), "um", &tree));
	assert_false(input_probe(&s->run, tree_path(s), "x86_64", &tree));
}

static void test_flags_cached(void **state)
{
	struct scratch *s = *state;
	const char *cache = file_join(&s->run, s->dir, "cache/flags");
	struct flags flags;
	struct tree tree;

	make_tree(s, "CONFIG_X86_64=y",
		  "sh -DA='\"b c\"' -Iinclude -O2 -c -o $@ $(M)/sheath_probe.c");
	assert_true(input_probe(&s->run, tree_path(s), NULL, &tree));
	assert_true(kbuild_flags(&s->run, &tree, cache, true, &flags));
	assert_false(file_is_directory(cache));
	for (int i = 0; i < 2; i++) {
		assert_true(kbuild_flags(&s->run, &tree, cache, false, &flags));
		assert_int_equal(flags.n, 3);
		assert_string_equal(flags.words[0], "-DA=\"b c\"");
		assert_string_equal(flags.words[1],
				    arena_printf(&s->run.arena, "-I%s/include", tree.path));
		assert_string_equal(flags.words[2], "--target=x86_64-linux-gnu");
		/* the second time, make could not say anything */
		scratch_write(s, "tree/Makefile", "$(error asked again)\n");
	}
	assert_false(kbuild_flags(&s->run, &tree, "", false, &flags));
}

/* An entry that is damaged, or speaks of what is gone, counts as none. */
static void test_cache_damaged(void **state)
{
	struct scratch *s = *state;
	const char *cache = file_join(&s->run, s->dir, "cache");
	struct paths entries = { 0 };
	struct flags flags;
	struct tree tree;
	const char *entry;
	char *text;
	size_t size;

	make_tree(s, "CONFIG_X86_64=y", "sh -DA -Iinclude -c -o $@ sheath_probe.c");
	assert_true(input_probe(&s->run, tree_path(s), NULL, &tree));
	assert_true(kbuild_flags(&s->run, &tree, cache, false, &flags));
	assert_true(file_list(&s->run, cache, false, &entries));
	assert_int_equal(entries.n, 1);
	entry = file_join(&s->run, cache, entries.paths[0]);
	text = file_read(&s->run, entry, &size);
	for (size_t cut = 0; cut < size; cut += 7) {
		assert_true(file_write(entry, text, cut));
		assert_true(kbuild_flags(&s->run, &tree, cache, true, &flags));
		assert_int_equal(flags.n, 3);
	}
	make_tree(s, "CONFIG_X86_64=y\nCONFIG_MORE=y", "sh -DB -c -o $@ sheath_probe.c");
	assert_true(kbuild_flags(&s->run, &tree, cache, false, &flags));
	assert_string_equal(flags.words[0], "-DB");
}

static void test_make_fails(void **state)
{
	struct scratch *s = *state;
	struct flags flags;
	struct tree tree;
	char *text;

	make_tree(s, "CONFIG_X86_64=y", "true");
	scratch_write(s, "tree/Makefile", "$(error the reason)\n");
	assert_true(input_probe(&s->run, tree_path(s), NULL, &tree));
	assert_false(kbuild_flags(&s->run, &tree, "", false, &flags));
	text = complaints(&s->run);
	assert_non_null(strstr(text, "the reason"));
	free(text);
	assert_int_equal(s->run.diags.exit, EXIT_KERNEL);
	make_tree(s, "CONFIG_X86_64=y", "true");
	assert_false(kbuild_flags(&s->run, &tree, "", false, &flags));
	text = complaints(&s->run);
	assert_non_null(strstr(text, "did not print a compile command"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(test_words),	   scratch_test(test_parse),
		scratch_test(test_probe),	   scratch_test(test_no_tree),
		scratch_test(test_not_configured), scratch_test(test_arch),
		scratch_test(test_user_mode),	   scratch_test(test_flags_cached),
		scratch_test(test_cache_damaged),  scratch_test(test_make_fails),
	};

	return cmocka_run_group_tests_name("kbuild", tests, NULL, NULL);
}
