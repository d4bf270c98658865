/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_OPS_H
#define SHEATH_OPS_H

#include "model/model.h"
#include "model/spec.h"

/* What an entry below ops: of a contract file means on this kernel. */

/*
 * A function of the driver that the kernel calls: a member of the structure, or an argument of the
 * function. The driver's may have another prototype than this kernel wants.
 */
struct ops_member {
	const char *name;
	const struct type *type;	/* TYPE_FUNCTION: the driver's, but for the data */
	const struct spec_member *spec; /* or NULL: only the data is stated */
	const char *in_kernel;		/* its name in this kernel; NULL: it has none */
	const struct type *kernel;	/* TYPE_FUNCTION that this kernel calls */
	const char *const *names;	/* of @kernel's parameters, in @body */
	const char *body; /* statements that call the driver's as fn(); NULL: it is the same type */
	unsigned int param;	      /* of @type: the parameter that the data comes from */
	const struct spec_item *from; /* or NULL: there is no data */
	const struct spec_item *sets; /* or NULL */
	bool atomic;		      /* runs in atomic context */
};

struct ops {
	const struct spec_ops *spec;
	bool of_function;	    /* members are a function's arguments */
	struct ops_member *members; /* in the structure's order, then those that are stated */
	unsigned int n;
};

/* Does the driver's function get that parameter? What is the data itself, as void *, it gets typed. */
bool ops_passes(const struct ops_member *member, unsigned int param);

/* The member of that statement; NULL if this kernel does not have its types. */
const struct ops_member *ops_find(const struct ops *ops, const struct spec_member *spec);

/* False if this kernel has neither such a structure nor such a function. */
bool ops_resolve(struct run *run, const struct model *model, const struct spec_ops *spec,
		 struct ops *ops);

#endif
