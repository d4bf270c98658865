// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "input/dropped.h"

/* Macros that use macros: more than that is no stub. */
#define DEPTH_MAX 8

/* One definition of a macro; the configuration has one of them. */
struct variant {
	const struct variant *next;
	const struct scan_macro *macro;
	const char *end; /* of the header's text */
};

/* "name(" and as many commas */
struct argument {
	const char *name;
	size_t len;
	unsigned int index;
};

/* The name before the parenthesis at @p; false: none. */
static bool find_name(const char *from, const char *p, struct argument *argument)
{
	const char *end;

	while (p > from && isspace((unsigned char)p[-1]))
		p--;
	for (end = p; p > from && text_is_name(p[-1]); p--)
		;
	argument->name = p;
	argument->len = (size_t)(end - p);
	return argument->len;
}

/* Which argument of what is @at? False: of nothing in its statement. */
static bool find_argument(const char *from, const char *at, struct argument *argument)
{
	unsigned int depth = 0;

	argument->index = 0;
	for (const char *p = at; p > from; p--) {
		char c = p[-1];

		if (c == ';' || c == '{' || c == '}')
			return false;
		if (c == ')')
			depth++;
		else if (c == '(' && depth)
			depth--;
		else if (c == '(' && find_name(from, p - 1, argument))
			return true;
		else if (c == '(')
			argument->index = 0;
		else if (c == ',' && !depth)
			argument->index++;
	}
	return false;
}

static void add_variant(struct dropped *d, const struct scan_macro *macro, const char *end)
{
	struct variant *variant = arena_new(&d->run->arena, struct variant, 1), *first;

	*variant = (struct variant){ NULL, macro, end };
	if (table_add(&d->run->arena, &d->macros, macro->name, variant))
		return;
	first = table_find(&d->macros, macro->name);
	variant->next = first->next;
	first->next = variant;
}

static void add_macros(struct dropped *d)
{
	for (unsigned int i = 0; i < d->main_file->n_sources; i++) {
		const struct source *source = &d->main_file->sources[i];

		for (size_t j = 0; j < source->scan->n_macros; j++)
			if (source->scan->macros[j].function_like)
				add_variant(d, &source->scan->macros[j],
					    source->mapped.text + source->mapped.size);
	}
}

static bool drops(struct dropped *d, const struct argument *argument, unsigned int depth);

/* Is all that is done with @name to hand it on to what drops it? */
static bool is_unused(struct dropped *d, const char *body, const char *name, unsigned int depth)
{
	size_t len = strlen(name);

	/* a text is made of it, or another name */
	if (strchr(body, '#'))
		return false;
	for (const char *p = body; (p = strstr(p, name)); p += len) {
		struct argument argument;

		if (text_is_name(p[len]) || (p > body && text_is_name(p[-1])))
			continue;
		if (!find_argument(body, p, &argument) || !drops(d, &argument, depth))
			return false;
	}
	return true;
}

static bool variant_drops(struct dropped *d, const struct variant *variant, unsigned int index,
			  unsigned int depth)
{
	unsigned int n;
	const char **params = scan_macro_params(d->run, variant->macro, &n);
	const char *body = scan_macro_body(d->run, variant->macro->body, variant->end);

	return index < n && *params[index] != '.' && is_unused(d, body, params[index], depth);
}

/* Whatever the configuration is. */
static bool drops(struct dropped *d, const struct argument *argument, unsigned int depth)
{
	const struct variant *first = table_find_n(&d->macros, argument->name, argument->len);

	if (depth == DEPTH_MAX)
		return false;
	for (const struct variant *variant = first; variant; variant = variant->next)
		if (!variant_drops(d, variant, argument->index, depth + 1))
			return false;
	return first;
}

bool dropped_at(struct dropped *dropped, const char *from, const char *at)
{
	struct argument argument;

	if (!dropped->macros.n)
		add_macros(dropped);
	return find_argument(from, at, &argument) && drops(dropped, &argument, 0);
}
