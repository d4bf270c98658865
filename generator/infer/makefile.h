/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_MAKEFILE_H
#define SHEATH_MAKEFILE_H

#include <stdbool.h>

#include "base/table.h"

struct run;

/*
 * The variables of a makefile, as far as Kbuild's makefiles need it to say what is built: assignments,
 * conditionals, includes and the functions of make that work on words. Rules are passed over, nothing
 * is run: $(shell), $(eval) and functions that ask the compiler are empty.
 */
struct makefile {
	struct run *run;
	const char *root;	   /* what relative paths are below */
	const struct table *given; /* values by name that go behind the file's own; NULL: none */
	struct table own;	   /* name to struct make_variable */
};

struct make_variable {
	const char *value;
	bool simple; /* set by :=, expanded already */
};

/* Sets a variable, as := does. */
void makefile_set(struct makefile *mk, const char *name, const char *value);

/* Reads a file into the variables; false if it cannot be read. */
bool makefile_read(struct makefile *mk, const char *path);

/* The same with the text of one. */
void makefile_read_text(struct makefile *mk, const char *text);

/* A variable with all that it refers to filled in; "" if it is not set. */
const char *makefile_value(struct makefile *mk, const char *name);

#endif
