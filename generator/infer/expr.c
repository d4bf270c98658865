// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Values of expressions. */
#include "infer/walk.h"

static struct result plain(const struct value *value)
{
	return (struct result){ value, -1 };
}

static struct result anything(struct walk *walk, const struct node *node)
{
	if (node->type.array)
		return plain(&value_valid);
	return plain(value_unknown(walk->arena, node->type.may));
}

static const struct value *address_of(struct walk *walk, int variable)
{
	return value_atom(walk->arena, &(struct atom){ .source = SOURCE_ADDRESS,
						       .mask = BIT_POS,
						       .index = (unsigned int)variable });
}

static struct result read_variable(struct walk *walk, struct node *node, int variable)
{
	if (variable < 0)
		return anything(walk, node);
	if (walk->variables[variable].type.array)
		return plain(address_of(walk, variable));
	return (struct result){ state_get(walk, &walk->state, variable), variable };
}

static struct result read_place(struct walk *walk, struct node *node)
{
	int variable = lvalue(walk, node);
	const char *member;

	if (variable >= 0 || node->type.array)
		return read_variable(walk, node, variable);
	member = place_name(walk, node);
	if (!member)
		return anything(walk, node);
	return plain(value_atom(
		walk->arena,
		&(struct atom){ .source = SOURCE_FIELD, .mask = node->type.may, .name = member }));
}

static const struct value *function_address(struct walk *walk, const struct node *name)
{
	return value_atom(walk->arena,
			  &(struct atom){ .source = SOURCE_FUNCTION,
					  .mask = BIT_POS,
					  .name = callee_of(walk->unit, name->referenced)->name });
}

static struct result walk_name(struct walk *walk, struct node *node)
{
	if (node->referenced.kind == CXCursor_FunctionDecl)
		return plain(function_address(walk, node));
	if (node->referenced.kind != CXCursor_VarDecl && node->referenced.kind != CXCursor_ParmDecl)
		return anything(walk, node);
	return read_variable(walk, node, variable_of_decl(walk, node));
}

static bool non_negative(const struct value *value)
{
	return value_may(value) && !(value_may(value) & BITS_NEGATIVE);
}

/* What two numbers that are not negative can give. */
static unsigned int combine(int op, unsigned int a, unsigned int b)
{
	switch (op) {
	case CXBinaryOperator_Add:
	case CXBinaryOperator_Or:
	case CXBinaryOperator_Xor:
		return ((a | b) & BIT_POS) | (a & b & BIT_ZERO) |
		       (op == CXBinaryOperator_Xor && (a & b & BIT_POS) ? BIT_ZERO : 0);
	case CXBinaryOperator_Mul:
		return ((a | b) & BIT_ZERO) | (a & b & BIT_POS);
	default:
		return BIT_ZERO | BIT_POS;
	}
}

static bool keeps_sign(int op)
{
	return op != CXBinaryOperator_Sub && op != CXBinaryOperator_Shl;
}

/* What arithmetic gives is no errno, or it would be stated; and numbers are positive at times. */
static const struct value *computed(struct walk *walk, unsigned int may)
{
	if (!(may & BIT_POS))
		return value_unknown(walk->arena, may);
	return value_join(walk->arena, &value_valid,
			  value_unknown(walk->arena, may & (BIT_MINUS | BIT_ZERO)));
}

/* "EBASE + 3", "ret * -1", "entry >> 2": an errno of sorts. */
static bool of_errno(int op, const struct value *a, const struct value *b)
{
	return (op == CXBinaryOperator_Shr && !non_negative(a)) ||
	       (a->known && (a->bits & BITS_NEGATIVE)) ||
	       (b->known &&
		((b->bits & BIT_ERR) || (op == CXBinaryOperator_Mul && (b->bits & BIT_MINUS))));
}

static const struct value *walk_arithmetic(struct walk *walk, const struct node *node, int op,
					   const struct value *a, const struct value *b)
{
	unsigned int may = node->type.may;
	long long number;

	if (node->type.pointer)
		return &value_valid;
	if (a->known && b->known && node_compute(op, a->number, b->number, &number))
		return value_number(walk->arena, number,
				    number_bits(number, (a->bits | b->bits) & BIT_ERR));
	if (op == CXBinaryOperator_And && (non_negative(a) || non_negative(b)))
		return computed(walk, BIT_ZERO | BIT_POS);
	if (op == CXBinaryOperator_Or && !(non_negative(a) && non_negative(b)) && value_may(a) &&
	    value_may(b)) /* err |= f(): one of both */
		return value_join(walk->arena, a, b);
	if (of_errno(op, a, b))
		return value_unknown(walk->arena, may);
	if (keeps_sign(op) && non_negative(a) && non_negative(b))
		may = combine(op, value_may(a), value_may(b));
	if (!a->n && !b->n && may == (a->bits & b->bits) && may)
		return value_bits(walk->arena, may);
	return computed(walk, may);
}

static struct result store(struct walk *walk, struct node *place, int variable,
			   const struct value *value)
{
	const char *member;

	place = node_bare(place);
	member = place_name(walk, place);
	if (!member && variable >= 0) /* through its address */
		member = walk->variables[variable].member;
	if (member)
		note_stored(walk->unit, member, &place->type, value);
	if (variable < 0 || walk->variables[variable].outer)
		walk->impure = true;
	if (variable < 0)
		return plain(value);
	state_set(walk, &walk->state, variable, value);
	return (struct result){ value, variable };
}

/* The function that is assigned, if it is one by its name. */
static void note_assigned(struct walk *walk, struct node *place, struct node *value)
{
	const char *member = place_name(walk, node_bare(place));

	value = node_bare(value);
	if (value->kind == NODE_UNARY && value->op == CXUnaryOperator_AddrOf && value->n)
		value = node_bare(value->kids[0]);
	if (member && value->kind == NODE_NAME && value->referenced.kind == CXCursor_FunctionDecl)
		note_callback(walk->unit, member, value->referenced);
}

static struct result walk_assign(struct walk *walk, struct node *node)
{
	const struct value *value = walk_expr(walk, node->kids[1]).value;
	int variable = lvalue(walk, node->kids[0]);

	note_assigned(walk, node->kids[0], node->kids[1]);
	if (variable >= 0 && walk->variables[variable].gfp && !value->known)
		value = gfp_passed(walk, node->kids[1]);
	return store(walk, node->kids[0], variable, value);
}

/* "a += b" stands beyond "a = b" as far as "a + b" beyond nothing. */
static int operator_of_assignment(int op)
{
	static const int operators[] = {
		CXBinaryOperator_Mul, CXBinaryOperator_Div, CXBinaryOperator_Rem,
		CXBinaryOperator_Add, CXBinaryOperator_Sub, CXBinaryOperator_Shl,
		CXBinaryOperator_Shr, CXBinaryOperator_And, CXBinaryOperator_Xor,
		CXBinaryOperator_Or,
	};

	return operators[op - CXBinaryOperator_MulAssign];
}

/* "parameter | NUMBER": who is called may ask for other flags of it. */
static struct result with_flags(struct walk *walk, const struct atom *param, long long number)
{
	struct atom atom = *param;

	atom.flags |= number;
	return plain(value_atom(walk->arena, &atom));
}

static struct result walk_binary(struct walk *walk, struct node *node)
{
	struct result first, second;
	const struct atom *param = NULL;
	struct result gfp;
	int variable;

	if (node->n < 2)
		return anything(walk, node);
	if (node->op == CXBinaryOperator_Assign)
		return walk_assign(walk, node);
	if (node->op == CXBinaryOperator_Comma) {
		walk_expr(walk, node->kids[0]);
		return walk_expr(walk, node->kids[1]);
	}
	if (node->op >= CXBinaryOperator_LT && node->op <= CXBinaryOperator_NE)
		return walk_truth(walk, node);
	if (node->op == CXBinaryOperator_LAnd || node->op == CXBinaryOperator_LOr)
		return walk_truth(walk, node);
	if (node->op >= CXBinaryOperator_MulAssign && node->op <= CXBinaryOperator_OrAssign) {
		second = walk_expr(walk, node->kids[1]);
		variable = lvalue(walk, node->kids[0]);
		first = read_variable(walk, node->kids[0], variable);
		if (gfp_arithmetic(walk, operator_of_assignment(node->op), first, second, &gfp))
			return store(walk, node->kids[0], variable, gfp.value);
		return store(walk, node->kids[0], variable,
			     walk_arithmetic(walk, node, operator_of_assignment(node->op),
					     first.value, second.value));
	}
	first = walk_expr(walk, node->kids[0]);
	second = walk_expr(walk, node->kids[1]);
	if (gfp_arithmetic(walk, node->op, first, second, &gfp))
		return gfp;
	if (node->op == CXBinaryOperator_Or && second.value->known && !node->type.pointer &&
	    value_only(first.value, SOURCE_PARAM))
		return with_flags(walk, first.value->atoms, second.value->number);
	if (node->op == CXBinaryOperator_And && second.value->known && second.value->number)
		param = value_only(first.value, SOURCE_PARAM);
	if (param && param->flags & second.value->number)
		return plain(&value_valid);
	if (param && !node->type.pointer)
		return read_variable(walk, node,
				     variable_of_flags(walk, param->index, second.value->number));
	return plain(walk_arithmetic(walk, node, node->op, first.value, second.value));
}

static struct result walk_step(struct walk *walk, struct node *node)
{
	bool up = node->op == CXUnaryOperator_PostInc || node->op == CXUnaryOperator_PreInc;
	bool post = node->op == CXUnaryOperator_PostInc || node->op == CXUnaryOperator_PostDec;
	int variable = lvalue(walk, node->kids[0]);
	const struct value *before = read_variable(walk, node->kids[0], variable).value;
	const struct value *after;

	if (node->type.pointer)
		after = &value_valid;
	else if (up && non_negative(before))
		after = &value_valid;
	else
		after = computed(walk, node->type.may);
	after = store(walk, node->kids[0], variable, after).value;
	return plain(post ? before : after);
}

/* "-EINVAL" is an errno because EINVAL is; of other numbers only the sign is turned. */
static struct result walk_minus(struct walk *walk, struct node *node)
{
	const struct node *operand = node_bare(node->kids[0]);
	const struct value *value = walk_expr(walk, node->kids[0]).value;
	unsigned int may = 0;

	if (value->known && value->number != -value->number)
		return plain(value_number(walk->arena, -value->number,
					  number_bits(-value->number, operand->named_errno)));
	if (value->known)
		return plain(value);
	if (value_may(value) & BIT_ZERO)
		may |= BIT_ZERO;
	if (value_may(value) & BIT_POS)
		may |= BITS_NEGATIVE;
	if (value_may(value) & BITS_NEGATIVE)
		may |= BIT_POS;
	return plain(value_unknown(walk->arena, may & node->type.may));
}

static struct result walk_address(struct walk *walk, struct node *node)
{
	struct node *operand = node_bare(node->kids[0]);
	int variable;

	if (operand->kind == NODE_NAME && operand->referenced.kind == CXCursor_FunctionDecl)
		return plain(function_address(walk, operand));
	variable = lvalue(walk, operand);
	return plain(variable >= 0 ? address_of(walk, variable) : &value_valid);
}

static struct result walk_unary(struct walk *walk, struct node *node)
{
	const struct value *value;

	if (!node->n)
		return anything(walk, node);
	switch (node->op) {
	case CXUnaryOperator_PostInc:
	case CXUnaryOperator_PostDec:
	case CXUnaryOperator_PreInc:
	case CXUnaryOperator_PreDec:
		return walk_step(walk, node);
	case CXUnaryOperator_AddrOf:
		return walk_address(walk, node);
	case CXUnaryOperator_Deref:
		return read_place(walk, node);
	case CXUnaryOperator_Minus:
		return walk_minus(walk, node);
	case CXUnaryOperator_LNot:
		return walk_truth(walk, node);
	case CXUnaryOperator_Not:
		value = walk_expr(walk, node->kids[0]).value;
		if (value->known)
			return plain(value_number(walk->arena, ~value->number,
						  number_bits(~value->number, false)));
		return plain(computed(walk, node->type.may));
	default:
		return walk_expr(walk, node->kids[0]);
	}
}

/* a ?: b */
static struct result walk_short_choice(struct walk *walk, struct node *node)
{
	struct result first = walk_expr(walk, node->kids[0]);
	struct split split = split_on(walk, first);
	const struct value *value;

	value = value_filter(walk->arena, first.value, BITS_ALL & ~BIT_ZERO);
	if (!split.no.live) {
		walk->state = split.yes;
		return plain(value);
	}
	walk->state = split.no;
	first = walk_expr(walk, node->kids[1]);
	walk->state = state_join(walk, &split.yes, &walk->state);
	return plain(split.yes.live ? value_join(walk->arena, value, first.value) : first.value);
}

static struct result walk_choice(struct walk *walk, struct node *node)
{
	struct state after;
	struct split split;
	struct result yes, no;

	if (node->n < 3)
		return walk_short_choice(walk, node);
	split = walk_condition(walk, node->kids[0]);
	if (!split.yes.live || !split.no.live) {
		walk->state = split.yes.live ? split.yes : split.no;
		return walk_expr(walk, node->kids[split.yes.live ? 1 : 2]);
	}
	walk->state = split.yes;
	yes = walk_expr(walk, node->kids[1]);
	after = walk->state;
	walk->state = split.no;
	no = walk_expr(walk, node->kids[2]);
	if (!after.live || !walk->state.live) { /* one of them does not return */
		if (after.live) {
			walk->state = after;
			return yes;
		}
		return no;
	}
	walk->state = state_join(walk, &after, &walk->state);
	return plain(value_join(walk->arena, yes.value, no.value));
}

/*
 * "(void *)(address | mark)": bits that are put together to a pointer may be any. What bits are only
 * taken from is as it was, or NULL; and sums are as those of pointers.
 */
static struct result walk_composed(struct walk *walk, const struct node *node, int op)
{
	switch (op) {
	case CXBinaryOperator_Add:
	case CXBinaryOperator_Sub:
		return plain(&value_valid);
	case CXBinaryOperator_And:
		return plain(value_unknown(walk->arena, BIT_ZERO | BIT_POS));
	default:
		return anything(walk, node);
	}
}

static bool is_composed(struct node *node, const struct node *operand)
{
	return node->type.pointer && !operand->type.pointer && operand->kind == NODE_BINARY &&
	       operand->op < CXBinaryOperator_Assign && operand->op >= CXBinaryOperator_Mul;
}

static struct result walk_cast(struct walk *walk, struct node *node)
{
	struct node *operand = node->kids[node->n - 1];
	struct result result;

	if (node->type.boolean && !operand->type.boolean)
		return walk_truth(walk, operand);
	result = walk_expr(walk, operand);
	if (is_composed(node, node_bare(operand)) && !result.value->known)
		return walk_composed(walk, node, node_bare(operand)->op);
	if (operand->type.pointer && !node->type.pointer && !node->type.is_unsigned &&
	    value_may(result.value) &
		    ~BIT_POS) /* a valid pointer is no number that anybody wants */
		result.value = value_filter(walk->arena, result.value, BITS_ALL & ~BIT_POS);
	if (result.value->known && node->type.pointer && result.value->bits == BIT_MINUS)
		result.value = value_bits(walk->arena, BIT_ERR);
	else if (node->type.pointer && !(value_may(result.value) & BIT_ERR))
		result.value = value_filter(walk->arena, result.value, BITS_ALL & ~BIT_MINUS);
	return result;
}

struct result walk_expr(struct walk *walk, struct node *node)
{
	struct result result;

	switch (node->kind) {
	case NODE_NUMBER:
	case NODE_CONSTANT:
		if (!node->has_number)
			return anything(walk, node);
		return plain(value_number(walk->arena, node->number,
					  number_bits(node->number, node->named_errno)));
	case NODE_STRING:
		return plain(&value_valid);
	case NODE_NAME:
		return walk_name(walk, node);
	case NODE_MEMBER:
	case NODE_INDEX:
		return read_place(walk, node);
	case NODE_CAST:
	case NODE_GENERIC:
		if (node->n)
			return walk_cast(walk, node);
		return anything(walk, node);
	case NODE_CALL:
		return walk_call(walk, node);
	case NODE_UNARY:
		return walk_unary(walk, node);
	case NODE_BINARY:
		return walk_binary(walk, node);
	case NODE_CHOICE:
		return walk_choice(walk, node);
	case NODE_BLOCK_EXPR:
		return node->n ? walk_block_expr(walk, node->kids[0]) : anything(walk, node);
	default:
		for (unsigned int i = 0; i < node->n; i++)
			walk_expr(walk, node->kids[i]);
		result = anything(walk, node);
		return result;
	}
}
