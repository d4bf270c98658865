/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FILE_H
#define SHEATH_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct run;

/*
 * Files and directories. Nothing here complains: what fails returns false or
 * NULL and leaves errno, since only the caller knows whose fault it is.
 */

/* A list of paths; starts as all zeroes, grows in the run's memory. */
struct paths {
	const char **paths;
	size_t n, room;
};

void paths_add(struct run *run, struct paths *list, const char *path);
void paths_sort(struct paths *list);

/* "dir/name"; @name alone if it is absolute or @dir is "". */
const char *file_join(struct run *run, const char *dir, const char *name);

/* Where the user's caches are: ~/.cache/sheath/NAME, or $SHEATH_CACHE/NAME. NULL: nowhere. */
const char *file_user_cache(struct run *run, const char *name);

/* What follows "dir/" in @path; NULL if @path is not below @dir. */
const char *file_below(const char *path, const char *dir);

/* As its name says: "clk.h". */
bool file_is_header(const char *path);

/* Absolute, without links and dots; NULL if there is no such file. */
const char *file_real(struct run *run, const char *path);

/* The same of a file that need not exist yet; its directory must. */
const char *file_real_new(struct run *run, const char *path);

bool file_is_directory(const char *path);

/* All of a file, with a NUL behind it that @size does not count. */
char *file_read(struct run *run, const char *path, size_t *size);

/* Makes or replaces a file in place. */
bool file_write(const char *path, const char *text, size_t size);

/* Replaces a file by rename: readers see the old or the new, never a half. What is no file is written to. */
bool file_replace(struct run *run, const char *path, const char *text, size_t size);

/* Is that the file's whole content? */
bool file_equals(const char *path, const char *text, size_t size);

/* Makes a directory and those above it; fine if it is there. */
bool file_make_dirs(struct run *run, const char *path);

/* Removes a file, or a directory with all below; fine if there is none. */
bool file_remove_tree(const char *path);

/*
 * The names of all regular files and links below @dir, relative to it and in
 * the order of bytes. Names that begin with a dot count only if @hidden.
 */
bool file_list(struct run *run, const char *dir, bool hidden, struct paths *list);

/* XXH3, 128 bits, as hexadecimal digits: of contents, no protection from anybody. */
struct hash {
	char hex[33];
};

struct hash hash_text(const char *text, size_t size);
/* Of a file's content; of a directory, of the names in it. */
bool hash_file(const char *path, struct hash *hash);
bool hash_same(const struct hash *a, const struct hash *b);

/* Time of the last change in nanoseconds. */
int64_t file_mtime(const struct stat *st);

/*
 * The directory that holds contracts/, templates/ and include/: share/sheath
 * beside the program's own bin/, or the source tree that it was built in.
 * NULL if neither is there.
 */
const char *file_data_dir(struct run *run);

#endif
