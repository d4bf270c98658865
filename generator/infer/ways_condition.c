// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Conditions: where ways part, and what is known of variables on each. */
#include <string.h>

#include "infer/origin.h"
#include "infer/ways.h"

static void part(struct tracing *t, const struct way *way, struct found found, unsigned int mask,
		 struct ways *to)
{
	struct way copy = *way;

	if (way_filter(&copy, found, mask))
		ways_add(t, to, &copy);
}

/* Of negative numbers, zero and positive ones: which may be "OP number"? */
static unsigned int fitting(int op, long long number)
{
	static const struct {
		unsigned int bits;
		long long low, high;
	} ranges[] = { { BITS_NEGATIVE, -(1LL << 62), -1 },
		       { BIT_ZERO, 0, 0 },
		       { BIT_POS, 1, 1LL << 62 } };
	unsigned int bits = 0;

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		long long low = ranges[i].low, high = ranges[i].high;
		bool fits = op == CXBinaryOperator_LT	? low < number
			    : op == CXBinaryOperator_LE ? low <= number
			    : op == CXBinaryOperator_GT ? high > number
			    : op == CXBinaryOperator_GE ? high >= number
			    : op == CXBinaryOperator_EQ ? low <= number && number <= high
							: low != number || high != number;

		bits |= fits ? ranges[i].bits : 0;
	}
	return bits;
}

/* "number OP value", the other way round. */
static int mirrored(int op)
{
	return op == CXBinaryOperator_LT   ? CXBinaryOperator_GT
	       : op == CXBinaryOperator_LE ? CXBinaryOperator_GE
	       : op == CXBinaryOperator_GT ? CXBinaryOperator_LT
	       : op == CXBinaryOperator_GE ? CXBinaryOperator_LE
					   : op;
}

static int negated(int op)
{
	return op == CXBinaryOperator_LT   ? CXBinaryOperator_GE
	       : op == CXBinaryOperator_LE ? CXBinaryOperator_GT
	       : op == CXBinaryOperator_GT ? CXBinaryOperator_LE
	       : op == CXBinaryOperator_GE ? CXBinaryOperator_LT
	       : op == CXBinaryOperator_EQ ? CXBinaryOperator_NE
					   : CXBinaryOperator_EQ;
}

static void both(struct tracing *t, const struct way *way, struct ways *yes, struct ways *no)
{
	ways_add(t, yes, way);
	ways_add(t, no, way);
}

static void compare(struct tracing *t, const struct way *way, struct node *node, struct ways *yes,
		    struct ways *no)
{
	struct node *value = node->kids[0];
	struct way copy = *way;
	struct found found;
	long long number;
	int op = node->op;

	if (node_number(value, &number)) {
		value = node->kids[1];
		op = mirrored(op);
	} else if (!node_number(node->kids[1], &number)) {
		way_expr(t, &copy, node->kids[0]);
		way_expr(t, &copy, node->kids[1]);
		both(t, &copy, yes, no);
		return;
	}
	found = way_expr(t, &copy, value);
	part(t, &copy, found, fitting(op, number), yes);
	part(t, &copy, found, fitting(negated(op), number), no);
}

/* A function that only looks at what it is given: what must that be? */
static bool pure_condition(struct tracing *t, const struct way *way, struct node *node,
			   struct ways *yes, struct ways *no)
{
	const struct summary *pure = pure_summary(t, node);
	unsigned int true_for = 0, false_for = 0, n, which = 0;
	struct way copy = *way;
	struct found args[MAX_ARGS], result;

	if (!pure)
		return false;
	n = way_args(t, &copy, node, args);
	result = computed(pure, args, n);
	if (result.step >= 0 || result.decl) {
		part(t, &copy, result, ~(unsigned int)BIT_ZERO, yes);
		part(t, &copy, result, BIT_ZERO, no);
		return true;
	}
	for (unsigned int i = 0; i < pure->n_cases; i++)
		if (pure->cases[i].n)
			which = pure->cases[i].conditions[0].param;
	for (unsigned int i = 0; i < pure->n_cases; i++) {
		const struct summary_case *one = &pure->cases[i];
		unsigned int may = value_may(one->value), mask = BITS_ALL;

		for (unsigned int k = 0; k < one->n; k++)
			if (one->conditions[k].param == which && !one->conditions[k].flags)
				mask &= one->conditions[k].mask;
		true_for |= may & ~(unsigned int)BIT_ZERO ? mask : 0;
		false_for |= may & BIT_ZERO ? mask : 0;
	}
	if (which >= n) {
		both(t, &copy, yes, no);
		return true;
	}
	part(t, &copy, args[which], true_for, yes);
	part(t, &copy, args[which], false_for, no);
	return true;
}

static void each_condition(struct tracing *t, const struct ways *ways, struct node *node,
			   struct ways *yes, struct ways *no)
{
	for (unsigned int i = 0; i < ways->n; i++)
		way_condition(t, ways->list[i], node, yes, no);
}

static void block_condition(struct tracing *t, const struct way *way, struct node *node,
			    struct ways *yes, struct ways *no)
{
	struct node *block = node->n ? node->kids[node->n - 1] : NULL;
	struct ways ways = { .n = 0 };

	if (!block || block->kind != NODE_BLOCK || !block->n)
		return;
	ways_add(t, &ways, way);
	for (unsigned int i = 0; i + 1 < block->n; i++)
		if (block->kids[i])
			ways_statement(t, &ways, block->kids[i]);
	if (block->kids[block->n - 1])
		each_condition(t, &ways, block->kids[block->n - 1], yes, no);
}

/* A variable that keeps a truth of others, which have not changed since, as far as one can see. */
static struct node *kept_truth(struct tracing *t, const struct way *way, const struct node *node)
{
	struct node *value = node->kind == NODE_NAME && !way_known(way, node->decl)
				     ? local_value(t->body, node->decl)
				     : NULL;

	value = value ? node_bare(value) : NULL;
	if (value && value->kind == NODE_CALL && value->n && pure_summary(t, value))
		return value;
	return NULL;
}

static void connected(struct tracing *t, const struct way *way, struct node *node, struct ways *yes,
		      struct ways *no)
{
	struct ways first = { .n = 0 };

	if (node->op == CXBinaryOperator_LAnd)
		way_condition(t, way, node->kids[0], &first, no);
	else
		way_condition(t, way, node->kids[0], yes, &first);
	each_condition(t, &first, node->kids[1], yes, no);
}

void way_condition(struct tracing *t, const struct way *way, struct node *node, struct ways *yes,
		   struct ways *no)
{
	struct node *bare = node_bare(node), *kept;
	struct way copy = *way;
	struct found found;

	if (t->lost || way->dead)
		return;
	kept = kept_truth(t, way, bare);
	if (kept)
		bare = kept;
	if (bare->kind == NODE_UNARY && bare->op == CXUnaryOperator_LNot && bare->n) {
		way_condition(t, way, bare->kids[0], no, yes);
	} else if (node_is_truth(bare) && bare->n == 2) {
		if (bare->op == CXBinaryOperator_LAnd || bare->op == CXBinaryOperator_LOr)
			connected(t, way, bare, yes, no);
		else
			compare(t, way, bare, yes, no);
	} else if (body_expects(t->body, bare)) {
		way_condition(t, way, bare->kids[1], yes, no);
	} else if (bare->kind == NODE_BLOCK_EXPR) {
		block_condition(t, way, bare, yes, no);
	} else if (bare->kind != NODE_CALL || !bare->n || !pure_condition(t, way, bare, yes, no)) {
		found = way_expr(t, &copy, bare);
		if (copy.dead)
			return;
		part(t, &copy, found, ~(unsigned int)BIT_ZERO, yes);
		part(t, &copy, found, BIT_ZERO, no);
	}
}
