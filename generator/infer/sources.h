/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SOURCES_H
#define SHEATH_SOURCES_H

#include "base/file.h"
#include "base/table.h"
#include "input/input.h"

/* A file that Kbuild would compile. */
struct source {
	const char *name;   /* below the source tree: "drivers/clk/clk.c" */
	const char *object; /* what it becomes a part of, without its suffix: "clk" */
	bool module;	    /* compiled as part of a module, not of the kernel */
	/* what its directory and those above add, and its makefile for it alone */
	struct flags flags;
	/* NULL: a file; otherwise it stands for these: see headers.h */
	const struct paths *headers;
};

struct sources {
	const char *root;     /* the source tree, absolute */
	struct source **list; /* by name */
	size_t n, room;
	struct table headers; /* all that are read as headers, by name: "include/linux/clk.h" */
};

/*
 * Which files below @root Kbuild compiles with @tree's configuration: from the makefiles, from the
 * uppermost one down; make does not run. @only: directories and files below @root, none means all. A
 * source tree of one's own works as one of the kernel's. False after an error.
 */
bool sources_find(struct run *run, const struct tree *tree, const char *root,
		  const struct paths *only, struct sources *sources);

void sources_add(struct run *run, struct sources *sources, struct source *source);

/* How many files they are: each header is one. */
struct sources_count {
	size_t files, headers, parts; /* parts: sources that stand for headers */
};
struct sources_count sources_count(const struct sources *sources);

/* Flags for any file of the source tree, from those of kbuild_flags(). */
struct flags sources_base_flags(struct run *run, const struct tree *tree, const char *root,
				const struct flags *kbuild);

/* The whole command line for one, from sources_base_flags(). */
struct flags source_flags(struct run *run, const struct source *source, const struct flags *base);

/* That, and whatever else decides what is read, @stated among it: the cache goes by it. */
struct flags source_key(struct run *run, const struct source *source, const struct flags *base,
			const char *stated);

#endif
