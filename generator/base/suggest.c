// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/suggest.h"

static unsigned int min(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/* The two words, and how far apart they may be. */
struct words {
	const char *a, *b;
	size_t n, len;
	unsigned int limit;
};

/*
 * One row of the table of distances: how far the first letters of @b are from
 * the first @i of @a. @rows holds this row, the one before, and the one before
 * that. Only cells that can be within the limit are looked at: those near the
 * diagonal. Returns the least of them.
 */
static unsigned int distance_row(const struct words *w, size_t i,
				 unsigned int rows[3][SPELLING_MAX + 2])
{
	unsigned int *row = rows[i % 3], *above = rows[(i + 2) % 3], *twice = rows[(i + 1) % 3];
	size_t first = i > w->limit ? i - w->limit : 1;
	size_t last = i + w->limit < w->len ? i + w->limit : w->len;
	unsigned int best;

	best = row[first - 1] = first == 1 ? i : w->limit + 1;
	for (size_t j = first; j <= last; j++) {
		bool same = w->a[i - 1] == w->b[j - 1];

		row[j] = min(above[j - 1] + !same, min(above[j], row[j - 1]) + 1);
		if (!same && i > 1 && j > 1 && w->a[i - 1] == w->b[j - 2] &&
		    w->a[i - 2] == w->b[j - 1])
			row[j] = min(row[j], twice[j - 2] + 1);
		best = min(best, row[j]);
	}
	row[last + 1] = w->limit + 1;
	return best;
}

/* Letters that are in one word only each cost something. */
static uint64_t letters(const char *s)
{
	uint64_t set = 0;

	for (; *s; s++)
		set |= 1ULL << (*s & 63);
	return set;
}

unsigned int spelling_distance(const char *a, const char *b, unsigned int limit)
{
	struct words w = { a, b, strlen(a), strlen(b), limit };
	unsigned int rows[3][SPELLING_MAX + 2];
	size_t apart = w.n > w.len ? w.n - w.len : w.len - w.n;

	if (w.n > SPELLING_MAX || w.len > SPELLING_MAX || apart > limit)
		return limit + 1;
	if ((unsigned int)__builtin_popcountll(letters(a) & ~letters(b)) > limit)
		return limit + 1;
	for (size_t j = 0; j <= w.len + 1; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= w.n; i++)
		if (distance_row(&w, i, rows) > limit)
			return limit + 1;
	return min(rows[w.n % 3][w.len], limit + 1);
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
