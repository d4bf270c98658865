// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "model/api.h"

/*
 * One object with a member for each list, and a line for each thing, so that saved models can be
 * compared by text as well. What is not there is left out.
 */

static void add(struct text *text, const char *key, const char *value)
{
	if (!value)
		return;
	text_printf(text, ",\"%s\":", key);
	text_add_quoted(text, value);
}

static void add_at(struct text *text, struct place at)
{
	text_add(text, ",\"at\":");
	text_add_quoted(text, at.file);
	text->len--;
	text_printf(text, ":%u\"", at.line);
}

/* Both spellings, if they differ. */
static void add_type(struct text *text, const struct api_type *type)
{
	text_addc(text, '[');
	text_add_quoted(text, type->text);
	if (strcmp(type->text, type->canonical)) {
		text_addc(text, ',');
		text_add_quoted(text, type->canonical);
	}
	text_addc(text, ']');
}

static void add_prototype(struct text *text, const struct api_prototype *prototype)
{
	text_add(text, ",\"returns\":");
	add_type(text, &prototype->returns);
	text_add(text, ",\"params\":[");
	for (unsigned int i = 0; i < prototype->n_params; i++) {
		text_add(text, i ? ",[" : "[");
		text_add_quoted(text, prototype->params[i].name);
		text_addc(text, ',');
		add_type(text, &prototype->params[i].type);
		text_addc(text, ']');
	}
	text_addc(text, ']');
	if (prototype->variadic)
		text_add(text, ",\"variadic\":true");
}

static void add_function(struct text *text, const struct api_function *function)
{
	static const char *const exports[] = {
		[EXPORT_NONE] = NULL, [EXPORT_ANY] = "any", [EXPORT_GPL] = "gpl"
	};

	text_add(text, "{\"name\":");
	text_add_quoted(text, function->name);
	add_at(text, function->at);
	if (function->is_inline)
		text_add(text, ",\"inline\":true");
	add(text, "export", exports[function->export]);
	add(text, "namespace", function->symbol_namespace);
	add_prototype(text, function->prototype);
	add(text, "calls", function->calls);
	if (function->n_facts)
		text_add(text, ",\"facts\":[");
	for (unsigned int i = 0; i < function->n_facts; i++) {
		text_add(text, i ? ",[" : "[");
		text_add_quoted(text, function->facts[i].subject);
		text_addc(text, ',');
		text_add_quoted(text, function->facts[i].kind);
		text_addc(text, ',');
		text_add_quoted(text, function->facts[i].value);
		text_addc(text, ']');
	}
	text_add(text, function->n_facts ? "]}" : "}");
}

static void add_macro(struct text *text, const struct api_macro *macro)
{
	text_add(text, "{\"name\":");
	text_add_quoted(text, macro->name);
	add_at(text, macro->at);
	if (macro->function_like)
		text_add(text, ",\"params\":[");
	for (unsigned int i = 0; i < macro->n_params; i++) {
		if (i)
			text_addc(text, ',');
		text_add_quoted(text, macro->params[i]);
	}
	if (macro->function_like)
		text_addc(text, ']');
	add(text, "body", macro->body);
	add(text, "calls", macro->calls);
	if (macro->has_value)
		text_printf(text, ",\"value\":%" PRId64, macro->value);
	text_addc(text, '}');
}

static void add_constant(struct text *text, const struct api_constant *constant)
{
	text_add(text, "{\"name\":");
	text_add_quoted(text, constant->name);
	add_at(text, constant->at);
	text_printf(text, ",\"value\":%" PRId64, constant->value);
	add(text, "of", constant->of);
	text_addc(text, '}');
}

static void add_member(struct text *text, const struct api_member *member)
{
	text_add(text, "{\"name\":");
	text_add_quoted(text, member->name);
	text_printf(text, ",\"line\":%u,\"type\":", member->line);
	add_type(text, &member->type);
	text_printf(text, ",\"offset\":%" PRIu64, member->bit_offset);
	if (member->bits)
		text_printf(text, ",\"bits\":%u", member->bits);
	if (member->prototype)
		add_prototype(text, member->prototype);
	text_addc(text, '}');
}

static void add_record(struct text *text, const struct api_record *record)
{
	text_add(text, "{\"name\":");
	text_add_quoted(text, record->name);
	add_at(text, record->at);
	if (record->alias) {
		text_add(text, ",\"alias\":");
		add_type(text, record->alias);
	}
	text_printf(text, ",\"size\":%" PRId64, record->size);
	if (record->n_members)
		text_add(text, ",\"members\":[");
	for (unsigned int i = 0; i < record->n_members; i++) {
		text_add(text, i ? ",\n  " : "\n  ");
		add_member(text, &record->members[i]);
	}
	text_add(text, record->n_members ? "]}" : "}");
}

/* Between the lines of a list. */
static void next(struct text *text, size_t i)
{
	text_add(text, i ? ",\n " : "\n ");
}

static void add_headers(struct text *text, const struct api *api)
{
	text_add(text, ",\n\"headers\":[");
	for (size_t i = 0; i < api->n_headers; i++) {
		next(text, i);
		text_add_quoted(text, api->headers[i]);
	}
	text_add(text, "],\n\"unfit\":[");
	for (size_t i = 0; i < api->n_unfit; i++) {
		next(text, i);
		text_add(text, "{\"name\":");
		text_add_quoted(text, api->unfit[i].name);
		text_printf(text, ",\"line\":%u", api->unfit[i].line);
		add(text, "text", api->unfit[i].text);
		text_addc(text, '}');
	}
	text_addc(text, ']');
}

void api_dump(struct text *text, const struct api *api)
{
	text_printf(text, "{\"sheath-model\":%d", API_FORMAT);
	add(text, "release", api->release);
	add(text, "version", api->version);
	add(text, "arch", api->arch);
	add(text, "clang", api->clang);
	add_headers(text, api);
	text_add(text, ",\n\"functions\":[");
	for (size_t i = 0; i < api->n_functions; i++) {
		next(text, i);
		add_function(text, &api->functions[i]);
	}
	text_add(text, "],\n\"macros\":[");
	for (size_t i = 0; i < api->n_macros; i++) {
		next(text, i);
		add_macro(text, &api->macros[i]);
	}
	text_add(text, "],\n\"constants\":[");
	for (size_t i = 0; i < api->n_constants; i++) {
		next(text, i);
		add_constant(text, &api->constants[i]);
	}
	text_add(text, "],\n\"types\":[");
	for (size_t i = 0; i < api->n_types; i++) {
		next(text, i);
		add_record(text, &api->types[i]);
	}
	text_add(text, "]}\n");
}
