// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Which pointers those who get them test for NULL, and which they use as they are: of what a member
 * holds and a function returns that tells more than what is seen to be put there. Each function
 * counts once.
 */
#include <string.h>

#include "base/run.h"
#include "infer/walk.h"

struct trust {
	const char *name; /* "clk.parent", or "FUNCTION()" */
	bool tested;
	struct trust *next;
};

/* A pointer that may be NULL as far as is known; NULL: it is none, or may come from elsewhere, too. */
static const struct atom *open_pointer(const struct value *value)
{
	const struct atom *atom = value_only(value, SOURCE_CALL);

	if (!atom)
		atom = value_only(value, SOURCE_FIELD);
	if (!atom || (atom->mask & (BIT_MINUS | BIT_ZERO | BIT_POS)) != (BIT_ZERO | BIT_POS))
		return NULL;
	return atom;
}

static void note(struct walk *walk, const struct value *value, bool tested)
{
	const struct atom *atom = open_pointer(value);
	struct trust *trust;
	const char *name;

	if (!atom || !atom->name)
		return;
	name = atom->source == SOURCE_CALL ? arena_printf(walk->arena, "%s()", atom->name)
					   : atom->name;
	for (trust = walk->trusts; trust; trust = trust->next)
		if (!strcmp(trust->name, name))
			break;
	if (!trust) {
		trust = arena_new(walk->arena, struct trust, 1);
		trust->name = name;
		trust->next = walk->trusts;
		walk->trusts = trust;
	}
	trust->tested |= tested;
}

void note_tested(struct walk *walk, const struct value *value)
{
	note(walk, value, true);
}

void note_used(struct walk *walk, const struct value *value)
{
	note(walk, value, false);
}

void count_trusts(struct walk *walk)
{
	if (walk->summary->header)
		return;
	for (const struct trust *trust = walk->trusts; trust; trust = trust->next) {
		struct member *member =
			summaries_member(walk->unit->run, walk->unit->all, trust->name);

		if (trust->tested)
			member->tested++;
		else
			member->used++;
	}
}
