// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>

#include "command/reasoning.h"
#include "command/subject.h"

/* Facts of one kind about one thing, which stand together. */
struct step {
	const struct contract *contract;
	const struct fact *facts;
	unsigned int n;
};

static bool same_step(const struct fact *a, const struct fact *b)
{
	return a->subject == b->subject && a->param == b->param && a->kind == b->kind;
}

/* "body and doc": the origins that say @value, or if @others those that say something else. */
static const char *origins(struct run *run, const struct step *step, const char *value, bool others)
{
	const char *text = "";
	unsigned int seen = 0;

	for (unsigned int i = 0; i < step->n; i++) {
		const struct fact *fact = &step->facts[i];

		if (!strcmp(fact->value, value) == others || (seen & (1U << fact->origin)))
			continue;
		seen |= 1U << fact->origin;
		text = arena_printf(&run->arena, "%s%s%s", text, *text ? " and " : "",
				    origin_name(fact->origin));
	}
	return text;
}

static const char *because(struct run *run, const struct step *step, const struct fact *winner)
{
	const char *same = origins(run, step, winner->value, false);
	const char *others = origins(run, step, winner->value, true);
	const char *more = "";

	if (*others)
		more = arena_printf(&run->arena, ", whatever %s %s", others,
				    strstr(others, " and ") ? "say" : "says");
	if (strstr(same, " and "))
		return arena_printf(&run->arena, "%s agree%s", same, more);
	switch (winner->origin) {
	case ORIGIN_CONTRACT:
		return arena_printf(&run->arena, "stated%s", more);
	case ORIGIN_ATTRIBUTE:
		return arena_printf(&run->arena, "the declaration says so%s", more);
	default:
		return arena_printf(&run->arena, "%s alone is enough%s", same, more);
	}
}

/* Why none of the facts counts. */
static const char *doubts(const struct step *step)
{
	for (unsigned int i = 0; i < step->n; i++)
		if (step->facts[i].doubt)
			return step->facts[i].doubt;
	return step->n > 1 ? "none of them is sure, and no two say the same"
			   : "it is not sure, and nothing else bears it out";
}

static void print_step(struct run *run, const struct step *step, bool first)
{
	const struct fact *fact = step->facts;
	const struct fact *winner =
		contract_fact(step->contract, fact->subject, fact->param, fact->kind->name);

	printf("  %-11s %s %s: ", first ? "reasoning" : "", subject_name(step->contract, fact),
	       fact->kind->name);
	if (winner)
		printf("%s, %s\n", winner->value, because(run, step, winner));
	else
		printf("open, %s\n", doubts(step));
}

void reasoning_print(struct run *run, const struct contract *contract)
{
	const struct fact_list *facts = &contract->facts;
	struct step step = { .contract = contract };

	for (unsigned int i = 0; i < facts->n; i += step.n) {
		step.facts = &facts->facts[i];
		for (step.n = 1;
		     i + step.n < facts->n && same_step(step.facts, &step.facts[step.n]);)
			step.n++;
		print_step(run, &step, !i);
	}
	if (!contract_returns(contract) && contract->type)
		printf("  %-11s nothing sure tells how the result tells failure\n",
		       facts->n ? "" : "reasoning");
	printf("  %-11s so it is %s%s%s\n", "", status_name(contract->status),
	       contract->reason	 ? ": "
	       : contract->shape ? ", as "
				 : "",
	       contract->reason	 ? contract->reason
	       : contract->shape ? contract->shape
				 : "");
}
