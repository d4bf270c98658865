// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/links.h"
#include "input/tokens.h"

/* What a body uses, while it is read. */
struct using
{
	struct run *run;
	const struct table *known; /* extern variables */
	bool declaring;		   /* in a declaration of some */
	struct paths called, variables;
};

static void add_name(struct run *run, struct paths *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (names->paths[i] == name)
			return;
	paths_add(run, names, name);
}

static void note_used(const struct token *token, void *data, void *of)
{
	struct using *using = of;
	bool called = token->kind == TOKEN_CALLED;
	bool declared = using->declaring && token->kind == TOKEN_NAME;

	(void)data;
	if (token->kind == TOKEN_MEMBER)
		return;
	if (token->len == strlen("extern") && !memcmp(token->text, "extern", token->len))
		using->declaring = true;
	else if (called || token->next == ';')
		using->declaring = false;
	if (!called && !declared && !table_find_n(using->known, token->text, token->len))
		return;
	add_name(using->run, called ? &using->called : &using->variables,
		 run_intern_n(using->run, token->text, token->len));
}

void links_note(struct run *run, struct function *function, const struct table *variables,
		const char *p, const char *end)
{
	struct using using = { .run = run, .known = variables };

	tokens_visit(p, (size_t)(end - p), note_used, NULL, &using);
	function->called = using.called.paths;
	function->n_called = (unsigned int)using.called.n;
	function->variables = using.variables.paths;
	function->n_variables = (unsigned int)using.variables.n;
}

void links_note_macro(struct run *run, struct function *function, const struct table *variables,
		      const char *p, const char *end)
{
	struct using using = { .run = run, .known = variables };
	const char *newline = p;

	do
		newline = memchr(newline + 1, '\n', (size_t)(end - newline - 1));
	while (newline && newline[-1] == '\\');
	tokens_visit(p, (size_t)((newline ? newline : end) - p), note_used, NULL, &using);
	function->variables = using.variables.paths;
	function->n_variables = (unsigned int)using.variables.n;
}

struct linking {
	const struct model *model;
	const struct table *exported;
	unsigned char *done; /* of each function: 1 while it is looked at, then 2 */
};

static void follow(struct linking *linking, struct function *function)
{
	unsigned char *done = &linking->done[function - linking->model->functions];

	if (*done)
		return;
	*done = 1;
	for (unsigned int i = 0; i < function->n_variables && !function->unlinked; i++)
		if (!table_find(linking->exported, function->variables[i]))
			function->unlinked = function->variables[i];
	for (unsigned int i = 0; i < function->n_called && !function->unlinked; i++) {
		struct function *callee =
			(struct function *)model_function(linking->model, function->called[i]);

		if (!callee || callee->also_macro)
			continue;
		follow(linking, callee);
		if (callee->unlinked)
			function->unlinked = callee->unlinked;
		else if (callee->form != FUNCTION_MACRO && !function_links(callee))
			function->unlinked = callee->name;
		if (callee->symbol_namespace && !function->symbol_namespace)
			function->symbol_namespace = callee->symbol_namespace;
	}
	*done = 2;
}

void links_find(struct run *run, const struct table *exported, struct model *model)
{
	struct linking linking = { model, exported,
				   arena_new(&run->arena, unsigned char, model->n_functions + 1) };

	for (size_t i = 0; i < model->n_functions; i++)
		if (model->functions[i].form == FUNCTION_INLINE)
			follow(&linking, &model->functions[i]);
}
