// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "model/adapt.h"
#include "model/declarator.h"

#define MAX_ARGS 32

static const struct type *pointee(const struct type *type)
{
	type = type_resolve(type, NULL);
	return type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY ? type->inner : NULL;
}

static bool is_data_pointer(const struct type *type)
{
	return pointee(type) && !type_is_function_pointer(type);
}

/* The same but for qualifiers, at every level. */
static bool type_same_but_quals(const struct type *a, const struct type *b)
{
	const struct type *inner_a = pointee(a), *inner_b = pointee(b);
	struct type bare_a, bare_b;

	if (inner_a && inner_b && is_data_pointer(a) && is_data_pointer(b)) {
		const char *space_a = type_resolve(a, NULL)->space;
		const char *space_b = type_resolve(b, NULL)->space;

		return !space_a == !space_b && (!space_a || !strcmp(space_a, space_b)) &&
		       type_same_but_quals(inner_a, inner_b);
	}
	bare_a = *type_resolve(a, NULL);
	bare_b = *type_resolve(b, NULL);
	bare_a.quals = bare_b.quals = 0;
	return type_same(&bare_a, &bare_b);
}

/* C takes the one for the other without a word: const is only added, right behind the first star. */
static bool is_implicit(const struct type *have, const struct type *want)
{
	unsigned int quals_have, quals_want;
	struct type bare_have, bare_want;

	bare_have = *type_resolve(pointee(have), &quals_have);
	bare_want = *type_resolve(pointee(want), &quals_want);
	bare_have.quals = bare_want.quals = 0;
	return !(quals_have & ~quals_want) && type_same(&bare_have, &bare_want);
}

/* Both numbers, or both truth values: an errno is no truth value. */
static bool are_numbers(const struct type *a, const struct type *b)
{
	return type_is_integer(a) && type_is_integer(b) &&
	       (type_resolve(a, NULL)->kind == TYPE_BOOL) ==
		       (type_resolve(b, NULL)->kind == TYPE_BOOL);
}

const char *adapt_argument(struct run *run, const struct type *have, const char *name,
			   const struct type *want)
{
	if (is_data_pointer(have) && is_data_pointer(want)) {
		if (!type_same_but_quals(have, want))
			return NULL;
		return is_implicit(have, want)
			       ? name
			       : arena_printf(&run->arena, "(%s)%s", type_text(run, want), name);
	}
	if (type_is_integer(have) && type_is_integer(want))
		return name;
	return type_same_but_quals(have, want) ? name : NULL;
}

/* How well a parameter serves: the same type and name best, an integer of another name not at all. */
static unsigned int fit(const struct param *have, const char *name, const struct param *want,
			bool same_place)
{
	bool same_name = name && want->name && !strcmp(name, want->name);

	if (type_same_but_quals(have->type, want->type))
		return same_name ? 4 : same_place ? 3 : 2;
	if (type_is_integer(have->type) && type_is_integer(want->type))
		return same_name || same_place;
	return 0;
}

/* The parameter of @have that serves best and is not @used yet; -1: none does. */
static int best_fit(const struct type *have, const char *const *names, const struct type *want,
		    unsigned int param, const bool *used)
{
	unsigned int best = 0;
	int found = -1;

	for (unsigned int i = 0; i < have->n_params && i < MAX_ARGS; i++) {
		unsigned int fits = fit(&have->params[i], names[i], &want->params[param],
					i == param && have->n_params == want->n_params);

		if (used[i] || fits <= best)
			continue;
		best = fits;
		found = (int)i;
	}
	return found;
}

const char *adapt_arguments(struct run *run, const struct type *have, const char *const *names,
			    const struct type *want)
{
	bool used[MAX_ARGS] = { false };
	const char *args = "";

	for (unsigned int i = 0; i < want->n_params; i++) {
		int found = best_fit(have, names, want, i, used);
		const char *arg = NULL;

		if (found >= 0)
			arg = adapt_argument(run, have->params[found].type, names[found],
					     want->params[i].type);
		if (!arg)
			return NULL;
		used[found] = true;
		args = arena_printf(&run->arena, "%s%s%s", args, i ? ", " : "", arg);
	}
	return args;
}

static bool to_void(const struct type *type)
{
	const struct type *inner = pointee(type);

	return inner && type_is_void(inner);
}

enum adapted adapt_result(const struct type *have, const struct type *want)
{
	if (type_is_void(want))
		return type_is_void(have) ? ADAPTED_SAME : ADAPTED_DROP;
	if (type_is_void(have))
		return type_is_integer(want) ? ADAPTED_ZERO : ADAPTED_NOT;
	if (is_data_pointer(have) && is_data_pointer(want)) {
		if (type_same_but_quals(have, want))
			return is_implicit(have, want) ? ADAPTED_SAME : ADAPTED_CAST;
		return to_void(have) || to_void(want) ? ADAPTED_CAST : ADAPTED_NOT;
	}
	return are_numbers(have, want) || type_same_but_quals(have, want) ? ADAPTED_SAME
									  : ADAPTED_NOT;
}
