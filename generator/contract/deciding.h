/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DECIDING_H
#define SHEATH_DECIDING_H

#include "contract/facts.h"
#include "contract/owner.h"
#include "model/contract.h"
#include "model/inferred.h"
#include "model/shape.h"
#include "base/table.h"

/* What one call of contract_decide() knows: passed to everything in contract/. */
struct deciding {
	struct run *run;
	const struct model *model;
	const struct spec *spec;
	const struct inferences *inferences; /* or NULL */
	const struct shapes *shapes;
	bool pairs; /* guess what releases what, too */
	struct owners owners;
	struct table entries; /* names of functions in contract files -> struct spec_function */
	struct table former;  /* their was: names -> struct spec_function */
	struct table named;   /* what names: stand for -> struct spec_name */
	struct table safe,
		refuse; /* names that are no globs in safe: and refuse: -> struct spec_item */
	struct table acquirers, releasers; /* functions -> struct cleanup_list */
	struct table by_tag;		   /* structures' tags -> struct releaser_list */
	struct table wrappers;		   /* names of wrappers -> struct contract that has it */
};

/* The function of this kernel that an entry is about: its name, else the first former one; or NULL. */
const struct function *spec_target(const struct deciding *d, const struct spec_function *spec);

/* Stands for several names: has a *, ? or [. */
bool name_is_glob(const char *name);

/*
 * merge.c: adds what the contract file states of the function, with parameters
 * looked up; complains of names that do not exist.
 */
void merge_stated(struct deciding *d, struct facts *facts, struct contract *contract);

/* merge.c: the declaration that a complaint is about, as a note. */
void note_declaration(struct deciding *d, const struct contract *contract);

/* pairs_cleanup.c */
void cleanups_init(struct deciding *d);
void cleanups_collect(struct deciding *d, struct facts *facts, const struct contract *contract);

/* pairs.c: what is released by what, from the headers' cleanups, kernel-doc and names. */
void pairs_init(struct deciding *d);
void pairs_collect(struct deciding *d, struct facts *facts, const struct contract *contract);
/*
 * pairs_relate.c: when all is collected: what a function gives that only calls another one, and what becomes sure
 * by what is sure of others.
 */
void pairs_relate(struct deciding *d, struct ledger *ledger);

/*
 * check.c: complains of what is stated and cannot be, by the prototype or by an
 * attribute. Facts are all there.
 */
void check_contract(struct deciding *d, const struct contract *contract);

/* ops.c: remarks on what is stated of structures of functions and not there. */
void ops_check(struct deciding *d);

/* has.c */
void has_check(struct deciding *d);

/*
 * resolve.c: fills what is given and taken from the facts; complains of owners that do not exist or
 * do not fit.
 */
void resolve_owners(struct deciding *d, struct contract *contract);

#endif
