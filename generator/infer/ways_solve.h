/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_WAYS_SOLVE_H
#define SHEATH_INFER_WAYS_SOLVE_H

#include "infer/extra_solve.h"
#include "infer/summary.h"

/* What the lines of infer/ways.c say, and what is made of them. */

#define MAX_PARAMS 16

/* On which ways something happens. */
enum when { NEVER, ALWAYS, IF_IT_SUCCEEDS, IF_IT_FAILS, SOMETIMES };

/* What happens to an argument. */
enum effect { ENDS, COUNTS, KEEPS, N_EFFECTS };

enum lock_effect { LOCKS, UNLOCKS, HOLDS };

struct lock {
	const char *object; /* as object_name() has it */
	enum lock_effect effect;
	enum when when;
	unsigned int line;
	struct lock *next;
};

struct way_arg {
	unsigned int param;
	const char *object;
};

struct way_call {
	const char *callee; /* "=": stored; "!MACRO": said */
	unsigned int line;
	struct way_arg *args;
	unsigned int n;
	struct owning *function; /* NULL: not read, nothing stated */
};

struct way_step {
	unsigned char call, mask;
};

/* A way through the function. */
struct way_end {
	unsigned int mask;  /* what it returns */
	unsigned int nulls; /* bits of the parameters that are no valid pointers there */
	struct way_step *steps;
	unsigned int n;
};

/* All that is known of one function. */
struct owning {
	const char *name;
	enum result_kind result;
	struct way_call *calls;
	unsigned int n_calls;
	struct way_end *ends;
	unsigned int n_ends;
	const char **sources;
	unsigned int n_sources;
	bool lost, stated;
	unsigned int success; /* what it returns if it succeeds */
	enum when effects[N_EFFECTS][MAX_PARAMS];
	unsigned int lines[N_EFFECTS][MAX_PARAMS];
	unsigned char keepers[MAX_PARAMS]; /* 1 + the parameter that keeps it; 0: all else */
	struct lock *locks;
	bool owned;  /* its result was not there before, or is counted for the caller */
	bool looked; /* while sources are followed */
};

struct all_ways {
	struct run *run;
	struct inferred_list *list;
	struct table functions, taken; /* taken: see locks_taken() */
	struct owning **all;
	size_t n, room;
};

struct owning *ways_find(const struct all_ways *ways, const char *name);
void ways_read(struct all_ways *ways, const struct unit_text *unit);
void ways_state(struct all_ways *ways, const struct spec *spec);

/* How often a thing happens on the ways with success, and on those without. */
struct tally {
	unsigned int yes[2], no[2], maybe[2]; /* 1: with success */
};
void tally_add(struct tally *tally, const struct owning *function, const struct way_end *end,
	       enum when answer);
enum when tally_when(const struct tally *tally);
/* Of something that happens @when @function is called, which returned @mask. */
enum when when_called(enum when when, const struct owning *function, unsigned int mask);

/* True if anything has changed. */
bool solve_effects(struct owning *function);
bool solve_locks(struct all_ways *ways, struct owning *function);

/* When all is solved: which locks are held when functions return that took them. */
void locks_taken(struct all_ways *ways);
/*
 * A function that gives up a lock has it from one that took it. If nobody is seen to take such locks, and its name
 * does not say that it gives up anything, it may have taken it itself where that was not seen.
 */
bool is_given_up(const struct all_ways *ways, const struct owning *function,
		 const struct lock *lock);

#endif
