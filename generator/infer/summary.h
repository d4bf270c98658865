/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_SUMMARY_H
#define SHEATH_INFER_SUMMARY_H

#include "base/place.h"
#include "base/table.h"
#include "base/text.h"
#include "infer/value.h"

struct run;

/*
 * What a function does, in words of its parameters and of other functions. As text, one line begins
 * it and those that begin with a blank go on:
 *
 *   fn NAME RESULT GFP FILE:LINE FLAGS PROTOTYPE [PARAMETER,...]
 *    r [PARAM[&FLAGS]:MASK]... = VALUE      what it returns, if each of these parameters is one of MASK
 *    cLINE [PARAM[&FLAGS]:MASK]... = ATOM    something that it calls then
 *   op STRUCT.MEMBER NAME           that function is a callback
 *   st STRUCT.MEMBER VALUE          what is stored in members of that name
 *   us STRUCT.MEMBER N M            N functions test whether it is NULL, M do not; of FUNCTION(), too
 *
 * A function that only its file can call has the name "drivers/clk/clk.c:clk_core_get".
 */

/* What holds of the parameters in one case. */
struct condition {
	unsigned int param;
	unsigned char mask;
	long long flags; /* of "parameter & flags"; 0: of the parameter itself */
};

/* The bits that a number, or what @flags leave of it, is. */
unsigned int condition_bits(const struct condition *condition, long long number);

struct summary_case {
	const struct condition *conditions; /* by parameter */
	unsigned int n;
	const struct value *value;
};

/* What a result is for: of which kinds there are conventions. */
enum result_kind {
	RESULT_VOID,
	RESULT_BOOL,
	RESULT_UNSIGNED,
	RESULT_INT,
	RESULT_POINTER,
	RESULT_OTHER
};

/* Something that is called. Parameters that are allocation flags: see walk.h. */
struct summary_call {
	const struct condition *conditions;
	unsigned int n, line;
	struct atom what; /* SOURCE_CALL, SOURCE_MEMBER, SOURCE_CALLED, SOURCE_UNKNOWN */
};

struct summary {
	const char *name; /* as others call it, see above */
	enum result_kind result;
	bool file_only; /* static, in a file that is no header */
	bool header;	/* in a header */
	bool pure;	/* calls nothing, stores nothing: it can be understood where it is called */
	bool noreturn;
	unsigned int gfp;      /* the parameter that is allocation flags, from 1; 0: none */
	bool stub;	       /* in another configuration it does more */
	const char *prototype; /* see prototype_mark(); "-" if nobody else can call it */
	const char *params;    /* their names, with commas between; NULL: none */
	struct place at;
	struct summary_case *cases;
	unsigned int n_cases, room;
	struct summary_call *calls;
	unsigned int n_calls, calls_room;
};

/* More cases than this are one. */
#define MAX_CASES 12

void summary_add_case(struct arena *arena, struct summary *summary, const struct summary_case *add);
void summary_add_call(struct arena *arena, struct summary *summary,
		      const struct summary_call *call);

/* A member of structures, with functions it points to or with what is stored in it; or a function's result. */
struct member {
	const char *name;   /* "clk_ops.enable" */
	unsigned int index; /* of struct summaries, all_members */
	const char **functions;
	unsigned int n_functions, room;
	const struct value *stored; /* NULL: nothing */
	/* functions that look whether it is NULL first, and that do not */
	unsigned int tested, used;
	unsigned int in_sections; /* functions that call it in an atomic section */
};

/* All that summaries of several units say. */
struct summaries {
	struct table functions; /* name -> struct summary: the first that has it */
	struct table members;	/* name -> struct member */
	struct summary **all;
	unsigned int n, room;
	struct member **all_members;
	unsigned int n_members, members_room;
};

struct member *summaries_member(struct run *run, struct summaries *all, const char *name);
void member_add_function(struct arena *arena, struct member *member, const char *function);
/* The first of a name stays. */
void summaries_add(struct run *run, struct summaries *all, struct summary *summary);
void summaries_write(struct text *text, const struct summaries *all);
/* Adds what @text says; lines that are not understood are skipped. */
void summaries_read(struct run *run, struct summaries *all, const char *text, size_t len);

#endif
