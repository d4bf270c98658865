// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/suggest.h"

static unsigned int min(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/*
 * One row of the table of distances: how far the first letters of @b are from
 * @a[0..i]. @rows holds this row, the one before, and the one before that.
 */
static unsigned int distance_row(const char *a, size_t i, const char *b, size_t len,
				 unsigned int rows[3][SPELLING_MAX + 1])
{
	unsigned int *row = rows[i % 3], *above = rows[(i + 2) % 3];
	unsigned int *twice = rows[(i + 1) % 3], best;

	best = row[0] = i;
	for (size_t j = 1; j <= len; j++) {
		row[j] = min(above[j - 1] + (a[i - 1] != b[j - 1]), min(above[j], row[j - 1]) + 1);
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			row[j] = min(row[j], twice[j - 2] + 1);
		best = min(best, row[j]);
	}
	return best;
}

unsigned int spelling_distance(const char *a, const char *b, unsigned int limit)
{
	unsigned int rows[3][SPELLING_MAX + 1];
	size_t n = strlen(a), len = strlen(b);

	if (n > SPELLING_MAX || len > SPELLING_MAX || (n > len ? n - len : len - n) > limit)
		return limit + 1;
	for (size_t j = 0; j <= len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= n; i++)
		if (distance_row(a, i, b, len, rows) > limit)
			return limit + 1;
	return rows[n % 3][len];
}

unsigned int spelling_limit(const char *word)
{
	size_t len = strlen(word);

	return len < 3 ? 0 : len < 6 ? 1 : len < 12 ? 2 : 3;
}

const char *suggest(const char *word, const char *const *known, size_t n)
{
	unsigned int limit = spelling_limit(word);
	const char *best = NULL;

	for (size_t i = 0; i < n; i++) {
		unsigned int distance = spelling_distance(word, known[i], limit);

		if (distance > limit || (best && distance == limit))
			continue;
		best = known[i];
		limit = distance;
	}
	return best;
}
