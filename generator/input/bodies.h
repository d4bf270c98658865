/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_BODIES_H
#define SHEATH_BODIES_H

#include "input/dropped.h"
#include "input/findings.h"
#include "input/main_file.h"
#include "input/ptrmap.h"

struct run;

/*
 * Bodies of inline functions are not parsed, which takes long. One that uses a member which the
 * configuration leaves out is no error then, but is to every compiler that includes the header. So
 * bodies are looked through for members that no structure has, and headers where there are such are
 * parsed again, with bodies: text alone cannot tell what a macro makes of its arguments.
 */
struct bodies {
	struct run *run;
	const struct libclang *clang;
	struct dropped dropped;
	struct ptrmap
		members; /* of all structures and unions so far: hashes of names, as they are many */
	struct table suspected; /* names that are none of these -> struct suspected */
	struct suspicion {
		const struct file *file;
		const struct suspected *name;
	} *list;
	unsigned int n, room;
};

/* The members of the structure or union @record. */
void bodies_add_record(struct bodies *bodies, CXCursor record);

/* The body of a function of @file, from @p to @end. */
void bodies_look(struct bodies *bodies, const struct file *file, const char *p, const char *end);

/* What to parse with: libclang's arguments, and what is included before. */
struct bodies_parse {
	const char *const *words;
	int n_words;
	const struct main_file *main_file; /* of the unit */
	const char *prelude;		   /* or NULL */
};

/* Adds what compilers would say. @files are those of the unit, by their paths. */
void bodies_check(struct bodies *bodies, const struct bodies_parse *with, const char *const *files,
		  size_t n_files, struct findings *findings);

#endif
