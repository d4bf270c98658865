/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FOUND_H
#define SHEATH_FOUND_H

#include "input/notes.h"
#include "input/ptrmap.h"
#include "model/model.h"

struct run;

/* A function or macro, with what sorting and merging need. */
struct found {
	struct function function;
	struct notes notes;
	int speaker;
};

/* Those of a unit. There are many, so what they take is given back when the model has them. */
struct founds {
	struct found *list;
	size_t n, room;
	struct ptrmap by_name; /* interned name -> index + 1 */
};

/* Valid until there is another one; NULL: there is none of that name, which is interned. */
struct found *found_find(const struct founds *founds, const char *name);
struct found *found_new(struct run *run, struct founds *founds, const char *name);

/* By speaker, then by place; nobody asks for names any more. */
void founds_sort(struct run *run, struct founds *founds);
void founds_return(struct run *run, struct founds *founds);

#endif
