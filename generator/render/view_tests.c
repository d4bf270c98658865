// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What the compile tests of a wrapper do: right uses, and mistakes that follow from its contract. */
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "model/declarator.h"
#include "render/view.h"

/*
 * A call of the wrapper with its own parameters, of which @raw (-1: none) is
 * passed as the kernel's function takes it. A format becomes a literal.
 */
static const char *call(struct run *run, const struct wrapped *w, int raw)
{
	struct text text = TEXT_INIT;
	const char *result, *before = "";

	text_printf(&text, "%s(", w->contract->wrapper);
	for (unsigned int i = 0; i < w->n_params; i++) {
		const struct kernel_param *param = &w->params[i];

		if (!param->decl)
			continue;
		text_add(&text, before);
		if (w->format && !strcmp(param->name, w->format))
			text_add(&text, "\"%d\"");
		else
			text_add(&text, (int)i == raw ? param->name : param->own_name);
		before = ", ";
	}
	text_add(&text, w->format ? ", 1)" : ")");
	result = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return result;
}

/* The parameters of a function around such a call. */
static const char *decls(struct run *run, const struct wrapped *w, int raw)
{
	const char *text = "";

	for (unsigned int i = 0; i < w->n_params; i++) {
		const struct kernel_param *param = &w->params[i];

		if (param->decl)
			text = arena_printf(&run->arena, "%s%s%s", text, *text ? ", " : "",
					    (int)i == raw ? param->raw_decl : param->decl);
	}
	return *text ? text : "void";
}

static struct view *mistake(struct run *run, struct value_list *list, const char *head,
			    const char *code, const char *error)
{
	struct view *view = list_view(run, list, 4);

	view_string(run, view, "head", head);
	view_string(run, view, "code", code);
	view_string(run, view, "error", error);
	return view;
}

/* "return safe_x(...);" in a function of the value's own type. */
static void result_as_value(struct run *run, const struct wrapped *w, struct value_list *list)
{
	const char *name = arena_printf(&run->arena, "result_as_value_%s", w->contract->wrapper);

	if (w->result.kind != RESULT_STRUCT && w->result.kind != RESULT_UNIT)
		return;
	name = arena_printf(&run->arena, "%s(%s)", name, decls(run, w, -1));
	mistake(run, list, declare(run, w->type->inner, name),
		arena_printf(&run->arena, "return %s;", call(run, w, -1)),
		"incompatible (result )?type");
}

static void bare_argument(struct run *run, const struct wrapped *w, unsigned int i,
			  struct value_list *list)
{
	const struct kernel_param *param = &w->params[i];
	const char *what = param->role == ROLE_UNIT ? "bare_number" : "bare_pointer";

	if (w->variadic ||
	    (param->role != ROLE_UNIT && param->role != ROLE_SLICE && param->role != ROLE_STATE))
		return;
	mistake(run, list,
		arena_printf(&run->arena, "void %s_%s_%s(%s)", what, param->name,
			     w->contract->wrapper, decls(run, w, (int)i)),
		arena_printf(&run->arena, "(void)%s;", call(run, w, (int)i)),
		param->checked ? "known only at run time|incompatible type"
			       : "incompatible (pointer )?type");
}

static void in_atomic_context(struct run *run, const struct wrapped *w, struct value_list *list)
{
	const char *context = fact_value(w->contract, SUBJECT_CALL, 0, "context");
	struct view *view;

	if (!context || strcmp(context, "may_sleep"))
		return;
	view = mistake(run, list,
		       arena_printf(&run->arena, "void in_atomic_context_%s(%s)",
				    w->contract->wrapper, decls(run, w, -1)),
		       arena_printf(&run->arena, "(void)%s;", call(run, w, -1)), "may sleep");
	list_string(run, view_list(run, view, "before"), "__safe_atomic_block;");
}

static void wrong_format(struct run *run, const struct wrapped *w, struct value_list *list)
{
	const char *right = call(run, w, -1), *format;

	format = w->format ? strstr(right, "\"%d\"") : NULL;
	if (!format)
		return;
	mistake(run, list,
		arena_printf(&run->arena, "void wrong_format_%s(%s)", w->contract->wrapper,
			     decls(run, w, -1)),
		arena_printf(&run->arena, "(void)%.*s\"%%s\"%s;", (int)(format - right), right,
			     format + 4),
		"expects argument of type|format specifies type");
}

/* A mistake without lines before it has an empty list of them. */
static void complete(struct run *run, struct value_list *mistakes)
{
	for (unsigned int i = 0; i < mistakes->n; i++)
		if (!view_find(mistakes->values[i].view, "before", 6, name_hash("before", 6)))
			view_list(run, mistakes->values[i].view, "before");
}

static void cases(struct run *run, struct value_list *list, const void *data)
{
	const struct spec_function *spec = ((const struct wrapped *)data)->contract->spec;

	for (unsigned int i = 0; spec && i < spec->n_use; i++) {
		struct view *view = list_view(run, list, 2);

		view_printf(run, view, "number", "%u", i + 1);
		list_lines(run, view_list(run, view, "lines"), spec->use[i].code);
	}
}

static void wrong_cases(struct run *run, struct value_list *list, const void *data)
{
	const struct spec_function *spec = ((const struct wrapped *)data)->contract->spec;

	for (unsigned int i = 0; spec && i < spec->n_misuse; i++) {
		struct view *view = list_view(run, list, 3);

		view_printf(run, view, "number", "%u", i + 1);
		list_lines(run, view_list(run, view, "lines"), spec->misuse[i].code);
		view_string(run, view, "error", spec->misuse[i].error);
	}
}

static void mistakes(struct run *run, struct value_list *list, const void *data)
{
	const struct wrapped *w = data;

	result_as_value(run, w, list);
	for (unsigned int i = 0; i < w->n_params; i++)
		bare_argument(run, w, i, list);
	in_atomic_context(run, w, list);
	wrong_format(run, w, list);
	complete(run, list);
}

static void use(struct run *run, struct view *view, const void *data)
{
	const struct wrapped *w = data;
	const char *name = arena_printf(&run->arena, "use_%s", w->contract->wrapper);

	view_string(run, view, "name", name);
	view_string(run, view, "call", call(run, w, -1));
	view_string(run, view, "prototype",
		    declare_text(run, w->result.type,
				 arena_printf(&run->arena, "%s(%s)", name, decls(run, w, -1))));
}

void view_tests(struct run *run, struct view *view, const struct wrapped *w)
{
	view_later(run, view, "use", use, w);
	view_list_later(run, view, "mistakes", mistakes, w);
	view_list_later(run, view, "cases", cases, w);
	view_list_later(run, view, "wrong_cases", wrong_cases, w);
}
