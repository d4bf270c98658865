/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_OWNER_H
#define SHEATH_OWNER_H

#include "base/run.h"
#include "model/contract.h"
#include "base/table.h"

/*
 * What the owned: entries of contract files mean on this kernel: the types of
 * their members, and the function that releases. Types are looked up when an
 * owner is first asked for, so that owners of headers nobody selected cost
 * nothing and cannot be wrong.
 */
struct owner {
	const struct spec_owned *owned;
	const char *release;		  /* the function's name */
	const struct owner *same_release; /* another one with that function, or NULL */
	unsigned int n_members;
	const char **names; /* NULL where the only member has none */
	const struct type **types;
	bool looked_up, broken;
};

struct owners {
	struct run *run;
	const struct model *model;
	const struct spec *spec;
	struct table by_name, by_release; /* struct owner */
};

void owners_init(struct owners *owners, struct run *run, const struct model *model,
		 const struct spec *spec);

/*
 * With the types of its members; NULL if there is no such entry, if it is
 * broken, which has been complained of at its place, or if this kernel cannot
 * release it.
 */
const struct owner *owner_find(struct owners *owners, const char *name);

/*
 * The owner that @function releases, and in *param which parameter takes it (the
 * first member). NULL if there is none, or several fit.
 */
const struct owner *owner_released_by(struct owners *owners, const char *function,
				      const struct type *type, unsigned int *param);

/* The parameter of @type that the first member that fits any is handed over by; -1: none. */
int owner_param(const struct owner *owner, const struct type *type);

/* Looks up all owners of the selected headers, and complains of what is wrong. */
void owners_check(struct owners *owners);

/* The nearest name of an owner, or NULL. */
const char *owner_suggest(const struct owners *owners, const char *name);

#endif
