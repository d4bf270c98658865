/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_WALK_H
#define SHEATH_INFER_WALK_H

#include "infer/node.h"
#include "infer/summary.h"

/*
 * The walk through a function's body: forwards along all ways at once, with what is known of
 * variables at each point.
 */

/* A variable, or a place that is reached through one: "clk->core->parent". */
struct variable {
	int root;	 /* the variable through which it is reached; -1: it is one itself */
	int param;	 /* which parameter it is; -1: none */
	bool outer;	 /* not of this function */
	bool gfp;	 /* allocation flags */
	long long flags; /* "parameter & flags": of these; 0: it is none */
	struct node_type type;
	const char *member; /* "clk.core" of a place that is a member; NULL */
	/* of a variable of the function: what others that set it call it; NULL */
	const char *pointee;
	const struct value *initial; /* what it is before anything is stored in it */
};

/* What is known at one point. A value that is NULL is the variable's initial one. */
struct state {
	bool live;
	unsigned int n;
	const struct value **values;
};

struct split {
	struct state yes, no;
};

/* What a truth value says of variables, as long as they are what they were before. */
struct test {
	struct test_row {
		unsigned int variable;
		const struct value *before, *yes, *no;
	} *rows;
	unsigned int n;
};

/* The value of an expression, and the variable that it was read from; -1: none. */
struct result {
	const struct value *value;
	int variable;
};

/* Where break and continue lead. */
struct frame {
	struct frame *outer;
	struct state after, again;
	bool loop;
	const struct node_type *type;
	/* Of a switch: what its cases begin with. */
	struct state entry;
	struct result on;
	bool has_default, has_positive;
};

struct label {
	unsigned long long decl;
	struct state state;
};

/* The unit whose functions are walked. */
struct unit {
	struct run *run;
	struct arena *arena; /* of what outlives one function */
	const struct libclang *clang;
	struct summaries *all;
	const char *name, *root;
	struct types *types;
	unsigned int depth;	  /* of functions that are being walked */
	struct table callees;	  /* by identity of the declaration: struct callee */
	long long may_sleep_flag; /* of allocation flags */
	const struct part *part;  /* headers that are read; NULL: a file is */
};

/* A function as its callers see it. */
struct callee {
	const char *name;
	CXCursor cursor;
	bool walked; /* or it is being walked */
	bool noreturn, builtin;
	int gfp;	    /* the parameter that is allocation flags; -1: none */
	unsigned int reads; /* bits of the parameters through which nothing is changed */
	struct node_type type;
	const struct summary *summary; /* NULL: not seen so far */
};

struct walk {
	struct unit *unit;
	struct arena *arena; /* of this function */
	struct nodes nodes;
	struct variable *variables;
	unsigned int n, room;
	struct table by_decl, by_path;
	struct label *labels;
	unsigned int n_labels, labels_room;
	struct frame *frame;
	struct state state;
	struct summary *summary;
	unsigned int n_params;
	int *params; /* their variables */
	bool impure; /* it calls or changes something */
	struct trust *trusts;
};

/* state.c */
struct state state_copy(struct walk *walk, const struct state *state);
struct state state_join(struct walk *walk, const struct state *a, const struct state *b);
struct state state_dead(void);
bool state_equal(struct walk *walk, const struct state *a, const struct state *b);
const struct value *state_get(struct walk *walk, const struct state *state, int variable);
void state_set(struct walk *walk, struct state *state, int variable, const struct value *value);
/* Only @mask is possible of a variable; the state is dead if nothing is left. */
void state_filter(struct walk *walk, struct state *state, int variable, unsigned int mask);
/* What is reached through @variable may have changed. */
void state_forget(struct walk *walk, struct state *state, int variable);
int variable_of_decl(struct walk *walk, const struct node *name);
/* "::system_wq" of what is not of this function. */
const char *global_name(struct unit *unit, CXCursor decl);
int variable_of_path(struct walk *walk, int root, const char *step, const struct node *node,
		     const char *member);
/* "parameter & @flags", as a variable of its own. */
int variable_of_flags(struct walk *walk, unsigned int param, long long flags);

/* lvalue.c */
int lvalue(struct walk *walk, struct node *node);
/* "clk_ops.enable"; NULL: the structure has no name. */
const char *member_name(struct walk *walk, const struct node *node);
/* The same, or "::system_wq" of a variable that is not of this function, or an element of it. */
const char *place_name(struct walk *walk, const struct node *node);

/* "*clk" of what holds a pointer to struct clk and has no name of its own: only another pointer, or an index, leads there. */
const char *pointer_name(struct walk *walk, CXType pointer);

/* expr.c */
struct result walk_expr(struct walk *walk, struct node *node);

/* condition.c */
struct split walk_condition(struct walk *walk, struct node *node);
struct result walk_truth(struct walk *walk, struct node *node);
struct split split_on(struct walk *walk, struct result result);
/* The state if @on equals one of @low ... @high. */
struct state state_equals(struct walk *walk, const struct state *state, struct result on,
			  long long low, long long high);
struct test *test_make(struct walk *walk, const struct state *before, const struct state *yes,
		       const struct state *no);

/*
 * gfp.c: a variable that is allocation flags is positive if they allow sleeping, zero if they do not.
 */
const struct value *gfp_value(struct walk *walk, const struct value *value);
/* What "A op B" is if one of them is such a variable. False: neither is, or it is not known. */
bool gfp_arithmetic(struct walk *walk, int op, struct result a, struct result b,
		    struct result *result);
/* The same of what is passed as allocation flags. */
const struct value *gfp_passed(struct walk *walk, struct node *node);

/* call.c */
bool is_gfp(struct unit *unit, CXType type);
struct result walk_call(struct walk *walk, struct node *node);
struct callee *callee_of(struct unit *unit, CXCursor function);

/* trust.c */
void note_tested(struct walk *walk, const struct value *value);
void note_used(struct walk *walk, const struct value *value);
/* At the end of a function. */
void count_trusts(struct walk *walk);

/* stmt.c */
void walk_stmt(struct walk *walk, struct node *node);
/* A block whose last statement is its value. */
struct result walk_block_expr(struct walk *walk, struct node *block);
/* Ends a way through the function, which returns @value. */
void walk_end(struct walk *walk, const struct value *value);

/* unit.c */
struct place unit_place(struct unit *unit, CXCursor cursor);

/* function.c */
/* What must hold of parameters for the state to be as it is. */
unsigned int conditions_of(struct walk *walk, const struct state *state,
			   const struct condition **conditions);
void walk_function(struct unit *unit, CXCursor function);

/* member.c */
void note_members(struct unit *unit, CXCursor variable);
void note_stored(struct unit *unit, const char *member, const struct node_type *type,
		 const struct value *value);
void note_callback(struct unit *unit, const char *member, CXCursor function);

#endif
