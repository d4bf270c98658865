// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Locks that are held at return and were not before, that are given up, that callers must hold. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "contract/pair_names.h"
#include "infer/ways_solve.h"

#define MAX_LOCKS  8
#define MAX_OBJECT 80

/* Locks on one way, or on all. */
struct held {
	const char *object;
	int depth;   /* held more often than at the beginning, or less */
	bool needed; /* it was held already */
	bool unclear;
	unsigned int line;
	struct tally locks, unlocks, holds;
};

struct holding {
	struct held list[MAX_LOCKS];
	unsigned int n;
	bool lost;
};

static struct held *held_of(struct holding *holding, const char *object)
{
	for (unsigned int i = 0; i < holding->n; i++)
		if (!strcmp(holding->list[i].object, object))
			return &holding->list[i];
	if (holding->n == MAX_LOCKS) {
		holding->lost = true;
		return NULL;
	}
	holding->list[holding->n] = (struct held){ .object = object };
	return &holding->list[holding->n++];
}

/* What an object of the callee's is in the caller's words; NULL: nothing that it has a word for. */
static const char *in_callers_words(struct run *run, const char *object,
				    const struct way_call *call)
{
	bool address = *object == '&';
	const char *inner = object + address, *arg = NULL;
	char *rest;
	unsigned long param;

	if (*inner == ':')
		return object;
	param = strtoul(inner, &rest, 10);
	for (unsigned int i = 0; i < call->n; i++)
		if (call->args[i].param == param)
			arg = call->args[i].object;
	if (rest == inner || !arg || *arg == '^' || strlen(arg) + strlen(rest) > MAX_OBJECT)
		return NULL;
	if (!*rest)
		return arg;
	if (*arg == '&')
		return run_intern(run, arena_printf(&run->arena, "%s%s.%s", address ? "&" : "",
						    arg + 1, rest + strlen("->")));
	return run_intern(run, arena_printf(&run->arena, "%s%s%s", address ? "&" : "", arg, rest));
}

static void apply(struct held *held, const struct lock *lock, enum when when, unsigned int line)
{
	if (when == NEVER)
		return;
	if (when != ALWAYS) {
		held->unclear = true;
		return;
	}
	if (!held->line)
		held->line = line;
	if (lock->effect == LOCKS) {
		held->depth++;
		return;
	}
	held->needed |= held->depth <= 0;
	if (lock->effect == UNLOCKS)
		held->depth--;
}

static void follow(struct all_ways *ways, const struct owning *function, const struct way_end *end,
		   struct holding *holding)
{
	for (unsigned int i = 0; i < end->n; i++) {
		const struct way_call *call = &function->calls[end->steps[i].call];
		const struct owning *callee = call->function;

		for (const struct lock *lock = callee ? callee->locks : NULL; lock;
		     lock = lock->next) {
			const char *object = in_callers_words(ways->run, lock->object, call);
			struct held *held = object ? held_of(holding, object) : NULL;

			if (held)
				apply(held, lock,
				      when_called(lock->when, callee, end->steps[i].mask),
				      call->line);
		}
	}
}

static void tally_way(struct holding *all, const struct holding *way, const struct owning *function,
		      const struct way_end *end)
{
	for (unsigned int i = 0; i < all->n; i++) {
		struct held *held = &all->list[i];
		const struct held *now = NULL;
		int depth;

		for (unsigned int k = 0; k < way->n; k++)
			if (way->list[k].object == held->object)
				now = &way->list[k];
		depth = now ? now->depth : 0;
		held->unclear |= now && now->unclear;
		tally_add(&held->locks, function, end, depth > 0 ? ALWAYS : NEVER);
		tally_add(&held->unlocks, function, end, depth < 0 ? ALWAYS : NEVER);
		tally_add(&held->holds, function, end, now && now->needed ? ALWAYS : NEVER);
	}
}

static void add_lock(struct all_ways *ways, struct owning *function, const struct held *held,
		     enum lock_effect effect, enum when when)
{
	struct lock *lock = arena_new(&ways->run->arena, struct lock, 1);

	*lock = (struct lock){ held->object, effect, when, held->line, function->locks };
	function->locks = lock;
}

static void conclude(struct all_ways *ways, struct owning *function, const struct held *held)
{
	enum when locks = tally_when(&held->locks), unlocks = tally_when(&held->unlocks);
	enum when holds = tally_when(&held->holds);

	if (held->unclear || (locks != NEVER && unlocks != NEVER))
		return;
	if (locks == ALWAYS || locks == IF_IT_SUCCEEDS)
		add_lock(ways, function, held, LOCKS, locks);
	else if (unlocks == ALWAYS || unlocks == IF_IT_SUCCEEDS || unlocks == IF_IT_FAILS)
		add_lock(ways, function, held, UNLOCKS, unlocks);
	else if (locks == NEVER && unlocks == NEVER && holds == ALWAYS)
		add_lock(ways, function, held, HOLDS, ALWAYS);
}

static unsigned int count(const struct lock *lock)
{
	unsigned int n = 0;

	for (; lock; lock = lock->next)
		n++;
	return n;
}

bool solve_locks(struct all_ways *ways, struct owning *function)
{
	struct holding all = { .n = 0 }, *each;
	unsigned int before = count(function->locks);

	if (function->stated || function->lost || !function->n_ends)
		return false;
	each = arena_new(&ways->run->arena, struct holding, function->n_ends);
	for (unsigned int i = 0; i < function->n_ends; i++) {
		follow(ways, function, &function->ends[i], &each[i]);
		all.lost |= each[i].lost;
		for (unsigned int k = 0; k < each[i].n; k++) {
			struct held *held = held_of(&all, each[i].list[k].object);

			if (held && !held->line)
				held->line = each[i].list[k].line;
		}
	}
	function->locks = NULL;
	for (unsigned int i = 0; i < function->n_ends; i++)
		tally_way(&all, &each[i], function, &function->ends[i]);
	for (unsigned int i = 0; i < all.n && !all.lost; i++)
		conclude(ways, function, &all.list[i]);
	return count(function->locks) != before;
}

/* The last member on the way to a lock: "limits_lock". What has none is an argument itself, or a variable. */
static const char *lock_member(const char *object)
{
	const char *member = NULL;

	for (const char *at = object; *at; at++)
		if (*at == '.' || *at == '>')
			member = at + 1;
	return member;
}

/* What a function is called without the file that it is in. */
static const char *own_name(const char *name)
{
	const char *colon = strchr(name, ':');

	name = colon ? colon + 1 : name;
	return name + strspn(name, "_");
}

/* Many structures have a "lock": those that matter are of functions whose names begin alike. */
static const char *taken_key(const struct all_ways *ways, const struct owning *function,
			     const char *object)
{
	const char *member = lock_member(object), *name = own_name(function->name);

	if (!member || strchr(member, '_'))
		return member ? member : object;
	return run_intern(ways->run, arena_printf(&ways->run->arena, "%.*s %s",
						  (int)strcspn(name, "_"), name, member));
}

void locks_taken(struct all_ways *ways)
{
	for (size_t i = 0; i < ways->n; i++)
		for (const struct lock *lock = ways->all[i]->locks; lock; lock = lock->next)
			if (lock->effect == LOCKS)
				table_add(&ways->run->arena, &ways->taken,
					  taken_key(ways, ways->all[i], lock->object), lock);
}

bool is_given_up(const struct all_ways *ways, const struct owning *function,
		 const struct lock *lock)
{
	return !lock_member(lock->object) ||
	       pair_name_releases(function->name, strlen(function->name)) ||
	       table_find(&ways->taken, taken_key(ways, function, lock->object));
}
