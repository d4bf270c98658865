// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "model/inferred.h"

struct inferred *inferred_add(struct run *run, struct inferred_list *list, const char *name,
			      struct place at)
{
	struct inferred *function = table_find(&list->names, name);

	if (function)
		return function;
	if (list->n == list->room) {
		struct inferred **more;

		list->room = list->room ? 2 * list->room : 64;
		more = arena_new(&run->arena, struct inferred *, list->room);
		if (list->n)
			memcpy(more, list->functions, list->n * sizeof(struct inferred *));
		list->functions = more;
	}
	function = arena_new(&run->arena, struct inferred, 1);
	function->name = run_intern(run, name);
	function->at = at;
	list->functions[list->n++] = function;
	table_add(&run->arena, &list->names, function->name, function);
	return function;
}

const struct inferred *inferred_find(const struct inferred_list *list, const char *name)
{
	return table_find(&list->names, name);
}

void inferred_fact(struct run *run, struct inferred *function, enum subject subject,
		   unsigned int param, const char *kind, const char *value, enum origin origin,
		   struct place at, bool sure)
{
	fact_list_add(run, &function->facts,
		      (struct fact){
			      .kind = fact_kind(subject, kind),
			      .subject = subject,
			      .param = param,
			      .value = run_intern(run, value),
			      .origin = origin,
			      .at = at,
			      .sure = sure,
		      });
}
