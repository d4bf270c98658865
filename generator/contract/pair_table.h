/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PAIR_TABLE_H
#define SHEATH_PAIR_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Each is compared with all words of all functions: their lengths are known, and come first. */
struct pair_word {
	const char *text;
	size_t len;
};

#define WORD(word) { word, sizeof(word) - 1 }

/* How much two words say. */
enum strength {
	GUESS,
	WHOLE, /* enough where the names differ in nothing else, and no other pair of words fits */
	FIRM,  /* they mean each other, and hardly anything else */
};

/* A word that ends in the first gets the second in its place. */
struct word_pair {
	struct pair_word acquires, releases;
	enum strength strength;
};

extern const struct word_pair pairs[];
extern const size_t n_pairs;

/* Words of whole names that say more of how it is done; what is undone has others. */
struct word_companion {
	struct pair_word acquires, releases;
};

extern const struct word_companion companions[];
extern const size_t n_companions;

static inline bool word_ends_in(const char *word, size_t len, const struct pair_word *end)
{
	const char *from;

	if (len < end->len)
		return false;
	from = word + len - end->len;
	return *from == *end->text && !memcmp(from, end->text, end->len);
}

static inline bool word_is(const char *word, size_t len, const struct pair_word *other)
{
	return len == other->len && word_ends_in(word, len, other);
}

bool word_is_one_of(const char *const *words, const char *word, size_t len);

/* Does it say how to wait, for whom: is what it is about the same? */
bool word_is_manner(const char *word, size_t len);

/* Does it say how it is found? */
bool word_is_source(const char *word, size_t len);
bool word_is_preposition(const char *word, size_t len);

#endif
