// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "infer/summary.h"

static bool same_conditions(const struct condition *a, unsigned int n_a, const struct condition *b,
			    unsigned int n_b)
{
	if (n_a != n_b)
		return false;
	for (unsigned int i = 0; i < n_a; i++)
		if (a[i].param != b[i].param || a[i].mask != b[i].mask || a[i].flags != b[i].flags)
			return false;
	return true;
}

unsigned int condition_bits(const struct condition *condition, long long number)
{
	if (condition->flags)
		return number & condition->flags ? BIT_POS : BIT_ZERO;
	return number < 0 ? BITS_NEGATIVE : number_bits(number, false);
}

/* All cases become one that holds always. */
static void merge_cases(struct arena *arena, struct summary *summary)
{
	const struct value *value = summary->cases[0].value;

	for (unsigned int i = 1; i < summary->n_cases; i++)
		value = value_join(arena, value, summary->cases[i].value);
	summary->cases[0] = (struct summary_case){ .value = value };
	summary->n_cases = 1;
}

static const struct condition *keep_conditions(struct arena *arena, const struct condition *from,
					       unsigned int n)
{
	struct condition *kept = arena_new(arena, struct condition, n);

	if (n)
		memcpy(kept, from, n * sizeof(*kept));
	return kept;
}

void summary_add_case(struct arena *arena, struct summary *summary, const struct summary_case *add)
{
	for (unsigned int i = 0; i < summary->n_cases; i++) {
		struct summary_case *one = &summary->cases[i];

		if (!same_conditions(one->conditions, one->n, add->conditions, add->n))
			continue;
		one->value = value_join(arena, one->value, add->value);
		return;
	}
	if (!summary->cases)
		summary->cases = arena_new(arena, struct summary_case, MAX_CASES + 1);
	summary->cases[summary->n_cases] = *add;
	summary->cases[summary->n_cases++].conditions =
		keep_conditions(arena, add->conditions, add->n);
	if (summary->n_cases > MAX_CASES)
		merge_cases(arena, summary);
}

static bool same_call(const struct summary_call *a, const struct summary_call *b)
{
	if (a->what.source != b->what.source || a->what.index != b->what.index ||
	    (a->what.name != b->what.name &&
	     (!a->what.name || !b->what.name || strcmp(a->what.name, b->what.name))))
		return false;
	if (a->what.n_args != b->what.n_args)
		return false;
	for (unsigned int i = 0; i < a->what.n_args; i++)
		if (!value_equal(a->what.args[i], b->what.args[i]))
			return false;
	return same_conditions(a->conditions, a->n, b->conditions, b->n);
}

void summary_add_call(struct arena *arena, struct summary *summary, const struct summary_call *call)
{
	for (unsigned int i = 0; i < summary->n_calls; i++)
		if (same_call(&summary->calls[i], call))
			return;
	if (summary->n_calls == summary->calls_room) {
		struct summary_call *grown;

		summary->calls_room = summary->calls_room ? 2 * summary->calls_room : 8;
		grown = arena_new(arena, struct summary_call, summary->calls_room);
		if (summary->n_calls)
			memcpy(grown, summary->calls, summary->n_calls * sizeof(*grown));
		summary->calls = grown;
	}
	summary->calls[summary->n_calls] = *call;
	summary->calls[summary->n_calls++].conditions =
		keep_conditions(arena, call->conditions, call->n);
}

struct member *summaries_member(struct run *run, struct summaries *all, const char *name)
{
	struct member *member = table_find(&all->members, name);

	if (member)
		return member;
	member = arena_new(&run->arena, struct member, 1);
	member->name = run_intern(run, name);
	table_add(&run->arena, &all->members, member->name, member);
	if (all->n_members == all->members_room) {
		struct member **grown;

		all->members_room = all->members_room ? 2 * all->members_room : 256;
		grown = arena_new(&run->arena, struct member *, all->members_room);
		if (all->n_members)
			memcpy(grown, all->all_members, all->n_members * sizeof(struct member *));
		all->all_members = grown;
	}
	member->index = all->n_members;
	all->all_members[all->n_members++] = member;
	return member;
}

void member_add_function(struct arena *arena, struct member *member, const char *function)
{
	for (unsigned int i = 0; i < member->n_functions; i++)
		if (!strcmp(member->functions[i], function))
			return;
	if (member->n_functions == member->room) {
		const char **grown;

		member->room = member->room ? 2 * member->room : 4;
		grown = arena_new(arena, const char *, member->room);
		if (member->n_functions)
			memcpy(grown, member->functions, member->n_functions * sizeof(*grown));
		member->functions = grown;
	}
	member->functions[member->n_functions++] = function;
}

void summaries_add(struct run *run, struct summaries *all, struct summary *summary)
{
	if (!table_add(&run->arena, &all->functions, summary->name, summary))
		return;
	if (all->n == all->room) {
		struct summary **grown;

		all->room = all->room ? 2 * all->room : 1024;
		grown = arena_new(&run->arena, struct summary *, all->room);
		if (all->n)
			memcpy(grown, all->all, all->n * sizeof(struct summary *));
		all->all = grown;
	}
	all->all[all->n++] = summary;
}
