// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "base/suggest.h"
#include "model/model.h"
#include "base/table.h"

struct model_index {
	struct table functions, headers, types;
};

void model_index(struct run *run, struct model *model)
{
	struct model_index *index = arena_new(&run->arena, struct model_index, 1);
	struct arena *arena = &run->arena;

	table_reserve(arena, &index->functions, model->n_functions);
	table_reserve(arena, &index->headers, model->n_headers);
	table_reserve(arena, &index->types, model->n_types);
	for (size_t i = 0; i < model->n_functions; i++)
		table_add(arena, &index->functions, model->functions[i].name, &model->functions[i]);
	for (size_t i = 0; i < model->n_headers; i++)
		table_add(arena, &index->headers, model->headers[i].name, &model->headers[i]);
	for (size_t i = 0; i < model->n_types; i++)
		table_add(arena, &index->types, model->types[i].name, &model->types[i]);
	model->index = index;
}

void model_index_return(struct run *run, struct model *model)
{
	table_return(&run->arena, &model->index->functions);
	table_return(&run->arena, &model->index->headers);
	table_return(&run->arena, &model->index->types);
}

const struct function *model_function(const struct model *model, const char *name)
{
	return table_find(&model->index->functions, name);
}

const struct function *model_function_n(const struct model *model, const char *name, size_t n)
{
	return table_find_n(&model->index->functions, name, n);
}

const struct header *model_header(const struct model *model, const char *name)
{
	return table_find(&model->index->headers, name);
}

const struct type_decl *model_type(const struct model *model, const char *name)
{
	return table_find(&model->index->types, name);
}

const struct type_decl *model_type_n(const struct model *model, const char *name, size_t n)
{
	return table_find_n(&model->index->types, name, n);
}

void model_alias(struct run *run, const struct model *model, const char *name,
		 const struct type_decl *decl)
{
	table_add(&run->arena, &model->index->types, name, (void *)decl);
}

/* A struct with a name, @at bytes from its start. */
struct named {
	const void *first;
	size_t n, size, at;
};

static const char *nearest(const char *word, struct named known)
{
	unsigned int limit = spelling_limit(word);
	const char *found = NULL;

	for (size_t i = 0; i < known.n; i++) {
		const char *thing = (const char *)known.first + i * known.size;
		const char *name = *(const char *const *)(thing + known.at);
		unsigned int distance = spelling_distance(word, name, limit);

		if (distance > limit || (found && distance == limit))
			continue;
		limit = distance;
		found = name;
	}
	return found;
}

const char *model_suggest_function(const struct model *model, const char *name)
{
	return nearest(name,
		       (struct named){ model->functions, model->n_functions,
				       sizeof(struct function), offsetof(struct function, name) });
}

const char *model_suggest_type(const struct model *model, const char *name)
{
	return nearest(name, (struct named){ model->types, model->n_types, sizeof(struct type_decl),
					     offsetof(struct type_decl, name) });
}

bool model_declares(const struct model *model, const char *name)
{
	return model_function(model, name) || table_find(&model->declared, name);
}

bool function_links(const struct function *function)
{
	return function->form != FUNCTION_EXTERN || function->export != EXPORT_NONE ||
	       function->also_macro;
}

const struct attribute *function_attribute(const struct function *function, const char *name)
{
	for (unsigned int i = 0; i < function->n_attributes; i++)
		if (!strcmp(function->attributes[i].name, name))
			return &function->attributes[i];
	return NULL;
}

const struct doc_section *doc_section(const struct doc *doc, const char *name)
{
	for (unsigned int i = 0; doc && i < doc->n_sections; i++)
		if (!strcmp(doc->sections[i].name, name))
			return &doc->sections[i];
	return NULL;
}
