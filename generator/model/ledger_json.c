// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/text.h"
#include "model/ledger_json.h"

/*
 * Written by hand: there is a line for each of
 * thousands of functions in every run, and keys have a fixed order.
 */

/* "key":"value" with what goes before it; null if there is no value. */
static void add_member(struct text *text, const char *key, const char *value)
{
	text_add(text, key);
	if (value)
		text_add_quoted(text, value);
	else
		text_add(text, "null");
}

static void add_subject(struct text *text, const struct contract *contract, const struct fact *fact)
{
	const struct type *type = contract->type;

	text_add(text, "{\"subject\":");
	if (fact->subject == SUBJECT_CALL)
		text_add(text, "\"call\"");
	else if (fact->subject == SUBJECT_RETURN)
		text_add(text, "\"return\"");
	else if (type && fact->param < type->n_params && type->params[fact->param].name)
		text_add_quoted(text, type->params[fact->param].name);
	else
		text_printf(text, "\"#%u\"", fact->param + 1);
	if (fact->subject == SUBJECT_PARAM)
		text_printf(text, ",\"param\":%u", fact->param + 1);
}

static void add_fact(struct text *text, const struct contract *contract, const struct fact *fact)
{
	add_subject(text, contract, fact);
	add_member(text, ",\"fact\":", fact->kind->name);
	if (fact->kind->value == VALUE_TRUE)
		text_printf(text, ",\"value\":%s", strcmp(fact->value, "true") ? "false" : "true");
	else
		add_member(text, ",\"value\":", fact->value);
	add_member(text, ",\"origin\":", origin_name(fact->origin));
	add_member(text, ",\"at\":", fact->at.file ? fact->at.file : "");
	text->len--; /* the quote: the line is still to come */
	text_printf(text, ":%u\",\"sure\":%s}", fact->at.line, fact->sure ? "true" : "false");
}

/* In their order, so that facts that speak of them by name can be told from each other. */
static void add_params(struct text *text, const struct type *type)
{
	text_add(text, ",\"params\":[");
	for (unsigned int i = 0; type && i < type->n_params; i++) {
		if (i)
			text_addc(text, ',');
		if (type->params[i].name)
			text_add_quoted(text, type->params[i].name);
		else
			text_printf(text, "\"#%u\"", i + 1);
	}
	text_addc(text, ']');
}

void contract_json_add(struct text *text, const struct contract *contract)
{
	add_member(text, "{\"function\":", contract->function->name);
	add_member(text, ",\"header\":", contract->function->header);
	add_params(text, contract->type);
	text_add(text, ",\"facts\":[");
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		if (i)
			text_addc(text, ',');
		add_fact(text, contract, &contract->facts.facts[i]);
	}
	add_member(text, "],\"shape\":", contract->shape);
	add_member(text, ",\"wrapper\":", contract->wrapper);
	add_member(text, ",\"status\":", status_name(contract->status));
	add_member(text, ",\"reason\":", contract->reason);
	text_addc(text, '}');
}

const char *contract_json(struct run *run, const struct contract *contract)
{
	struct text text = TEXT_INIT;
	const char *line;

	contract_json_add(&text, contract);
	line = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return line;
}
