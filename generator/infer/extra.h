/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_EXTRA_H
#define SHEATH_INFER_EXTRA_H

#include "base/table.h"
#include "infer/node.h"
#include "infer/unit.h"

struct unit;

/*
 * What is read from function bodies beside return values and contexts: which arguments are a buffer
 * and its length, what is freed, which calls belong together. Each reader adds lines to the unit's
 * summary that its solver understands.
 */
void unit_extra(struct run *run, const struct libclang *clang, CXTranslationUnit unit,
		const struct unit_input *input, struct unit *walked, struct unit_result *result);

/* A parameter of a function that is being read. */
struct body_param {
	const char *name;	 /* "": it has none */
	unsigned long long decl; /* as nodes have it */
	long long size; /* of what it points to, 1 for void; 0: it does not point, or not known */
	bool pointer;
};

/* Functions of headers that are called, to be read behind those of the file. */
struct inlines {
	CXCursor *list;
	unsigned int n, room;
	struct table seen;
};

/* A function whose body is being read. */
struct body {
	struct run *run;
	struct arena *arena; /* for nodes, given back after the function */
	const struct libclang *clang;
	const char *
		name; /* "clk_get", "drivers/clk/clk.c:clk_core_get" of one that only its file calls */
	const char *file; /* "drivers/clk/clk.c" */
	unsigned int line;
	struct body_param *params;
	unsigned int n_params;
	struct node *code;
	struct locals *locals; /* see infer/origin.h */
	struct inlines *inlines;
	struct text *out;
};

/* -1: not one of its parameters. */
int body_param(const struct body *body, unsigned long long decl);
unsigned int body_line(const struct body *body, const struct node *node);

/* What a call calls, as summaries name it; NULL: not a function by name. */
const char *body_callee(const struct body *body, const struct node *call);
/* The name of that function's parameter @i; "" if it has none. */
const char *body_callee_param(const struct body *body, const struct node *call, unsigned int i);
/* The size of what that parameter points to, 1 for void; 0: it does not point, or not known. */
long long body_callee_size(const struct body *body, const struct node *call, unsigned int i);

/* Is it __builtin_expect(), whose first argument is what matters? */
bool body_expects(const struct body *body, const struct node *node);

/* Calls @see for each node of the tree, the outer ones first. */
void node_each(struct node *node, void (*see)(struct node *node, void *data), void *data);

/* The readers. */
void read_comment(struct run *run, const struct libclang *clang, const struct unit_input *input,
		  CXCursor function, struct text *out);
void read_buffers(struct body *body);
void read_uses(struct body *body);
void read_errnos(struct body *body);
/* @names: see struct unit_input. */
void read_sections(struct body *body, const struct table *names);
/* @unit has the summaries of what is called. */
void read_ways(struct body *body, struct unit *unit, CXCursor function);

#endif
