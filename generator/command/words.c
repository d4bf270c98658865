// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "command/words.h"

struct reader {
	struct run *run;
	const char *p;
	unsigned int line;
	struct word_list list;
	size_t room;
};

static void add(struct reader *r, const char *text, size_t len, bool is_name, bool is_header)
{
	struct word *grown;

	if (r->list.n + 1 >= r->room) {
		r->room = r->room ? 2 * r->room : 1024;
		grown = arena_new(&r->run->arena, struct word, r->room);
		if (r->list.n)
			memcpy(grown, r->list.words, r->list.n * sizeof(*grown));
		r->list.words = grown;
	}
	r->list.words[r->list.n++] =
		(struct word){ run_intern_n(r->run, text, len), r->line, is_name, is_header };
	r->list.words[r->list.n] = (struct word){ "", r->line, false, false };
}

static void pass(struct reader *r, const char *to)
{
	for (; r->p < to; r->p++)
		r->line += *r->p == '\n';
}

static void comment(struct reader *r)
{
	const char *end = strstr(r->p + 2, r->p[1] == '*' ? "*/" : "\n");

	if (!end)
		end = r->p + strlen(r->p);
	else if (r->p[1] == '*')
		end += 2;
	pass(r, end);
}

/* One that does not end ends with its line. */
static void literal(struct reader *r)
{
	const char *p = r->p + 1;

	for (; *p && *p != *r->p && *p != '\n'; p++)
		if (*p == '\\' && p[1])
			p++;
	pass(r, *p == *r->p ? p + 1 : p);
}

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The header of "#include"; of other directives only the sign is passed. */
static void directive(struct reader *r)
{
	const char *p = r->p + 1 + strspn(r->p + 1, " \t"), *name;
	size_t len;

	r->p++;
	if (strncmp(p, "include", 7))
		return;
	name = p + 7 + strspn(p + 7, " \t");
	if (*name != '<' && *name != '"')
		return;
	len = strcspn(name + 1, ">\"\n");
	add(r, name + 1, len, false, true);
	r->p = name + 1 + len;
	r->p += *r->p == '>' || *r->p == '"';
}

static void name_or_number(struct reader *r)
{
	size_t len = 0;

	while (in_name(r->p[len]))
		len++;
	if (!isdigit((unsigned char)*r->p))
		add(r, r->p, len, true, false);
	r->p += len;
}

struct word_list words_of(struct run *run, const char *source)
{
	struct reader r = { .run = run, .p = source, .line = 1 };

	while (*r.p) {
		if (r.p[0] == '/' && (r.p[1] == '*' || r.p[1] == '/')) {
			comment(&r);
		} else if (*r.p == '"' || *r.p == '\'') {
			literal(&r);
		} else if (*r.p == '#') {
			directive(&r);
		} else if (in_name(*r.p)) {
			name_or_number(&r);
		} else if (isspace((unsigned char)*r.p) || *r.p == '\\') {
			pass(&r, r.p + 1);
		} else {
			size_t len = r.p[0] == '-' && r.p[1] == '>' ? 2 : 1;

			add(&r, r.p, len, false, false);
			r.p += len;
		}
	}
	if (!r.list.words)
		r.list.words = arena_new(&run->arena, struct word, 1);
	if (!r.list.n)
		r.list.words[0].text = "";
	return r.list;
}
