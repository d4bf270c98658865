// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "model/declarator.h"
#include "render/answer.h"

/* Arguments of any type, structures too: what a pointer to it points to. */
static const char *typed_call(struct run *run, const struct function *function)
{
	const struct type *type = function->type;
	const char *args = "";

	for (unsigned int i = 0; i < type->n_params; i++)
		args = arena_printf(&run->arena, "%s%s*(%s)0", args, i ? ", " : "",
				    declare(run, type->params[i].type, "*"));
	return arena_printf(&run->arena, "%s(%s)", function->name, args);
}

const char *answer_check(struct run *run, const struct model *model, const char *question)
{
	const struct function *function;
	struct has has;

	if (!has_parse(run, question, &has))
		return "";
	if (has.tag)
		return arena_printf(&run->arena, "((%.*s *)0)->%s",
				    (int)(strrchr(question, '.') - question), question, has.name);
	function = model_function(model, has.name);
	if (has.n_params < 0 || !function)
		return has.name;
	if (function->type && function->form != FUNCTION_MACRO)
		return typed_call(run, function);
	/* Of a macro only the preprocessor can say it. */
	return arena_printf(&run->arena, "__stringify(%s)", question);
}
