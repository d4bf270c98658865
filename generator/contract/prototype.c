// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "contract/prototype.h"

#define MAX_PARAMS 32
/* Far more than C programmers can read. */
#define MAX_DEPTH 16

/* A word, a number, or one of ( ) [ ] * , and "..." */
struct token {
	const char *start;
	size_t len;
};

struct parser {
	struct run *run;
	const struct model *model;
	const char *text, *next; /* the whole, and what is behind @token */
	struct token token;
	struct place at;
	unsigned int depth;
	bool failed;
};

/* What the words before a declarator add up to. */
struct specifiers {
	const struct type *named; /* struct, enum, typedef */
	unsigned int quals;
	const char *space;
	bool is_signed, is_unsigned, is_short, is_void, is_bool, is_char, is_int;
	const char *real; /* "float", "double", "__int128" */
	unsigned int n_long;
	bool any;
};

static const struct type *parse_type(struct parser *p, const char **name);

static void advance(struct parser *p)
{
	const char *s = p->next;

	while (isspace((unsigned char)*s))
		s++;
	p->token.start = s;
	if (isalnum((unsigned char)*s) || *s == '_')
		while (isalnum((unsigned char)*s) || *s == '_')
			s++;
	else if (!strncmp(s, "...", 3))
		s += 3;
	else if (*s)
		s++;
	p->token.len = s - p->token.start;
	p->next = s;
}

static bool is(const struct parser *p, const char *token)
{
	return p->token.len == strlen(token) && !memcmp(p->token.start, token, p->token.len);
}

static bool accept(struct parser *p, const char *token)
{
	if (!is(p, token))
		return false;
	advance(p);
	return true;
}

static bool is_word(const struct parser *p)
{
	return isalpha((unsigned char)*p->token.start) || *p->token.start == '_';
}

static const char *token_text(struct parser *p)
{
	return run_intern_n(p->run, p->token.start, p->token.len);
}

/* Only the first complaint of a text is worth anything. */
static const struct type *wrong(struct parser *p, const char *wanted)
{
	if (p->failed)
		return NULL;
	p->failed = true;
	if (p->token.len)
		diag_error(p->run, EXIT_CONTRACT, p->at, "'%s' is not a type: %s before '%.*s'",
			   p->text, wanted, (int)p->token.len, p->token.start);
	else
		diag_error(p->run, EXIT_CONTRACT, p->at, "'%s' is not a type: %s at the end",
			   p->text, wanted);
	return NULL;
}

static const struct type *unknown_type(struct parser *p, const char *name)
{
	const char *near = model_suggest_type(p->model, name);
	static const char *const tags[] = { "struct ", "union ", "enum " };

	if (p->failed)
		return NULL;
	p->failed = true;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		const char *tagged = arena_printf(&p->run->arena, "%s%s", tags[i], name);

		if (model_type(p->model, tagged))
			near = tagged;
	}
	if (near)
		diag_error(p->run, EXIT_CONTRACT, p->at,
			   "this kernel has no type '%s'; did you mean '%s'?", name, near);
	else
		diag_error(p->run, EXIT_CONTRACT, p->at, "this kernel has no type '%s'", name);
	return NULL;
}

static struct type *type_new(struct parser *p, enum type_kind kind, const struct type *inner)
{
	struct type *type = arena_new(&p->run->arena, struct type, 1);

	type->kind = kind;
	type->inner = inner;
	type->size = type->align = -1;
	return type;
}

static unsigned int pointer_size(const struct parser *p)
{
	const struct type_decl *decl = model_type(p->model, "size_t");
	const struct type *type = decl ? type_resolve(decl->type, NULL) : NULL;

	return type && type->size > 0 ? type->size : 8;
}

/* const, volatile, restrict, or 0 */
static unsigned int accept_qualifier(struct parser *p)
{
	static const struct {
		const char *word;
		unsigned int qual;
	} quals[] = {
		{ "const", QUAL_CONST },
		{ "volatile", QUAL_VOLATILE },
		{ "restrict", QUAL_RESTRICT },
		{ "__restrict", QUAL_RESTRICT },
	};

	for (size_t i = 0; i < sizeof(quals) / sizeof(*quals); i++)
		if (accept(p, quals[i].word))
			return quals[i].qual;
	return 0;
}

/* The address space of __user and the like, or NULL. */
static const char *accept_space(struct parser *p)
{
	static const char *const spaces[][2] = {
		{ "__user", "user" },
		{ "__iomem", "iomem" },
		{ "__percpu", "percpu" },
		{ "__rcu", "rcu" },
	};

	for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
		if (accept(p, spaces[i][0]))
			return spaces[i][1];
	return NULL;
}

static bool accept_builtin(struct parser *p, struct specifiers *s)
{
	const struct {
		const char *word;
		bool *flag;
	} words[] = {
		{ "void", &s->is_void },     { "_Bool", &s->is_bool },
		{ "bool", &s->is_bool },     { "char", &s->is_char },
		{ "short", &s->is_short },   { "int", &s->is_int },
		{ "signed", &s->is_signed }, { "unsigned", &s->is_unsigned },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!accept(p, words[i].word))
			continue;
		*words[i].flag = true;
		return true;
	}
	if (accept(p, "long")) {
		s->n_long++;
		return true;
	}
	if (!is(p, "float") && !is(p, "double") && !is(p, "__int128"))
		return false;
	s->real = token_text(p);
	advance(p);
	return true;
}

static bool accept_tag(struct parser *p, struct specifiers *s)
{
	const struct type_decl *decl;
	const char *tag, *name;

	if (s->any || (!is(p, "struct") && !is(p, "union") && !is(p, "enum")))
		return false;
	tag = token_text(p);
	advance(p);
	if (!is_word(p)) {
		wrong(p, "a tag is missing");
		return false;
	}
	name = arena_printf(&p->run->arena, "%s %s", tag, token_text(p));
	decl = model_type(p->model, name);
	if (!decl) {
		unknown_type(p, name);
		return false;
	}
	advance(p);
	s->named = decl->type;
	return true;
}

/* A typedef's name; a word where a type's name already stands is the declarator's. */
static bool accept_typedef(struct parser *p, struct specifiers *s)
{
	const struct type_decl *decl;

	if (s->any || !is_word(p))
		return false;
	decl = model_type(p->model, token_text(p));
	if (!decl) {
		unknown_type(p, token_text(p));
		return false;
	}
	advance(p);
	s->named = decl->type;
	return true;
}

static const struct type *builtin_type(struct parser *p, const struct specifiers *s)
{
	static const char *const names[][2] = {
		{ "int", "unsigned int" },
		{ "long", "unsigned long" },
		{ "long long", "unsigned long long" },
	};
	unsigned int n_long = s->n_long > 1 ? 2 : s->n_long;
	struct type *type = type_new(p, TYPE_INT, NULL);

	type->is_signed = !s->is_unsigned;
	type->name = names[n_long][s->is_unsigned];
	type->size = n_long == 2 ? 8 : n_long ? pointer_size(p) : 4;
	if (s->is_char) {
		type->name = s->is_unsigned ? "unsigned char"
			     : s->is_signed ? "signed char"
					    : "char";
		type->is_signed = s->is_signed;
		type->size = 1;
	} else if (s->is_short) {
		type->name = s->is_unsigned ? "unsigned short" : "short";
		type->size = 2;
	} else if (s->is_void || s->is_bool) {
		type->kind = s->is_void ? TYPE_VOID : TYPE_BOOL;
		type->name = s->is_void ? "void" : "_Bool";
		type->size = s->is_void ? -1 : 1;
		type->is_signed = false;
	} else if (s->real) {
		type->kind = strcmp(s->real, "__int128") ? TYPE_FLOAT : TYPE_INT;
		type->name = s->is_unsigned ? "unsigned __int128" : s->real;
		type->size = !strcmp(s->real, "float") ? 4 : !strcmp(s->real, "double") ? 8 : 16;
	}
	type->align = type->size;
	return type;
}

static const struct type *qualified(struct parser *p, const struct type *type, unsigned int quals)
{
	struct type *copy;

	if (!type || (type->quals | quals) == type->quals)
		return type;
	copy = type_new(p, type->kind, NULL);
	*copy = *type;
	copy->quals |= quals;
	return copy;
}

static const struct type *parse_specifiers(struct parser *p, const char **space)
{
	struct specifiers s = { 0 };
	const struct type *type;
	unsigned int qual;
	const char *tag;

	for (;;) {
		if ((qual = accept_qualifier(p))) {
			s.quals |= qual;
		} else if ((tag = accept_space(p))) {
			s.space = tag;
		} else if ((!s.named && accept_builtin(p, &s)) || accept_tag(p, &s) ||
			   accept_typedef(p, &s)) {
			s.any = true;
		} else {
			break;
		}
	}
	*space = s.space;
	if (p->failed)
		return NULL;
	if (!s.any)
		return wrong(p, "a type is missing");
	type = s.named ? s.named : builtin_type(p, &s);
	return qualified(p, type, s.quals);
}

static const struct type *parse_pointers(struct parser *p, const struct type *type,
					 const char *space)
{
	while (accept(p, "*")) {
		struct type *pointer = type_new(p, TYPE_POINTER, type);
		unsigned int qual;
		const char *tag;

		pointer->size = pointer->align = pointer_size(p);
		pointer->space = space;
		space = NULL;
		for (;;) {
			if ((qual = accept_qualifier(p)))
				pointer->quals |= qual;
			else if ((tag = accept_space(p)))
				space = tag;
			else
				break;
		}
		type = pointer;
	}
	if (space)
		wrong(p, "'*' is missing after the address space");
	return type;
}

/* Behind '(' of the parameters. */
static const struct type *parse_params(struct parser *p, const struct type *returned)
{
	struct type *type = type_new(p, TYPE_FUNCTION, returned);
	struct param params[MAX_PARAMS], *copy;

	while (!p->failed && !accept(p, ")")) {
		if (type->variadic || type->n_params == MAX_PARAMS)
			return wrong(p, "')' is missing");
		if (accept(p, "...")) {
			type->variadic = true;
			continue;
		}
		params[type->n_params].name = NULL;
		params[type->n_params].type = parse_type(p, &params[type->n_params].name);
		type->n_params++;
		if (!is(p, ")") && !accept(p, ","))
			return wrong(p, "',' or ')' is missing");
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
		advance(p);
	}
	if (!accept(p, "]"))
		return wrong(p, "']' is missing");
	if (++p->depth > MAX_DEPTH)
		return wrong(p, "nested too deeply");
	element = accept(p, "[") ? parse_array(p, element) : element;
	p->depth--;
	type = type_new(p, TYPE_ARRAY, element);
	type->count = count;
	return type;
}

static const struct type *parse_suffixes(struct parser *p, const struct type *type)
{
	if (accept(p, "("))
		return parse_params(p, type);
	if (accept(p, "["))
		return parse_array(p, type);
	return type;
}

/* Over what is in parentheses, to what follows them. */
static void skip_nested(struct parser *p)
{
	unsigned int open = 1;

	while (open && p->token.len) {
		open += is(p, "(");
		open -= is(p, ")");
		advance(p);
	}
	if (open)
		wrong(p, "')' is missing");
}

static const struct type *parse_declarator(struct parser *p, const struct type *type,
					   const char *space, const char **name);

/* "(*name)(int)": what follows the parentheses comes first in the type. */
static const struct type *parse_nested(struct parser *p, const struct type *type, const char **name)
{
	struct parser inner, outer;

	if (++p->depth > MAX_DEPTH)
		return wrong(p, "nested too deeply");
	advance(p);
	inner = *p;
	skip_nested(p);
	type = p->failed ? NULL : parse_suffixes(p, type);
	if (!type)
		return NULL;
	outer = *p;
	p->token = inner.token;
	p->next = inner.next;
	type = parse_declarator(p, type, NULL, name);
	if (type && !is(p, ")"))
		return wrong(p, "')' is missing");
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
	if (accept(&nested, "(") && (is(&nested, "*") || is(&nested, "(")))
		return parse_nested(p, type, name);
	if (is_word(p)) {
		*name = token_text(p);
		advance(p);
	}
	return parse_suffixes(p, type);
}

static const struct type *parse_type(struct parser *p, const char **name)
{
	const struct type *type;
	const char *space;

	if (p->depth == MAX_DEPTH)
		return wrong(p, "nested too deeply");
	p->depth++;
	type = parse_specifiers(p, &space);
	type = type ? parse_declarator(p, type, space, name) : NULL;
	p->depth--;
	return p->failed ? NULL : type;
}

const struct type *type_parse(struct run *run, const struct model *model, const char *text,
			      struct place at)
{
	struct parser p = { .run = run, .model = model, .text = text, .next = text, .at = at };
	const struct type *type;
	const char *name = NULL;

	advance(&p);
	type = parse_type(&p, &name);
	if (type && p.token.len)
		return wrong(&p, "the end is expected");
	return type;
}

const struct type *prototype_parse(struct run *run, const struct model *model, const char *text,
				   struct place at)
{
	const struct type *type = type_parse(run, model, text, at);

	if (!type || type->kind == TYPE_FUNCTION)
		return type;
	diag_error(run, EXIT_CONTRACT, at,
		   "'%s' is not a prototype, such as 'int (struct device *dev)'", text);
	return NULL;
}
