// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The words that C types are written with. */
#include <ctype.h>
#include <string.h>

#include "model/parser.h"

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

void parser_advance(struct parser *p)
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

bool parser_is(const struct parser *p, const char *token)
{
	return p->token.len == strlen(token) && !memcmp(p->token.start, token, p->token.len);
}

bool parser_accept(struct parser *p, const char *token)
{
	if (!parser_is(p, token))
		return false;
	parser_advance(p);
	return true;
}

bool parser_is_word(const struct parser *p)
{
	return isalpha((unsigned char)*p->token.start) || *p->token.start == '_';
}

const char *parser_text(struct parser *p)
{
	return run_intern_n(p->run, p->token.start, p->token.len);
}

/* Only the first complaint of a text is worth anything. */
const struct type *parser_wrong(struct parser *p, const char *wanted)
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
	if (p->quiet)
		return NULL;
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

struct type *parser_type(struct parser *p, enum type_kind kind, const struct type *inner)
{
	struct type *type = arena_new(&p->run->arena, struct type, 1);

	type->kind = kind;
	type->inner = inner;
	type->size = type->align = -1;
	return type;
}

unsigned int parser_pointer_size(const struct parser *p)
{
	const struct type_decl *decl = model_type(p->model, "size_t");
	const struct type *type = decl ? type_resolve(decl->type, NULL) : NULL;

	return type && type->size > 0 ? type->size : 8;
}

/* const, volatile, restrict, or 0 */
unsigned int parser_qualifier(struct parser *p)
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
		if (parser_accept(p, quals[i].word))
			return quals[i].qual;
	return 0;
}

/* The address space of __user and the like, or NULL. */
const char *parser_space(struct parser *p)
{
	static const char *const spaces[][2] = {
		{ "__user", "user" },
		{ "__iomem", "iomem" },
		{ "__percpu", "percpu" },
		{ "__rcu", "rcu" },
	};

	for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
		if (parser_accept(p, spaces[i][0]))
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
		if (!parser_accept(p, words[i].word))
			continue;
		*words[i].flag = true;
		return true;
	}
	if (parser_accept(p, "long")) {
		s->n_long++;
		return true;
	}
	if (!parser_is(p, "float") && !parser_is(p, "double") && !parser_is(p, "__int128"))
		return false;
	s->real = parser_text(p);
	parser_advance(p);
	return true;
}

static bool accept_tag(struct parser *p, struct specifiers *s)
{
	const struct type_decl *decl;
	const char *tag, *name;

	if (s->any || (!parser_is(p, "struct") && !parser_is(p, "union") && !parser_is(p, "enum")))
		return false;
	tag = parser_text(p);
	parser_advance(p);
	if (!parser_is_word(p)) {
		parser_wrong(p, "a tag is missing");
		return false;
	}
	name = arena_printf(&p->run->arena, "%s %s", tag, parser_text(p));
	decl = model_type(p->model, name);
	if (!decl) {
		unknown_type(p, name);
		return false;
	}
	parser_advance(p);
	s->named = decl->type;
	return true;
}

/* A typedef's name; a word where a type's name already stands is the declarator's. */
static bool accept_typedef(struct parser *p, struct specifiers *s)
{
	const struct type_decl *decl;

	if (s->any || !parser_is_word(p))
		return false;
	decl = model_type(p->model, parser_text(p));
	if (!decl) {
		unknown_type(p, parser_text(p));
		return false;
	}
	parser_advance(p);
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
	struct type *type = parser_type(p, TYPE_INT, NULL);

	type->is_signed = !s->is_unsigned;
	type->name = names[n_long][s->is_unsigned];
	type->size = n_long == 2 ? 8 : n_long ? parser_pointer_size(p) : 4;
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
	copy = parser_type(p, type->kind, NULL);
	*copy = *type;
	copy->quals |= quals;
	return copy;
}

const struct type *parser_specifiers(struct parser *p, const char **space)
{
	struct specifiers s = { 0 };
	const struct type *type;
	unsigned int qual;
	const char *tag;

	for (;;) {
		if ((qual = parser_qualifier(p))) {
			s.quals |= qual;
		} else if ((tag = parser_space(p))) {
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
		return parser_wrong(p, "a type is missing");
	type = s.named ? s.named : builtin_type(p, &s);
	return qualified(p, type, s.quals);
}
