// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A report that somebody who looks after the code, its documentation or its contract can act on. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"
#include "command/contradictions.h"
#include "command/print.h"
#include "command/subject.h"
#include "contract/contradict.h"

/* What values mean, for readers who do not know our words. */
static const struct {
	const char *kind, *value, *means;
} meanings[] = {
	{ "returns", "errno", "0, or a negative errno" },
	{ "returns", "errno_or_value", "a value that is not negative, or a negative errno" },
	{ "returns", "err_ptr", "a pointer, or ERR_PTR() on failure; never NULL" },
	{ "returns", "err_ptr_or_null", "a pointer, NULL, or ERR_PTR() on failure" },
	{ "returns", "null", "a pointer, or NULL on failure; never ERR_PTR()" },
	{ "returns", "not_copied", "the number of bytes that were not copied" },
	{ "returns", "bool", "0 or 1, and no errno" },
	{ "returns", "value", "a value, and no errno" },
	{ "returns", "pointer", "a pointer, never NULL or ERR_PTR()" },
	{ "returns", "void", "nothing" },
	{ "returns", "zero", "always 0" },
	{ "returns", "not_found", "a value that is not negative, or -1, which is no errno" },
	{ "context", "may_sleep", "it may sleep" },
	{ "context", "atomic", "it does not sleep" },
	{ "context", "gfp", "it sleeps if the allocation flags let it" },
	{ "context", "callback", "it sleeps if its callback does" },
};

static const char *meaning(struct run *run, const struct fact *fact)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
		if (!strcmp(meanings[i].kind, fact->kind->name) &&
		    !strcmp(meanings[i].value, fact->value))
			return meanings[i].means;
	return arena_printf(&run->arena, "%s %s", fact->kind->name, fact->value);
}

static const char *place_text(struct run *run, struct place at)
{
	return at.line ? arena_printf(&run->arena, "%s:%u", at.file, at.line) : at.file;
}

static const char *source_text(enum origin origin)
{
	switch (origin) {
	case ORIGIN_BODY:
		return "the code";
	case ORIGIN_DOC:
		return "kernel-doc";
	default:
		return "contract file";
	}
}

/* Lines joined, with single blanks. */
static const char *one_line(struct run *run, const char *prose)
{
	char *line = arena_strdup(&run->arena, prose), *to = line;

	for (const char *s = prose; *s; s++)
		if (!isspace((unsigned char)*s))
			*to++ = *s;
		else if (to > line && to[-1] != ' ')
			*to++ = ' ';
	*to = '\0';
	return line;
}

/* The section of the comment that the fact was read in, in one line; NULL: not at hand. */
static const char *quote(struct run *run, const struct contract *contract, const struct fact *fact)
{
	const struct doc *doc = contract->function->doc;
	const struct doc_section *section;

	if (fact->origin != ORIGIN_DOC || !doc || strcmp(fact->at.file, doc->at.file) != 0)
		return NULL;
	section = doc_section(doc, fact->subject == SUBJECT_RETURN ? "Return" : "Context");
	if (!section || !section->text)
		return NULL;
	return one_line(run, section->text);
}

static void print_side(struct run *run, const struct contract *contract, const struct fact *fact)
{
	const char *quoted = quote(run, contract, fact);

	printf("  %s: %s: %s\n", place_text(run, fact->at), source_text(fact->origin),
	       meaning(run, fact));
	if (quoted)
		printf("    \"%s\"\n", quoted);
}

static void print_one(struct run *run, const struct contradiction *found)
{
	const struct contract *contract = found->contract;

	printf("%s: %s(): ", place_text(run, contract->function->at), contract->function->name);
	if (found->code->subject == SUBJECT_PARAM)
		printf("%s: ", subject_name(contract, found->code));
	printf("%s\n", found->code->kind->help);
	print_side(run, contract, found->code);
	print_side(run, contract, found->words);
}

static json_t *side_json(struct run *run, const struct contract *contract, const struct fact *fact)
{
	return json_pack("{ss ss ss ss ss*}", "origin", origin_name(fact->origin), "value",
			 fact->value, "means", meaning(run, fact), "at", place_text(run, fact->at),
			 "text", quote(run, contract, fact));
}

static void print_json(struct run *run, const struct contradiction *found)
{
	const struct contract *contract = found->contract;

	json_print(json_pack("{ss ss ss ss ss si so so}", "finding", "contradiction", "function",
			     contract->function->name, "header", contract->function->header,
			     "subject", subject_name(contract, found->code), "fact",
			     found->code->kind->name, "rank", (int)found->rank, "first",
			     side_json(run, contract, found->code), "second",
			     side_json(run, contract, found->words)));
}

unsigned int contradictions_print(struct run *run, const struct request *request,
				  const struct reading *reading)
{
	/* in the order of their ranks */
	static const char *const titles[] = {
		"Who believes it does not look for failures",
		"Who believes it calls in atomic context what may sleep",
		"Who believes it mistakes failures for something else",
		"Who believes it takes too much care",
		"Others",
	};
	struct contradictions found;

	contradictions_find(run, reading->ledger, &found);
	for (unsigned int i = 0; i < found.n; i++) {
		const struct contradiction *one = &found.list[i];

		if (request->json) {
			print_json(run, one);
			continue;
		}
		if (!i || one->rank != found.list[i - 1].rank)
			printf("%s%s\n\n", i ? "\n" : "", titles[one->rank]);
		print_one(run, one);
	}
	return found.n;
}
