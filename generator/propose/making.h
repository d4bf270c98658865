/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PROPOSAL_MAKING_H
#define SHEATH_PROPOSAL_MAKING_H

#include "propose/proposal.h"

/* What the parts of a proposal are made from. */
struct making {
	struct run *run;
	const struct model *model;
	const struct spec *spec;
	const struct ledger *ledger;
	struct proposal *proposal;
	struct table owners; /* by the function that releases -> struct proposed_owner */
	struct table names;  /* of owners */
};

/* Of functions that are of one header, and of which no contract file says anything. */
bool is_proposable(const struct contract *contract, const char *header);

/* owners.c: all of the header. */
void owners_propose(struct making *m);
/*
 * What the function gives, or takes: a fact whose value is the owner's name. False: nothing of that
 * kind.
 */
bool owner_given(struct making *m, const struct contract *contract, struct proposed_fact *fact);
bool owner_taken(struct making *m, const struct contract *contract, struct proposed_fact *fact);

/* ops.c */
void ops_propose(struct making *m);

#endif
