// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/run.h"
#include "model/api.h"

/* A file being read; the first thing that is not as it must be is the error. */
struct loading {
	struct run *run;
	const char *path;
	bool failed;
};

static void wrong(struct loading *l, const char *what, const char *how)
{
	if (!l->failed)
		diag_error(l->run, EXIT_USAGE, (struct place){ l->path, 0, 0 },
			   "no saved model: %s %s", what, how);
	l->failed = true;
}

static const char *text_of(struct loading *l, const json_t *value, const char *what)
{
	const char *text = json_string_value(value);

	if (!text)
		wrong(l, what, "is no text");
	return text ? run_intern(l->run, text) : "";
}

static const char *get_text(struct loading *l, const json_t *object, const char *key)
{
	return text_of(l, json_object_get(object, key), key);
}

/* NULL if there is none. */
static const char *get_optional(struct loading *l, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return value ? text_of(l, value, key) : NULL;
}

static int64_t get_number(struct loading *l, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_integer(value))
		wrong(l, key, "is no number");
	return json_integer_value(value);
}

/* The list with that key; what is left out is empty. */
static const json_t *get_list(struct loading *l, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (value && !json_is_array(value))
		wrong(l, key, "is no list");
	return json_is_array(value) ? value : NULL;
}

/* "linux/clk.h:404" */
static struct place get_place(struct loading *l, const json_t *object)
{
	const char *text = get_text(l, object, "at"), *colon = strrchr(text, ':');

	if (!colon || colon == text) {
		wrong(l, "at", "is no place");
		return (struct place){ "", 0, 0 };
	}
	return (struct place){ run_intern_n(l->run, text, (size_t)(colon - text)),
			       (unsigned int)strtoul(colon + 1, NULL, 10), 0 };
}

static struct api_type load_type(struct loading *l, const json_t *value, const char *what)
{
	struct api_type type = { "", "" };

	if (!json_is_array(value) || !json_array_size(value)) {
		wrong(l, what, "is no type");
		return type;
	}
	type.text = text_of(l, json_array_get(value, 0), what);
	type.canonical = json_array_size(value) > 1 ? text_of(l, json_array_get(value, 1), what)
						    : type.text;
	return type;
}

static const struct api_prototype *load_prototype(struct loading *l, const json_t *object)
{
	struct api_prototype *prototype = arena_new(&l->run->arena, struct api_prototype, 1);
	const json_t *params = get_list(l, object, "params");

	prototype->returns = load_type(l, json_object_get(object, "returns"), "returns");
	prototype->variadic = json_is_true(json_object_get(object, "variadic"));
	prototype->n_params = (unsigned int)json_array_size(params);
	prototype->params = arena_new(&l->run->arena, struct api_param, prototype->n_params);
	for (unsigned int i = 0; i < prototype->n_params; i++) {
		const json_t *param = json_array_get(params, i);

		prototype->params[i].name = text_of(l, json_array_get(param, 0), "a parameter");
		prototype->params[i].type = load_type(l, json_array_get(param, 1), "a parameter");
	}
	return prototype;
}

static enum export load_export(struct loading *l, const json_t *object)
{
	const char *text = get_optional(l, object, "export");

	if (!text)
		return EXPORT_NONE;
	if (!strcmp(text, "gpl"))
		return EXPORT_GPL;
	if (strcmp(text, "any"))
		wrong(l, "export", "is neither any nor gpl");
	return EXPORT_ANY;
}

static void load_facts(struct loading *l, const json_t *object, struct api_function *function)
{
	const json_t *facts = get_list(l, object, "facts");

	function->n_facts = (unsigned int)json_array_size(facts);
	function->facts = arena_new(&l->run->arena, struct api_fact, function->n_facts);
	for (unsigned int i = 0; i < function->n_facts; i++) {
		const json_t *fact = json_array_get(facts, i);

		function->facts[i].subject = text_of(l, json_array_get(fact, 0), "a fact");
		function->facts[i].kind = text_of(l, json_array_get(fact, 1), "a fact");
		function->facts[i].value = text_of(l, json_array_get(fact, 2), "a fact");
	}
}

static void load_function(struct loading *l, const json_t *object, void *to)
{
	struct api_function *function = to;

	function->name = get_text(l, object, "name");
	function->at = get_place(l, object);
	function->is_inline = json_is_true(json_object_get(object, "inline"));
	function->export = load_export(l, object);
	function->symbol_namespace = get_optional(l, object, "namespace");
	function->prototype = load_prototype(l, object);
	function->calls = get_optional(l, object, "calls");
	load_facts(l, object, function);
}

static void load_macro(struct loading *l, const json_t *object, void *to)
{
	struct api_macro *macro = to;
	const json_t *params = get_list(l, object, "params");

	macro->name = get_text(l, object, "name");
	macro->at = get_place(l, object);
	macro->function_like = params;
	macro->n_params = (unsigned int)json_array_size(params);
	macro->params = arena_new(&l->run->arena, const char *, macro->n_params);
	for (unsigned int i = 0; i < macro->n_params; i++)
		macro->params[i] = text_of(l, json_array_get(params, i), "a parameter");
	macro->body = get_text(l, object, "body");
	macro->calls = get_optional(l, object, "calls");
	macro->has_value = json_object_get(object, "value");
	macro->value = macro->has_value ? get_number(l, object, "value") : 0;
}

static void load_constant(struct loading *l, const json_t *object, void *to)
{
	struct api_constant *constant = to;

	constant->name = get_text(l, object, "name");
	constant->at = get_place(l, object);
	constant->value = get_number(l, object, "value");
	constant->of = get_optional(l, object, "of");
}

static void load_member(struct loading *l, const json_t *object, void *to)
{
	struct api_member *member = to;

	member->name = get_text(l, object, "name");
	member->line = (unsigned int)get_number(l, object, "line");
	member->type = load_type(l, json_object_get(object, "type"), "type");
	member->bit_offset = (uint64_t)get_number(l, object, "offset");
	if (json_object_get(object, "bits"))
		member->bits = (unsigned int)get_number(l, object, "bits");
	if (json_object_get(object, "params"))
		member->prototype = load_prototype(l, object);
}

static void load_header(struct loading *l, const json_t *value, void *to)
{
	*(const char **)to = text_of(l, value, "a header");
}

static void load_unfit(struct loading *l, const json_t *object, void *to)
{
	struct unfit *unfit = to;

	unfit->name = get_text(l, object, "name");
	unfit->line = (unsigned int)get_number(l, object, "line");
	unfit->text = get_optional(l, object, "text");
}

/* A list of things of @size bytes. */
static void *load_list(struct loading *l, const json_t *object, const char *key, size_t size,
		       void (*load)(struct loading *l, const json_t *value, void *to), size_t *n)
{
	const json_t *list = get_list(l, object, key);
	char *things;

	*n = json_array_size(list);
	things = arena_array(&l->run->arena, *n, size);
	for (size_t i = 0; i < *n && !l->failed; i++)
		load(l, json_array_get(list, i), things + i * size);
	return things;
}

static void load_record(struct loading *l, const json_t *object, void *to)
{
	struct api_record *record = to;
	const json_t *alias = json_object_get(object, "alias");
	size_t n;

	record->name = get_text(l, object, "name");
	record->at = get_place(l, object);
	record->size = get_number(l, object, "size");
	if (alias) {
		struct api_type *type = arena_new(&l->run->arena, struct api_type, 1);

		*type = load_type(l, alias, "alias");
		record->alias = type;
	}
	record->members =
		load_list(l, object, "members", sizeof(struct api_member), load_member, &n);
	record->n_members = (unsigned int)n;
}

static struct api *load_api(struct loading *l, const json_t *root)
{
	struct api *api = arena_new(&l->run->arena, struct api, 1);

	api->release = get_text(l, root, "release");
	api->version = get_text(l, root, "version");
	api->arch = get_text(l, root, "arch");
	api->clang = get_text(l, root, "clang");
#define LOAD(list, load) \
	(api->list = load_list(l, root, #list, sizeof(*api->list), load, &api->n_##list))
	LOAD(headers, load_header);
	LOAD(unfit, load_unfit);
	LOAD(functions, load_function);
	LOAD(macros, load_macro);
	LOAD(constants, load_constant);
	LOAD(types, load_record);
#undef LOAD
	return api;
}

/* Is it the format that this program writes? */
static bool check_format(struct loading *l, const json_t *root)
{
	const json_t *format = json_object_get(root, "sheath-model");

	if (!json_is_integer(format))
		wrong(l, "sheath-model", "is missing");
	else if (json_integer_value(format) != API_FORMAT)
		wrong(l, "its format", "is of another version of sheath: dump the kernel again");
	return !l->failed;
}

struct api *api_load(struct run *run, const char *path, const char *text, size_t size)
{
	struct loading loading = { run, path, false };
	struct api *api = NULL;
	json_error_t error;
	json_t *root = json_loadb(text, size, 0, &error);

	if (!root) {
		diag_error(run, EXIT_USAGE, (struct place){ path, (unsigned int)error.line, 0 },
			   "no saved model: %s", error.text);
		return NULL;
	}
	if (check_format(&loading, root))
		api = load_api(&loading, root);
	json_decref(root);
	if (!api || loading.failed)
		return NULL;
	api_index(run, api);
	return api;
}
