// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "contract/doc_text.h"

static bool is_paragraph_end(const char *s)
{
	if (*s != '\n')
		return false;
	do
		s++;
	while (*s == ' ' || *s == '\t');
	return *s == '\n';
}

void doc_normalise(struct text *out, const char *prose)
{
	bool blank = out->len;

	for (const char *s = prose; s && *s; s++) {
		if (is_paragraph_end(s) && out->len && out->buf[out->len - 1] != '.')
			text_addc(out, '.');
		if (strchr("%&`*", *s))
			continue;
		if (isspace((unsigned char)*s)) {
			blank = out->len;
			continue;
		}
		if (blank)
			text_addc(out, ' ');
		blank = false;
		text_addc(out, tolower((unsigned char)*s));
	}
}

static bool begins(const char *s, const char *with)
{
	return !strncmp(s, with, strlen(with));
}

/* Behind the sentence's end: a full stop that a blank or nothing follows. */
static const char *sentence_end(const char *s)
{
	while (*s && !(*s == '.' && (s[1] == ' ' || !s[1])))
		s++;
	return *s ? s + 1 : s;
}

/* clang-format off */
static const struct phrase return_openings[] = {
	{ "returns ", 0 }, { "return ", 0 }, { "this function returns ", 0 },
	{ "the function returns ", 0 }, { "the return value ", 0 }, { "it returns ", 0 },
	{ "this returns ", 0 }, { NULL, 0 },
};
/* clang-format on */

static void add_return_sentences(struct text *out, const struct doc *doc)
{
	struct text body = TEXT_INIT;

	doc_normalise(&body, doc->body);
	for (const char *s = body.buf, *end; *s; s = end) {
		end = sentence_end(s);
		while (*s == ' ')
			s++;
		if (!phrase_at(return_openings, s))
			continue;
		if (out->len)
			text_addc(out, ' ');
		text_add_n(out, s, end - s);
	}
	text_release(&body);
}

void doc_return_text(struct text *out, const struct doc *doc, struct place *at)
{
	const struct doc_section *section = doc_section(doc, "Return");

	*at = section ? section->at : doc->at;
	if (section)
		doc_normalise(out, section->text);
	else if (doc->body)
		add_return_sentences(out, doc);
}

const struct phrase *phrase_at(const struct phrase *table, const char *prose)
{
	for (; table->text; table++)
		if (begins(prose, table->text))
			return table;
	return NULL;
}

const struct phrase *phrase_in(const struct phrase *table, const char *prose)
{
	for (; table->text; table++)
		if (strstr(prose, table->text))
			return table;
	return NULL;
}

/* What may stand before the word that counts. */
/* clang-format off */
static const struct phrase openings[] = {
	{ "returns ", 0 }, { "return ", 0 }, { "this function returns ", 0 }, { "or ", 0 },
	{ "the function returns ", 0 }, { "the return value ", 0 }, { "it returns ", 0 },
	{ "this returns ", 0 }, { "this will return ", 0 }, { "will be ", 0 }, { "will return ", 0 },
	{ "is ", 0 }, { "either ", 0 }, { "otherwise ", 0 }, { "else ", 0 }, { "and ", 0 },
	{ "a ", 0 }, { "an ", 0 }, { "the ", 0 }, { "on success ", 0 }, { "on success: ", 0 },
	{ "on success, ", 0 }, { "on error ", 0 }, { "on error, ", 0 }, { "on failure ", 0 },
	{ "on failure, ", 0 }, { "in case of error ", 0 }, { "in case of an error ", 0 },
	{ "in case of failure ", 0 }, { "upon success ", 0 }, { "with ", 0 }, { "if successful, ", 0 },
	{ "in all other cases ", 0 }, { "- ", 0 }, { "= ", 0 }, { ": ", 0 }, { ", ", 0 }, { " ", 0 },
	{ NULL, 0 },
};
/* clang-format on */

/* clang-format off */
static const struct phrase conjunctions[] = {
	{ " or ", 0 }, { " and ", 0 }, { " otherwise ", 0 }, { " else ", 0 }, { NULL, 0 },
};
/* clang-format on */

/* Is the comma, the full stop or the blank at @s the end of a clause? */
static bool clause_ends(const char *s)
{
	if (strchr(",;:.", *s))
		return s[1] == ' ' || !s[1];
	return *s == ' ' && phrase_at(conjunctions, s);
}

bool next_clause(const char **rest, const char **clause, unsigned int *sentence)
{
	const char *s = *rest;
	const struct phrase *opening;

	while ((opening = phrase_at(openings, s)))
		s += strlen(opening->text);
	if (!*s)
		return false;
	*clause = s;
	while (*s && !clause_ends(s))
		s++;
	if (*s == '.')
		++*sentence;
	*rest = *s ? s + 1 : s;
	return true;
}
