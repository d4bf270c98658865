// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "input/tokens.h"

/* What characters begin, go on with, or are left out. */
enum class { OTHER, WORD, SPACE, SLASH, QUOTE, HASH };

/* Asked of each character of all headers. */
static const unsigned char classes[UCHAR_MAX + 1] = {
	['0' ... '9'] = WORD, ['A' ... 'Z'] = WORD, ['a' ... 'z'] = WORD,
	['_'] = WORD,	      [' '] = SPACE,	    ['\t' ... '\r'] = SPACE,
	['/'] = SLASH,	      ['"'] = QUOTE,	    ['\''] = QUOTE,
	['#'] = HASH,
};

static inline enum class class_of(char c) { return classes[(unsigned char)c]; }

/* Behind the comment at @p; @p itself if it is none. */
static const char *skip_comment(const char *p, const char *end)
{
	const char *close;

	if (end - p < 2 || p[0] != '/')
		return p;
	if (p[1] == '*') {
		close = memmem(p + 2, (size_t)(end - p - 2), "*/", 2);
		return close ? close + 2 : end;
	}
	close = p[1] == '/' ? memchr(p, '\n', (size_t)(end - p)) : p;
	return close ? close : end;
}

static const char *skip_gap(const char *p, const char *end)
{
	for (;;) {
		const char *next = p;

		while (next < end && class_of(*next) == SPACE)
			next++;
		next = skip_comment(next, end);
		if (next == p)
			return p;
		p = next;
	}
}

static const char *skip_literal(const char *p, const char *end)
{
	char quote = *p++;

	while (p < end && *p != quote && *p != '\n')
		p += *p == '\\' && end - p > 1 ? 2 : 1;
	return p < end ? p + 1 : end;
}

/* A directive, with the lines that it is continued on. */
static const char *skip_directive(const char *p, const char *end)
{
	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));

		if (!newline)
			return end;
		if (newline[-1] != '\\')
			return newline;
		p = newline + 1;
	}
	return end;
}

static bool is(const char *word, size_t len, const char *keyword)
{
	return strlen(keyword) == len && !memcmp(word, keyword, len);
}

enum tagged { NO_TAG, STRUCT_TAG, ENUM_TAG };

/* Where a walk is. */
struct walk {
	const char *p, *end;
	enum tagged tagged; /* what the word before was */
	char before;	    /* the character before */
	bool arrow;	    /* it ends a "->" */
	unsigned int depth; /* of parentheses */
};

/* What kind of use the word is, by what stands around it; false: none. */
static bool classify(struct token *token, const struct walk *walk)
{
	char next = token->next;

	if (walk->tagged) {
		bool own = next == ';' || next == '{';

		token->kind = walk->tagged == ENUM_TAG ? TOKEN_ENUM : own ? TOKEN_OWN : TOKEN_TAG;
		return walk->tagged == STRUCT_TAG || !own;
	}
	token->member = walk->arrow;
	if (next == '-' && walk->end - walk->p > 1 && walk->p[1] == '>')
		token->kind = TOKEN_POINTS;
	else if (walk->arrow)
		token->kind = TOKEN_MEMBER;
	else if (walk->before == '.' || walk->before == '>')
		return false;
	else if (next == '(')
		token->kind = TOKEN_CALLED;
	else if (next == '*' || class_of(next) == WORD)
		token->kind = TOKEN_TYPE;
	else
		token->kind = TOKEN_NAME;
	return true;
}

/* "bar" of "struct foo *bar". */
static void find_var(struct token *token, const struct walk *walk)
{
	const char *p = walk->p, *end = walk->end;

	if (token->next == '*')
		p = skip_gap(p + 1, end);
	token->var = p;
	while (p < end && class_of(*p) == WORD)
		p++;
	token->var_len = (size_t)(p - token->var);
	if (!token->var_len)
		token->var = NULL;
}

/* The word at walk->p. */
static struct token next_word(struct walk *walk)
{
	struct token token = { .text = walk->p, .inner = walk->depth };

	while (walk->p < walk->end && class_of(*walk->p) == WORD)
		walk->p++;
	token.len = (size_t)(walk->p - token.text);
	walk->p = skip_gap(walk->p, walk->end);
	token.next = walk->p < walk->end ? *walk->p : '\n';
	return token;
}

/* A parameter list ends where a statement does, whatever macros hide. */
static void pass(struct walk *walk)
{
	char c = *walk->p++;

	if (c == '(')
		walk->depth++;
	else if (c == ')' && walk->depth)
		walk->depth--;
	else if (c == ';' || c == '{' || c == '}')
		walk->depth = 0;
	walk->arrow = c == '>' && walk->before == '-';
	walk->before = c;
	walk->tagged = NO_TAG;
}

static enum tagged tag_keyword(const struct token *token)
{
	if (is(token->text, token->len, "struct"))
		return STRUCT_TAG;
	return is(token->text, token->len, "enum") ? ENUM_TAG : NO_TAG;
}

void tokens_visit(const char *text, size_t size,
		  void (*visit)(const struct token *token, void *data, void *of), void *data,
		  void *of)
{
	struct walk walk = { .p = text, .end = text + size, .before = '\n' };
	struct token token;
	enum tagged keyword;

	while ((walk.p = skip_gap(walk.p, walk.end)) < walk.end) {
		switch (class_of(*walk.p)) {
		case QUOTE:
			walk.p = skip_literal(walk.p, walk.end);
			continue;
		case HASH:
			walk.p = skip_directive(walk.p, walk.end);
			continue;
		case WORD:
			break;
		default:
			pass(&walk);
			continue;
		}
		token = next_word(&walk);
		keyword = tag_keyword(&token);
		if (!keyword && !isdigit((unsigned char)*token.text) && classify(&token, &walk)) {
			if (token.kind == TOKEN_TAG)
				find_var(&token, &walk);
			visit(&token, data, of);
		}
		walk.tagged = keyword;
		walk.before = 'a';
		walk.arrow = false;
	}
}
