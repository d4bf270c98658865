// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* How sure facts are that several origins speak of. */
#include <string.h>

#include "contract/facts.h"

/* Facts of one kind about one thing: they stand together, the strongest origin first. */
struct group {
	struct fact *facts;
	unsigned int n;
};

bool fact_is_single(const struct fact_kind *kind)
{
	return kind->value == VALUE_WORD || !strcmp(kind->name, "unit") ||
	       !strcmp(kind->name, "errno");
}

/*
 * What a body can be seen to do without being the whole of what callers must expect: the
 * documentation may promise less, for what the code becomes.
 */
static const struct {
	const char *body, *doc;
} narrower[] = {
	{ "zero", "errno" },	     { "zero", "errno_or_value" }, { "zero", "value" },
	{ "zero", "bool" },	     { "pointer", "err_ptr" },	   { "pointer", "err_ptr_or_null" },
	{ "pointer", "null" },	     { "atomic", "may_sleep" },	   { "gfp", "may_sleep" },
	{ "callback", "may_sleep" }, { "atomic", "gfp" },	   { "value", "bool" },
	{ "bool", "value" },
};

bool fact_is_narrower(const struct fact *body, const struct fact *doc)
{
	for (size_t i = 0; i < sizeof(narrower) / sizeof(*narrower); i++)
		if (!strcmp(narrower[i].body, body->value) && !strcmp(narrower[i].doc, doc->value))
			return true;
	return false;
}

static void doubt(struct fact *fact, const char *why)
{
	if (!fact->sure)
		return;
	fact->sure = false;
	fact->doubt = why;
}

static bool same_value(const struct fact *a, const struct fact *b)
{
	return !strcmp(a->value, b->value);
}

/* The first sure fact of that origin. */
static struct fact *find(const struct group *group, enum origin origin)
{
	for (unsigned int i = 0; i < group->n; i++)
		if (group->facts[i].origin == origin && group->facts[i].sure_alone)
			return &group->facts[i];
	return NULL;
}

/* Is there a fact of another origin that says the same? */
static bool is_borne_out(const struct group *group, const struct fact *fact)
{
	for (unsigned int i = 0; i < group->n; i++)
		if (group->facts[i].origin != fact->origin && same_value(&group->facts[i], fact))
			return true;
	return false;
}

/* Does anything but a mere guess say otherwise? */
static bool is_disputed(const struct group *group, const struct fact *fact)
{
	for (unsigned int i = 0; i < group->n; i++)
		if ((group->facts[i].sure_alone || group->facts[i].origin != ORIGIN_NAME) &&
		    !same_value(&group->facts[i], fact))
			return true;
	return false;
}

/* Neither the code nor what is written of it is believed if they differ. */
static void weigh_body(const struct group *group)
{
	struct fact *body = find(group, ORIGIN_BODY), *doc = find(group, ORIGIN_DOC);
	struct fact *name = find(group, ORIGIN_NAME);

	if (body && doc && !same_value(body, doc)) {
		if (!fact_is_narrower(body, doc))
			doubt(doc, "the body says otherwise");
		doubt(body, "kernel-doc says otherwise");
	}
	if (name && ((body && !same_value(body, name)) || (doc && !same_value(doc, name))))
		doubt(name, "others know better than its name");
}

/* What compilers are told, and DEFINE_FREE() and the like, has the last word. */
static bool weigh_attribute(const struct group *group)
{
	const struct fact *attribute = find(group, ORIGIN_ATTRIBUTE);

	for (unsigned int i = 0; attribute && i < group->n; i++)
		if (!same_value(&group->facts[i], attribute))
			doubt(&group->facts[i], "the declaration says otherwise");
	return attribute;
}

static void weigh(const struct group *group)
{
	bool single = fact_is_single(group->facts->kind);

	/* what is stated needs nobody's consent */
	if (group->n < 2 || group->facts->origin == ORIGIN_CONTRACT)
		return;
	for (unsigned int i = 0; i < group->n; i++) {
		struct fact *fact = &group->facts[i];

		if (!fact->sure && !fact->doubt && is_borne_out(group, fact) &&
		    !(single && is_disputed(group, fact)))
			fact->sure = true;
	}
	if (single && !weigh_attribute(group))
		weigh_body(group);
}

static bool same_group(const struct fact *a, const struct fact *b)
{
	return a->subject == b->subject && a->param == b->param && a->kind == b->kind;
}

void facts_agree(struct facts *facts)
{
	struct fact_list *list = &facts->list;
	unsigned int n;

	for (unsigned int i = 0; i < list->n; i += n) {
		for (n = 1; i + n < list->n && same_group(&list->facts[i], &list->facts[i + n]);
		     n++)
			;
		weigh(&(struct group){ &list->facts[i], n });
	}
}
