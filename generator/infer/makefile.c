// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "base/text.h"
#include "infer/expand.h"
#include "infer/makefile.h"

#define DEPTH 32 /* of conditionals, and of includes */
#define BLANK " \t"

/* A conditional that is open. */
struct condition {
	bool outer; /* what is around it is read */
	bool taken; /* one of its branches was */
	bool now;   /* the one that we are in is */
};

struct reading {
	struct makefile *mk;
	struct condition open[DEPTH];
	unsigned int n_open;
	unsigned int depth;   /* of includes */
	const char *defining; /* the variable of the define that we are in */
	struct text define;
	bool in_rule; /* what begins with a tab is for the shell */
};

static void read_text(struct makefile *mk, const char *text, unsigned int depth);

static const char *skip_blank(const char *at)
{
	return at + strspn(at, BLANK);
}

/* Is @line the word @word and something behind it? Then @rest is that. */
static bool begins(const char *line, const char *word, const char **rest)
{
	size_t n = strlen(word);

	if (strncmp(line, word, n) || (line[n] && !strchr(BLANK "(\"'", line[n])))
		return false;
	*rest = skip_blank(line + n);
	return true;
}

static void set(struct makefile *mk, const char *name, const char *value, bool simple)
{
	struct make_variable *variable = table_find(&mk->own, name);

	if (!variable) {
		variable = arena_new(&mk->run->arena, struct make_variable, 1);
		table_add(&mk->run->arena, &mk->own, run_intern(mk->run, name), variable);
	}
	*variable = (struct make_variable){ value, simple };
}

void makefile_set(struct makefile *mk, const char *name, const char *value)
{
	set(mk, name, value, true);
}

static void append(struct makefile *mk, const char *name, const char *value)
{
	const struct make_variable *was = makefile_find(mk, name);

	if (!was) {
		set(mk, name, value, false);
		return;
	}
	set(mk, name,
	    arena_printf(&mk->run->arena, "%s %s", was->value,
			 was->simple ? expand(mk, value) : value),
	    was->simple);
}

/* --- conditionals --- */

static bool is_active(const struct reading *r)
{
	return !r->n_open || r->open[r->n_open - 1].now;
}

/* The two sides of ifeq: "(a,b)" or quoted words. */
static bool sides_equal(struct reading *r, const char *text)
{
	const char *comma = text, *end = text + strlen(text);
	const char *a, *b;

	if (*text != '(') {
		const char *close = *text ? strchr(text + 1, *text) : NULL;
		const char *second = close ? skip_blank(close + 1) : NULL;
		const char *last = second && *second ? strchr(second + 1, *second) : NULL;

		if (!last)
			return false;
		a = expand_n(r->mk, text + 1, (size_t)(close - text - 1));
		b = expand_n(r->mk, second + 1, (size_t)(last - second - 1));
		return !strcmp(a, b);
	}
	while (end > text && *end != ')')
		end--;
	for (comma = text + 1; comma < end && *comma != ',';)
		comma += *comma == '$' ? expand_span(comma) : 1;
	if (comma >= end)
		return false;
	a = skip_blank(expand_n(r->mk, text + 1, (size_t)(comma - text - 1)));
	b = skip_blank(expand_n(r->mk, comma + 1, (size_t)(end - comma - 1)));
	return strcspn(a, BLANK) == strcspn(b, BLANK) && !strncmp(a, b, strcspn(a, BLANK));
}

static bool is_defined(struct reading *r, const char *name)
{
	const char *full = expand(r->mk, name);
	const struct make_variable *variable;

	variable =
		makefile_find(r->mk, arena_strndup(&r->mk->run->arena, full, strcspn(full, BLANK)));
	return variable && *variable->value;
}

/* A line that begins a condition: then @holds is whether it holds, not looked at unless @wanted. */
static bool parse_condition(struct reading *r, const char *line, bool wanted, bool *holds)
{
	const char *rest;

	if (begins(line, "ifeq", &rest))
		*holds = wanted && sides_equal(r, rest);
	else if (begins(line, "ifneq", &rest))
		*holds = wanted && !sides_equal(r, rest);
	else if (begins(line, "ifdef", &rest))
		*holds = wanted && is_defined(r, rest);
	else if (begins(line, "ifndef", &rest))
		*holds = wanted && !is_defined(r, rest);
	else
		return false;
	return true;
}

static void read_else(struct reading *r, const char *rest)
{
	struct condition *c = &r->open[r->n_open - 1];
	bool holds = true;

	if (*rest)
		parse_condition(r, rest, c->outer && !c->taken, &holds);
	c->now = c->outer && !c->taken && holds;
	c->taken |= c->now;
}

static bool read_condition(struct reading *r, const char *line)
{
	const char *rest;
	bool holds, outer = is_active(r);

	if (parse_condition(r, line, outer, &holds)) {
		if (r->n_open < DEPTH)
			r->open[r->n_open++] = (struct condition){ outer, holds, outer && holds };
		return true;
	}
	if (r->n_open && begins(line, "else", &rest)) {
		read_else(r, rest);
		return true;
	}
	if (r->n_open && begins(line, "endif", &rest)) {
		r->n_open--;
		return true;
	}
	return false;
}

/* --- other lines --- */

static void read_include(struct reading *r, const char *names)
{
	struct makefile *mk = r->mk;
	const char *at = expand(mk, names);

	if (r->depth >= DEPTH)
		return;
	for (at = skip_blank(at); *at; at = skip_blank(at)) {
		size_t n = strcspn(at, BLANK);
		const char *name = arena_strndup(&mk->run->arena, at, n);
		size_t size;
		const char *text = file_read(mk->run, file_join(mk->run, mk->root, name), &size);

		if (text)
			read_text(mk, text, r->depth + 1);
		at += n;
	}
}

/* Where the op of an assignment is, or NULL: then @rule tells whether it is a rule. */
static const char *find_op(const char *line, bool *rule)
{
	const char *at = line;

	*rule = false;
	while (*at) {
		if (*at == '=')
			return at;
		if ((*at == '+' || *at == '?' || *at == ':') && at[1] == '=')
			return at;
		if (*at == ':' && !(at[1] == ':' && at[2] == '=')) {
			*rule = true;
			return NULL;
		}
		at += *at == '$' ? expand_span(at) : 1;
	}
	return NULL;
}

static const char *variable_name(struct makefile *mk, const char *line, const char *end)
{
	const char *rest;

	while (begins(line, "export", &rest) || begins(line, "override", &rest))
		line = rest;
	while (end > line && strchr(BLANK ":", end[-1]))
		end--;
	return expand_n(mk, line, (size_t)(end - line));
}

static void assign(struct makefile *mk, const char *line, const char *op)
{
	const char *name = variable_name(mk, line, op);
	const char *value = skip_blank(op + (*op == '=' ? 1 : 2));

	if (*op == '+')
		append(mk, name, value);
	else if (*op == '=')
		set(mk, name, value, false);
	else if (*op == ':')
		set(mk, name, expand(mk, value), true);
	else if (!makefile_find(mk, name))
		set(mk, name, value, false);
}

static void read_line(struct reading *r, const char *line)
{
	const char *rest, *op;
	bool rule;

	if (*line == '\t' && r->in_rule)
		return;
	line = skip_blank(line);
	if (!*line || read_condition(r, line) || !is_active(r))
		return;
	if (begins(line, "define", &rest)) {
		r->defining = arena_strndup(&r->mk->run->arena, rest, strcspn(rest, BLANK "=:"));
		text_reset(&r->define);
		return;
	}
	r->in_rule = false;
	if (begins(line, "include", &rest) || begins(line, "-include", &rest) ||
	    begins(line, "sinclude", &rest)) {
		read_include(r, rest);
		return;
	}
	op = find_op(line, &rule);
	if (op)
		assign(r->mk, line, op);
	r->in_rule = rule;
}

static void read_defined(struct reading *r, const char *line)
{
	const char *rest;

	if (!begins(skip_blank(line), "endef", &rest)) {
		text_printf(&r->define, "%s\n", line);
		return;
	}
	set(r->mk, r->defining, arena_strdup(&r->mk->run->arena, r->define.buf), false);
	r->defining = NULL;
}

/* Cuts a comment off, and the blanks before it. */
static void strip_comment(struct text *line)
{
	char *hash = line->buf;

	while ((hash = strchr(hash, '#')) && hash > line->buf && hash[-1] == '\\')
		hash++;
	if (hash)
		line->len = (size_t)(hash - line->buf);
	while (line->len && strchr(BLANK "\r", line->buf[line->len - 1]))
		line->len--;
	if (line->buf != text_empty)
		line->buf[line->len] = '\0';
}

/* Takes one line with those that continue it; returns what follows. */
static const char *take_line(const char *at, struct text *line)
{
	text_reset(line);
	for (;;) {
		size_t n = strcspn(at, "\n");
		bool continues = n && at[n - 1] == '\\';

		text_add_n(line, at, continues ? n - 1 : n);
		at += n + (at[n] == '\n');
		if (!continues || !*at)
			return at;
		text_addc(line, ' ');
		at += strspn(at, BLANK);
	}
}

static void read_text(struct makefile *mk, const char *text, unsigned int depth)
{
	struct reading r = { .mk = mk, .depth = depth, .define = TEXT_INIT };
	struct text line = TEXT_INIT;

	while (*text) {
		text = take_line(text, &line);
		if (r.defining) {
			read_defined(&r, line.buf);
			continue;
		}
		strip_comment(&line);
		read_line(&r, arena_strdup(&mk->run->arena, line.buf));
	}
	text_release(&line);
	text_release(&r.define);
}

void makefile_read_text(struct makefile *mk, const char *text)
{
	read_text(mk, text, 0);
}

bool makefile_read(struct makefile *mk, const char *path)
{
	size_t size;
	const char *text = file_read(mk->run, path, &size);

	if (text)
		read_text(mk, text, 0);
	return text;
}

const char *makefile_value(struct makefile *mk, const char *name)
{
	const struct make_variable *variable = makefile_find(mk, name);

	return !variable ? "" : variable->simple ? variable->value : expand(mk, variable->value);
}
