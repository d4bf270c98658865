// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Facts from prototypes, attributes and names. */
#include <stdlib.h>
#include <string.h>

#include "contract/collect.h"
#include "contract/doc_text.h"
#include "contract/lengths.h"
#include "contract/names.h"
#include "contract/types.h"

/* By type alone: what holds nothing, and what no error code fits in. */
static const char *type_convention(const struct type *type)
{
	switch (type_resolve(type, NULL)->kind) {
	case TYPE_VOID:
		return "void";
	case TYPE_BOOL:
		return "bool";
	case TYPE_INT:
		return type_is_time(type) ? "value" : NULL;
	case TYPE_ENUM:
		return "value";
	default:
		return NULL;
	}
}

static void collect_space(struct facts *facts, enum subject subject, unsigned int param,
			  const struct type *type)
{
	type = type_resolve(type, NULL);
	if (type->kind == TYPE_POINTER && type->space && fact_kind(subject, type->space))
		facts_add(facts, subject, param, type->space, "true");
}

static void collect_param(struct facts *facts, unsigned int i, const struct param *param)
{
	collect_space(facts, SUBJECT_PARAM, i, param->type);
	if (type_is_gfp(param->type))
		facts_param(facts, i, "gfp", "true");
	if (type_points_to_const(param->type))
		facts_param(facts, i, "direction", "in");
}

/* "printf(2,3)" -> call fact of the same text, and so on: attributes that are facts as they are. */
static const struct {
	const char *attribute;
	enum subject subject;
	const char *kind;
} attribute_facts[] = {
	{ "must_check", SUBJECT_RETURN, "must_check" },
	{ "acquires", SUBJECT_CALL, "acquires" },
	{ "acquires_shared", SUBJECT_CALL, "acquires" },
	{ "cond_acquires", SUBJECT_CALL, "acquires" },
	{ "cond_acquires_shared", SUBJECT_CALL, "acquires" },
	{ "releases", SUBJECT_CALL, "releases" },
	{ "releases_shared", SUBJECT_CALL, "releases" },
	{ "must_hold", SUBJECT_CALL, "holds" },
	{ "must_hold_shared", SUBJECT_CALL, "holds" },
	{ "printf", SUBJECT_CALL, "printf" },
	{ "noreturn", SUBJECT_CALL, "noreturn" },
};

/* alloc_size(n): argument n counts the result's bytes; of two, only their product does. */
static void collect_alloc_size(struct facts *facts, const struct contract *contract,
			       const struct attribute *attribute)
{
	char *end;
	unsigned long n = attribute->args ? strtoul(attribute->args, &end, 10) : 0;

	if (!n || *end || n > contract->type->n_params)
		return;
	if (type_is_integer(contract->type->params[n - 1].type))
		facts_param(facts, n - 1, "bytes_of", "return");
}

static void collect_attribute(struct facts *facts, const struct contract *contract,
			      const struct attribute *attribute)
{
	const size_t n = sizeof(attribute_facts) / sizeof(*attribute_facts);

	facts_from(facts, ORIGIN_ATTRIBUTE,
		   attribute->at.file ? attribute->at : contract->function->at, true);
	if (!strcmp(attribute->name, "alloc_size"))
		collect_alloc_size(facts, contract, attribute);
	for (size_t i = 0; i < n; i++) {
		const struct fact_kind *kind;

		if (strcmp(attribute_facts[i].attribute, attribute->name))
			continue;
		kind = fact_kind(attribute_facts[i].subject, attribute_facts[i].kind);
		if (kind->value != VALUE_TRUE && !attribute->args)
			continue;
		facts_add(facts, attribute_facts[i].subject, 0, attribute_facts[i].kind,
			  kind->value == VALUE_TRUE ? "true" : attribute->args);
	}
}

void collect_prototype(struct facts *facts, const struct contract *contract)
{
	const struct function *function = contract->function;
	const struct type *type = contract->type;
	const char *convention = type_convention(type->inner);
	struct place at = function->type ? function->at : contract->spec->prototype_at;

	facts_from(facts, ORIGIN_ATTRIBUTE, at, true);
	if (convention)
		facts_return(facts, "returns", convention);
	collect_space(facts, SUBJECT_RETURN, 0, type->inner);
	for (unsigned int i = 0; i < type->n_params; i++)
		collect_param(facts, i, &type->params[i]);
	for (unsigned int i = 0; i < function->n_attributes; i++)
		collect_attribute(facts, contract, &function->attributes[i]);
}

/* The one callback and the one untyped pointer belong together. */
static void guess_callback(struct facts *facts, const struct type *type)
{
	unsigned int n_callbacks = 0, n_data = 0, callback = 0, data = 0;

	for (unsigned int i = 0; i < type->n_params; i++) {
		if (type_is_function_pointer(type->params[i].type)) {
			callback = i;
			n_callbacks++;
		} else if (type_is_untyped(type->params[i].type)) {
			data = i;
			n_data++;
		}
	}
	if (n_callbacks == 1 && n_data == 1 && type->params[callback].name)
		facts_param(facts, data, "data_of", type->params[callback].name);
}

/*
 * An unsigned result or a structure is a value, unless the comment speaks of failure, or the
 * name of something that may not be found or had.
 */
static void guess_value(struct facts *facts, const struct contract *contract)
{
	static const struct phrase failures[] = {
		{ "fail", 0 },	  { "error", 0 }, { "fault", 0 },
		{ "invalid", 0 }, { "0 if", 0 },  { NULL, 0 },
	};
	static const char *const attempts[] = {
		"find", "lookup", "search", "alloc", "map", "try", "request", NULL,
	};
	const struct type *type = type_resolve(contract->type->inner, NULL);
	struct text returned = TEXT_INIT;
	struct place at;

	if (type_convention(contract->type->inner) || type->kind == TYPE_POINTER || type->is_signed)
		return;
	if (contract->function->doc)
		doc_return_text(&returned, contract->function->doc, &at);
	facts->sure = !phrase_in(failures, returned.buf) &&
		      !name_has_word(contract->function->name, attempts);
	facts_return(facts, "returns", "value");
	text_release(&returned);
}

void collect_names(struct facts *facts, const struct contract *contract)
{
	static const char *const no_waiting[] = { "nolock", "nowait", "atomic", "noblock", NULL };
	const struct type *type = contract->type;
	struct place at = contract->function->type ? contract->function->at
						   : contract->spec->prototype_at;

	facts_from(facts, ORIGIN_NAME, at, false);
	guess_value(facts, contract);
	facts->sure = false;
	guess_callback(facts, type);
	facts_from(facts, ORIGIN_NAME, at, !name_has_word(contract->function->name, no_waiting));
	for (unsigned int i = 0; i < type->n_params; i++)
		if (type_is_gfp(type->params[i].type)) {
			facts_call(facts, "context", "gfp");
			break;
		}
	facts_from(facts, ORIGIN_NAME, at, false);
	lengths_collect(facts, contract);
}
