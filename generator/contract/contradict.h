/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_CONTRADICT_H
#define SHEATH_CONTRADICT_H

#include "base/run.h"
#include "model/contract.h"

/*
 * Where two origins say different things of the same, each of them sure of it: a mistake of the
 * documentation, of a contract file, or of our reading.
 */
struct contradiction {
	const struct contract *contract;
	const struct fact *code;  /* what is done; or what is stated, if nobody read the code */
	const struct fact *words; /* what is said */
	unsigned int rank;	  /* 0: who believes it misses failures */
};

struct contradictions {
	struct contradiction *list; /* the worst first, then in the order of the functions */
	unsigned int n;
};

void contradictions_find(struct run *run, const struct ledger *ledger,
			 struct contradictions *found);

#endif
