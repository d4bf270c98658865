// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Views of ops: structures of functions whose members get typed functions of the driver. */
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "model/declarator.h"
#include "model/ops.h"
#include "render/rendering.h"
#include "render/view.h"

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* @text with the word @word replaced by @with. */
static const char *replace_word(struct run *run, const char *text, const char *word,
				const char *with)
{
	struct text result = TEXT_INIT;
	size_t len = strlen(word);
	const char *copy;

	for (const char *s = text; *s;) {
		size_t n = 0;

		while (in_word(s[n]))
			n++;
		if (n == len && !strncmp(s, word, len))
			text_add(&result, with);
		else
			text_add_n(&result, s, n ? n : 1);
		s += n ? n : 1;
	}
	copy = arena_strndup(&run->arena, result.buf, result.len);
	text_release(&result);
	return copy;
}

static const char *arg_name(struct run *run, unsigned int i)
{
	return arena_printf(&run->arena, "arg%u", i + 1);
}

/* The function's type with names for its parameters. */
static const struct type *named(struct run *run, const struct type *type)
{
	struct type *copy = arena_new(&run->arena, struct type, 1);
	struct param *params = arena_new(&run->arena, struct param, type->n_params);

	*copy = *type;
	for (unsigned int i = 0; i < type->n_params; i++)
		params[i] = (struct param){ arg_name(run, i), type->params[i].type };
	copy->params = params;
	return copy;
}

/* The arguments that the driver's function gets as they are. */
static void view_passed(struct run *run, struct view *view, const struct ops_member *member)
{
	struct value_list *list = view_list(run, view, "passed");

	for (unsigned int i = 0; i < member->type->n_params; i++) {
		const struct type *type = member->type->params[i].type;
		struct view *inner;

		if (!ops_passes(member, i))
			continue;
		inner = list_view(run, list, 3);
		view_string(run, inner, "name", arg_name(run, i));
		view_string(run, inner, "type", type_text(run, type));
		view_string(run, inner, "decl", declare(run, type, arg_name(run, i)));
	}
}

static void view_member(struct run *run, struct view *view, const struct ops_member *member)
{
	const char *arg = arg_name(run, member->param), *sets = "";

	if (member->sets)
		sets = replace_word(run, member->sets->value, "arg", arg);
	view_string(run, view, "name", member->name);
	view_string(run, view, "head",
		    declare(run, named(run, member->type), "__safe_op_##table##_##fn"));
	view_string(run, view, "ret", type_text(run, member->type->inner));
	view_bool(run, view, "is_void", type_is_void(member->type->inner));
	view_bool(run, view, "atomic", member->atomic);
	view_string(run, view, "data", replace_word(run, member->from->value, "arg", arg));
	view_string(run, view, "sets",
		    replace_word(run, sets, "data", "__safe_ops_store_##table(data)"));
	view_passed(run, view, member);
}

/* The structure that is handed over by its address, where that is all there is: "struct clk_hw". */
static const char *embedded(struct run *run, const struct ops *ops)
{
	for (unsigned int i = 0; i < ops->n; i++) {
		const struct ops_member *member = &ops->members[i];
		const struct type *type = member->type->params[member->param].type;

		type = type_resolve(type, NULL);
		if (!strcmp(member->from->value, "arg") && !type_is_void(type->inner))
			return type_text(run, type->inner);
	}
	return "";
}

static struct view *view_ops(struct run *run, const struct ops *ops, const char *header)
{
	struct view *view = view_new(run, 8);
	struct value_list *members = view_list(run, view, "members");

	view_string(run, view, "name", ops->spec->name);
	view_string(run, view, "embedded", embedded(run, ops));
	view_string(run, view, "header", header);
	view_string(run, view, "regenerate", view_regenerate(run, header));
	view_printf(run, view, "place", "%s:%u", ops->spec->at.file, ops->spec->at.line);
	for (unsigned int i = 0; i < ops->n; i++)
		view_member(run, list_view(run, members, 9), &ops->members[i]);
	return view;
}

void rendering_ops(struct run *run, const struct rendering *rendering,
		   struct rendered_header *header)
{
	unsigned int n = header->spec ? header->spec->n_ops : 0;

	header->ops = arena_new(&run->arena, struct view *, n + 1);
	for (unsigned int i = 0; i < n; i++) {
		struct ops ops;

		if (ops_resolve(run, rendering->model, &header->spec->ops[i], &ops) && ops.n)
			header->ops[header->n_ops++] = view_ops(run, &ops, header->header->name);
	}
}
