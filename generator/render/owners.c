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

static void note_shared(struct run *run, struct rendering *rendering,
			const struct spec_header *header, const struct spec_items *items)
{
	for (unsigned int i = 0; i < items->n; i++) {
		const struct spec_item *item = &items->items[i];
		const struct spec_owned *owned = NULL;

		if (!strcmp(item->key, "gives") || !strcmp(item->key, "takes") ||
		    !strcmp(item->key, "needs"))
			owned = spec_find_owned(rendering->spec, item->value);
		if (owned && strcmp(owned->header->header, header->header))
			need(run, &rendering->shared, owned->name, NULL);
	}
}

void rendering_find_shared(struct run *run, struct rendering *rendering)
{
	for (unsigned int i = 0; i < rendering->spec->n_headers; i++) {
		const struct spec_header *header = &rendering->spec->headers[i];

		for (unsigned int f = 0; f < header->n_functions; f++) {
			const struct spec_function *function = &header->functions[f];

			note_shared(run, rendering, header, &function->facts);
			for (unsigned int arg = 0; arg < function->n_args; arg++)
				note_shared(run, rendering, header, &function->args[arg].facts);
		}
	}
}

static bool is_shared(const struct rendering *rendering, const struct spec_owned *owned)
{
	for (unsigned int i = 0; i < rendering->shared.n; i++)
		if (!strcmp(rendering->shared.items[i].name, owned->name))
			return true;
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
	owner->shared = is_shared(rendering, owned);
	owner->view = view_new(run, 16);
	owner_view(run, owner->view, owned, NULL);
	view_string(run, owner->view, "header", header->header->name);
	view_string(run, owner->view, "regenerate", view_regenerate(run, header->header->name));
	view_bool(run, owner->view, "shared", owner->shared);
}

void rendering_owners(struct run *run, struct rendering *rendering, struct rendered_header *header)
{
	unsigned int own = header->spec ? header->spec->n_owned : 0;
	unsigned int room = own + 3 * header->n_functions;

	for (unsigned int i = 0; i < own; i++)
		add_owner(run, rendering, header, &header->spec->owned[i], room);
	for (unsigned int i = 0; i < header->n_functions; i++) {
		const struct contract *contract = header->functions[i].contract;

		if (contract->gives)
			add_owner(run, rendering, header, contract->gives, room);
		if (contract->takes)
			add_owner(run, rendering, header, contract->takes, room);
		if (contract->needs)
			add_owner(run, rendering, header, contract->needs, room);
	}
}
