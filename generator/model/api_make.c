// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "model/api.h"
#include "model/declarator.h"

struct making {
	struct run *run;
	const struct model *model;
	const struct ledger *ledger;
	struct api *api;
	struct table texts; /* address of a type -> its struct api_type: each is written once */
};

static const struct type *canonical(struct run *run, const struct type *type);

/* A parameter's own qualifiers are the callee's business; arrays and functions become pointers. */
static const struct type *canonical_param(struct run *run, const struct type *type)
{
	struct type *copy = arena_new(&run->arena, struct type, 1);

	*copy = *canonical(run, type);
	if (copy->kind == TYPE_FUNCTION || copy->kind == TYPE_ARRAY) {
		const struct type *inner = copy->kind == TYPE_ARRAY ? copy->inner : NULL;
		struct type *function = arena_new(&run->arena, struct type, 1);

		*function = *copy;
		*copy = (struct type){ .kind = TYPE_POINTER, .inner = inner ? inner : function };
	}
	copy->quals = 0;
	return copy;
}

static void canonical_params(struct run *run, struct type *function)
{
	struct param *params = arena_new(&run->arena, struct param, function->n_params);

	for (unsigned int i = 0; i < function->n_params; i++)
		params[i].type = canonical_param(run, function->params[i].type);
	function->params = params;
}

static bool is_tagless(const struct type *type)
{
	return !type->name &&
	       (type->kind == TYPE_STRUCT || type->kind == TYPE_UNION || type->kind == TYPE_ENUM);
}

/* Typedefs looked through, but for those that are the only name a structure has. */
static const struct type *canonical(struct run *run, const struct type *type)
{
	struct type *copy = arena_new(&run->arena, struct type, 1);
	unsigned int quals = 0;

	for (; type->kind == TYPE_TYPEDEF && !is_tagless(type->inner); type = type->inner)
		quals |= type->quals;
	*copy = *type;
	copy->quals |= quals;
	if (copy->kind == TYPE_POINTER || copy->kind == TYPE_ARRAY || copy->kind == TYPE_FUNCTION)
		copy->inner = canonical(run, type->inner);
	if (copy->kind == TYPE_FUNCTION)
		canonical_params(run, copy);
	return copy;
}

static struct api_type make_type(struct making *m, const struct type *type)
{
	struct arena *arena = &m->run->arena;
	struct api_type *made = table_find_n(&m->texts, (const char *)&type, sizeof(type));
	const struct type **key;

	if (made)
		return *made;
	made = arena_new(arena, struct api_type, 1);
	made->text = run_intern(m->run, type_text(m->run, type));
	made->canonical = run_intern(m->run, type_text(m->run, canonical(m->run, type)));
	key = arena_new(arena, const struct type *, 1);
	*key = type;
	table_add_n(arena, &m->texts, (const char *)key, sizeof(*key), made);
	return *made;
}

static const struct api_prototype *make_prototype(struct making *m, const struct type *type)
{
	struct api_prototype *prototype = arena_new(&m->run->arena, struct api_prototype, 1);

	prototype->returns = make_type(m, type->inner);
	prototype->variadic = type->variadic;
	prototype->n_params = type->n_params;
	prototype->params = arena_new(&m->run->arena, struct api_param, type->n_params);
	for (unsigned int i = 0; i < type->n_params; i++) {
		struct api_param *param = &prototype->params[i];

		param->name = type->params[i].name ? type->params[i].name : "";
		param->type = make_type(m, type->params[i].type);
		param->type.canonical = run_intern(
			m->run, type_text(m->run, canonical_param(m->run, type->params[i].type)));
	}
	return prototype;
}

/* What of a function's facts makes a difference to who calls it. */
static const char *const compared[] = { "returns", "context",  "gives",
					"takes",   "consumes", "must_check" };

static bool is_compared(const char *kind)
{
	for (size_t i = 0; i < sizeof(compared) / sizeof(*compared); i++)
		if (!strcmp(compared[i], kind))
			return true;
	return false;
}

static const char *subject_text(struct run *run, const struct fact *fact)
{
	if (fact->subject == SUBJECT_CALL)
		return "call";
	if (fact->subject == SUBJECT_RETURN)
		return "return";
	return arena_printf(&run->arena, "#%u", fact->param + 1);
}

static void make_facts(struct making *m, const struct contract *contract, struct api_function *to)
{
	const struct fact_list *facts = &contract->facts;

	to->facts = arena_new(&m->run->arena, struct api_fact, facts->n);
	for (unsigned int i = 0; i < facts->n; i++) {
		const struct fact *fact = &facts->facts[i];

		if (is_compared(fact->kind->name) &&
		    contract_fact(contract, fact->subject, fact->param, fact->kind->name) == fact)
			to->facts[to->n_facts++] = (struct api_fact){
				subject_text(m->run, fact),
				fact->kind->name,
				fact->value,
			};
	}
}

static void make_function(struct making *m, const struct contract *contract)
{
	const struct function *from = contract->function;
	struct api_function *to;

	if (from->form == FUNCTION_MACRO)
		return;
	to = &m->api->functions[m->api->n_functions++];
	to->name = from->name;
	to->at = (struct place){ from->at.file, from->at.line, 0 };
	to->is_inline = from->form == FUNCTION_INLINE;
	to->export = from->export;
	to->symbol_namespace = from->symbol_namespace;
	to->prototype = make_prototype(m, from->type);
	to->calls = from->calls;
	make_facts(m, contract, to);
}

/* Comments are in whatever encoding; JSON is UTF-8. */
static const char *make_body(struct run *run, const char *body)
{
	const char *p = body;
	char *copy;

	while (*p && !(*p & 0x80))
		p++;
	if (!*p)
		return body;
	copy = arena_strdup(&run->arena, body);
	for (char *c = copy; *c; c++)
		if (*c & 0x80)
			*c = '?';
	return copy;
}

/*
 * Not of interest: what only says that a header was read, what a function hides, and what is not
 * defined any more at the end, which is known of macros with arguments.
 */
static bool is_macro(const struct making *m, const struct macro *macro)
{
	const struct function *function = model_function(m->model, macro->name);
	const struct header *header = model_header(m->model, macro->at.file);

	if (function && function->form != FUNCTION_MACRO)
		return false;
	/* of the configuration */
	if (!strncmp(macro->at.file, "generated/", 10))
		return false;
	if (!macro->function_like)
		return *macro->body && strcmp(macro->body, macro->name);
	return function || !header || !header->selected;
}

static void make_macro(struct making *m, const struct macro *from)
{
	struct api_macro *to = &m->api->macros[m->api->n_macros];

	if (!is_macro(m, from))
		return;
	m->api->n_macros++;
	to->name = from->name;
	to->at = (struct place){ from->at.file, from->at.line, 0 };
	to->function_like = from->function_like;
	to->params = from->params;
	to->n_params = from->n_params;
	to->body = make_body(m->run, from->body);
	to->calls = from->calls;
	to->has_value = from->has_value;
	to->value = from->value;
}

struct members {
	struct making *making;
	struct api_member *list;
	unsigned int n, room;
};

static struct api_member *members_next(struct members *members)
{
	struct api_member *grown;

	if (members->n == members->room) {
		members->room = members->room ? 2 * members->room : 8;
		grown = arena_new(&members->making->run->arena, struct api_member, members->room);
		if (members->n)
			memcpy(grown, members->list, members->n * sizeof(*grown));
		members->list = grown;
	}
	return &members->list[members->n++];
}

static void make_members(struct members *members, const struct record *record, const char *prefix,
			 uint64_t offset)
{
	struct making *m = members->making;

	for (unsigned int i = 0; record && i < record->n_fields; i++) {
		const struct field *field = &record->fields[i];
		const struct type *type = type_resolve(field->type, NULL);
		struct api_member *member;

		if (field->name) {
			member = members_next(members);
			member->name = arena_printf(&m->run->arena, "%s%s", prefix, field->name);
			member->line = field->line;
			member->type = make_type(m, field->type);
			member->bit_offset = offset + field->bit_offset;
			member->bits = field->is_bitfield ? field->bit_width : 0;
			if (type_is_function_pointer(type))
				member->prototype =
					make_prototype(m, type_resolve(type->inner, NULL));
		}
		if (field->name && type->record && !type->name)
			make_members(members, type->record,
				     arena_printf(&m->run->arena, "%s%s.", prefix, field->name),
				     offset + field->bit_offset);
		else if (!field->name)
			make_members(members, type->record, prefix, offset + field->bit_offset);
	}
}

static void make_record(struct making *m, const struct type_decl *from)
{
	const struct type *type = type_resolve(from->type, NULL);
	struct api_record *to = &m->api->types[m->api->n_types++];
	struct members members = { .making = m };
	struct api_type *alias;

	to->name = from->name;
	to->at = (struct place){ from->at.file, from->at.line, 0 };
	to->size = type->size;
	if (from->type->kind == TYPE_TYPEDEF && !is_tagless(from->type->inner)) {
		alias = arena_new(&m->run->arena, struct api_type, 1);
		*alias = make_type(m, from->type->inner);
		to->alias = alias;
		return;
	}
	make_members(&members, type->record, "", 0);
	to->members = members.list;
	to->n_members = members.n;
}

/* What all things of the model but headers begin with. */
struct named {
	const char *name;
	struct place at;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int by_place(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (!order)
		order = strcmp(x->at.file, y->at.file);
	return order ? order : (x->at.line > y->at.line) - (x->at.line < y->at.line);
}

/* Things of @size bytes that begin with name and place: sorted, and one of each name. */
static size_t tidy(void *list, size_t n, size_t size)
{
	size_t kept = 0;

	if (n)
		qsort(list, n, size, by_place);
	for (size_t i = 0; i < n; i++) {
		char *thing = (char *)list + i * size;

		if (kept && !by_name((char *)list + (kept - 1) * size, thing))
			continue;
		memmove((char *)list + kept++ * size, thing, size);
	}
	return kept;
}

static void make_headers(struct making *m)
{
	const struct model *model = m->model;
	struct api *api = m->api;

	api->headers = arena_new(&m->run->arena, const char *, model->n_headers);
	for (size_t i = 0; i < model->n_headers; i++)
		if (model->headers[i].selected && !model->headers[i].missing)
			api->headers[api->n_headers++] = model->headers[i].name;
	if (api->n_headers)
		qsort(api->headers, api->n_headers, sizeof(*api->headers), by_name);
	api->unfit = model->unfit;
	api->n_unfit = model->n_unfit;
}

static void make_lists(struct making *m)
{
	const struct model *model = m->model;
	struct arena *arena = &m->run->arena;
	struct api *api = m->api;

	api->functions = arena_new(arena, struct api_function, m->ledger->n_contracts);
	for (size_t i = 0; i < m->ledger->n_contracts; i++)
		make_function(m, &m->ledger->contracts[i]);
	api->macros = arena_new(arena, struct api_macro, model->n_macros + 1);
	for (size_t i = 0; i < model->n_macros; i++)
		make_macro(m, &model->macros[i]);
	api->constants = arena_new(arena, struct api_constant, model->n_constants);
	for (size_t i = 0; i < model->n_constants; i++) {
		const struct constant *from = &model->constants[i];

		api->constants[i] = (struct api_constant){
			from->name, { from->at.file, from->at.line, 0 }, from->value, from->of
		};
	}
	api->types = arena_new(arena, struct api_record, model->n_types);
	for (size_t i = 0; i < model->n_types; i++)
		if (model->types[i].at.file && model->types[i].at.line)
			make_record(m, &model->types[i]);
	api->n_functions = tidy(api->functions, api->n_functions, sizeof(*api->functions));
	api->n_macros = tidy(api->macros, api->n_macros, sizeof(*api->macros));
	api->n_constants = tidy(api->constants, model->n_constants, sizeof(*api->constants));
	api->n_types = tidy(api->types, api->n_types, sizeof(*api->types));
}

struct api *api_make(struct run *run, const struct model *model, const struct ledger *ledger)
{
	struct api *api = arena_new(&run->arena, struct api, 1);
	struct making making = { .run = run, .model = model, .ledger = ledger, .api = api };

	api->release = model->release ? model->release : "";
	api->version = model->version ? model->version : "";
	api->arch = model->arch ? model->arch : "";
	api->clang = model->clang ? model->clang : "";
	make_headers(&making);
	make_lists(&making);
	api_index(run, api);
	return api;
}
