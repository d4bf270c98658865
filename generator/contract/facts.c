// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/facts.h"

void facts_from(struct facts *facts, enum origin origin, struct place at, bool sure)
{
	facts->origin = origin;
	facts->at = at;
	facts->sure = sure;
}

static struct fact *facts_room(struct facts *facts)
{
	struct fact_list *list = &facts->list;
	struct fact *more;

	if (list->n == list->room) {
		list->room = list->room ? 2 * list->room : 8;
		more = arena_new(&facts->run->arena, struct fact, list->room);
		if (list->n)
			memcpy(more, list->facts, list->n * sizeof(*more));
		list->facts = more;
	}
	return &list->facts[list->n++];
}

void facts_add(struct facts *facts, enum subject subject, unsigned int param, const char *kind,
	       const char *value)
{
	*facts_room(facts) = (struct fact){
		.kind = fact_kind(subject, kind),
		.subject = subject,
		.param = param,
		.value = value,
		.origin = facts->origin,
		.at = facts->at,
		.sure = facts->sure,
	};
}

static bool goes_before(const struct fact *a, const struct fact *b)
{
	if (a->subject != b->subject)
		return a->subject < b->subject;
	if (a->param != b->param)
		return a->param < b->param;
	if (a->kind != b->kind)
		return a->kind < b->kind;
	return a->origin > b->origin;
}

/* By insertion: the lists are short, and equal ones must keep their order. */
void facts_sort(struct facts *facts)
{
	struct fact *list = facts->list.facts;

	for (unsigned int i = 1; i < facts->list.n; i++) {
		struct fact fact = list[i];
		unsigned int j = i;

		for (; j && goes_before(&fact, &list[j - 1]); j--)
			list[j] = list[j - 1];
		list[j] = fact;
	}
}
