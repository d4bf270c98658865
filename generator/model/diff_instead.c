// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/suggest.h"
#include "model/diffing.h"
#include "model/has.h"

/* What a header of the second kernel declares: names to guess from. */
struct likely {
	const char *name;
	const struct api_prototype *prototype; /* of a function */
	bool is_number;
	int64_t value;
	struct likely *next;
};

/* From this on, likeness is worth to be told of. */
#define LIKELY 70
/* What a guess is worth beside its name. */
#define SAME_TYPE 35
#define NEW_NAME  10

#define WORDS_MAX 16

/* A name's words: "__irq_domain_add" has three. */
static unsigned int split(const char *name, const char *words[WORDS_MAX], size_t lengths[WORDS_MAX])
{
	unsigned int n = 0;

	while (*name && n < WORDS_MAX) {
		size_t len = 0;

		while (*name && !isalnum((unsigned char)*name))
			name++;
		while (isalnum((unsigned char)name[len]))
			len++;
		if (len) {
			words[n] = name;
			lengths[n++] = len;
		}
		name += len;
	}
	return n;
}

/* The same, or but for an ending: "region" and "regions". */
static bool same_word(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t least = a_len < b_len ? a_len : b_len, most = a_len < b_len ? b_len : a_len;

	return !strncasecmp(a, b, least) && (most == least || (least > 3 && most - least < 2));
}

unsigned int likeness(const char *a, const char *b)
{
	const char *a_words[WORDS_MAX], *b_words[WORDS_MAX];
	size_t a_lengths[WORDS_MAX], b_lengths[WORDS_MAX];
	unsigned int n_a = split(a, a_words, a_lengths), n_b = split(b, b_words, b_lengths);
	unsigned int shared = 0;
	bool taken[WORDS_MAX] = { false };

	for (unsigned int i = 0; i < n_a; i++) {
		for (unsigned int j = 0; j < n_b; j++) {
			if (taken[j] ||
			    !same_word(a_words[i], a_lengths[i], b_words[j], b_lengths[j]))
				continue;
			taken[j] = true;
			shared++;
			break;
		}
	}
	return n_a + n_b ? 200 * shared / (n_a + n_b) : 0;
}

static void add_likely(struct diffing *d, struct place at, struct likely likely)
{
	struct likely **first = table_find(&d->in_files, at.file);
	struct likely *added = arena_new(&d->run->arena, struct likely, 1);

	if (!first) {
		first = arena_new(&d->run->arena, struct likely *, 1);
		table_add(&d->run->arena, &d->in_files, at.file, first);
	}
	*added = likely;
	added->next = *first;
	*first = added;
}

static void index_likely(struct diffing *d)
{
	const struct api *to = d->to;

	if (d->in_files.n)
		return;
	for (size_t i = 0; i < to->n_functions; i++)
		add_likely(d, to->functions[i].at,
			   (struct likely){ .name = to->functions[i].name,
					    .prototype = to->functions[i].prototype });
	for (size_t i = 0; i < to->n_macros; i++)
		add_likely(d, to->macros[i].at,
			   (struct likely){ .name = to->macros[i].name,
					    .is_number = to->macros[i].has_value,
					    .value = to->macros[i].value });
	for (size_t i = 0; i < to->n_constants; i++)
		add_likely(d, to->constants[i].at,
			   (struct likely){ .name = to->constants[i].name,
					    .is_number = true,
					    .value = to->constants[i].value });
}

static void guess(struct change *change, const char *name)
{
	change->instead = name;
	change->guessed = true;
}

/* The likeliest name of the header that declared what is gone, of the same sort. */
static void guess_alike(struct diffing *d, struct change *change, struct place at,
			const struct likely *gone)
{
	struct likely **first;
	unsigned int best = LIKELY - 1;

	index_likely(d);
	first = table_find(&d->in_files, at.file);
	for (const struct likely *l = first ? *first : NULL; l; l = l->next) {
		unsigned int score;

		if (l->is_number != gone->is_number || l->value != gone->value)
			continue;
		score = likeness(gone->name, l->name);
		if (!score)
			continue;
		if (gone->is_number || (gone->prototype && l->prototype &&
					prototype_same(gone->prototype, l->prototype)))
			score += SAME_TYPE;
		if (score + NEW_NAME >= best && !api_has(d->from, l->name))
			score += NEW_NAME;
		if (score < best ||
		    (score == best && change->instead && strcmp(l->name, change->instead) >= 0))
			continue;
		best = score;
		guess(change, l->name);
	}
}

/* The names of an operation, as contract files have them. */
static void index_stated(struct diffing *d)
{
	const struct spec *spec = d->spec;

	for (unsigned int i = 0; spec && !d->stated.n && i < spec->n_headers; i++) {
		for (unsigned int j = 0; j < spec->headers[i].n_functions; j++) {
			const struct spec_function *f = &spec->headers[i].functions[j];

			table_add(&d->run->arena, &d->stated, f->name, f);
		}
	}
	for (unsigned int i = 0; spec && i < spec->n_headers; i++) {
		for (unsigned int j = 0; j < spec->headers[i].n_functions; j++) {
			const struct spec_function *f = &spec->headers[i].functions[j];

			for (unsigned int k = 0; k < f->n_was; k++)
				table_add(&d->run->arena, &d->stated, f->was[k], f);
		}
	}
}

/* How many arguments stand between the parentheses at @s. */
static unsigned int count_arguments(const char *s)
{
	unsigned int depth = 0, n = s[1] != ')';

	for (; *s; s++) {
		depth += *s == '(';
		n += *s == ',' && depth == 1;
		if (*s == ')' && !--depth)
			break;
	}
	return n;
}

/* Has the second kernel what "class_create(name)" calls first, with as many arguments? */
static bool call_fits(const struct diffing *d, const char *call)
{
	const char *name = has_first_call(d->run, call);
	const char *at = *name ? strstr(call, name) : NULL;
	const struct api_function *function;
	const struct api_macro *macro;

	if (!at)
		return false;
	at += strlen(name) + strspn(at + strlen(name), " ");
	function = api_find_function(d->to, name);
	macro = api_find_macro(d->to, name);
	if (function)
		return *at == '(' && count_arguments(at) == function->prototype->n_params;
	return macro && macro->function_like;
}

/* What follows "use " in a reason. */
static const char *advice(const char *reason)
{
	const char *use = reason ? strstr(reason, "use ") : NULL;

	if (!use || (use > reason && isalpha((unsigned char)use[-1])))
		return NULL;
	return use + 4;
}

static bool tell(struct change *change, const char *instead, struct place at)
{
	change->instead = instead;
	change->guessed = false;
	change->instead_at = at;
	return true;
}

bool instead_stated(struct diffing *d, struct change *change, const char *name)
{
	const struct spec_function *f;

	if (!d->stated.n)
		index_stated(d);
	f = table_find(&d->stated, name);
	if (!f)
		return false;
	if (strcmp(f->name, name) && api_has(d->to, f->name))
		return tell(change, f->name, f->at);
	for (unsigned int i = 0; i < f->n_calls; i++)
		if (call_fits(d, f->calls[i]))
			return tell(change, f->calls[i], f->at);
	for (unsigned int i = 0; i < f->n_was && !api_has(d->to, name); i++)
		if (strcmp(f->was[i], name) && api_has(d->to, f->was[i]))
			return tell(change, f->was[i], f->at);
	if (advice(f->refuse))
		return tell(change, advice(f->refuse), f->at);
	return false;
}

/* "__f" and "f" are the same to people. */
static bool guess_bare(struct diffing *d, struct change *change, const char *name)
{
	const char *bare = name + strspn(name, "_");

	if (bare == name || !api_has(d->to, bare))
		return false;
	guess(change, bare);
	return true;
}

static void instead_of(struct diffing *d, struct change *change, struct place at,
		       const struct likely *gone, const char *calls)
{
	if (instead_stated(d, change, gone->name))
		return;
	if (calls && strcmp(calls, gone->name) && api_has(d->to, calls))
		guess(change, calls);
	else if (!guess_bare(d, change, gone->name))
		guess_alike(d, change, at, gone);
}

void instead_of_function(struct diffing *d, struct change *change,
			 const struct api_function *function, const char *alias)
{
	struct likely gone = { .name = change->name, .prototype = function->prototype };

	instead_of(d, change, function->at, &gone, alias ? alias : function->calls);
}

void instead_of_macro(struct diffing *d, struct change *change, const struct api_macro *macro,
		      const char *alias)
{
	struct likely gone = { .name = change->name };

	instead_of(d, change, macro->at, &gone, alias ? alias : macro->calls);
}

static void index_fields(struct diffing *d)
{
	struct arena *arena = &d->run->arena;

	for (size_t i = 0; i < d->to->n_types; i++) {
		const struct api_record *record = &d->to->types[i];
		const struct api_record *before = api_find_type(d->from, record->name);

		for (unsigned int j = 0; before && j < record->n_members; j++) {
			const char *name = record->members[j].name;

			if (!api_find_member(before, name))
				table_add(arena, &d->new_fields, name,
					  arena_printf(arena, "%s in %s", name, record->name));
		}
	}
}

/* The end of a flag's name may be a structure's field now: "X_NETNS_LOCAL" and "netns_local". */
static void guess_field(struct diffing *d, struct change *change, const char *name)
{
	char lower[128];

	if (!d->new_fields.n)
		index_fields(d);
	for (const char *end = name; (end = strchr(end, '_'));) {
		size_t len = strlen(++end);
		const char *field;

		if (len < 6 || len >= sizeof(lower) || !strchr(end, '_'))
			continue;
		for (size_t i = 0; i <= len; i++)
			lower[i] = (char)tolower((unsigned char)end[i]);
		field = table_find(&d->new_fields, lower);
		if (field) {
			guess(change, field);
			return;
		}
	}
}

void instead_of_constant(struct diffing *d, struct change *change, struct place at, int64_t value)
{
	struct likely gone = { .name = change->name, .is_number = true, .value = value };

	instead_of(d, change, at, &gone, NULL);
	if (!change->instead)
		guess_field(d, change, change->name);
}

void instead_of_member(struct diffing *d, struct change *change, const struct api_record *from,
		       const struct api_member *member, const struct api_record *to)
{
	unsigned int best = LIKELY - 1;

	for (unsigned int i = 0; i < to->n_members; i++) {
		const struct api_member *m = &to->members[i];
		unsigned int score = likeness(member->name, m->name);

		if (!score || !m->prototype != !member->prototype)
			continue;
		if (!strcmp(m->type.canonical, member->type.canonical))
			score += SAME_TYPE;
		if (!api_find_member(from, m->name))
			score += NEW_NAME;
		if (score <= best)
			continue;
		best = score;
		guess(change, m->name);
	}
	(void)d;
}
