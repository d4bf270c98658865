// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The results of wrappers: one row for each convention. */
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "contract/names.h"
#include "contract/types.h"
#include "model/declarator.h"
#include "render/owner.h"
#include "render/wrapped.h"

static const struct convention {
	const char *name;
	enum result_kind kind;
	const char *from;   /* of a structure */
	const char *format; /* of RESULT_ERRNO: around the call */
} conventions[] = {
	{ "errno", RESULT_ERRNO, NULL, "%s" },
	{ "not_copied", RESULT_ERRNO, NULL, "safe_from_not_copied(%s)" },
	{ "pcibios", RESULT_ERRNO, NULL, "safe_from_pcibios(%s)" },
	{ "errno_or_value", RESULT_STRUCT, "errno_or_value", NULL },
	{ "err_ptr", RESULT_STRUCT, "err_ptr", NULL },
	{ "err_ptr_or_null", RESULT_STRUCT, "err_ptr", NULL },
	{ "null", RESULT_STRUCT, "null", NULL },
	{ "xa_err", RESULT_STRUCT, "xa_err", NULL },
	{ "void", RESULT_VOID, NULL, NULL },
	{ "bool", RESULT_SAME, NULL, NULL },
	{ "value", RESULT_SAME, NULL, NULL },
	{ "zero", RESULT_SAME, NULL, NULL },
	{ "not_found", RESULT_SAME, NULL, NULL },
	{ "pointer", RESULT_SAME, NULL, NULL },
	{ "", RESULT_SAME, NULL, NULL },
};

static const struct convention *convention_find(const char *name)
{
	const struct convention *convention = conventions;

	while (*convention->name && strcmp(convention->name, name))
		convention++;
	return convention;
}

const char *wrap_returns(const struct contract *contract, const struct type *type)
{
	const char *returns = contract_returns(contract);

	if (type_is_void(type->inner))
		return "void";
	return returns ? returns : "";
}

/* "int", "long" or "ssize_t": those core has results for. */
static const char *int_result(const struct type *type)
{
	const struct type *resolved = type_resolve(type, NULL);

	if (type->kind == TYPE_TYPEDEF && type->name && !strcmp(type->name, "ssize_t"))
		return "ssize_t";
	return resolved->size > 4 ? "long" : "int";
}

static void struct_result(struct run *run, struct wrapped *w, struct needs *needs)
{
	struct wrapped_result *result = &w->result;
	const struct type *type = w->type->inner;

	if (!strcmp(result->from, "errno_or_value")) {
		result->name = int_result(type);
		result->value_type = result->name;
	} else if (type_is_pointer(type) && type_word(run, type)) {
		result->name = type_word(run, type);
		need_result(run, needs, result->name, result->value_type);
	} else {
		result->kind = RESULT_SAME;
		return;
	}
	result->type = arena_printf(&run->arena, "struct safe_%s_result", result->name);
}

static void unit_result(struct run *run, struct wrapped *w, const char *unit, struct needs *needs)
{
	char *word = arena_strdup(&run->arena, unit);

	for (char *c = word; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	w->result.kind = RESULT_UNIT;
	w->result.from = word;
	w->result.type = w->result.value_type = arena_printf(&run->arena, "struct safe_%s", word);
	need(run, &needs->core, "safe/core/unit.h", NULL);
}

/* NULL is what memory that is used up looks like; what only finds something has not found it. */
static bool may_lack_memory(const struct contract *contract)
{
	static const char *const making[] = {
		"alloc",     "allocate", "create", "new",      "add",	  "dup",
		"duplicate", "clone",	 "copy",   "make",     "mkdir",	  "build",
		"init",	     "prepare",	 "setup",  "register", "request", "remap",
		"map",	     "open",	 "split",  "expand",   "printf",  NULL,
	};

	for (unsigned int i = 0; i < contract->type->n_params; i++)
		if (type_is_gfp(contract->type->params[i].type))
			return true;
	return name_has_end(contract->function->name, making);
}

/* What NULL or false becomes: as stated, else what they mostly mean. */
static const char *error_text(struct run *run, const struct wrapped *w)
{
	const char *stated = fact_value(w->contract, SUBJECT_RETURN, 0, "errno");

	if (stated)
		return arena_printf(&run->arena, "-%s", stated);
	if (!strcmp(w->returns, "null"))
		return may_lack_memory(w->contract) ? "-ENOMEM" : "-ENOENT";
	return !strcmp(w->returns, "bool") && w->contract->gives ? "-EBUSY" : "";
}

void wrap_result(struct run *run, struct wrapped *w, struct needs *needs)
{
	const struct convention *convention = convention_find(w->returns);
	const char *unit = fact_value(w->contract, SUBJECT_RETURN, 0, "unit");
	struct wrapped_result *result = &w->result;

	*result = (struct wrapped_result){
		.kind = convention->kind,
		.from = convention->from,
		.name = "",
		.error = error_text(run, w),
	};
	result->type = result->value_type = type_text(run, w->type->inner);
	if (w->contract->gives) {
		result->kind = RESULT_OWNER;
		result->name = w->contract->gives->name;
		result->type = arena_printf(&run->arena, "struct safe_%s_result", result->name);
		result->value_type = arena_printf(&run->arena, "struct safe_%s", result->name);
		if (!result->from)
			result->from = "errno";
	} else if (result->kind == RESULT_STRUCT) {
		struct_result(run, w, needs);
	} else if (result->kind == RESULT_ERRNO) {
		result->type = result->value_type = "int";
	} else if (result->kind == RESULT_SAME && unit && type_is_integer(w->type->inner)) {
		unit_result(run, w, unit, needs);
	}
	result->must_check = result->kind == RESULT_ERRNO || result->kind == RESULT_STRUCT ||
			     result->kind == RESULT_OWNER ||
			     (result->kind != RESULT_VOID &&
			      fact_value(w->contract, SUBJECT_RETURN, 0, "must_check"));
}

/* "(struct safe_irq){ .irq = irq, .dev_id = dev, .__owns = true }" */
static const char *owner_literal(struct run *run, const struct wrapped *w)
{
	const struct spec_owned *owned = w->contract->gives;
	struct text text = TEXT_INIT;
	const char *literal;

	text_printf(&text, "(struct safe_%s){ ", owned->name);
	for (unsigned int i = 0; i < owned->members.n; i++)
		text_printf(&text, ".%s = %s, ", owned->members.items[i].key, w->sources[i]);
	if (owned->members.n)
		text_add(&text, ".__owns = true }");
	else
		text_printf(&text, "%s }", w->sources[0]);
	literal = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return literal;
}

/* "safe_from_null(void_ptr, call, -ENOMEM)"; of an owner "safe_owner_from_err_ptr(clk, call)" */
static const char *struct_expr(struct run *run, const struct wrapped *w, const char *prefix)
{
	const char *from = w->result.from;
	bool with_error = !strcmp(from, "null");

	return arena_printf(&run->arena, "%s_from_%s(%s, %s%s%s)", prefix, from, w->result.name,
			    w->call, with_error ? ", " : "", with_error ? w->result.error : "");
}

static const char *owner_expr(struct run *run, const struct wrapped *w)
{
	const char *name = w->result.name;

	if (!strcmp(w->result.from, "errno"))
		return arena_printf(&run->arena, "safe_owner_from_errno(%s, %s, %s)", name, w->call,
				    owner_literal(run, w));
	return struct_expr(run, w, "safe_owner");
}

void wrap_expr(struct run *run, struct wrapped *w)
{
	struct wrapped_result *result = &w->result;

	switch (result->kind) {
	case RESULT_VOID:
	case RESULT_SAME:
		result->expr = w->call;
		break;
	case RESULT_ERRNO:
		result->expr =
			arena_printf(&run->arena, convention_find(w->returns)->format, w->call);
		break;
	case RESULT_UNIT:
		result->expr = arena_printf(&run->arena, "safe_%s(%s)", result->from, w->call);
		break;
	case RESULT_STRUCT:
		result->expr = struct_expr(run, w, "safe");
		break;
	case RESULT_OWNER:
		result->expr = owner_expr(run, w);
		break;
	}
}

const char *wrap_failure(struct run *run, const struct wrapped *w, const char *error)
{
	const char *name = w->result.name;

	switch (w->result.kind) {
	case RESULT_VOID:
		return "return;";
	case RESULT_ERRNO:
		return arena_printf(&run->arena, "return %s;", error);
	case RESULT_STRUCT:
		return arena_printf(&run->arena, "return safe_from_errno(%s, %s);", name, error);
	case RESULT_OWNER:
		if (w->contract->gives && !w->contract->gives->members.n)
			return arena_printf(&run->arena,
					    "return safe_owner_from_errno_ptr(%s, %s, NULL);", name,
					    error);
		return arena_printf(&run->arena,
				    "return safe_owner_from_errno(%s, %s, (struct safe_%s){ });",
				    name, error, name);
	default:
		return NULL;
	}
}
