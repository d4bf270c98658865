// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Statements: where each way goes. */
#include <string.h>

#include "infer/ways.h"

static struct ways *label_of(struct tracing *t, unsigned long long decl)
{
	struct way_label *label = t->labels;

	while (label && label->decl != decl)
		label = label->next;
	if (!label) {
		label = arena_new(t->body->arena, struct way_label, 1);
		label->decl = decl;
		label->next = t->labels;
		t->labels = label;
	}
	return &label->ways;
}

static void condition(struct tracing *t, const struct ways *ways, struct node *node,
		      struct ways *yes, struct ways *no)
{
	yes->n = no->n = 0;
	for (unsigned int i = 0; i < ways->n; i++)
		way_condition(t, ways->list[i], node, yes, no);
}

static void expression(struct tracing *t, struct ways *ways, struct node *node)
{
	struct ways before = *ways;

	ways->n = 0;
	for (unsigned int i = 0; i < before.n; i++) {
		way_expr(t, before.list[i], node);
		ways_add(t, ways, before.list[i]);
	}
}

static void take_if(struct tracing *t, struct ways *ways, struct node *node)
{
	struct ways yes, no;

	condition(t, ways, node->kids[0], &yes, &no);
	if (node->n > 1)
		ways_statement(t, &yes, node->kids[1]);
	if (node->n > 2)
		ways_statement(t, &no, node->kids[2]);
	ways_join(t, &yes, &no);
	*ways = yes;
}

struct loop {
	struct node *condition, *step, *body;
	bool body_first;
};

/* Once around: what is done again is the same. */
static void take_loop(struct tracing *t, struct ways *ways, const struct loop *loop)
{
	struct way_frame *frame = arena_new(t->body->arena, struct way_frame, 1);
	struct ways yes, out = { .n = 0 }, no;

	frame->outer = t->frame;
	frame->loop = true;
	t->frame = frame;
	if (!loop->body_first && loop->condition) {
		condition(t, ways, loop->condition, &yes, &out);
		*ways = yes;
	}
	if (loop->body)
		ways_statement(t, ways, loop->body);
	ways_join(t, ways, &frame->again);
	if (loop->step)
		expression(t, ways, loop->step);
	if (loop->condition) {
		condition(t, ways, loop->condition, &yes, &no);
		ways_join(t, &out, &no);
		/* the variable of the condition is another one each time */
		if (!loop->body_first)
			ways_join(t, &out, &yes);
	}
	ways_join(t, &out, &frame->after);
	*ways = out;
	t->frame = frame->outer;
}

static void take_switch(struct tracing *t, struct ways *ways, struct node *node)
{
	struct way_frame *frame = arena_new(t->body->arena, struct way_frame, 1);

	if (node->n < 2)
		return;
	expression(t, ways, node->kids[0]);
	frame->outer = t->frame;
	frame->entry = *ways;
	for (unsigned int i = 0; i < ways->n; i++) { /* each case begins with its own */
		frame->entry.list[i] = arena_new(t->body->arena, struct way, 1);
		*frame->entry.list[i] = *ways->list[i];
	}
	t->frame = frame;
	ways->n = 0;
	ways_statement(t, ways, node->kids[node->n - 1]);
	ways_join(t, ways, &frame->after);
	if (!frame->has_default)
		ways_join(t, ways, &frame->entry);
	t->frame = frame->outer;
}

static struct way_frame *switch_of(struct tracing *t)
{
	struct way_frame *frame = t->frame;

	while (frame && frame->loop)
		frame = frame->outer;
	return frame;
}

static void take_case(struct tracing *t, struct ways *ways, struct node *node)
{
	struct way_frame *frame = switch_of(t);

	if (!frame || !node->n)
		return;
	frame->has_default |= node->kind == NODE_DEFAULT;
	ways_join(t, ways, &frame->entry);
	ways_statement(t, ways, node->kids[node->n - 1]);
}

static void leave(struct tracing *t, struct ways *ways, bool again)
{
	struct way_frame *frame = t->frame;

	while (again && frame && !frame->loop)
		frame = frame->outer;
	if (frame)
		ways_join(t, again ? &frame->again : &frame->after, ways);
	ways->n = 0;
}

static void end_with(struct tracing *t, const struct ways *ways, unsigned int mask)
{
	for (unsigned int i = 0; i < ways->n; i++)
		way_end(t, ways->list[i], (struct found){ .mask = mask, .step = -1 });
}

static void take_return_of(struct tracing *t, struct ways *ways, struct node *node)
{
	struct node *bare = node_bare(node);
	struct ways yes, no;

	if (bare->kind == NODE_CHOICE && bare->n == 3) {
		condition(t, ways, bare->kids[0], &yes, &no);
		take_return_of(t, &yes, bare->kids[1]);
		take_return_of(t, &no, bare->kids[2]);
	} else if (node_is_truth(bare)) {
		condition(t, ways, bare, &yes, &no);
		end_with(t, &yes, BIT_POS);
		end_with(t, &no, BIT_ZERO);
	} else {
		bool valid = false;

		for (unsigned int i = 0; i < ways->n; i++) {
			struct found found = way_expr(t, ways->list[i], node);

			way_end(t, ways->list[i], found);
			valid |= found.mask & BIT_POS;
		}
		if (valid && node->type.pointer)
			note_sources(t, node);
	}
}

static void take_return(struct tracing *t, struct ways *ways, struct node *node)
{
	if (node->n)
		take_return_of(t, ways, node->kids[0]);
	else
		end_with(t, ways, BIT_POS);
	ways->n = 0;
}

static void set_truth(struct tracing *t, const struct ways *from, unsigned long long decl,
		      unsigned int mask, struct ways *to)
{
	for (unsigned int i = 0; i < from->n; i++) {
		struct way way = *from->list[i];

		way_set(&way, decl, (struct found){ .mask = (unsigned char)mask, .step = -1 });
		ways_add(t, to, &way);
	}
}

/* A truth that is kept in a variable: the ways part there. */
static bool take_truth(struct tracing *t, struct ways *ways, unsigned long long decl,
		       struct node *value)
{
	struct ways yes, no;

	if (!decl || !node_is_truth(node_bare(value)))
		return false;
	condition(t, ways, value, &yes, &no);
	ways->n = 0;
	set_truth(t, &yes, decl, BIT_POS, ways);
	set_truth(t, &no, decl, BIT_ZERO, ways);
	return true;
}

static enum CXChildVisitResult find_attribute(CXCursor cursor, CXCursor parent, CXClientData data)
{
	bool *found = data;

	(void)parent;
	*found = cursor.kind == CXCursor_UnexposedAttr;
	return *found ? CXChildVisit_Break : CXChildVisit_Continue;
}

/* What has a cleanup is undone where it ends: it is as if nothing had been done. */
static bool is_undone(struct tracing *t, const struct node *variable)
{
	bool found = false;

	t->body->clang->visitChildren(variable->cursor, find_attribute, &found);
	return found;
}

static void take_variable(struct tracing *t, struct ways *ways, struct node *node)
{
	if (!node->n || !node->kids[0] || is_undone(t, node) ||
	    take_truth(t, ways, node->decl, node->kids[0]))
		return;
	for (unsigned int i = 0; i < ways->n; i++) {
		struct found found = way_expr(t, ways->list[i], node->kids[0]);

		found.decl = 0;
		way_set(ways->list[i], node->decl, found);
	}
}

static void take_expression(struct tracing *t, struct ways *ways, struct node *node)
{
	struct node *to;

	if (node->kind == NODE_BINARY && node->op == CXBinaryOperator_Assign && node->n == 2) {
		to = node_bare(node->kids[0]);
		if (to->kind == NODE_NAME && take_truth(t, ways, to->decl, node->kids[1]))
			return;
	}
	expression(t, ways, node);
}

static void take_kids(struct tracing *t, struct ways *ways, struct node *node)
{
	for (unsigned int i = 0; i < node->n; i++)
		if (node->kids[i])
			ways_statement(t, ways, node->kids[i]);
}

static void take_for(struct tracing *t, struct ways *ways, struct node *node)
{
	struct for_parts parts = node_for(node);

	if (parts.init)
		ways_statement(t, ways, parts.init);
	take_loop(t, ways, &(struct loop){ parts.condition, parts.step, parts.body, false });
}

void ways_statement(struct tracing *t, struct ways *ways, struct node *node)
{
	if (t->lost)
		return;
	switch (node->kind) {
	case NODE_BLOCK:
	case NODE_DECL:
		take_kids(t, ways, node);
		break;
	case NODE_VARIABLE:
		take_variable(t, ways, node);
		break;
	case NODE_IF:
		take_if(t, ways, node);
		break;
	case NODE_WHILE:
		take_loop(t, ways, &(struct loop){ node->kids[0], NULL, node->kids[1], false });
		break;
	case NODE_DO:
		take_loop(t, ways, &(struct loop){ node->kids[1], NULL, node->kids[0], true });
		break;
	case NODE_FOR:
		take_for(t, ways, node);
		break;
	case NODE_SWITCH:
		take_switch(t, ways, node);
		break;
	case NODE_CASE:
	case NODE_DEFAULT:
		take_case(t, ways, node);
		break;
	case NODE_LABEL:
		ways_join(t, ways, label_of(t, node->decl));
		take_kids(t, ways, node);
		break;
	case NODE_GOTO:
		ways_join(t, label_of(t, node->decl), ways);
		ways->n = 0;
		break;
	case NODE_BREAK:
	case NODE_CONTINUE:
		leave(t, ways, node->kind == NODE_CONTINUE);
		break;
	case NODE_RETURN:
		take_return(t, ways, node);
		break;
	default:
		take_expression(t, ways, node);
	}
}
