/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SUGGEST_H
#define SHEATH_SUGGEST_H

#include <stddef.h>

/*
 * "Did you mean": spellings near to one that is not known. A distance is the
 * number of letters to insert, delete, replace or swap with their neighbour.
 */

/* Names longer than this are never near to anything. */
#define SPELLING_MAX 127

/*
 * The distance of @a and @b, or a number above @limit if it is larger than
 * that: what is far away is given up early.
 */
unsigned int spelling_distance(const char *a, const char *b, unsigned int limit);

/* The largest distance at which another name still is a likely slip for @word. */
unsigned int spelling_limit(const char *word);

/* The one of @known nearest to @word, the first of several; NULL if none is near. */
const char *suggest(const char *word, const char *const *known, size_t n);

#endif
