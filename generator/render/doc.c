// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "render/doc.h"
#include "render/layout.h"
#include "render/owner.h"

static const char *finish(struct run *run, struct text *text)
{
	const char *result = arena_strndup(&run->arena, text->buf, text->len);

	text_release(text);
	return result;
}

static bool has_role(const struct wrapped *w, enum role role)
{
	for (unsigned int i = 0; i < w->n_params; i++)
		if (w->params[i].role == role)
			return true;
	return false;
}

/* What the wrapper adds, for a function that the kernel does not describe. */
static const char *doc_summary(struct run *run, const struct wrapped *w)
{
	const struct doc *doc = w->contract->function->doc;
	const struct {
		bool holds;
		const char *text;
	} gains[] = {
		{ w->result.kind == RESULT_ERRNO || w->result.kind == RESULT_STRUCT,
		  "its result checked" },
		{ w->result.kind == RESULT_OWNER, "what it acquires owned" },
		{ w->contract->takes, "what is given back owned until then" },
		{ has_role(w, ROLE_UNIT) || w->result.kind == RESULT_UNIT, "units as types" },
		{ has_role(w, ROLE_SLICE), "lengths beside their pointers" },
		{ w->result.kind == RESULT_SAME && w->result.must_check, "its result checked" },
	};
	struct text text = TEXT_INIT;
	bool any = false;

	if (doc && doc->summary && *doc->summary)
		return doc->summary;
	text_printf(&text, "%s()", w->contract->calls);
	for (unsigned int i = 0; i < sizeof(gains) / sizeof(*gains); i++) {
		if (!gains[i].holds)
			continue;
		text_printf(&text, "%s%s", any ? " and " : ", with ", gains[i].text);
		any = true;
	}
	if (!any && *w->doc.context)
		text_add(&text, ", where its context allows it");
	return finish(run, &text);
}

static const char *quoted_param(const struct doc *doc, const char *name)
{
	for (unsigned int i = 0; doc && i < doc->n_params; i++)
		if (!strcmp(doc->params[i].name, name))
			return doc->params[i].text;
	return NULL;
}

static const char *made_param(struct run *run, const struct wrapped *w,
			      const struct kernel_param *param)
{
	switch (param->role) {
	case ROLE_OWNER:
		return arena_printf(&run->arena, "%s, handed over by move()",
				    w->contract->takes->doc ? w->contract->takes->doc
							    : "what is given back");
	case ROLE_STATE:
		return arena_printf(&run->arena, "%s",
				    w->contract->needs->doc ? w->contract->needs->doc
							    : "the owner of its state");
	case ROLE_SLICE:
		return strstr(param->own_type, "_slice")  ? "the elements and their number"
		       : strstr(param->own_type, "_bits") ? "the bits and their number"
							  : "the bytes and their number";
	case ROLE_UNIT:
		if (param->checked)
			return arena_printf(&run->arena,
					    "passed to %s(), as a &struct safe_%s or constants",
					    w->contract->calls, param->unit);
		return arena_printf(&run->arena, "passed to %s(), as a &struct safe_%s",
				    w->contract->calls, param->unit);
	default:
		return arena_printf(&run->arena, "passed to %s()", w->contract->calls);
	}
}

/* @text without white space and a full stop at its end. */
static const char *trimmed(struct run *run, const char *text)
{
	size_t len = strlen(text);

	while (len && isspace((unsigned char)text[len - 1]))
		len--;
	if (len > 1 && text[len - 1] == '.' && !memchr(text, '.', len - 1))
		len--;
	return arena_strndup(&run->arena, text, len);
}

static const char *doc_param(struct run *run, const struct wrapped *w, unsigned int i)
{
	const struct kernel_param *param = &w->params[i];
	const char *text = quoted_param(w->contract->function->doc, param->name);
	bool quoted = text && *text && param->role != ROLE_OWNER && param->role != ROLE_STATE;

	text = quoted ? trimmed(run, text) : made_param(run, w, param);
	if (quoted && param->role == ROLE_SLICE)
		text = arena_printf(&run->arena, "%s; with its length", text);
	if (fact_true(w->contract, i, "nullable") && !strstr(text, "NULL"))
		text = arena_printf(&run->arena, "%s; may be NULL", text);
	return text;
}

static const char *section(const struct wrapped *w, const char *name)
{
	const struct doc *doc = w->contract->function->doc;
	const struct doc_section *found = doc ? doc_section(doc, name) : NULL;

	return found && found->text && *found->text ? found->text : NULL;
}

static const char *doc_context(struct run *run, const struct wrapped *w)
{
	static const struct {
		const char *value, *text;
	} contexts[] = {
		{ "may_sleep", "May sleep." },
		{ "atomic", "Any context." },
		{ "gfp", "Sleeps if the allocation flags allow it." },
		{ "callback", "Sleeps if the callback does." },
	};
	static const struct {
		const char *kind, *format;
	} locks[] = {
		{ "acquires", "%s%sTakes %s." },
		{ "releases", "%s%sReleases %s." },
		{ "holds", "%s%sThe caller holds %s." },
	};
	const char *value = fact_value(w->contract, SUBJECT_CALL, 0, "context");
	const char *text = section(w, "Context");

	if (text)
		return text;
	text = "";
	for (unsigned int i = 0; value && i < sizeof(contexts) / sizeof(*contexts); i++)
		if (!strcmp(contexts[i].value, value))
			text = contexts[i].text;
	for (unsigned int i = 0; i < sizeof(locks) / sizeof(*locks); i++) {
		const char *lock = fact_value(w->contract, SUBJECT_CALL, 0, locks[i].kind);

		if (lock)
			text = arena_printf(&run->arena, locks[i].format, text, *text ? " " : "",
					    lock);
	}
	return text;
}

static const char *struct_return(struct run *run, const struct wrapped *w)
{
	const struct wrapped_result *result = &w->result;
	const char *type = result->value_type;

	if (!strcmp(result->from, "errno_or_value"))
		return "a number that is not negative, to open with TRY(), or an errno.";
	if (!strcmp(result->from, "err_ptr_or_null"))
		return arena_printf(
			&run->arena,
			"a ``%s`` to open with TRY(), NULL if there is none, or an errno.", type);
	if (!strcmp(result->from, "null"))
		return arena_printf(&run->arena, "a ``%s`` to open with TRY(), or %s.", type,
				    result->error);
	return arena_printf(&run->arena, "a ``%s`` to open with TRY(), or an errno.", type);
}

/* What cannot fail is opened all the same: it is not owned before. */
static const char *owner_return(struct run *run, const struct wrapped *w)
{
	const char *or = ", or an errno";

	if (!strcmp(w->returns, "void") || !strcmp(w->returns, "pointer"))
		or = "";
	else if (*w->result.error)
		or = arena_printf(&run->arena, ", or %s", w->result.error);
	return arena_printf(&run->arena, "a &struct safe_%s to open with owned()%s.",
			    w->result.name, or);
}

static const char *doc_return(struct run *run, const struct wrapped *w)
{
	const char *quoted = section(w, "Return");

	switch (w->result.kind) {
	case RESULT_VOID:
		return "";
	case RESULT_OWNER:
		return owner_return(run, w);
	case RESULT_STRUCT:
		return struct_return(run, w);
	case RESULT_UNIT:
		return arena_printf(&run->arena, "a &struct safe_%s.", w->result.from);
	case RESULT_ERRNO:
		return quoted && !strcmp(w->returns, "errno") ? quoted : "0, or a negative errno.";
	default:
		return quoted ? quoted
			      : arena_printf(&run->arena, "what %s() returns.", w->contract->calls);
	}
}

/* What each kind of fact says in the "Contract:" section; %s is its value. */
static const struct phrase {
	enum subject subject;
	const char *kind, *value; /* any value if NULL */
	const char *text;	  /* NULL: not told */
} phrases[] = {
	{ SUBJECT_RETURN, "returns", "errno", "0 or an errno" },
	{ SUBJECT_RETURN, "returns", "errno_or_value", "a number or an errno" },
	{ SUBJECT_RETURN, "returns", "err_ptr", "ERR_PTR on failure" },
	{ SUBJECT_RETURN, "returns", "err_ptr_or_null", "ERR_PTR on failure, NULL for none" },
	{ SUBJECT_RETURN, "returns", "null", "NULL on failure" },
	{ SUBJECT_RETURN, "returns", "not_copied", "bytes not copied" },
	{ SUBJECT_RETURN, "returns", "pcibios", "PCIBIOS codes on failure" },
	{ SUBJECT_RETURN, "returns", "xa_err", "xa_err() on failure" },
	{ SUBJECT_RETURN, "returns", NULL, NULL },
	{ SUBJECT_RETURN, "gives", NULL, "gives an owned %s" },
	{ SUBJECT_RETURN, "unit", NULL, "result in %s" },
	{ SUBJECT_RETURN, "must_check", NULL, "must be checked" },
	{ SUBJECT_CALL, "context", "may_sleep", "may sleep" },
	{ SUBJECT_CALL, "context", "atomic", "does not sleep" },
	{ SUBJECT_CALL, "context", "gfp", "sleeps if allowed" },
	{ SUBJECT_CALL, "context", "callback", "sleeps if the callback does" },
	{ SUBJECT_CALL, "acquires", NULL, "takes %s" },
	{ SUBJECT_CALL, "releases", NULL, "releases %s" },
	{ SUBJECT_CALL, "holds", NULL, "%s held" },
	{ SUBJECT_PARAM, "unit", NULL, "in %s" },
	{ SUBJECT_PARAM, "flags", NULL, "flags of %s" },
	{ SUBJECT_PARAM, "bytes_of", NULL, "counts the bytes of @%s" },
	{ SUBJECT_PARAM, "count_of", NULL, "counts the elements of @%s" },
	{ SUBJECT_PARAM, "takes", NULL, "takes an owned %s" },
	{ SUBJECT_PARAM, "needs", NULL, "must be in state %s" },
	{ SUBJECT_PARAM, "gives", NULL, "gives an owned %s" },
};

static const char *phrase_text(const struct fact *fact)
{
	for (unsigned int i = 0; i < sizeof(phrases) / sizeof(*phrases); i++) {
		const struct phrase *phrase = &phrases[i];

		if (phrase->subject == fact->subject && !strcmp(phrase->kind, fact->kind->name) &&
		    (!phrase->value || !strcmp(phrase->value, fact->value)))
			return phrase->text;
	}
	return NULL;
}

static void add_phrase(struct run *run, struct text *text, const struct wrapped *w,
		       const struct fact *fact)
{
	const char *format = phrase_text(fact), *value = strstr(format, "%s");

	if (fact->subject == SUBJECT_PARAM)
		text_printf(text, "@%s ", w->params[fact->param].name);
	if (value)
		text_printf(text, "%.*s%s%s", (int)(value - format), format, fact->value,
			    value + 2);
	else
		text_add(text, format);
	if (!strcmp(fact->kind->name, "gives") && w->contract->gives)
		text_printf(text, ", released by %s()",
			    owner_release_name(run, w->contract->gives));
}

static bool same_source(const struct fact *a, const struct fact *b)
{
	return a->origin == b->origin && a->at.line == b->at.line &&
	       !strcmp(a->at.file ? a->at.file : "", b->at.file ? b->at.file : "");
}

static void add_source(struct text *text, const struct fact *fact)
{
	static const char *const origins[] = {
		[ORIGIN_NAME] = "by its name, ", [ORIGIN_DOC] = "kernel-doc, ",
		[ORIGIN_BODY] = "its code, ",	 [ORIGIN_ATTRIBUTE] = "declaration, ",
		[ORIGIN_CONTRACT] = "",
	};

	text_printf(text, " (%s%s", origins[fact->origin], fact->at.file ? fact->at.file : "");
	if (fact->at.line)
		text_printf(text, ":%u", fact->at.line);
	text_addc(text, ')');
}

/* The facts that are told: those of the result first, then parameters, then the call. */
static unsigned int told_facts(const struct wrapped *w, const struct fact **told, unsigned int room)
{
	static const enum subject order[] = { SUBJECT_RETURN, SUBJECT_PARAM, SUBJECT_CALL };
	const struct fact_list *facts = &w->contract->facts;
	unsigned int n = 0;

	for (unsigned int s = 0; s < 3; s++) {
		for (unsigned int i = 0; i < facts->n && n < room; i++) {
			const struct fact *fact = &facts->facts[i];

			if (fact->subject == order[s] && phrase_text(fact) &&
			    contract_fact(w->contract, fact->subject, fact->param,
					  fact->kind->name) == fact &&
			    (fact->subject != SUBJECT_PARAM || fact->param < w->n_params))
				told[n++] = fact;
		}
	}
	return n;
}

/* Facts with the same origin and place stand together and share the mention of it. */
static const char *doc_contract(struct run *run, const struct wrapped *w)
{
	const struct fact *told[64];
	unsigned int n = told_facts(w, told, 64);
	struct text text = TEXT_INIT;

	for (unsigned int i = 0; i < n; i++) {
		const struct fact *first = told[i];

		if (!first)
			continue;
		if (text.len)
			text_add(&text, "; ");
		add_phrase(run, &text, w, first);
		for (unsigned int j = i + 1; j < n; j++) {
			if (!told[j] || !same_source(first, told[j]))
				continue;
			text_add(&text, ", ");
			add_phrase(run, &text, w, told[j]);
			told[j] = NULL;
		}
		add_source(&text, first);
	}
	if (n)
		text_addc(&text, '.');
	return finish(run, &text);
}

static void add_section(struct run *run, struct value_list *lines, const char *name,
			const char *text)
{
	if (*text)
		layout_comment(run, lines, arena_printf(&run->arena, " * %s: ", name), " * ", text);
}

static void add_params(struct run *run, const struct wrapped *w, struct value_list *lines)
{
	for (unsigned int i = 0; i < w->n_params; i++)
		if (w->params[i].decl)
			layout_comment(run, lines,
				       arena_printf(&run->arena, " * @%s: ", w->params[i].own_name),
				       " *\t", w->params[i].doc);
	if (w->variadic)
		list_string(run, lines,
			    w->format ? " * @...: arguments of the format"
				      : " * @...: further arguments");
}

void doc_texts(struct run *run, struct wrapped *w)
{
	w->doc.context = doc_context(run, w);
	w->doc.returned = doc_return(run, w);
	w->doc.contract = doc_contract(run, w);
	w->doc.summary = doc_summary(run, w);
	for (unsigned int i = 0; i < w->n_params; i++)
		w->params[i].doc = doc_param(run, w, i);
}

void doc_lines(struct run *run, const struct wrapped *w, struct value_list *lines)
{
	const struct spec_function *spec = w->contract->spec;
	const struct wrapped_doc *doc = &w->doc;

	layout_comment(run, lines, arena_printf(&run->arena, " * %s() - ", w->contract->wrapper),
		       " *\t", trimmed(run, doc->summary));
	add_params(run, w, lines);
	if (spec && spec->note) {
		list_string(run, lines, " *");
		layout_comment(run, lines, " * ", " * ", spec->note);
	}
	if (*doc->context || *doc->returned || *doc->contract)
		list_string(run, lines, " *");
	add_section(run, lines, "Context", doc->context);
	add_section(run, lines, "Return", doc->returned);
	add_section(run, lines, "Contract", doc->contract);
}

void doc_devm_lines(struct run *run, const struct wrapped *w, const char *name, const char *dev,
		    bool own_dev, const char *returned, struct value_list *lines)
{
	layout_comment(run, lines, arena_printf(&run->arena, " * %s() - ", name), " *\t",
		       arena_printf(&run->arena, "%s(), given back when the device is unbound",
				    w->contract->wrapper));
	if (!own_dev)
		list_string(run, lines,
			    arena_printf(&run->arena, " * @%s: device that owns what is acquired",
					 dev));
	add_params(run, w, lines);
	list_string(run, lines, " *");
	add_section(run, lines, "Context", "May sleep.");
	add_section(run, lines, "Return", returned);
}
