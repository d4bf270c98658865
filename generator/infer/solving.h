/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_SOLVING_H
#define SHEATH_INFER_SOLVING_H

#include "infer/summary.h"

struct inferred_list;

/* What a function may return: seen on some way through it, or not excluded. */
struct answer {
	unsigned int sure, may; /* BIT_… */
	unsigned int kinds;	/* KIND_…: success is told in another way */
};

enum { KIND_NOT_COPIED = 1, KIND_XA_ERR = 2, KIND_PCIBIOS = 4 };

struct solved {
	const struct summary *summary; /* NULL: it was not read, but is stated */
	struct answer answer;	       /* for whatever callers pass */
	bool stated;		       /* a contract file says it */
	bool by_args;		       /* it depends on what is passed */
};

struct solver {
	struct run *run;
	struct summaries *all;
	struct solved *solved; /* as all->all */
	struct table by_name;
	bool in_field;
};

struct solved *solver_find(struct solver *solver, const char *name);

/* The word for @answer, and whether what is not known could change it. NULL: none fits. */
const char *convention(enum result_kind result, const struct answer *answer, bool *sure);

/* Adds what is known of the function to @list, if others can call it. */
void conclude(struct solver *solver, const struct solved *one, struct inferred_list *list);

#endif
