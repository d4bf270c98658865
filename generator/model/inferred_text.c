// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Facts files, written and read. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/inferred.h"

#define VERSION 1
#define NOTICE	"# SPDX-License-Identifier: GPL-2.0-only OR MIT\n"

/* Kinds of which the value alone is written: no word is one of both. */
static const struct {
	enum subject subject;
	const char *kind;
} bare[] = { { SUBJECT_RETURN, "returns" }, { SUBJECT_CALL, "context" } };

static bool is_bare(const struct fact *fact)
{
	return fact->kind == fact_kind(SUBJECT_RETURN, "returns") ||
	       fact->kind == fact_kind(SUBJECT_CALL, "context");
}

/* What ends a value, or could be taken for more of the fact. */
static bool is_plain(const char *value)
{
	return *value && !strpbrk(value, " \t\n\"?@\\");
}

static void write_fact(struct text *out, const struct inferred *function, const struct fact *fact)
{
	text_addc(out, ' ');
	if (fact->origin != ORIGIN_BODY)
		text_printf(out, "%s:", origin_name(fact->origin));
	if (fact->subject == SUBJECT_PARAM)
		text_printf(out, "%s.", function->params[fact->param]);
	else if (fact->subject == SUBJECT_RETURN && !is_bare(fact))
		text_add(out, "return.");
	if (!is_bare(fact))
		text_add(out, fact->kind->name);
	if (strcmp(fact->value, "true") != 0) {
		if (!is_bare(fact))
			text_addc(out, '=');
		if (is_plain(fact->value))
			text_add(out, fact->value);
		else
			text_add_quoted(out, fact->value);
	}
	if (!fact->sure)
		text_addc(out, '?');
	if (fact->at.file && fact->at.line != function->at.line &&
	    !strcmp(fact->at.file, function->at.file))
		text_printf(out, "@%u", fact->at.line);
}

/* A fact about a parameter without a name cannot be written. */
static bool is_writable(const struct inferred *function, const struct fact *fact)
{
	return fact->subject != SUBJECT_PARAM ||
	       (fact->param < function->n_params && function->params[fact->param]);
}

static void write_params(struct text *out, const struct inferred *function)
{
	bool needed = false;

	for (unsigned int i = 0; i < function->facts.n; i++)
		needed |= function->facts.facts[i].subject == SUBJECT_PARAM &&
			  is_writable(function, &function->facts.facts[i]);
	if (!needed)
		return;
	for (unsigned int i = 0; i < function->n_params; i++)
		text_printf(out, "%s%s", i ? "," : " (",
			    function->params[i] ? function->params[i] : "");
	text_addc(out, ')');
}

static void write_function(struct text *out, const struct inferred *function)
{
	text_printf(out, " %s %u %s", function->name, function->at.line,
		    function->prototype ? function->prototype : "-");
	write_params(out, function);
	for (unsigned int i = 0; i < function->facts.n; i++)
		if (is_writable(function, &function->facts.facts[i]))
			write_fact(out, function, &function->facts.facts[i]);
	text_addc(out, '\n');
}

static int compare(const void *a, const void *b)
{
	const struct inferred *x = *(struct inferred *const *)a, *y = *(struct inferred *const *)b;
	int order = strcmp(x->at.file, y->at.file);

	return order ? order : strcmp(x->name, y->name);
}

void inferred_write(struct run *run, const struct inferred_list *list, struct text *out)
{
	struct inferred **sorted = arena_new(&run->arena, struct inferred *, list->n);
	const char *file = "";

	if (list->n)
		memcpy(sorted, list->functions, list->n * sizeof(struct inferred *));
	qsort(sorted, list->n, sizeof(struct inferred *), compare);
	text_printf(out, NOTICE "facts %d %s %s %s\n", VERSION, list->release, list->arch,
		    list->source);
	for (size_t i = 0; i < list->n; i++) {
		if (!sorted[i]->facts.n)
			continue;
		if (strcmp(sorted[i]->at.file, file) != 0)
			text_printf(out, "%s\n", sorted[i]->at.file);
		file = sorted[i]->at.file;
		write_function(out, sorted[i]);
	}
}

/* What is left of a line, and where complaints are. */
struct reader {
	struct run *run;
	const char *file;
	unsigned int line;
	const char *start, *at, *end;
	struct inferred_list *list;
	const char *source; /* the heading that is in force; NULL: none yet */
	bool bad;
};

static void complain(struct reader *r, const char *at, const char *what)
{
	diag_error(r->run, EXIT_CONTRACT,
		   (struct place){ r->file, r->line, (unsigned int)(at - r->start) + 1 }, "%s",
		   what);
	r->bad = true;
}

/* The next word of the line; false at its end. */
static bool next_word(struct reader *r, const char **word, size_t *n)
{
	while (r->at < r->end && *r->at == ' ')
		r->at++;
	*word = r->at;
	while (r->at < r->end && *r->at != ' ')
		r->at++;
	*n = r->at - *word;
	return *n;
}

/* @n digits; false if it is no number. */
static bool read_number(const char *s, size_t n, unsigned int *number)
{
	*number = 0;
	for (size_t i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]) || *number > 100000000)
			return false;
		*number = *number * 10 + (s[i] - '0');
	}
	return n;
}

static void read_params(struct reader *r, struct inferred *function, const char *word, size_t n)
{
	const char *end = word + n - 1;

	if (*end != ')') {
		complain(r, word, "no ')' behind the names of parameters");
		return;
	}
	function->n_params = 1;
	for (const char *s = word; s < end; s++)
		function->n_params += *s == ',';
	function->params = arena_new(&r->run->arena, const char *, function->n_params);
	word++;
	for (unsigned int i = 0; i < function->n_params; i++) {
		size_t len = strcspn(word, ",)");

		function->params[i] = len ? run_intern_n(r->run, word, len) : NULL;
		word += len + 1;
	}
}

/* Cuts "PARAMETER." or "return." off; the call as a whole has neither. */
static bool read_subject(struct reader *r, const struct inferred *function, const char **at,
			 struct fact *fact)
{
	size_t len = 0;

	while (isalnum((unsigned char)(*at)[len]) || (*at)[len] == '_')
		len++;
	fact->subject = SUBJECT_CALL;
	if ((*at)[len] != '.')
		return true;
	fact->subject = SUBJECT_RETURN;
	if (len != strlen("return") || strncmp(*at, "return", len) != 0) {
		fact->subject = SUBJECT_PARAM;
		while (fact->param < function->n_params &&
		       !(function->params[fact->param] &&
			 strlen(function->params[fact->param]) == len &&
			 !memcmp(function->params[fact->param], *at, len)))
			fact->param++;
		if (fact->param == function->n_params) {
			complain(r, *at, "it has no such parameter");
			return false;
		}
	}
	*at += len + 1;
	return true;
}

static const char *unquote(struct reader *r, const char *at, const char **value)
{
	struct text text = TEXT_INIT;

	for (at++; at < r->end && *at != '"'; at++) {
		if (*at == '\\' && at + 1 < r->end)
			at++;
		text_addc(&text, *at);
	}
	*value = run_intern_n(r->run, text.buf, text.len);
	text_release(&text);
	return at < r->end ? at + 1 : at;
}

static const char *read_value(struct reader *r, const char *at, const char **value)
{
	size_t len = 0;

	if (at < r->end && *at == '"')
		return unquote(r, at, value);
	while (at + len < r->end && !strchr(" ?@", at[len]))
		len++;
	*value = run_intern_n(r->run, at, len);
	return at + len;
}

static bool has_word(const struct fact_kind *kind, const char *value)
{
	for (const char *const *word = kind->words; word && *word; word++)
		if (!strcmp(*word, value))
			return true;
	return !kind->words;
}

/* "errno": a word that stands for its kind as well. */
static bool find_bare(struct fact *fact, const char *word)
{
	for (size_t i = 0; i < sizeof(bare) / sizeof(*bare); i++) {
		const struct fact_kind *kind = fact_kind(bare[i].subject, bare[i].kind);

		if (!has_word(kind, word))
			continue;
		fact->subject = bare[i].subject;
		fact->kind = kind;
		fact->value = word;
		return true;
	}
	return false;
}

static bool find_kind(struct reader *r, const char **at, struct fact *fact)
{
	const char *start = *at, *name;
	size_t len = 0;

	while (start + len < r->end && !strchr(" ?@=", start[len]))
		len++;
	name = run_intern_n(r->run, start, len);
	*at = start + len;
	if (fact->subject == SUBJECT_CALL && *start && (*at == r->end || **at != '=') &&
	    find_bare(fact, name))
		return true;
	fact->kind = fact_kind(fact->subject, name);
	if (!fact->kind) {
		complain(r, start, "no kind of fact is called that");
		return false;
	}
	fact->value = "true";
	if (*at < r->end && **at == '=')
		*at = read_value(r, *at + 1, &fact->value);
	if (!has_word(fact->kind, fact->value)) {
		complain(r, start, "it has no such value");
		return false;
	}
	return true;
}

/* "?" and "@LINE" */
static void read_marks(struct reader *r, const char *at, struct fact *fact)
{
	size_t digits = 0;

	fact->sure = at == r->end || *at != '?';
	if (!fact->sure)
		at++;
	if (at < r->end && *at == '@') {
		for (at++; at + digits < r->end && isdigit((unsigned char)at[digits]);)
			digits++;
		if (!read_number(at, digits, &fact->at.line))
			complain(r, at, "no line behind '@'");
		at += digits;
	}
	if (at < r->end && *at != ' ')
		complain(r, at, "unexpected behind a fact");
	r->at = at;
}

static bool read_fact(struct reader *r, struct inferred *function)
{
	struct fact fact = { .origin = ORIGIN_BODY, .at = function->at };
	const char *at;
	size_t len = 0;

	while (r->at < r->end && *r->at == ' ')
		r->at++;
	at = r->at;
	if (at == r->end)
		return false;
	while (at + len < r->end && islower((unsigned char)at[len]))
		len++;
	if (at + len < r->end && at[len] == ':') {
		if (!origin_find(at, len, &fact.origin)) {
			complain(r, at, "no origin of facts is called that");
			return false;
		}
		at += len + 1;
	}
	if (!read_subject(r, function, &at, &fact) || !find_kind(r, &at, &fact))
		return false;
	read_marks(r, at, &fact);
	fact_list_add(r->run, &function->facts, fact);
	return !r->bad;
}

static void read_function(struct reader *r)
{
	const char *name, *number, *mark;
	size_t name_len, number_len, mark_len;
	struct inferred *function;
	unsigned int line;

	if (!r->source) {
		complain(r, r->start, "a function without a line for its file above it");
		return;
	}
	if (!next_word(r, &name, &name_len) || !next_word(r, &number, &number_len) ||
	    !next_word(r, &mark, &mark_len) || !read_number(number, number_len, &line)) {
		complain(r, r->start, "not 'NAME LINE PROTOTYPE FACTS'");
		return;
	}
	function = inferred_add(r->run, r->list, run_intern_n(r->run, name, name_len),
				(struct place){ r->source, line, 0 });
	if (function->facts.n) {
		complain(r, name, "this function is there twice");
		return;
	}
	if (mark_len != 1 || *mark != '-')
		function->prototype = run_intern_n(r->run, mark, mark_len);
	while (r->at < r->end && *r->at == ' ')
		r->at++;
	if (r->at < r->end && *r->at == '(' && next_word(r, &name, &name_len))
		read_params(r, function, name, name_len);
	while (!r->bad && read_fact(r, function))
		;
}

/* "facts 1 RELEASE ARCH SOURCE" */
static void read_header(struct reader *r)
{
	const char *word, *version, *release, *arch;
	size_t n, n_version, n_release, n_arch;
	unsigned int number;

	if (!next_word(r, &word, &n) || n != strlen("facts") || strncmp(word, "facts", n) != 0 ||
	    !next_word(r, &version, &n_version) || !next_word(r, &release, &n_release) ||
	    !next_word(r, &arch, &n_arch))
		complain(r, r->start,
			 "no facts file: it begins with 'facts 1 RELEASE ARCH SOURCE'");
	else if (!read_number(version, n_version, &number) || number != VERSION)
		complain(r, version, "a facts file of another version; make it anew");
	else
		*r->list = (struct inferred_list){
			.release = run_intern_n(r->run, release, n_release),
			.arch = run_intern_n(r->run, arch, n_arch),
			.source = run_intern_n(r->run, r->at + (r->at < r->end),
					       r->end - r->at - (r->at < r->end)),
		};
}

static void read_line(struct reader *r)
{
	if (r->start == r->end || *r->start == '#')
		return;
	if (!r->list->release)
		read_header(r);
	else if (*r->start == ' ')
		read_function(r);
	else
		r->source = run_intern_n(r->run, r->start, r->end - r->start);
}

struct inferred_list *inferred_read(struct run *run, const char *file, const char *text,
				    size_t size)
{
	struct reader r = { .run = run, .file = file };
	const char *end = text + size;
	bool bad = false;

	r.list = arena_new(&run->arena, struct inferred_list, 1);
	while (text < end && (!bad || r.list->release)) {
		r.start = r.at = text;
		r.end = memchr(text, '\n', end - text);
		if (!r.end)
			r.end = end;
		r.line++;
		r.bad = false;
		read_line(&r);
		bad |= r.bad;
		text = r.end + 1;
	}
	if (!bad && !r.list->release) {
		diag_error(run, EXIT_CONTRACT, (struct place){ file, 0, 0 },
			   "no facts file: it is empty");
		return NULL;
	}
	return bad ? NULL : r.list;
}
