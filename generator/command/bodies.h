/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_BODIES_H
#define SHEATH_BODIES_H

#include "command/session.h"
#include "infer/offered.h"
#include "infer/work.h"
#include "model/inferred.h"

/* Reading the bodies of functions, from the source of a kernel or of modules for it. */
struct bodies {
	const struct request *request;
	const struct session *session;
	struct tree tree;
	struct paths wanted; /* of the source tree; none: all */
	struct sources sources;
	const struct offered *offered; /* of a whole kernel */
	struct flags flags;	       /* for all files */
	struct work work;
};

/* Is that the source of a whole kernel? */
bool bodies_is_kernel(struct run *run, const struct bodies *bodies);

/* The files below @root that are built, of @words if there are any; fills sources. */
bool bodies_find(struct run *run, struct bodies *bodies, const char *root,
		 const struct paths *words);

/* Reads them, or what was kept of them, and adds to @list what follows. False after an error. */
bool bodies_infer(struct run *run, struct bodies *bodies, struct inferred_list *list);

/* On standard error: how many there were, and what was not understood. */
void bodies_report(struct run *run, const struct bodies *bodies);

#endif
