// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "command/callable.h"
#include "input/symvers.h"

/* Where the headers are that drivers of all kinds include. */
#define COMMON "include/linux"

static bool is_context(const struct fact *fact)
{
	return fact->subject == SUBJECT_CALL && !strcmp(fact->kind->name, "context");
}

/* Is it called by macros and other functions of its header only, as its name says? */
static bool is_internal(const char *name)
{
	static const char *const made_by_cleanup_h[] = { "_constructor", "_destructor", "_lock_err",
							 "_lock_ptr" };

	if (*name == '_' || !strncmp(name, "arch_", strlen("arch_")))
		return true;
	for (size_t i = 0; i < sizeof(made_by_cleanup_h) / sizeof(*made_by_cleanup_h); i++)
		if (!strncmp(name, "class_", strlen("class_")) &&
		    text_ends(name, made_by_cleanup_h[i]))
			return true;
	return false;
}

/* Most guesses at a context are of functions that call what was not read; they help nobody. */
static void drop_guessed_context(struct inferred *function)
{
	struct fact_list *facts = &function->facts;
	unsigned int n = 0;

	for (unsigned int i = 0; i < facts->n; i++)
		if (facts->facts[i].sure || !is_context(&facts->facts[i]))
			facts->facts[n++] = facts->facts[i];
	facts->n = n;
}

/*
 * An inline function is worth a line for more than its context, which most of them do not care for;
 * one that is internal only for what those that call it may get from it.
 */
static bool is_worth(const struct inferred *function)
{
	bool header = file_is_header(function->at.file), internal = is_internal(function->name);
	bool common = file_below(function->at.file, COMMON);

	for (unsigned int i = 0; i < function->facts.n; i++) {
		const struct fact *fact = &function->facts.facts[i];

		if (!header ||
		    (internal ? !is_context(fact) && strcmp(fact->kind->name, "returns") != 0
			      : !is_context(fact) || common))
			return true;
	}
	return false;
}

void callable_keep(struct run *run, const struct tree *tree, const struct offered *offered,
		   struct inferred_list *list)
{
	struct table exported = { 0 };
	size_t n = 0;

	symvers_names(run, file_join(run, tree->path, "Module.symvers"), &exported);
	if (!exported.n)
		return;
	for (size_t i = 0; i < list->n; i++) {
		struct inferred *function = list->functions[i];

		if (!offered_function(offered, function->name, function->at) ||
		    (!file_is_header(function->at.file) && !table_find(&exported, function->name)))
			continue;
		drop_guessed_context(function);
		if (is_worth(function))
			list->functions[n++] = function;
	}
	list->n = n;
}
