// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The lines of infer/ways.c, and what contract files state instead. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/ways_solve.h"
#include "model/spec.h"

#define MAX_WORDS 24

struct owning *ways_find(const struct all_ways *ways, const char *name)
{
	return table_find(&ways->functions, name);
}

static struct owning *add(struct all_ways *ways, const char *name)
{
	struct arena *arena = &ways->run->arena;
	struct owning *function = arena_new(arena, struct owning, 1);

	function->name = run_intern(ways->run, name);
	function->success = BITS_ALL;
	table_add(arena, &ways->functions, function->name, function);
	if (ways->n == ways->room) {
		struct owning **grown;

		ways->room = ways->room ? 2 * ways->room : 4096;
		grown = arena_new(arena, struct owning *, ways->room);
		if (ways->n)
			memcpy(grown, ways->all, ways->n * sizeof(*grown));
		ways->all = grown;
	}
	ways->all[ways->n++] = function;
	return function;
}

static unsigned int split(char *line, char **words)
{
	unsigned int n = 0;

	for (char *at = line; n < MAX_WORDS && (words[n] = strsep(&at, " "));)
		n++;
	return n;
}

/* A list that grows by one: these are short. */
static void *grow(struct run *run, void *list, unsigned int n, size_t size)
{
	char *grown = list;

	if (n & (n - 1) || n == 1) /* room for as many as the next power of two */
		return list;
	grown = arena_alloc(&run->arena, (n ? 2 * n : 2) * size);
	memset(grown, 0, (n ? 2 * n : 2) * size);
	if (n)
		memcpy(grown, list, n * size);
	return grown;
}

/* i CALLEE LINE J:OBJECT... */
static void read_call(struct run *run, struct owning *function, char **words, unsigned int n)
{
	struct way_call *call;

	function->calls = grow(run, function->calls, function->n_calls, sizeof(*call));
	call = &function->calls[function->n_calls++];
	call->callee = run_intern(run, words[1]);
	call->line = n > 2 ? (unsigned int)atoi(words[2]) : 0;
	call->args = arena_new(&run->arena, struct way_arg, n);
	for (unsigned int i = 3; i < n; i++) {
		char *colon = strchr(words[i], ':');

		if (colon)
			call->args[call->n++] = (struct way_arg){ (unsigned int)atoi(words[i]),
								  run_intern(run, colon + 1) };
	}
}

static void read_steps(struct run *run, struct owning *function, struct way_end *end, char *word)
{
	unsigned int n = 1;

	for (const char *at = word; *at; at++)
		n += *at == ',';
	end->steps = arena_new(&run->arena, struct way_step, n);
	for (char *step; (step = strsep(&word, ","));) {
		char *colon = strchr(step, ':');
		unsigned int call = (unsigned int)atoi(step);

		if (colon && call < function->n_calls)
			end->steps[end->n++] =
				(struct way_step){ (unsigned char)call,
						   (unsigned char)strtoul(colon + 1, NULL, 16) };
	}
}

/* e MASK [C:MASK,...] [-0,1] */
static void read_end(struct run *run, struct owning *function, char **words, unsigned int n)
{
	struct way_end *end;

	function->ends = grow(run, function->ends, function->n_ends, sizeof(*end));
	end = &function->ends[function->n_ends++];
	end->mask = (unsigned int)strtoul(words[1], NULL, 16);
	for (unsigned int i = 2; i < n; i++) {
		if (*words[i] != '-') {
			read_steps(run, function, end, words[i]);
			continue;
		}
		for (char *rest = words[i] + 1, *one; (one = strsep(&rest, ","));)
			end->nulls |= 1U << (atoi(one) & 31);
	}
}

static void read_line(struct run *run, struct owning *function, char *line)
{
	char *words[MAX_WORDS];
	unsigned int n = split(line, words);

	if (*words[0] == 'x') {
		function->lost = true;
	} else if (*words[0] == 'i' && n > 1) {
		read_call(run, function, words, n);
	} else if (*words[0] == 'e' && n > 1) {
		read_end(run, function, words, n);
	} else if (*words[0] == 'r' && n > 1) {
		function->sources = grow(run, function->sources, function->n_sources,
					 sizeof(*function->sources));
		function->sources[function->n_sources++] = run_intern(run, words[1]);
	}
}

static struct owning *begin(struct all_ways *ways, char *line)
{
	char *words[MAX_WORDS];
	struct owning *function;

	if (split(line, words) < 3 || ways_find(ways, words[1]))
		return NULL; /* the first one counts */
	function = add(ways, words[1]);
	function->result = (enum result_kind)atoi(words[2]);
	return function;
}

void ways_read(struct all_ways *ways, const struct unit_text *unit)
{
	struct owning *function = NULL;
	struct text line = TEXT_INIT;
	const char *at = unit->text;

	for (size_t n; *at; at += n + (at[n] == '\n')) {
		n = strcspn(at, "\n");
		if (*at != ' ')
			function = NULL;
		if (!function && strncmp(at, "own ", strlen("own ")) != 0)
			continue;
		text_reset(&line);
		text_add_n(&line, at, n);
		if (function)
			read_line(ways->run, function, line.buf + 1);
		else
			function = begin(ways, line.buf);
	}
	text_release(&line);
}

/* --- what is stated --- */

static void state_args(struct owning *function, const struct spec_function *stated)
{
	static const struct {
		const char *key;
		enum effect effect;
	} keys[] = { { "consumes", ENDS }, { "released_by", COUNTS }, { "kept", KEEPS } };

	for (unsigned int i = 0; i < stated->n_args; i++) {
		const struct spec_arg *arg = &stated->args[i];
		unsigned int param = (unsigned int)atoi(arg->name + 1);

		if (*arg->name != '_' || !isdigit((unsigned char)arg->name[1]) ||
		    param >= MAX_PARAMS)
			continue;
		for (unsigned int j = 0; j < arg->facts.n; j++)
			for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++)
				if (!strcmp(arg->facts.items[j].key, keys[k].key)) {
					function->effects[keys[k].effect][param] = ALWAYS;
					function->stated = true;
				}
	}
}

/* A lock is an argument, "_0", or the name of what is no object. */
static void state_locks(struct all_ways *ways, struct owning *function,
			const struct spec_function *stated, bool fails)
{
	static const struct {
		const char *key;
		enum lock_effect effect;
	} keys[] = { { "acquires", LOCKS }, { "releases", UNLOCKS }, { "holds", HOLDS } };

	for (unsigned int i = 0; i < stated->facts.n; i++)
		for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
			const char *value = stated->facts.items[i].value;
			struct lock *lock;

			if (strcmp(stated->facts.items[i].key, keys[k].key) != 0)
				continue;
			lock = arena_new(&ways->run->arena, struct lock, 1);
			lock->object = arena_printf(&ways->run->arena, "%s%s",
						    *value == '_' ? "" : ":",
						    value + (*value == '_'));
			lock->effect = keys[k].effect;
			lock->when = fails && lock->effect == LOCKS ? IF_IT_SUCCEEDS : ALWAYS;
			lock->next = function->locks;
			function->locks = lock;
			function->stated = true;
		}
}

void ways_state(struct all_ways *ways, const struct spec *spec)
{
	for (unsigned int i = 0; i < spec->n_primitives; i++) {
		const struct spec_function *stated = &spec->primitives[i];
		struct owning *function = ways_find(ways, stated->name);
		const char *returns = NULL;

		if (!function)
			function = add(ways, stated->name);
		for (unsigned int j = 0; j < stated->facts.n; j++) {
			if (!strcmp(stated->facts.items[j].key, "returns"))
				returns = stated->facts.items[j].value;
			function->owned |= !strcmp(stated->facts.items[j].key, "owned");
		}
		if (returns)
			function->success = !strcmp(returns, "errno")  ? BIT_ZERO
					    : !strcmp(returns, "bool") ? BIT_POS
								       : function->success;
		state_args(function, stated);
		state_locks(ways, function, stated, returns);
	}
}
