// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Facts from facts files, and what becomes of them where a kernel has changed. */
#include <string.h>

#include "contract/collect.h"

/* The function's parameters, as those of the inferred one. */
struct mapping {
	const struct inferred *function;
	const struct type *type;
	bool by_place; /* the prototypes are the same; otherwise a name tells */
};

/* -1: the kernel at hand has no such parameter. */
static int map_param(const struct mapping *map, unsigned int param)
{
	const char *name = param < map->function->n_params ? map->function->params[param] : NULL;

	if (map->by_place)
		return param < map->type->n_params ? (int)param : -1;
	for (unsigned int i = 0; name && i < map->type->n_params; i++)
		if (map->type->params[i].name && !strcmp(map->type->params[i].name, name))
			return i;
	return -1;
}

/* The name that a parameter has in the kernel at hand; NULL: none. */
static const char *map_name(const struct mapping *map, const char *name)
{
	const struct inferred *function = map->function;
	int param = -1;

	if (!strcmp(name, "return"))
		return name;
	for (unsigned int i = 0; param < 0 && i < function->n_params; i++)
		if (function->params[i] && !strcmp(function->params[i], name))
			param = map_param(map, i);
	return param < 0 ? NULL : map->type->params[param].name;
}

static void add(struct facts *facts, const struct mapping *map, const struct fact *fact,
		const char *doubt)
{
	struct fact mapped = *fact;

	if (fact->subject == SUBJECT_PARAM) {
		int param = map_param(map, fact->param);

		if (param < 0)
			return;
		mapped.param = param;
	}
	if (fact->kind->value == VALUE_PARAM)
		mapped.value = map_name(map, fact->value);
	if (!mapped.value)
		return;
	if (doubt) {
		mapped.doubt = doubt;
		mapped.sure = false;
	}
	fact_list_add(facts->run, &facts->list, mapped);
}

static const struct inferred *find(const struct inferences *inferences, const char *name,
				   const struct inferred_list **list)
{
	const struct inferred *function = NULL;

	for (unsigned int i = 0; inferences && i < inferences->n && !function; i++) {
		*list = inferences->lists[i];
		function = inferred_find(*list, name);
	}
	return function;
}

static bool same_mark(struct run *run, const struct inferred *function, const struct type *type)
{
	/* interned where they were made or read */
	return type && function->prototype == prototype_mark(run, type);
}

static bool is_named(const struct type *type)
{
	for (unsigned int i = 0; i < type->n_params; i++)
		if (!type->params[i].name)
			return false;
	return true;
}

const struct type *collect_param_names(struct run *run, const struct function *function,
				       const struct inferences *inferences)
{
	const struct type *type = function->type;
	const struct inferred_list *list;
	const struct inferred *inferred;
	struct type *named;
	struct param *params;

	if (!type || is_named(type))
		return type;
	inferred = find(inferences, function->name, &list);
	if (inferred && !same_mark(run, inferred, type))
		inferred = NULL;
	params = arena_new(&run->arena, struct param, type->n_params);
	for (unsigned int i = 0; i < type->n_params; i++) {
		params[i] = type->params[i];
		if (!params[i].name && inferred && i < inferred->n_params)
			params[i].name = inferred->params[i];
		if (!params[i].name)
			params[i].name = arena_printf(&run->arena, "arg%u", i + 1);
	}
	named = arena_new(&run->arena, struct type, 1);
	*named = *type;
	named->params = params;
	return named;
}

void collect_inferred(struct facts *facts, const struct contract *contract,
		      const struct inferences *inferences)
{
	const struct inferred_list *list;
	const struct inferred *function = find(inferences, contract->function->name, &list);
	struct mapping map = { .function = function, .type = contract->type };
	const char *doubt = NULL;

	/* a macro that hides a function of that name is not what was read */
	if (!function || contract->function->form == FUNCTION_MACRO)
		return;
	map.by_place = same_mark(facts->run, function, contract->type);
	if (!same_mark(facts->run, function, contract->function->type))
		doubt = arena_printf(&facts->run->arena, "its prototype in Linux %s is another one",
				     list->release);
	for (unsigned int i = 0; i < function->facts.n; i++) {
		const struct fact *fact = &function->facts.facts[i];

		/* a contract file says what its arguments are, or they would be others elsewhere */
		if (!contract->spec || fact->subject != SUBJECT_PARAM)
			add(facts, &map, fact, doubt);
	}
}
