// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "model/type.h"

const struct type *type_resolve(const struct type *type, unsigned int *quals)
{
	unsigned int sum = 0;

	for (; type && type->kind == TYPE_TYPEDEF; type = type->inner)
		sum |= type->quals;
	if (type)
		sum |= type->quals;
	if (quals)
		*quals = sum;
	return type;
}

static bool resolves_to(const struct type *type, enum type_kind kind)
{
	type = type_resolve(type, NULL);
	return type && type->kind == kind;
}

bool type_is_pointer(const struct type *type)
{
	return resolves_to(type, TYPE_POINTER);
}

bool type_is_function_pointer(const struct type *type)
{
	type = type_resolve(type, NULL);
	return type && type->kind == TYPE_POINTER && resolves_to(type->inner, TYPE_FUNCTION);
}

bool type_is_integer(const struct type *type)
{
	return resolves_to(type, TYPE_INT) || resolves_to(type, TYPE_BOOL) ||
	       resolves_to(type, TYPE_ENUM);
}

bool type_is_void(const struct type *type)
{
	return resolves_to(type, TYPE_VOID);
}

bool type_is_bytes(const struct type *type)
{
	type = type_resolve(type, NULL);
	if (!type || type->kind != TYPE_POINTER)
		return false;
	type = type_resolve(type->inner, NULL);
	return type && (type->kind == TYPE_VOID || (type->kind == TYPE_INT && type->size == 1));
}

/* What a parameter of @type really is: arrays and functions become pointers. */
static const struct type *decay(const struct type *type, struct type *room)
{
	const struct type *resolved = type_resolve(type, NULL);

	if (!resolved || (resolved->kind != TYPE_ARRAY && resolved->kind != TYPE_FUNCTION))
		return type;
	*room = (struct type){
		.kind = TYPE_POINTER,
		.inner = resolved->kind == TYPE_ARRAY ? resolved->inner : resolved,
	};
	return room;
}

static bool same_function(const struct type *a, const struct type *b)
{
	if (a->n_params != b->n_params || a->variadic != b->variadic ||
	    !type_same(a->inner, b->inner))
		return false;
	for (unsigned int i = 0; i < a->n_params; i++) {
		struct type room_a, room_b;
		const struct type *pa = decay(a->params[i].type, &room_a);
		const struct type *pb = decay(b->params[i].type, &room_b);
		unsigned int ignored;

		/* qualifiers of a parameter itself are the callee's business */
		pa = type_resolve(pa, &ignored);
		pb = type_resolve(pb, &ignored);
		if (pa->kind == TYPE_POINTER && pb->kind == TYPE_POINTER) {
			if (!type_same(pa->inner, pb->inner))
				return false;
		} else {
			struct type bare_a = *pa, bare_b = *pb;

			bare_a.quals = bare_b.quals = 0;
			if (!type_same(&bare_a, &bare_b))
				return false;
		}
	}
	return true;
}

static bool same_name(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

bool type_same(const struct type *a, const struct type *b)
{
	unsigned int quals_a, quals_b;

	a = type_resolve(a, &quals_a);
	b = type_resolve(b, &quals_b);
	if (a == b)
		return quals_a == quals_b;
	if (!a || !b || a->kind != b->kind || quals_a != quals_b)
		return false;
	switch (a->kind) {
	case TYPE_POINTER:
		return type_same(a->inner, b->inner);
	case TYPE_ARRAY:
		return a->count == b->count && type_same(a->inner, b->inner);
	case TYPE_FUNCTION:
		return same_function(a, b);
	case TYPE_VOID:
	case TYPE_BOOL:
		return true;
	case TYPE_STRUCT:
	case TYPE_UNION:
	case TYPE_ENUM:
		return same_name(a->name, b->name) || (a->record && a->record == b->record);
	default:
		return same_name(a->name, b->name);
	}
}
