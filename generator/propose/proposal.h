/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PROPOSAL_H
#define SHEATH_PROPOSAL_H

#include "base/run.h"
#include "base/text.h"
#include "model/contract.h"
#include "model/model.h"

/*
 * A contract file for one header, as a person might write it who knew what was inferred: what is
 * sure of functions that no contract file speaks of, what they hand out and take back, and beside
 * it what is only guessed.
 */

/* "key: value", with where it comes from. */
struct proposed_fact {
	const char *key, *value;
	enum subject subject;
	unsigned int param;
	bool sure;
	enum origin origin;
	struct place at;
	const char *doubt; /* more on why it is not sure; or NULL */
};

/* An entry below owned: "members" only where giving back takes more than the handle. */
struct proposed_owner {
	const char *name;
	const char *release; /* the function */
	const char *call;    /* of members: "release(a, b)" */
	const char *const *members;
	const struct type *const *types; /* of the members; or one, of the handle */
	unsigned int n_members;		 /* 0: it is the handle alone */
	const struct function *giver;	 /* the first that gives it */
	bool sure;
	bool state;  /* it was there before, and something was done to it */
	bool stated; /* a contract file has it already */
	enum origin origin;
	struct place at;
};

struct proposed_entry {
	const struct contract *contract;
	struct proposed_fact *facts; /* in the order in which they are written */
	unsigned int n;
	bool gives;	   /* an owner */
	const char *doubt; /* why all of it is a guess; or NULL */
};

/* An entry below ops, which is always a guess. */
struct proposed_ops {
	const char *tag;
	const char *argument; /* "struct foo *" */
	const char *data;     /* "foo_get_drvdata(arg)" */
};

struct proposal {
	const char *header;
	struct proposed_owner *owners;
	unsigned int n_owners;
	struct proposed_entry *entries; /* in the order of the header */
	unsigned int n_entries;
	const char **unknown; /* functions of which nothing is known, not even how they fail */
	unsigned int n_unknown;
	struct proposed_ops *ops;
	unsigned int n_ops;
	unsigned int n_functions; /* of the header, as far as modules can call them */
	unsigned int n_stated;	  /* those that contract files speak of already */
};

/* All that is known of @header, which was selected and is there. */
struct proposal *proposal_make(struct run *run, const struct model *model, const struct spec *spec,
			       const struct ledger *ledger, const char *header);

/* What a file of proposals begins with. */
void proposal_begin(const struct model *model, struct text *out);

/* As YAML. Guesses are comments with their '#' in the first column, where nothing else begins. */
void proposal_write(struct run *run, const struct proposal *proposal, struct text *out);

#endif
