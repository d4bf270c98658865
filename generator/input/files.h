/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FILES_H
#define SHEATH_FILES_H

#include "base/place.h"
#include "input/input.h"
#include "input/libclang.h"

struct run;

/*
 * The files of a parse: what they are called in an #include, and which selected
 * header speaks for them.
 */
struct file {
	const char *path; /* as libclang has it */
	const char *name; /* "linux/clk.h"; outside the include path: the last part of the path */
	int speaker; /* index in options->headers, above them what speaks for itself; -1: none */
	const char *header; /* that header's name; NULL: none */
	/* options->all: */
	const struct file *includer; /* what led here first; NULL: the command line */
	const struct file *again;    /* what led here last, if it was entered more than once */
	unsigned int order;	     /* in which they were entered, from 1 */
};

struct files;

struct files *files_new(struct run *run, const struct input_options *options,
			const struct flags *flags);

/* Where "#include <@name>" finds its file; NULL: nowhere. */
const char *files_find(struct files *files, const char *name);
/* The header of the same directory that is spelled nearest to @name; NULL if none is near. */
const char *files_suggest(struct files *files, const char *name);
/* @name is text for other headers to include: whoever leads to it speaks for it. */
void files_add_part(struct files *files, const char *name);
/* A file was entered, through an #include at @from; to be told in that order, before all questions. */
void files_enter(struct files *files, const struct libclang *clang, CXFile handle,
		 CXSourceLocation from);
/* The file of that name that was entered; NULL: none was. */
const struct file *files_entered(const struct files *files, const char *name);
/* Is it the file with that path, or one that was first entered through it? */
bool file_came_with(const struct file *file, const char *path);
/* The names that a name or glob of headers stands for, in a stable order. */
const char **files_glob(struct files *files, const char *pattern, unsigned int *n);

/* NULL for the unnamed file that a location nowhere is in. */
const struct file *files_get(struct files *files, const struct libclang *clang, CXFile handle);
/*
 * File and, if asked for, place where something stands, or where the macro that
 * it comes from is used. Asking for the file alone is much cheaper.
 */
const struct file *files_locate(struct files *files, const struct libclang *clang,
				CXSourceLocation location, struct place *place);

#endif
