// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Allocation flags: of all that they say, whether they allow sleeping. */
#include "infer/walk.h"

bool is_gfp_param(const struct walk *walk, const struct value *value)
{
	const struct atom *atom = value_only(value, SOURCE_PARAM);

	return atom && atom->index < walk->n_params &&
	       walk->variables[walk->params[atom->index]].gfp;
}

const struct result *gfp_arithmetic(struct walk *walk, int op, const struct result *a,
				    const struct result *b)
{
	bool has_flag;

	if (!is_gfp_param(walk, a->value)) {
		const struct result *first = a;

		a = b;
		b = first;
	}
	if (!is_gfp_param(walk, a->value) || !b->value->known)
		return NULL;
	has_flag = b->value->number & walk->unit->may_sleep_flag;
	if (op == CXBinaryOperator_And && has_flag)
		return a;
	return op == CXBinaryOperator_Or && !has_flag ? a : NULL;
}

/* Of allocation flags: see struct summary_call. */
const struct value *gfp_passed(struct walk *walk, struct node *node)
{
	struct node *bare = node_bare(node);
	const struct value *value, *a, *b;

	value = walk_expr(walk, node).value;
	if (value->known)
		return value_bits(walk->arena,
				  value->number & walk->unit->may_sleep_flag ? BIT_POS : BIT_ZERO);
	if (bare->kind != NODE_BINARY || bare->n != 2)
		return value_filter(walk->arena, value, BIT_ZERO | BIT_POS);
	if (bare->op != CXBinaryOperator_Or && bare->op != CXBinaryOperator_And)
		return value_unknown(walk->arena, BIT_ZERO | BIT_POS);
	a = walk_expr(walk, bare->kids[0]).value;
	b = walk_expr(walk, bare->kids[1]).value;
	if (!a->known && !b->known)
		return value_unknown(walk->arena, BIT_ZERO | BIT_POS);
	if (bare->op == CXBinaryOperator_Or &&
	    ((a->known ? a : b)->number & walk->unit->may_sleep_flag))
		return &value_valid;
	if (bare->op == CXBinaryOperator_And &&
	    !((a->known ? a : b)->number & walk->unit->may_sleep_flag))
		return value_bits(walk->arena, BIT_ZERO);
	return gfp_passed(walk, bare->kids[a->known ? 1 : 0]);
}
