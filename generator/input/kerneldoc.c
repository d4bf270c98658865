// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/run.h"
#include "base/text.h"
#include "input/kerneldoc.h"

/* Some text between two addresses. */
struct span {
	const char *p, *end;
};

static size_t length(struct span s)
{
	return (size_t)(s.end - s.p);
}

static struct span trim(struct span s)
{
	while (s.p < s.end && isspace((unsigned char)*s.p))
		s.p++;
	while (s.end > s.p && isspace((unsigned char)s.end[-1]))
		s.end--;
	return s;
}

/* The comment without its opening and closing. */
static struct span inside(const char *comment, size_t len)
{
	struct span s = { comment, comment + len };

	if (len >= 3 && !memcmp(s.p, "/**", 3))
		s.p += 3;
	if (length(s) >= 2 && !memcmp(s.end - 2, "*/", 2))
		s.end -= 2;
	return s;
}

/* Takes the next line off @rest, without its leading " * ", blanks after that kept. */
static bool next_line(struct span *rest, struct span *line)
{
	const char *newline;

	if (rest->p >= rest->end)
		return false;
	newline = memchr(rest->p, '\n', length(*rest));
	*line = (struct span){ rest->p, newline ? newline : rest->end };
	rest->p = newline ? newline + 1 : rest->end;
	while (line->p < line->end && (*line->p == ' ' || *line->p == '\t'))
		line->p++;
	if (line->p < line->end && *line->p == '*')
		line->p++;
	while (line->end > line->p && isspace((unsigned char)line->end[-1]))
		line->end--;
	return true;
}

static struct span take_word(struct span *s)
{
	struct span word = { s->p, s->p };

	while (word.end < s->end && text_is_name(*word.end))
		word.end++;
	s->p = word.end;
	while (s->p < s->end && isspace((unsigned char)*s->p))
		s->p++;
	return word;
}

static bool is_one_of(struct span word, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == length(word) && !memcmp(*words, word.p, length(word)))
			return true;
	return false;
}

/*
 * Splits the line that names whom the comment is about. @summary is what
 * follows the dash or colon. False: it is not of that form, or about a type.
 */
static bool heading(struct span line, struct span *name, struct span *summary)
{
	static const char *const types[] = { "struct", "union", "enum", "typedef", NULL };
	static const char *const kinds[] = { "function", "macro", "define", NULL };
	static const char *const titles[] = { "DOC", NULL };
	struct span rest = trim(line);
	const char *close;
	bool called = false;

	*name = take_word(&rest);
	if (is_one_of(*name, types) && rest.p < rest.end && text_is_name(*rest.p))
		return false;
	if (is_one_of(*name, kinds) && rest.p < rest.end && text_is_name(*rest.p))
		*name = take_word(&rest);
	if (!length(*name) || isdigit((unsigned char)*name->p) || is_one_of(*name, titles))
		return false;
	if (rest.p < rest.end && *rest.p == '(') {
		close = memchr(rest.p, ')', length(rest));
		if (!close)
			return false;
		rest = trim((struct span){ close + 1, rest.end });
		called = true;
	}
	*summary = rest;
	if (rest.p == rest.end)
		return true;
	if (*rest.p != '-' && *rest.p != ':')
		return called && *rest.p == '.';
	while (rest.p < rest.end && (*rest.p == '-' || *rest.p == ':'))
		rest.p++;
	*summary = trim(rest);
	return true;
}

/* The first line that says something. */
static bool first_line(struct span *rest, struct span *line, unsigned int *number)
{
	while (next_line(rest, line)) {
		if (length(trim(*line)))
			return true;
		(*number)++;
	}
	return false;
}

const char *kerneldoc_name(struct run *run, const char *comment, size_t len)
{
	struct span rest = inside(comment, len), line, name, summary;
	unsigned int ignored = 0;

	if (!first_line(&rest, &line, &ignored) || !heading(line, &name, &summary))
		return NULL;
	return run_intern_n(run, name.p, length(name));
}

/* Headings of sections as they are found, in any case; what is not listed here is text. */
static const struct section_name {
	const char *written, *name; /* NULL: belongs to the body */
	bool ends_at_blank;
} section_names[] = {
	{ "return", "Return", false },	     { "returns", "Return", false },
	{ "return value", "Return", false }, { "return values", "Return", false },
	{ "context", "Context", true },	     { "contexts", "Context", true },
	{ "locking", "Locking", true },	     { "note", "Note", false },
	{ "notes", "Note", false },	     { "example", "Example", false },
	{ "examples", "Example", false },    { "description", NULL, false },
};

enum part { PART_SUMMARY, PART_BODY, PART_PARAM, PART_SECTION };

/* A comment while it is taken apart. */
struct parsing {
	struct run *run;
	struct doc *doc;
	enum part part;
	struct text text; /* of the current part */
	struct text body;
	struct place at;  /* of the current line */
	const char *name; /* of the current parameter or section */
	struct place name_at;
	bool ends_at_blank;
	bool after_blank;
	unsigned int params_room, sections_room;
};

static const char *taken(struct parsing *d, struct text *text)
{
	struct span s = trim((struct span){ text->buf, text->buf + text->len });

	return length(s) ? arena_strndup(&d->run->arena, s.p, length(s)) : NULL;
}

static void *grown(struct run *run, void *list, unsigned int n, unsigned int *room, size_t size)
{
	void *more;

	if (n < *room)
		return list;
	*room = *room ? 2 * *room : 4;
	more = arena_array(&run->arena, *room, size);
	if (n)
		memcpy(more, list, n * size);
	return more;
}

static void end_param(struct parsing *d)
{
	struct doc *doc = d->doc;
	const char *text = taken(d, &d->text);

	doc->params =
		grown(d->run, doc->params, doc->n_params, &d->params_room, sizeof(*doc->params));
	doc->params[doc->n_params++] = (struct doc_param){ d->name, text ? text : "", d->name_at };
}

static void end_section(struct parsing *d)
{
	struct doc *doc = d->doc;
	const char *text = taken(d, &d->text);

	doc->sections = grown(d->run, doc->sections, doc->n_sections, &d->sections_room,
			      sizeof(*doc->sections));
	doc->sections[doc->n_sections++] =
		(struct doc_section){ d->name, text ? text : "", d->name_at };
}

/* Ends the current part; what follows belongs to @next. */
static void begin(struct parsing *d, enum part next)
{
	switch (d->part) {
	case PART_SUMMARY:
		d->doc->summary = taken(d, &d->text);
		break;
	case PART_BODY:
		break;
	case PART_PARAM:
		end_param(d);
		break;
	case PART_SECTION:
		end_section(d);
		break;
	}
	text_reset(&d->text);
	d->part = next;
	d->ends_at_blank = next == PART_PARAM || next == PART_SUMMARY;
	d->name_at = d->at;
}

/* Summaries and parameters are one line each, everything else keeps its lines. */
static void add_line(struct parsing *d, struct span line)
{
	struct text *to = d->part == PART_BODY ? &d->body : &d->text;
	bool joined = d->part == PART_SUMMARY || d->part == PART_PARAM;

	if (line.p < line.end && *line.p == ' ')
		line.p++;
	if (joined)
		line = trim(line);
	if (to->len)
		text_addc(to, joined ? ' ' : '\n');
	text_add_n(to, line.p, length(line));
}

/* "@name: text" */
static bool param_line(struct parsing *d, struct span line)
{
	struct span rest = trim(line), name;

	if (rest.p >= rest.end || *rest.p != '@')
		return false;
	name.p = name.end = ++rest.p;
	while (name.end < rest.end && (text_is_name(*name.end) || strchr(".->", *name.end)))
		name.end++;
	rest.p = name.end;
	rest = trim(rest);
	if (rest.p >= rest.end || *rest.p != ':' || !length(name))
		return false;
	if (length(name) > 3 && !memcmp(name.end - 3, "...", 3))
		name.end -= 3;
	begin(d, PART_PARAM);
	d->name = run_intern_n(d->run, name.p, length(name));
	rest.p++;
	add_line(d, trim(rest));
	return true;
}

/* "Return: text" */
static bool section_line(struct parsing *d, struct span line)
{
	struct span rest = trim(line);
	const char *colon = memchr(rest.p, ':', length(rest));

	if (!colon || (colon + 1 < rest.end && colon[1] == ':'))
		return false;
	for (size_t i = 0; i < sizeof(section_names) / sizeof(*section_names); i++) {
		const struct section_name *known = &section_names[i];
		struct span written = trim((struct span){ rest.p, colon });

		if (strlen(known->written) != length(written) ||
		    strncasecmp(known->written, written.p, length(written)))
			continue;
		begin(d, known->name ? PART_SECTION : PART_BODY);
		d->name = known->name;
		d->ends_at_blank = known->ends_at_blank;
		rest = trim((struct span){ colon + 1, rest.end });
		if (length(rest))
			add_line(d, rest);
		return true;
	}
	return false;
}

/* A paragraph "Returns zero if ..." is the section that its author did not mark as one. */
static bool returns_line(struct parsing *d, struct span line)
{
	static const char *const words[] = { "Returns", "Return", "returns", NULL };
	struct span rest = trim(line), word = take_word(&rest);

	if (!d->after_blank || d->part == PART_SECTION || !is_one_of(word, words) ||
	    !length(rest) || *rest.p == ':')
		return false;
	begin(d, PART_SECTION);
	d->name = "Return";
	d->ends_at_blank = true;
	add_line(d, rest);
	return true;
}

static void blank_line(struct parsing *d)
{
	if (d->ends_at_blank)
		begin(d, PART_BODY);
	if (d->part == PART_BODY ? d->body.len : d->text.len)
		add_line(d, (struct span){ "", "" });
	d->after_blank = true;
}

static void parse_lines(struct parsing *d, struct span rest)
{
	struct span line;

	while (next_line(&rest, &line)) {
		d->at.line++;
		if (!length(trim(line))) {
			blank_line(d);
			continue;
		}
		if (!param_line(d, line) && !section_line(d, line) && !returns_line(d, line))
			add_line(d, line);
		d->after_blank = false;
	}
	begin(d, PART_BODY);
}

/* More than one blank line in a row, left where sections were taken out, becomes one. */
static void squeeze(struct text *text)
{
	size_t to = 0;

	for (size_t from = 0; from < text->len; from++)
		if (text->buf[from] != '\n' || to < 2 || text->buf[to - 1] != '\n' ||
		    text->buf[to - 2] != '\n')
			text->buf[to++] = text->buf[from];
	text->len = to;
	if (to)
		text->buf[to] = '\0';
}

const struct doc *kerneldoc_parse(struct run *run, const char *comment, size_t len,
				  const char *file, unsigned int line)
{
	struct span rest = inside(comment, len), first, name, summary;
	struct parsing d = {
		.run = run, .text = TEXT_INIT, .body = TEXT_INIT, .ends_at_blank = true
	};

	d.doc = arena_new(&run->arena, struct doc, 1);
	d.doc->at = d.at = d.name_at = (struct place){ file, line, 0 };
	if (first_line(&rest, &first, &d.at.line)) {
		if (!heading(first, &name, &summary))
			summary = trim(first);
		if (length(summary))
			add_line(&d, summary);
		parse_lines(&d, rest);
	}
	squeeze(&d.body);
	d.doc->body = taken(&d, &d.body);
	text_release(&d.text);
	text_release(&d.body);
	return d.doc;
}
