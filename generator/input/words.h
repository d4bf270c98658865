/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_WORDS_H
#define SHEATH_WORDS_H

#include <stddef.h>

struct run;

/* The words of a line of shell; a ";" outside of quotes is one by itself. */
struct words {
	const char **words;
	unsigned int n;
};

/* Quotes and backslashes are taken off; nothing is expanded. */
struct words words_split(struct run *run, const char *line, size_t len);

#endif
