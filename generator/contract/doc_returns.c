// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What kernel-doc says of results, clause by clause. */
#include <ctype.h>
#include <string.h>

#include "contract/doc_text.h"

/* What a clause about an integer result speaks of. */
enum clause {
	ZERO = 1, /* 0, whatever it means */
	ONE = 2,
	NEGATIVE = 4,
	COUNT = 8, /* a number that is not negative */
	YES = 16,
	NO = 32,
	OTHER = 64,	 /* the first clause of all: something that is returned */
	CONDITION = 128, /* "if ...", "same as ...": no plain statement */
	DOUBT = 256,	 /* negative, but perhaps no errno */
};

/* clang-format off */
static const struct phrase clauses[] = {
	{ "0 otherwise", ZERO | NO }, { "zero otherwise", ZERO | NO }, { "0 if not", ZERO | NO },
	{ "0,", ZERO }, { "0.", ZERO }, { "0 ", ZERO }, { "zero", ZERO }, { "success (0)", ZERO },
	{ "1 if", ONE | YES }, { "1 when", ONE | YES }, { "1 ", ONE }, { "1,", ONE }, { "one if", ONE },
	{ "true", YES }, { "false", NO },
	{ "negative err", NEGATIVE }, { "negative -e", NEGATIVE }, { "negative linux err", NEGATIVE },
	{ "-e", NEGATIVE }, { "-<", NEGATIVE }, { "errno", NEGATIVE },
	{ "error code", NEGATIVE }, { "error number", NEGATIVE }, { "error value", NEGATIVE },
	{ "is_err", NEGATIVE }, { "valid is_err", NEGATIVE }, { "appropriate err", NEGATIVE },
	{ "appropriate negative", NEGATIVE }, { "appropriate -e", NEGATIVE },
	{ "corresponding negative err", NEGATIVE }, { "standard negative err", NEGATIVE },
	{ "suitable negative err", NEGATIVE }, { "other negative err", NEGATIVE },
	{ "another negative err", NEGATIVE }, { "usual negative err", NEGATIVE },
	{ "linux errno", NEGATIVE }, { "linux error code", NEGATIVE }, { "other error code", NEGATIVE },
	{ "negative", NEGATIVE | DOUBT }, { "less than 0", NEGATIVE | DOUBT },
	{ "less than zero", NEGATIVE | DOUBT }, { "< 0", NEGATIVE | DOUBT }, { "<0", NEGATIVE | DOUBT },
	{ "-1", NEGATIVE | DOUBT }, { "(", DOUBT },
	{ "non-negative", COUNT }, { "nonnegative", COUNT }, { "positive", COUNT },
	{ "number of", COUNT }, { "count of", COUNT }, { "amount of", COUNT }, { "length", COUNT },
	{ "index", COUNT }, { "size", COUNT }, { "> 0", COUNT }, { ">0", COUNT }, { ">= 0", COUNT },
	{ "greater than", COUNT }, { "how many", COUNT }, { "bytes", COUNT }, { "total", COUNT },
	{ "non-zero", COUNT }, { "nonzero", COUNT },
	{ "if ", CONDITION }, { "when ", CONDITION }, { "same", CONDITION }, { "see ", CONDITION },
	{ "as ", CONDITION }, { "like ", CONDITION }, { "whatever", CONDITION },
	{ "whether", CONDITION }, { "depends", CONDITION }, { "depending", CONDITION },
	{ NULL, 0 },
};
/* clang-format on */

/* clang-format off */
static const struct phrase not_copied[] = {
	{ "number of bytes not ", 0 }, { "number of bytes that could not be", 0 },
	{ "number of uncopied bytes", 0 }, { NULL, 0 },
};
/* clang-format on */

/* All that is spoken of; *first: by the first clause. Doubt beyond the first sentence is remembered. */
static unsigned int read_clauses(const char *text, unsigned int *first, bool *later_count)
{
	const char *clause;
	unsigned int all = 0, sentence = 0;

	*first = 0;
	*later_count = false;
	for (unsigned int before = 0; next_clause(&text, &clause, &sentence); before = sentence) {
		const struct phrase *phrase = phrase_at(clauses, clause);
		unsigned int meaning = phrase ? phrase->meaning : *first ? 0 : OTHER;

		if (!*first)
			*first = meaning;
		if (before && (meaning & (COUNT | ONE)))
			*later_count = true;
		if (meaning != CONDITION)
			all |= meaning;
	}
	return all;
}

const char *doc_int_convention(const char *returned, bool *sure)
{
	unsigned int first, all;
	bool later_count;

	all = read_clauses(returned, &first, &later_count);
	*sure = first != CONDITION && !(all & DOUBT);
	if (phrase_in(not_copied, returned) && !(all & NEGATIVE))
		return "not_copied";
	if (all & NEGATIVE) {
		if (all & (COUNT | ONE | OTHER)) {
			*sure &= !(first & ZERO) || !later_count;
			return "errno_or_value";
		}
		if (all & (YES | NO))
			return NULL;
		return all & ZERO ? "errno" : NULL;
	}
	if ((all & YES) && !(all & (COUNT | OTHER)) && ((all & NO) || (first & YES)))
		return "bool";
	return NULL;
}

/* clang-format off */
static const struct phrase which_value[] = {
	{ "original ", 0 }, { "updated ", 0 }, { "resulting ", 0 }, { "old ", 0 }, { "new ", 0 },
	{ "previous ", 0 }, { "current ", 0 }, { "last ", 0 }, { NULL, 0 },
};
static const struct phrase value_of[] = {
	{ "value of @", 0 }, { "value in @", 0 }, { "value at @", 0 }, { "value loaded from @", 0 },
	{ "value read from @", 0 }, { "value stored in @", 0 }, { NULL, 0 },
};
/* clang-format on */

const char *doc_value_of(const char *returned, size_t *len)
{
	const struct phrase *phrase;
	unsigned int sentence = 0;
	const char *clause;

	if (!next_clause(&returned, &clause, &sentence))
		return NULL;
	if ((phrase = phrase_at(which_value, clause)))
		clause += strlen(phrase->text);
	if (!(phrase = phrase_at(value_of, clause)))
		return NULL;
	clause += strlen(phrase->text);
	*len = 0;
	while (isalnum((unsigned char)clause[*len]) || clause[*len] == '_')
		++*len;
	return clause[*len] && clause + *len + 1 < returned ? NULL : clause;
}

/* clang-format off */
static const struct phrase error_pointers[] = {
	{ "err_ptr", 0 }, { "is_err", 0 }, { "error pointer", 0 }, { "error-pointer", 0 },
	{ "err_cast", 0 }, { "ptr_err", 0 }, { "errptr", 0 }, { "error valued pointer", 0 },
	{ "error-valued pointer", 0 }, { "pointer-encoded err", 0 }, { "err pointer", 0 },
	{ NULL, 0 },
};
/* clang-format on */

/* clang-format off */
static const struct phrase denials[] = {
	{ "never", 0 }, { "not return", 0 }, { "n't return", 0 }, { "not an err", 0 },
	{ "not err_ptr", 0 }, { "instead of err_ptr", 0 }, { "same as", 0 }, { "is_err_or_null", 0 },
	{ NULL, 0 },
};
/* clang-format on */

/* clang-format off */
static const struct phrase null_results[] = {
	{ "returns null", 0 }, { "return null", 0 }, { "returning null", 0 }, { "null instead", 0 },
	{ "null is returned", 0 }, { NULL, 0 },
};
/* clang-format on */

/* What NULL is returned for if it is a failure: elsewhere it may be a success of another kind. */
/* clang-format off */
static const struct phrase failures[] = {
	{ "error", 0 }, { "fail", 0 }, { "memory", 0 }, { "not found", 0 }, { "insufficient", 0 },
	{ "cannot", 0 }, { "could not", 0 }, { "can't", 0 }, { "couldn't", 0 }, { "unable", 0 },
	{ NULL, 0 },
};
/* clang-format on */

static bool ends_word(const char *s)
{
	return !isalnum((unsigned char)*s) && *s != '_' && *s != '-';
}

/* "null" as a word; not "is null", which is a condition: that sets *condition. */
static bool mentions_null(const char *text, bool *condition)
{
	bool found = false;

	for (const char *s = text; (s = strstr(s, "null")); s += 4) {
		if ((s > text && !ends_word(s - 1)) || !ends_word(s + 4))
			continue;
		if (s - text >= 3 && !strncmp(s - 3, "is ", 3))
			*condition = true;
		else
			found = true;
	}
	return found;
}

/* Does what follows a "null", to the end of the sentence, speak of failure? */
static bool null_is_failure(const char *text)
{
	for (const char *s = text; (s = strstr(s, "null")); s += 4) {
		struct text sentence = TEXT_INIT;
		size_t len = strcspn(s, ".;");
		bool found;

		text_add_n(&sentence, s, len);
		found = phrase_in(failures, sentence.buf);
		text_release(&sentence);
		if (found)
			return true;
	}
	return false;
}

const char *doc_pointer_convention(const char *returned, const char *body, bool *sure)
{
	bool condition = false, null = mentions_null(returned, &condition);
	bool error = phrase_in(error_pointers, returned);

	*sure = !condition && !phrase_in(denials, returned);
	if (error)
		return null || phrase_in(null_results, body) ? "err_ptr_or_null" : "err_ptr";
	if (!null || phrase_in(error_pointers, body))
		return NULL;
	*sure &= null_is_failure(returned);
	return "null";
}
