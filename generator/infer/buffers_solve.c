// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What counts what, followed through calls until nothing changes. See infer/buffers.c for the lines. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/extra_solve.h"
#include "model/inferred.h"
#include "model/spec.h"

#define MAX_RATIOS 3
#define MAX_WORDS  16

/* Bytes for each one that is counted. */
struct ratio {
	long long bytes, of;
	bool sure;
	unsigned int line;
};

/* That one parameter counts another. */
struct relation {
	const char *owner, *buffer, *length;
	struct ratio ratios[MAX_RATIOS];
	unsigned int n;
	struct passed *passed;
};

/* Passed on as another relation. */
struct passed {
	struct relation *as;
	struct ratio scale;
	struct passed *next;
};

struct owner {
	const char *name;
	long long *sizes;
	unsigned int n;
};

struct buffers {
	struct run *run;
	const struct spec *spec;
	struct inferred_list *list;
	struct table relations, owners;
	struct relation **all;
	size_t n, room;
};

/* --- relations --- */

static bool same_ratio(const struct ratio *a, const struct ratio *b)
{
	return a->bytes * b->of == b->bytes * a->of;
}

/* True if that was not known. */
static bool add_ratio(struct relation *relation, const struct ratio *ratio)
{
	for (unsigned int i = 0; i < relation->n; i++) {
		struct ratio *known = &relation->ratios[i];

		if (!same_ratio(known, ratio))
			continue;
		if (known->sure || !ratio->sure)
			return false;
		*known = *ratio;
		return true;
	}
	if (relation->n == MAX_RATIOS)
		return false;
	relation->ratios[relation->n++] = *ratio;
	return true;
}

static struct relation *find_relation(struct buffers *b, const char *owner, const char *buffer,
				      const char *length)
{
	struct arena *arena = &b->run->arena;
	const char *key = arena_printf(arena, "%s %s %s", owner, buffer, length);
	struct relation *relation = table_find(&b->relations, key);

	if (relation)
		return relation;
	relation = arena_new(arena, struct relation, 1);
	relation->owner = run_intern(b->run, owner);
	relation->buffer = run_intern(b->run, buffer);
	relation->length = run_intern(b->run, length);
	table_add(arena, &b->relations, key, relation);
	if (b->n == b->room) {
		struct relation **grown;

		b->room = b->room ? 2 * b->room : 4096;
		grown = arena_new(arena, struct relation *, b->room);
		if (b->n)
			memcpy(grown, b->all, b->n * sizeof(*grown));
		b->all = grown;
	}
	b->all[b->n++] = relation;
	return relation;
}

/* --- what is stated --- */

/* A parameter as lines have it: "0:to:1", its index, name and size of what it points to. */
struct argument {
	char *index, *name;
	long long size;
};

static struct argument split_argument(char *word)
{
	struct argument param = { .index = word, .name = "" };
	char *colon = strchr(word, ':');

	if (!colon)
		return param;
	*colon = '\0';
	param.name = colon + 1;
	colon = strchr(param.name, ':');
	if (colon) {
		*colon = '\0';
		param.size = atoll(colon + 1);
	}
	return param;
}

/* Is it what @list means: a name, or places, "_0_1" being the first two? */
static bool is_meant(const struct argument *argument, const char *list)
{
	if (*list != '_' || !isdigit((unsigned char)list[1]))
		return *list && !strcmp(argument->name, list);
	while (*list == '_') {
		size_t n = strspn(++list, "0123456789");

		if (strlen(argument->index) == n && !strncmp(argument->index, list, n))
			return true;
		list += n;
	}
	return false;
}

static void add_stated(struct relation *relation, const struct spec_function *function,
		       const struct argument *buffer, const struct argument *length)
{
	const struct {
		const char *kind;
		struct ratio ratio;
	} kinds[] = {
		{ "bytes_of", { 1, 1, true, 0 } },
		{ "count_of", { buffer->size, 1, true, 0 } },
		{ "bits_of", { 1, 8, true, 0 } },
	};

	for (unsigned int i = 0; i < function->n_args; i++) {
		const struct spec_arg *arg = &function->args[i];

		if (!is_meant(length, arg->name))
			continue;
		for (unsigned int j = 0; j < arg->facts.n; j++)
			for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++)
				if (!strcmp(arg->facts.items[j].key, kinds[k].kind) &&
				    is_meant(buffer, arg->facts.items[j].value))
					add_ratio(relation, &kinds[k].ratio);
	}
}

/* --- lines --- */

static unsigned int split_words(char *line, char **words)
{
	unsigned int n = 0;

	for (char *at = line; n < MAX_WORDS && (words[n] = strsep(&at, " "));)
		n++;
	return n;
}

static struct ratio read_ratio(char **words)
{
	return (struct ratio){ .sure = *words[0] == '!',
			       .bytes = atoll(words[1]),
			       .of = atoll(words[2]),
			       .line = (unsigned int)atoi(words[3]) };
}

static bool is_sane(const struct ratio *ratio)
{
	return ratio->bytes > 0 && ratio->of > 0 && ratio->bytes < 1 << 20 && ratio->of < 1 << 20;
}

/* b OWNER P L SURE TIMES OVER LINE */
static void read_seen(struct buffers *b, char **words, unsigned int n)
{
	struct ratio ratio;

	if (n < 8)
		return;
	ratio = read_ratio(words + 4);
	if (is_sane(&ratio))
		add_ratio(find_relation(b, words[1], words[2], words[3]), &ratio);
}

/* bc OWNER P L SURE TIMES OVER LINE CALLEE I:NAME:SIZE J:NAME */
static void read_passed(struct buffers *b, char **words, unsigned int n)
{
	const struct spec_function *stated;
	struct relation *relation;
	struct passed *passed;
	struct argument buffer, length;

	if (n < 11)
		return;
	passed = arena_new(&b->run->arena, struct passed, 1);
	passed->scale = read_ratio(words + 4);
	if (!is_sane(&passed->scale))
		return;
	buffer = split_argument(words[9]);
	length = split_argument(words[10]);
	passed->as = find_relation(b, words[8], buffer.index, length.index);
	stated = spec_find_primitive(b->spec, words[8]);
	if (stated)
		add_stated(passed->as, stated, &buffer, &length);
	relation = find_relation(b, words[1], words[2], words[3]);
	passed->next = relation->passed;
	relation->passed = passed;
}

/* bf OWNER LINE [NAME:SIZE]... */
static void read_owner(struct buffers *b, char *line)
{
	struct owner *owner = arena_new(&b->run->arena, struct owner, 1);
	unsigned int room = 1;
	char *at = line, *word;

	for (const char *c = line; *c; c++)
		room += *c == ' ';
	owner->sizes = arena_new(&b->run->arena, long long, room);
	strsep(&at, " ");
	owner->name = run_intern(b->run, strsep(&at, " "));
	strsep(&at, " ");
	while ((word = strsep(&at, " "))) {
		const char *colon = strchr(word, ':');

		owner->sizes[owner->n++] = colon ? atoll(colon + 1) : 0;
	}
	table_add(&b->run->arena, &b->owners, owner->name, owner);
}

static void read_line(struct buffers *b, char *line)
{
	char *words[MAX_WORDS];
	unsigned int n;

	if (!strncmp(line, "bf ", 3)) {
		read_owner(b, line);
		return;
	}
	n = split_words(line, words);
	if (!strcmp(words[0], "b"))
		read_seen(b, words, n);
	else
		read_passed(b, words, n);
}

static void read_text(struct buffers *b, const char *text)
{
	struct text line = TEXT_INIT;

	for (size_t n; *text; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		if (strncmp(text, "b ", 2) && strncmp(text, "bc ", 3) && strncmp(text, "bf ", 3))
			continue;
		text_reset(&line);
		text_add_n(&line, text, n);
		read_line(b, line.buf);
	}
	text_release(&line);
}

/* --- solving --- */

static bool improve(struct relation *relation)
{
	bool changed = false;

	for (const struct passed *passed = relation->passed; passed; passed = passed->next) {
		for (unsigned int i = 0; i < passed->as->n; i++) {
			const struct ratio *known = &passed->as->ratios[i];
			struct ratio ratio = {
				.bytes = known->bytes * passed->scale.bytes,
				.of = known->of * passed->scale.of,
				.sure = known->sure && passed->scale.sure && passed->as->n == 1,
				.line = passed->scale.line,
			};

			if (is_sane(&ratio))
				changed |= add_ratio(relation, &ratio);
		}
	}
	return changed;
}

/* --- conclusions --- */

static const char *kind_of(const struct ratio *ratio, long long size)
{
	if (ratio->bytes == ratio->of)
		return "bytes_of";
	if (ratio->bytes * 8 == ratio->of)
		return "bits_of";
	return size > 1 && ratio->bytes == size * ratio->of ? "count_of" : NULL;
}

/* The one that counts: the only sure one, or the only one. */
static const struct ratio *decided(const struct relation *relation)
{
	const struct ratio *best = NULL;

	for (unsigned int i = 0; i < relation->n; i++) {
		if (!relation->ratios[i].sure)
			continue;
		if (best)
			return NULL;
		best = &relation->ratios[i];
	}
	return best ? best : relation->n == 1 ? &relation->ratios[0] : NULL;
}

static void conclude(struct buffers *b, const struct relation *relation)
{
	const struct owner *owner = table_find(&b->owners, relation->owner);
	struct inferred *function = (struct inferred *)inferred_find(b->list, relation->owner);
	const struct ratio *ratio = decided(relation);
	bool result = !strcmp(relation->buffer, "r");
	unsigned int buffer = (unsigned int)atoi(relation->buffer);
	unsigned int length = (unsigned int)atoi(relation->length);
	const char *kind;

	if (!owner || !function || !ratio || !ratio->line || length >= function->n_params ||
	    (!result &&
	     (buffer >= function->n_params || buffer >= owner->n || !function->params[buffer])))
		return;
	kind = kind_of(ratio, result ? 1 : owner->sizes[buffer]);
	if (kind)
		inferred_fact(b->run, function, SUBJECT_PARAM, length, kind,
			      result ? "return" : function->params[buffer], ORIGIN_BODY,
			      (struct place){ function->at.file, ratio->line, 0 },
			      ratio->sure && relation->n == 1);
}

void buffers_solve(struct run *run, const struct unit_text *units, size_t n,
		   const struct spec *spec, struct inferred_list *list)
{
	struct buffers b = { .run = run, .spec = spec, .list = list };
	bool changed = true;

	for (size_t i = 0; i < n; i++)
		read_text(&b, units[i].text);
	while (changed) {
		changed = false;
		for (size_t i = 0; i < b.n; i++)
			changed |= improve(b.all[i]);
	}
	for (size_t i = 0; i < b.n; i++)
		conclude(&b, b.all[i]);
}
