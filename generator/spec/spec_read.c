// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "spec/spec_read.h"

/* Deeper directories are a link to a parent. */
#define MAX_DEPTH 16
/* Larger files are no contract files. */
#define MAX_SIZE (16L * 1024 * 1024)

/* The walk over the directories, and the files found so far. */
struct walk {
	struct run *run;
	struct spec_header **files;
	unsigned int n, room;
	unsigned int depth;
	bool failed;
};

static void walk_error(struct walk *walk, const char *path, const char *why)
{
	diag_error(walk->run, EXIT_CONTRACT, (struct place){ run_intern(walk->run, path), 0, 0 },
		   "%s", why);
	walk->failed = true;
}

static void walk_add(struct walk *walk, struct spec_header *file)
{
	struct spec_header **files;

	if (walk->n == walk->room) {
		walk->room = walk->room ? 2 * walk->room : 32;
		files = arena_new(&walk->run->arena, struct spec_header *, walk->room);
		if (walk->n)
			memcpy(files, walk->files, walk->n * sizeof(*files));
		walk->files = files;
	}
	walk->files[walk->n++] = file;
}

static void read_file(struct walk *walk, const char *path, const char *shown, long size)
{
	struct spec_header *file;
	const char *text;
	size_t len;

	if (size > MAX_SIZE) {
		walk_error(walk, path, "too large for a contract file");
		return;
	}
	text = file_read(walk->run, path, &len);
	if (!text) {
		walk_error(walk, path, strerror(errno));
		return;
	}
	file = spec_read_text(walk->run, shown, text, len);
	if (!file) {
		walk->failed = true;
		return;
	}
	for (; file; file = file->next) {
		file->path = run_intern(walk->run, path);
		walk_add(walk, file);
	}
}

static bool is_contract_file(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (!strcmp(dot, ".yaml") || !strcmp(dot, ".yml"));
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* The order of bytes, whatever the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_dir(struct walk *walk, const char *path, const char *shown);

static void read_entry(struct walk *walk, const char *path, const char *shown, const char *name)
{
	struct stat st;

	if (stat(path, &st))
		walk_error(walk, path, strerror(errno));
	else if (S_ISDIR(st.st_mode))
		read_dir(walk, path, shown);
	else if (S_ISREG(st.st_mode) && is_contract_file(name))
		read_file(walk, path, shown, st.st_size);
}

static void read_dir(struct walk *walk, const char *path, const char *shown)
{
	struct dirent **entries;
	int n = walk->depth < MAX_DEPTH ? scandir(path, &entries, visible, by_name) : -1;

	if (n < 0) {
		walk_error(
			walk, path,
			walk->depth < MAX_DEPTH
				? strerror(errno)
				: "too many directories below each other: does a link lead back?");
		return;
	}
	walk->depth++;
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;

		read_entry(walk, arena_printf(&walk->run->arena, "%s/%s", path, name),
			   arena_printf(&walk->run->arena, "%s/%s", shown, name), name);
		free(entries[i]);
	}
	free(entries);
	walk->depth--;
}

/* What a directory is called in complaints and outputs: the same from wherever it is named. */
static const char *shown_name(struct run *run, const char *dir)
{
	char real[PATH_MAX], *slash;

	if (!realpath(dir, real))
		return dir;
	slash = strrchr(real, '/');
	return run_intern(run, slash[1] ? slash + 1 : real);
}

struct spec *spec_read(struct run *run, const char *const *dirs, unsigned int n_dirs)
{
	struct walk walk = { .run = run };

	for (unsigned int i = 0; i < n_dirs; i++) {
		char *dir = arena_strdup(&run->arena, dirs[i]);
		size_t len = strlen(dir);

		while (len > 1 && dir[len - 1] == '/')
			dir[--len] = '\0';
		read_dir(&walk, dir, shown_name(run, dir));
	}
	return walk.failed ? NULL : spec_join(run, walk.files, walk.n);
}
