// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Do the names of two functions belong together? */
#include <string.h>

#include "contract/pair_names.h"
#include "contract/pair_table.h"

/* The word at *name, of *len characters, and *name behind it; false at the end. */
static bool next_word(const char **name, const char **word, size_t *len)
{
	*word = *name;
	*len = (size_t)(strchrnul(*name, '_') - *name);
	*name += *len + ((*name)[*len] == '_');
	return **word;
}

/* Is it one of the words of @name, or if @cut the beginning of one? */
static bool has_word(const char *name, const char *word, size_t len, bool cut)
{
	const char *other;
	size_t n;

	while (next_word(&name, &other, &n))
		if ((n == len || (cut && len > 1 && n > len)) && *other == *word &&
		    !memcmp(other, word, len))
			return true;
	return false;
}

/* Words of functions that hand out what they speak of, if they hand out anything. */
static const char *const handing_out[] = { "get", "find",   "lookup", "next", "alloc",
					   "new", "create", "parse",  "dup",  NULL };

static bool has_pair_word(const char *name, const struct pair_word *word)
{
	return has_word(name, word->text, word->len, false);
}

void pair_verbs_find(struct pair_verbs *verbs, const char *name)
{
	const char *word;
	size_t len;

	verbs->n = 0;
	while (next_word(&name, &word, &len))
		for (size_t i = 0; i < n_pairs && verbs->n < PAIR_VERBS; i++)
			if (word_is(word, len, &pairs[i].acquires))
				verbs->pairs[verbs->n++] = &pairs[i];
}

/* A word that both names have says what they are about: request_free() frees no request. */
static bool is_other_word(const struct pair_verbs *verbs, const char *releaser, bool handed_out,
			  const char *word, size_t len)
{
	for (unsigned int i = 0; i < verbs->n; i++) {
		const struct word_pair *pair = verbs->pairs[i];

		if (word_is(word, len, &pair->releases) &&
		    (handed_out ||
		     !word_is_one_of(handing_out, pair->acquires.text, pair->acquires.len)) &&
		    !has_pair_word(releaser, &pair->acquires))
			return true;
	}
	return false;
}

bool pair_verbs_fit(const struct pair_verbs *verbs, const char *name, const char *tag,
		    bool handed_out, const char *releaser)
{
	const char *whole = releaser, *word;
	bool other = false;
	size_t len;

	while (next_word(&releaser, &word, &len)) {
		if (is_other_word(verbs, whole, handed_out, word, len))
			other = true;
		else if (!has_word(name, word, len, false) &&
			 !has_word(tag ? tag : "", word, len, true))
			return false;
	}
	return other;
}

bool pair_words_fit(const char *name, const char *tag, const char *releaser)
{
	struct pair_verbs verbs;

	pair_verbs_find(&verbs, name);
	return pair_verbs_fit(&verbs, name, tag, tag, releaser);
}

bool pair_words_rest(const char *name, const char *releaser, const char *verb)
{
	const char *word;
	size_t len;

	while (next_word(&name, &word, &len))
		if (len && !has_word(releaser, word, len, false) &&
		    (strlen(verb) != len || memcmp(verb, word, len) != 0) &&
		    !word_is_manner(word, len) && !word_is_source(word, len))
			return true;
	return false;
}

/* "ioremap" and "iounmap": what comes before the word is another one. */
static bool has_word_end(const char *name, const struct pair_word *end)
{
	const char *word;
	size_t len;

	while (next_word(&name, &word, &len))
		if (word_ends_in(word, len, end))
			return true;
	return false;
}

static bool are_ends(const struct word_pair *pair, const char *name, const char *releaser)
{
	return pair->acquires.len > 3 && has_word_end(name, &pair->acquires) &&
	       !has_word_end(releaser, &pair->acquires) && has_word_end(releaser, &pair->releases);
}

const char *pair_words_verb(const char *name, const char *releaser)
{
	for (size_t i = 0; i < n_pairs; i++)
		if (has_pair_word(name, &pairs[i].acquires) &&
		    !has_pair_word(releaser, &pairs[i].acquires) &&
		    has_pair_word(releaser, &pairs[i].releases))
			return pairs[i].acquires.text;
	for (size_t i = 0; i < n_pairs; i++)
		if (pairs[i].strength == FIRM && are_ends(&pairs[i], name, releaser))
			return pairs[i].acquires.text;
	return NULL;
}

bool pair_words_companions(const char *name, const char *releaser)
{
	for (size_t i = 0; i < n_companions; i++)
		if (has_pair_word(name, &companions[i].acquires) !=
		    has_pair_word(releaser, &companions[i].releases))
			return false;
	return true;
}

bool pair_words_firm(const char *name, const char *releaser)
{
	for (size_t i = 0; i < n_pairs; i++)
		if (pairs[i].strength == FIRM && name[0] != '_' &&
		    has_pair_word(name, &pairs[i].acquires) &&
		    has_pair_word(releaser, &pairs[i].releases))
			return true;
	return false;
}

bool pair_name_managed(const char *name)
{
	static const char *const managed[] = { "devm", "drmm", "pcim", "dmam", "managed", NULL };
	const char *word;
	size_t len;

	while (next_word(&name, &word, &len))
		if (word_is_one_of(managed, word, len))
			return true;
	return false;
}

bool pair_name_acquires(const char *name)
{
	const char *word;
	size_t len;

	while (next_word(&name, &word, &len))
		for (size_t i = 0; i < n_pairs; i++)
			if (word_ends_in(word, len, &pairs[i].acquires))
				return true;
	return false;
}
