/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_BROKEN_H
#define SHEATH_BROKEN_H

#include "input/findings.h"
#include "input/main_file.h"
#include "model/model.h"

struct run;

/*
 * The headers that errors of a unit are about: those that have one, those that include them, and
 * those that led to them.
 */
struct broken {
	struct table
		headers; /* name -> struct unfit, whose name is that of the file with the error */
	struct table hopeless; /* names of those that have it in any company */
	struct wanted *wanted; /* what was not known where it was used */
	size_t n_wanted, room;
};

struct wanted {
	const char *header; /* that did not know it */
	const char *word;   /* "struct tty_port", "u8" */
};

/* Does the error say what two headers do to each other? A unit may be without the other one. */
bool broken_by_other(const char *error);

/* @prelude: what the unit begins with; or NULL. */
void broken_find(struct run *run, const struct findings *findings, const struct files *files,
		 const struct main_file *main_file, const char *prelude, struct broken *broken);

#endif
