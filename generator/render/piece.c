// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "model/alias.h"
#include "render/owner.h"
#include "render/piece.h"

static struct piece *piece_add(struct run *run, struct pieces *pieces, const char *key,
			       const char *text)
{
	if (pieces->n == pieces->room) {
		struct piece *list;

		pieces->room = pieces->room ? 2 * pieces->room : 4;
		list = arena_new(&run->arena, struct piece, pieces->room);
		if (pieces->n)
			memcpy(list, pieces->list, pieces->n * sizeof(*list));
		pieces->list = list;
	}
	pieces->list[pieces->n] = (struct piece){ .key = key, .text = text };
	return &pieces->list[pieces->n++];
}

const struct piece *piece_find(const struct pieces *pieces, const char *key)
{
	for (unsigned int i = 0; i < pieces->n; i++)
		if (!strcmp(pieces->list[i].key, key))
			return &pieces->list[i];
	return NULL;
}

static void add_types(struct run *run, struct pieces *pieces, const struct needed_list *needed)
{
	for (unsigned int i = 0; i < needed->n; i++)
		piece_add(run, pieces, needed->items[i].name, needed->items[i].type)->question =
			question_type(run, needed->items[i].type);
}

static struct piece *add_function(struct run *run, struct header_pieces *pieces, const char *key,
				  const struct rendered_function *function, const char *text)
{
	const struct contract *contract = function->contract;
	const struct model *model = pieces->rendering->model;
	struct piece *piece = piece_add(run, &pieces->parts[PART_FUNCTIONS], key, text);

	piece->model = model;
	piece->callee = contract->call ? NULL : contract->calls;
	piece->question = question_contract(run, model, contract);
	return piece;
}

/*
 * The device-bound form is a piece of its own: other kernels may have a function of that name, whose
 * wrapper takes its place there.
 */
static bool add_devm(struct run *run, struct rendering *rendering, struct header_pieces *pieces,
		     const struct rendered_function *function, const char *base)
{
	const char *file = arena_printf(&run->arena, "%s_devm.in", function->shape->name);
	const char *text, *wrapper;

	if (!templates_has(rendering->templates, file))
		return true;
	text = rendering_text(run, rendering, rendering_template(run, rendering, file, true),
			      function->view);
	if (!text || !*text)
		return text;
	wrapper = view_get(view_find(function->view, "devm", 4, name_hash("devm", 4))->view,
			   "wrapper");
	add_function(run, pieces, wrapper + strlen("safe_"), function, text)->after = base;
	return true;
}

static bool add_functions(struct run *run, struct rendering *rendering,
			  const struct rendered_header *header, struct header_pieces *pieces)
{
	bool fine = true;

	for (unsigned int i = 0; i < header->n_functions; i++) {
		const struct rendered_function *function = &header->functions[i];
		const struct contract *contract = function->contract;
		const char *name = arena_printf(&run->arena, "%s.h.in", function->shape->name);
		struct template *template = rendering_template(run, rendering, name, true);
		const char *text =
			template ? rendering_text(run, rendering, template, function->view) : NULL;
		const char *key = contract->spec ? contract->spec->name : contract->function->name;

		fine = fine && text;
		if (!strcmp(contract->shape, "hand_written"))
			need(run, &pieces->hand_written, contract->wrapper, NULL);
		if (!text)
			continue;
		add_function(run, pieces, key, function, text)->function = function;
		fine &= add_devm(run, rendering, pieces, function, key);
	}
	return fine;
}

static void add_names(struct run *run, const struct model *model, struct header_pieces *pieces)
{
	const struct spec_header *spec = pieces->spec;

	for (unsigned int i = 0; spec && i < spec->n_names; i++) {
		const struct spec_name *name = &spec->names[i];
		struct alias alias = alias_resolve(run, model, name);
		const char *text;

		if (alias.kind == ALIAS_NONE)
			continue;
		if (alias.kind == ALIAS_TYPE)
			text = arena_printf(&run->arena, "typedef %s %s;", alias.of, name->name);
		else
			text = arena_printf(&run->arena, "#define %s %s", name->name, alias.of);
		piece_add(run, &pieces->parts[PART_NAMES], name->name, text)->question =
			question_alias(run, &alias);
	}
}

/* Also notes which core headers and kernel headers owners bring in. */
static bool add_owners(struct run *run, struct rendering *rendering, struct rendered_header *header,
		       struct header_pieces *pieces)
{
	struct template *template =
		rendering_template(run, rendering, "owner.h.in", header->n_owners);

	for (unsigned int i = 0; i < header->n_owners; i++) {
		const struct rendered_owner *owner = &header->owners[i];
		const char *text = template ? rendering_text(run, rendering, template, owner->view)
					    : NULL;
		struct piece *piece;

		if (!text)
			return false;
		piece = piece_add(run, &pieces->parts[PART_OWNERS], owner->owned->name, text);
		piece->shared = owner->shared;
		piece->model = rendering->model;
		piece->callee = owner_release_name(run, owner->owned);
		piece->question = question_function(run, rendering->model, piece->callee);
		rendering_core(run, template, &header->needs.core);
		need(run, &pieces->kernel, owner->owned->header->header, NULL);
	}
	return true;
}

static bool add_members(struct run *run, struct rendering *rendering,
			const struct rendered_ops *ops, struct template *template,
			struct pieces *pieces)
{
	const char *name = ops->spec->name;

	for (unsigned int i = 0; i < ops->n; i++) {
		const struct ops_member *member = ops->members[i].member;
		const char *text = rendering_text(run, rendering, template, ops->members[i].view);
		struct piece *piece;

		if (!text)
			return false;
		piece = piece_add(run, pieces,
				  arena_printf(&run->arena, "%s_%s", name, member->name), text);
		if (ops->of_function)
			piece->question = question_function(run, rendering->model, name);
		else if (member->in_kernel)
			piece->question =
				question_member(run, arena_printf(&run->arena, "struct %s", name),
						member->in_kernel, member->kernel);
	}
	return true;
}

static bool add_ops(struct run *run, struct rendering *rendering, struct rendered_header *header,
		    struct header_pieces *pieces)
{
	struct pieces *part = &pieces->parts[PART_OPS];
	struct template *template = rendering_template(run, rendering, "ops.h.in", header->n_ops);
	struct template *of_member =
		rendering_template(run, rendering, "ops_member.h.in", header->n_ops);

	if (header->n_ops && (!template || !of_member))
		return false;
	for (unsigned int i = 0; i < header->n_ops; i++) {
		const struct rendered_ops *ops = &header->ops[i];
		const char *text = rendering_text(run, rendering, template, ops->view);

		if (!text)
			return false;
		piece_add(run, part, ops->spec->name, text)->head = true;
		if (!add_members(run, rendering, ops, of_member, part))
			return false;
		rendering_core(run, template, &header->needs.core);
	}
	return true;
}

bool header_pieces_make(struct run *run, struct rendering *rendering,
			struct rendered_header *header, struct header_pieces *pieces)
{
	*pieces = (struct header_pieces){
		.rendering = rendering,
		.header = header->header,
		.spec = header->spec,
	};
	need(run, &pieces->kernel, header->header->name, NULL);
	for (unsigned int i = 0; i < header->needs.kernel.n; i++)
		need(run, &pieces->kernel, header->needs.kernel.items[i].name, NULL);
	if (!add_owners(run, rendering, header, pieces) ||
	    !add_functions(run, rendering, header, pieces) ||
	    !add_ops(run, rendering, header, pieces))
		return false;
	add_names(run, rendering->model, pieces);
	add_types(run, &pieces->parts[PART_RESULTS], &header->needs.results);
	add_types(run, &pieces->parts[PART_SLICES], &header->needs.slices);
	pieces->core = header->needs.core;
	return true;
}
