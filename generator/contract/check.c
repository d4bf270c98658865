// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What is stated and cannot be. */
#include <ctype.h>
#include <string.h>

#include "contract/deciding.h"
#include "contract/types.h"
#include "model/declarator.h"

static bool is_value(const struct type *type)
{
	return !type_is_pointer(type) && !type_is_void(type);
}

static bool is_data(const struct type *type)
{
	return type_is_untyped(type) || type_is_integer(type);
}

/* What a type must be for a convention, or for a kind of fact. */
struct fitting {
	const char *name;
	bool (*fits)(const struct type *type);
	const char *wants;
};

static const struct fitting conventions[] = {
	{ "errno", type_is_signed, "a signed integer" },
	{ "errno_or_value", type_is_signed, "a signed integer" },
	{ "pcibios", type_is_signed, "a signed integer" },
	{ "not_copied", type_is_integer, "an integer" },
	{ "bool", type_is_integer, "an integer" },
	{ "zero", type_is_integer, "an integer" },
	{ "not_found", type_is_signed, "a signed integer" },
	{ "value", is_value, "a value that is no pointer" },
	{ "err_ptr", type_is_pointer, "a pointer" },
	{ "err_ptr_or_null", type_is_pointer, "a pointer" },
	{ "null", type_is_pointer, "a pointer" },
	{ "pointer", type_is_pointer, "a pointer" },
	{ "xa_err", type_is_pointer, "a pointer" },
	{ "void", type_is_void, "void" },
	{ NULL, NULL, NULL },
};

static bool is_something(const struct type *type)
{
	return !type_is_void(type);
}

static const struct fitting kinds[] = {
	{ "must_check", is_something, "a result" },
	{ "nullable", type_is_pointer, "a pointer" },
	{ "unit", type_is_integer, "an integer" },
	{ "flags", type_is_integer, "an integer" },
	{ "direction", type_is_pointer, "a pointer" },
	{ "bytes_of", type_is_integer, "an integer" },
	{ "count_of", type_is_integer, "an integer" },
	{ "bits_of", type_is_integer, "an integer" },
	{ "user", type_is_pointer, "a pointer" },
	{ "iomem", type_is_pointer, "a pointer" },
	{ "percpu", type_is_pointer, "a pointer" },
	{ "rcu", type_is_pointer, "a pointer" },
	{ "data_of", is_data, "a void * or an integer" },
	{ "gfp", type_is_integer, "an integer" },
	{ "string", type_is_text, "a char *" },
	{ NULL, NULL, NULL },
};

/* Kinds on which an attribute or the prototype has the last word. */
static const char *const attributes_decide[] = {
	"must_check", "user",	  "iomem",    "percpu",	   "rcu", "gfp",
	"printf",     "noreturn", "bytes_of", "direction", NULL,
};

static const struct fitting *find(const struct fitting *table, const char *name)
{
	for (; table->name; table++)
		if (!strcmp(table->name, name))
			return table;
	return NULL;
}

static const struct type *subject_type(const struct contract *contract, const struct fact *fact)
{
	return fact->subject == SUBJECT_PARAM ? contract->type->params[fact->param].type
					      : contract->type->inner;
}

static const char *subject_text(struct deciding *d, const struct contract *contract,
				const struct fact *fact)
{
	if (fact->subject != SUBJECT_PARAM)
		return arena_printf(&d->run->arena, "'%s' returns", contract->function->name);
	return arena_printf(&d->run->arena, "'%s' is", contract->type->params[fact->param].name);
}

static bool wrong_type(struct deciding *d, const struct contract *contract, const struct fact *fact,
		       const char *wants)
{
	diag_error(d->run, EXIT_CONTRACT, fact->at, "%s: %s wants %s, and %s '%s'",
		   fact->kind->name, fact->value, wants, subject_text(d, contract, fact),
		   type_text(d->run, subject_type(contract, fact)));
	note_declaration(d, contract);
	return false;
}

static bool check_type(struct deciding *d, const struct contract *contract, const struct fact *fact)
{
	const struct type *type = subject_type(contract, fact);
	const struct fitting *fitting;

	if (fact->subject == SUBJECT_CALL)
		return true;
	if (!strcmp(fact->kind->name, "returns"))
		fitting = find(conventions, fact->value);
	else
		fitting = find(kinds, fact->kind->name);
	return !fitting || fitting->fits(type) || wrong_type(d, contract, fact, fitting->wants);
}

/* The other parameter of a relation: what is counted is pointed to, data belongs to a function. */
static bool check_relation(struct deciding *d, const struct contract *contract,
			   const struct fact *fact)
{
	const struct type *type = contract->type, *other = type->inner;
	bool function = !strcmp(fact->kind->name, "data_of");

	if (fact->kind->value != VALUE_PARAM)
		return true;
	for (unsigned int i = 0; strcmp(fact->value, "return") && i < type->n_params; i++)
		if (type->params[i].name && !strcmp(type->params[i].name, fact->value))
			other = type->params[i].type;
	if (function ? type_is_function_pointer(other)
		     : type_is_pointer(other) || type_resolve(other, NULL)->kind == TYPE_ARRAY)
		return true;
	diag_error(d->run, EXIT_CONTRACT, fact->at, "%s: '%s' is '%s', not a pointer%s",
		   fact->kind->name, fact->value, type_text(d->run, other),
		   function ? " to a function" : "");
	note_declaration(d, contract);
	return false;
}

static bool check_errno(struct deciding *d, const struct fact *fact)
{
	const char *s = fact->value;

	if (strcmp(fact->kind->name, "errno"))
		return true;
	if (*s == 'E')
		for (s++; isupper((unsigned char)*s) || isdigit((unsigned char)*s); s++)
			;
	if (!*s && s - fact->value > 1)
		return true;
	diag_error(d->run, EXIT_CONTRACT, fact->at, "'%s' is not an errno such as ENODEV",
		   fact->value);
	return false;
}

static bool attribute_decides(const struct fact_kind *kind)
{
	for (const char *const *name = attributes_decide; *name; name++)
		if (!strcmp(*name, kind->name))
			return true;
	return false;
}

/* @stated against what the compiler is told. */
static void check_attributes(struct deciding *d, const struct contract *contract,
			     const struct fact *stated)
{
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (fact->origin != ORIGIN_ATTRIBUTE || fact->kind != stated->kind ||
		    fact->subject != stated->subject || fact->param != stated->param ||
		    !strcmp(fact->value, stated->value))
			continue;
		diag_error(d->run, EXIT_CONTRACT, stated->at,
			   "%s: %s contradicts the declaration, which says %s", stated->kind->name,
			   stated->value, fact->value);
		diag_note(d->run, fact->at, "declared here");
	}
}

void check_contract(struct deciding *d, const struct contract *contract)
{
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (fact->origin != ORIGIN_CONTRACT)
			continue;
		if (check_type(d, contract, fact) && check_relation(d, contract, fact) &&
		    check_errno(d, fact) && attribute_decides(fact->kind))
			check_attributes(d, contract, fact);
	}
}
