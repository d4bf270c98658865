// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The generated headers. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "model/alias.h"
#include "model/declarator.h"
#include "model/has.h"
#include "render/answer.h"
#include "render/layout.h"
#include "render/rendering.h"
#include "render/view.h"

static int name_order(const struct needed *a, const struct needed *b)
{
	return strcmp(a->name, b->name);
}

/* Insertion: there are few, and mostly they are in order. */
static void needed_view(struct run *run, struct view *view, const char *name,
			struct needed_list *list)
{
	struct value_list *values = view_list(run, view, name);

	for (unsigned int i = 1; i < list->n; i++) {
		for (unsigned int j = i; j && name_order(&list->items[j - 1], &list->items[j]) > 0;
		     j--) {
			struct needed old = list->items[j];

			list->items[j] = list->items[j - 1];
			list->items[j - 1] = old;
		}
	}
	for (unsigned int i = 0; i < list->n; i++) {
		struct view *inner = list_view(run, values, 2);

		view_string(run, inner, "name", list->items[i].name);
		view_string(run, inner, "type", list->items[i].type);
	}
}

/* The variables of an expecting function: one for each type, which the compiler reads once. */
struct variables {
	struct needed_list names; /* by type */
	struct value_list *decls;
};

static bool is_name(const struct needed_list *names, const char *name)
{
	for (unsigned int i = 0; i < names->n; i++)
		if (!strcmp(names->items[i].type, name))
			return true;
	return false;
}

/* The variable of a type: "any_device_ptr". */
static const char *any_of(struct run *run, struct variables *variables, const struct type *type)
{
	const char *text = type_text(run, type), *word = type_word(run, type), *name;
	struct needed_list *names = &variables->names;

	for (unsigned int i = 0; i < names->n; i++)
		if (!strcmp(names->items[i].name, text))
			return names->items[i].type;
	name = arena_printf(&run->arena, "any_%s", word ? word : "other");
	if (!word || is_name(names, name))
		name = arena_printf(&run->arena, "%s_%u", name, names->n);
	need(run, names, text, name);
	view_string(run, list_view(run, variables->decls, 1), "decl", declare(run, type, name));
	return name;
}

/* "clk_get(any_device_ptr, any_const_char_ptr)" */
static const char *expected_call(struct run *run, const struct contract *contract,
				 struct variables *variables)
{
	const struct type *type = contract->type;
	const char *args = "";
	unsigned int format = 0;
	const struct fact *fact = contract_fact(contract, SUBJECT_CALL, 0, "printf");

	if (fact && type->variadic)
		format = (unsigned int)strtoul(fact->value, NULL, 10);
	for (unsigned int i = 0; i < type->n_params; i++)
		args = i + 1 == format
			       ? arena_printf(&run->arena, "%s%s\"%%d\", 1", args, i ? ", " : "")
			       : arena_printf(&run->arena, "%s%s%s", args, i ? ", " : "",
					      any_of(run, variables, type->params[i].type));
	return arena_printf(&run->arena, "%s(%s)", contract->calls, args);
}

/* What is stated in words of the prototype: "int rate __maybe_unused; set(rate, 0)" */
static const char *stated_call(struct run *run, const struct contract *contract)
{
	const struct type *type = contract->type;
	const char *text = "";

	for (unsigned int i = 0; i < type->n_params; i++)
		text = arena_printf(&run->arena, "%s%s __maybe_unused; ", text,
				    declare(run, type->params[i].type, type->params[i].name));
	return arena_printf(&run->arena, "%s%s", text, contract->call);
}

/* That of a mere call is the kernel's own: the stated one may be another kind of integer. */
static const struct type *expected_result(const struct contract *contract)
{
	const struct type *kernel = contract->call ? NULL : contract->function->type;

	return kernel ? kernel->inner : contract->type->inner;
}

static void expectation(struct run *run, struct value_list *list, const struct contract *contract,
			struct variables *variables)
{
	struct view *inner = list_view(run, list, 6);
	const struct type *type = expected_result(contract), *resolved = type_resolve(type, NULL);
	bool is_pointer = type_is_pointer(type);

	view_string(run, inner, "name",
		    contract->calls ? contract->calls : contract->function->name);
	view_bool(run, inner, "done", contract->call);
	view_string(run, inner, "call",
		    contract->call ? stated_call(run, contract)
				   : expected_call(run, contract, variables));
	view_string(run, inner, "type", type_text(run, type));
	view_bool(run, inner, "is_pointer", is_pointer);
	view_string(run, inner, "pointee", is_pointer ? type_text(run, resolved->inner) : "");
}

static void expectations(struct run *run, struct view *view, const struct rendered_header *header)
{
	struct variables variables = { .decls = view_list(run, view, "expect_any") };
	struct value_list *list = view_list(run, view, "expect");
	struct needed_list there = { .n = 0 };

	for (unsigned int i = 0; i < header->n_functions; i++) {
		const struct rendered_function *function = &header->functions[i];

		if (function->expected && function->contract->type)
			expectation(run, list, function->contract, &variables);
		else if (function->contract->calls)
			need(run, &there, function->contract->calls, NULL);
	}
	rendering_sorted(run, &there, view_list(run, view, "there"));
}

/* A comment that tells where the wrappers are that no template makes. */
static void hand_written(struct run *run, struct view *view, const struct rendered_header *header)
{
	struct value_list *lines = view_list(run, view, "hand_written");
	struct needed_list wrappers = { .n = 0 };
	const char *text = "";

	for (unsigned int i = 0; i < header->n_functions; i++)
		if (!strcmp(header->functions[i].contract->shape, "hand_written"))
			need(run, &wrappers, header->functions[i].contract->wrapper, NULL);
	for (unsigned int i = 0; i < wrappers.n; i++)
		text = arena_printf(&run->arena, "%s%s%s()", text, i ? ", " : "",
				    wrappers.items[i].name);
	if (wrappers.n)
		layout_comment(run, lines, " * Written by hand, in the core headers below: ", " * ",
			       text);
}

static bool function_texts(struct run *run, struct rendering *rendering, struct view *view,
			   const struct rendered_header *header)
{
	struct value_list *list = view_list(run, view, "functions");
	bool fine = true;

	for (unsigned int i = 0; i < header->n_functions; i++) {
		const struct rendered_function *function = &header->functions[i];
		const char *name = arena_printf(&run->arena, "%s.h.in", function->shape->name);
		struct template *template = rendering_template(run, rendering, name, true);
		const char *text =
			template ? rendering_text(run, rendering, template, function->view) : NULL;
		struct view *inner;

		fine = fine && text;
		if (!text || !*text)
			continue;
		inner = list_view(run, list, 4);
		view_string(run, inner, "name", function->contract->function->name);
		view_string(run, inner, "wrapper", function->contract->wrapper);
		view_string(run, inner, "text", text);
	}
	return fine;
}

/* Also notes which core headers and kernel headers owners bring in. */
static bool owner_texts(struct run *run, struct rendering *rendering, struct view *view,
			struct rendered_header *header, struct needed_list *kernel)
{
	struct template *template =
		rendering_template(run, rendering, "owner.h.in", header->n_owners);
	struct value_list *list = view_list(run, view, "owners");

	for (unsigned int i = 0; i < header->n_owners; i++) {
		const struct rendered_owner *owner = &header->owners[i];
		const char *text = template ? rendering_text(run, rendering, template, owner->view)
					    : NULL;
		struct view *inner = list_view(run, list, 3);

		if (!text)
			return false;
		view_string(run, inner, "name", owner->owned->name);
		view_bool(run, inner, "shared", owner->shared);
		view_string(run, inner, "text", text);
		rendering_core(run, template, &header->needs.core);
		need(run, kernel, owner->owned->header->header, NULL);
	}
	return true;
}

static bool member_texts(struct run *run, struct rendering *rendering, struct template *template,
			 const struct rendered_ops *ops, struct value_list *list)
{
	for (unsigned int i = 0; i < ops->n; i++) {
		const char *text = rendering_text(run, rendering, template, ops->members[i].view);

		if (!text)
			return false;
		list_string(run, list, text);
	}
	return true;
}

/* Of each structure what it is, then its members one by one. */
static bool ops_texts(struct run *run, struct rendering *rendering, struct view *view,
		      struct rendered_header *header)
{
	struct template *template = rendering_template(run, rendering, "ops.h.in", header->n_ops);
	struct template *member =
		rendering_template(run, rendering, "ops_member.h.in", header->n_ops);
	struct value_list *list = view_list(run, view, "ops");

	if (header->n_ops && (!template || !member))
		return false;
	for (unsigned int i = 0; i < header->n_ops; i++) {
		const struct rendered_ops *ops = &header->ops[i];
		const char *text = rendering_text(run, rendering, template, ops->view);
		struct view *inner = list_view(run, list, 2);

		if (!text)
			return false;
		view_string(run, inner, "text", text);
		if (!member_texts(run, rendering, member, ops, view_list(run, inner, "members")))
			return false;
		rendering_core(run, template, &header->needs.core);
	}
	return true;
}

/* What kernels call differently; nothing where this one has none of it. */
static void names(struct run *run, const struct rendering *rendering, struct view *view,
		  const struct spec_header *spec)
{
	struct value_list *list = view_list(run, view, "names");

	for (unsigned int i = 0; spec && i < spec->n_names; i++) {
		const struct spec_name *name = &spec->names[i];
		struct alias alias = alias_resolve(run, rendering->model, name);

		if (alias.kind == ALIAS_TYPE)
			list_string(
				run, list,
				arena_printf(&run->arena, "typedef %s %s;", alias.of, name->name));
		else if (alias.kind != ALIAS_NONE)
			list_string(
				run, list,
				arena_printf(&run->arena, "#define %s %s", name->name, alias.of));
	}
}

/* What core headers ask about this kernel. */
static void answers(struct run *run, const struct rendering *rendering, struct view *view,
		    const struct spec_header *spec)
{
	struct value_list *list = view_list(run, view, "has");

	for (unsigned int i = 0; spec && i < spec->has.n; i++) {
		const struct spec_item *item = &spec->has.items[i];
		struct view *inner = list_view(run, list, 5);
		struct has has = { .n_params = -1 };
		bool yes = has_parse(run, item->value, &has) && has_answer(rendering->model, &has);

		view_string(run, inner, "name", item->key);
		view_string(run, inner, "question", item->value);
		view_string(run, inner, "answer", yes ? "1" : "0");
		view_string(run, inner, "check",
			    yes ? answer_check(run, rendering->model, item->value) : "");
		view_bool(run, inner, "is_name", !has.tag && has.n_params < 0);
	}
}

static bool render_header(struct run *run, struct rendering *rendering,
			  struct rendered_header *header, struct template *template,
			  struct output_files *out)
{
	const char *name = header->header->name;
	struct needed_list kernel = { .n = 0 };
	struct view *view = view_new(run, 22);
	struct value_list *includes;

	need(run, &kernel, name, NULL);
	for (unsigned int i = 0; i < header->needs.kernel.n; i++)
		need(run, &kernel, header->needs.kernel.items[i].name, NULL);
	view_string(run, view, "header", name);
	view_printf(run, view, "guard", "SAFE_%s_H", view_word(run, name, true));
	view_string(run, view, "word", header->word);
	view_string(run, view, "spdx",
		    header->header->spdx ? header->header->spdx : "GPL-2.0-only");
	view_string(run, view, "version", rendering->model->version);
	view_string(run, view, "arch", rendering->model->arch);
	view_string(run, view, "regenerate", view_regenerate(run, name));
	if (!owner_texts(run, rendering, view, header, &kernel) ||
	    !function_texts(run, rendering, view, header) ||
	    !ops_texts(run, rendering, view, header))
		return false;
	expectations(run, view, header);
	answers(run, rendering, view, header->spec);
	names(run, rendering, view, header->spec);
	hand_written(run, view, header);
	needed_view(run, view, "results", &header->needs.results);
	needed_view(run, view, "slices", &header->needs.slices);
	includes = view_list(run, view, "includes");
	for (unsigned int i = 0; header->spec && i < header->spec->n_includes; i++)
		list_string(run, includes, header->spec->includes[i]);
	rendering_sorted(run, &kernel, view_list(run, view, "kernel_includes"));
	rendering_sorted(run, &header->needs.core, view_list(run, view, "core_includes"));
	return rendering_file(run, rendering, template, view,
			      arena_printf(&run->arena, "safe/%s", name), out);
}

bool render_headers(struct run *run, struct rendering *rendering, struct output_files *out)
{
	struct template *template = rendering_template(run, rendering, "header.h.in", true);
	bool fine = template;

	for (unsigned int i = 0; template && i < rendering->n_headers; i++)
		fine &= render_header(run, rendering, &rendering->headers[i], template, out);
	rendering_done(rendering);
	return fine;
}
