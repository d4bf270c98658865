// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which facts file speaks best for a kernel. */
#include <stdlib.h>
#include <string.h>

#include "model/inferred.h"

/* Releases of one major version, about: what makes 6.19 and 7.0 neighbours. */
#define MINORS 20
/* A release counts more than all of its updates. */
#define UPDATES 1000

/* "7.3.4+deb13-amd64" as a number that grows with time. */
static long release_number(const char *release)
{
	unsigned long parts[3] = { 0 };

	for (int i = 0; i < 3; i++) {
		char *end;

		parts[i] = strtoul(release, &end, 10);
		if (*end != '.')
			break;
		release = end + 1;
	}
	if (parts[2] >= UPDATES)
		parts[2] = UPDATES - 1;
	return (long)((parts[0] * MINORS + parts[1]) * UPDATES + parts[2]);
}

static long distance(const char *a, const char *b)
{
	return labs(release_number(a) - release_number(b));
}

const struct inferred_list *inferred_nearest(struct inferred_list *const *lists, unsigned int n,
					     const char *release, const char *arch)
{
	const struct inferred_list *best = NULL;

	for (unsigned int i = 0; i < n; i++) {
		long near = distance(lists[i]->release, release);
		long nearest = best ? distance(best->release, release) : 0;

		if (!best || near < nearest ||
		    (near == nearest && strcmp(best->arch, arch) != 0 &&
		     !strcmp(lists[i]->arch, arch)))
			best = lists[i];
	}
	return best;
}
