/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_COMMAND_WORDS_H
#define SHEATH_COMMAND_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct run;

/*
 * A C source as its words: identifiers and punctuation, outside of comments, literals and numbers.
 * Nothing is preprocessed.
 */
struct word {
	const char *text; /* interned; an identifier, one character, or "->" */
	unsigned int line;
	bool is_name;
	bool is_header; /* of #include */
};

struct word_list {
	struct word *words; /* one more than there are, with an empty text */
	size_t n;
};

struct word_list words_of(struct run *run, const char *source);

#endif
