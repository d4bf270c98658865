/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PAIR_NAMES_H
#define SHEATH_PAIR_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct run;
struct word_pair;

/* How the kernel calls functions that belong together: get and put, alloc and free, ... */

#define PAIR_WORDS 16
/* More than any two words are first ones of. */
#define PAIR_VERBS 64

/* The names that what releases may have, one after the other, the likelier ones first. */
struct pair_names {
	const char *words[PAIR_WORDS]; /* of the name, that '_' separates: not NUL-terminated */
	size_t lengths[PAIR_WORDS];
	unsigned int n;
	unsigned int kept;  /* words of the name that are tried, from the first */
	unsigned int word;  /* the next to be exchanged */
	size_t row;	    /* for what */
	unsigned int plain; /* bit mask of words for which there is nothing */
	struct text name;   /* the last one */
};

void pair_names_init(struct pair_names *names, const char *name);
/* Until the next one is asked for; NULL: there are no more. */
const char *pair_names_next(struct pair_names *names);
void pair_names_release(struct pair_names *names);

/* Was the last one made of all words, or but for those that say how it is done? */
bool pair_names_whole(const struct pair_names *names);

/* Is it the word for taking a reference, which means other things as well? */
bool pair_names_counts(const struct pair_names *names);

/* Do the two words mean each other, and hardly anything else? */
bool pair_names_strong(const struct pair_names *names);

/* Of all words, and the other one fits where nothing else does? */
bool pair_names_alike(const struct pair_names *names);

/* And is it so plainly the opposite that nothing else is needed to believe it? */
bool pair_names_firm(const struct pair_names *names);

/* And that even where no result is given back: do all words count, and mean nothing else? */
bool pair_names_clear(const struct pair_names *names);
/* Does what is left out only say how it is done? */
bool pair_names_manner(const struct pair_names *names);

/* The pairs that a name has the first word of. */
struct pair_verbs {
	const struct word_pair *pairs[PAIR_VERBS];
	unsigned int n;
};

void pair_verbs_find(struct pair_verbs *verbs, const char *name);

/*
 * Does @releaser have the other word of one of @verbs, those of @name, and else only words of @name, or
 * of @tag, perhaps cut short? @tag is that of the structure it hands out; NULL: none.
 */
bool pair_verbs_fit(const struct pair_verbs *verbs, const char *name, const char *tag,
		    bool handed_out, const char *releaser);

/* Of one releaser alone. */
bool pair_words_fit(const char *name, const char *tag, const char *releaser);

/* The first word of a pair, if one has it and the other the second instead; NULL: there is none. */
const char *pair_words_verb(const char *name, const char *releaser);

/*
 * Of two things done one after the other, the name of what undoes both: prepare_enable, disable_unprepare. NULL:
 * it is not called like that.
 */
const char *pair_words_both(struct run *run, const char *name);

/* Is how it is done undone, too: "irqsave" by "irqrestore"? */
bool pair_words_companions(const char *name, const char *releaser);

/* Does @name say more than @releaser, but for @verb and how it is done? */
bool pair_words_rest(const char *name, const char *releaser, const char *verb);

/* Have both a word of a pair that means each other, and hardly anything else? */
bool pair_words_firm(const char *name, const char *releaser);

/* Does what it gives go by itself, at the end of a device? */
bool pair_name_managed(const char *name);

/* Does the name have a word that stands for taking something? */
bool pair_name_acquires(const char *name);

/* Does the name have a word that stands for giving back? */
bool pair_name_releases(const char *name, size_t n);

#endif
