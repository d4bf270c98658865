// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/calls.h"
#include "contract/rules.h"
#include "contract/types.h"
#include "model/adapt.h"
#include "model/declarator.h"
#include "model/has.h"
#include "model/prototype.h"

/* Can this kernel do what the alternative asks for? A question, or the function's own prototype. */
static bool form_fits(struct deciding *d, const struct spec_function *spec,
		      const struct spec_item *form)
{
	const struct function *function = NULL;
	const struct type *type;
	const char *name;
	struct has has;

	if (has_parse(d->run, form->key, &has))
		return has_answer(d->model, &has);
	type = prototype_try(d->run, d->model, form->key, form->key_at, &name);
	if (!type)
		return false;
	function = name ? model_function(d->model, name) : spec_target(d, spec);
	return function && function->type && type_same(function->type, type);
}

/* The first of forms, then of calls, that this kernel can do; -1: none. */
static int find_alternative(struct deciding *d, const struct spec_function *spec)
{
	for (unsigned int i = 0; i < spec->forms.n; i++)
		if (form_fits(d, spec, &spec->forms.items[i]) &&
		    has_calls(d->model, spec->forms.items[i].value))
			return (int)i;
	for (unsigned int i = 0; i < spec->n_calls; i++)
		if (has_calls(d->model, spec->calls[i]))
			return (int)(spec->forms.n + i);
	return -1;
}

bool calls_possible(struct deciding *d, const struct spec_function *spec)
{
	return find_alternative(d, spec) >= 0;
}

static const struct type *callback(const struct type *type, unsigned int param)
{
	if (param >= type->n_params || !type_is_function_pointer(type->params[param].type))
		return NULL;
	return type->params[param].type;
}

const struct type *calls_with_callbacks(struct run *run, const struct type *stated,
					const struct type *type)
{
	struct type *copy = arena_new(&run->arena, struct type, 1);
	struct param *params = arena_new(&run->arena, struct param, stated->n_params);

	*copy = *stated;
	copy->params = params;
	for (unsigned int i = 0; i < stated->n_params; i++) {
		const struct type *kernel = callback(stated, i) ? callback(type, i) : NULL;

		params[i] = stated->params[i];
		if (kernel)
			params[i].type = kernel;
	}
	return copy;
}

static const char *adapted_args(struct run *run, const struct type *stated, const struct type *type,
				bool *differs)
{
	const char *args = "";

	if (stated->n_params != type->n_params || stated->variadic || type->variadic)
		return NULL;
	for (unsigned int i = 0; i < type->n_params; i++) {
		const char *name = stated->params[i].name, *arg;

		arg = name ? adapt_argument(run, stated->params[i].type, name, type->params[i].type)
			   : NULL;
		if (!arg)
			return NULL;
		*differs |= arg != name;
		args = arena_printf(&run->arena, "%s%s%s", args, i ? ", " : "", arg);
	}
	return args;
}

/* The call of a function whose prototype differs from the stated one in what C converts. */
static const char *adapted_call(struct run *run, const struct contract *contract)
{
	const struct type *stated = contract->type, *type = contract->function->type;
	const char *name = contract->function->name;
	bool differs = false;
	const char *args = adapted_args(run, stated, type, &differs);

	if (!args)
		return NULL;
	switch (adapt_result(type->inner, stated->inner)) {
	case ADAPTED_ZERO:
		return arena_printf(&run->arena, "({ %s(%s); 0; })", name, args);
	case ADAPTED_CAST:
		return arena_printf(&run->arena, "(%s)%s(%s)", type_text(run, stated->inner), name,
				    args);
	case ADAPTED_DROP:
		/* not looked at on purpose, though it may be one that must be */
		return arena_printf(&run->arena, "({ if (%s(%s)) { } })", name, args);
	case ADAPTED_SAME:
		return differs ? arena_printf(&run->arena, "%s(%s)", name, args) : NULL;
	default:
		return NULL;
	}
}

void calls_find(struct deciding *d, struct contract *contract)
{
	const struct spec_function *spec = contract->spec;

	contract->calls = contract->function->name;
	contract->alternative = -1;
	if (!spec || !spec->prototype || !contract->type)
		return;
	contract->alternative = find_alternative(d, spec);
	if (contract->alternative >= 0) {
		unsigned int i = (unsigned int)contract->alternative;

		contract->call = i < spec->forms.n ? spec->forms.items[i].value
						   : spec->calls[i - spec->forms.n];
		contract->calls = has_first_call(d->run, contract->call);
		return;
	}
	if (contract->function->type)
		contract->call = adapted_call(d->run, contract);
}
