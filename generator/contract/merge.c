// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What contract files state, as facts of a function of this kernel. */
#include <string.h>

#include "base/suggest.h"
#include "contract/deciding.h"
#include "contract/types.h"

#define MAX_NAMES 64

static int param_index(const struct type *type, const char *name)
{
	for (unsigned int i = 0; i < type->n_params; i++)
		if (type->params[i].name && !strcmp(type->params[i].name, name))
			return i;
	return -1;
}

void note_declaration(struct deciding *d, const struct contract *contract)
{
	const struct spec_function *spec = contract->spec;

	if (contract->function->type)
		diag_note(d->run, contract->function->at, "declared here");
	else if (spec && spec->prototype)
		diag_note(d->run, spec->prototype_at, "its prototype is stated here");
}

static void unknown_param(struct deciding *d, const struct contract *contract, const char *name,
			  struct place at)
{
	const struct type *type = contract->type;
	const char *known[MAX_NAMES], *near;
	unsigned int n = 0;

	for (unsigned int i = 0; i < type->n_params && n < MAX_NAMES; i++)
		if (type->params[i].name)
			known[n++] = type->params[i].name;
	near = suggest(name, known, n);
	diag_error(d->run, EXIT_CONTRACT, at, "'%s' has no parameter '%s'%s%s%s",
		   contract->function->name, name, near ? "; did you mean '" : "", near ? near : "",
		   near ? "'?" : "");
	note_declaration(d, contract);
}

static void state_param(struct deciding *d, struct facts *facts, const struct contract *contract,
			unsigned int param, const struct spec_item *item)
{
	const struct fact_kind *kind = fact_kind(SUBJECT_PARAM, item->key);

	facts_from(facts, ORIGIN_CONTRACT, item->at, true);
	if (kind->value == VALUE_PARAM && strcmp(item->value, "return") &&
	    param_index(contract->type, item->value) < 0) {
		unknown_param(d, contract, item->value, item->at);
		return;
	}
	facts_param(facts, param, kind->name, item->value);
}

static void state_arg(struct deciding *d, struct facts *facts, const struct contract *contract,
		      const struct spec_arg *arg)
{
	int param = param_index(contract->type, arg->name);

	if (param < 0) {
		unknown_param(d, contract, arg->name, arg->at);
		return;
	}
	for (unsigned int i = 0; i < arg->facts.n; i++)
		state_param(d, facts, contract, param, &arg->facts.items[i]);
}

/* "takes: clk" for the whole function: the parameter is the one of that type. */
static void state_takes(struct deciding *d, struct facts *facts, const struct contract *contract,
			const struct spec_item *item)
{
	const struct owner *owner = owner_find(&d->owners, item->value);
	int param = owner ? owner_param(owner, contract->type) : 0;

	if (param >= 0) {
		/* an unknown owner is complained of where facts are resolved */
		if (contract->type->n_params)
			facts_param(facts, param, "takes", item->value);
		return;
	}
	diag_error(d->run, EXIT_CONTRACT, item->at,
		   "'%s' has no parameter that fits what '%s' owns", contract->function->name,
		   item->value);
	note_declaration(d, contract);
	diag_note(d->run, owner->owned->at, "'%s' is stated here", item->value);
}

static void state_fact(struct deciding *d, struct facts *facts, const struct contract *contract,
		       const struct spec_item *item)
{
	facts_from(facts, ORIGIN_CONTRACT, item->at, true);
	/* what returns an errno in one kernel returns nothing in another: the type decides */
	if (!strcmp(item->key, "returns") && contract->type && type_is_void(contract->type->inner))
		return;
	if (!strcmp(item->key, "takes"))
		state_takes(d, facts, contract, item);
	else if (fact_kind(SUBJECT_RETURN, item->key))
		facts_return(facts, item->key, item->value);
	else
		facts_call(facts, item->key, item->value);
}

/* What an owner is released by takes it: nobody has to say so twice. */
static void state_release(struct deciding *d, struct facts *facts, const struct contract *contract)
{
	const char *name = contract->spec ? contract->spec->name : contract->function->name;
	const struct owner *owner;
	unsigned int param;

	for (unsigned int i = 0; i < facts->list.n; i++)
		if (!strcmp(facts->list.facts[i].kind->name, "takes"))
			return;
	owner = owner_released_by(&d->owners, name, contract->type, &param);
	if (!owner)
		return;
	facts_from(facts, ORIGIN_CONTRACT, owner->owned->release_at, true);
	facts_param(facts, param, "takes", owner->owned->name);
}

/* "Use f() on it when done", where f() is what an owner of that type is released by. */
static const struct owner *released_by_doc(struct deciding *d, const struct contract *contract,
					   const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	for (const char *s = text; (s = strstr(s, "()")); s += 2) {
		const char *start = s;
		const struct owner *owner;

		while (start > text && strchr(letters, start[-1]))
			start--;
		owner = table_find_n(&d->owners.by_release, start, s - start);
		owner = owner && !owner->same_release ? owner_find(&d->owners, owner->owned->name)
						      : NULL;
		if (owner && type_fits(owner->types[0], contract->type->inner))
			return owner;
	}
	return NULL;
}

/* The Return section says by what the result is to be given back. */
static void collect_ownership(struct deciding *d, struct facts *facts,
			      const struct contract *contract)
{
	const struct doc *doc = contract->function->doc;
	const struct doc_section *section = doc ? doc_section(doc, "Return") : NULL;
	const struct owner *owner;

	if (!section || !type_is_pointer(contract->type->inner))
		return;
	owner = released_by_doc(d, contract, section->text);
	if (!owner)
		return;
	facts_from(facts, ORIGIN_DOC, section->at,
		   !strstr(section->text, " not ") && !strstr(section->text, "n't ") &&
			   !strstr(section->text, "automatically"));
	facts_return(facts, "gives", owner->owned->name);
}

/*
 * What can be said of a macro without types: facts of the call, and if a shape
 * of its own knows what to do with them, of the result.
 */
static void state_untyped(struct deciding *d, struct facts *facts, const struct contract *contract)
{
	const struct spec_function *spec = contract->spec;

	for (unsigned int i = 0; i < spec->facts.n; i++) {
		const struct spec_item *item = &spec->facts.items[i];

		if (fact_kind(SUBJECT_CALL, item->key) ||
		    (spec->shape && fact_kind(SUBJECT_RETURN, item->key)))
			state_fact(d, facts, contract, item);
		else
			diag_error(d->run, EXIT_CONTRACT, item->key_at,
				   "'%s' is a macro: '%s' needs a prototype:", spec->name,
				   item->key);
	}
	if (spec->n_args)
		diag_error(d->run, EXIT_CONTRACT, spec->args[0].at,
			   "'%s' is a macro: 'args' needs a prototype:", spec->name);
}

void merge_stated(struct deciding *d, struct facts *facts, struct contract *contract)
{
	const struct spec_function *spec = contract->spec;

	if (!contract->type) {
		/* a prototype that cannot be read has its complaint already */
		if (spec && !spec->prototype)
			state_untyped(d, facts, contract);
		return;
	}
	for (unsigned int i = 0; spec && i < spec->facts.n; i++)
		state_fact(d, facts, contract, &spec->facts.items[i]);
	for (unsigned int i = 0; spec && i < spec->n_args; i++)
		state_arg(d, facts, contract, &spec->args[i]);
	state_release(d, facts, contract);
	collect_ownership(d, facts, contract);
}
