// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* References to variables. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "infer/expanding.h"

const struct make_variable *makefile_find(const struct makefile *mk, const char *name)
{
	const struct make_variable *variable = table_find(&mk->own, name);

	if (!variable && mk->given)
		variable = table_find(mk->given, name);
	return variable;
}

size_t expand_span(const char *text)
{
	char open = text[1], close = open == '(' ? ')' : '}';
	size_t depth = 0, i = 1;

	if (!open)
		return 1;
	if (open != '(' && open != '{')
		return 2;
	for (; text[i]; i++) {
		if (text[i] == open)
			depth++;
		else if (text[i] == close && !--depth)
			return i + 1;
	}
	return i;
}

char *sub_expand(struct expansion *e, const char *text, size_t n)
{
	struct text out = TEXT_INIT;
	char *result;

	expand_into(e, text, n, &out);
	result = arena_strndup(&e->mk->run->arena, out.buf, out.len);
	text_release(&out);
	return result;
}

/* Cuts what a function is given at its commas. */
static unsigned int cut_args(struct expansion *e, const char *text, size_t n, unsigned int max,
			     const char **args)
{
	struct arena *arena = &e->mk->run->arena;
	const char *end = text + n, *from = text;
	unsigned int n_args = 0;
	unsigned int depth = 0;

	for (const char *at = text; at < end && n_args + 1 < max; at++) {
		depth += *at == '(' || *at == '{';
		if (depth && (*at == ')' || *at == '}'))
			depth--;
		if (*at != ',' || depth)
			continue;
		args[n_args++] = arena_strndup(arena, from, (size_t)(at - from));
		from = at + 1;
	}
	args[n_args++] = arena_strndup(arena, from, (size_t)(end - from));
	return n_args;
}

static void run_function(struct expansion *e, const struct make_function *f, const char *text,
			 size_t n, struct text *out)
{
	const char *args[MAX_ARGS];
	size_t blanks = 0;
	unsigned int n_args;

	while (blanks < n && strchr(BLANK, text[blanks]))
		blanks++;
	n_args = cut_args(e, text + blanks, n - blanks, f->max, args);
	if (n_args < f->min)
		return;
	for (unsigned int i = 0; !f->lazy && i < n_args; i++)
		args[i] = sub_expand(e, args[i], strlen(args[i]));
	f->run(e, args, n_args, out);
}

static void add_variable(struct expansion *e, const char *name, struct text *out)
{
	const struct make_variable *variable;
	size_t digits = strspn(name, "0123456789");

	if (digits && !name[digits]) {
		unsigned long i = strtoul(name, NULL, 10);

		if (e->args && i < e->n_args)
			text_add(out, e->args[i]);
		return;
	}
	variable = makefile_find(e->mk, name);
	if (variable && variable->simple)
		text_add(out, variable->value);
	else if (variable && e->depth < DEPTH)
		expand_into(e, variable->value, strlen(variable->value), out);
}

/* "$(NAME:from=to)" */
static void add_substituted(struct expansion *e, char *name, char *colon, struct text *out)
{
	struct arena *arena = &e->mk->run->arena;
	char *equals = strchr(colon, '=');
	const char *from = colon + 1, *to = equals + 1;
	struct text value = TEXT_INIT;

	*colon = *equals = '\0';
	if (!strchr(from, '%')) {
		from = arena_printf(arena, "%%%s", from);
		to = arena_printf(arena, "%%%s", to);
	}
	add_variable(e, name, &value);
	patsubst(from, to, value.buf, out);
	text_release(&value);
}

/* What stands between the parentheses. */
static void expand_reference(struct expansion *e, const char *text, size_t n, struct text *out)
{
	const struct make_function *f = find_function(text, n);
	char *name, *colon;

	if (f) {
		size_t len = strlen(f->name);

		run_function(e, f, text + len, n - len, out);
		return;
	}
	name = sub_expand(e, text, n);
	colon = strchr(name, ':');
	if (colon && strchr(colon, '='))
		add_substituted(e, name, colon, out);
	else
		add_variable(e, name, out);
}

void expand_into(struct expansion *e, const char *text, size_t n, struct text *out)
{
	const char *end = text + n;

	e->depth++;
	while (text < end) {
		const char *dollar = memchr(text, '$', (size_t)(end - text));
		size_t span;

		text_add_n(out, text, (size_t)((dollar ? dollar : end) - text));
		if (!dollar)
			break;
		span = expand_span(dollar);
		if (span > (size_t)(end - dollar))
			span = (size_t)(end - dollar);
		if (span == 2 && dollar[1] == '$')
			text_addc(out, '$');
		else if (span == 2)
			expand_reference(e, dollar + 1, 1, out);
		else if (span > 2 && e->depth < DEPTH)
			expand_reference(e, dollar + 2, span - 3, out);
		text = dollar + span;
	}
	e->depth--;
}

const char *expand_n(struct makefile *mk, const char *text, size_t n)
{
	struct expansion e = { .mk = mk };

	return sub_expand(&e, text, n);
}

const char *expand(struct makefile *mk, const char *text)
{
	return expand_n(mk, text, strlen(text));
}
