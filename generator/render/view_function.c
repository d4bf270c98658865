// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The view of a function. */
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "base/text.h"
#include "model/declarator.h"
#include "render/doc.h"
#include "render/owner.h"
#include "render/view.h"

const char *view_regenerate(struct run *run, const char *header)
{
	return arena_printf(&run->arena, "sheath generate --kernel TREE %s", header);
}

/* linux/sched/clock.h and linux/sched_clock.h are two words: a directory below another ends in "__". */
const char *view_word(struct run *run, const char *header, bool capitals)
{
	size_t len = strlen(header), n = 0;
	char *word = arena_new(&run->arena, char, 2 * len + 1);
	bool below = false;

	if (file_is_header(header))
		len -= 2;
	for (size_t i = 0; i < len; i++) {
		char c = header[i];

		if (c == '/' && below)
			word[n++] = '_';
		below |= c == '/';
		word[n++] = !isalnum((unsigned char)c) ? '_'
			    : capitals		       ? (char)toupper((unsigned char)c)
						       : c;
	}
	return word;
}

static const char *decl_of(const struct kernel_param *param)
{
	return param->decl;
}

static const char *name_of(const struct kernel_param *param)
{
	return param->own_name;
}

static const char *checked_of(const struct kernel_param *param)
{
	return param->checked ? param->checked : param->own_name;
}

/* @part of each parameter that the wrapper has, with commas between them. */
static const char *join(struct run *run, const struct wrapped *w,
			const char *(*part)(const struct kernel_param *))
{
	struct text text = TEXT_INIT;
	const char *joined;

	for (unsigned int i = 0; i < w->n_params; i++)
		if (w->params[i].decl)
			text_printf(&text, "%s%s", text.len ? ", " : "", part(&w->params[i]));
	joined = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return joined;
}

const char *view_params_decl(struct run *run, const struct wrapped *w)
{
	const char *decls = join(run, w, decl_of);

	return *decls ? decls : "void";
}

/* The names of a parameter list: "dev, id". */
static const char *view_args(struct run *run, const struct wrapped *w)
{
	return join(run, w, name_of);
}

static void names(struct run *run, struct view *view, const struct wrapped *w)
{
	static const char *const forms[] = {
		[FUNCTION_EXTERN] = "extern",
		[FUNCTION_INLINE] = "inline",
		[FUNCTION_MACRO] = "macro",
	};
	const struct function *function = w->contract->function;

	view_string(run, view, "name", function->name);
	view_string(run, view, "calls", w->contract->calls);
	view_string(run, view, "wrapper", w->contract->wrapper);
	view_string(run, view, "header", function->header);
	view_printf(run, view, "place", "%s:%u", function->at.file, function->at.line);
	view_string(run, view, "shape", w->contract->shape);
	view_string(run, view, "form", forms[function->form]);
	view_string(run, view, "regenerate", view_regenerate(run, function->header));
}

static void with(struct run *run, struct view *view, const struct spec_function *spec)
{
	struct view *inner = view_inner(run, view, "with", spec ? spec->with.n : 0);

	inner->open = true;
	for (unsigned int i = 0; spec && i < spec->with.n; i++)
		view_string(run, inner, spec->with.items[i].key, spec->with.items[i].value);
}

static bool has_fact(const struct wrapped *w, unsigned int i, const char *kind, const char *space)
{
	const struct type *type = type_resolve(w->params[i].type, NULL);

	return fact_true(w->contract, i, kind) ||
	       (space && type->kind == TYPE_POINTER && type->space && !strcmp(type->space, space));
}

static const char *param_kind(const struct wrapped *w, unsigned int i)
{
	static const char *const kinds[] = {
		[ROLE_UNIT] = "unit",
		[ROLE_SLICE] = "slice",
		[ROLE_OWNER] = "owner",
		[ROLE_STATE] = "state",
	};
	const struct kernel_param *param = &w->params[i];

	if (param->role != ROLE_PLAIN)
		return kinds[param->role];
	if (fact_value(w->contract, SUBJECT_PARAM, i, "data_of"))
		return "data";
	return type_is_function_pointer(param->type) ? "callback" : "plain";
}

static void own_params(struct run *run, struct value_list *list, const void *data)
{
	const struct wrapped *w = data;

	for (unsigned int i = 0; i < w->n_params; i++) {
		const struct kernel_param *param = &w->params[i];
		struct view *inner;

		if (!param->decl)
			continue;
		inner = list_view(run, list, 13);
		view_string(run, inner, "name", param->own_name);
		view_string(run, inner, "decl", param->decl);
		view_string(run, inner, "type", param->own_type);
		view_string(run, inner, "kind", param_kind(w, i));
		view_string(run, inner, "unit", param->unit);
		view_string(run, inner, "raw_decl", param->raw_decl);
		view_string(run, inner, "raw_type", param->raw_type);
		view_string(run, inner, "doc", w->params[i].doc);
		view_bool(run, inner, "nullable", has_fact(w, i, "nullable", NULL));
		view_bool(run, inner, "gfp", has_fact(w, i, "gfp", NULL));
		view_bool(run, inner, "user", has_fact(w, i, "user", "user"));
		view_bool(run, inner, "iomem", has_fact(w, i, "iomem", "iomem"));
		view_string(run, inner, "direction",
			    fact_value(w->contract, SUBJECT_PARAM, i, "direction"));
		view_string(run, inner, "data_of",
			    fact_value(w->contract, SUBJECT_PARAM, i, "data_of"));
	}
}

/* "irqreturn_t fn(int irq, void *data)" of a function pointer. */
static const char *function_type(struct run *run, const struct type *type)
{
	if (!type_is_function_pointer(type))
		return "";
	return declare(run, type_resolve(type_resolve(type, NULL)->inner, NULL), "fn");
}

static void kernel_function(struct run *run, struct view *kernel, const void *data)
{
	const struct wrapped *w = data;
	struct value_list *list = view_list(run, kernel, "params");
	const char *decls = "", *args = "";

	for (unsigned int i = 0; i < w->n_params; i++) {
		const struct kernel_param *param = &w->params[i];
		struct view *inner = list_view(run, list, 13);

		view_string(run, inner, "name", param->name);
		view_string(run, inner, "decl", param->raw_decl);
		view_string(run, inner, "type", param->raw_type);
		view_string(run, inner, "doc", w->params[i].doc);
		view_string(run, inner, "fn_type", function_type(run, param->type));
		view_string(run, inner, "arg", param->arg);
		decls = arena_printf(&run->arena, "%s%s%s", decls, i ? ", " : "", param->raw_decl);
		args = arena_printf(&run->arena, "%s%s%s", args, i ? ", " : "", param->name);
	}
	view_string(run, kernel, "ret",
		    w->result.kind == RESULT_SAME ? w->result.type
						  : type_text(run, w->type->inner));
	view_string(run, kernel, "ret_decl", declare(run, w->type->inner, "__ret"));
	view_bool(run, kernel, "is_void", type_is_void(w->type->inner));
	view_string(run, kernel, "params_decl", *decls ? decls : "void");
	view_string(run, kernel, "args", args);
	view_string(run, kernel, "prototype",
		    declare(run, w->type->inner,
			    arena_printf(&run->arena, "%s(%s%s)", w->contract->calls,
					 *decls ? decls : "void", w->variadic ? ", ..." : "")));
}

/* "__must_check int safe_x(...)": @type may end in a star. */
static const char *prototype(struct run *run, bool must_check, const char *type, const char *name,
			     const char *decls)
{
	return arena_printf(&run->arena, "%s%s(%s)", must_check ? "__must_check " : "",
			    declare_text(run, type, name), decls);
}

/* The result in a macro, where the mark of a function that must be checked gets lost. */
static const char *checked_expr(struct run *run, const struct wrapped_result *result)
{
	switch (result->kind) {
	case RESULT_ERRNO:
		return arena_printf(&run->arena, "safe_checked(%s)", result->expr);
	case RESULT_STRUCT:
	case RESULT_OWNER:
		return arena_printf(&run->arena, "safe_%s_checked(%s)", result->name, result->expr);
	default:
		return result->expr;
	}
}

static void wrapper(struct run *run, struct view *view, const struct wrapped *w)
{
	const struct wrapped_result *result = &w->result;
	const char *context = fact_value(w->contract, SUBJECT_CALL, 0, "context");
	const char *args = view_args(run, w), *decls = view_params_decl(run, w);
	enum result_kind kind = result->kind;

	view_string(run, view, "prototype",
		    prototype(run, result->must_check, result->type, w->contract->wrapper, decls));
	view_string(run, view, "ret", result->type);
	view_bool(run, view, "must_check", result->must_check);
	view_string(run, view, "params_decl", decls);
	view_string(run, view, "args", args);
	view_string(run, view, "checked_args", join(run, w, checked_of));
	view_bool(run, view, "has_checks", strcmp(args, join(run, w, checked_of)));
	view_printf(run, view, "args_more", "%s%s", *args ? ", " : "", args);
	view_printf(run, view, "macro_args", "%s%s", args,
		    !w->variadic ? ""
		    : *args	 ? ", ..."
				 : "...");
	*view_list(run, view, "prologue") = *w->prologue;
	view_string(run, view, "call", w->call);
	view_string(run, view, "return_expr", result->expr);
	view_string(run, view, "checked_expr", checked_expr(run, result));
	view_string(run, view, "returns", w->returns);
	view_string(run, view, "errno", result->error);
	view_string(run, view, "result", result->name);
	view_string(run, view, "from", result->from);
	view_bool(run, view, "is_void", kind == RESULT_VOID);
	view_bool(run, view, "is_errno", kind == RESULT_ERRNO);
	view_bool(run, view, "is_result", kind == RESULT_STRUCT || kind == RESULT_OWNER);
	view_bool(run, view, "is_owner", kind == RESULT_OWNER);
	view_string(run, view, "value_type", result->value_type);
	view_string(run, view, "value_decl", declare_text(run, result->value_type, "value"));
	view_bool(run, view, "may_sleep", context && !strcmp(context, "may_sleep"));
	view_string(run, view, "context", context);
	view_string(run, view, "format", w->format);
}

static void documentation(struct run *run, struct view *view, const struct wrapped *w)
{
	doc_lines(run, w, view_list(run, view, "doc"));
	view_string(run, view, "summary", w->doc.summary);
	view_string(run, view, "context_text", w->doc.context);
	view_string(run, view, "return_text", w->doc.returned);
	view_string(run, view, "contract_text", w->doc.contract);
	view_string(run, view, "note", w->contract->spec ? w->contract->spec->note : NULL);
}

static struct view *takes(struct run *run, const struct wrapped *w)
{
	const struct spec_owned *owned = w ? w->contract->takes : NULL;
	struct view *view = view_new(run, 16);

	view_bool(run, view, "is", owned);
	owner_view(run, view, owned, NULL);
	view_string(run, view, "param",
		    owned && w->n_params ? w->params[w->contract->takes_param].own_name : "");
	view_string(run, view, "released", owned ? w->call : "");
	view_bool(run, view, "is_release",
		  owned && !strcmp(owner_release_name(run, owned), w->contract->function->name));
	return view;
}

static struct view *gives(struct run *run, const struct wrapped *w)
{
	struct view *view = view_new(run, 13);

	view_bool(run, view, "is", w);
	owner_view(run, view, w ? w->contract->gives : NULL, w ? w->sources : NULL);
	return view;
}

static bool is_device(const struct type *type)
{
	type = type_resolve(type, NULL);
	if (type->kind != TYPE_POINTER)
		return false;
	type = type_resolve(type->inner, NULL);
	return type->kind == TYPE_STRUCT && type->name && !strcmp(type->name, "device");
}

/* A name that no parameter has. */
static const char *free_name(const struct wrapped *w)
{
	static const char *const names_tried[] = { "dev", "device", "parent", "owner_dev" };
	unsigned int n = 0;

	for (unsigned int i = 0; n < 3 && i < w->n_params; i++)
		if (w->params[i].decl && !strcmp(w->params[i].own_name, names_tried[n])) {
			n++;
			i = (unsigned int)-1;
		}
	return names_tried[n];
}

static bool devm_wanted(struct run *run, const struct model *model, const struct wrapped *w)
{
	const char *name = w->contract->function->name;
	const struct spec_function *spec = w->contract->spec;

	if (!w->contract->gives || w->contract->takes || w->variadic ||
	    w->result.kind != RESULT_OWNER || !strncmp(name, "devm_", 5))
		return false;
	for (unsigned int i = 0; spec && i < spec->with.n; i++)
		if (!strcmp(spec->with.items[i].key, "devm"))
			return false;
	return !model_function(model, arena_printf(&run->arena, "devm_%s", name));
}

/* Whether the number that the kernel's function returns is what is owned, as an ID is. */
static bool owns_number(const struct wrapped *w, const struct view *owner)
{
	const char *name = "members";
	const struct value *members =
		view_find(owner, name, strlen(name), name_hash(name, strlen(name)));

	return !strcmp(w->returns, "errno_or_value") && members && members->list->n &&
	       view_is(members->list->values[0].view, "is_result");
}

/* What the device-bound form hands out: what is borrowed, or nothing but an errno. */
static const char *devm_result(const struct wrapped *w, const struct view *owner)
{
	static const char *const plain[] = { "errno", "errno_or_value", "bool", "void" };

	if (owns_number(w, owner))
		return "int";
	if (w->contract->gives_param < 0)
		for (unsigned int i = 0; i < sizeof(plain) / sizeof(*plain); i++)
			if (!strcmp(plain[i], w->returns))
				return "";
	return view_get(owner, "borrow");
}

static void devm_texts(struct run *run, struct view *devm, const struct wrapped *w,
		       const char *result, const char *dev, bool own_dev)
{
	const char *name = arena_printf(&run->arena, "safe_devm_%s", w->contract->function->name);
	const char *decls = view_params_decl(run, w), *args = view_args(run, w), *returned;
	const char *ret = *result ? arena_printf(&run->arena, "struct safe_%s_result", result)
				  : "int";

	returned = !*result ? "0, or a negative errno."
		   : !strcmp(result, "int")
			   ? "what is owned, to open with TRY(), or an errno."
			   : "the borrowed pointer, to open with TRY(), or an errno.";
	if (!own_dev) {
		decls = *args ? arena_printf(&run->arena, "struct device *%s, %s", dev, decls)
			      : arena_printf(&run->arena, "struct device *%s", dev);
		args = arena_printf(&run->arena, "%s%s%s", dev, *args ? ", " : "", args);
	}
	view_string(run, devm, "wrapper", name);
	view_string(run, devm, "prototype", prototype(run, true, ret, name, decls));
	view_string(run, devm, "ret", ret);
	view_string(run, devm, "result", result);
	view_string(run, devm, "dev", dev);
	view_string(run, devm, "args", args);
	view_string(run, devm, "params_decl", decls);
	doc_devm_lines(run, w, name, dev, own_dev, returned, view_list(run, devm, "doc"));
	view_string(run, devm, "use_prototype",
		    arena_printf(&run->arena, "%s use_%s(%s)", ret, name, decls));
	view_printf(run, devm, "use_call", "%s(%s)", name, args);
}

/* Of a function without device-bound form. */
static struct view *no_devm(struct run *run)
{
	static const char *const fields[] = { "wrapper",     "prototype",     "ret",
					      "result",	     "dev",	      "args",
					      "params_decl", "use_prototype", "use_call" };
	struct view *view = view_new(run, 11);

	view_bool(run, view, "wanted", false);
	for (unsigned int i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		view_string(run, view, fields[i], "");
	view_list(run, view, "doc");
	return view;
}

static struct view *devm(struct run *run, const struct wrapped *w, const struct view *owner,
			 struct needs *needs)
{
	bool own_dev = w->n_params && is_device(w->params[0].type);
	const char *result = devm_result(w, owner);
	struct view *view = view_new(run, 11);

	view_bool(run, view, "wanted", true);
	if (*result && strcmp(result, "int"))
		need_result(run, needs, result, view_get(owner, "type"));
	devm_texts(run, view, w, result, own_dev ? w->params[0].own_name : free_name(w), own_dev);
	return view;
}

static const char *device_param(const struct wrapped *w)
{
	for (unsigned int i = 0; i < w->n_params; i++)
		if (w->params[i].decl && is_device(w->params[i].type))
			return w->params[i].own_name;
	return "";
}

static void ownership(struct run *run, struct view *view, const struct view_common *common,
		      const struct wrapped *w, struct needs *needs)
{
	struct view *owner = w->contract->gives ? gives(run, w) : common->no_owner;

	view_share(run, view, "owner", owner);
	view_share(run, view, "takes", w->contract->takes ? takes(run, w) : common->no_takes);
	view_string(run, view, "device", device_param(w));
	view_share(run, view, "devm",
		   devm_wanted(run, common->model, w) ? devm(run, w, owner, needs)
						      : common->no_devm);
}

void view_common_init(struct run *run, struct view_common *common, const struct model *model)
{
	common->model = model;
	common->no_owner = gives(run, NULL);
	common->no_takes = takes(run, NULL);
	common->no_devm = no_devm(run);
}

/* Allocation flags say whether it sleeps. */
static bool takes_flags(const struct contract *contract)
{
	for (unsigned int i = 0; contract->type && i < contract->type->n_params; i++)
		if (contract_fact(contract, SUBJECT_PARAM, i, "gfp"))
			return true;
	return false;
}

struct view *view_function(struct run *run, const struct view_common *common,
			   const struct contract *contract, struct needs *needs)
{
	struct wrapped *w = wrap(run, contract, needs);
	struct view *view;

	if (!w)
		return NULL;
	doc_texts(run, w);
	view = view_new(run, 54);
	names(run, view, w);
	with(run, view, contract->spec);
	wrapper(run, view, w);
	view_list_later(run, view, "params", own_params, w);
	view_later(run, view, "kernel", kernel_function, w);
	documentation(run, view, w);
	ownership(run, view, common, w, needs);
	view_tests(run, view, w);
	if (view_is(view, "may_sleep") || takes_flags(contract))
		need(run, &needs->core, "safe/core/context.h", NULL);
	return view;
}
