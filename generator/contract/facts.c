// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/facts.h"

void facts_from(struct facts *facts, enum origin origin, struct place at, bool sure)
{
	facts->origin = origin;
	facts->at = at;
	facts->sure = sure;
}

void facts_add(struct facts *facts, enum subject subject, unsigned int param, const char *kind,
	       const char *value)
{
	fact_list_add(facts->run, &facts->list,
		      (struct fact){
			      .kind = fact_kind(subject, kind),
			      .subject = subject,
			      .param = param,
			      .value = value,
			      .origin = facts->origin,
			      .at = facts->at,
			      .sure = facts->sure,
		      });
}

void facts_leave_out(struct facts *facts, unsigned int origins)
{
	struct fact_list *list = &facts->list;
	unsigned int kept = 0;

	for (unsigned int i = 0; i < list->n; i++)
		if (!(origins & (1U << list->facts[i].origin)))
			list->facts[kept++] = list->facts[i];
	list->n = kept;
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

void facts_add_once(struct facts *facts, enum subject subject, unsigned int param, const char *kind,
		    const char *value)
{
	for (unsigned int i = 0; i < facts->list.n; i++) {
		const struct fact *fact = &facts->list.facts[i];

		if (fact->origin == facts->origin && fact->subject == subject &&
		    fact->param == param && !strcmp(fact->kind->name, kind) &&
		    !strcmp(fact->value, value))
			return;
	}
	facts_add(facts, subject, param, kind, value);
}
