/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SOURCE_H
#define SHEATH_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"

struct run;

/*
 * What an output was made from: the manifest names it, a depfile lists it, the
 * stamp tells by it whether there is anything to do.
 */
enum source_kind {
	SOURCE_PROGRAM, /* the generator itself and the libraries that matter */
	SOURCE_CONTRACT,
	SOURCE_TEMPLATE,
	SOURCE_CORE,	  /* headers that are copied */
	SOURCE_TREE,	  /* of the kernel */
	SOURCE_DIRECTORY, /* the names in a directory that files were looked for in */
	SOURCE_KINDS
};

struct source {
	enum source_kind kind;
	const char *name; /* the same on every machine: "templates/owner.h.in" */
	const char *path; /* absolute */
	int64_t size, mtime;
	struct hash hash;
};

struct sources {
	struct source *list;
	size_t n, room;
};

void source_add(struct run *run, struct sources *sources, enum source_kind kind, const char *name,
		const char *path);

/* All files below @dir, called @shown and their path below, and the directories they are in. */
bool source_add_dir(struct run *run, struct sources *sources, enum source_kind kind,
		    const char *shown, const char *dir);

/* Adds each directory that a file of @kind is in. */
void source_add_parents(struct run *run, struct sources *sources, enum source_kind kind);

/*
 * Sorts by kind, name and path, drops what is there twice, and finds sizes, times and hashes; what
 * @known says of a file with the same size and time is taken over. False and an error if a
 * file cannot be read.
 */
bool sources_hash(struct run *run, struct sources *sources, const struct sources *known);

/*
 * Is the file still what it was? By size and time, and if those differ by its
 * content; a program's by size and time only.
 */
bool source_is_same(const struct source *source);

#endif
