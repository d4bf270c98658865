// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/run.h"
#include "render/manifest.h"
#include "render/output_dir.h"

/* The directory as it is, and as it shall be. */
struct change {
	struct run *run;
	struct output_dir *dir;
	const struct output_files *files;
	bool *same;	    /* files->n: is there already */
	struct paths there; /* all files of the old state */
	struct paths ours;  /* those of them that we wrote */
};

static int by_string(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool contains(const struct paths *sorted, const char *path)
{
	return sorted->n &&
	       bsearch(path, sorted->paths, sorted->n, sizeof(*sorted->paths), by_string);
}

/* How many files are new, different or to vanish. */
static unsigned int compare(struct change *change)
{
	struct run *run = change->run;
	const char *path = change->dir->path;
	unsigned int changed = 0;

	change->same = arena_new(&run->arena, bool, change->files->n);
	for (size_t i = 0; i < change->files->n; i++) {
		const struct output_file *file = &change->files->files[i];

		change->same[i] =
			contains(&change->there, file->path) &&
			file_equals(file_join(run, path, file->path), file->text, file->size);
		changed += !change->same[i];
	}
	for (size_t i = 0; i < change->there.n; i++)
		changed += contains(&change->ours, change->there.paths[i]) &&
			   !output_find(change->files, change->there.paths[i]);
	return changed;
}

/* For filesystems without hard links. */
static bool copy_file(struct run *run, const char *from, const char *to)
{
	struct stat st;
	size_t size;
	const char *text = stat(from, &st) ? NULL : file_read(run, from, &size);

	if (!text || !file_write(to, text, size))
		return false;
	return !utimensat(AT_FDCWD, to, (struct timespec[]){ st.st_atim, st.st_mtim }, 0) &&
	       !chmod(to, st.st_mode & 07777);
}

/* Takes a file of the old state over. */
static bool keep(struct change *change, const char *name)
{
	const char *from = file_join(change->run, change->dir->path, name);
	const char *to = file_join(change->run, change->dir->beside, name);

	if (!link(from, to))
		return true;
	return errno != ENOSPC && errno != EDQUOT && copy_file(change->run, from, to);
}

static bool make_parent(struct change *change, const char *name)
{
	const char *slash = strrchr(name, '/');

	if (!slash)
		return true;
	return file_make_dirs(change->run,
			      arena_printf(&change->run->arena, "%s/%.*s", change->dir->beside,
					   (int)(slash - name), name));
}

static bool put(struct change *change, size_t i)
{
	const struct output_file *file = &change->files->files[i];

	if (!make_parent(change, file->path))
		return false;
	if (change->same[i])
		return keep(change, file->path);
	return file_write(file_join(change->run, change->dir->beside, file->path), file->text,
			  file->size);
}

/* Everything of the new state, beside the old one. */
static bool put_together(struct change *change)
{
	struct stat st;

	if (stat(change->dir->path, &st) || mkdir(change->dir->beside, 0777) ||
	    chmod(change->dir->beside, st.st_mode & 07777))
		return false;
	for (size_t i = 0; i < change->files->n; i++)
		if (!put(change, i))
			return false;
	for (size_t i = 0; i < change->there.n; i++) {
		const char *name = change->there.paths[i];

		if (contains(&change->ours, name) || output_find(change->files, name))
			continue;
		if (!make_parent(change, name) || !keep(change, name))
			return false;
	}
	return true;
}

/* The new state is ours alone from the moment others can see it. */
static bool lock_next(struct output_dir *dir)
{
	dir->next_lock = open(dir->beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir->next_lock >= 0 && !flock(dir->next_lock, LOCK_EX | LOCK_NB);
}

/* What is left of the old state if it cannot be removed, the next run removes. */
static bool swap(const struct output_dir *dir)
{
	if (!renameat2(AT_FDCWD, dir->beside, AT_FDCWD, dir->path, RENAME_EXCHANGE)) {
		file_remove_tree(dir->beside);
		return true;
	}
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (rename(dir->path, dir->aside))
		return false;
	if (!rename(dir->beside, dir->path)) {
		file_remove_tree(dir->aside);
		return true;
	}
	rename(dir->aside, dir->path);
	return false;
}

bool output_replace(struct run *run, struct output_dir *dir, const struct output_files *files,
		    unsigned int *changed)
{
	struct change change = { .run = run, .dir = dir, .files = files };
	int why;

	manifest_files(run, file_join(run, dir->path, OUTPUT_MANIFEST), &change.ours);
	if (file_list(run, dir->path, true, &change.there)) {
		*changed = compare(&change);
		if (!*changed)
			return true;
		if (put_together(&change) && lock_next(dir) && swap(dir))
			return true;
	}
	why = errno;
	file_remove_tree(dir->beside);
	diag_error(run, EXIT_SYSTEM, (struct place){ dir->name, 0, 0 },
		   "cannot write the output directory: %s; nothing in it has changed",
		   strerror(why));
	if (why == EXDEV || why == EBUSY)
		diag_note(run, NOWHERE,
			  "a mount point cannot be replaced: name a directory below it");
	return false;
}
