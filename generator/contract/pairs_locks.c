// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What takes a lock, and what gives up the same one. */
#include <string.h>

#include "contract/pair_names.h"
#include "contract/relating.h"

/* The lock that a call takes, or gives up; NULL: none, or several. */
static const char *only_lock(const struct contract *contract, const char *kind)
{
	const char *found = NULL;

	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (!fact->sure || strcmp(fact->kind->name, kind) != 0)
			continue;
		if (found && strcmp(found, fact->value) != 0)
			return NULL;
		found = fact->value;
	}
	return found;
}

/* A lock is spoken of in words of a parameter: what is behind its name. */
static const char *behind_name(const char *lock)
{
	return lock + (*lock == '&') + strcspn(lock + (*lock == '&'), "-.");
}

static bool gives_up(const struct relating *r, const char *releaser, const char *lock)
{
	const struct contract *other = table_find(&r->contracts, releaser);
	const char *given_up = other ? only_lock(other, "releases") : NULL;

	return given_up && !strcmp(behind_name(lock), behind_name(given_up));
}

/* Of two, the one that is as internal. */
static bool is_nearer(const char *name, const char *a, const char *b)
{
	size_t own = strspn(name, "_");

	return strspn(a, "_") == own && strspn(b, "_") != own;
}

void believe_locks(struct relating *r, struct contract *contract)
{
	const char *lock = contract->type ? only_lock(contract, "acquires") : NULL;
	struct fact *found = NULL;

	if (!lock || sure_releaser(contract))
		return;
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		struct fact *fact = &contract->facts.facts[i];

		if (!is_releasing(fact) || fact->doubt || !gives_up(r, fact->value, lock) ||
		    !pair_words_companions(contract->function->name, fact->value))
			continue;
		if (!found || is_nearer(contract->function->name, fact->value, found->value))
			found = fact;
	}
	if (found)
		found->sure = true;
}
