// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Files and directories: names, contents, what happens if there is no such thing. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "complaints.h"

struct fixture {
	struct run run;
	char dir[32];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	run_init(&f->run);
	strcpy(f->dir, "/tmp/sheath-test-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	assert_true(file_remove_tree(f->dir));
	run_release(&f->run);
	free(f);
	return 0;
}

static const char *in(struct fixture *f, const char *name)
{
	return file_join(&f->run, f->dir, name);
}

static void put(struct fixture *f, const char *name, const char *text)
{
	assert_true(file_write(in(f, name), text, strlen(text)));
}

static void test_join(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(file_join(&f->run, "a", "b/c"), "a/b/c");
	assert_string_equal(file_join(&f->run, "a/", "b"), "a/b");
	assert_string_equal(file_join(&f->run, "", "b"), "b");
	assert_string_equal(file_join(&f->run, "a", "/b"), "/b");
}

static void test_below(void **state)
{
	(void)state;
	assert_string_equal(file_below("/a/b/c", "/a/b"), "c");
	assert_string_equal(file_below("/a/b/c", "/a/b//"), "c");
	assert_null(file_below("/a/bc", "/a/b"));
	assert_null(file_below("/a", "/a"));
}

static void test_real(void **state)
{
	struct fixture *f = *state;

	put(f, "file", "");
	assert_int_equal(symlink("file", in(f, "link")), 0);
	assert_string_equal(file_real(&f->run, in(f, "link")), in(f, "file"));
	assert_null(file_real(&f->run, in(f, "none")));
	assert_string_equal(file_real_new(&f->run, in(f, "none//")), in(f, "none"));
	assert_null(file_real_new(&f->run, in(f, "none/none")));
}

static void test_read_and_write(void **state)
{
	struct fixture *f = *state;
	size_t size = 1;

	put(f, "file", "text");
	assert_string_equal(file_read(&f->run, in(f, "file"), &size), "text");
	assert_int_equal(size, 4);
	assert_true(file_equals(in(f, "file"), "text", 4));
	assert_false(file_equals(in(f, "file"), "text", 3));
	assert_false(file_equals(in(f, "file"), "next", 4));
	assert_false(file_equals(in(f, "none"), "", 0));
	assert_true(file_replace(&f->run, in(f, "file"), "", 0));
	assert_string_equal(file_read(&f->run, in(f, "file"), &size), "");
	assert_int_equal(size, 0);
}

/* "-o /dev/stdout", and "-o /dev/null" by root */
static void test_no_file_stays(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	char text[8];
	int fd;

	assert_int_equal(mkfifo(in(f, "pipe"), 0600), 0);
	fd = open(in(f, "pipe"), O_RDWR);
	assert_true(fd >= 0);
	assert_true(file_replace(&f->run, in(f, "pipe"), "text", 4));
	assert_int_equal(stat(in(f, "pipe"), &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	assert_int_equal(read(fd, text, sizeof(text)), 4);
	close(fd);
}

static void test_what_cannot_be_read(void **state)
{
	struct fixture *f = *state;

	assert_null(file_read(&f->run, in(f, "none"), NULL));
	assert_int_equal(errno, ENOENT);
	assert_null(file_read(&f->run, f->dir, NULL));
	assert_int_equal(errno, EISDIR);
	assert_false(file_write(in(f, "none/file"), "", 0));
	assert_int_equal(errno, ENOENT);
	assert_false(file_replace(&f->run, in(f, "none/file"), "", 0));
	assert_int_equal(errno, ENOENT);
	assert_false(file_write("/dev/full", "text", 4));
	assert_int_equal(errno, ENOSPC);
}

static void test_make_and_remove(void **state)
{
	struct fixture *f = *state;

	assert_true(file_make_dirs(&f->run, in(f, "a/b/c")));
	assert_true(file_make_dirs(&f->run, in(f, "a/b/c/")));
	assert_true(file_is_directory(in(f, "a/b/c")));
	put(f, "a/file", "");
	assert_false(file_make_dirs(&f->run, in(f, "a/file")));
	assert_int_equal(errno, ENOTDIR);
	assert_false(file_make_dirs(&f->run, in(f, "a/file/b")));
	assert_int_equal(errno, ENOTDIR);
	assert_int_equal(symlink("..", in(f, "a/up")), 0);
	put(f, "stays", "");
	assert_true(file_remove_tree(in(f, "a")));
	assert_false(file_is_directory(in(f, "a")));
	assert_int_equal(access(in(f, "stays"), F_OK), 0);
	assert_true(file_remove_tree(in(f, "a")));
}

static void test_list(void **state)
{
	struct fixture *f = *state;
	struct paths list = { 0 };

	assert_true(file_make_dirs(&f->run, in(f, "b/.hidden")));
	put(f, "b/z", "");
	put(f, "b/.dot", "");
	put(f, "b/.hidden/file", "");
	put(f, "a", "");
	assert_true(file_list(&f->run, f->dir, false, &list));
	assert_int_equal(list.n, 2);
	assert_string_equal(list.paths[0], "a");
	assert_string_equal(list.paths[1], "b/z");
	list.n = 0;
	assert_true(file_list(&f->run, f->dir, true, &list));
	assert_int_equal(list.n, 4);
	assert_string_equal(list.paths[1], "b/.dot");
	assert_string_equal(list.paths[2], "b/.hidden/file");
	assert_false(file_list(&f->run, in(f, "none"), true, &list));
}

static void test_hash(void **state)
{
	struct fixture *f = *state;
	struct hash of_text = hash_text("text", 4), of_file, of_dir, later;

	put(f, "file", "text");
	assert_true(hash_file(in(f, "file"), &of_file));
	assert_true(hash_same(&of_text, &of_file));
	assert_int_equal(strlen(of_file.hex), 32);
	assert_true(hash_file(f->dir, &of_dir));
	put(f, "file", "next");
	assert_true(hash_file(f->dir, &later));
	assert_true(hash_same(&of_dir, &later));
	put(f, "more", "");
	assert_true(hash_file(f->dir, &later));
	assert_false(hash_same(&of_dir, &later));
	assert_false(hash_file(in(f, "none"), &later));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_join, setup, teardown),
		cmocka_unit_test(test_below),
		cmocka_unit_test_setup_teardown(test_real, setup, teardown),
		cmocka_unit_test_setup_teardown(test_read_and_write, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_file_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_cannot_be_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_make_and_remove, setup, teardown),
		cmocka_unit_test_setup_teardown(test_list, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hash, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
