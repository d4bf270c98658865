// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <string.h>

#include "base/run.h"
#include "command/uses.h"
#include "command/words.h"

/* The changes that one name leads to. */
struct named {
	struct change *change;
	struct named *next;
};

/* A name of the files and a structure that is, or is behind, what it names. */
struct variable {
	const struct api_record *record;
	struct variable *next;
};

struct finding {
	struct run *run;
	const struct api *api;
	struct table names, headers; /* name -> struct named */
	struct table members;	     /* "struct s.m" -> struct named */
	struct table variables;	     /* name -> struct variable, all files' together */
	const char *file;
	const struct word *w; /* words of the file */
	size_t n;
};

static void index_change(struct finding *f, struct table *table, const char *key,
			 struct change *change)
{
	struct named *named = arena_new(&f->run->arena, struct named, 1);
	struct named *first = table_find(table, key);

	named->change = change;
	if (first) {
		named->next = first->next;
		first->next = named;
	} else {
		table_add(&f->run->arena, table, key, named);
	}
}

static void index_changes(struct finding *f, struct changes *changes)
{
	for (size_t i = 0; i < changes->n; i++) {
		struct change *change = &changes->list[i];

		change->uses_end = &change->uses;
		if (change->as == USED_HEADER)
			index_change(f, &f->headers, change->name, change);
		else if (change->as == USED_MEMBER)
			index_change(f, &f->members,
				     arena_printf(&f->run->arena, "%s.%s", change->record,
						  change->member),
				     change);
		else
			index_change(f, &f->names, change->name, change);
	}
}

/* Each line once. */
static void add_use(struct finding *f, const struct table *table, const char *key,
		    unsigned int line)
{
	for (struct named *named = table_find(table, key); named; named = named->next) {
		struct change *change = named->change;
		struct use *use;
		bool known = false;

		for (use = change->uses; use && !known; use = use->next)
			known = use->at.line == line && !strcmp(use->at.file, f->file);
		if (known)
			continue;
		use = arena_new(&f->run->arena, struct use, 1);
		use->at = (struct place){ f->file, line, 0 };
		*change->uses_end = use;
		change->uses_end = &use->next;
	}
}

static bool is(const struct finding *f, size_t i, const char *text)
{
	return i < f->n && !strcmp(f->w[i].text, text);
}

static bool is_tag(const struct finding *f, size_t i)
{
	return (is(f, i, "struct") || is(f, i, "union") || is(f, i, "enum")) && i + 1 < f->n &&
	       f->w[i + 1].is_name;
}

/* The type that word @i names, NULL if none; *@next is behind its name. */
static const char *type_at(struct finding *f, size_t i, size_t *next)
{
	if (is_tag(f, i)) {
		*next = i + 2;
		return arena_printf(&f->run->arena, "%s %s", f->w[i].text, f->w[i + 1].text);
	}
	*next = i + 1;
	return i < f->n && f->w[i].is_name ? f->w[i].text : NULL;
}

/* A record of that type, by whatever name and behind pointers. */
static const struct api_record *record_of(struct finding *f, const char *type)
{
	const struct api_record *record;
	size_t len;

	while (!strncmp(type, "const ", 6) || !strncmp(type, "volatile ", 9))
		type += *type == 'c' ? 6 : 9;
	len = strcspn(type, "*[(_");
	if (type[len] == '_' || type[len] == '(')
		len = strcspn(type, "*[(");
	if (type[len] == '(')
		return NULL;
	while (len && type[len - 1] == ' ')
		len--;
	record = api_find_type(f->api, arena_strndup(&f->run->arena, type, len));
	if (record && record->alias)
		return record_of(f, record->alias->canonical);
	return record;
}

/* "struct device *dev", "struct i2c_driver edu_driver": what is declared at word @i. */
static void note_variable(struct finding *f, size_t i)
{
	size_t next;
	const char *type = type_at(f, i, &next);
	const struct api_record *record = type ? record_of(f, type) : NULL;
	struct variable *variable, *first;

	if (!record)
		return;
	while (is(f, next, "*") || is(f, next, "const") || is(f, next, "__iomem") ||
	       is(f, next, "__user") || is(f, next, "__rcu"))
		next++;
	if (next >= f->n || !f->w[next].is_name || is(f, next + 1, "("))
		return;
	variable = arena_new(&f->run->arena, struct variable, 1);
	variable->record = record;
	first = table_find(&f->variables, f->w[next].text);
	for (const struct variable *v = first; v; v = v->next)
		if (v->record == record)
			return;
	if (first) {
		variable->next = first->next;
		first->next = variable;
	} else {
		table_add(&f->run->arena, &f->variables, f->w[next].text, variable);
	}
}

/* Behind the bracket that closes the one at @i. */
static size_t behind(const struct finding *f, size_t i, const char *open, const char *close)
{
	unsigned int depth = 0;

	for (; i < f->n; i++) {
		if (is(f, i, open))
			depth++;
		else if (is(f, i, close) && !--depth)
			return i + 1;
	}
	return f->n;
}

/* A place in a structure: its record, and in which of its unnamed parts ("u."). */
struct spot {
	const struct api_record *record;
	const char *prefix;
};

/* Uses the member of that name, and goes on to what it is. */
static struct spot use_member(struct finding *f, struct spot spot, const char *name,
			      unsigned int line)
{
	struct spot next = { NULL, "" };
	const struct api_member *member;
	const char *full;

	if (!spot.record)
		return next;
	full = arena_printf(&f->run->arena, "%s%s", spot.prefix, name);
	add_use(f, &f->members, arena_printf(&f->run->arena, "%s.%s", spot.record->name, full),
		line);
	member = api_find_member(spot.record, full);
	if (!member)
		return next;
	if (strstr(member->type.text, "/* anonymous */"))
		return (struct spot){ spot.record, arena_printf(&f->run->arena, "%s.", full) };
	next.record = member->prototype ? NULL : record_of(f, member->type.text);
	return next;
}

/* "->bar[i].baz" behind what has that type; what is not known may have a member of the driver's own. */
static void follow(struct finding *f, struct spot spot, size_t i)
{
	const struct variable *own;

	for (;;) {
		while (is(f, i, "["))
			i = behind(f, i, "[", "]");
		if ((!is(f, i, ".") && !is(f, i, "->")) || i + 1 >= f->n || !f->w[i + 1].is_name)
			return;
		own = spot.record ? NULL : table_find(&f->variables, f->w[i + 1].text);
		for (; own; own = own->next)
			follow(f, (struct spot){ own->record, "" }, i + 2);
		spot = use_member(f, spot, f->w[i + 1].text, f->w[i + 1].line);
		i += 2;
	}
}

/* An expression begins with the name at @i: a variable, or a call whose result is looked into. */
static void use_expression(struct finding *f, size_t i)
{
	const struct variable *variable = table_find(&f->variables, f->w[i].text);
	const struct api_function *function;

	if (!variable)
		follow(f, (struct spot){ NULL, "" }, i + 1);
	for (; variable; variable = variable->next)
		follow(f, (struct spot){ variable->record, "" }, i + 1);
	if (!is(f, i + 1, "("))
		return;
	function = api_find_function(f->api, f->w[i].text);
	if (function)
		follow(f, (struct spot){ record_of(f, function->prototype->returns.text), "" },
		       behind(f, i + 1, "(", ")"));
}

/* What a brace opens: the initializer of a structure, of an array of them, or something else. */
struct brace {
	struct spot spot;
	bool is_array;
	struct brace *outer;
};

/* The structure that the brace at @i initializes: "x = {", "x[] = {", "(struct s){". */
static struct brace initialized(struct finding *f, size_t i)
{
	struct brace brace = { { NULL, "" }, false, NULL };
	size_t at = i, next;
	const char *type;

	if (at && is(f, at - 1, ")")) {
		for (at--; at && !is(f, at, "("); at--)
			brace.is_array = brace.is_array || is(f, at, "[");
		at += is(f, at + 1, "const");
		type = type_at(f, at + 1, &next);
		if (is(f, next, ")") || is(f, next, "["))
			brace.spot.record = type ? record_of(f, type) : NULL;
		return brace;
	}
	if (!at || !is(f, at - 1, "="))
		return brace;
	/* back over attributes and array bounds to the name */
	for (at--; at && !is(f, at, ";") && !is(f, at, "}") && !is(f, at, "{") && i - at < 40;
	     at--) {
		if (is(f, at, "["))
			brace.is_array = true;
		if (is_tag(f, at))
			break;
	}
	for (; at < i && !brace.spot.record; at++) {
		type = type_at(f, at, &next);
		if (type && next < i && (f->w[next].is_name || is(f, next, "*")))
			brace.spot.record = record_of(f, type);
	}
	return brace;
}

static struct brace *open_brace(struct finding *f, struct brace *outer, struct spot pending,
				size_t i)
{
	struct brace *brace = arena_new(&f->run->arena, struct brace, 1);

	if (pending.record)
		*brace = (struct brace){ .spot = pending };
	else if (outer && outer->is_array)
		*brace = (struct brace){ .spot = outer->spot };
	else
		*brace = initialized(f, i);
	brace->outer = outer;
	return brace;
}

/* ".member" in an initializer: uses it, and says what a brace behind it initializes. */
static struct spot designate(struct finding *f, const struct brace *brace, size_t *i)
{
	struct spot spot = brace->spot;

	while (is(f, *i, ".") && *i + 1 < f->n && f->w[*i + 1].is_name) {
		spot = use_member(f, spot, f->w[*i + 1].text, f->w[*i + 1].line);
		*i += 2;
		while (is(f, *i, "["))
			*i = behind(f, *i, "[", "]");
	}
	if (!is(f, *i, "=") || !is(f, *i + 1, "{"))
		spot.record = NULL;
	return spot;
}

static bool begins_designator(const struct finding *f, size_t i)
{
	return is(f, i, ".") && i && (is(f, i - 1, "{") || is(f, i - 1, ","));
}

static void use_name(struct finding *f, size_t i)
{
	const struct word *w = &f->w[i];
	size_t next;

	if (is_tag(f, i))
		add_use(f, &f->names, type_at(f, i, &next), w->line);
	else if (!i || (!is(f, i - 1, ".") && !is(f, i - 1, "->") && !is_tag(f, i - 1)))
		if (is(f, i + 1, "(") || !table_find(&f->variables, w->text))
			add_use(f, &f->names, w->text, w->line);
}

static void find_in_words(struct finding *f)
{
	struct spot pending = { NULL, "" };
	struct brace *brace = NULL;
	size_t i = 0;

	while (i < f->n) {
		const struct word *w = &f->w[i];

		if (w->is_header)
			add_use(f, &f->headers, w->text, w->line);
		if (w->is_name) {
			use_name(f, i);
			if (!i || (!is(f, i - 1, ".") && !is(f, i - 1, "->")))
				use_expression(f, i);
		} else if (is(f, i, "{")) {
			brace = open_brace(f, brace, pending, i);
			pending.record = NULL;
		} else if (is(f, i, "}") && brace) {
			brace = brace->outer;
		} else if (brace && brace->spot.record && begins_designator(f, i)) {
			pending = designate(f, brace, &i);
			continue;
		}
		i++;
	}
}

struct read_file {
	const char *name;
	struct word_list list;
};

static void select_file(struct finding *f, const struct read_file *file)
{
	f->file = file->name;
	f->w = file->list.words;
	f->n = file->list.n;
}

bool uses_find(struct run *run, const struct paths *files, const struct api *api,
	       struct changes *changes)
{
	struct read_file *read = arena_new(&run->arena, struct read_file, files->n);
	struct finding f = { .run = run, .api = api };
	bool fine = true;

	index_changes(&f, changes);
	for (size_t i = 0; i < files->n; i++) {
		const char *text = file_read(run, files->paths[i], NULL);

		read[i].name = files->paths[i];
		if (text) {
			read[i].list = words_of(run, text);
			continue;
		}
		diag_error(run, EXIT_USAGE, (struct place){ files->paths[i], 0, 0 },
			   "cannot read: %s", strerror(errno));
		fine = false;
	}
	for (size_t i = 0; fine && i < files->n; i++) {
		select_file(&f, &read[i]);
		for (size_t j = 0; j < f.n; j++)
			if (f.w[j].is_name)
				note_variable(&f, j);
	}
	for (size_t i = 0; fine && i < files->n; i++) {
		select_file(&f, &read[i]);
		find_in_words(&f);
	}
	return fine;
}
