// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "model/adapt.h"
#include "model/declarator.h"
#include "model/ops.h"
#include "model/prototype.h"

/* Where members are looked for: in a structure, or among the parameters of a function. */
struct slots {
	const struct record *record;
	const struct type *function;
};

static bool find_slots(const struct model *model, const struct spec_ops *spec, struct slots *slots)
{
	char name[256] = "struct ";
	const struct type_decl *decl;
	const struct function *function;

	strncat(name, spec->name, sizeof(name) - strlen(name) - 1);
	decl = model_type(model, name);
	*slots = (struct slots){ .record = decl ? type_resolve(decl->type, NULL)->record : NULL };
	function = slots->record ? NULL : model_function(model, spec->name);
	slots->function = function ? function->type : NULL;
	return slots->record || slots->function;
}

/* What a pointer to a function points to, if it is of a kind that another can stand in for. */
static const struct type *function_of(const struct type *type)
{
	type = type_resolve(type, NULL);
	if (type->kind == TYPE_POINTER)
		type = type_resolve(type->inner, NULL);
	return type->kind == TYPE_FUNCTION && !type->variadic ? type : NULL;
}

/* Also in what the structure contains without a name. */
static const struct type *record_slot(const struct record *record, const char *name)
{
	const struct type *found = NULL;

	for (unsigned int i = 0; record && i < record->n_fields && !found; i++) {
		const struct field *field = &record->fields[i];

		if (!field->name)
			found = record_slot(type_resolve(field->type, NULL)->record, name);
		else if (!strcmp(field->name, name))
			return function_of(field->type);
	}
	return found;
}

static const struct type *find_slot(const struct slots *slots, const char *name)
{
	const struct type *function = slots->function;

	for (unsigned int i = 0; function && i < function->n_params; i++)
		if (function->params[i].name && !strcmp(function->params[i].name, name))
			return function_of(function->params[i].type);
	return record_slot(slots->record, name);
}

static const char *const *usual_names(struct run *run, const struct type *type)
{
	const char **names = arena_new(&run->arena, const char *, type->n_params);

	for (unsigned int i = 0; i < type->n_params; i++)
		names[i] = arena_printf(&run->arena, "arg%u", i + 1);
	return names;
}

static const char *const *form_names(struct run *run, const struct type *type)
{
	const char **names = arena_new(&run->arena, const char *, type->n_params);

	for (unsigned int i = 0; i < type->n_params; i++)
		names[i] = type->params[i].name ? type->params[i].name
						: arena_printf(&run->arena, "arg%u", i + 1);
	return names;
}

static void take_slot(struct ops_member *member, const char *name, const struct type *kernel,
		      const char *const *names, const char *body)
{
	member->in_kernel = name;
	member->kernel = kernel;
	member->names = names;
	member->body = body;
}

/* The names a member has in kernels: its own, then those it had. */
static const char *name_at(const struct spec_member *spec, unsigned int i)
{
	return i ? spec->was[i - 1] : spec->name;
}

static bool take_same(struct run *run, const struct slots *slots, struct ops_member *member)
{
	for (unsigned int i = 0; i <= member->spec->n_was; i++) {
		const char *name = name_at(member->spec, i);
		const struct type *slot = find_slot(slots, name);

		if (!slot || !type_same(slot, member->type))
			continue;
		take_slot(member, name, slot, usual_names(run, slot), NULL);
		return true;
	}
	return false;
}

/* A function without a result gives 0 where one is wanted; what a form says more is its own. */
static const char *form_body(struct run *run, const struct ops_member *member,
			     const struct type *slot, const char *form)
{
	if (type_is_void(slot->inner))
		return arena_printf(&run->arena, "%s;", form);
	if (type_is_void(member->type->inner) && !strncmp(form, "fn(", strlen("fn(")))
		return arena_printf(&run->arena, "%s; return 0;", form);
	return arena_printf(&run->arena, "return %s;", form);
}

static bool take_form(struct run *run, const struct model *model, const struct slots *slots,
		      struct ops_member *member)
{
	const struct spec_items *forms = &member->spec->forms;

	for (unsigned int i = 0; i < forms->n; i++) {
		const struct spec_item *form = &forms->items[i];
		const char *name;
		const struct type *type = prototype_try(run, model, form->key, form->key_at, &name);
		const struct type *slot;

		if (!type)
			continue;
		slot = find_slot(slots, name ? name : member->name);
		if (!slot || !type_same(slot, type))
			continue;
		take_slot(member, name ? name : member->name, slot, form_names(run, type),
			  form_body(run, member, slot, form->value));
		return true;
	}
	return false;
}

static const char *adapted_body(struct run *run, const struct ops_member *member,
				const struct type *slot, const char *args)
{
	switch (adapt_result(member->type->inner, slot->inner)) {
	case ADAPTED_ZERO:
		return arena_printf(&run->arena, "fn(%s); return 0;", args);
	case ADAPTED_CAST:
		return arena_printf(&run->arena, "return (%s)fn(%s);", type_text(run, slot->inner),
				    args);
	case ADAPTED_SAME:
		return arena_printf(&run->arena,
				    type_is_void(slot->inner) ? "fn(%s);" : "return fn(%s);", args);
	default:
		return NULL; /* what the driver's returns would be lost */
	}
}

static bool take_adapted(struct run *run, const struct slots *slots, struct ops_member *member)
{
	for (unsigned int i = 0; i <= member->spec->n_was; i++) {
		const char *name = name_at(member->spec, i);
		const struct type *slot = find_slot(slots, name);
		const char *const *names = slot ? usual_names(run, slot) : NULL;
		const char *args = slot ? adapt_arguments(run, slot, names, member->type) : NULL;
		const char *body = args ? adapted_body(run, member, slot, args) : NULL;

		if (!body)
			continue;
		take_slot(member, name, slot, names, body);
		return true;
	}
	return false;
}

static const struct spec_item *item_find(const struct spec_items *items, const char *key)
{
	for (unsigned int i = 0; i < items->n; i++)
		if (!strcmp(items->items[i].key, key))
			return &items->items[i];
	return NULL;
}

/* The first parameter that is stated to lead to the data. */
static void find_data(struct run *run, const struct spec_ops *spec, struct ops_member *member)
{
	for (; member->param < member->type->n_params; member->param++) {
		const struct type *type = member->type->params[member->param].type;

		member->from = item_find(&spec->from, type_text(run, type));
		if (member->from)
			break;
	}
	member->sets = item_find(&spec->sets, member->name);
	for (unsigned int i = 0; i < spec->n_atomic; i++)
		member->atomic |= !strcmp(spec->atomic[i], member->name);
}

/* The driver's function: as stated, else as this kernel has it. NULL: not all its types are there. */
static const struct type *stated_type(struct run *run, const struct model *model,
				      const struct slots *slots, const struct spec_member *spec)
{
	const struct type *type = NULL;
	const char *name;

	if (spec->prototype)
		return prototype_try(run, model, spec->prototype, spec->prototype_at, &name);
	for (unsigned int i = 0; i <= spec->n_was && !type; i++)
		type = find_slot(slots, name_at(spec, i));
	return type;
}

static bool fill_stated(struct run *run, const struct model *model, const struct slots *slots,
			const struct spec_ops *ops, const struct spec_member *spec,
			struct ops_member *member)
{
	*member = (struct ops_member){ .name = spec->name, .spec = spec };
	member->type = stated_type(run, model, slots, spec);
	if (!member->type)
		return false;
	if (!take_same(run, slots, member) && !take_form(run, model, slots, member) &&
	    !take_adapted(run, slots, member))
		take_slot(member, NULL, member->type, usual_names(run, member->type), NULL);
	find_data(run, ops, member);
	return true;
}

static bool is_stated(const struct spec_ops *spec, const char *name)
{
	for (unsigned int i = 0; i < spec->n_members; i++)
		if (!strcmp(spec->members[i].name, name))
			return true;
	return false;
}

static bool fill_found(struct run *run, const struct spec_ops *spec, const struct field *field,
		       struct ops_member *member)
{
	const struct type *type = field->name ? function_of(field->type) : NULL;

	*member = (struct ops_member){ .name = field->name, .type = type };
	if (!type || type_resolve(field->type, NULL)->kind != TYPE_POINTER ||
	    is_stated(spec, field->name))
		return false;
	take_slot(member, field->name, type, usual_names(run, type), NULL);
	find_data(run, spec, member);
	return member->from;
}

const struct ops_member *ops_find(const struct ops *ops, const struct spec_member *spec)
{
	for (unsigned int i = 0; i < ops->n; i++)
		if (ops->members[i].spec == spec)
			return &ops->members[i];
	return NULL;
}

bool ops_passes(const struct ops_member *member, unsigned int param)
{
	const struct type *type = type_resolve(member->type->params[param].type, NULL);

	return !member->from || param != member->param || type->kind != TYPE_POINTER ||
	       !type_is_void(type->inner);
}

bool ops_resolve(struct run *run, const struct model *model, const struct spec_ops *spec,
		 struct ops *ops)
{
	struct slots slots;
	unsigned int n_fields;

	*ops = (struct ops){ .spec = spec };
	if (!find_slots(model, spec, &slots))
		return false;
	ops->of_function = slots.function;
	n_fields = slots.record ? slots.record->n_fields : 0;
	ops->members = arena_new(&run->arena, struct ops_member, n_fields + spec->n_members);
	for (unsigned int i = 0; i < n_fields; i++)
		ops->n += fill_found(run, spec, &slots.record->fields[i], &ops->members[ops->n]);
	for (unsigned int i = 0; i < spec->n_members; i++)
		ops->n += fill_stated(run, model, &slots, spec, &spec->members[i],
				      &ops->members[ops->n]);
	return true;
}
