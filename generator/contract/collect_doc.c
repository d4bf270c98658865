// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Facts from kernel-doc comments. */
#include <ctype.h>
#include <string.h>

#include "contract/collect.h"
#include "contract/doc_text.h"
#include "contract/pair_doc.h"
#include "contract/pair_names.h"
#include "contract/types.h"

static const struct type *find_param(const struct type *type, const char *name, size_t len,
				     const char **found)
{
	for (unsigned int i = 0; i < type->n_params; i++) {
		*found = type->params[i].name;
		if (*found && strlen(*found) == len && !strncasecmp(*found, name, len))
			return type->params[i].type;
	}
	return NULL;
}

/* What a parameter points to holds is a plain number, whatever its sign. */
static bool is_held_number(const struct type *type, const char *returned)
{
	const char *name, *found;
	const struct type *param;
	size_t len;

	name = doc_value_of(returned, &len);
	param = name ? find_param(type, name, len, &found) : NULL;
	return param && type_is_pointer(param);
}

static void collect_returns(struct facts *facts, const struct contract *contract)
{
	const struct doc *doc = contract->function->doc;
	const struct type *type = contract->type->inner;
	struct text returned = TEXT_INIT, body = TEXT_INIT;
	const char *convention = NULL;
	struct place at;
	bool sure;

	doc_return_text(&returned, doc, &at);
	if (returned.len && type_is_pointer(type)) {
		doc_normalise(&body, doc->body);
		convention = doc_pointer_convention(returned.buf, body.buf, &sure);
	} else if (returned.len && type_resolve(type, NULL)->kind == TYPE_INT) {
		convention = doc_int_convention(returned.buf, &sure);
		if (!convention && is_held_number(contract->type, returned.buf)) {
			convention = "value";
			sure = true;
		}
	}
	/* an unsigned number is no errno, whatever is written */
	if (convention && strncmp(convention, "errno", 5) == 0 && !type_is_signed(type))
		convention = NULL;
	if (convention) {
		facts_from(facts, ORIGIN_DOC, at, sure);
		facts_return(facts, "returns", convention);
	}
	text_release(&returned);
	text_release(&body);
}

/* Phrases about sleeping, the more special ones first. */
/* clang-format off */
static const struct {
	const char *text;
	const char *context;
	bool sure;
} sleeping[] = {
	{ "sleep if gfp", "gfp", true }, { "sleep if @gfp", "gfp", true },
	{ "sleep if the gfp", "gfp", true }, { "sleep if the @gfp", "gfp", true }, { "depending on gfp", "gfp", false },
	{ "may sleep if pagefaults", "may_sleep", true },
	{ "may sleep if", "may_sleep", false }, { "might sleep if", "may_sleep", false },
	{ "does not sleep", "atomic", false }, { "doesn't sleep", "atomic", false },
	{ "will not sleep", "atomic", false }, { "never sleeps", "atomic", false },
	{ "not sleep", NULL, false },
	{ "may be called from any context", "atomic", true },
	{ "can be called from any context", "atomic", true },
	{ "may be called from atomic context", "atomic", true },
	{ "can be called from atomic context", "atomic", true },
	{ "must not be called from within atomic context", "may_sleep", true },
	{ "must not be called from atomic context", "may_sleep", true },
	{ "cannot be called from atomic context", "may_sleep", true },
	{ "can not be called from atomic context", "may_sleep", true },
	{ "not be called from within interrupt context", "may_sleep", false },
	{ "not be called from interrupt context", "may_sleep", false },
	{ "may sleep", "may_sleep", true }, { "might sleep", "may_sleep", true },
	{ "can sleep", "may_sleep", true },
};
/* clang-format on */

/* What counts only in a Context section. */
/* clang-format off */
static const struct {
	const char *text;
	const char *context;
	bool sure;
} context_words[] = {
	{ "process context", "may_sleep", false }, { "user context", "may_sleep", false },
};
/* clang-format on */

static bool collect_sleeping(struct facts *facts, const char *prose, struct place at)
{
	for (size_t i = 0; i < sizeof(sleeping) / sizeof(*sleeping); i++) {
		if (!strstr(prose, sleeping[i].text))
			continue;
		if (sleeping[i].context) {
			facts_from(facts, ORIGIN_DOC, at, sleeping[i].sure);
			facts_call(facts, "context", sleeping[i].context);
		}
		return true;
	}
	return false;
}

/* Where allocation flags are handed over, "any context" leaves it to them. */
static const char *any_context(const struct type *type)
{
	for (unsigned int i = 0; i < type->n_params; i++)
		if (type_is_gfp(type->params[i].type))
			return "gfp";
	return "atomic";
}

static void collect_context(struct facts *facts, const struct contract *contract)
{
	const struct doc *doc = contract->function->doc;
	const struct doc_section *section = doc_section(doc, "Context");
	struct text prose = TEXT_INIT;
	bool found;

	doc_normalise(&prose, section ? section->text : doc->body);
	found = collect_sleeping(facts, prose.buf, section ? section->at : doc->at);
	if (section && !found && strstr(prose.buf, "any context")) {
		facts_from(facts, ORIGIN_DOC, section->at, true);
		facts_call(facts, "context", any_context(contract->type));
		found = true;
	}
	for (size_t i = 0; section && !found && i < sizeof(context_words) / sizeof(*context_words);
	     i++) {
		if (!strstr(prose.buf, context_words[i].text))
			continue;
		facts_from(facts, ORIGIN_DOC, section->at, context_words[i].sure);
		facts_call(facts, "context", context_words[i].context);
		found = true;
	}
	text_release(&prose);
}

/* Facts that a parameter's description states in so many words. */
/* clang-format off */
static const struct param_phrase {
	const char *text;
	bool (*fits)(const struct type *type);
	const char *kind, *value;
	bool sure;
} param_phrases[] = {
	{ "must not be null", type_is_pointer, NULL, NULL, false },
	{ "cannot be null", type_is_pointer, NULL, NULL, false },
	{ "can't be null", type_is_pointer, NULL, NULL, false },
	{ "not null", type_is_pointer, NULL, NULL, false },
	{ "may be null", type_is_pointer, "nullable", "true", true },
	{ "can be null", type_is_pointer, "nullable", "true", true },
	{ "or null", type_is_pointer, "nullable", "true", true },
	{ "null if", type_is_pointer, "nullable", "true", false },
	{ "null for", type_is_pointer, "nullable", "true", false },
	{ "optional", type_is_pointer, "nullable", "true", false },
	{ " in hz", type_is_integer, "unit", "Hz", true },
	{ "number of jiffies", type_is_integer, "unit", "jiffies", true },
	{ "timeout in jiffies", type_is_integer, "unit", "jiffies", true },
	{ "in microvolts", type_is_integer, "unit", "uV", true },
	{ " in uv", type_is_integer, "unit", "uV", true },
	{ "in microamps", type_is_integer, "unit", "uA", true },
	{ " in ua", type_is_integer, "unit", "uA", true },
	{ "in milliseconds", type_is_integer, "unit", "ms", true },
	{ " in ms", type_is_integer, "unit", "ms", true },
	{ "in microseconds", type_is_integer, "unit", "us", true },
	{ " in us", type_is_integer, "unit", "us", false },
	{ "in nanoseconds", type_is_integer, "unit", "ns", true },
};
/* clang-format on */

/* "length of @buf in bytes": the phrase, what it may be said of, and how sure it is. */
/* clang-format off */
static const struct {
	const char *text, *kind;
	bool sure;		/* else only if "bytes" is said as well */
} length_phrases[] = {
	{ "size of @", "bytes_of", false }, { "length of @", "bytes_of", false },
	{ "bytes in @", "bytes_of", true }, { "bytes of @", "bytes_of", true },
	{ "elements in @", "count_of", true }, { "elements of @", "count_of", true },
	{ "entries in @", "count_of", true }, { "entries of @", "count_of", true },
	{ "members of @", "count_of", true }, { "bits in @", "bits_of", true },
};
/* clang-format on */

/* "number of bytes to send": of what stands beside it. */
/* clang-format off */
static const struct {
	const char *text, *kind;
	bool sure;
} beside_phrases[] = {
	{ "number of array elements", "count_of", true }, { "size of the array", "count_of", false },
	{ "number of elements in the array", "count_of", true }, { "number of entries in the array", "count_of", true },
	{ "number of elements", "count_of", false }, { "number of entries", "count_of", false },
	{ "array size", "count_of", false }, { "length of the array", "count_of", false },
	{ "number of bytes", "bytes_of", false }, { " in bytes", "bytes_of", false },
	{ "buffer size", "bytes_of", false }, { "buffer length", "bytes_of", false },
	{ "size of the buffer", "bytes_of", false }, { "size of buffer", "bytes_of", false },
	{ "length of the buffer", "bytes_of", false }, { "length of buffer", "bytes_of", false },
	{ "length of the data", "bytes_of", false }, { "length of data", "bytes_of", false },
	{ "size of the data", "bytes_of", false }, { "size of data", "bytes_of", false },
};
/* clang-format on */

/* Can it be what a number of that kind counts? */
static bool is_counted_in(const struct type *type, const char *kind)
{
	const struct type *pointer = type_resolve(type, NULL), *element;

	if (pointer->kind != TYPE_POINTER)
		return false;
	if (!strcmp(kind, "bytes_of"))
		return type_is_bytes(type);
	element = type_resolve(pointer->inner, NULL);
	return element->kind == TYPE_INT ? element->size > 1 : element->kind == TYPE_POINTER;
}

static void collect_length_beside(struct facts *facts, const struct type *type, unsigned int i,
				  const char *prose)
{
	for (size_t j = 0; j < sizeof(beside_phrases) / sizeof(*beside_phrases); j++) {
		const char *kind = beside_phrases[j].kind;
		unsigned int at;

		if (!strstr(prose, beside_phrases[j].text))
			continue;
		at = i && is_counted_in(type->params[i - 1].type, kind) ? i - 1 : i + 1;
		if (at >= type->n_params || !type->params[at].name ||
		    !is_counted_in(type->params[at].type, kind))
			continue;
		facts->sure = beside_phrases[j].sure && at < i;
		facts_param(facts, i, kind, type->params[at].name);
		return;
	}
}

static void collect_length(struct facts *facts, const struct type *type, unsigned int i,
			   const char *prose)
{
	if (!type_is_integer(type->params[i].type))
		return;
	for (size_t j = 0; j < sizeof(length_phrases) / sizeof(*length_phrases); j++) {
		const char *s = strstr(prose, length_phrases[j].text), *name;
		const struct type *other;
		size_t len = 0;

		if (!s)
			continue;
		s += strlen(length_phrases[j].text);
		while (isalnum((unsigned char)s[len]) || s[len] == '_')
			len++;
		other = find_param(type, s, len, &name);
		if (!other || !type_is_pointer(other) || name == type->params[i].name)
			continue;
		facts->sure = length_phrases[j].sure || strstr(prose, "bytes");
		facts_param(facts, i, length_phrases[j].kind, name);
		return;
	}
	collect_length_beside(facts, type, i, prose);
}

static void collect_phrases(struct facts *facts, const struct type *type, unsigned int i,
			    const char *prose)
{
	for (size_t j = 0; j < sizeof(param_phrases) / sizeof(*param_phrases); j++) {
		const struct param_phrase *phrase = &param_phrases[j];
		const char *s = strstr(prose, phrase->text);

		if (!s || !phrase->fits(type->params[i].type))
			continue;
		/* "in hz" and not "in hzfoo" */
		if (isalnum((unsigned char)s[strlen(phrase->text)]))
			continue;
		facts->sure = phrase->sure;
		if (phrase->kind)
			facts_param(facts, i, phrase->kind, phrase->value);
		return;
	}
}

static void collect_param_doc(struct facts *facts, const struct contract *contract,
			      const struct doc_param *param)
{
	const struct type *type = contract->type;
	struct text prose = TEXT_INIT;

	for (unsigned int i = 0; i < type->n_params; i++) {
		if (!type->params[i].name || strcmp(type->params[i].name, param->name))
			continue;
		doc_normalise(&prose, param->text);
		facts_from(facts, ORIGIN_DOC, param->at, false);
		collect_phrases(facts, type, i, prose.buf);
		collect_length(facts, type, i, prose.buf);
		break;
	}
	text_release(&prose);
}

/* Of a pointer that the caller has to give back, in the Return section or else in the body. */
static void collect_owned(struct facts *facts, const struct contract *contract)
{
	const struct doc *doc = contract->function->doc;
	const struct doc_section *section = doc_section(doc, "Return");

	if (!type_is_pointer(contract->type->inner))
		return;
	if (section && section->text && pair_doc_owns(section->text))
		facts_from(facts, ORIGIN_DOC, section->at, true);
	else if (doc->body && pair_doc_owns(doc->body))
		facts_from(facts, ORIGIN_DOC, doc->at, true);
	else
		return;
	facts_return(facts, "owned", "true");
}

void collect_doc(struct facts *facts, const struct contract *contract)
{
	const struct doc *doc = contract->function->doc;

	if (!doc)
		return;
	collect_returns(facts, contract);
	collect_context(facts, contract);
	collect_owned(facts, contract);
	for (unsigned int i = 0; i < doc->n_params; i++)
		collect_param_doc(facts, contract, &doc->params[i]);
}

/* By name alone: no other function is at hand to compare types with. */
static void collect_released(struct facts *facts, const struct contract *contract,
			     const char *prose, struct place at)
{
	const char **names;
	unsigned int n;

	if (!prose ||
	    pair_name_releases(contract->function->name, strlen(contract->function->name)))
		return;
	names = pair_doc_names(facts->run, prose, &n);
	facts_from(facts, ORIGIN_DOC, at, false);
	for (unsigned int i = 0; i < n; i++)
		facts_add(facts,
			  type_is_pointer(contract->type->inner) ? SUBJECT_RETURN : SUBJECT_CALL, 0,
			  "released_by", names[i]);
}

void collect_doc_facts(struct run *run, const char *name, const struct type *type,
		       const struct doc *doc, struct fact_list *list)
{
	const struct function function = { .name = name, .type = type, .doc = doc };
	const struct contract contract = { .function = &function, .type = type };
	const struct doc_section *section = doc_section(doc, "Return");
	struct facts facts = { .run = run };

	collect_doc(&facts, &contract);
	collect_released(&facts, &contract, doc->body, doc->at);
	if (section)
		collect_released(&facts, &contract, section->text, section->at);
	*list = facts.list;
}
