// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/types.h"

static bool has_typedef(const struct type *type, const char *name)
{
	for (; type && type->kind == TYPE_TYPEDEF; type = type->inner)
		if (!strcmp(type->name, name))
			return true;
	return false;
}

bool type_is_gfp(const struct type *type)
{
	return has_typedef(type, "gfp_t");
}

bool type_is_time(const struct type *type)
{
	return has_typedef(type, "ktime_t") || has_typedef(type, "time64_t");
}

bool type_is_signed(const struct type *type)
{
	type = type_resolve(type, NULL);
	return type->kind == TYPE_INT && type->is_signed && type->size >= 4;
}

static const struct type *target(const struct type *type)
{
	type = type_resolve(type, NULL);
	return type->kind == TYPE_POINTER ? type->inner : NULL;
}

bool type_points_to_const(const struct type *type)
{
	const struct type *pointee = target(type);
	unsigned int quals = 0;

	if (!pointee)
		return false;
	return type_resolve(pointee, &quals)->kind != TYPE_FUNCTION && (quals & QUAL_CONST);
}

bool type_is_untyped(const struct type *type)
{
	const struct type *pointee = target(type);

	return pointee && type_is_void(pointee) && !type_resolve(type, NULL)->space;
}

static bool is_char(const struct type *type)
{
	/* u8 is a typedef of unsigned char, which no text is made of */
	type = type_resolve(type, NULL);
	return type->kind == TYPE_INT && !strcmp(type->name, "char");
}

bool type_is_text(const struct type *type)
{
	const struct type *pointee = target(type);

	return pointee && is_char(pointee) && !type_resolve(type, NULL)->space;
}

bool type_is_raw(const struct type *type)
{
	if (type_is_text(type) && type_points_to_const(type))
		return false;
	return type_is_bytes(type);
}

/* Pointers to the same, whether const or not. */
static bool same_target(const struct type *a, const struct type *b)
{
	struct type bare_a, bare_b;

	bare_a = *type_resolve(a, NULL);
	bare_b = *type_resolve(b, NULL);
	bare_a.quals = bare_b.quals = 0;
	return type_same(&bare_a, &bare_b);
}

bool type_fits(const struct type *a, const struct type *b)
{
	const struct type *pointee_a = target(a), *pointee_b = target(b);

	if (pointee_a || pointee_b)
		return pointee_a && pointee_b && same_target(pointee_a, pointee_b);
	if (type_is_integer(a) || type_is_integer(b))
		return type_is_integer(a) && type_is_integer(b);
	return same_target(a, b);
}

bool type_fits_target(const struct type *type, const struct type *pointer)
{
	const struct type *pointee = target(pointer);

	return pointee && type_fits(type, pointee);
}
