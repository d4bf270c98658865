// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What is made of the ways through all functions: followed through calls until nothing changes. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/ways_solve.h"
#include "model/inferred.h"

/* Functions that call each other in turn may never come to rest. */
#define MAX_ROUNDS 12

#define DEPTH 12

/* What a function returns if it succeeds, as far as it is known how it fails. */
static unsigned int success_of(const struct all_ways *ways, const struct owning *function)
{
	const struct inferred *inferred = inferred_find(ways->list, function->name);

	if (function->result == RESULT_POINTER || function->result == RESULT_BOOL)
		return BIT_POS;
	if (function->result != RESULT_INT)
		return BITS_ALL;
	for (unsigned int i = 0; inferred && i < inferred->facts.n; i++)
		if (!strcmp(inferred->facts.facts[i].kind->name, "returns") &&
		    !strcmp(inferred->facts.facts[i].value, "errno"))
			return BIT_ZERO;
	return BIT_ZERO | BIT_POS;
}

static void connect(struct all_ways *ways)
{
	for (size_t i = 0; i < ways->n; i++) {
		struct owning *function = ways->all[i];

		if (function->success == BITS_ALL)
			function->success = success_of(ways, function);
		for (unsigned int k = 0; k < function->n_calls; k++) {
			const char *callee = function->calls[k].callee;

			function->calls[k].function = ways_find(ways, callee + (*callee == '!'));
		}
	}
}

/* A reference to the argument is taken for the caller. */
static bool is_counted(const struct owning *function, unsigned int param)
{
	return param < MAX_PARAMS && (function->effects[COUNTS][param] == ALWAYS ||
				      function->effects[COUNTS][param] == IF_IT_SUCCEEDS);
}

/* All that is returned comes from what gives something that is the caller's. */
static bool is_owned(const struct all_ways *ways, struct owning *function, unsigned int depth)
{
	bool owned = function->n_sources;

	if (function->owned || function->looked || depth == DEPTH)
		return function->owned;
	function->looked = true;
	for (unsigned int i = 0; i < function->n_sources; i++) {
		const char *name = function->sources[i];
		struct owning *source = ways_find(ways, name);

		if (isdigit((unsigned char)*name))
			owned &= is_counted(function, (unsigned int)atoi(name));
		else
			owned &= source && is_owned(ways, source, depth + 1);
	}
	function->owned = owned;
	return owned;
}

/* The function that all that is returned comes from, and that others can call, too; NULL: several. */
static const char *source_of(const struct all_ways *ways, const struct owning *function,
			     unsigned int depth)
{
	const char *name = function->n_sources == 1 ? function->sources[0] : NULL;
	const struct owning *source;

	if (!name || depth == DEPTH || *name == '-' || isdigit((unsigned char)*name))
		return NULL;
	if (!strchr(name, ':'))
		return name;
	source = ways_find(ways, name);
	return source ? source_of(ways, source, depth + 1) : NULL;
}

/* --- facts --- */

struct telling {
	struct all_ways *ways;
	const struct owning *function;
	struct inferred *to;
};

static void tell(const struct telling *t, enum subject subject, unsigned int param,
		 const char *kind, const char *value, unsigned int line, bool sure)
{
	struct place at = t->to->at;

	if (line)
		at.line = line;
	inferred_fact(t->ways->run, t->to, subject, param, kind, value, ORIGIN_BODY, at, sure);
}

static void tell_effects(const struct telling *t, unsigned int param)
{
	enum when ends = t->function->effects[ENDS][param];
	enum when keeps = t->function->effects[KEEPS][param];
	unsigned int line = t->function->lines[ENDS][param];

	if (param >= t->to->n_params || !t->to->params[param])
		return;
	if (ends == ALWAYS)
		tell(t, SUBJECT_PARAM, param, "consumes", "true", line, true);
	else if (ends == IF_IT_SUCCEEDS || ends == IF_IT_FAILS)
		tell(t, SUBJECT_PARAM, param, "consumes_if",
		     ends == IF_IT_SUCCEEDS ? "success" : "failure", line, true);
	else if (keeps == ALWAYS || keeps == IF_IT_SUCCEEDS)
		tell(t, SUBJECT_PARAM, param, "kept", "true", t->function->lines[KEEPS][param],
		     true);
}

/* "&dev->mutex", in words of the parameters' names; NULL: one has none. */
static const char *lock_text(const struct telling *t, const char *object)
{
	struct arena *arena = &t->ways->run->arena;
	bool address = *object == '&';
	const char *inner = object + address;
	unsigned long param;
	char *rest;

	if (*inner == ':')
		return arena_printf(arena, "%s%s", address ? "&" : "", inner + 1);
	param = strtoul(inner, &rest, 10);
	if (rest == inner || param >= t->to->n_params || !t->to->params[param])
		return NULL;
	return arena_printf(arena, "%s%s%s", address ? "&" : "", t->to->params[param], rest);
}

static void tell_locks(const struct telling *t)
{
	static const char *const kinds[] = {
		[LOCKS] = "acquires", [UNLOCKS] = "releases", [HOLDS] = "holds"
	};

	for (const struct lock *lock = t->function->locks; lock; lock = lock->next) {
		const char *text = lock_text(t, lock->object);
		bool sure = lock->effect == LOCKS ||
			    (lock->when == ALWAYS &&
			     (lock->effect == HOLDS || is_given_up(t->ways, t->function, lock)));

		if (text)
			tell(t, SUBJECT_CALL, 0, kinds[lock->effect], text, lock->line, sure);
	}
}

static void conclude(struct all_ways *ways, struct owning *function)
{
	struct inferred *to = (struct inferred *)inferred_find(ways->list, function->name);
	struct telling t = { ways, function, to };
	const char *source;

	if (!to || !to->at.file)
		return;
	for (unsigned int param = 0; param < MAX_PARAMS; param++)
		tell_effects(&t, param);
	tell_locks(&t);
	if (function->result != RESULT_POINTER)
		return;
	source = source_of(ways, function, 0);
	if (is_owned(ways, function, 0))
		tell(&t, SUBJECT_RETURN, 0, "owned", "true", 0, true);
	if (source)
		tell(&t, SUBJECT_RETURN, 0, "comes_from", source, 0, true);
}

void ways_solve(struct run *run, const struct unit_text *units, size_t n, const struct spec *spec,
		struct inferred_list *list)
{
	struct all_ways ways = { .run = run, .list = list };
	bool changed = true;

	for (size_t i = 0; i < n; i++)
		ways_read(&ways, &units[i]);
	ways_state(&ways, spec);
	connect(&ways);
	for (unsigned int round = 0; changed && round < MAX_ROUNDS; round++) {
		changed = false;
		for (size_t i = 0; i < ways.n; i++) {
			changed |= solve_effects(ways.all[i]);
			changed |= solve_locks(&ways, ways.all[i]);
		}
	}
	locks_taken(&ways);
	for (size_t i = 0; i < ways.n; i++)
		conclude(&ways, ways.all[i]);
}
