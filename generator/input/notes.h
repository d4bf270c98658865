/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_NOTES_H
#define SHEATH_NOTES_H

#include "input/libclang.h"

struct run;

/* An annotation of a declaration that annotations.h made visible. */
struct note {
	const char *name; /* "printf", interned */
	const char *args; /* "2,3"; NULL: none */
	CXSourceLocation at;
};

struct notes {
	struct note *list;
	unsigned int n, room;
};

/* Adds those of @decl to @notes; one that is there already (redeclarations inherit) is left out. */
void notes_add(struct run *run, const struct libclang *clang, CXCursor decl, struct notes *notes);

#endif
