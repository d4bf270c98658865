// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What a function gives and takes, as owners that fit its prototype. */
#include <string.h>

#include "contract/deciding.h"
#include "contract/types.h"
#include "model/declarator.h"

static const struct fact *find_fact(const struct contract *contract, const char *kind)
{
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (fact->sure && !strcmp(fact->kind->name, kind))
			return fact;
	}
	return NULL;
}

static const struct owner *fact_owner(struct deciding *d, const struct fact *fact)
{
	const struct owner *owner = owner_find(&d->owners, fact->value);
	const char *near;

	if (owner || table_find(&d->owners.by_name, fact->value))
		return owner;
	near = owner_suggest(&d->owners, fact->value);
	diag_error(d->run, EXIT_CONTRACT, fact->at,
		   "%s: no contract file has '%s' below owned:%s%s%s", fact->kind->name,
		   fact->value, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return NULL;
}

static void does_not_fit(struct deciding *d, const struct contract *contract,
			 const struct fact *fact, const struct owner *owner, unsigned int member)
{
	const char *name = owner->names[member];

	diag_error(d->run, EXIT_CONTRACT, fact->at,
		   "%s: nothing in '%s' fits %s%s%s of '%s', a '%s'", fact->kind->name,
		   contract->function->name, name ? "member '" : "what is owned", name ? name : "",
		   name ? "'" : "", owner->owned->name, type_text(d->run, owner->types[member]));
	note_declaration(d, contract);
	diag_note(d->run, owner->owned->at, "'%s' is stated here", owner->owned->name);
}

/* Is there a parameter that brings the member's value in, or takes it out? */
static bool param_has_member(const struct type *type, const struct owner *owner,
			     unsigned int member)
{
	const char *name = owner->names[member];

	for (unsigned int i = 0; i < type->n_params; i++) {
		const struct param *param = &type->params[i];

		if (name && param->name && strcmp(name, param->name))
			continue;
		if (type_fits(owner->types[member], param->type) ||
		    type_fits_target(owner->types[member], param->type))
			return true;
	}
	return false;
}

/* Every member comes from a parameter or is the result. */
static bool result_fits(struct deciding *d, const struct contract *contract,
			const struct fact *fact, const struct owner *owner)
{
	bool result = !type_is_void(contract->type->inner);

	for (unsigned int i = 0; i < owner->n_members; i++) {
		if (param_has_member(contract->type, owner, i))
			continue;
		if (result && type_fits(owner->types[i], contract->type->inner)) {
			result = false;
			continue;
		}
		does_not_fit(d, contract, fact, owner, i);
		return false;
	}
	return true;
}

static bool gives_fits(struct deciding *d, const struct contract *contract, const struct fact *fact,
		       const struct owner *owner)
{
	const struct type *type = contract->type;

	/* a shape of its own may have its own ways */
	if (contract->spec && contract->spec->shape)
		return true;
	if (fact->subject == SUBJECT_RETURN)
		return result_fits(d, contract, fact, owner);
	if (type_fits_target(owner->types[0], type->params[fact->param].type))
		return true;
	does_not_fit(d, contract, fact, owner, 0);
	return false;
}

/* Of what is given up, and of a state that is needed: the parameter is one of its members. */
static bool param_fits(struct deciding *d, const struct contract *contract, const struct fact *fact,
		       const struct owner *owner)
{
	for (unsigned int i = 0; i < owner->n_members; i++)
		if (type_fits(owner->types[i], contract->type->params[fact->param].type))
			return true;
	does_not_fit(d, contract, fact, owner, 0);
	return false;
}

void resolve_owners(struct deciding *d, struct contract *contract)
{
	const struct fact *gives = find_fact(contract, "gives");
	const struct fact *takes = find_fact(contract, "takes");
	const struct fact *needs = find_fact(contract, "needs");
	const struct owner *owner;

	contract->gives_param = -1;
	owner = gives ? fact_owner(d, gives) : NULL;
	if (owner && gives_fits(d, contract, gives, owner)) {
		contract->gives = owner->owned;
		if (gives->subject == SUBJECT_PARAM)
			contract->gives_param = gives->param;
	}
	owner = takes ? fact_owner(d, takes) : NULL;
	if (owner && param_fits(d, contract, takes, owner)) {
		contract->takes = owner->owned;
		contract->takes_param = takes->param;
	}
	owner = needs ? fact_owner(d, needs) : NULL;
	if (owner && param_fits(d, contract, needs, owner)) {
		contract->needs = owner->owned;
		contract->needs_param = needs->param;
	}
}
