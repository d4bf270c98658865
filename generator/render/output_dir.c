// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/run.h"
#include "render/manifest.h"
#include "render/output_dir.h"

static bool complain(struct run *run, const char *name, const char *what)
{
	diag_error(run, EXIT_SYSTEM, (struct place){ name, 0, 0 }, "%s: %s", what, strerror(errno));
	return false;
}

/* Nothing in it but what a run makes first. */
static bool is_vacant(const char *name)
{
	DIR *dir = opendir(name);
	struct dirent *entry;
	bool vacant = true;

	while (dir && vacant && (entry = readdir(dir)))
		vacant = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
			 !strcmp(entry->d_name, OUTPUT_PRIVATE);
	if (dir)
		closedir(dir);
	return dir && vacant;
}

/* Whoever stands in a directory that is replaced stands in a removed one. */
static bool is_under_us(struct run *run, const char *name)
{
	const char *path = file_real(run, name), *here = file_real(run, ".");

	return path && here && (!strcmp(here, path) || file_below(here, path));
}

bool output_check(struct run *run, const char *name)
{
	struct place at = { name, 0, 0 };
	struct stat st;

	if (stat(name, &st))
		return errno == ENOENT || complain(run, name, "cannot be the output directory");
	if (!S_ISDIR(st.st_mode)) {
		diag_error(run, EXIT_SYSTEM, at, "is no directory");
		return false;
	}
	if (is_under_us(run, name)) {
		diag_error(run, EXIT_USAGE, at,
			   "is replaced as a whole, so it cannot be the current directory");
		return false;
	}
	if (is_vacant(name) || manifest_is_ours(run, file_join(run, name, OUTPUT_MANIFEST)))
		return true;
	diag_error(run, EXIT_USAGE, at,
		   "is not empty, and no output of sheath: it has no " OUTPUT_MANIFEST);
	diag_note(run, NOWHERE, "name another directory with -o, or empty this one");
	return false;
}

/* The topmost directory of @path that is not there yet; NULL if all are. */
static const char *first_missing(struct run *run, const char *path)
{
	char *copy = arena_strdup(&run->arena, path);

	for (char *p = copy + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (access(copy, F_OK))
			return copy;
		*p = '/';
	}
	return access(copy, F_OK) ? copy : NULL;
}

/* "dir/.name.what" for "dir/name" */
static const char *hidden_sibling(struct run *run, const char *path, const char *what)
{
	const char *slash = strrchr(path, '/');

	return arena_printf(&run->arena, "%.*s/.%s.%s", (int)(slash - path), path, slash + 1, what);
}

static void find_siblings(struct run *run, struct output_dir *dir)
{
	dir->beside = hidden_sibling(run, dir->path, "sheath-new");
	dir->aside = hidden_sibling(run, dir->path, "sheath-old");
}

/* A run was killed while the old state was set aside and the new one not in its place. */
static void take_back(struct run *run, struct output_dir *dir)
{
	dir->path = file_real_new(run, dir->name);
	if (!dir->path)
		return;
	find_siblings(run, dir);
	if (access(dir->path, F_OK) && !access(dir->aside, F_OK))
		rename(dir->aside, dir->path);
}

/* -1 and errno on failure. */
static int lock_dir(struct run *run, struct output_dir *dir)
{
	int fd = open(dir->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || !flock(fd, LOCK_EX | LOCK_NB))
		return fd;
	dir->waited = true;
	run_progress(run, "waiting for another run to finish with %s", dir->name);
	while (flock(fd, LOCK_EX)) {
		if (errno == EINTR)
			continue;
		close(fd);
		return -1;
	}
	return fd;
}

/* Is what was locked still what the path leads to, and not replaced meanwhile? */
static bool lock_holds(int fd, const char *path)
{
	struct stat locked, there;

	return !fstat(fd, &locked) && !stat(path, &there) && locked.st_dev == there.st_dev &&
	       locked.st_ino == there.st_ino;
}

static bool make_and_lock(struct run *run, struct output_dir *dir)
{
	take_back(run, dir);
	dir->made = first_missing(run, dir->name);
	if (!file_make_dirs(run, dir->name))
		return complain(run, dir->name, "cannot make the output directory");
	dir->path = file_real(run, dir->name);
	dir->lock = dir->path ? lock_dir(run, dir) : -1;
	if (dir->lock < 0)
		return errno == ENOENT ||
		       complain(run, dir->name, "cannot lock the output directory");
	return true;
}

bool output_open(struct run *run, struct output_dir *dir, const char *name)
{
	*dir = (struct output_dir){ .name = name, .lock = -1, .next_lock = -1 };
	for (;;) {
		if (!make_and_lock(run, dir))
			return false;
		if (dir->lock >= 0 && lock_holds(dir->lock, dir->path))
			break;
		if (dir->lock >= 0)
			close(dir->lock);
	}
	find_siblings(run, dir);
	if (file_remove_tree(dir->beside) && file_remove_tree(dir->aside))
		return true;
	complain(run, name, "cannot remove what an earlier run left beside it");
	output_close(run, dir, false);
	return false;
}

void output_close(struct run *run, struct output_dir *dir, bool failed)
{
	char *up;

	if (failed && dir->made) {
		up = arena_strdup(&run->arena, dir->name);
		file_remove_tree(up);
		while (strcmp(up, dir->made)) {
			*strrchr(up, '/') = '\0';
			if (rmdir(up))
				break;
		}
	}
	if (dir->next_lock >= 0)
		close(dir->next_lock);
	if (dir->lock >= 0)
		close(dir->lock);
	dir->lock = dir->next_lock = -1;
}
