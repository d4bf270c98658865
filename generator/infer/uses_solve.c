// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which call ends what another began, as callers have it. See infer/uses.c for the lines. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "contract/pair_names.h"
#include "infer/extra_solve.h"
#include "infer/lines.h"
#include "model/inferred.h"

#define MAX_WORDS 8

/* That @by was seen to end what @function gives, or does to its argument. */
struct ending {
	const char *by;
	unsigned int arg;  /* of @by */
	unsigned int n;	   /* in how many functions */
	unsigned int weak; /* of these, how many say little */
	unsigned int line;
	const char *file;
	struct ending *next;
};

/* What @function begins with its result (-1) or an argument. */
struct beginning {
	const char *function;
	int position;
	struct ending *endings;
	unsigned int n;
};

/* How often a function is called, and how often of that on a way out. */
struct frequency {
	unsigned int n, leaving;
};

struct pairing {
	struct run *run;
	struct inferred_list *list;
	struct table beginnings, frequencies, enders;
	struct beginning **all;
	size_t n, room;
};

/* A member of a structure that calls have to do with, in one file. */
struct mention {
	const char *member, *callee, *position, *in;
	unsigned int line;
	bool ends;
	struct mention *next;
};

static struct beginning *find_beginning(struct pairing *p, const char *function,
					const char *position)
{
	struct arena *arena = &p->run->arena;
	const char *key = arena_printf(arena, "%s %s", function, position);
	struct beginning *beginning = table_find(&p->beginnings, key);

	if (beginning)
		return beginning;
	beginning = arena_new(arena, struct beginning, 1);
	beginning->function = run_intern(p->run, function);
	beginning->position = *position == 'r' ? -1 : atoi(position);
	table_add(arena, &p->beginnings, key, beginning);
	if (p->n == p->room) {
		struct beginning **grown;

		p->room = p->room ? 2 * p->room : 4096;
		grown = arena_new(arena, struct beginning *, p->room);
		if (p->n)
			memcpy(grown, p->all, p->n * sizeof(*grown));
		p->all = grown;
	}
	p->all[p->n++] = beginning;
	return beginning;
}

static void add_ending(struct pairing *p, struct beginning *beginning, const char *by,
		       unsigned int arg, const char *file, unsigned int line, bool weak)
{
	struct ending *ending = beginning->endings;

	while (ending && (strcmp(ending->by, by) || ending->arg != arg))
		ending = ending->next;
	if (!ending) {
		ending = arena_new(&p->run->arena, struct ending, 1);
		*ending = (struct ending){ run_intern(p->run, by), arg, 0, 0, line, file,
					   beginning->endings };
		beginning->endings = ending;
	}
	ending->n++;
	ending->weak += weak;
	beginning->n++;
}

/* --- names --- */

static unsigned int common_words(const char *a, const char *b)
{
	unsigned int n = 0;

	for (;;) {
		size_t len = strcspn(a, "_");

		if (!len || strcspn(b, "_") != len || strncmp(a, b, len))
			return n;
		n++;
		a += len;
		b += len;
		if (!*a || !*b)
			return n;
		a++;
		b++;
	}
}

static unsigned int count_words(const char *name)
{
	unsigned int n = 1;

	for (; *name; name++)
		n += *name == '_' && name[1] && name[1] != '_';
	return n;
}

/* The last @n words of a name. */
static const char *last_words(const char *name, unsigned int n)
{
	const char *at = name + strlen(name);

	while (at > name && (at[-1] != '_' || --n))
		at--;
	return at;
}

/* Do the names differ in one word only: thing_register, thing_unregister; get_thing, put_thing? */
static bool is_like(const char *a, const char *b)
{
	unsigned int n = count_words(a), before;

	a += strspn(a, "_");
	b += strspn(b, "_");
	if (n < 2 || count_words(b) != n || !strcmp(a, b))
		return false;
	before = common_words(a, b);
	return before + 1 == n ||
	       !strcmp(last_words(a, n - before - 1), last_words(b, n - before - 1));
}

/* thing_park, thing_unpark */
static bool is_negated(const char *function, const char *by)
{
	size_t same = 0;

	while (function[same] && function[same] == by[same])
		same++;
	return (!same || by[same - 1] == '_') && !strncmp(by + same, "un", 2) &&
	       !strcmp(by + same + 2, function + same);
}

/* Has @by the other word of a pair in the place of one of @function's? */
static bool has_other_word(const char *function, const char *by)
{
	struct pair_names names;
	const char *name;

	pair_names_init(&names, function);
	while ((name = pair_names_next(&names)) && strcmp(name, by))
		;
	pair_names_release(&names);
	return name;
}

/* Either way round: what was disabled is enabled again. */
static bool is_opposite(const char *function, const char *by)
{
	return is_negated(function, by) || has_other_word(function, by) ||
	       has_other_word(by, function);
}

/* --- lines --- */

static unsigned int split(char *line, char **words)
{
	unsigned int n = 0;

	for (char *at = line; n < MAX_WORDS && (words[n] = strsep(&at, " "));)
		n++;
	return n;
}

static void add_mention(struct pairing *p, struct mention **mentions, char **words,
			unsigned int line)
{
	struct mention *mention = arena_new(&p->run->arena, struct mention, 1);

	*mention = (struct mention){
		.member = run_intern(p->run, words[1]),
		.callee = run_intern(p->run, words[2]),
		.position = run_intern(p->run, words[3]),
		.in = run_intern(p->run, words[4]),
		.line = line,
		.ends = *words[0] == 'w',
		.next = *mentions,
	};
	*mentions = mention;
}

static void add_frequency(struct pairing *p, char **words)
{
	struct frequency *frequency = table_find(&p->frequencies, words[1]);

	if (!frequency) {
		frequency = arena_new(&p->run->arena, struct frequency, 1);
		table_add(&p->run->arena, &p->frequencies, run_intern(p->run, words[1]), frequency);
	}
	frequency->n += (unsigned int)atoi(words[2]);
	frequency->leaving += (unsigned int)atoi(words[3]);
}

static void read_line(struct pairing *p, const char *file, char *line, struct mention **mentions)
{
	char *words[MAX_WORDS];
	unsigned int n = split(line, words);

	if (*words[0] == 't' && n == 4)
		add_frequency(p, words);
	else if (*words[0] == 'p' && n == 7)
		add_ending(p, find_beginning(p, words[1], words[2]), words[3],
			   (unsigned int)atoi(words[4]), file, (unsigned int)atoi(words[6]),
			   *words[5] == 'i');
	else if (n >= 5)
		add_mention(p, mentions, words, n > 5 ? (unsigned int)atoi(words[5]) : 0);
}

/* What begins in one function of a file and ends in another: probe and remove. Names must agree. */
static void match_mentions(struct pairing *p, const char *file, const struct mention *mentions)
{
	for (const struct mention *a = mentions; a; a = a->next) {
		for (const struct mention *b = mentions; b; b = b->next) {
			if (!b->ends || a->member != b->member || a->in == b->in ||
			    a->callee == b->callee || !is_like(a->callee, b->callee))
				continue;
			add_ending(p, find_beginning(p, a->callee, a->position), b->callee,
				   (unsigned int)atoi(b->position), file, b->line, false);
		}
	}
}

static void read_unit(struct pairing *p, const struct unit_text *unit)
{
	static const char *const words[] = { "p ", "m ", "t ", "w ", NULL };
	struct mention *mentions = NULL;
	struct text line = TEXT_INIT;

	for (const char *at = unit->text; lines_next(&at, words, &line);)
		read_line(p, unit->name, line.buf, &mentions);
	match_mentions(p, unit->name, mentions);
	text_release(&line);
}

/* --- conclusions --- */

/* In percent, how much of its calls are on a way out. */
static unsigned int leaving_share(const struct pairing *p, const char *function)
{
	const struct frequency *frequency = table_find(&p->frequencies, function);

	return frequency && frequency->n ? 100 * frequency->leaving / frequency->n : 0;
}

/* What ends something is called on ways out, more often than what begins it. */
static bool is_ending(const struct pairing *p, const char *begins, const char *ends)
{
	unsigned int share = leaving_share(p, ends);

	return share >= 20 && leaving_share(p, begins) < 40 &&
	       share >= leaving_share(p, begins) + 15;
}

/*
 * Something's result is given back by what most callers call then. With an argument many things are
 * done: there only names that say the opposite are believed, and names of two words often do.
 */
static bool is_sure(const struct beginning *beginning, const struct ending *best)
{
	bool like = is_like(beginning->function, best->by);
	unsigned int strong = best->n - best->weak;

	if (beginning->position >= 0 && !is_opposite(beginning->function, best->by))
		return false;
	if (beginning->position < 0 && !like)
		return best->n >= 4 && best->n * 5 >= beginning->n * 4;
	if (beginning->position < 0 || count_words(beginning->function) < 3)
		return like && strong >= 2 && best->n * 3 >= beginning->n * 2;
	return like && strong >= 2 && best->n * 2 >= beginning->n;
}

static bool is_better(const struct beginning *beginning, const struct ending *a,
		      const struct ending *b)
{
	bool a_like = is_like(beginning->function, a->by);
	bool b_like = is_like(beginning->function, b->by);

	if (beginning->position >= 0 && a_like != b_like)
		return a_like;
	return a->n != b->n ? a->n > b->n : a_like && !b_like;
}

static const struct ending *best_ending(const struct pairing *p, const struct beginning *beginning)
{
	const struct ending *best = NULL;

	for (const struct ending *ending = beginning->endings; ending; ending = ending->next)
		if (is_ending(p, beginning->function, ending->by) &&
		    (!best || is_better(beginning, ending, best)))
			best = ending;
	return best;
}

/* What ends something begins nothing: two things that are ended one after the other are no pair. */
static void note_ending(struct pairing *p, const struct beginning *beginning)
{
	const struct ending *best = best_ending(p, beginning);

	if (best && is_like(beginning->function, best->by) &&
	    leaving_share(p, beginning->function) < 20)
		table_add(&p->run->arena, &p->enders, best->by, best);
}

static void conclude(struct pairing *p, const struct beginning *beginning)
{
	struct inferred *function = (struct inferred *)inferred_find(p->list, beginning->function);
	const struct ending *best = best_ending(p, beginning);
	bool result = beginning->position < 0, sure;
	unsigned int param = result ? 0 : (unsigned int)beginning->position;

	if (!function || !best || table_find(&p->enders, beginning->function) ||
	    (!result && (param >= function->n_params || !function->params[param])))
		return;
	sure = is_sure(beginning, best);
	/* a guess is worth saying if it is not one of many */
	if (!sure &&
	    (best->n * 2 < beginning->n || (!result && !is_like(beginning->function, best->by))))
		return;
	inferred_fact(p->run, function, result ? SUBJECT_RETURN : SUBJECT_PARAM, param,
		      "released_by", best->by, ORIGIN_BODY,
		      (struct place){ best->file, best->line, 0 }, sure);
}

void uses_solve(struct run *run, const struct unit_text *units, size_t n,
		struct inferred_list *list)
{
	struct pairing p = { .run = run, .list = list };

	for (size_t i = 0; i < n; i++)
		read_unit(&p, &units[i]);
	for (size_t i = 0; i < p.n; i++)
		note_ending(&p, p.all[i]);
	for (size_t i = 0; i < p.n; i++)
		conclude(&p, p.all[i]);
}
