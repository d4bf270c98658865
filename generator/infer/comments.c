// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The kernel-doc comment before a definition, for those functions whose header has none. A line of a
 * summary for each fact:
 *
 *	d FUNCTION FILE LINE SUBJECT PARAM SURE KIND VALUE
 */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/extra.h"
#include "infer/extra_solve.h"
#include "input/kerneldoc.h"
#include "input/types.h"
#include "model/inferred.h"

static unsigned int comment_line(const struct libclang *clang, CXCursor function)
{
	unsigned int line;

	clang->getExpansionLocation(clang->getRangeStart(clang->Cursor_getCommentRange(function)),
				    NULL, &line, NULL, NULL);
	return line;
}

static void write_fact(struct text *out, const char *name, const struct fact *fact)
{
	if (strchr(fact->value, '\n'))
		return;
	text_printf(out, "d %s %s %u %d %u %c %s %s\n", name, fact->at.file, fact->at.line,
		    (int)fact->subject, fact->param, fact->sure ? '!' : '?', fact->kind->name,
		    fact->value);
}

void read_comment(struct run *run, const struct libclang *clang, const struct unit_input *input,
		  CXCursor function, struct text *out)
{
	const char *text = libclang_string(run, clang, clang->Cursor_getRawCommentText(function));
	const char *name = libclang_string(run, clang, clang->getCursorSpelling(function));
	size_t len = text ? strlen(text) : 0;
	const char *about = text ? kerneldoc_name(run, text, len) : NULL;
	struct fact_list facts = { 0 };
	const struct doc *doc;

	if (!about || !name || strcmp(about, name))
		return;
	doc = kerneldoc_parse(run, text, len, input->name, comment_line(clang, function));
	if (!doc)
		return;
	input->read_doc(run, name, types_function(types_new(run, clang), function), doc, &facts);
	for (unsigned int i = 0; i < facts.n; i++)
		write_fact(out, name, &facts.facts[i]);
}

enum word {
	WORD_D,
	WORD_NAME,
	WORD_FILE,
	WORD_LINE,
	WORD_SUBJECT,
	WORD_PARAM,
	WORD_SURE,
	WORD_KIND
};

static void read_line(struct run *run, char *line, struct inferred_list *list)
{
	char *words[WORD_KIND + 1];
	struct inferred *function;
	enum subject subject;

	for (unsigned int i = 0; i <= WORD_KIND; i++)
		words[i] = line ? strsep(&line, " ") : NULL;
	if (!line)
		return;
	function = (struct inferred *)inferred_find(list, words[WORD_NAME]);
	subject = (enum subject)atoi(words[WORD_SUBJECT]);
	if (!function || !fact_kind(subject, words[WORD_KIND]) ||
	    strcmp(function->at.file, words[WORD_FILE]))
		return;
	inferred_fact(run, function, subject, (unsigned int)atoi(words[WORD_PARAM]),
		      words[WORD_KIND], run_intern(run, line), ORIGIN_DOC,
		      (struct place){ function->at.file, (unsigned int)atoi(words[WORD_LINE]), 0 },
		      *words[WORD_SURE] == '!');
}

void comments_solve(struct run *run, const struct unit_text *units, size_t n,
		    struct inferred_list *list)
{
	struct text line = TEXT_INIT;

	for (size_t i = 0; i < n; i++) {
		const char *at = units[i].text;

		for (size_t len; *at; at += len + (at[len] == '\n')) {
			len = strcspn(at, "\n");
			if (strncmp(at, "d ", 2))
				continue;
			text_reset(&line);
			text_add_n(&line, at, len);
			read_line(run, line.buf, list);
		}
	}
	text_release(&line);
}
