// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "contract/contradict.h"
#include "contract/facts.h"

/* Conventions that tell of failure by something that the caller must look at. */
static bool can_fail(const char *convention)
{
	static const char *const never[] = { "bool", "value", "pointer", "void", "zero", NULL };

	for (const char *const *word = never; *word; word++)
		if (!strcmp(*word, convention))
			return false;
	return true;
}

/* How bad it is to believe the words: failures missed, failures mistaken, sleeping in atomic context, else. */
static unsigned int rank(const struct fact *code, const struct fact *words)
{
	enum { MISSED, SLEEPS, MISTAKEN, HARMLESS, OTHER };

	if (!strcmp(code->kind->name, "returns")) {
		bool fails = can_fail(code->value), believed = can_fail(words->value);

		return fails && !believed ? MISSED : fails && believed ? MISTAKEN : HARMLESS;
	}
	if (!strcmp(code->kind->name, "context"))
		return !strcmp(words->value, "atomic") ? SLEEPS : HARMLESS;
	return OTHER;
}

/* Contract files come before the code, the code before its documentation. */
static bool is_contradiction(const struct fact *a, const struct fact *b)
{
	return a->sure_alone && b->sure_alone && a->subject == b->subject && a->param == b->param &&
	       a->kind == b->kind && strcmp(a->value, b->value) != 0 && fact_is_single(a->kind) &&
	       !fact_is_narrower(a, b) && !fact_is_narrower(b, a);
}

/* Names are guesses, and what a compiler is told is checked elsewhere. */
static bool is_asked(const struct fact *fact)
{
	return fact->origin == ORIGIN_BODY || fact->origin == ORIGIN_DOC ||
	       fact->origin == ORIGIN_CONTRACT;
}

static void add(struct contradictions *found, const struct contract *contract, const struct fact *a,
		const struct fact *b)
{
	/* what was read in the code is right unless our reading is wrong */
	bool code_first = b->origin != ORIGIN_BODY;
	const struct fact *code = code_first ? a : b, *words = code_first ? b : a;

	found->list[found->n++] =
		(struct contradiction){ contract, code, words, rank(code, words) };
}

static unsigned int find_in(const struct contract *contract, struct contradictions *found)
{
	const struct fact_list *facts = &contract->facts;
	unsigned int n = 0;

	for (unsigned int i = 0; i < facts->n; i++)
		for (unsigned int j = i + 1; j < facts->n; j++) {
			const struct fact *a = &facts->facts[i], *b = &facts->facts[j];

			if (!is_asked(a) || !is_asked(b) || !is_contradiction(a, b))
				continue;
			n++;
			if (found)
				add(found, contract, a, b);
		}
	return n;
}

static int by_rank(const void *a, const void *b)
{
	const struct contradiction *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->contract > y->contract) - (x->contract < y->contract);
}

void contradictions_find(struct run *run, const struct ledger *ledger, struct contradictions *found)
{
	unsigned int n = 0;

	for (size_t i = 0; i < ledger->n_contracts; i++)
		n += find_in(&ledger->contracts[i], NULL);
	*found = (struct contradictions){ arena_new(&run->arena, struct contradiction, n), 0 };
	for (size_t i = 0; i < ledger->n_contracts; i++)
		find_in(&ledger->contracts[i], found);
	qsort(found->list, found->n, sizeof(*found->list), by_rank);
}
