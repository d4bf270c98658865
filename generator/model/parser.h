/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PARSER_H
#define SHEATH_PARSER_H

#include <stddef.h>

#include "base/run.h"
#include "model/model.h"

/* Of C types as texts: the words, and the types they name. For prototype.c only. */

/* A word, a number, or one of ( ) [ ] * , and "..." */
struct token {
	const char *start;
	size_t len;
};

struct parser {
	struct run *run;
	const struct model *model;
	const char *text, *next; /* the whole, and what is behind @token */
	struct token token;
	struct place at;
	unsigned int depth;
	bool quiet; /* about types that this kernel does not have */
	bool failed;
};

/* Goes to the next token. */
void parser_advance(struct parser *p);
bool parser_is(const struct parser *p, const char *token);
/* Is it that one? Then goes on. */
bool parser_accept(struct parser *p, const char *token);
bool parser_is_word(const struct parser *p);
const char *parser_text(struct parser *p);

/* Complains, once; NULL. */
const struct type *parser_wrong(struct parser *p, const char *wanted);

struct type *parser_type(struct parser *p, enum type_kind kind, const struct type *inner);
unsigned int parser_pointer_size(const struct parser *p);

/* const, volatile, restrict, or 0 */
unsigned int parser_qualifier(struct parser *p);
/* The address space of __user and the like, or NULL. */
const char *parser_space(struct parser *p);
/* What stands before a declarator; *@space is that of what its first star points to. */
const struct type *parser_specifiers(struct parser *p, const char **space);

#endif
