// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/doc_text.h"
#include "contract/pair_doc.h"
#include "contract/pair_names.h"

/* More are named in no comment. */
#define MAX_NAMES 16

struct names {
	const char **names;
	unsigned int n;
};

/* What is said of a function that gives back. */
static const struct phrase releasing[] = {
	{ "free", 0 },	      { "releas", 0 },	   { "put", 0 },     { "drop", 0 },
	{ "undo", 0 },	      { "unregister", 0 }, { "destroy", 0 }, { "clos", 0 },
	{ "when done", 0 },   { "unlock", 0 },	   { "balanc", 0 },  { "no longer", 0 },
	{ "counterpart", 0 }, { "dispos", 0 },	   { "pair", 0 },    { "matching", 0 },
	{ "give", 0 },	      { "passed to", 0 },  { "cleanup", 0 }, { "clean up", 0 },
	{ NULL, 0 },
};

static const struct phrase denials[] = {
	{ " not ", 0 },	  { "n't ", 0 },  { "automatic", 0 }, { "instead", 0 }, { "unlike", 0 },
	{ "no need", 0 }, { "never", 0 }, { "without", 0 },   { "similar", 0 }, { NULL, 0 },
};

/* The end of the sentence at @s; what is abbreviated ends none. */
static const char *sentence_end(const char *s)
{
	while (*s && !((*s == '.' || *s == ';') && (s[1] == ' ' || !s[1])))
		s++;
	return s;
}

static void add(struct run *run, struct names *names, const char *name, size_t len)
{
	const char *interned = run_intern_n(run, name, len);

	for (unsigned int i = 0; i < names->n; i++)
		if (names->names[i] == interned)
			return;
	if (names->n < MAX_NAMES)
		names->names[names->n++] = interned;
}

static void find_in_sentence(struct run *run, struct names *names, const char *sentence)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	if (!phrase_in(releasing, sentence) || phrase_in(denials, sentence))
		return;
	for (const char *s = sentence; (s = strstr(s, "()")); s += 2) {
		const char *start = s;

		while (start > sentence && strchr(letters, start[-1]))
			start--;
		if (pair_name_releases(start, s - start))
			add(run, names, start, s - start);
	}
}

/* What is said of a result that the caller has to give back, whatever gives it back. */
static const struct phrase owning[] = {
	{ "refcount incremented", 0 },
	{ "reference count incremented", 0 },
	{ "reference count is incremented", 0 },
	{ "reference count is increased", 0 },
	{ "refcount is incremented", 0 },
	{ "increments the reference count", 0 },
	{ "increment the reference count", 0 },
	{ "increments the refcount", 0 },
	{ "takes a reference", 0 },
	{ "take a reference", 0 },
	{ "acquires a reference", 0 },
	{ "with a reference", 0 },
	{ "with its reference", 0 },
	{ "reference count to the", 0 },
	{ "a new reference", 0 },
	{ "must be freed", 0 },
	{ "should be freed", 0 },
	{ "must be released", 0 },
	{ "must free", 0 },
	{ "must release", 0 },
	{ "responsible for freeing", 0 },
	{ "responsible for releasing", 0 },
	{ "drop the reference", 0 },
	{ "newly allocated", 0 },
	{ "newly created", 0 },
	{ "when done", 0 },
	{ NULL, 0 },
};

bool pair_doc_owns(const char *prose)
{
	struct text text = TEXT_INIT;
	const char *s, *end;
	bool owns = false;

	doc_normalise(&text, prose);
	for (s = text.buf; *s && !owns; s = *end ? end + 1 : end) {
		struct text sentence = TEXT_INIT;

		end = sentence_end(s);
		text_add_n(&sentence, s, end - s);
		owns = phrase_in(owning, sentence.buf) && !phrase_in(denials, sentence.buf);
		text_release(&sentence);
	}
	text_release(&text);
	return owns;
}

const char **pair_doc_names(struct run *run, const char *prose, unsigned int *n)
{
	struct names names = { arena_new(&run->arena, const char *, MAX_NAMES), 0 };
	struct text text = TEXT_INIT;
	const char *s, *end;

	doc_normalise(&text, prose);
	for (s = text.buf; *s; s = *end ? end + 1 : end) {
		struct text sentence = TEXT_INIT;

		end = sentence_end(s);
		text_add_n(&sentence, s, end - s);
		find_in_sentence(run, &names, sentence.buf);
		text_release(&sentence);
	}
	text_release(&text);
	*n = names.n;
	return names.names;
}
