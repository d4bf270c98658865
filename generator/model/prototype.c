// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/parser.h"
#include "model/prototype.h"

#define MAX_PARAMS 32
/* Far more than C programmers can read. */
#define MAX_DEPTH 16

static const struct type *parse_type(struct parser *p, const char **name);

static const struct type *parse_pointers(struct parser *p, const struct type *type,
					 const char *space)
{
	while (parser_accept(p, "*")) {
		struct type *pointer = parser_type(p, TYPE_POINTER, type);
		unsigned int qual;
		const char *tag;

		pointer->size = pointer->align = parser_pointer_size(p);
		pointer->space = space;
		space = NULL;
		for (;;) {
			if ((qual = parser_qualifier(p)))
				pointer->quals |= qual;
			else if ((tag = parser_space(p)))
				space = tag;
			else
				break;
		}
		type = pointer;
	}
	if (space)
		parser_wrong(p, "'*' is missing after the address space");
	return type;
}

/* Behind '(' of the parameters. */
static const struct type *parse_params(struct parser *p, const struct type *returned)
{
	struct type *type = parser_type(p, TYPE_FUNCTION, returned);
	struct param params[MAX_PARAMS], *copy;

	while (!p->failed && !parser_accept(p, ")")) {
		if (type->variadic || type->n_params == MAX_PARAMS)
			return parser_wrong(p, "')' is missing");
		if (parser_accept(p, "...")) {
			type->variadic = true;
			continue;
		}
		params[type->n_params].name = NULL;
		params[type->n_params].type = parse_type(p, &params[type->n_params].name);
		type->n_params++;
		if (!parser_is(p, ")") && !parser_accept(p, ","))
			return parser_wrong(p, "',' or ')' is missing");
	}
	if (type->n_params == 1 && !params[0].name && type_is_void(params[0].type))
		type->n_params = 0;
	copy = arena_new(&p->run->arena, struct param, type->n_params);
	if (type->n_params)
		memcpy(copy, params, type->n_params * sizeof(*copy));
	type->params = copy;
	return p->failed ? NULL : type;
}

static const struct type *parse_array(struct parser *p, const struct type *element)
{
	struct type *type;
	int64_t count = -1;

	if (isdigit((unsigned char)*p->token.start)) {
		count = strtoll(p->token.start, NULL, 0);
		parser_advance(p);
	}
	if (!parser_accept(p, "]"))
		return parser_wrong(p, "']' is missing");
	if (++p->depth > MAX_DEPTH)
		return parser_wrong(p, "nested too deeply");
	element = parser_accept(p, "[") ? parse_array(p, element) : element;
	p->depth--;
	type = parser_type(p, TYPE_ARRAY, element);
	type->count = count;
	return type;
}

static const struct type *parse_suffixes(struct parser *p, const struct type *type)
{
	if (parser_accept(p, "("))
		return parse_params(p, type);
	if (parser_accept(p, "["))
		return parse_array(p, type);
	return type;
}

/* Over what is in parentheses, to what follows them. */
static void skip_nested(struct parser *p)
{
	unsigned int open = 1;

	while (open && p->token.len) {
		open += parser_is(p, "(");
		open -= parser_is(p, ")");
		parser_advance(p);
	}
	if (open)
		parser_wrong(p, "')' is missing");
}

static const struct type *parse_declarator(struct parser *p, const struct type *type,
					   const char *space, const char **name);

/* "(*name)(int)": what follows the parentheses comes first in the type. */
static const struct type *parse_nested(struct parser *p, const struct type *type, const char **name)
{
	struct parser inner, outer;

	if (++p->depth > MAX_DEPTH)
		return parser_wrong(p, "nested too deeply");
	parser_advance(p);
	inner = *p;
	skip_nested(p);
	type = p->failed ? NULL : parse_suffixes(p, type);
	if (!type)
		return NULL;
	outer = *p;
	p->token = inner.token;
	p->next = inner.next;
	type = parse_declarator(p, type, NULL, name);
	if (type && !parser_is(p, ")"))
		return parser_wrong(p, "')' is missing");
	p->token = outer.token;
	p->next = outer.next;
	p->depth--;
	return type;
}

static const struct type *parse_declarator(struct parser *p, const struct type *type,
					   const char *space, const char **name)
{
	struct parser nested;

	type = parse_pointers(p, type, space);
	if (p->failed)
		return NULL;
	nested = *p;
	if (parser_accept(&nested, "(") && (parser_is(&nested, "*") || parser_is(&nested, "(")))
		return parse_nested(p, type, name);
	if (parser_is_word(p)) {
		*name = parser_text(p);
		parser_advance(p);
	}
	return parse_suffixes(p, type);
}

static const struct type *parse_type(struct parser *p, const char **name)
{
	const struct type *type;
	const char *space;

	if (p->depth == MAX_DEPTH)
		return parser_wrong(p, "nested too deeply");
	p->depth++;
	type = parser_specifiers(p, &space);
	type = type ? parse_declarator(p, type, space, name) : NULL;
	p->depth--;
	return p->failed ? NULL : type;
}

static const struct type *parse_all(struct parser *p, const char **name)
{
	const struct type *type;

	p->next = p->text;
	parser_advance(p);
	type = parse_type(p, name);
	if (type && p->token.len)
		return parser_wrong(p, "the end is expected");
	return type;
}

const struct type *type_parse(struct run *run, const struct model *model, const char *text,
			      struct place at)
{
	struct parser p = { .run = run, .model = model, .text = text, .at = at };
	const char *name;

	return parse_all(&p, &name);
}

static const struct type *check_function(struct parser *p, const struct type *type)
{
	if (!type || type->kind == TYPE_FUNCTION)
		return type;
	diag_error(p->run, EXIT_CONTRACT, p->at,
		   "'%s' is not a prototype, such as 'int (struct device *dev)'", p->text);
	return NULL;
}

const struct type *prototype_parse(struct run *run, const struct model *model, const char *text,
				   struct place at)
{
	struct parser p = { .run = run, .model = model, .text = text, .at = at };
	const char *name;

	return check_function(&p, parse_all(&p, &name));
}

const struct type *prototype_try(struct run *run, const struct model *model, const char *text,
				 struct place at, const char **name)
{
	struct parser p = { .run = run, .model = model, .text = text, .at = at, .quiet = true };

	*name = NULL;
	return check_function(&p, parse_all(&p, name));
}
