// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "model/contract.h"

const char *status_name(enum status status)
{
	static const char *const names[] = {
		[STATUS_WRAPPED] = "wrapped",
		[STATUS_SAFE] = "safe",
		[STATUS_REFUSED] = "refused",
	};

	return names[status];
}

/* Only sure facts compete; of equal origin the first one wins. */
const struct fact *contract_fact(const struct contract *contract, enum subject subject,
				 unsigned int param, const char *kind)
{
	const struct fact *winner = NULL;

	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (fact->subject != subject || (subject == SUBJECT_PARAM && fact->param != param))
			continue;
		if (!fact->sure || strcmp(fact->kind->name, kind))
			continue;
		if (!winner || fact->origin > winner->origin)
			winner = fact;
	}
	if (winner && winner->kind->value == VALUE_TRUE && !strcmp(winner->value, "false"))
		return NULL;
	return winner;
}

const char *contract_returns(const struct contract *contract)
{
	const struct fact *fact = contract_fact(contract, SUBJECT_RETURN, 0, "returns");

	return fact ? fact->value : NULL;
}

const struct type *contract_result(const struct contract *contract)
{
	const struct type *own = contract->function->type;

	return (own && !contract->call ? own : contract->type)->inner;
}

const struct contract *ledger_find(const struct ledger *ledger, const char *function)
{
	for (size_t i = 0; i < ledger->n_contracts; i++) {
		const struct contract *contract = &ledger->contracts[i];

		if (!strcmp(contract->function->name, function))
			return contract;
	}
	for (size_t i = 0; i < ledger->n_contracts; i++) {
		const struct contract *contract = &ledger->contracts[i];

		if (contract->spec && !strcmp(contract->spec->name, function))
			return contract;
	}
	return NULL;
}
