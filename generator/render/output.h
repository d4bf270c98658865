/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_OUTPUT_H
#define SHEATH_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"

struct run;

/*
 * What a run generates: a list of files in memory first, then an output
 * directory that is replaced as a whole or not at all. Whatever happens, a
 * reader of the directory sees all of the old state or all of the new one.
 */
struct output_file {
	const char *path;	/* below the output directory: "safe/linux/clk.h" */
	const char *text;
	size_t size;
};

struct output_files {
	struct output_file *files;
	size_t n, room;
};

/* @path and @text live as long as the run. A path is added once; output_sort() finds out. */
void output_add(struct run *run, struct output_files *files, const char *path,
		const char *text, size_t size);

/* Sorts by path; false and an error if two files have the same. */
bool output_sort(struct run *run, struct output_files *files);

/* Of sorted files; NULL if there is none. */
const struct output_file *output_find(const struct output_files *files, const char *path);

/* The files of an output directory that are not for its readers: cached flags, the stamp. */
#define OUTPUT_PRIVATE ".sheath"
/* Says that a directory is ours, and which files in it are. */
#define OUTPUT_MANIFEST "manifest.json"

/*
 * An output directory, opened for replacing it. One run at a time has it; others
 * wait in output_open().
 */
struct output {
	const char *name;	/* as the user called it */
	const char *path;	/* absolute, without links */
	const char *made;	/* the topmost directory that output_open() had to make; or NULL */
	const char *beside;	/* where the new state is put together */
	int lock;
};

/*
 * Is @name a directory of ours, or free to become one? Says what is wrong if
 * not: a file, somebody's full directory, the current directory.
 */
bool output_check(struct run *run, const char *name);

/* Makes the directory if it is not there, waits for other runs, clears what a killed one left. */
bool output_open(struct run *run, struct output *output, const char *name);

/*
 * Makes @files (sorted) and what is in OUTPUT_PRIVATE the directory's content.
 * Files with the same content stay the same files. Files that neither were nor
 * are ours are kept. @changed: how many differ. With an error nothing changed.
 */
bool output_replace(struct run *run, struct output *output, const struct output_files *files,
		    unsigned int *changed);

/* Lets others in. After a failed run takes back what output_open() made. */
void output_close(struct run *run, struct output *output, bool failed);

#endif
