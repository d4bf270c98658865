/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_OPS_H
#define SHEATH_OPS_H

#include "model/model.h"
#include "model/spec.h"

/* What an entry below ops: of a contract file means on this kernel. */

/* A member of the structure that is a function which gets the driver's data somehow. */
struct ops_member {
	const char *name;
	const struct type *type; /* TYPE_FUNCTION */
	unsigned int param;	 /* the parameter that the data comes from */
	const struct spec_item *from;
	const struct spec_item *sets; /* or NULL */
	bool atomic;		      /* runs in atomic context */
};

struct ops {
	const struct spec_ops *spec;
	struct ops_member *members; /* in the structure's order */
	unsigned int n;
};

/* The structure's members; NULL if this kernel has no such structure. */
const struct record *ops_record(const struct model *model, const struct spec_ops *spec);

/* Does the driver's function get that parameter? What is the data itself, as void *, it gets typed. */
bool ops_passes(const struct ops_member *member, unsigned int param);

/* False if this kernel has no such structure. */
bool ops_resolve(struct run *run, const struct model *model, const struct spec_ops *spec,
		 struct ops *ops);

#endif
