/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FINDINGS_H
#define SHEATH_FINDINGS_H

#include "input/files.h"

struct run;

/* What libclang has against a unit, kept so that the unit need not be. */
struct finding {
	bool is_error; /* else a warning */
	const struct file *file;
	struct place at; /* of an error */
	const char *text;
	const struct file **notes; /* where its notes stand */
	unsigned int n_notes;
};

struct findings {
	struct finding *list;
	unsigned int n, room;
};

/* What libclang does not see. */
void findings_add(struct run *run, struct findings *findings, struct finding finding);

void findings_read(struct run *run, const struct libclang *clang, CXTranslationUnit unit,
		   struct files *files, struct findings *findings);

#endif
