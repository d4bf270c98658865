// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "model/api.h"
#include "model/declarator.h"

struct api_index {
	struct table functions, macros, constants, types, headers;
};

/* All @n things of @size bytes, each of which begins with its name. */
static void index_list(struct run *run, struct table *table, const void *list, size_t n,
		       size_t size)
{
	table_reserve(&run->arena, table, n);
	for (size_t i = 0; i < n; i++) {
		const void *thing = (const char *)list + i * size;

		table_add(&run->arena, table, *(const char *const *)thing, thing);
	}
}

void api_index(struct run *run, struct api *api)
{
	struct api_index *index = arena_new(&run->arena, struct api_index, 1);

	index_list(run, &index->functions, api->functions, api->n_functions,
		   sizeof(*api->functions));
	index_list(run, &index->macros, api->macros, api->n_macros, sizeof(*api->macros));
	index_list(run, &index->constants, api->constants, api->n_constants,
		   sizeof(*api->constants));
	index_list(run, &index->types, api->types, api->n_types, sizeof(*api->types));
	index_list(run, &index->headers, api->headers, api->n_headers, sizeof(*api->headers));
	api->index = index;
}

const struct api_function *api_find_function(const struct api *api, const char *name)
{
	return table_find(&api->index->functions, name);
}

const struct api_macro *api_find_macro(const struct api *api, const char *name)
{
	return table_find(&api->index->macros, name);
}

const struct api_constant *api_find_constant(const struct api *api, const char *name)
{
	return table_find(&api->index->constants, name);
}

const struct api_record *api_find_type(const struct api *api, const char *name)
{
	return table_find(&api->index->types, name);
}

bool api_has_header(const struct api *api, const char *name)
{
	return table_find(&api->index->headers, name);
}

bool api_has(const struct api *api, const char *name)
{
	return api_find_function(api, name) || api_find_macro(api, name) ||
	       api_find_constant(api, name);
}

const struct api_member *api_find_member(const struct api_record *record, const char *name)
{
	for (unsigned int i = 0; record && i < record->n_members; i++)
		if (!strcmp(record->members[i].name, name))
			return &record->members[i];
	return NULL;
}

const char *api_declare(struct run *run, const char *type, const char *name)
{
	size_t base = strcspn(type, "[");
	const char *bounds = type + base;

	if (!*bounds || strstr(type, "(*"))
		return declare_text(run, type, name);
	while (base && type[base - 1] == ' ')
		base--;
	return arena_printf(&run->arena, "%s%s",
			    declare_text(run, arena_strndup(&run->arena, type, base), name),
			    bounds);
}

const char *api_prototype_text(struct run *run, const struct api_prototype *prototype,
			       const char *name)
{
	struct text params = TEXT_INIT;
	const char *text;

	for (unsigned int i = 0; i < prototype->n_params; i++)
		text_printf(&params, "%s%s", i ? ", " : "",
			    api_declare(run, prototype->params[i].type.text,
					prototype->params[i].name));
	if (prototype->variadic)
		text_add(&params, prototype->n_params ? ", ..." : "...");
	else if (!prototype->n_params)
		text_add(&params, "void");
	text = arena_printf(&run->arena, "%s(%s)", name, params.buf);
	text_release(&params);
	return declare_text(run, prototype->returns.text, text);
}

const char *api_macro_text(struct run *run, const struct api_macro *macro, const char *name)
{
	struct text text = TEXT_INIT;
	const char *copy;

	text_add(&text, name);
	if (macro->function_like)
		text_addc(&text, '(');
	for (unsigned int i = 0; i < macro->n_params; i++)
		text_printf(&text, "%s%s", i ? ", " : "", macro->params[i]);
	if (macro->function_like)
		text_addc(&text, ')');
	copy = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return copy;
}
