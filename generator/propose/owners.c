// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What can be owned, from pairs of functions. */
#include <string.h>

#include "contract/types.h"
#include "model/declarator.h"
#include "propose/making.h"
#include "propose/naming.h"

/* A function that gives, the one that takes back, and what goes from the one to the other. */
struct pair {
	const struct contract *giver;
	const struct fact *fact; /* released_by */
	const struct function *releaser;
	const struct type *handle;
	bool stored; /* where a parameter points to */
	unsigned int n;
	unsigned int handle_at;
	const char **names; /* of the releaser's arguments, as members */
	const struct type **types;
};

static bool is_object(const struct type *type)
{
	return type_is_pointer(type) && !type_is_function_pointer(type);
}

/* The surest statement of what gives back what the function gives. */
static const struct fact *find_release(const struct contract *contract)
{
	const struct fact *best = NULL;

	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (strcmp(fact->kind->name, "released_by") != 0 || fact->subject == SUBJECT_CALL)
			continue;
		if (!best || fact->sure > best->sure ||
		    (fact->sure == best->sure && fact->origin > best->origin))
			best = fact;
	}
	return best;
}

/* What is stored through a parameter, or the parameter itself. */
static void find_handle(struct pair *pair)
{
	const struct type *type = pair->giver->type, *taken = pair->releaser->type;
	const struct type *param;

	if (pair->fact->subject == SUBJECT_RETURN) {
		pair->handle = type->inner;
		return;
	}
	param = type->params[pair->fact->param].type;
	pair->handle = param;
	for (unsigned int i = 0; i < taken->n_params; i++)
		if (is_object(taken->params[i].type) &&
		    type_fits_target(taken->params[i].type, param)) {
			pair->handle = type_resolve(param, NULL)->inner;
			pair->stored = true;
		}
}

/* A pointer to const is not handed to who writes there. */
static bool can_be_passed(const struct type *type, const struct type *to)
{
	return type_fits(type, to) && (!type_points_to_const(type) || type_points_to_const(to));
}

static bool same_name(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

/* Is that argument of the releaser the handle? */
static bool is_handle(const struct pair *pair, const struct param *taken)
{
	const struct type *type = pair->giver->type;

	if (!can_be_passed(pair->handle, taken->type))
		return false;
	return pair->fact->subject == SUBJECT_RETURN || is_object(taken->type) ||
	       same_name(taken->name, type->params[pair->fact->param].name);
}

/* What the giver was called with that the releaser wants, too. */
static const struct param *find_argument(const struct pair *pair, const struct param *taken)
{
	const struct type *type = pair->giver->type;

	for (unsigned int i = 0; i < type->n_params; i++)
		if (same_name(type->params[i].name, taken->name) &&
		    can_be_passed(type->params[i].type, taken->type))
			return &type->params[i];
	return NULL;
}

static const char *handle_name(const struct pair *pair, const struct param *taken)
{
	if (pair->fact->subject == SUBJECT_PARAM && !pair->stored)
		return pair->giver->type->params[pair->fact->param].name;
	return taken->name;
}

/* Where each argument of the releaser comes from; false: not from what the giver has. */
static bool find_members(struct making *m, struct pair *pair)
{
	const struct type *taken = pair->releaser->type;
	bool found = false;

	pair->n = taken->n_params;
	pair->names = arena_new(&m->run->arena, const char *, pair->n + 1);
	pair->types = arena_new(&m->run->arena, const struct type *, pair->n + 1);
	for (unsigned int i = 0; i < pair->n; i++) {
		const struct param *param = &taken->params[i];
		const struct param *same;

		if (!found && is_handle(pair, param)) {
			found = true;
			pair->handle_at = i;
			pair->names[i] = handle_name(pair, param);
			pair->types[i] = pair->handle;
		} else {
			same = find_argument(pair, param);
			if (!same)
				return false;
			pair->names[i] = same->name;
			pair->types[i] = same->type;
		}
		if (pair->n > 1 && !pair->names[i])
			return false;
	}
	return found;
}

/* An owner knows what it is about by its type: a pointer, if it is a result; or the only such argument. */
static bool is_told_apart(const struct pair *pair)
{
	const struct type *type = pair->giver->type;
	unsigned int n = 0;

	if (pair->fact->subject == SUBJECT_RETURN || pair->n == 1)
		if (!is_object(pair->handle))
			return false;
	if (pair->fact->subject == SUBJECT_RETURN)
		return true;
	for (unsigned int i = 0; i < type->n_params; i++)
		n += type_fits(type->params[i].type, pair->handle);
	return pair->stored || pair->n > 1 || n == 1;
}

/*
 * A lock is held for a scope: a guard, which no pair of functions makes by itself. And what gives back
 * must be something that a module can link.
 */
static bool is_sure(const struct making *m, const struct pair *pair)
{
	return pair->fact->sure &&
	       (pair->releaser->form != FUNCTION_INLINE || m->model->links_known) &&
	       !name_locks(pair->giver->function->name, pair->releaser->name);
}

static bool find_pair(struct making *m, const struct contract *contract, struct pair *pair)
{
	*pair = (struct pair){ .giver = contract, .fact = find_release(contract) };
	if (!pair->fact)
		return false;
	pair->releaser = model_function(m->model, pair->fact->value);
	if (!pair->releaser || !pair->releaser->type || !function_links(pair->releaser))
		return false;
	find_handle(pair);
	return find_members(m, pair) && is_told_apart(pair);
}

/* --- the owner of a pair --- */

static bool ends_name(char c)
{
	return c == '\0' || c == '(' || c == ' ';
}

/* The one that a contract file has; several, or of another type: NULL, and then nothing is proposed. */
static const struct spec_owned *find_stated(const struct making *m, const char *release,
					    unsigned int *n)
{
	const struct spec_owned *found = NULL;
	size_t len = strlen(release);

	*n = 0;
	for (unsigned int i = 0; i < m->spec->n_headers; i++)
		for (unsigned int j = 0; j < m->spec->headers[i].n_owned; j++) {
			const struct spec_owned *owned = &m->spec->headers[i].owned[j];

			if (strncmp(owned->release, release, len) != 0 ||
			    !ends_name(owned->release[len]))
				continue;
			++*n;
			found = owned;
		}
	return *n == 1 ? found : NULL;
}

static bool releaser_is_stated(const struct making *m, const char *name)
{
	return spec_find_function(m->spec, name);
}

/* The handle first, which is what borrow() hands out. */
static void set_members(struct making *m, const struct pair *pair, struct proposed_owner *owner)
{
	struct arena *arena = &m->run->arena;
	const char **names = arena_new(arena, const char *, pair->n);
	const struct type **types = arena_new(arena, const struct type *, pair->n);
	unsigned int n = 1;

	names[0] = pair->names[pair->handle_at];
	types[0] = pair->types[pair->handle_at];
	owner->call = "";
	for (unsigned int i = 0; i < pair->n; i++) {
		owner->call =
			arena_printf(arena, "%s%s%s", owner->call, i ? ", " : "", pair->names[i]);
		if (i == pair->handle_at)
			continue;
		names[n] = pair->names[i];
		types[n++] = pair->types[i];
	}
	owner->call = arena_printf(arena, "%s(%s)", owner->release, owner->call);
	owner->members = names;
	owner->types = types;
	owner->n_members = pair->n > 1 ? pair->n : 0;
}

/* What an owner is made of must not have the name of a wrapper: thing_release() has one, too. */
static bool is_free(const struct making *m, const char *name)
{
	static const char *const parts[] = { "release", "bind",	   "owns",   "devres",
					     "action",	"checked", "result", "slice" };

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (model_declares(m->model, arena_printf(&m->run->arena, "%s_%s", name, parts[i])))
			return false;
	return !table_find(&m->names, name);
}

/* NULL: none is free. */
static const char *find_name(struct making *m, const struct pair *pair)
{
	const char *function = pair->giver->function->name;
	bool made = pair->fact->subject == SUBJECT_RETURN || pair->stored;
	const char *name = made ? name_of_object(pair->handle) : NULL;

	if (name && is_free(m, name))
		return name;
	name = name_of_state(m->run, function, pair->releaser->name);
	return is_free(m, name) ? name : NULL;
}

static struct proposed_owner *add_owner(struct making *m, const struct pair *pair)
{
	struct proposed_owner *owner = &m->proposal->owners[m->proposal->n_owners];
	unsigned int n_stated;
	const struct spec_owned *stated = find_stated(m, pair->releaser->name, &n_stated);

	*owner = (struct proposed_owner){
		.release = pair->releaser->name,
		.giver = pair->giver->function,
		.stated = stated,
		.state = pair->fact->subject == SUBJECT_PARAM && !pair->stored,
	};
	set_members(m, pair, owner);
	if (stated ? !stated->type || owner->n_members ||
			     strcmp(stated->type, type_text(m->run, owner->types[0])) != 0
		   : n_stated || releaser_is_stated(m, owner->release))
		return NULL;
	owner->name = stated ? stated->name : find_name(m, pair);
	owner->sure = stated;
	if (!owner->name)
		return NULL;
	table_add(&m->run->arena, &m->names, owner->name, owner->name);
	table_add(&m->run->arena, &m->owners, owner->release, owner);
	m->proposal->n_owners++;
	return owner;
}

static bool same_members(struct making *m, const struct pair *pair,
			 const struct proposed_owner *owner)
{
	struct proposed_owner other = { .release = owner->release };
	unsigned int n = pair->n;

	set_members(m, pair, &other);
	if (other.n_members != owner->n_members || (n > 1 && strcmp(other.call, owner->call) != 0))
		return false;
	for (unsigned int i = 0; i < n; i++)
		if (strcmp(type_text(m->run, other.types[i]), type_text(m->run, owner->types[i])) !=
		    0)
			return false;
	return true;
}

/* The owner of what the function gives; NULL: none that is proposed. */
static struct proposed_owner *pair_owner(struct making *m, const struct pair *pair)
{
	struct proposed_owner *owner = table_find(&m->owners, pair->releaser->name);

	return owner && same_members(m, pair, owner) ? owner : NULL;
}

static void propose(struct making *m, const struct contract *contract)
{
	struct proposed_owner *owner;
	struct pair pair;

	if (!find_pair(m, contract, &pair))
		return;
	owner = table_find(&m->owners, pair.releaser->name) ? pair_owner(m, &pair)
							    : add_owner(m, &pair);
	if (!owner || owner->sure)
		return;
	owner->sure = is_sure(m, &pair);
	owner->giver = contract->function;
	owner->origin = pair.fact->origin;
	owner->at = pair.fact->at;
}

static void reserve_names(struct making *m)
{
	for (unsigned int i = 0; i < m->spec->n_headers; i++)
		for (unsigned int j = 0; j < m->spec->headers[i].n_owned; j++)
			table_add(&m->run->arena, &m->names, m->spec->headers[i].owned[j].name,
				  m->spec->headers[i].owned[j].name);
}

/* Sure pairs first: the first of an owner says how it is called. */
void owners_propose(struct making *m)
{
	const struct ledger *ledger = m->ledger;

	m->proposal->owners =
		arena_new(&m->run->arena, struct proposed_owner, ledger->n_contracts + 1);
	reserve_names(m);
	for (int sure = 1; sure >= 0; sure--)
		for (size_t i = 0; i < ledger->n_contracts; i++) {
			const struct contract *contract = &ledger->contracts[i];
			const struct fact *fact;

			if (!is_proposable(contract, m->proposal->header))
				continue;
			fact = find_release(contract);
			if (fact && fact->sure == sure)
				propose(m, contract);
		}
}

bool owner_given(struct making *m, const struct contract *contract, struct proposed_fact *fact)
{
	const struct proposed_owner *owner;
	struct pair pair;

	if (!find_pair(m, contract, &pair))
		return false;
	owner = pair_owner(m, &pair);
	if (!owner)
		return false;
	*fact = (struct proposed_fact){
		.key = "gives",
		.value = owner->name,
		.subject = pair.stored ? SUBJECT_PARAM : SUBJECT_RETURN,
		.param = pair.stored ? pair.fact->param : 0,
		.sure = is_sure(m, &pair),
		.origin = pair.fact->origin,
		.at = pair.fact->at,
	};
	return true;
}

bool owner_taken(struct making *m, const struct contract *contract, struct proposed_fact *fact)
{
	const struct proposed_owner *owner = table_find(&m->owners, contract->function->name);

	if (!owner || owner->stated)
		return false;
	*fact = (struct proposed_fact){
		.key = "takes",
		.value = owner->name,
		.subject = SUBJECT_RETURN,
		.sure = owner->sure,
		.origin = owner->origin,
		.at = owner->at,
	};
	return true;
}
