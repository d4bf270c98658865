// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Loops that count a length down. */
#include "infer/buffers.h"

struct countdown {
	struct scan *scan;
	struct node *buffers[8], *lengths[8];
	long long steps[8], units[8];
	unsigned int n_buffers, n_lengths;
};

static void add_step(struct countdown *c, struct node *variable, long long by, bool down)
{
	variable = node_bare(variable);
	if (variable->kind != NODE_NAME || by <= 0)
		return;
	for (unsigned int i = 0; i < c->n_buffers; i++)
		if (c->buffers[i]->decl == variable->decl) {
			c->steps[i] = 0; /* on different ways, or one after the other */
			return;
		}
	if (variable->type.pointer && !down && c->n_buffers < 8) {
		c->steps[c->n_buffers] = by;
		c->buffers[c->n_buffers++] = variable;
	} else if (!variable->type.pointer && down && c->n_lengths < 8) {
		c->units[c->n_lengths] = by;
		c->lengths[c->n_lengths++] = variable;
	}
}

static void see_step(struct node *node, void *data)
{
	struct countdown *c = data;
	long long by;

	if (node->kind == NODE_UNARY && node->n) {
		bool down = node->op == CXUnaryOperator_PostDec ||
			    node->op == CXUnaryOperator_PreDec;

		if (down || node->op == CXUnaryOperator_PostInc ||
		    node->op == CXUnaryOperator_PreInc)
			add_step(c, node->kids[0], 1, down);
	} else if (node->kind == NODE_BINARY && node->n == 2 &&
		   (node->op == CXBinaryOperator_AddAssign ||
		    node->op == CXBinaryOperator_SubAssign) &&
		   node_number(node->kids[1], &by)) {
		add_step(c, node->kids[0], by, node->op == CXBinaryOperator_SubAssign);
	}
}

struct mention {
	unsigned long long decl;
	bool found;
};

static void see_mention(struct node *node, void *data)
{
	struct mention *mention = data;

	mention->found |= node->kind == NODE_NAME && node->decl == mention->decl;
}

static bool mentions(struct node *tree, unsigned long long decl)
{
	struct mention mention = { .decl = decl };

	if (tree)
		node_each(tree, see_mention, &mention);
	return mention.found;
}

/* buffer[length], in a loop that counts down */
static void see_indexed(struct node *node, void *data)
{
	const struct countdown *c = data;
	struct node *index = node->kind == NODE_INDEX && node->n == 2 ? node_bare(node->kids[1])
								      : NULL;

	if (index && index->kind == NODE_NAME && index->decl == c->lengths[0]->decl)
		say_counts(c->scan, node->kids[0], index, element_size(c->scan, node), node);
}

static struct node *loop_condition(struct node *loop)
{
	switch (loop->kind) {
	case NODE_WHILE:
		return loop->n ? loop->kids[0] : NULL;
	case NODE_DO:
		return loop->n ? loop->kids[loop->n - 1] : NULL;
	default:
		return node_for(loop).condition;
	}
}

void see_countdown(struct scan *s, struct node *loop)
{
	struct countdown c = { .scan = s };
	struct node *condition = loop_condition(loop);

	node_each(loop, see_step, &c);
	if (c.n_lengths != 1 || !condition || !mentions(condition, c.lengths[0]->decl))
		return;
	if (c.units[0] == 1)
		node_each(loop, see_indexed, &c);
	for (unsigned int i = 0; i < c.n_buffers; i++) {
		long long size = pointed_size(s, c.buffers[i]) * c.steps[i];

		if (size > 0 && size % c.units[0] == 0)
			say_counts(s, c.buffers[i], c.lengths[0], size / c.units[0], loop);
	}
}
