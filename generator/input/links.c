// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/links.h"
#include "input/survey.h"
#include "input/tokens.h"

static void note_called(const struct token *token, void *data, void *of)
{
	struct run *run = data;
	struct paths *called = of;
	const char *name;

	if (token->kind != TOKEN_CALLED)
		return;
	name = run_intern_n(run, token->text, token->len);
	for (size_t i = 0; i < called->n; i++)
		if (called->paths[i] == name)
			return;
	paths_add(run, called, name);
}

void links_note(struct run *run, struct function *function, const char *p, const char *end)
{
	struct paths called = { 0 };
	const char *from = survey_body(function->name, p, end, &end);

	if (!from)
		return;
	tokens_visit(from, (size_t)(end - from), note_called, run, &called);
	function->called = called.paths;
	function->n_called = (unsigned int)called.n;
}

struct linking {
	const struct model *model;
	unsigned char *done; /* of each function: 1 while it is looked at, then 2 */
};

static void follow(struct linking *linking, struct function *function)
{
	unsigned char *done = &linking->done[function - linking->model->functions];

	if (*done)
		return;
	*done = 1;
	for (unsigned int i = 0; i < function->n_called && !function->unlinked; i++) {
		struct function *callee =
			(struct function *)model_function(linking->model, function->called[i]);

		if (!callee || callee->form == FUNCTION_MACRO || callee->also_macro)
			continue;
		if (callee->form == FUNCTION_INLINE)
			follow(linking, callee);
		if (callee->unlinked)
			function->unlinked = callee->unlinked;
		else if (!function_links(callee))
			function->unlinked = callee->name;
		if (callee->symbol_namespace && !function->symbol_namespace)
			function->symbol_namespace = callee->symbol_namespace;
	}
	*done = 2;
}

void links_find(struct run *run, struct model *model)
{
	struct linking linking = { model,
				   arena_new(&run->arena, unsigned char, model->n_functions + 1) };

	for (size_t i = 0; i < model->n_functions; i++)
		if (model->functions[i].form == FUNCTION_INLINE)
			follow(&linking, &model->functions[i]);
}
