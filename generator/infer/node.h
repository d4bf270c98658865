/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_NODE_H
#define SHEATH_INFER_NODE_H

#include <stdbool.h>

#include "base/arena.h"
#include "input/libclang.h"

struct run;

/*
 * A function's body as a tree of statements and expressions only, taken over from libclang once, so
 * that it can be walked again and again.
 */
enum node_kind {
	NODE_OTHER, /* an expression that is not understood; its operands are in kids[] */
	NODE_NUMBER,
	NODE_STRING,   /* a valid pointer: string, compound literal */
	NODE_NAME,     /* a variable, parameter or function: decl */
	NODE_MEMBER,   /* kids[0].name or kids[0]->name */
	NODE_CAST,     /* also implicit ones, parentheses, constant expressions */
	NODE_CALL,     /* kids[0] is what is called */
	NODE_UNARY,    /* op */
	NODE_BINARY,   /* op: also assignments */
	NODE_CHOICE,   /* a ? b : c; two kids: a ?: b */
	NODE_CONSTANT, /* something that only libclang can evaluate: sizeof */
	NODE_GENERIC,  /* kids[0] is what was chosen */
	NODE_BLOCK_EXPR,
	NODE_INDEX, /* kids[0][kids[1]] */
	NODE_BLOCK,
	NODE_DECL, /* kids are of kind NODE_VARIABLE */
	NODE_VARIABLE,
	NODE_IF,
	NODE_WHILE,
	NODE_DO,
	NODE_FOR,
	NODE_SWITCH,
	NODE_CASE, /* kids: value, [end of the range], statement */
	NODE_DEFAULT,
	NODE_LABEL,
	NODE_GOTO,
	NODE_BREAK,
	NODE_CONTINUE,
	NODE_RETURN,
	NODE_ASM,
};

/* What the type of an expression allows, and what it is called with. */
struct node_type {
	unsigned char may; /* BIT_… */
	bool pointer, is_unsigned, boolean, array, record, is_void, is_enum;
	bool wide; /* longer than an int */
};

struct node {
	enum node_kind kind;
	int op; /* CXUnaryOperatorKind or CXBinaryOperatorKind */
	CXCursor cursor;
	struct node **kids;
	unsigned int n;
	struct node_type type;
	bool has_number, named_errno;
	long long number;
	unsigned long long decl; /* identity of what a name, label or goto means; 0: nothing */
	CXCursor referenced;	 /* of a name, a member */
};

struct nodes {
	struct run *run;
	struct arena *arena;
	const struct libclang *clang;
};

struct node *node_make(struct nodes *nodes, CXCursor cursor);
struct node_type node_type(const struct libclang *clang, CXType type);
/* The parts of a for loop, NULL where there is none. */
struct for_parts {
	struct node *init, *condition, *step, *body;
};
struct for_parts node_for(const struct node *node);
/* Without casts and parentheses. */
struct node *node_bare(struct node *node);

/* What a binary operator makes of two constants; false if that is not known. */
bool node_compute(int op, long long a, long long b, long long *result);

#endif
