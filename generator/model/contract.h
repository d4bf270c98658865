/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_CONTRACT_H
#define SHEATH_CONTRACT_H

#include "model/fact.h"
#include "model/model.h"
#include "model/spec.h"

/*
 * The facts of one function after the check for contradictions, and what
 * follows from them. Made by contract/, read by render/ and the commands.
 */
enum status {
	STATUS_WRAPPED,
	STATUS_SAFE, /* as it is */
	STATUS_REFUSED,
};

const char *status_name(enum status status); /* "wrapped", "safe", "refused" */

struct contract {
	const struct function *function;
	const struct spec_function *spec; /* its entry, or NULL */
	struct fact_list facts;		  /* all of them, losers included, sorted by subject */
	const struct type *type; /* prototype: the function's, or the stated one of a macro */
	enum status status;
	bool stated;	    /* a contract file says the reason, in words of its own */
	const char *reason; /* of safe and refused: why, in words; the set of reasons is small */
	const char
		*shape; /* template's name: "function", "acquire", ...; NULL if refused or safe */
	const char *wrapper;		/* "safe_clk_get"; NULL if none */
	const struct spec_owned *gives; /* resolved: what the caller owns afterwards */
	int gives_param;		/* the parameter that hands it out; -1: the result does */
	const struct spec_owned *takes; /* resolved: what an argument gives up */
	unsigned int takes_param;
	const struct spec_owned *needs; /* resolved: the state an argument must be in */
	unsigned int needs_param;
	/* how the operation is done, if not by a mere call: a C expression of parameters' names */
	const char *call;
	/* which of the entry's forms, and behind them calls, that is; -1: none is stated */
	int alternative;
	const char *calls; /* what is called: the name that this tree has */
};

/* What is known of one selected header. */
struct ledger {
	/*
	 * one for each function seen, in the order of model->functions, then of entries whose
	 * operation this tree does otherwise
	 */
	struct contract *contracts;
	size_t n_contracts;
	size_t n_seen; /* of functions that this tree has */
	/* stated in a contract file, absent from this tree: listed, no wrapper */
	const struct spec_function **absent;
	size_t n_absent;
};

/* The winning fact of that kind, NULL if none or if it is not sure. */
const struct fact *contract_fact(const struct contract *contract, enum subject subject,
				 unsigned int param, const char *kind);
/* Its value, or NULL. */
const char *contract_returns(const struct contract *contract);

/* What the call gives on this tree; the stated prototype may say another integer. */
const struct type *contract_result(const struct contract *contract);

const struct contract *ledger_find(const struct ledger *ledger, const char *function);

#endif
