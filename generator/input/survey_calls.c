// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "input/survey.h"

/* Behind blanks, line ends and comments. */
static const char *skip(const char *p, const char *end)
{
	while (p < end) {
		const char *close;

		if (isspace((unsigned char)*p) || *p == '\\') {
			p++;
		} else if (end - p > 1 && p[0] == '/' && p[1] == '*') {
			close = memmem(p + 2, (size_t)(end - p - 2), "*/", 2);
			p = close ? close + 2 : end;
		} else if (end - p > 1 && p[0] == '/' && p[1] == '/') {
			close = memchr(p, '\n', (size_t)(end - p));
			p = close ? close : end;
		} else {
			break;
		}
	}
	return p;
}

/* Behind the parenthesis that closes the one at @p; NULL if there is none. */
static const char *skip_parens(const char *p, const char *end)
{
	unsigned int depth = 0;

	for (; p < end; p++) {
		if (*p == '(')
			depth++;
		else if (*p == ')' && !--depth)
			return p + 1;
		else if (*p == ';' || *p == '{' || *p == '}')
			return NULL;
	}
	return NULL;
}

static const char *const keywords[] = { "if",	  "while", "for",    "switch",	"return",
					"sizeof", "do",	   "typeof", "_Generic" };

static bool is_keyword(const char *p, size_t len)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (strlen(keywords[i]) == len && !memcmp(keywords[i], p, len))
			return true;
	return false;
}

const char *survey_sole_call(struct run *run, const char *p, const char *end)
{
	const char *name;
	size_t len = 0;

	p = skip(p, end);
	if (end - p > 6 && !memcmp(p, "return", 6) && !text_is_name(p[6]))
		p = skip(p + 6, end);
	while (p < end && *p == '(')
		p = skip(p + 1, end);
	name = p;
	while (p < end && text_is_name(*p))
		p++;
	len = (size_t)(p - name);
	p = skip(p, end);
	if (!len || isdigit((unsigned char)*name) || p == end || *p != '(' || is_keyword(name, len))
		return NULL;
	p = skip_parens(p, end);
	while (p && p < end && (*p == ')' || *p == ';' || isspace((unsigned char)*p)))
		p++;
	if (!p || p != end)
		return NULL;
	return run_intern_n(run, name, len);
}

/* The brace that closes the one at @p; @end if there is none. */
static const char *closing(const char *p, const char *end)
{
	unsigned int depth = 0;

	for (; p < end; p++) {
		if (*p == '{')
			depth++;
		else if (*p == '}' && !--depth)
			return p;
	}
	return end;
}

const char *survey_body(const char *name, const char *p, const char *end, const char **close)
{
	if ((size_t)(end - p) < strlen(name) || memcmp(p, name, strlen(name)))
		return NULL;
	p = skip(p + strlen(name), end);
	p = p < end && *p == '(' ? skip_parens(p, end) : NULL;
	p = p ? memchr(p, '{', (size_t)(end - p)) : NULL;
	if (!p)
		return NULL;
	*close = closing(p, end);
	return *close < end ? p + 1 : NULL;
}

const char *survey_body_call(struct run *run, const char *name, const char *p, const char *end)
{
	const char *close, *body = survey_body(name, p, end, &close);

	return body ? survey_sole_call(run, body, close) : NULL;
}
