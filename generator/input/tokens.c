// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "input/tokens.h"

/* What characters begin, go on with, or are left out. */
enum class { OTHER, WORD, SPACE, SLASH, QUOTE, HASH };

static enum class class_of(char c) {
	if (isalnum((unsigned char)c) || c == '_') return WORD;
	if (isspace((unsigned char)c)) return SPACE;
	return c == '/'		       ? SLASH
	       : c == '"' || c == '\'' ? QUOTE
	       : c == '#'	       ? HASH
				       : OTHER;
}

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

		while (next < end && isspace((unsigned char)*next))
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

/* What kind of use the word is, by what stands around it; false: none. */
static bool classify(struct token *token, bool tagged, char before)
{
	char next = token->next;

	if (tagged) {
		token->kind = TOKEN_TAG;
		return next != ';' && next != '{';
	}
	if (before == '.' || before == '>')
		return false;
	if (next == '(')
		token->kind = TOKEN_CALLED;
	else if (next == '*' || class_of(next) == WORD)
		token->kind = TOKEN_TYPE;
	else
		return false;
	return true;
}

void tokens_visit(const char *text, size_t size,
		  void (*visit)(const struct token *token, void *data, void *of), void *data,
		  void *of)
{
	const char *p = text, *end = text + size;
	bool tagged = false;
	char before = '\n';

	while ((p = skip_gap(p, end)) < end) {
		struct token token = { .text = p };

		switch (class_of(*p)) {
		case QUOTE:
			p = skip_literal(p, end);
			continue;
		case HASH:
			p = skip_directive(p, end);
			continue;
		case WORD:
			break;
		default:
			before = *p++;
			tagged = false;
			continue;
		}
		while (p < end && class_of(*p) == WORD)
			p++;
		token.len = (size_t)(p - token.text);
		p = skip_gap(p, end);
		token.next = p < end ? *p : '\n';
		if (isdigit((unsigned char)*token.text)) {
			tagged = false;
		} else if (is(token.text, token.len, "struct")) {
			tagged = true;
		} else {
			if (classify(&token, tagged, before))
				visit(&token, data, of);
			tagged = false;
		}
		before = 'a';
	}
}
