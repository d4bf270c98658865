// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Expectations: what the wrappers of a header rely on, asked of the compiler. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "model/declarator.h"
#include "render/expect.h"

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

/* What is passed for an array is a pointer. */
static const struct type *passed(struct run *run, const struct type *type)
{
	struct type *pointer;

	if (type->kind != TYPE_ARRAY)
		return type;
	pointer = arena_new(&run->arena, struct type, 1);
	*pointer = (struct type){ .kind = TYPE_POINTER, .inner = type->inner };
	return pointer;
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
			       : arena_printf(
					 &run->arena, "%s%s%s", args, i ? ", " : "",
					 any_of(run, variables, passed(run, type->params[i].type)));
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

static void expectation(struct run *run, struct value_list *list, const struct contract *contract,
			struct variables *variables)
{
	struct view *inner = list_view(run, list, 6);
	const struct type *type = contract_result(contract), *resolved = type_resolve(type, NULL);
	bool is_pointer = type_is_pointer(type);

	view_string(run, inner, "name",
		    contract->calls && *contract->calls ? contract->calls
							: contract->function->name);
	view_bool(run, inner, "done", contract->call);
	view_string(run, inner, "call",
		    contract->call ? stated_call(run, contract)
				   : expected_call(run, contract, variables));
	view_string(run, inner, "type", type_text(run, type));
	view_bool(run, inner, "is_pointer", is_pointer);
	view_string(run, inner, "pointee", is_pointer ? type_text(run, resolved->inner) : "");
}

void expectations_view(struct run *run, struct view *view, const struct merged_pieces *functions)
{
	struct variables variables = { .decls = view_list(run, view, "expect_any") };
	struct value_list *list = view_list(run, view, "expect");
	struct needed_list there = { .n = 0 };

	for (unsigned int i = 0; i < functions->n; i++) {
		const struct merged_piece *merged = &functions->list[i];
		const struct rendered_function *function = merged->piece->function;

		if (!function || !merged->expected ||
		    (function->contract->call && question_says_ours(function->contract->call)))
			continue;
		if (function->expected && function->contract->type)
			expectation(run, list, function->contract, &variables);
		else if (function->contract->calls)
			need(run, &there, function->contract->calls, NULL);
	}
	rendering_sorted(run, &there, view_list(run, view, "there"));
}
