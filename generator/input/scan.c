// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "input/kerneldoc.h"
#include "input/scan.h"

struct scanner {
	struct run *run;
	struct scan *scan;
	const char *p, *end;
	const char *line_start;
	const struct table *asked; /* macros without parameters; NULL: all */
	unsigned int line;
	size_t macros_room, comments_room, uses_room, includes_room;
};

/* Makes room for one more thing of @size bytes in a list of @n. */
static void *list_grow(struct run *run, void *list, size_t n, size_t *room, size_t size)
{
	void *grown;

	if (n < *room)
		return list;
	*room = *room ? 2 * *room : 32;
	grown = arena_array(&run->arena, *room, size);
	if (n)
		memcpy(grown, list, n * size);
	return grown;
}

static void new_lines(struct scanner *s, const char *from, const char *to)
{
	while (from < to && (from = memchr(from, '\n', (size_t)(to - from)))) {
		s->line++;
		s->line_start = ++from;
	}
}

static void add_comment(struct scanner *s, const char *start, unsigned int line)
{
	struct scan *scan = s->scan;
	struct scan_comment comment = { start, (size_t)(s->p - start), NULL, line };

	comment.name = kerneldoc_name(s->run, comment.text, comment.len);
	scan->comments = list_grow(s->run, scan->comments, scan->n_comments, &s->comments_room,
				   sizeof(comment));
	scan->comments[scan->n_comments++] = comment;
}

/* At slash and star. A comment without an end goes to the end of the text, and is nobody's. */
static void comment(struct scanner *s)
{
	const char *start = s->p;
	const char *close = memmem(s->p + 2, (size_t)(s->end - s->p - 2), "*/", 2);
	unsigned int line = s->line;

	s->p = close ? close + 2 : s->end;
	new_lines(s, start, s->p);
	if (close && s->p - start > 5 && start[2] == '*' && start[3] != '*')
		add_comment(s, start, line);
}

static void skip_line(struct scanner *s)
{
	const char *newline = memchr(s->p, '\n', (size_t)(s->end - s->p));

	s->p = newline ? newline : s->end;
}

/* A literal ends with its line at the latest: an apostrophe in "#error" opens none. */
static void literal(struct scanner *s)
{
	char quote = *s->p++;

	for (; s->p < s->end && *s->p != '\n'; s->p++) {
		if (*s->p == '\\' && s->p + 1 < s->end && s->p[1] != '\n') {
			s->p++;
		} else if (*s->p == quote) {
			s->p++;
			return;
		}
	}
}

static void skip_blanks(struct scanner *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t'))
		s->p++;
}

static bool skip_word(struct scanner *s, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(s->end - s->p) <= len || memcmp(s->p, word, len) || text_is_name(s->p[len]))
		return false;
	s->p += len;
	return true;
}

static void include(struct scanner *s)
{
	struct scan *scan = s->scan;
	struct scan_include found;
	const char *close;

	skip_blanks(s);
	if (s->p == s->end || (*s->p != '<' && *s->p != '"'))
		return;
	found.quoted = *s->p == '"';
	close = memchr(s->p + 1, found.quoted ? '"' : '>', (size_t)(s->end - s->p - 1));
	if (!close)
		return;
	found.name = run_intern_n(s->run, s->p + 1, (size_t)(close - s->p - 1));
	scan->includes = list_grow(s->run, scan->includes, scan->n_includes, &s->includes_room,
				   sizeof(found));
	scan->includes[scan->n_includes++] = found;
}

/* At the "#" of a directive. Goes no further than the name of what is defined or included. */
static void directive(struct scanner *s)
{
	struct scan *scan = s->scan;
	struct scan_macro macro = { 0 };
	const char *name;

	s->p++;
	skip_blanks(s);
	if (skip_word(s, "include")) {
		include(s);
		return;
	}
	if (!skip_word(s, "define"))
		return;
	skip_blanks(s);
	name = s->p;
	while (s->p < s->end && text_is_name(*s->p))
		s->p++;
	if (s->p == name)
		return;
	if (s->asked && (s->p == s->end || *s->p != '(') &&
	    !table_find_n(s->asked, name, (size_t)(s->p - name)))
		return;
	macro.name = run_intern_n(s->run, name, (size_t)(s->p - name));
	macro.line = s->line;
	macro.column = (unsigned int)(name - s->line_start) + 1;
	if (s->p < s->end && *s->p == '(') {
		const char *close = memchr(s->p, ')', (size_t)(s->end - s->p));

		macro.function_like = close;
		macro.params = s->p + 1;
		macro.params_len = close ? (size_t)(close - macro.params) : 0;
	}
	macro.body = macro.function_like ? macro.params + macro.params_len + 1 : s->p;
	scan->macros =
		list_grow(s->run, scan->macros, scan->n_macros, &s->macros_room, sizeof(macro));
	scan->macros[scan->n_macros++] = macro;
}

/* At the beginning of a line. Goes nowhere: what follows is text like any other. */
static void use(struct scanner *s)
{
	static const char prefix[] = "DEFINE_";
	struct scan *scan = s->scan;
	struct scan_use use = { .name = s->p, .line = s->line };

	if ((size_t)(s->end - s->p) < strlen(prefix) || memcmp(s->p, prefix, strlen(prefix)) != 0)
		return;
	while (s->p + use.name_len < s->end && text_is_name(s->p[use.name_len]))
		use.name_len++;
	use.args = s->p + use.name_len;
	if (use.args == s->end || *use.args++ != '(')
		return;
	scan->uses = list_grow(s->run, scan->uses, scan->n_uses, &s->uses_room, sizeof(use));
	scan->uses[scan->n_uses++] = use;
}

/* The licence expression of the first line. */
static const char *spdx(struct run *run, const char *text, size_t len)
{
	static const char mark[] = "SPDX-License-Identifier:";
	const char *line_end = memchr(text, '\n', len);
	const char *at, *end;

	end = line_end ? line_end : text + len;
	at = memmem(text, (size_t)(end - text), mark, strlen(mark));
	if (!at)
		return NULL;
	at += strlen(mark);
	while (at < end && *at == ' ')
		at++;
	if (end - at >= 2 && !memcmp(end - 2, "*/", 2))
		end -= 2;
	while (end > at && isspace((unsigned char)end[-1]))
		end--;
	return end > at ? run_intern_n(run, at, (size_t)(end - at)) : NULL;
}

/* What begins something else than plain code. */
static const bool special[256] = {
	['\n'] = true,
	['/'] = true,
	['"'] = true,
	['\''] = true,
};

/* Goes on behind what a line begins with; true at a directive. */
static bool line_begin(struct scanner *s)
{
	skip_blanks(s);
	while (s->p + 1 < s->end && s->p[0] == '/' && s->p[1] == '*') {
		comment(s);
		skip_blanks(s);
	}
	return s->p < s->end && *s->p == '#';
}

/* At a special character: behind what it begins. */
static void pass(struct scanner *s)
{
	bool starred = s->p + 1 < s->end && s->p[1] == '*';
	bool slashed = s->p + 1 < s->end && s->p[1] == '/';

	if (*s->p != '/')
		literal(s);
	else if (starred)
		comment(s);
	else if (slashed)
		skip_line(s);
	else
		s->p++;
}

static void scan_line(struct scanner *s)
{
	if (line_begin(s))
		directive(s);
	else
		use(s);
	for (;;) {
		while (s->p < s->end && !special[(unsigned char)*s->p])
			s->p++;
		if (s->p == s->end)
			return;
		if (*s->p == '\n')
			break;
		pass(s);
	}
	s->line++;
	s->line_start = ++s->p;
}

struct scan *scan_text(struct run *run, const char *text, size_t len)
{
	return scan_text_for(run, text, len, NULL);
}

struct scan *scan_text_for(struct run *run, const char *text, size_t len, const struct table *asked)
{
	struct scanner s = {
		.run = run, .p = text, .end = text + len, .line_start = text, .asked = asked
	};

	s.scan = arena_new(&run->arena, struct scan, 1);
	s.scan->spdx = spdx(run, text, len);
	s.line = 1;
	while (s.p < s.end)
		scan_line(&s);
	return s.scan;
}

const char **scan_macro_params(struct run *run, const struct scan_macro *macro, unsigned int *n)
{
	const char *p = macro->params, *end = p + macro->params_len;
	const char **names = arena_new(&run->arena, const char *, macro->params_len / 2 + 1);

	*n = 0;
	while (p < end) {
		const char *start;

		while (p < end && !text_is_name(*p) && *p != '.')
			p++;
		start = p;
		while (p < end && (text_is_name(*p) || *p == '.'))
			p++;
		if (p > start)
			names[(*n)++] = run_intern_n(run, start, (size_t)(p - start));
	}
	return names;
}

/* Behind the blanks, comments and folded line ends at @p. */
static const char *skip_gap(const char *p, const char *end)
{
	for (;;) {
		const char *close;

		if (p < end && (*p == ' ' || *p == '\t' || *p == '\r')) {
			p++;
		} else if (end - p > 1 && p[0] == '\\' && p[1] == '\n') {
			p += 2;
		} else if (end - p > 1 && p[0] == '/' && p[1] == '*') {
			close = memmem(p + 2, (size_t)(end - p - 2), "*/", 2);
			p = close ? close + 2 : end;
		} else if (end - p > 1 && p[0] == '/' && p[1] == '/') {
			close = memchr(p, '\n', (size_t)(end - p));
			p = close ? close : end;
		} else {
			return p;
		}
	}
}

/* Behind the literal at @p, which ends with its line at the latest. */
static const char *skip_quoted(const char *p, const char *end)
{
	char quote = *p++;

	while (p < end && *p != quote && *p != '\n')
		p += *p == '\\' && end - p > 1 ? 2 : 1;
	return p < end && *p == quote ? p + 1 : p < end ? p : end;
}

const char *scan_macro_body(struct run *run, const char *p, const char *end)
{
	struct text text = TEXT_INIT;
	const char *body;

	for (p = skip_gap(p, end); p < end && *p != '\n';) {
		const char *from = p;

		p = *p == '"' || *p == '\'' ? skip_quoted(p, end) : p + 1;
		text_add_n(&text, from, (size_t)(p - from));
		from = p;
		p = skip_gap(p, end);
		if (p > from && p < end && *p != '\n')
			text_addc(&text, ' ');
	}
	body = run_intern_n(run, text.buf, text.len);
	text_release(&text);
	return body;
}

/* Behind a gap that may go over line ends. */
static const char *skip_lines(const char *p, const char *end)
{
	const char *before;

	do {
		before = p;
		p = skip_gap(p, end);
		if (p < end && *p == '\n')
			p++;
	} while (p > before);
	return p;
}

const char *scan_next_arg(struct run *run, const char **p, const char *end)
{
	const char *s = skip_lines(*p, end), *arg;
	struct text text = TEXT_INIT;
	int depth = 0;

	if (s == end || *s == ')')
		return NULL;
	while (s < end && (depth || (*s != ',' && *s != ')'))) {
		const char *from = s;

		depth += (*s == '(' || *s == '{') - (*s == ')' || *s == '}');
		s = *s == '"' || *s == '\'' ? skip_quoted(s, end) : s + 1;
		text_add_n(&text, from, (size_t)(s - from));
		from = s;
		s = skip_lines(s, end);
		if (s > from && s < end && *s != ',' && *s != ')')
			text_addc(&text, ' ');
	}
	*p = s < end && *s == ',' ? s + 1 : s;
	arg = run_intern_n(run, text.buf, text.len);
	text_release(&text);
	return arg;
}
