// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "command/difference.h"
#include "command/subject.h"
#include "base/table.h"
#include "render/render.h"

#define ABSENT "absent"

/* The comparison of one function. */
struct comparing {
	struct run *run;
	struct differences *differences;
	const struct contract *first, *second; /* one may be NULL */
};

static void add(struct comparing *c, const char *what, const char *first, const char *second)
{
	struct differences *list = c->differences;
	const struct contract *contract = c->first ? c->first : c->second;

	if (list->n == list->room) {
		size_t room = list->room ? 2 * list->room : 32;
		struct difference *more = arena_new(&c->run->arena, struct difference, room);

		if (list->n)
			memcpy(more, list->list, list->n * sizeof(*more));
		list->list = more;
		list->room = room;
	}
	list->list[list->n++] = (struct difference){
		contract->function->name, contract->function->header, what, first, second,
	};
}

static bool is_wrapped(const struct contract *contract)
{
	return contract && contract->status == STATUS_WRAPPED;
}

static const char *status_text(struct run *run, const struct contract *contract)
{
	if (!contract)
		return ABSENT;
	if (contract->status == STATUS_WRAPPED || !contract->reason)
		return status_name(contract->status);
	return arena_printf(&run->arena, "%s (%s)", status_name(contract->status),
			    contract->reason);
}

static bool same_fact(const struct contract *a, const struct fact *fact, const struct contract *b,
		      const struct fact *other)
{
	return !strcmp(fact->kind->name, other->kind->name) &&
	       !strcmp(subject_name(a, fact), subject_name(b, other));
}

/* The sure fact that says something of the same thing; of several the strongest. */
static const struct fact *counterpart(const struct contract *a, const struct fact *fact,
				      const struct contract *b)
{
	for (unsigned int i = 0; i < b->facts.n; i++)
		if (b->facts.facts[i].sure && same_fact(a, fact, b, &b->facts.facts[i]))
			return &b->facts.facts[i];
	return NULL;
}

/* Facts of @a that @b has not, or if @both has with another value. */
static void compare_facts(struct comparing *c, const struct contract *a, const struct contract *b,
			  bool a_is_first)
{
	for (unsigned int i = 0; i < a->facts.n; i++) {
		const struct fact *fact = &a->facts.facts[i], *other;
		const char *what;

		if (!fact->sure || counterpart(a, fact, a) != fact)
			continue;
		other = counterpart(a, fact, b);
		if (other && (!a_is_first || !strcmp(fact->value, other->value)))
			continue;
		what = arena_printf(&c->run->arena, "fact %s %s", subject_name(a, fact),
				    fact->kind->name);
		if (a_is_first)
			add(c, what, fact->value, other ? other->value : "not known");
		else
			add(c, what, "not known", fact->value);
	}
}

static void compare_wrapped(struct comparing *c)
{
	const char *first = render_wrapper_prototype(c->run, c->first);
	const char *second = render_wrapper_prototype(c->run, c->second);

	if (strcmp(first, second))
		add(c, "wrapper", first, second);
	compare_facts(c, c->first, c->second, true);
	compare_facts(c, c->second, c->first, false);
}

static void compare(struct comparing *c)
{
	if (is_wrapped(c->first) && is_wrapped(c->second))
		compare_wrapped(c);
	else if (is_wrapped(c->first) || is_wrapped(c->second))
		add(c, "status", status_text(c->run, c->first), status_text(c->run, c->second));
}

static struct table index_contracts(struct run *run, const struct ledger *ledger)
{
	struct table table = { 0 };

	for (size_t i = 0; i < ledger->n_contracts; i++)
		table_add(&run->arena, &table, ledger->contracts[i].function->name,
			  &ledger->contracts[i]);
	return table;
}

void differences_find(struct run *run, const struct reading *first, const struct reading *second,
		      struct differences *differences)
{
	struct table in_first = index_contracts(run, first->ledger);
	struct table in_second = index_contracts(run, second->ledger);
	struct comparing c = { .run = run, .differences = differences };

	for (size_t i = 0; i < first->ledger->n_contracts; i++) {
		c.first = &first->ledger->contracts[i];
		c.second = table_find(&in_second, c.first->function->name);
		compare(&c);
	}
	c.first = NULL;
	for (size_t i = 0; i < second->ledger->n_contracts; i++) {
		c.second = &second->ledger->contracts[i];
		if (!table_find(&in_first, c.second->function->name))
			compare(&c);
	}
}
