// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What a condition says on its two ways out. */
#include "infer/walk.h"

/* Numbers that a bit stands for. */
struct range {
	__int128 low, high;
};

#define HUGE_NUMBER ((__int128)1 << 63)
#define ROUND	    ((__int128)1 << 64)

static struct range range_of(unsigned int bit, bool is_unsigned)
{
	struct range range;

	switch (bit) {
	case BIT_ERR:
		range = (struct range){ -4095, -1 };
		break;
	case BIT_MINUS:
		range = (struct range){ -HUGE_NUMBER, -1 };
		break;
	case BIT_ZERO:
		return (struct range){ 0, 0 };
	default:
		return (struct range){ 1, is_unsigned ? ROUND - 4096 : HUGE_NUMBER };
	}
	if (is_unsigned) {
		range.low += ROUND;
		range.high += ROUND;
	}
	return range;
}

static bool can_hold(int op, struct range range, __int128 number)
{
	switch (op) {
	case CXBinaryOperator_LT:
		return range.low < number;
	case CXBinaryOperator_GT:
		return range.high > number;
	case CXBinaryOperator_LE:
		return range.low <= number;
	case CXBinaryOperator_GE:
		return range.high >= number;
	case CXBinaryOperator_EQ:
		return range.low <= number && number <= range.high;
	default:
		return range.low != number || range.high != number;
	}
}

static int opposite(int op)
{
	switch (op) {
	case CXBinaryOperator_LT:
		return CXBinaryOperator_GE;
	case CXBinaryOperator_GT:
		return CXBinaryOperator_LE;
	case CXBinaryOperator_LE:
		return CXBinaryOperator_GT;
	case CXBinaryOperator_GE:
		return CXBinaryOperator_LT;
	case CXBinaryOperator_EQ:
		return CXBinaryOperator_NE;
	default:
		return CXBinaryOperator_EQ;
	}
}

/* "a OP b" is "b turned(OP) a". */
static int turned(int op)
{
	switch (op) {
	case CXBinaryOperator_LT:
		return CXBinaryOperator_GT;
	case CXBinaryOperator_GT:
		return CXBinaryOperator_LT;
	case CXBinaryOperator_LE:
		return CXBinaryOperator_GE;
	case CXBinaryOperator_GE:
		return CXBinaryOperator_LE;
	default:
		return op;
	}
}

/* The bits for which "x OP number" can hold. */
static unsigned int mask_of(int op, long long number, bool is_unsigned)
{
	__int128 wide = number;
	unsigned int mask = 0;

	if (is_unsigned && wide < 0)
		wide += ROUND;
	for (unsigned int bit = 1; bit < BITS_ALL; bit <<= 1)
		if (can_hold(op, range_of(bit, is_unsigned), wide))
			mask |= bit;
	if (is_unsigned && op == CXBinaryOperator_EQ && number < 0)
		mask |= BIT_POS; /* "x == ~0UL" */
	return mask;
}

struct test *test_make(struct walk *walk, const struct state *before, const struct state *yes,
		       const struct state *no)
{
	unsigned int n = yes->n > no->n ? yes->n : no->n;
	struct test *test = arena_new(walk->arena, struct test, 1);

	if (!yes->live || !no->live)
		return NULL;
	for (unsigned int i = 0; i < n; i++) {
		struct test_row row = { i, state_get(walk, before, (int)i),
					state_get(walk, yes, (int)i), state_get(walk, no, (int)i) };

		if (row.yes == row.no)
			continue;
		if (!test->rows)
			test->rows = arena_new(walk->arena, struct test_row, n);
		test->rows[test->n++] = row;
	}
	return test->n ? test : NULL;
}

static void apply_test(struct walk *walk, const struct test *test, struct state *state, bool yes)
{
	for (unsigned int i = 0; i < test->n; i++) {
		const struct test_row *row = &test->rows[i];
		const struct value *now = state_get(walk, state, (int)row->variable);

		if (!value_equal(now, row->before))
			continue;
		state_filter(walk, state, (int)row->variable, value_may(yes ? row->yes : row->no));
	}
}

/* Both ways out, if the value is among @yes or @no. */
static struct split split_by(struct walk *walk, struct result result, unsigned int yes,
			     unsigned int no)
{
	unsigned int may = value_may(result.value);
	struct split split = { walk->state, state_copy(walk, &walk->state) };

	if (yes == BIT_ZERO || no == BIT_ZERO)
		note_tested(walk, result.value);
	if (!may) /* not initialised: nothing can be told */
		return split;
	if (!(may & yes))
		split.yes.live = false;
	if (!(may & no))
		split.no.live = false;
	state_filter(walk, &split.yes, result.variable, yes);
	state_filter(walk, &split.no, result.variable, no);
	return split;
}

struct split split_on(struct walk *walk, struct result result)
{
	struct split split = split_by(walk, result, BITS_ALL & ~BIT_ZERO, BIT_ZERO);

	if (result.value->test) {
		apply_test(walk, result.value->test, &split.yes, true);
		apply_test(walk, result.value->test, &split.no, false);
	}
	return split;
}

static struct split swapped(struct split split)
{
	return (struct split){ split.no, split.yes };
}

/* A truth value compared with a number is a truth value. */
static struct split split_truth(struct walk *walk, struct result result, int op, long long number)
{
	struct split split = split_on(walk, result);
	bool if_true = can_hold(op, (struct range){ 1, 1 }, number);
	bool if_false = can_hold(op, (struct range){ 0, 0 }, number);

	if (if_true && if_false) {
		split.yes = state_join(walk, &split.yes, &split.no);
		split.no = state_dead();
	} else if (!if_true && !if_false) {
		split.no = state_join(walk, &split.yes, &split.no);
		split.yes = state_dead();
	} else if (if_false) {
		return swapped(split);
	}
	return split;
}

static bool holds(int op, long long a, long long b, bool is_unsigned)
{
	__int128 left = a, right = b;

	if (is_unsigned) {
		left += left < 0 ? ROUND : 0;
		right += right < 0 ? ROUND : 0;
	}
	return can_hold(op, (struct range){ left, left }, right);
}

/* "x == 3" on the way where it is not: whether other positive numbers are left, nobody knows. */
static void leave_out(struct walk *walk, struct state *state, struct result of)
{
	const struct value *value;

	if (of.variable < 0 || !state->live)
		return;
	value = state_get(walk, state, of.variable);
	if (!(value_may(value) & BIT_POS) || value_only(value, SOURCE_PARAM))
		return;
	value = value_filter(walk->arena, value, BITS_ALL & ~BIT_POS);
	value = value_may(value)
			? value_join(walk->arena, value, value_unknown(walk->arena, BIT_POS))
			: value_unknown(walk->arena, BIT_POS);
	state_set(walk, state, of.variable, value);
}

static struct split compare(struct walk *walk, struct node *node)
{
	struct result a = walk_expr(walk, node->kids[0]);
	struct result b = walk_expr(walk, node->kids[1]);
	struct node_type type = node->kids[0]->type;
	bool is_unsigned = type.is_unsigned || type.pointer || node->kids[1]->type.is_unsigned;
	int op = node->op;
	struct split split;

	if (a.value->known && !b.value->known) {
		struct result first = a;

		a = b;
		b = first;
		op = turned(op);
	}
	if (a.value->known && b.value->known) {
		split = (struct split){ walk->state, walk->state };
		if (holds(op, a.value->number, b.value->number, is_unsigned))
			split.no = state_dead();
		else
			split.yes = state_dead();
		return split;
	}
	if (b.value->known && a.value->test)
		return split_truth(walk, a, op, b.value->number);
	if (type.pointer && op == CXBinaryOperator_EQ && b.value->known && b.value->number < 0)
		is_unsigned = false;
	if (b.value->known) {
		split = split_by(walk, a, mask_of(op, b.value->number, is_unsigned),
				 mask_of(opposite(op), b.value->number, is_unsigned));
		if (b.value->number > 0 && op == CXBinaryOperator_EQ)
			leave_out(walk, &split.no, a);
		if (b.value->number > 0 && op == CXBinaryOperator_NE)
			leave_out(walk, &split.yes, a);
		return split;
	}
	split = (struct split){ walk->state, state_copy(walk, &walk->state) };
	if (op == CXBinaryOperator_EQ || op == CXBinaryOperator_NE) {
		struct state *same = op == CXBinaryOperator_EQ ? &split.yes : &split.no;

		*same = state_copy(walk, same);
		if (value_may(b.value) && value_may(a.value)) {
			state_filter(walk, same, a.variable, value_may(b.value));
			state_filter(walk, same, b.variable, value_may(a.value));
		}
	}
	return split;
}

static struct split both(struct walk *walk, struct node *node)
{
	struct split first = walk_condition(walk, node->kids[0]);
	struct split second = { state_dead(), state_dead() };

	if (first.yes.live) {
		walk->state = first.yes;
		second = walk_condition(walk, node->kids[1]);
	}
	second.no = state_join(walk, &first.no, &second.no);
	return second;
}

static struct split either(struct walk *walk, struct node *node)
{
	struct split first = walk_condition(walk, node->kids[0]);
	struct split second = { state_dead(), state_dead() };

	if (first.no.live) {
		walk->state = first.no;
		second = walk_condition(walk, node->kids[1]);
	}
	second.yes = state_join(walk, &first.yes, &second.yes);
	return second;
}

struct split walk_condition(struct walk *walk, struct node *node)
{
	if (!walk->state.live)
		return (struct split){ state_dead(), state_dead() };
	if ((node->kind == NODE_CAST || node->kind == NODE_GENERIC) && node->n)
		return walk_condition(walk, node->kids[node->n - 1]);
	if (node->kind == NODE_UNARY && node->op == CXUnaryOperator_LNot && node->n)
		return swapped(walk_condition(walk, node->kids[0]));
	if (node->kind == NODE_BINARY && node->n == 2) {
		if (node->op >= CXBinaryOperator_LT && node->op <= CXBinaryOperator_NE)
			return compare(walk, node);
		if (node->op == CXBinaryOperator_LAnd)
			return both(walk, node);
		if (node->op == CXBinaryOperator_LOr)
			return either(walk, node);
	}
	return split_on(walk, walk_expr(walk, node));
}

/* Where both ways have left a variable as it was, it is the same value, too. */
static struct state meet(struct walk *walk, const struct state *before, const struct split *split)
{
	struct state after = state_join(walk, &split->yes, &split->no);

	for (unsigned int i = 0; i < after.n && i < before->n; i++)
		if (before->values[i] && after.values[i] != before->values[i] &&
		    value_equal(before->values[i], state_get(walk, &after, (int)i)))
			after.values[i] = before->values[i];
	return after;
}

struct result walk_truth(struct walk *walk, struct node *node)
{
	struct state before = state_copy(walk, &walk->state);
	struct split split = walk_condition(walk, node);
	struct value *value = arena_new(walk->arena, struct value, 1);

	value->bits = (split.yes.live ? BIT_POS : 0) | (split.no.live ? BIT_ZERO : 0);
	value->known = split.yes.live != split.no.live;
	value->number = split.yes.live;
	value->test = test_make(walk, &before, &split.yes, &split.no);
	walk->state = meet(walk, &before, &split);
	return (struct result){ value, -1 };
}

struct state state_equals(struct walk *walk, const struct state *state, struct result on,
			  long long low, long long high)
{
	struct state made = state_copy(walk, state);
	unsigned int mask = 0;

	for (unsigned int bit = 1; bit < BITS_ALL; bit <<= 1) {
		struct range range = range_of(bit, false);

		if (range.low <= high && range.high >= low)
			mask |= bit;
	}
	if (value_may(on.value) && !(value_may(on.value) & mask))
		return state_dead();
	if (on.value->known && (on.value->number < low || on.value->number > high))
		return state_dead();
	state_filter(walk, &made, on.variable, mask);
	return made;
}
