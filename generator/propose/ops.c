// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Structures of functions, and where the driver's data may be in what they are passed. */
#include <string.h>

#include "contract/names.h"
#include "contract/types.h"
#include "model/declarator.h"
#include "propose/making.h"
#include "propose/naming.h"

/* The driver's function that a member points to; NULL: it is something else. */
static const struct type *callback_type(const struct field *field)
{
	const struct type *type = type_resolve(field->type, NULL);

	if (type->kind != TYPE_POINTER)
		return NULL;
	type = type_resolve(type->inner, NULL);
	return type->kind == TYPE_FUNCTION ? type : NULL;
}

/* A function of the header whose result is what the driver stored: rack_get_drvdata(). */
static const char *find_getter(const struct making *m, const char *tag)
{
	static const char *const words[] = {
		"data", "drvdata", "priv", "private", "context", NULL
	};

	for (size_t i = 0; i < m->model->n_functions; i++) {
		const struct function *function = &m->model->functions[i];
		const struct type *type = function->type;
		const char *object;

		if (!function->header || strcmp(function->header, m->proposal->header) != 0 ||
		    !type || type->n_params != 1 || !type_is_untyped(type->inner) ||
		    !name_has_end(function->name, words))
			continue;
		object = name_of_object(type->params[0].type);
		if (object && !strcmp(object, tag))
			return arena_printf(&m->run->arena, "%s(arg)", function->name);
	}
	return NULL;
}

/* A member of the structure that is for the driver. */
static const char *find_member(const struct making *m, const struct type *object)
{
	static const char *const names[] = { "priv", "private",	    "private_data", "drvdata",
					     "data", "driver_data", "context" };
	const struct record *record = object->record;

	for (unsigned int i = 0; record && i < record->n_fields; i++) {
		const struct field *field = &record->fields[i];

		for (size_t j = 0; j < sizeof(names) / sizeof(*names); j++)
			if (field->name && type_is_untyped(field->type) &&
			    !strcmp(field->name, names[j]))
				return arena_printf(&m->run->arena, "arg->%s", field->name);
	}
	return NULL;
}

/* Mostly functions, and more than one. */
static bool is_table(const struct record *record)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < record->n_fields; i++)
		n += callback_type(&record->fields[i]) != NULL;
	return n > 1 && n * 3 >= record->n_fields;
}

/* By the first argument of a member that leads to data. */
static bool find_data(const struct making *m, const struct type *callback, struct proposed_ops *ops)
{
	for (unsigned int i = 0; i < callback->n_params; i++) {
		const struct type *type = callback->params[i].type;
		const char *tag = name_of_object(type);

		if (!tag)
			continue;
		ops->data = find_getter(m, tag);
		if (!ops->data)
			ops->data =
				find_member(m, type_resolve(type_resolve(type, NULL)->inner, NULL));
		ops->argument = type_text(m->run, type);
		if (ops->data)
			return true;
	}
	return false;
}

static bool is_stated(const struct making *m, const char *tag)
{
	for (unsigned int i = 0; i < m->spec->n_headers; i++)
		for (unsigned int j = 0; j < m->spec->headers[i].n_ops; j++)
			if (!strcmp(m->spec->headers[i].ops[j].name, tag))
				return true;
	return false;
}

static void propose(struct making *m, const struct record *record)
{
	struct proposed_ops *ops = &m->proposal->ops[m->proposal->n_ops];

	ops->tag = record->name;
	for (unsigned int i = 0; i < record->n_fields; i++) {
		const struct type *callback = callback_type(&record->fields[i]);

		if (callback && find_data(m, callback, ops)) {
			m->proposal->n_ops++;
			return;
		}
	}
}

void ops_propose(struct making *m)
{
	const struct model *model = m->model;

	m->proposal->ops = arena_new(&m->run->arena, struct proposed_ops, model->n_types + 1);
	for (size_t i = 0; i < model->n_types; i++) {
		const struct type_decl *decl = &model->types[i];

		if (decl->type->kind == TYPE_STRUCT && decl->type->record && decl->type->name &&
		    is_table(decl->type->record) && decl->at.file &&
		    !strcmp(decl->at.file, m->proposal->header) && !is_stated(m, decl->type->name))
			propose(m, decl->type->record);
	}
}
