// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/run.h"
#include "model/declarator.h"

static const char *type_tag(const struct type *type)
{
	switch (type->kind) {
	case TYPE_STRUCT:
		return "struct ";
	case TYPE_UNION:
		return "union ";
	case TYPE_ENUM:
		return "enum ";
	default:
		return "";
	}
}

/* "const struct clk": what stands before all stars and brackets. */
static const char *base_text(struct run *run, const struct type *type)
{
	const char *name = type->name;

	if (type->kind == TYPE_BOOL)
		name = "bool";
	else if (!name)
		name = type->kind == TYPE_VOID ? "void" : "/* anonymous */";
	return arena_printf(&run->arena, "%s%s%s%s", type->quals & QUAL_CONST ? "const " : "",
			    type->quals & QUAL_VOLATILE ? "volatile " : "", type_tag(type), name);
}

/* "*const p": the star's own qualifiers stand behind it, its address space before it. */
static const char *pointer_text(struct run *run, const struct type *type, const char *inside)
{
	const char *quals = type->quals & QUAL_CONST	  ? "const"
			    : type->quals & QUAL_VOLATILE ? "volatile"
			    : type->quals & QUAL_RESTRICT ? "__restrict"
							  : "";
	bool spaced = *quals && *inside && *inside != '[';
	const char *text;

	text = arena_printf(&run->arena, "*%s%s%s", quals, spaced ? " " : "", inside);
	if (type->space)
		text = arena_printf(&run->arena, "__%s %s", type->space, text);
	if (type->inner->kind == TYPE_FUNCTION || type->inner->kind == TYPE_ARRAY)
		text = arena_printf(&run->arena, "(%s)", text);
	return text;
}

static const char *params_text(struct run *run, const struct type *type)
{
	const char *text = "";

	for (unsigned int i = 0; i < type->n_params; i++)
		text = arena_printf(&run->arena, "%s%s%s", text, i ? ", " : "",
				    declare(run, type->params[i].type, type->params[i].name));
	if (type->variadic)
		return arena_printf(&run->arena, "%s%s...", text, type->n_params ? ", " : "");
	return type->n_params ? text : "void";
}

static const char *array_text(struct run *run, const struct type *type, const char *inside)
{
	if (type->count < 0)
		return arena_printf(&run->arena, "%s[]", inside);
	return arena_printf(&run->arena, "%s[%" PRId64 "]", inside, type->count);
}

/* From the name outwards, as C is read. */
const char *declare(struct run *run, const struct type *type, const char *name)
{
	const char *inside = name ? name : "";

	for (;;) {
		if (type->kind == TYPE_POINTER)
			inside = pointer_text(run, type, inside);
		else if (type->kind == TYPE_ARRAY)
			inside = array_text(run, type, inside);
		else if (type->kind == TYPE_FUNCTION)
			inside =
				arena_printf(&run->arena, "%s(%s)", inside, params_text(run, type));
		else
			return declare_text(run, base_text(run, type), inside);
		type = type->inner;
	}
}

const char *type_text(struct run *run, const struct type *type)
{
	return declare(run, type, NULL);
}

const char *declare_text(struct run *run, const char *type, const char *name)
{
	size_t len = strlen(type);
	bool joined = !name || !*name || (len && type[len - 1] == '*');
	const char *function = strstr(type, "(*)");

	if (function)
		return arena_printf(&run->arena, "%.*s%s%s", (int)(function + 2 - type), type,
				    name ? name : "", function + 2);
	return arena_printf(&run->arena, "%s%s%s", type, joined ? "" : " ", name ? name : "");
}

/* "unsigned int" is no word, "unsigned_int" is one. */
static const char *as_word(struct run *run, const char *name)
{
	char *word = arena_strdup(&run->arena, name);

	for (char *c = word; *c; c++)
		if (!isalnum((unsigned char)*c))
			*c = '_';
	return word;
}

const char *type_word(struct run *run, const struct type *type)
{
	const char *constant = type->quals & QUAL_CONST ? "const_" : "";
	const char *inner;

	if (type->kind == TYPE_POINTER) {
		inner = type_word(run, type->inner);
		if (!inner)
			return NULL;
		if (!type->space)
			return arena_printf(&run->arena, "%s_ptr", inner);
		if (type_is_void(type->inner))
			return arena_printf(&run->arena, "%s%s_ptr",
					    type->inner->quals & QUAL_CONST ? "const_" : "",
					    type->space);
		return arena_printf(&run->arena, "%s_%s_ptr", inner, type->space);
	}
	if (type->kind == TYPE_VOID)
		return arena_printf(&run->arena, "%svoid", constant);
	if (!type->name || type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION)
		return NULL;
	return arena_printf(&run->arena, "%s%s", constant, as_word(run, type->name));
}
