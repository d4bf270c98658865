// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Output directories, stamps, manifests and depfiles, also broken ones. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "complaints.h"
#include "model/model.h"
#include "render/depfile.h"
#include "render/manifest.h"
#include "render/output_dir.h"
#include "render/stamp.h"

struct fixture {
	struct run run;
	struct output_files files;
	char dir[32];
	const char *out;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	run_init(&f->run);
	f->run.progress = false;
	strcpy(f->dir, "/tmp/sheath-test-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	f->out = file_join(&f->run, f->dir, "out");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	assert_complaints(&f->run, "");
	assert_true(file_remove_tree(f->dir));
	run_release(&f->run);
	free(f);
	return 0;
}

static const char *in_out(struct fixture *f, const char *name)
{
	return file_join(&f->run, f->out, name);
}

static void add(struct fixture *f, const char *path, const char *text)
{
	output_add(&f->run, &f->files, path, text, strlen(text));
}

/* A manifest of what is in the list, and the list in order. */
static void complete(struct fixture *f)
{
	struct model model = { .release = "1.2", .arch = "x86_64", .clang = "19.1" };
	struct sources sources = { 0 };
	struct paths headers = { 0 };

	assert_true(output_sort(&f->run, &f->files));
	add(f, OUTPUT_MANIFEST,
	    manifest_text(&f->run, &(const struct model *){ &model }, 1, &headers, &sources,
			  &f->files));
	assert_true(output_sort(&f->run, &f->files));
}

static unsigned int replace(struct fixture *f)
{
	struct output_dir dir;
	unsigned int changed = 0;

	assert_true(output_check(&f->run, f->out));
	assert_true(output_open(&f->run, &dir, f->out));
	assert_true(output_replace(&f->run, &dir, &f->files, &changed));
	output_close(&f->run, &dir, false);
	return changed;
}

static void assert_content(struct fixture *f, const char *name, const char *text)
{
	assert_string_equal(file_read(&f->run, in_out(f, name), NULL), text);
}

static void test_replace(void **state)
{
	struct fixture *f = *state;
	struct stat before, after;

	add(f, "a/same", "same");
	add(f, "b", "old");
	add(f, "gone/file", "x");
	complete(f);
	assert_int_equal(replace(f), 4);
	assert_int_equal(stat(in_out(f, "a/same"), &before), 0);
	assert_true(file_write(in_out(f, "a/foreign"), "keep", 4));

	f->files.n = 0;
	add(f, "b", "new");
	add(f, "a/same", "same");
	complete(f);
	assert_int_equal(replace(f), 3);
	assert_content(f, "b", "new");
	assert_content(f, "a/foreign", "keep");
	assert_int_equal(access(in_out(f, "gone"), F_OK), -1);
	assert_int_equal(stat(in_out(f, "a/same"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(file_mtime(&before), file_mtime(&after));
}

static void test_replace_by_the_same(void **state)
{
	struct fixture *f = *state;
	struct stat before, after;

	add(f, "a", "text");
	complete(f);
	replace(f);
	assert_int_equal(stat(f->out, &before), 0);
	assert_int_equal(replace(f), 0);
	assert_int_equal(stat(f->out, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
}

static void test_replace_fails(void **state)
{
	struct fixture *f = *state;
	struct output_dir dir;
	unsigned int changed;
	char *text;

	add(f, "a", "old");
	complete(f);
	replace(f);
	f->files.n = 0;
	add(f, "a", "new");
	add(f, "a/below", "a file cannot have files below it");
	complete(f);
	assert_true(output_open(&f->run, &dir, f->out));
	assert_false(output_replace(&f->run, &dir, &f->files, &changed));
	output_close(&f->run, &dir, true);
	assert_content(f, "a", "old");
	assert_int_equal(access(dir.beside, F_OK), -1);
	text = complaints(&f->run);
	assert_non_null(strstr(text, "nothing in it has changed"));
	free(text);
	assert_int_equal(f->run.diags.exit, EXIT_SYSTEM);
}

static void test_made_and_taken_back(void **state)
{
	struct fixture *f = *state;
	struct output_dir dir;
	const char *deep = file_join(&f->run, f->dir, "x/y/z");

	assert_true(output_open(&f->run, &dir, deep));
	assert_string_equal(dir.made, file_join(&f->run, f->dir, "x"));
	assert_true(file_is_directory(deep));
	output_close(&f->run, &dir, true);
	assert_false(file_is_directory(dir.made));
}

/* What a killed run leaves: half a new state, or the old one set aside. */
static void test_leftovers(void **state)
{
	struct fixture *f = *state;
	const char *beside = file_join(&f->run, f->dir, ".out.sheath-new");
	const char *aside = file_join(&f->run, f->dir, ".out.sheath-old");

	add(f, "a", "text");
	complete(f);
	replace(f);
	assert_true(file_make_dirs(&f->run, file_join(&f->run, beside, "safe")));
	assert_int_equal(rename(f->out, aside), 0);
	assert_int_equal(replace(f), 0);
	assert_content(f, "a", "text");
	assert_int_equal(access(beside, F_OK), -1);
	assert_int_equal(access(aside, F_OK), -1);
}

/* A second run waits until the first is done, and then sees its state. */
static void test_lock(void **state)
{
	struct fixture *f = *state;
	struct output_dir dir;
	unsigned int changed;
	int status;
	pid_t child;

	add(f, "a", "first");
	complete(f);
	assert_true(output_open(&f->run, &dir, f->out));
	child = fork();
	if (!child) {
		struct output_dir second;
		bool fine;

		alarm(10); /* rather fail than hang */
		close(dir.lock);
		fine = output_open(&f->run, &second, f->out) && second.waited &&
		       file_equals(in_out(f, "a"), "first", 5);

		_exit(!fine);
	}
	usleep(50000);
	assert_int_equal(waitpid(child, &status, WNOHANG), 0);
	assert_true(output_replace(&f->run, &dir, &f->files, &changed));
	usleep(20000);
	assert_int_equal(waitpid(child, &status, WNOHANG), 0);
	output_close(&f->run, &dir, false);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void test_check(void **state)
{
	struct fixture *f = *state;
	const char *file = file_join(&f->run, f->dir, "file");
	char expected[256];

	assert_true(output_check(&f->run, f->out));
	assert_true(file_make_dirs(&f->run, in_out(f, OUTPUT_PRIVATE)));
	assert_true(output_check(&f->run, f->out));

	assert_true(file_write(file, "", 0));
	assert_false(output_check(&f->run, file));
	snprintf(expected, sizeof(expected), "%s: error: is no directory\n", file);
	assert_complaints(&f->run, expected);

	assert_false(output_check(&f->run, f->dir));
	snprintf(expected, sizeof(expected),
		 "%s: error: is not empty, and no output of sheath: it has no manifest.json\n"
		 "sheath: note: name another directory with -o, or empty this one\n",
		 f->dir);
	assert_complaints(&f->run, expected);
}

static void test_two_of_a_path(void **state)
{
	struct fixture *f = *state;

	add(f, "b", "1");
	add(f, "a", "2");
	add(f, "b", "3");
	assert_false(output_sort(&f->run, &f->files));
	assert_complaints(&f->run, "sheath: error: two sources for the output file b\n");
}

static void test_manifest(void **state)
{
	static const char *const broken[] = {
		"",
		"{",
		"[]",
		"{\"sheath\": 1, \"files\": {}}",
		"{\"sheath\": \"0.1\"}",
		"{\"sheath\": \"0.1\", \"files\": []}",
		"\xff",
	};
	struct fixture *f = *state;
	struct paths files = { 0 };
	const char *path = in_out(f, OUTPUT_MANIFEST);

	add(f, "b", "text");
	add(f, "a/a", "text");
	complete(f);
	replace(f);
	assert_true(manifest_is_ours(&f->run, path));
	manifest_files(&f->run, path, &files);
	assert_int_equal(files.n, 3);
	assert_string_equal(files.paths[0], "a/a");
	assert_string_equal(files.paths[2], OUTPUT_MANIFEST);
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		assert_true(file_write(path, broken[i], strlen(broken[i])));
		assert_false(manifest_is_ours(&f->run, path));
	}
	assert_false(manifest_is_ours(&f->run, in_out(f, "none")));
}

/* A source and an output, with a stamp that holds. */
static struct sources stamped(struct fixture *f)
{
	struct sources sources = { 0 };

	add(f, "a", "text");
	complete(f);
	replace(f);
	assert_true(file_write(file_join(&f->run, f->dir, "source"), "1", 1));
	source_add(&f->run, &sources, SOURCE_TREE, "source", file_join(&f->run, f->dir, "source"));
	source_add(&f->run, &sources, SOURCE_DIRECTORY, "dir", f->dir);
	assert_true(sources_hash(&f->run, &sources, NULL));
	assert_true(stamp_write(&f->run, f->out, "arguments", "totals", &sources, &f->files,
				INT64_MAX));
	return sources;
}

static bool holds(struct fixture *f, const char *arguments)
{
	struct stamp *stamp = stamp_read(&f->run, f->out);

	return stamp && stamp_holds(&f->run, stamp, f->out, arguments);
}

static void test_stamp(void **state)
{
	struct fixture *f = *state;
	const char *source = file_join(&f->run, f->dir, "source");
	struct sources sources = stamped(f);

	assert_true(holds(f, "arguments"));
	assert_string_equal(stamp_read(&f->run, f->out)->totals, "totals");
	assert_false(holds(f, "other arguments"));
	assert_int_equal(utimensat(AT_FDCWD, source, NULL, 0), 0);
	assert_true(holds(f, "arguments"));
	assert_true(file_write(source, "2", 1));
	assert_false(holds(f, "arguments"));
	assert_true(file_write(source, "1", 1));
	assert_true(file_write(file_join(&f->run, f->dir, "another"), "", 0));
	assert_false(holds(f, "arguments"));
	assert_true(file_remove_tree(file_join(&f->run, f->dir, "another")));
	assert_true(holds(f, "arguments"));
	assert_true(file_write(in_out(f, "a"), "edit", 4));
	assert_false(holds(f, "arguments"));
	assert_false(stamp_write(&f->run, f->out, "arguments", "totals", &sources, &f->files, 0));
}

/* A program counts as new when its time is. */
static void test_stamp_of_program(void **state)
{
	struct fixture *f = *state;
	const char *program = file_join(&f->run, f->dir, "program");
	struct sources sources = { 0 };

	complete(f);
	replace(f);
	assert_true(file_write(program, "1", 1));
	source_add(&f->run, &sources, SOURCE_PROGRAM, "program", program);
	assert_true(sources_hash(&f->run, &sources, NULL));
	assert_true(stamp_write(&f->run, f->out, "arguments", "totals", &sources, &f->files,
				INT64_MAX));
	assert_true(holds(f, "arguments"));
	assert_int_equal(utimensat(AT_FDCWD, program, (struct timespec[]){ { 1, 0 }, { 1, 0 } }, 0),
			 0);
	assert_false(holds(f, "arguments"));
}

static void test_broken_stamp(void **state)
{
	struct fixture *f = *state;
	const char *path = in_out(f, OUTPUT_PRIVATE "/stamp");
	const char *whole;
	size_t size;

	stamped(f);
	whole = file_read(&f->run, path, &size);
	for (size_t len = 0; len < size - 1; len++) {
		assert_true(file_write(path, whole, len));
		assert_null(stamp_read(&f->run, f->out));
	}
	assert_true(file_write(path, "sheath stamp 0\na\nb\n", 19));
	assert_null(stamp_read(&f->run, f->out));
	assert_true(file_remove_tree(path));
	assert_null(stamp_read(&f->run, f->out));
}

static void test_known_hashes(void **state)
{
	struct fixture *f = *state;
	struct sources known = stamped(f), again = { 0 };

	strcpy(known.list[0].hash.hex, "00000000000000000000000000000000");
	source_add(&f->run, &again, SOURCE_TREE, "source", file_join(&f->run, f->dir, "source"));
	source_add(&f->run, &again, SOURCE_TREE, "source", file_join(&f->run, f->dir, "source"));
	assert_true(sources_hash(&f->run, &again, &known));
	assert_int_equal(again.n, 1);
	assert_string_equal(again.list[0].hash.hex, known.list[0].hash.hex);
}

static void test_missing_source(void **state)
{
	struct fixture *f = *state;
	struct sources sources = { 0 };

	source_add(&f->run, &sources, SOURCE_TREE, "none", "/none");
	assert_false(sources_hash(&f->run, &sources, NULL));
	assert_complaints(&f->run, "/none: error: cannot read: No such file or directory\n");
}

static void test_depfile(void **state)
{
	struct fixture *f = *state;
	const char *path = file_join(&f->run, f->dir, "deps");
	struct sources sources = { 0 };

	source_add(&f->run, &sources, SOURCE_TREE, "a", "/a b");
	source_add(&f->run, &sources, SOURCE_DIRECTORY, "d", "/dir");
	source_add(&f->run, &sources, SOURCE_TREE, "c", "/c$#");
	assert_true(depfile_write(&f->run, path, "out", &sources));
	assert_string_equal(file_read(&f->run, path, NULL), "out: \\\n /a\\ b \\\n /c$$\\#\n");
	assert_false(depfile_write(&f->run, "/none/deps", "out", &sources));
	assert_complaints(&f->run, "/none/deps: error: cannot write: No such file or directory\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_replace),
		TEST(test_replace_by_the_same),
		TEST(test_replace_fails),
		TEST(test_made_and_taken_back),
		TEST(test_leftovers),
		TEST(test_lock),
		TEST(test_check),
		TEST(test_two_of_a_path),
		TEST(test_manifest),
		TEST(test_stamp),
		TEST(test_broken_stamp),
		TEST(test_known_hashes),
		TEST(test_stamp_of_program),
		TEST(test_missing_source),
		TEST(test_depfile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
