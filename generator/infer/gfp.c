// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Allocation flags: of all that they say, whether they allow sleeping. */
#include "infer/walk.h"

static bool has_flag(const struct walk *walk, const struct value *number)
{
	return number->number & walk->unit->may_sleep_flag;
}

const struct value *gfp_value(struct walk *walk, const struct value *value)
{
	if (!value->known)
		return value;
	return value_number(walk->arena, value->number, has_flag(walk, value) ? BIT_POS : BIT_ZERO);
}

static bool is_gfp_variable(const struct walk *walk, const struct result *result)
{
	return result->variable >= 0 && walk->variables[result->variable].gfp;
}

bool gfp_arithmetic(struct walk *walk, int op, struct result a, struct result b,
		    struct result *result)
{
	if (!is_gfp_variable(walk, &a)) {
		struct result first = a;

		a = b;
		b = first;
	}
	if (!is_gfp_variable(walk, &a) || a.value->known || !b.value->known)
		return false;
	*result = a;
	if (op == CXBinaryOperator_And)
		return has_flag(walk, b.value);
	if (op != CXBinaryOperator_Or)
		return false;
	if (has_flag(walk, b.value))
		*result = (struct result){ &value_valid, -1 };
	return true;
}

static const struct value *passed_choice(struct walk *walk, struct node *choice)
{
	const struct value *condition = walk_expr(walk, choice->kids[0]).value;
	const struct value *yes = walk_expr(walk, choice->kids[1]).value;
	const struct value *no = walk_expr(walk, choice->kids[2]).value;

	/* "can_sleep ? GFP_KERNEL : GFP_ATOMIC": they are what the parameter is */
	if (value_only(condition, SOURCE_PARAM) && yes->known && has_flag(walk, yes) && no->known &&
	    !has_flag(walk, no))
		return condition;
	return value_join(walk->arena, gfp_passed(walk, choice->kids[1]),
			  gfp_passed(walk, choice->kids[2]));
}

/* "flags & ~SOME" without the one that counts. */
static bool takes_away(const struct walk *walk, const struct node *node, const struct value *mask)
{
	return node->op == CXBinaryOperator_And && mask->known && !has_flag(walk, mask);
}

const struct value *gfp_passed(struct walk *walk, struct node *node)
{
	struct node *bare = node_bare(node);
	struct result result = walk_expr(walk, node);
	const struct value *a, *b;

	if (result.value->known)
		return value_bits(walk->arena, has_flag(walk, result.value) ? BIT_POS : BIT_ZERO);
	if (is_gfp_variable(walk, &result))
		return result.value;
	if (bare->kind == NODE_CHOICE && bare->n == 3)
		return passed_choice(walk, bare);
	if (bare->kind == NODE_BINARY && bare->n == 2) {
		a = walk_expr(walk, bare->kids[0]).value;
		b = walk_expr(walk, bare->kids[1]).value;
		if (takes_away(walk, bare, a) || takes_away(walk, bare, b))
			return value_bits(walk->arena, BIT_ZERO);
		if (bare->op == CXBinaryOperator_Or && (a->known || b->known))
			return has_flag(walk, a->known ? a : b)
				       ? &value_valid
				       : gfp_passed(walk, bare->kids[a->known ? 1 : 0]);
		if (bare->op == CXBinaryOperator_And && (a->known || b->known))
			return gfp_passed(walk, bare->kids[a->known ? 1 : 0]);
	}
	return value_unknown(walk->arena, BIT_ZERO | BIT_POS);
}
