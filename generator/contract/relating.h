/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_RELATING_H
#define SHEATH_RELATING_H

#include "contract/deciding.h"

/* What pairs_relate() knows: what is given back by what tells of other functions. */
struct relating {
	struct deciding *d;
	struct ledger *ledger;
	struct table contracts; /* names -> struct contract */
	struct table by_tag;	/* relating_key(), or the tag of a result -> struct evidence */
	struct table handing;	/* relating_key() -> struct handing */
};

/* Is it about what gives back? */
bool is_releasing(const struct fact *fact);

/* The first sure fact of that kind; NULL: there is none. */
const struct fact *sure_releaser(const struct contract *contract);

/*
 * What a fact about giving back speaks of: the structure, whether it is the result or an argument, and how it was
 * taken. NULL: nothing that others could have in common with it.
 */
const char *relating_key(struct run *run, const struct contract *contract, const struct fact *fact);

/* What these give was not there before. */
bool is_making(const char *name);

/* pairs_locks.c: what is locked is unlocked by what gives up that lock. */
void believe_locks(struct relating *r, struct contract *contract);

/* pairs_siblings.c: counts whether what is taken so is one's own, where bodies were read. */
void note_handing(struct relating *r, const struct contract *contract);
/* Was it not read, and do those that were hardly ever lend? */
bool is_hardly_lent(const struct relating *r, const struct contract *contract,
		    const struct fact *fact);
/* A guess that is sure of the function whose name only says less of how it is done. */
void believe_siblings(struct relating *r, struct contract *contract);

#endif
