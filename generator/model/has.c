// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "model/has.h"

#define WORD "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

static const char *skip_blanks(const char *s)
{
	while (*s == ' ')
		s++;
	return s;
}

/* The word that *@s begins with; *@s is what follows it. NULL if there is none. */
static const char *take_word(struct run *run, const char **s)
{
	const char *word = skip_blanks(*s);
	size_t n = 0;

	while (isalnum((unsigned char)word[n]) || word[n] == '_')
		n++;
	*s = skip_blanks(word + n);
	return n && !isdigit((unsigned char)*word) ? run_intern_n(run, word, n) : NULL;
}

/* "(a, b)": how many; -1 if it is something else. */
static int count_params(struct run *run, const char *s)
{
	int n = 0;

	if (*s++ != '(')
		return -1;
	if (*skip_blanks(s) == ')')
		return *skip_blanks(skip_blanks(s) + 1) ? -1 : 0;
	do {
		n++;
		if (!take_word(run, &s))
			return -1;
	} while (*s++ == ',');
	return s[-1] == ')' && !*skip_blanks(s) ? n : -1;
}

bool has_parse(struct run *run, const char *question, struct has *has)
{
	const char *s = question, *first = take_word(run, &s);

	*has = (struct has){ .name = first, .n_params = -1 };
	if (!first || !*s)
		return first;
	if (strcmp(first, "struct") && strcmp(first, "union")) {
		has->n_params = count_params(run, s);
		return has->n_params >= 0;
	}
	has->tag = take_word(run, &s);
	if (!has->tag || *s++ != '.')
		return false;
	has->name = take_word(run, &s);
	return has->name && !*s;
}

/* Also of what is in it without a name. */
static bool record_has(const struct record *record, const char *member)
{
	for (unsigned int i = 0; record && i < record->n_fields; i++) {
		const struct field *field = &record->fields[i];

		if (field->name ? !strcmp(field->name, member)
				: record_has(type_resolve(field->type, NULL)->record, member))
			return true;
	}
	return false;
}

static bool tag_has(const struct model *model, const char *tag, const char *member)
{
	static const char *const keywords[] = { "struct ", "union " };

	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++) {
		char name[256] = "";
		const struct type_decl *decl;

		strcpy(name, keywords[i]);
		strncat(name, tag, sizeof(name) - strlen(name) - 1);
		decl = model_type(model, name);
		if (decl && record_has(type_resolve(decl->type, NULL)->record, member))
			return true;
	}
	return false;
}

static unsigned int n_params(const struct function *function)
{
	return function->type ? function->type->n_params : function->n_macro_params;
}

/* One "name(" of an expression, with what is behind the parenthesis. */
struct called {
	const char *name;
	size_t len;
	const char *args;
};

static bool is_keyword(const char *name, size_t len)
{
	static const char *const keywords[] = {
		"if", "for", "while", "switch", "return", "sizeof", "typeof", "__typeof__",
	};

	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (strlen(keywords[i]) == len && !memcmp(name, keywords[i], len))
			return true;
	return false;
}

/* The next function that is called from @s on; what is called through a member is none. */
static bool next_called(const char *text, const char *s, struct called *called)
{
	while (*s) {
		size_t n = strspn(s, WORD);

		if (!n) {
			s++;
			continue;
		}
		*called = (struct called){ s, n, skip_blanks(s + n) };
		if (*called->args == '(' && !isdigit((unsigned char)*s) && !is_keyword(s, n) &&
		    !(s > text && (s[-1] == '.' || s[-1] == '>'))) {
			called->args++;
			return true;
		}
		s += n;
	}
	return false;
}

static unsigned int count_args(const char *s)
{
	unsigned int n = *skip_blanks(s) != ')', depth = 1;

	for (; *s && depth; s++) {
		depth += *s == '(' || *s == '{' || *s == '[';
		depth -= *s == ')' || *s == '}' || *s == ']';
		n += *s == ',' && depth == 1;
	}
	return n;
}

static bool can_call(const struct function *function, const struct called *called)
{
	unsigned int n = n_params(function);
	bool any = function->type ? function->type->variadic
				  : n && !strcmp(function->macro_params[n - 1], "...");

	return function_links(function) && (any || count_args(called->args) == n);
}

bool has_calls(const struct model *model, const char *expression)
{
	struct called called;
	bool first = true;

	for (const char *s = expression; next_called(expression, s, &called); s = called.args) {
		const struct function *function = model_function_n(model, called.name, called.len);

		if (function && !can_call(function, &called))
			return false;
		if (first && !function && !table_find_n(&model->declared, called.name, called.len))
			return false;
		first = false;
	}
	return true;
}

const char *has_first_call(struct run *run, const char *expression)
{
	struct called called;

	return next_called(expression, expression, &called)
		       ? run_intern_n(run, called.name, called.len)
		       : "";
}

bool has_answer(const struct model *model, const struct has *has)
{
	const struct function *function;

	if (has->tag)
		return tag_has(model, has->tag, has->name);
	if (has->n_params < 0)
		return model_declares(model, has->name);
	function = model_function(model, has->name);
	if (!function)
		return false;
	return n_params(function) == (unsigned int)has->n_params;
}
