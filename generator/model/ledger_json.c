// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "model/ledger_json.h"

static json_t *text_or_null(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *subject_json(const struct contract *contract, const struct fact *fact)
{
	const struct type *type = contract->type;

	if (fact->subject == SUBJECT_CALL)
		return json_string("call");
	if (fact->subject == SUBJECT_RETURN)
		return json_string("return");
	if (type && fact->param < type->n_params && type->params[fact->param].name)
		return json_string(type->params[fact->param].name);
	return json_sprintf("#%u", fact->param + 1);
}

static json_t *fact_json(const struct contract *contract, const struct fact *fact)
{
	json_t *object = json_object();

	json_object_set_new(object, "subject", subject_json(contract, fact));
	json_object_set_new(object, "fact", json_string(fact->kind->name));
	json_object_set_new(object, "value",
			    fact->kind->value == VALUE_TRUE
				    ? json_boolean(!strcmp(fact->value, "true"))
				    : json_string(fact->value));
	json_object_set_new(object, "origin", json_string(origin_name(fact->origin)));
	json_object_set_new(object, "at", json_sprintf("%s:%u", fact->at.file, fact->at.line));
	json_object_set_new(object, "sure", json_boolean(fact->sure));
	return object;
}

const char *contract_json(struct run *run, const struct contract *contract)
{
	json_t *object = json_object(), *facts = json_array();
	const char *line;
	char *text;

	for (unsigned int i = 0; i < contract->facts.n; i++)
		json_array_append_new(facts, fact_json(contract, &contract->facts.facts[i]));
	json_object_set_new(object, "function", json_string(contract->function->name));
	json_object_set_new(object, "header", text_or_null(contract->function->header));
	json_object_set_new(object, "facts", facts);
	json_object_set_new(object, "shape", text_or_null(contract->shape));
	json_object_set_new(object, "wrapper", text_or_null(contract->wrapper));
	json_object_set_new(object, "status", json_string(status_name(contract->status)));
	json_object_set_new(object, "reason", text_or_null(contract->reason));
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	line = arena_strdup(&run->arena, text ? text : "{}");
	free(text);
	return line;
}
