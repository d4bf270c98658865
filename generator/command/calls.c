// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "command/calls.h"

/* Keywords that parentheses follow. */
static const char *const keywords[] = {
	"if",	    "while",	      "for",	       "switch",  "return",
	"sizeof",   "typeof",	      "__typeof__",    "alignof", "_Alignof",
	"_Generic", "_Static_assert", "static_assert", "defined", "__attribute__",
	"asm",	    "__asm__",	      "case",	       "do",	  "else",
};

static bool is_keyword(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (strlen(keywords[i]) == len && !memcmp(keywords[i], name, len))
			return true;
	return false;
}

static void add_call(struct run *run, struct calls *calls, const char *name, size_t len)
{
	struct call *call = table_find_n(&calls->names, name, len);

	if (!call) {
		call = arena_new(&run->arena, struct call, 1);
		call->name = run_intern_n(run, name, len);
		table_add(&run->arena, &calls->names, call->name, call);
		if (calls->last)
			calls->last->next = call;
		else
			calls->first = call;
		calls->last = call;
	}
	call->n++;
}

/* Behind the comment at @p. */
static const char *skip_comment(const char *p)
{
	const char *end = strstr(p + 2, p[1] == '*' ? "*/" : "\n");

	return end ? end + (p[1] == '*' ? 2 : 1) : p + strlen(p);
}

/* Behind the string or character constant at @p; one that does not end ends with its line. */
static const char *skip_literal(const char *p)
{
	char quote = *p++;

	for (; *p && *p != quote && *p != '\n'; p++)
		if (*p == '\\' && p[1])
			p++;
	return *p ? p + 1 : p;
}

static bool starts_name(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static size_t name_length(const char *p)
{
	size_t len = 0;

	while (in_name(p[len]))
		len++;
	return len;
}

/* To the end of the line; @p is at the '#' of a directive. */
static const char *skip_include(const char *p)
{
	const char *word = p + 1 + strspn(p + 1, " \t");

	return strncmp(word, "include", strlen("include")) ? p + 1 : p + strcspn(p, "\n");
}

/* Behind the name at @p, which counts if a parenthesis follows. */
static const char *take_name(struct run *run, struct calls *calls, const char *p)
{
	size_t len = name_length(p);
	const char *next = p + len;

	next += strspn(next, " \t\r\n");
	if (*next == '(' && !is_keyword(p, len))
		add_call(run, calls, p, len);
	return p + len;
}

void calls_scan(struct run *run, const char *text, struct calls *calls)
{
	const char *p = text;

	while (*p) {
		if (p[0] == '/' && (p[1] == '*' || p[1] == '/'))
			p = skip_comment(p);
		else if (*p == '"' || *p == '\'')
			p = skip_literal(p);
		else if (*p == '#')
			p = skip_include(p);
		else if (starts_name(*p))
			p = take_name(run, calls, p);
		else if (in_name(*p))
			p += name_length(p); /* a number with its suffix */
		else
			p++;
	}
}
