// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "render/layout.h"

static unsigned int column_after(unsigned int column, char c)
{
	return c == '\t' ? (column | 7) + 1 : column + 1;
}

static unsigned int width(const char *s, size_t len)
{
	unsigned int column = 0;

	for (size_t i = 0; i < len; i++)
		column = column_after(column, s[i]);
	return column;
}

/* A word, with what the compiler would take for the beginning of a comment parted. */
static void add_word(struct text *line, const char *word, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++) {
		if ((word[i] == '/' && word[i + 1] == '*') ||
		    (word[i] == '*' && word[i + 1] == '/')) {
			text_add_n(line, word, i + 1);
			text_addc(line, ' ');
			word += i + 1;
			len -= i + 1;
			i = (size_t)-1;
		}
	}
	text_add_n(line, word, len);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

void layout_comment(struct run *run, struct value_list *lines, const char *prefix,
		    const char *indent, const char *text)
{
	/* Further columns that the tabs of prefix and indent take. */
	size_t tabs = width(prefix, strlen(prefix)) - strlen(prefix);
	struct text line = TEXT_INIT;
	bool begun = false;

	text_add(&line, prefix);
	for (;;) {
		size_t len;

		while (is_blank(*text))
			text++;
		for (len = 0; text[len] && !is_blank(text[len]); len++)
			;
		if (!len)
			break;
		if (begun && line.len + tabs + 1 + len > COMMENT_COLUMNS) {
			list_string(run, lines, arena_strndup(&run->arena, line.buf, line.len));
			text_reset(&line);
			text_add(&line, indent);
			tabs = width(indent, strlen(indent)) - strlen(indent);
		} else if (begun) {
			text_addc(&line, ' ');
		}
		add_word(&line, text, len);
		begun = true;
		text += len;
	}
	list_string(run, lines, arena_strdup(&run->arena, line.buf));
	text_release(&line);
}

static void add_indent(struct text *out, unsigned int columns)
{
	for (; columns >= 8; columns -= 8)
		text_addc(out, '\t');
	for (; columns; columns--)
		text_addc(out, ' ');
}

#define NESTED_MAX 32

/* Where a line is being read: the open parentheses and the best comma so far. */
struct breaker {
	unsigned int column;
	unsigned int open[NESTED_MAX]; /* column behind each open parenthesis */
	unsigned int depth;
	const char *at; /* where to break; NULL: nowhere yet */
	unsigned int at_depth;
};

static const char *skip_literal(const char *s, const char *end)
{
	char quote = *s++;

	while (s < end && *s != quote)
		s += *s == '\\' && s + 1 < end ? 2 : 1;
	return s < end ? s : end - 1;
}

/* One character further; string literals are one. */
static const char *breaker_step(struct breaker *b, const char *s, const char *end)
{
	const char *last = *s == '"' || *s == '\'' ? skip_literal(s, end) : s;

	for (const char *c = s; c <= last; c++)
		b->column = column_after(b->column, *c);
	if (*s == '(' || *s == '{') {
		if (b->depth < NESTED_MAX)
			b->open[b->depth] = b->column;
		b->depth++;
	} else if ((*s == ')' || *s == '}') && b->depth) {
		b->depth--;
	} else if (*s == ',' && last + 1 < end && last[1] == ' ' && b->depth &&
		   b->depth <= NESTED_MAX && b->column <= CODE_COLUMNS &&
		   (!b->at || b->depth <= b->at_depth)) {
		b->at = last + 1;
		b->at_depth = b->depth;
	}
	return last + 1;
}

/* Ends a line before @to, and goes on there at that column. */
static const char *break_line(struct breaker *b, struct text *out, const char *from, const char *to,
			      const char *tail, unsigned int column)
{
	const char *end = to;

	while (end > from && end[-1] == ' ')
		end--;
	text_add_n(out, from, (size_t)(end - from));
	text_add(out, tail);
	text_addc(out, '\n');
	add_indent(out, column);
	b->column = column;
	b->at = NULL;
	return to;
}

/* Where there is no comma: behind " = " or the first parenthesis; NULL: nowhere. */
static const char *last_resort(struct breaker *b, const char *from, const char *end)
{
	const char *paren = memchr(from, '(', (size_t)(end - from));
	const char *equal = memmem(from, (size_t)(end - from), " = ", 3);

	if (equal && (!paren || equal < paren)) {
		b->depth = 0;
		return equal + 3;
	}
	if (!paren || paren + 1 >= end || paren[1] == ')')
		return NULL;
	b->depth = 1;
	return paren + 1;
}

/* Behind the parenthesis; if that is far to the right, where @rest fits on one line. */
static unsigned int next_column(struct breaker *b, unsigned int indent, size_t rest)
{
	unsigned int aligned = b->open[b->depth - 1];

	if (aligned <= CODE_COLUMNS / 2 || aligned + rest <= CODE_COLUMNS ||
	    indent + 16 + rest > CODE_COLUMNS)
		return aligned;
	return indent + 16;
}

/* The rest of a line, from @column on. */
static void add_broken(struct text *out, unsigned int column, const char *s, const char *end,
		       const char *tail)
{
	unsigned int indent = column + width(s, strspn(s, "\t"));
	unsigned int columns = CODE_COLUMNS - strlen(tail);
	struct breaker b = { .column = column };
	const char *from = s;
	bool forced = false;

	while (s < end) {
		const char *to;

		s = breaker_step(&b, s, end);
		if (b.column <= columns)
			continue;
		if (b.at) {
			/* Go on behind the comma, with the parentheses that were open there. */
			to = b.at + 1;
			b.depth = b.at_depth;
			column = next_column(&b, indent, (size_t)(end - to));
		} else {
			to = forced ? NULL : last_resort(&b, from, end);
			forced = true;
			column = b.open[0] = b.depth ? indent + 16 : indent + 8;
		}
		if (to)
			from = s = break_line(&b, out, from, to, tail, column);
	}
	text_add_n(out, from, (size_t)(end - from));
}

/* Where the name begins in "static ... type name(": what stands before the first parenthesis. */
static const char *function_name(const char *s, const char *end)
{
	const char *paren = memchr(s, '(', (size_t)(end - s)), *name = paren;

	if (!paren || strncmp(s, "static ", 7))
		return NULL;
	while (name > s && (isalnum((unsigned char)name[-1]) || name[-1] == '_'))
		name--;
	return name < paren && name > s + 7 && name[-1] != '_' ? name : NULL;
}

/* The blank behind "#define name(parameters)" of a line that goes on with a body. */
static const char *macro_body(const char *s, const char *end)
{
	const char *paren = memchr(s, ')', (size_t)(end - s));

	if (strncmp(s, "#define ", 8) || !paren || paren + 2 >= end || paren[1] != ' ')
		return NULL;
	return paren + 1;
}

/* @in_macro: the line before ends in a backslash. */
static void add_line(struct text *out, const char *s, const char *end, bool in_macro)
{
	const char *name = function_name(s, end), *tail = "";
	unsigned int column = 0;

	if (in_macro || (end - s > 2 && end[-1] == '\\')) {
		tail = " \\";
	} else if (macro_body(s, end)) {
		const char *body = macro_body(s, end);

		text_add_n(out, s, (size_t)(body - s));
		text_add(out, " \\\n\t");
		s = body + 1;
		column = 8;
		tail = " \\";
	} else if (name) {
		const char *type = name;

		while (type[-1] == ' ')
			type--;
		/* A star belongs to the type, but stands with the name where both are on one line. */
		text_add_n(out, s, (size_t)(type - s));
		text_addc(out, '\n');
		s = name;
	}
	add_broken(out, column, s, end, tail);
}

/* As wide as it can be: each tab 8 columns. */
static size_t width_at_most(const char *s, size_t len)
{
	size_t most = len;

	for (const char *tab = s; (tab = memchr(tab, '\t', len - (size_t)(tab - s))); tab++)
		most += 7;
	return most;
}

static bool stays(const char *s, size_t len)
{
	if (width_at_most(s, len) <= CODE_COLUMNS || width(s, len) <= CODE_COLUMNS)
		return true;
	return (len > 2 && !strncmp(s + len - 2, "*/", 2)) || !strncmp(s, " *", 2) ||
	       !strncmp(s, "#include", 8);
}

void layout_code(const char *code, struct text *out)
{
	const char *done = code, *end;

	/* Lines that stay go out together. */
	for (const char *line = code; *line; line = *end ? end + 1 : end) {
		end = strchrnul(line, '\n');
		if (stays(line, (size_t)(end - line)))
			continue;
		text_add_n(out, done, (size_t)(line - done));
		add_line(out, line, end, line - code > 1 && line[-2] == '\\');
		done = end;
	}
	text_add(out, done);
}
