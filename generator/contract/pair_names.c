// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/pair_names.h"
#include "contract/pair_table.h"

/* What a macro of the name without it counts memory for. */
static const struct pair_word unprofiled = WORD("noprof");

void pair_names_init(struct pair_names *names, const char *name)
{
	*names = (struct pair_names){ .name = TEXT_INIT };
	while (*name && names->n < PAIR_WORDS) {
		size_t len = strcspn(name, "_");

		if (!name[len] && word_is(name, len, &unprofiled))
			break;
		names->words[names->n] = name;
		names->lengths[names->n++] = len;
		name += len + (name[len] == '_');
	}
	names->kept = names->n;
}

static void add_word(struct text *text, const char *word, size_t len)
{
	for (size_t i = 0; i < n_companions; i++) {
		if (!word_is(word, len, &companions[i].acquires))
			continue;
		text_add(text, companions[i].releases.text);
		return;
	}
	text_add_n(text, word, len);
}

/* The words that are kept, one with another end. */
static const char *exchange(struct pair_names *names)
{
	const struct word_pair *pair = &pairs[names->row];
	struct text *text = &names->name;

	text_reset(text);
	for (unsigned int i = 0; i < names->kept; i++) {
		size_t len = names->lengths[i];

		if (i)
			text_addc(text, '_');
		if (i == names->word) {
			text_add_n(text, names->words[i], len - pair->acquires.len);
			text_add(text, pair->releases.text);
		} else {
			add_word(text, names->words[i], len);
		}
	}
	return text->buf;
}

/* From the whole name to shorter ones: clk_get_optional() is undone by clk_put(). */
const char *pair_names_next(struct pair_names *names)
{
	for (; names->kept; names->kept--, names->word = 0) {
		for (; names->word < names->kept; names->word++, names->row = 0) {
			const char *word = names->words[names->word];
			size_t len = names->lengths[names->word];
			bool other = names->row;

			if (names->plain & (1U << names->word))
				continue;
			while (names->row < n_pairs &&
			       !word_ends_in(word, len, &pairs[names->row].acquires))
				names->row++;
			if (names->row < n_pairs) {
				const char *name = exchange(names);

				names->row++;
				return name;
			}
			if (!other)
				names->plain |= 1U << names->word;
		}
	}
	return NULL;
}

void pair_names_release(struct pair_names *names)
{
	text_release(&names->name);
}

bool pair_names_counts(const struct pair_names *names)
{
	const char *acquires = names->row ? pairs[names->row - 1].acquires.text : "";

	return !strcmp(acquires, "get") || !strcmp(acquires, "acquire");
}

static bool leaves_out_only(const struct pair_names *names, bool found)
{
	for (unsigned int i = names->kept; i < names->n; i++) {
		const char *word = names->words[i];

		if (word_is_preposition(word, names->lengths[i]))
			return true;
		if (!word_is_manner(word, names->lengths[i]) &&
		    !(found && word_is_source(word, names->lengths[i])))
			return false;
	}
	return true;
}

bool pair_names_clear(const struct pair_names *names)
{
	return names->kept == names->n && !pair_names_counts(names);
}

bool pair_names_manner(const struct pair_names *names)
{
	const struct word_pair *pair = names->row ? &pairs[names->row - 1] : NULL;

	/* of locks it matters which one it is */
	return pair && names->lengths[names->word] == pair->acquires.len &&
	       strcmp(pair->releases.text, "unlock") != 0 && leaves_out_only(names, false) &&
	       !pair_names_counts(names);
}

bool pair_names_whole(const struct pair_names *names)
{
	return leaves_out_only(names, false);
}

bool pair_names_strong(const struct pair_names *names)
{
	return names->row && pairs[names->row - 1].strength == FIRM;
}

bool pair_names_alike(const struct pair_names *names)
{
	/* what is only told to others, or written down, undoes nothing */
	static const char *const told[] = { "trace", "audit", "notify", "fsnotify", NULL };

	for (unsigned int i = 0; i < names->n; i++)
		if (word_is_one_of(told, names->words[i], names->lengths[i]))
			return false;
	return names->row && names->kept == names->n && pairs[names->row - 1].strength >= WHOLE;
}

bool pair_names_firm(const struct pair_names *names)
{
	/* it is the one before that is tried now */
	return names->row && pairs[names->row - 1].strength == FIRM && names->words[0][0] != '_' &&
	       leaves_out_only(names, true);
}

/* Endings that are so long or short of letters before them that the word can mean nothing else. */
static const struct {
	struct pair_word end;
	size_t before; /* letters at most */
} endings[] = {
	{ WORD("free"), 3 }, { WORD("unmap"), 2 }, { WORD("unlock"), 2 }, { WORD("put"), 1 }
};

static bool word_releases(const char *word, size_t len)
{
	for (size_t i = 0; i < n_pairs; i++)
		if (word_is(word, len, &pairs[i].releases))
			return true;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (word_ends_in(word, len, &endings[i].end) &&
		    len <= endings[i].end.len + endings[i].before)
			return true;
	return false;
}

bool pair_name_releases(const char *name, size_t n)
{
	while (n) {
		size_t len = 0;

		while (len < n && name[len] != '_')
			len++;
		if (word_releases(name, len))
			return true;
		name += len + (len < n);
		n -= len + (len < n);
	}
	return false;
}
