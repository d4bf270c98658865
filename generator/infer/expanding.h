/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_EXPANDING_H
#define SHEATH_EXPANDING_H

#include <stdbool.h>
#include <stddef.h>

#include "infer/expand.h"

struct text;

/* What blanks are within values, and how deep they may refer to each other. */
#define BLANK	 " \t\n"
#define DEPTH	 64
#define MAX_ARGS 10

/* The state of an expansion; for expand.c and expand_functions.c only. */
struct expansion {
	struct makefile *mk;
	unsigned int depth;
	const char *const *args; /* $(1) and so on, of a $(call) */
	unsigned int n_args;
};

/* A function of make. */
struct make_function {
	const char *name;
	unsigned int min, max; /* arguments; the last one takes the commas that are left */
	bool lazy;	       /* expands its arguments itself */
	void (*run)(struct expansion *e, const char *const *args, unsigned int n, struct text *out);
};

/* The one whose name @text of @n characters begins with; NULL if there is none. */
const struct make_function *find_function(const char *text, size_t n);

void expand_into(struct expansion *e, const char *text, size_t n, struct text *out);
char *sub_expand(struct expansion *e, const char *text, size_t n);

/* Adds the words of @words to @out, those that fit @pattern as @with says. */
void patsubst(const char *pattern, const char *with, const char *words, struct text *out);

#endif
