/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TOKENS_H
#define SHEATH_TOKENS_H

#include <stddef.h>

/*
 * The names that a header's text uses, without preprocessing it: neither comments, literals nor
 * directives count, which definitions of macros are.
 */
enum token_kind {
	TOKEN_TAG,    /* behind "struct", but not where that is declared or defined */
	TOKEN_CALLED, /* before a parenthesis, and no member */
	TOKEN_TYPE,   /* before another name or a star: it can be a type */
};

struct token {
	enum token_kind kind;
	const char *text; /* not NUL-terminated */
	size_t len;
	char next; /* the character that follows, white space left out */
};

void tokens_visit(const char *text, size_t size,
		  void (*visit)(const struct token *token, void *data, void *of), void *data,
		  void *of);

#endif
