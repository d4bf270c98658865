/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_OUTPUT_DIR_H
#define SHEATH_OUTPUT_DIR_H

#include <stdbool.h>

#include "render/output.h"

struct run;

/* The files of an output directory that are not for its readers: cached flags, the stamp. */
#define OUTPUT_PRIVATE ".sheath"
/* Says that a directory is ours, and which files in it are. */
#define OUTPUT_MANIFEST "manifest.json"

/*
 * An output directory. It is replaced as a whole or not at all: whoever reads
 * it sees all of the old state or all of the new one, also when a run is killed
 * half-way; the next run clears away what that one left beside it. (Where the
 * filesystem cannot exchange two directories, there is a moment without any.)
 * One run at a time has it, others wait in output_open().
 */
struct output_dir {
	const char *name;   /* as the user called it */
	const char *path;   /* absolute, without links */
	const char *made;   /* the topmost directory that had to be made for it; or NULL */
	const char *beside; /* where the new state is put together */
	const char *aside;  /* where the old one goes if the two cannot be exchanged */
	bool waited;	    /* another run had it first */
	int lock;
	int next_lock; /* of the new state, taken before others can see it */
};

/*
 * Is @name an output directory, or free to become one? Says what is wrong if
 * not: a file, a directory with other contents, the current directory.
 */
bool output_check(struct run *run, const char *name);

/* Makes the directory if it is not there, and waits until no other run has it. */
bool output_open(struct run *run, struct output_dir *dir, const char *name);

/*
 * Makes @files (sorted) the directory's content and tells how many differ from
 * what was there. Files with the same content stay the same files, down to the
 * time of their last change; files that never were ours are kept. After an
 * error nothing has changed.
 */
bool output_replace(struct run *run, struct output_dir *dir, const struct output_files *files,
		    unsigned int *changed);

/* Lets others in. After a failed run takes back what output_open() made. */
void output_close(struct run *run, struct output_dir *dir, bool failed);

#endif
