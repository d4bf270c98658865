/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SOURCES_H
#define SHEATH_SOURCES_H

#include "base/file.h"
#include "input/input.h"

/* A file that Kbuild would compile. */
struct source {
	const char *name;   /* below the source tree: "drivers/clk/clk.c" */
	const char *object; /* what it becomes a part of, without its suffix: "clk" */
	bool module;	    /* compiled as part of a module, not of the kernel */
	struct flags
		flags; /* what its directory and those above add, and its makefile for it alone */
};

struct sources {
	const char *root;     /* the source tree, absolute */
	struct source **list; /* by name */
	size_t n, room;
};

/*
 * Which files below @root Kbuild compiles with @tree's configuration: from the makefiles, from the
 * uppermost one down; make does not run. @only: directories and files below @root, none means all. A
 * source tree of one's own works as one of the kernel's. False after an error.
 */
bool sources_find(struct run *run, const struct tree *tree, const char *root,
		  const struct paths *only, struct sources *sources);

/* Flags for any file of the source tree, from those of kbuild_flags(). */
struct flags sources_base_flags(struct run *run, const struct tree *tree, const char *root,
				const struct flags *kbuild);

/* The whole command line for one, from sources_base_flags(). */
struct flags source_flags(struct run *run, const struct source *source, const struct flags *base);

#endif
