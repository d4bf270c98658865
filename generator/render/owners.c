// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which owners a header defines: its contract file's, and those of others that its wrappers use. */
#include <string.h>

#include "base/run.h"
#include "render/owner.h"
#include "render/rendering.h"
#include "render/view.h"

/* Stated, but this tree has it not. */
static bool is_absent(const struct rendering *rendering, const char *function)
{
	for (size_t i = 0; i < rendering->ledger->n_absent; i++)
		if (!strcmp(rendering->ledger->absent[i]->name, function))
			return true;
	return false;
}

static bool items_name(const struct spec_items *items, const char *owner)
{
	for (unsigned int i = 0; i < items->n; i++)
		if ((!strcmp(items->items[i].key, "gives") || !strcmp(items->items[i].key, "takes")) &&
		    !strcmp(items->items[i].value, owner))
			return true;
	return false;
}

static bool function_names(const struct spec_function *function, const char *owner)
{
	if (items_name(&function->facts, owner))
		return true;
	for (unsigned int i = 0; i < function->n_args; i++)
		if (items_name(&function->args[i].facts, owner))
			return true;
	return false;
}

/* Does another contract file than its own speak of that owner? */
static bool is_shared(const struct spec *spec, const struct spec_owned *owned)
{
	for (unsigned int i = 0; i < spec->n_headers; i++) {
		const struct spec_header *header = &spec->headers[i];

		if (header == owned->header || !strcmp(header->header, owned->header->header))
			continue;
		for (unsigned int f = 0; f < header->n_functions; f++)
			if (function_names(&header->functions[f], owned->name))
				return true;
	}
	return false;
}

static void add_owner(struct run *run, struct rendering *rendering, struct rendered_header *header,
		      const struct spec_owned *owned, unsigned int room)
{
	struct rendered_owner *owner;

	for (unsigned int i = 0; i < header->n_owners; i++)
		if (header->owners[i].owned == owned)
			return;
	if (owned->by_hand || is_absent(rendering, owner_release_name(run, owned)))
		return;
	if (!header->owners)
		header->owners = arena_new(&run->arena, struct rendered_owner, room);
	owner = &header->owners[header->n_owners++];
	owner->owned = owned;
	owner->shared = is_shared(rendering->spec, owned);
	owner->view = view_new(run);
	owner_view(run, owner->view, owned, NULL);
	view_string(run, owner->view, "header", header->header->name);
	view_string(run, owner->view, "regenerate",
		    view_regenerate(run, header->header->name));
	view_bool(run, owner->view, "shared", owner->shared);
}

void rendering_owners(struct run *run, struct rendering *rendering, struct rendered_header *header)
{
	unsigned int own = header->spec ? header->spec->n_owned : 0;
	unsigned int room = own + 2 * header->n_functions;

	for (unsigned int i = 0; i < own; i++)
		add_owner(run, rendering, header, &header->spec->owned[i], room);
	for (unsigned int i = 0; i < header->n_functions; i++) {
		const struct contract *contract = header->functions[i].contract;

		if (contract->gives)
			add_owner(run, rendering, header, contract->gives, room);
		if (contract->takes)
			add_owner(run, rendering, header, contract->takes, room);
	}
}
