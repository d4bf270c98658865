// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "model/diffing.h"

/* What a name stands for in one kernel. */
struct meaning {
	const char *name;
	struct place at;
	const struct api_function *function; /* also where a macro is only another name for it */
	const struct api_macro *macro;
	const struct api_constant *constant;
	const char *alias; /* the name that the macro is another one for; NULL: none */
};

static bool is_word(const char *s)
{
	const char *p = s;

	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	return p > s && !*p && !isdigit((unsigned char)*s);
}

/* What a macro that is only another name for a function, or for a macro with arguments, leads to. */
static const char *named_by(const struct api *api, const struct api_macro *macro)
{
	for (unsigned int depth = 0; depth < 8; depth++) {
		const char *name = macro->body;

		if (macro->function_like || !is_word(name))
			return NULL;
		macro = api_find_macro(api, name);
		if (macro ? macro->function_like : api_find_function(api, name) != NULL)
			return name;
		if (!macro)
			return NULL;
	}
	return NULL;
}

static struct meaning meaning_of(const struct api *api, const char *name)
{
	struct meaning meaning = { .name = name, .macro = api_find_macro(api, name) };
	const char *named = meaning.macro ? named_by(api, meaning.macro) : NULL;

	if (meaning.macro)
		meaning.at = meaning.macro->at;
	if (named)
		meaning.macro = api_find_macro(api, named);
	meaning.alias = named;
	if (!meaning.macro)
		meaning.function = api_find_function(api, named ? named : name);
	if (!meaning.macro && !meaning.function)
		meaning.constant = api_find_constant(api, name);
	if (!meaning.at.file && meaning.function)
		meaning.at = meaning.function->at;
	if (!meaning.at.file && meaning.constant)
		meaning.at = meaning.constant->at;
	return meaning;
}

static bool is_there(const struct meaning *m)
{
	return m->function || m->macro || m->constant;
}

static bool is_call(const struct meaning *m)
{
	return m->function || (m->macro && m->macro->function_like);
}

static bool is_number(const struct meaning *m, int64_t *value)
{
	if (m->constant)
		*value = m->constant->value;
	else if (m->macro && !m->macro->function_like && m->macro->has_value)
		*value = m->macro->value;
	else
		return false;
	return true;
}

/* As C, for people. */
static const char *meaning_text(struct run *run, const struct meaning *m)
{
	if (m->function)
		return api_prototype_text(run, m->function->prototype, m->name);
	if (m->macro && m->macro->function_like)
		return arena_printf(&run->arena, "#define %s",
				    api_macro_text(run, m->macro, m->name));
	if (m->macro)
		return arena_printf(&run->arena, "#define %s %s", m->name, m->macro->body);
	if (m->constant)
		return arena_printf(&run->arena, "%s = %" PRId64, m->name, m->constant->value);
	return NULL;
}

/* Modules cannot link it, whatever the headers say. */
static bool is_out_of_reach(const struct meaning *m)
{
	return m->function && !m->function->is_inline && m->function->export == EXPORT_NONE;
}

static struct change *add(struct diffing *d, enum impact impact, const char *kind,
			  const struct meaning *from, const struct meaning *to, const char *how)
{
	struct change *change;

	if (is_out_of_reach(from)) {
		impact = IMPACT_HARMLESS;
		how = arena_printf(&d->run->arena, "%s; modules could not call it", how);
	}
	change = diff_add(d, impact, kind, from->name, how);
	change->before = meaning_text(d->run, from);
	change->before_at = from->at;
	if (is_there(to)) {
		change->after = meaning_text(d->run, to);
		change->after_at = to->at;
		instead_stated(d, change, from->name);
	}
	return change;
}

static void gone(struct diffing *d, const struct meaning *from)
{
	struct meaning nothing = { 0 };
	struct change *change;
	int64_t value;

	if (from->constant) {
		change = add(d, IMPACT_BREAKS, "macro", from, &nothing, "constant is gone");
		instead_of_constant(d, change, from->at, from->constant->value);
	} else if (from->function) {
		change = add(d, IMPACT_BREAKS, "removed", from, &nothing, "function is gone");
		instead_of_function(d, change, from->function, from->alias);
	} else if (from->macro->function_like) {
		change = add(d, IMPACT_BREAKS, "removed", from, &nothing, "macro is gone");
		instead_of_macro(d, change, from->macro, from->alias);
	} else {
		change = add(d, IMPACT_BREAKS, "macro", from, &nothing, "macro is gone");
		if (is_number(from, &value))
			instead_of_constant(d, change, from->at, value);
		else
			instead_of_macro(d, change, from->macro, NULL);
	}
	if (!strcmp(change->kind, "removed") && change->instead && !change->guessed &&
	    !strchr(change->instead, ' '))
		change->kind = "renamed";
}

/* How many arguments may be given: from @least up, to @most. */
static void arguments(const struct meaning *m, unsigned int *least, unsigned int *most)
{
	const struct api_macro *macro = m->macro;

	if (m->function) {
		*least = m->function->prototype->n_params;
		*most = m->function->prototype->variadic ? ~0U : *least;
		return;
	}
	*least = *most = macro->n_params;
	if (macro->n_params && strstr(macro->params[macro->n_params - 1], "...")) {
		*least = macro->n_params - 1;
		*most = ~0U;
	}
}

/* Is a parameter of the macro made a string as it is written: "#ns", "__stringify(ns)"? */
static bool makes_string(const struct api_macro *macro, const char *param)
{
	size_t len = strlen(param);

	for (const char *p = macro->body; (p = strstr(p, param)); p += len) {
		const char *before = p;

		if (isalnum((unsigned char)p[len]) || p[len] == '_')
			continue;
		while (before > macro->body && before[-1] == ' ')
			before--;
		if (before > macro->body && before[-1] == '#' &&
		    (before - 1 == macro->body || before[-2] != '#'))
			return true;
		if (before - macro->body >= 10 && !strncmp(before - 10, "stringify(", 10))
			return true;
	}
	return false;
}

static const char *param_at(const struct api_macro *macro, unsigned int i)
{
	return i < macro->n_params ? macro->params[i] : "";
}

/* The same number of parameters: do they stand in the same order, and are they strings or not? */
static void compare_parameters(struct diffing *d, const struct meaning *from,
			       const struct meaning *to)
{
	for (unsigned int i = 0; i < from->macro->n_params; i++) {
		const char *a = param_at(from->macro, i), *b = param_at(to->macro, i);

		if (!*a || !*b || !strcmp(a, "..."))
			continue;
		if (makes_string(from->macro, a) && !makes_string(to->macro, b)) {
			add(d, IMPACT_BREAKS, "macro", from, to,
			    arena_printf(&d->run->arena,
					 "argument '%s' is not made a string any more", a));
			return;
		}
		if (!makes_string(from->macro, a) && makes_string(to->macro, b)) {
			add(d, IMPACT_HARMLESS, "macro", from, to,
			    arena_printf(&d->run->arena, "argument '%s' is made a string now", a));
			return;
		}
		for (unsigned int j = 0; j < to->macro->n_params; j++) {
			if (j == i || strcmp(a, param_at(to->macro, j)) || !strcmp(a, b))
				continue;
			add(d, IMPACT_MEANING, "macro", from, to, "arguments in another order");
			return;
		}
	}
}

/* A call, of which at least one side is a macro: all that is known is how many arguments there are. */
static void compare_macro_calls(struct diffing *d, const struct meaning *from,
				const struct meaning *to)
{
	unsigned int least, most, now_least, now_most;
	const char *form = from->function ? "a macro now"
			   : to->function ? "a function now"
					  : "takes other arguments";

	arguments(from, &least, &most);
	arguments(to, &now_least, &now_most);
	if (now_least > least || now_most < (most == ~0U ? least : most)) {
		add(d, IMPACT_BREAKS, "macro", from, to,
		    arena_printf(&d->run->arena, "%s, with %u argument%s instead of %u", form,
				 now_least, now_least == 1 ? "" : "s", least));
		return;
	}
	if (from->macro && to->macro)
		compare_parameters(d, from, to);
	else
		add(d, IMPACT_HARMLESS, "macro", from, to, form);
}

static void compare_export(struct diffing *d, const struct meaning *from, const struct meaning *to)
{
	const struct api_function *a = from->function, *b = to->function;
	const char *needs = b->symbol_namespace;

	if (is_out_of_reach(from))
		return;
	if (is_out_of_reach(to)) {
		add(d, IMPACT_BREAKS, "export", from, to, "is not exported any more");
		return;
	}
	if (!b->is_inline && b->export == EXPORT_GPL && (a->is_inline || a->export == EXPORT_ANY))
		add(d, IMPACT_MEANING, "gpl_only", from, to,
		    "only modules with a GPL-compatible licence can call it now");
	if (needs && (!a->symbol_namespace || strcmp(a->symbol_namespace, needs)))
		add(d, IMPACT_BREAKS, "namespace", from, to,
		    strncmp(needs, "module:", 7)
			    ? arena_printf(&d->run->arena, "modules must import the namespace %s",
					   needs)
			    : arena_printf(&d->run->arena, "only these modules may call it: %s",
					   needs + 7));
	if (a->is_inline != b->is_inline)
		add(d, IMPACT_HARMLESS, "export", from, to,
		    b->is_inline ? "is inline now" : "is a symbol now, not inline");
}

static const struct api_fact *find_fact(const struct api_function *function,
					const struct api_fact *like)
{
	for (unsigned int i = 0; i < function->n_facts; i++)
		if (!strcmp(function->facts[i].subject, like->subject) &&
		    !strcmp(function->facts[i].kind, like->kind))
			return &function->facts[i];
	return NULL;
}

/* The kinds of change that facts are, and whether one that was not known before counts. */
static const struct fact_change {
	const char *fact, *kind, *what;
	bool also_new;
} fact_changes[] = {
	{ "returns", "return_convention", "how the result tells failure", false },
	{ "context", "may_sleep", "where it may be called", false },
	{ "gives", "ownership", "what the caller owns afterwards", false },
	{ "takes", "ownership", "what the call ends the ownership of", false },
	{ "consumes", "ownership", "what the call uses up", false },
	{ "must_check", "must_check", "the result must be looked at now", true },
};

static void compare_facts(struct diffing *d, const struct meaning *from, const struct meaning *to)
{
	const struct api_function *b = to->function;

	for (unsigned int i = 0; i < b->n_facts; i++) {
		const struct api_fact *now = &b->facts[i], *was = find_fact(from->function, now);

		for (size_t j = 0; j < sizeof(fact_changes) / sizeof(*fact_changes); j++) {
			const struct fact_change *c = &fact_changes[j];

			if (strcmp(c->fact, now->kind) || (was && !strcmp(was->value, now->value)))
				continue;
			if (was)
				add(d, IMPACT_MEANING, c->kind, from, to,
				    arena_printf(&d->run->arena, "%s: %s, was %s", c->what,
						 now->value, was->value));
			else if (c->also_new)
				add(d, IMPACT_MEANING, c->kind, from, to, c->what);
		}
	}
}

static void compare_functions(struct diffing *d, const struct meaning *from,
			      const struct meaning *to)
{
	const struct api_prototype *a = from->function->prototype, *b = to->function->prototype;
	enum fit fit, result = fit_result(&a->returns, &b->returns);
	const char *words = prototype_parameters(d->run, a, b, &fit);
	const char *returns = arena_printf(&d->run->arena, "returns %s instead of %s",
					   b->returns.text, a->returns.text);

	if (words)
		add(d, fit_impact(fit > result ? fit : result), "signature", from, to,
		    result == FIT_SAME ? words
				       : arena_printf(&d->run->arena, "%s; %s", words, returns));
	else if (result != FIT_SAME && result != FIT_SPELLED)
		add(d, fit_impact(result), "return_type", from, to, returns);
	compare_export(d, from, to);
	if (prototype_same(a, b))
		compare_facts(d, from, to);
}

static void compare_values(struct diffing *d, const struct meaning *from, const struct meaning *to)
{
	int64_t was, now;

	if (is_number(from, &was) && is_number(to, &now) && was != now)
		add(d, IMPACT_HARMLESS, "macro", from, to,
		    arena_printf(&d->run->arena, "its value is %" PRId64 ", was %" PRId64, now,
				 was));
}

static void compare_moved(struct diffing *d, const struct meaning *from, const struct meaning *to)
{
	if (strcmp(from->at.file, to->at.file) && api_has_header(d->to, from->at.file) &&
	    !is_out_of_reach(from))
		add(d, IMPACT_HARMLESS, "moved", from, to,
		    arena_printf(&d->run->arena, "declared in %s now", to->at.file));
}

static void compare(struct diffing *d, const char *name)
{
	struct meaning from = meaning_of(d->from, name), to = meaning_of(d->to, name);
	int64_t value;

	if (!is_there(&to)) {
		gone(d, &from);
		return;
	}
	if (from.function && to.function)
		compare_functions(d, &from, &to);
	else if (is_call(&from) && is_call(&to))
		compare_macro_calls(d, &from, &to);
	else if (is_call(&from) != is_call(&to))
		add(d, is_number(&from, &value) || to.constant ? IMPACT_BREAKS : IMPACT_HARMLESS,
		    "macro", &from, &to,
		    is_call(&from) ? "takes no arguments of its own now" : "takes arguments now");
	else
		compare_values(d, &from, &to);
	if (is_call(&from))
		compare_moved(d, &from, &to);
}

size_t diff_count_names(const struct api *from)
{
	return from->n_functions + from->n_macros + from->n_constants;
}

/* The name at @i among functions, then macros, then constants; NULL: it is one of those before, too. */
static const char *name_at(const struct api *from, size_t i)
{
	const char *name;

	if (i < from->n_functions)
		return from->functions[i].name;
	i -= from->n_functions;
	if (i < from->n_macros) {
		name = from->macros[i].name;
		return api_find_function(from, name) ? NULL : name;
	}
	name = from->constants[i - from->n_macros].name;
	return api_find_macro(from, name) ? NULL : name;
}

void diff_names(struct diffing *d, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		const char *name = name_at(d->from, i);

		if (name)
			compare(d, name);
	}
}
