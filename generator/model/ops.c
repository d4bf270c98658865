// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "model/declarator.h"
#include "model/ops.h"

const struct record *ops_record(const struct model *model, const struct spec_ops *spec)
{
	char name[256] = "struct ";
	const struct type_decl *decl;

	strncat(name, spec->name, sizeof(name) - strlen(name) - 1);
	decl = model_type(model, name);
	return decl ? type_resolve(decl->type, NULL)->record : NULL;
}

/* The function that a member points to, if it is of a kind that another can stand in for. */
static const struct type *function_of(const struct field *field)
{
	const struct type *type = type_resolve(field->type, NULL);

	if (!field->name || type->kind != TYPE_POINTER)
		return NULL;
	type = type_resolve(type->inner, NULL);
	return type->kind == TYPE_FUNCTION && !type->variadic ? type : NULL;
}

static const struct spec_item *item_find(const struct spec_items *items, const char *key)
{
	for (unsigned int i = 0; i < items->n; i++)
		if (!strcmp(items->items[i].key, key))
			return &items->items[i];
	return NULL;
}

/* The first parameter that is stated to lead to the data. */
static bool member_fill(struct run *run, const struct spec_ops *spec, const struct field *field,
			struct ops_member *member)
{
	*member = (struct ops_member){ .name = field->name, .type = function_of(field) };
	if (!member->type)
		return false;
	for (; member->param < member->type->n_params; member->param++) {
		const struct type *type = member->type->params[member->param].type;

		member->from = item_find(&spec->from, type_text(run, type));
		if (member->from)
			break;
	}
	member->sets = item_find(&spec->sets, field->name);
	for (unsigned int i = 0; i < spec->n_atomic; i++)
		member->atomic |= !strcmp(spec->atomic[i], field->name);
	return member->from;
}

bool ops_passes(const struct ops_member *member, unsigned int param)
{
	const struct type *type = type_resolve(member->type->params[param].type, NULL);

	return param != member->param || type->kind != TYPE_POINTER || !type_is_void(type->inner);
}

bool ops_resolve(struct run *run, const struct model *model, const struct spec_ops *spec,
		 struct ops *ops)
{
	const struct record *record = ops_record(model, spec);

	*ops = (struct ops){ .spec = spec };
	if (!record)
		return false;
	ops->members = arena_new(&run->arena, struct ops_member, record->n_fields);
	for (unsigned int i = 0; i < record->n_fields; i++)
		ops->n += member_fill(run, spec, &record->fields[i], &ops->members[ops->n]);
	return true;
}
