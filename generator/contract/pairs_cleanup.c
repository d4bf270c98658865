// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What headers' cleanups say: DEFINE_FREE(), DEFINE_GUARD(), DEFINE_CLASS(). */
#include "contract/deciding.h"
#include "contract/types.h"

/* Cleanups of one function, in their order. */
struct cleanup_list {
	const struct cleanup *cleanup;
	struct cleanup_list *next;
};

static void index_cleanup(struct deciding *d, struct table *table, const char *name,
			  const struct cleanup *cleanup)
{
	struct cleanup_list *link = arena_new(&d->run->arena, struct cleanup_list, 1);
	struct cleanup_list *first = name ? table_find(table, name) : NULL;

	link->cleanup = cleanup;
	while (first && first->next)
		first = first->next;
	if (first)
		first->next = link;
	else if (name)
		table_add(&d->run->arena, table, name, link);
}

void cleanups_init(struct deciding *d)
{
	for (size_t i = 0; i < d->model->n_cleanups; i++) {
		const struct cleanup *cleanup = &d->model->cleanups[i];

		index_cleanup(d, &d->acquirers, cleanup->acquires, cleanup);
		index_cleanup(d, &d->releasers, cleanup->releases, cleanup);
	}
}

void cleanups_collect(struct deciding *d, struct facts *facts, const struct contract *contract)
{
	const char *name = contract->function->name;
	const struct type *type = contract->type;
	const struct cleanup_list *link;

	for (link = table_find(&d->acquirers, name); link; link = link->next) {
		const struct cleanup *cleanup = link->cleanup;
		int arg = cleanup->acquires_arg;

		if (arg >= (int)type->n_params)
			continue;
		facts_from(facts, ORIGIN_CLEANUP, cleanup->at, true);
		facts_add_once(facts,
			       arg >= 0			   ? SUBJECT_PARAM
			       : type_is_void(type->inner) ? SUBJECT_CALL
							   : SUBJECT_RETURN,
			       arg >= 0 ? arg : 0, "released_by", cleanup->releases);
	}
	for (link = table_find(&d->releasers, name); link; link = link->next) {
		const struct cleanup *cleanup = link->cleanup;

		/* what a lock is about is there afterwards, too */
		if (cleanup->acquires_arg >= 0 || cleanup->releases_arg < 0 ||
		    cleanup->releases_arg >= (int)type->n_params)
			continue;
		facts_from(facts, ORIGIN_CLEANUP, cleanup->at, true);
		facts_add_once(facts, SUBJECT_PARAM, cleanup->releases_arg, "consumes", "true");
	}
}
