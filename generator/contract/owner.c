// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/suggest.h"
#include "contract/owner.h"
#include "model/prototype.h"
#include "contract/types.h"

/* "f(a, b)" -> "f" */
static const char *release_name(struct run *run, const char *release)
{
	size_t len = strspn(release, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "0123456789_");

	return run_intern_n(run, release, len);
}

static void owner_add(struct owners *owners, const struct spec_owned *owned)
{
	struct owner *owner = arena_new(&owners->run->arena, struct owner, 1), *first;

	owner->owned = owned;
	owner->release = release_name(owners->run, owned->release);
	table_add(&owners->run->arena, &owners->by_name, owned->name, owner);
	if (table_add(&owners->run->arena, &owners->by_release, owner->release, owner))
		return;
	first = table_find(&owners->by_release, owner->release);
	owner->same_release = first->same_release;
	first->same_release = owner;
}

void owners_init(struct owners *owners, struct run *run, const struct model *model,
		 const struct spec *spec)
{
	*owners = (struct owners){ .run = run, .model = model, .spec = spec };
	for (unsigned int i = 0; i < spec->n_headers; i++)
		for (unsigned int j = 0; j < spec->headers[i].n_owned; j++)
			owner_add(owners, &spec->headers[i].owned[j]);
}

static void look_up_types(struct owners *owners, struct owner *owner)
{
	const struct spec_owned *owned = owner->owned;
	struct arena *arena = &owners->run->arena;

	owner->n_members = owned->type ? 1 : owned->members.n;
	owner->names = arena_new(arena, const char *, owner->n_members);
	owner->types = arena_new(arena, const struct type *, owner->n_members);
	for (unsigned int i = 0; i < owner->n_members; i++) {
		const struct spec_item *member = owned->type ? NULL : &owned->members.items[i];

		owner->names[i] = member ? member->key : NULL;
		owner->types[i] = type_parse(owners->run, owners->model,
					     member ? member->value : owned->type,
					     member ? member->at : owned->at);
		owner->broken |= !owner->types[i];
	}
}

static bool is_declared(const struct owners *owners, const char *name)
{
	const struct spec_function *entry = spec_find_function(owners->spec, name);

	if (model_declares(owners->model, name))
		return true;
	for (unsigned int i = 0; entry && i < entry->n_was; i++)
		if (model_declares(owners->model, entry->was[i]))
			return true;
	return false;
}

/* A release that has an entry of its own is one that other kernels have. */
static void check_release(struct owners *owners, struct owner *owner)
{
	const char *near;

	if (*owner->release && is_declared(owners, owner->release))
		return;
	owner->broken = true;
	if (spec_find_function(owners->spec, owner->release))
		return;
	near = model_suggest_function(owners->model, owner->release);
	diag_error(owners->run, EXIT_CONTRACT, owner->owned->release_at,
		   "'%s' is released by '%s', which this kernel does not have%s%s%s",
		   owner->owned->name, *owner->release ? owner->release : owner->owned->release,
		   near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static const struct owner *look_up(struct owners *owners, struct owner *owner)
{
	if (!owner->looked_up) {
		owner->looked_up = true;
		check_release(owners, owner);
		/* a kernel without the function need not have its types */
		if (!owner->broken)
			look_up_types(owners, owner);
	}
	return owner->broken ? NULL : owner;
}

const struct owner *owner_find(struct owners *owners, const char *name)
{
	struct owner *owner = table_find(&owners->by_name, name);

	return owner ? look_up(owners, owner) : NULL;
}

/* By name, or as the only pointer of that type where names differ. */
static int member_param(const struct owner *owner, unsigned int member, const struct type *type)
{
	const char *name = owner->names[member];

	for (unsigned int i = 0; i < type->n_params; i++)
		if (type_fits(owner->types[member], type->params[i].type) &&
		    (!name || !type->params[i].name || !strcmp(name, type->params[i].name)))
			return i;
	for (unsigned int i = 0; name && i < type->n_params; i++)
		if (type_is_pointer(owner->types[member]) &&
		    type_fits(owner->types[member], type->params[i].type))
			return i;
	return -1;
}

int owner_param(const struct owner *owner, const struct type *type)
{
	int param = -1;

	/* not every member must be handed over: the result of a request need not be */
	for (unsigned int i = 0; i < owner->n_members && param < 0; i++)
		param = member_param(owner, i, type);
	return param;
}

const struct owner *owner_released_by(struct owners *owners, const char *function,
				      const struct type *type, unsigned int *param)
{
	struct owner *owner = table_find(&owners->by_release, function);
	int found;

	if (!owner || owner->same_release || !look_up(owners, owner))
		return NULL;
	found = owner_param(owner, type);
	*param = found;
	return found < 0 ? NULL : owner;
}

void owners_check(struct owners *owners)
{
	for (unsigned int i = 0; i < owners->spec->n_headers; i++) {
		const struct spec_header *spec = &owners->spec->headers[i];
		const struct header *header = model_header(owners->model, spec->header);

		if (!header || !header->selected || header->missing)
			continue;
		for (unsigned int j = 0; j < spec->n_owned; j++)
			owner_find(owners, spec->owned[j].name);
	}
}

const char *owner_suggest(const struct owners *owners, const char *name)
{
	unsigned int limit = spelling_limit(name);
	const char *best = NULL;

	for (unsigned int i = 0; i < owners->spec->n_headers; i++) {
		const struct spec_header *header = &owners->spec->headers[i];

		for (unsigned int j = 0; j < header->n_owned; j++) {
			const char *known = header->owned[j].name;
			unsigned int distance = spelling_distance(name, known, limit);

			if (distance > limit || (best && distance == limit))
				continue;
			best = known;
			limit = distance;
		}
	}
	return best;
}
