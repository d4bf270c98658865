// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What a result comes from: which calls, which parameters. */
#include <string.h>

#include "base/run.h"
#include "infer/origin.h"
#include "infer/ways.h"

#define DEPTH 24

static void say(struct tracing *t, const char *source)
{
	if (table_add(&t->body->run->arena, &t->sources, source, source))
		text_printf(t->found, " r %s\n", source);
}

static void find(struct tracing *t, struct node *node, unsigned int depth);

static void find_name(struct tracing *t, const struct node *node, unsigned int depth)
{
	struct node *values[LOCAL_VALUES];
	int param = body_param(t->body, node->decl), n;

	n = local_values(t->body, node->decl, values);
	if (param >= 0 && n >= 0)
		say(t, arena_printf(t->body->arena, "%d", param));
	if (n < 0 || (!n && param < 0))
		say(t, "-");
	for (int i = 0; i < n; i++)
		find(t, values[i], depth);
}

/* A function that hands on what it is given, or makes an error of it. */
static void find_call(struct tracing *t, struct node *node)
{
	const char *callee = body_callee(t->body, node);
	struct way way = { .n = 0 };
	bool before = t->lost;
	struct found found;

	if (!callee) {
		say(t, "-");
		return;
	}
	found = way_expr(t, &way, node);
	t->lost = before;
	if (found.mask & BIT_POS)
		say(t, callee);
}

/* What a structure was made with holds for a part of it, and the other way round. */
static struct node *whole_of(struct node *node)
{
	long long number;

	if (node->kind == NODE_BINARY && node->n == 2 &&
	    (node->op == CXBinaryOperator_Sub || node->op == CXBinaryOperator_Add) &&
	    node_number(node->kids[1], &number))
		return node->kids[0];
	if (node->kind != NODE_UNARY || node->op != CXUnaryOperator_AddrOf || !node->n)
		return NULL;
	for (node = node_bare(node->kids[0]); node->kind == NODE_MEMBER && node->n;) {
		node = node_bare(node->kids[0]);
		if (node->type.pointer)
			return node;
	}
	return NULL;
}

static void find(struct tracing *t, struct node *node, unsigned int depth)
{
	node = node_bare(node);
	if (node->has_number)
		return;
	if (depth++ == DEPTH) {
		say(t, "-");
		return;
	}
	switch (node->kind) {
	case NODE_NAME:
		find_name(t, node, depth);
		break;
	case NODE_CALL:
		if (node->n)
			find_call(t, node);
		break;
	case NODE_CHOICE:
		for (unsigned int i = node->n == 3; i < node->n; i++)
			find(t, node->kids[i], depth);
		break;
	case NODE_BLOCK_EXPR:
	case NODE_BLOCK:
		if (node->n && node->kids[node->n - 1])
			find(t, node->kids[node->n - 1], depth);
		break;
	case NODE_BINARY:
		if (node->n == 2 &&
		    (node->op == CXBinaryOperator_Assign || node->op == CXBinaryOperator_Comma)) {
			find(t, node->kids[1], depth);
			break;
		}
		/* fall through */
	default:
		if (whole_of(node))
			find(t, whole_of(node), depth);
		else
			say(t, "-");
	}
}

void note_sources(struct tracing *t, struct node *node)
{
	find(t, node, 0);
}
