/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TOKENS_H
#define SHEATH_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The names that a header's text uses, without preprocessing it: neither comments, literals nor
 * directives count, which definitions of macros are.
 */
enum token_kind {
	TOKEN_TAG,    /* behind "struct" */
	TOKEN_OWN,    /* the same, where that is declared or defined */
	TOKEN_ENUM,   /* behind "enum", the same */
	TOKEN_MEMBER, /* behind "->", and not before another */
	TOKEN_CALLED, /* before a parenthesis, and no member */
	TOKEN_POINTS, /* before "->" */
	TOKEN_TYPE,   /* before another name or a star: it can be a type */
	TOKEN_NAME,   /* anything else but a member */
};

struct token {
	enum token_kind kind;
	const char *text; /* not NUL-terminated */
	size_t len;
	char next;	 /* the character that follows, white space left out */
	bool member;	 /* behind "->" */
	bool inner;	 /* within parentheses, as parameters are */
	const char *var; /* TOKEN_TAG: what is of that type or points to one; NULL: not seen */
	size_t var_len;
};

void tokens_visit(const char *text, size_t size,
		  void (*visit)(const struct token *token, void *data, void *of), void *data,
		  void *of);

#endif
