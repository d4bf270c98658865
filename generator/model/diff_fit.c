// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "model/diffing.h"

/* The kernel's architectures have 64 bits. */
static const struct integer {
	const char *name;
	unsigned int bytes;
	bool is_signed;
} integers[] = {
	{ "bool", 0, false },	    { "char", 1, false },
	{ "signed char", 1, true }, { "unsigned char", 1, false },
	{ "short", 2, true },	    { "unsigned short", 2, false },
	{ "int", 4, true },	    { "unsigned int", 4, false },
	{ "long", 8, true },	    { "unsigned long", 8, false },
	{ "long long", 8, true },   { "unsigned long long", 8, false },
};

static const struct integer *integer_of(const char *canonical)
{
	static const struct integer enumeration = { "enum", 4, false };

	if (!strncmp(canonical, "const ", 6))
		canonical += 6;
	if (!strncmp(canonical, "enum ", 5) && !strchr(canonical, '*'))
		return &enumeration;
	for (size_t i = 0; i < sizeof(integers) / sizeof(*integers); i++)
		if (!strcmp(integers[i].name, canonical))
			return &integers[i];
	return NULL;
}

static enum fit fit_integer(const struct integer *from, const struct integer *to)
{
	/* constants of an enumeration are numbers that fit into any of its size */
	if (!strcmp(from->name, "enum") || !strcmp(to->name, "enum"))
		return to->bytes >= 4 || from->bytes < to->bytes ? FIT_HARMLESS : FIT_MEANING;
	if (to->bytes == from->bytes)
		return to->is_signed == from->is_signed ? FIT_HARMLESS : FIT_MEANING;
	if (to->bytes < from->bytes)
		return FIT_MEANING;
	return to->is_signed || !from->is_signed ? FIT_HARMLESS : FIT_MEANING;
}

static bool is_pointer(const char *canonical)
{
	return strchr(canonical, '*');
}

static size_t count(const char *s, char c)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

/*
 * Takes the const of what a pointer points to out of its canonical spelling: C adds that one, and no
 * deeper one, by itself. True if it was there.
 */
static bool take_const(const char *canonical, char *rest, size_t room)
{
	size_t len = strlen(canonical);
	const char *at = NULL;

	if (len >= room)
		return false;
	strcpy(rest, canonical);
	if (len > 8 && !strcmp(canonical + len - 8, "*const *"))
		at = canonical + len - 7;
	else if (count(canonical, '*') == 1 && !strchr(canonical, '(') &&
		 !strncmp(canonical, "const ", 6))
		at = canonical;
	if (!at)
		return false;
	memmove(rest + (at - canonical), at + 6 - (at != canonical),
		strlen(at + 6 - (at != canonical)) + 1);
	return true;
}

static bool same_but_blanks(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == ' ')
			a++;
		while (*b == ' ')
			b++;
		if (*a != *b)
			return false;
		if (!*a)
			return true;
	}
}

static enum fit fit_pointer(const char *from, const char *to)
{
	char from_rest[1024] = "", to_rest[1024] = "";
	bool from_const = take_const(from, from_rest, sizeof(from_rest));
	bool to_const = take_const(to, to_rest, sizeof(to_rest));

	if (from_const && !to_const)
		return FIT_NOT;
	if (*from_rest && same_but_blanks(from_rest, to_rest))
		return FIT_HARMLESS;
	/* any data can be handed over as void *, but not what is in another address space */
	if (!strcmp(to_rest, "void *") && !strchr(from, '(') && !strstr(from, "__"))
		return FIT_HARMLESS;
	return FIT_NOT;
}

/* Where a value of type @from is given to what is of type @to now. */
static enum fit fit_value(const struct api_type *from, const struct api_type *to)
{
	const struct integer *a, *b;

	if (!strcmp(from->canonical, to->canonical))
		return strcmp(from->text, to->text) ? FIT_SPELLED : FIT_SAME;
	if (is_pointer(from->canonical) && is_pointer(to->canonical))
		return fit_pointer(from->canonical, to->canonical);
	a = integer_of(from->canonical);
	b = integer_of(to->canonical);
	return a && b ? fit_integer(a, b) : FIT_NOT;
}

enum fit fit_result(const struct api_type *from, const struct api_type *to)
{
	const struct integer *a = integer_of(from->canonical), *b = integer_of(to->canonical);

	if (!strcmp(from->canonical, "void"))
		return strcmp(to->canonical, "void") ? FIT_HARMLESS : FIT_SAME;
	/* who looked for a negative number waits in vain */
	if (a && b && a != b && a->is_signed && !b->is_signed)
		return FIT_MEANING;
	return fit_value(to, from);
}

enum fit fit_object(const struct api_type *from, const struct api_type *to)
{
	bool was_const = !strncmp(from->canonical, "const ", 6) && !is_pointer(from->canonical);
	bool is_const = !strncmp(to->canonical, "const ", 6) && !is_pointer(to->canonical);

	if (is_const && !was_const)
		return FIT_NOT;
	if (strchr(from->canonical, '[') || strchr(to->canonical, '['))
		return strcmp(from->canonical, to->canonical) ? FIT_NOT : fit_value(from, to);
	return fit_value(from, to);
}

enum impact fit_impact(enum fit fit)
{
	return fit == FIT_NOT	    ? IMPACT_BREAKS
	       : fit == FIT_MEANING ? IMPACT_MEANING
				    : IMPACT_HARMLESS;
}

bool prototype_same(const struct api_prototype *a, const struct api_prototype *b)
{
	if (a->n_params != b->n_params || a->variadic != b->variadic ||
	    strcmp(a->returns.canonical, b->returns.canonical))
		return false;
	for (unsigned int i = 0; i < a->n_params; i++)
		if (strcmp(a->params[i].type.canonical, b->params[i].type.canonical))
			return false;
	return true;
}

static bool has_parameter(const struct api_prototype *prototype, const char *name)
{
	for (unsigned int i = 0; i < prototype->n_params; i++)
		if (!strcmp(prototype->params[i].name, name))
			return true;
	return !*name;
}

/* "without 'vmas'": the parameters of @a that @b has not, by name. */
static void add_missing(struct text *text, const char *word, const struct api_prototype *a,
			const struct api_prototype *b)
{
	bool any = false;

	for (unsigned int i = 0; i < a->n_params; i++) {
		if (has_parameter(b, a->params[i].name))
			continue;
		text_printf(text, "%s'%s'", any ? ", " : word, a->params[i].name);
		any = true;
	}
}

static const char *counted(struct run *run, const struct api_prototype *a,
			   const struct api_prototype *b)
{
	struct text text = TEXT_INIT;
	const char *words;

	if (a->n_params != b->n_params)
		text_printf(&text, "%u argument%s instead of %u", b->n_params,
			    b->n_params == 1 ? "" : "s", a->n_params);
	else
		text_add(&text, b->variadic ? "variable arguments" : "no variable arguments");
	add_missing(&text, ", without ", a, b);
	add_missing(&text, ", with ", b, a);
	words = arena_strdup(&run->arena, text.buf);
	text_release(&text);
	return words;
}

static const char *fit_words(enum fit fit)
{
	switch (fit) {
	case FIT_SPELLED:
		return "the same type in other words";
	case FIT_HARMLESS:
		return "takes what it took";
	case FIT_MEANING:
		return "converts what it is given";
	default:
		return "of another type";
	}
}

const char *prototype_parameters(struct run *run, const struct api_prototype *a,
				 const struct api_prototype *b, enum fit *fit)
{
	struct text text = TEXT_INIT;
	const char *words;

	*fit = FIT_SAME;
	if (a->n_params != b->n_params || a->variadic != b->variadic) {
		*fit = FIT_NOT;
		return counted(run, a, b);
	}
	for (unsigned int i = 0; i < a->n_params; i++) {
		enum fit one = fit_value(&a->params[i].type, &b->params[i].type);

		if (one == FIT_SAME)
			continue;
		text_printf(&text, "%sargument %u %s", text.len ? ", " : "", i + 1, fit_words(one));
		if (one > *fit)
			*fit = one;
	}
	words = text.len ? arena_strdup(&run->arena, text.buf) : NULL;
	text_release(&text);
	return words;
}
