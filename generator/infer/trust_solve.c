// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What tests for NULL, or their absence, tell of pointers. */
#include <stdio.h>

#include "infer/solving.h"

/* Fewer say nothing. */
#define ENOUGH_TESTS 4
#define ENOUGH_USES  8

/* Of so many that use a pointer as it is, one may look first: it is careful. */
#define CAREFUL 10

/* Strings are not used but passed on, so that only those are seen who test them: nothing follows. */
bool is_tested(const struct member *member)
{
	return member && member->used && member->tested >= ENOUGH_TESTS &&
	       member->tested >= 2 * member->used;
}

bool is_trusted(const struct member *member)
{
	return member && member->used >= ENOUGH_USES && member->used >= CAREFUL * member->tested;
}

const struct member *solver_result(const struct solver *solver, const struct solved *one)
{
	char name[256];
	int n = snprintf(name, sizeof(name), "%s()", one->summary->name);

	if (n < 0 || (size_t)n >= sizeof(name))
		return NULL;
	return table_find(&solver->all->members, name);
}
