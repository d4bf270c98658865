/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_WAYS_H
#define SHEATH_INFER_WAYS_H

#include "infer/extra.h"
#include "infer/walk.h"

/*
 * The ways through a body, each as the calls on it that are given something the caller has: what is freed,
 * kept, locked is decided by all of them together. Ways with the same calls are one.
 */
#define MAX_STEPS 14
#define MAX_KNOWN 8
#define MAX_WAYS  32
#define MAX_CALLS 64
#define MAX_ENDS  32

/* A call, and what its result is on this way: BIT_…. */
struct step {
	unsigned char call, mask;
};

/* What a variable is on this way, and the step that gave it; -1: none. */
struct known {
	unsigned long long decl;
	unsigned char mask;
	signed char step;
};

struct way {
	struct step steps[MAX_STEPS];
	unsigned int n;
	struct known known[MAX_KNOWN];
	unsigned int n_known;
	bool dead; /* it does not go on */
};

struct ways {
	struct way *list[MAX_WAYS];
	unsigned int n;
};

/* A call as the function's line has it: "kfree 27 0:1". */
struct traced_call {
	const struct node *node;
	const char *text;
};

/* Where break and continue lead. */
struct way_frame {
	struct way_frame *outer;
	struct ways after, again;
	struct ways entry; /* of a switch */
	bool loop, has_default;
};

struct way_label {
	unsigned long long decl;
	struct ways ways;
	struct way_label *next;
};

struct tracing {
	struct body *body;
	struct unit *unit;
	struct traced_call calls[MAX_CALLS];
	unsigned int n_calls;
	struct way_frame *frame;
	struct way_label *labels;
	const char *ends[MAX_ENDS];
	unsigned int n_ends;
	struct table sources; /* what the result may come from */
	struct text *found;   /* of those, the lines */
	bool lost;	      /* too much to tell */
};

/* A value on a way: what it may be, the variable it was read from, the step that gave it. */
struct found {
	unsigned char mask;
	int step;
	unsigned long long decl;
};

/* ways.c */
void ways_add(struct tracing *t, struct ways *ways, const struct way *way);
void ways_join(struct tracing *t, struct ways *to, const struct ways *from);
const struct known *way_known(const struct way *way, unsigned long long decl);
void way_set(struct way *way, unsigned long long decl, struct found found);
/* False: the way is not possible. */
bool way_filter(struct way *way, struct found found, unsigned int mask);
/* Adds the call; its place among the steps. -1: there are too many. */
int way_step(struct tracing *t, struct way *way, const struct node *call, const char *text,
	     unsigned int mask);
void way_end(struct tracing *t, const struct way *way, struct found found);

/* ways_expr.c */
#define MAX_ARGS 8

struct found way_expr(struct tracing *t, struct way *way, struct node *node);
/* The arguments of a call; how many there are, up to MAX_ARGS. */
unsigned int way_args(struct tracing *t, struct way *way, struct node *call, struct found *args);
/* The summary of what is called if it only computes; NULL otherwise. */
const struct summary *pure_summary(struct tracing *t, const struct node *call);
/* What that makes of what it is given. */
struct found computed(const struct summary *summary, const struct found *args, unsigned int n);

/* ways_condition.c */
void way_condition(struct tracing *t, const struct way *way, struct node *node, struct ways *yes,
		   struct ways *no);
/* Is it a truth that tells something of variables? */
bool node_is_truth(const struct node *node);

/* ways_stmt.c */
void ways_statement(struct tracing *t, struct ways *ways, struct node *node);

/* object.c */
/*
 * What an expression is about, in words of parameters and of what is outside: "0", parameter 0; "&0->lock";
 * "0->parent"; "&:list_lock"; "^0", the structure that it is within. NULL: something else.
 */
const char *object_name(const struct body *body, struct node *node);

/* source.c */
/* Notes what a returned expression may come from. */
void note_sources(struct tracing *t, struct node *node);

#endif
