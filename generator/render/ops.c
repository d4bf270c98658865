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

/* The function's type with names for its parameters: @names, or arg1 and so on. */
static const struct type *named(struct run *run, const struct type *type, const char *const *names)
{
	struct type *copy = arena_new(&run->arena, struct type, 1);
	struct param *params = arena_new(&run->arena, struct param, type->n_params);

	*copy = *type;
	for (unsigned int i = 0; i < type->n_params; i++)
		params[i] =
			(struct param){ names ? names[i] : arg_name(run, i), type->params[i].type };
	copy->params = params;
	return copy;
}

/* The arguments that the driver's function gets: as they are, or all but its data. */
static void view_arguments(struct run *run, struct view *view, const char *list_name,
			   const struct ops_member *member, bool all)
{
	struct value_list *list = view_list(run, view, list_name);

	for (unsigned int i = 0; i < member->type->n_params; i++) {
		const struct type *type = member->type->params[i].type;
		struct view *inner;

		if (!all && !ops_passes(member, i))
			continue;
		inner = list_view(run, list, 4);
		view_string(run, inner, "name", arg_name(run, i));
		view_string(run, inner, "type", type_text(run, type));
		view_string(run, inner, "decl", declare(run, type, arg_name(run, i)));
		view_string(run, inner, "comma", list->n > 1 ? ", " : "");
	}
}

/* The call of a driver's function that has the kernel's prototype: "return fn(arg1, arg2);" */
static const char *same_body(struct run *run, const struct ops_member *member)
{
	const char *args = "";

	for (unsigned int i = 0; i < member->type->n_params; i++)
		args = arena_printf(&run->arena, "%s%s%s", args, i ? ", " : "", member->names[i]);
	return arena_printf(&run->arena, "%sfn(%s);",
			    type_is_void(member->type->inner) ? "" : "return ", args);
}

/* What calls the driver's function with exactly its arguments. */
static const char *exact_call(struct run *run, const struct ops_member *member)
{
	const struct type *type = member->type;
	const char *text =
		arena_printf(&run->arena, "__safe_call(%s, fn", type_text(run, type->inner));

	for (unsigned int i = 0; i < type->n_params; i++)
		text = arena_printf(&run->arena, "%s, %s", text,
				    type_text(run, type->params[i].type));
	return arena_printf(&run->arena, "%s%s)", text, type->n_params ? "" : ", void");
}

/* What the kernel calls, with a prototype of its own or the driver's. */
static void view_kernel(struct run *run, struct view *view, const struct ops_member *member)
{
	const char *body = member->body;

	view_string(run, view, "in_kernel", member->in_kernel);
	view_string(run, view, "kernel_head",
		    declare(run, named(run, member->kernel, member->names),
			    "__safe_op_##table##_##fn"));
	view_string(run, view, "kernel_type", declare(run, member->kernel, "(*)"));
	view_string(run, view, "kernel_pointer",
		    declare(run, member->kernel,
			    arena_printf(&run->arena, "(*used_%s)", member->name)));
	view_string(run, view, "body",
		    body ? replace_word(run, body, "fn", "__safe_op_to_##table##_##fn") : "");
	view_string(run, view, "plain",
		    replace_word(run, body ? body : same_body(run, member), "fn",
				 exact_call(run, member)));
}

static void view_member(struct run *run, struct view *view, const struct ops_member *member)
{
	const char *arg = arg_name(run, member->param), *sets = "";

	if (member->sets)
		sets = replace_word(run, member->sets->value, "arg", arg);
	view_string(run, view, "name", member->name);
	view_string(
		run, view, "head",
		declare(run, named(run, member->type, NULL),
			member->body ? "__safe_op_to_##table##_##fn" : "__safe_op_##table##_##fn"));
	view_string(run, view, "ret", type_text(run, member->type->inner));
	view_bool(run, view, "is_void", type_is_void(member->type->inner));
	view_bool(run, view, "atomic", member->atomic);
	view_bool(run, view, "stated", member->spec);
	view_string(run, view, "data",
		    member->from ? replace_word(run, member->from->value, "arg", arg) : "");
	view_string(run, view, "sets",
		    replace_word(run, sets, "data", "__safe_ops_store_##table(data)"));
	view_arguments(run, view, "passed", member, false);
	view_arguments(run, view, "args", member, true);
	view_kernel(run, view, member);
}

/* The structure that is handed over by its address, where that is all there is: "struct clk_hw". */
static const char *embedded(struct run *run, const struct ops *ops)
{
	for (unsigned int i = 0; i < ops->n; i++) {
		const struct ops_member *member = &ops->members[i];
		const struct type *type;

		if (!member->from)
			continue;
		type = type_resolve(member->type->params[member->param].type, NULL);
		if (!strcmp(member->from->value, "arg") && !type_is_void(type->inner))
			return type_text(run, type->inner);
	}
	return "";
}

/* Where the data is found, once for each type of argument: "((struct file *)0)->private_data". */
static void view_uses(struct run *run, struct view *view, const struct ops *ops)
{
	struct needed_list uses = { .n = 0 };

	for (unsigned int i = 0; i < ops->n; i++) {
		const struct ops_member *member = &ops->members[i];
		const char *type;

		if (!member->from || !member->in_kernel || !strcmp(member->from->value, "arg"))
			continue;
		type = type_text(run, member->type->params[member->param].type);
		need(run, &uses,
		     replace_word(run, member->from->value, "arg",
				  arena_printf(&run->arena, "((%s)0)", type)),
		     NULL);
	}
	rendering_sorted(run, &uses, view_list(run, view, "uses"));
}

/* All members by themselves, and as a list of the structure's view, for its tests. */
static void view_members(struct run *run, const struct ops *ops, const char *header,
			 struct rendered_ops *rendered)
{
	struct value_list *list = view_list(run, rendered->view, "members");
	bool has_data = false;

	rendered->members = arena_new(&run->arena, struct rendered_op, ops->n);
	for (; rendered->n < ops->n; rendered->n++) {
		struct rendered_op *op = &rendered->members[rendered->n];
		bool data;

		op->member = &ops->members[rendered->n];
		op->view = list_view(run, list, 20);
		data = op->member->from && op->member->in_kernel;
		view_member(run, op->view, op->member);
		view_string(run, op->view, "ops", ops->spec->name);
		view_string(run, op->view, "regenerate", view_regenerate(run, header));
		view_bool(run, op->view, "of_function", ops->of_function);
		view_bool(run, op->view, "misused", data && !has_data);
		has_data |= data;
	}
	view_bool(run, rendered->view, "has_data", has_data);
}

static void view_ops(struct run *run, const struct ops *ops, const char *header,
		     struct rendered_ops *rendered)
{
	struct view *view = view_new(run, 11);

	*rendered = (struct rendered_ops){
		.spec = ops->spec,
		.of_function = ops->of_function,
		.view = view,
	};
	view_string(run, view, "name", ops->spec->name);
	view_string(run, view, "embedded", embedded(run, ops));
	view_string(run, view, "header", header);
	view_string(run, view, "regenerate", view_regenerate(run, header));
	view_printf(run, view, "place", "%s:%u", ops->spec->at.file, ops->spec->at.line);
	view_bool(run, view, "of_function", ops->of_function);
	view_uses(run, view, ops);
	view_members(run, ops, header, rendered);
}

void rendering_ops(struct run *run, const struct rendering *rendering,
		   struct rendered_header *header)
{
	unsigned int n = header->spec ? header->spec->n_ops : 0;

	header->ops = arena_new(&run->arena, struct rendered_ops, n + 1);
	for (unsigned int i = 0; i < n; i++) {
		struct ops ops;

		if (ops_resolve(run, rendering->model, &header->spec->ops[i], &ops) && ops.n)
			view_ops(run, &ops, header->header->name, &header->ops[header->n_ops++]);
	}
}
