/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DOC_TEXT_H
#define SHEATH_DOC_TEXT_H

#include <stdbool.h>

#include "base/text.h"
#include "model/model.h"

/*
 * The prose of kernel-doc, made comparable: lower case, one blank between
 * words, without the marks %, &, ` and *; the end of a paragraph is the end of
 * a sentence.
 */
void doc_normalise(struct text *out, const char *prose);

/*
 * What a comment says about the result, normalised: its Return section, or else
 * the sentences of its body that begin with "Returns" and the like. Empty: it
 * says nothing. *at is where it stands.
 */
void doc_return_text(struct text *out, const struct doc *doc, struct place *at);

/* A row of a table of phrases; tables end in a NULL phrase. */
struct phrase {
	const char *text;
	int meaning;
};

/* The first row whose phrase @prose begins with; NULL: none. */
const struct phrase *phrase_at(const struct phrase *table, const char *prose);
/* The first row whose phrase is somewhere in @prose; NULL: none. */
const struct phrase *phrase_in(const struct phrase *table, const char *prose);

/*
 * Walks over the clauses of normalised prose: what stands between punctuation,
 * "or", "and", "otherwise". *clause is moved to the next beginning, past articles
 * and words such as "returns" and "on success"; false at the end. Start with
 * the whole text in *rest. *sentence counts the sentences from 0.
 */
bool next_clause(const char **rest, const char **clause, unsigned int *sentence);

/* What int and pointer results mean, from the return text; NULL: it does not say. */
const char *doc_int_convention(const char *returned, bool *sure);
const char *doc_pointer_convention(const char *returned, const char *body, bool *sure);
/* "The original value of @v": the parameter's name, if that is the whole of the first clause; NULL: it is not. */
const char *doc_value_of(const char *returned, size_t *len);

#endif
