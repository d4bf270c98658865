// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Statements: where control goes. */
#include <string.h>

#include "infer/walk.h"

/* Loops inside of loops are walked so often each. */
#define LOOP_PASSES 2

static struct label *label_of(struct walk *walk, unsigned long long decl)
{
	struct label *grown;

	for (unsigned int i = 0; i < walk->n_labels; i++)
		if (walk->labels[i].decl == decl)
			return &walk->labels[i];
	if (walk->n_labels == walk->labels_room) {
		walk->labels_room = walk->labels_room ? 2 * walk->labels_room : 8;
		grown = arena_new(walk->arena, struct label, walk->labels_room);
		if (walk->n_labels)
			memcpy(grown, walk->labels, walk->n_labels * sizeof(*grown));
		walk->labels = grown;
	}
	walk->labels[walk->n_labels] = (struct label){ .decl = decl };
	return &walk->labels[walk->n_labels++];
}

static void walk_if(struct walk *walk, struct node *node)
{
	struct split split = walk_condition(walk, node->kids[0]);
	struct state after;

	walk->state = split.yes;
	if (node->n > 1)
		walk_stmt(walk, node->kids[1]);
	after = walk->state;
	walk->state = split.no;
	if (node->n > 2)
		walk_stmt(walk, node->kids[2]);
	walk->state = state_join(walk, &after, &walk->state);
}

struct loop {
	struct node *condition, *step, *body;
	bool body_first;
};

static void walk_loop_body(struct walk *walk, const struct loop *loop, struct frame *frame)
{
	frame->again = state_dead();
	if (loop->body)
		walk_stmt(walk, loop->body);
	walk->state = state_join(walk, &walk->state, &frame->again);
	if (loop->step && walk->state.live)
		walk_expr(walk, loop->step);
}

static void walk_loop_condition(struct walk *walk, const struct loop *loop, struct state *out)
{
	struct split split;

	if (!loop->condition || !walk->state.live)
		return;
	split = walk_condition(walk, loop->condition);
	*out = state_join(walk, out, &split.no);
	walk->state = split.yes;
}

static void walk_loop(struct walk *walk, const struct loop *loop)
{
	struct frame frame = { .outer = walk->frame, .loop = true };
	struct state out = state_dead(), begin = state_copy(walk, &walk->state);

	walk->frame = &frame;
	for (unsigned int pass = 0; pass <= LOOP_PASSES; pass++) {
		struct state joined;

		if (!loop->body_first)
			walk_loop_condition(walk, loop, &out);
		walk_loop_body(walk, loop, &frame);
		if (loop->body_first)
			walk_loop_condition(walk, loop, &out);
		joined = state_join(walk, &begin, &walk->state);
		if (state_equal(walk, &joined, &begin))
			break;
		begin = joined;
		walk->state = state_copy(walk, &joined);
	}
	walk->frame = frame.outer;
	walk->state = state_join(walk, &out, &frame.after);
}

static void walk_for(struct walk *walk, struct node *node)
{
	struct for_parts parts = node_for(node);
	struct loop loop = { parts.condition, parts.step, parts.body, false };

	if (parts.init && parts.init->kind == NODE_DECL)
		walk_stmt(walk, parts.init);
	else if (parts.init)
		walk_expr(walk, parts.init);
	walk_loop(walk, &loop);
}

/* Who sorts out positive results has a case for each that there is. */
static struct state entry_of_default(struct walk *walk, const struct frame *frame)
{
	const struct value *value = frame->on.value;
	struct state state = state_copy(walk, &frame->entry);

	if (!frame->has_positive || !(value_may(value) & BIT_ERR) || value->bits & BIT_POS)
		return state;
	for (unsigned int i = 0; i < value->n; i++)
		if (value->atoms[i].source != SOURCE_CALL &&
		    value->atoms[i].source != SOURCE_MEMBER)
			return state;
	state_filter(walk, &state, frame->on.variable, BITS_ALL & ~BIT_POS);
	return state;
}

static void walk_switch(struct walk *walk, struct node *node)
{
	struct frame frame = { .outer = walk->frame };

	if (node->n < 2)
		return;
	frame.on = walk_expr(walk, node->kids[0]);
	frame.entry = walk->state;
	frame.after = state_dead();
	walk->state = state_dead();
	walk->frame = &frame;
	walk_stmt(walk, node->kids[1]);
	walk->frame = frame.outer;
	walk->state = state_join(walk, &walk->state, &frame.after);
	if (!frame.has_default) {
		struct state entry = entry_of_default(walk, &frame);

		walk->state = state_join(walk, &walk->state, &entry);
	}
}

static struct frame *innermost(struct walk *walk, bool loop)
{
	struct frame *frame = walk->frame;

	while (frame && loop && !frame->loop)
		frame = frame->outer;
	return frame;
}

static struct frame *innermost_switch(struct walk *walk)
{
	struct frame *frame = walk->frame;

	while (frame && frame->loop)
		frame = frame->outer;
	return frame;
}

static void walk_case(struct walk *walk, struct node *node)
{
	struct frame *frame = innermost_switch(walk);
	struct state here;

	if (node->n < 2 || !frame)
		return;
	here = state_copy(walk, &frame->entry);
	if (frame->entry.live) {
		struct state saved = walk->state;
		const struct value *low, *high;

		walk->state = state_copy(walk, &frame->entry);
		low = walk_expr(walk, node->kids[0]).value;
		high = node->n > 2 ? walk_expr(walk, node->kids[1]).value : low;
		walk->state = saved;
		if (low->known && high->known)
			here = state_equals(walk, &frame->entry, frame->on, low->number,
					    high->number);
		frame->has_positive |= low->known && low->number > 0;
		if (low->known && high->known && frame->on.value->known && here.live)
			frame->entry = state_dead(); /* it is no other one */
	}
	walk->state = state_join(walk, &walk->state, &here);
	walk_stmt(walk, node->kids[node->n - 1]);
}

static void walk_default(struct walk *walk, struct node *node)
{
	struct frame *frame = innermost_switch(walk);
	struct state entry;

	if (!frame)
		return;
	frame->has_default = true;
	entry = entry_of_default(walk, frame);
	walk->state = state_join(walk, &walk->state, &entry);
	if (node->n)
		walk_stmt(walk, node->kids[node->n - 1]);
}

static void walk_label(struct walk *walk, struct node *node)
{
	struct label *label = label_of(walk, node->decl);

	walk->state = state_join(walk, &walk->state, &label->state);
	if (node->n)
		walk_stmt(walk, node->kids[node->n - 1]);
}

static void walk_goto(struct walk *walk, struct node *node)
{
	struct label *label = label_of(walk, node->decl);

	label->state = state_join(walk, &label->state, &walk->state);
	walk->state = state_dead();
}

static void walk_variable(struct walk *walk, struct node *node)
{
	int variable;
	struct node *init = node->n ? node_bare(node->kids[0]) : NULL;
	const struct value *value = &value_nothing;

	variable = variable_of_decl(walk, node);
	if (walk->variables[variable].outer)
		return;
	if (init)
		value = walk_expr(walk, node->kids[0]).value;
	if (init && walk->variables[variable].gfp && !value->known)
		value = gfp_passed(walk, node->kids[0]);
	if (walk->variables[variable].type.record)
		note_members(walk->unit, node->cursor);
	if (walk->variables[variable].type.record || walk->variables[variable].type.array)
		value = value_unknown(walk->arena, BITS_ALL);
	state_set(walk, &walk->state, variable, value);
}

/* Each case of a truth value says something else of the parameters. */
static void add_return(struct walk *walk, const struct state *state, const struct value *value)
{
	struct summary_case one = { .value = value_strip(walk->unit->arena, value, 2) };

	if (!state->live)
		return;
	one.n = conditions_of(walk, state, &one.conditions);
	summary_add_case(walk->unit->arena, walk->summary, &one);
}

static bool is_truth(const struct node *node)
{
	if (node->kind == NODE_UNARY)
		return node->op == CXUnaryOperator_LNot;
	return node->kind == NODE_BINARY &&
	       ((node->op >= CXBinaryOperator_LT && node->op <= CXBinaryOperator_NE) ||
		node->op == CXBinaryOperator_LAnd || node->op == CXBinaryOperator_LOr);
}

static void return_split(struct walk *walk, struct node *node)
{
	struct split split = walk_condition(walk, node);

	add_return(walk, &split.yes, value_number(walk->arena, 1, BIT_POS));
	add_return(walk, &split.no, value_number(walk->arena, 0, BIT_ZERO));
}

static void return_value(struct walk *walk, struct node *node);

/* a ? b : c */
static void return_choice(struct walk *walk, struct node *choice)
{
	struct split split = walk_condition(walk, choice->kids[0]);

	walk->state = split.yes;
	return_value(walk, choice->kids[1]);
	walk->state = split.no;
	return_value(walk, choice->kids[2]);
}

static void return_value(struct walk *walk, struct node *node)
{
	struct node *bare = node_bare(node);
	struct result result;

	if (!walk->state.live)
		return;
	if (bare->kind == NODE_CHOICE && bare->n == 3) {
		return_choice(walk, bare);
		return;
	}
	if (is_truth(bare)) {
		return_split(walk, bare);
		return;
	}
	result = walk_expr(walk, node);
	if (result.value->test && walk->summary->result == RESULT_BOOL) {
		struct split split = split_on(walk, result);

		add_return(walk, &split.yes, value_number(walk->arena, 1, BIT_POS));
		add_return(walk, &split.no, value_number(walk->arena, 0, BIT_ZERO));
		return;
	}
	add_return(walk, &walk->state, result.value);
}

static void walk_return(struct walk *walk, struct node *node)
{
	if (node->n)
		return_value(walk, node->kids[node->n - 1]);
	else
		walk_end(walk, &value_nothing);
	walk->state = state_dead();
}

void walk_end(struct walk *walk, const struct value *value)
{
	add_return(walk, &walk->state, value);
}

static void leave(struct walk *walk, struct state *to)
{
	if (to)
		*to = state_join(walk, to, &walk->state);
	walk->state = state_dead();
}

static void walk_jump(struct walk *walk, struct node *node)
{
	struct frame *frame = innermost(walk, node->kind == NODE_CONTINUE);

	if (node->kind == NODE_BREAK)
		leave(walk, frame ? &frame->after : NULL);
	else
		leave(walk, frame ? &frame->again : NULL);
}

/* What assembly computes from memory: what that may hold. */
static const struct value *read_by_asm(struct walk *walk, const struct node *node,
				       const struct variable *variable)
{
	struct atom atom = { .source = SOURCE_UNKNOWN, .mask = variable->type.may };

	for (unsigned int i = 0; i < node->n && !atom.name; i++) {
		struct node *operand = node_bare(node->kids[i]);
		int place = operand->kind == NODE_STRING ? -1 : lvalue(walk, operand);

		atom.name = place_name(walk, operand);
		if (!atom.name && place >= 0)
			atom.name = walk->variables[place].member;
		if (operand->type.array || operand->type.record)
			atom.name = NULL;
	}
	if (atom.name)
		atom.source = SOURCE_FIELD;
	return value_atom(walk->arena, &atom);
}

/* It may write to all of its operands and go to all of its labels. */
static void walk_asm(struct walk *walk, struct node *node)
{
	walk->impure |= node->n;
	for (unsigned int i = 0; i < node->n; i++) {
		struct node *operand = node_bare(node->kids[i]);
		int variable;

		if (operand->kind == NODE_STRING)
			continue;
		variable = lvalue(walk, operand);
		if (variable >= 0 && !walk->variables[variable].type.array)
			state_set(walk, &walk->state, variable,
				  read_by_asm(walk, node, &walk->variables[variable]));
	}
	for (unsigned int i = 0; i < node->n; i++) {
		struct node *operand = node_bare(node->kids[i]);
		struct label *label;

		if (operand->kind != NODE_STRING || !operand->decl)
			continue;
		label = label_of(walk, operand->decl);
		label->state = state_join(walk, &label->state, &walk->state);
	}
}

void walk_stmt(struct walk *walk, struct node *node)
{
	switch (node->kind) {
	case NODE_BLOCK:
	case NODE_DECL:
		for (unsigned int i = 0; i < node->n; i++)
			walk_stmt(walk, node->kids[i]);
		return;
	case NODE_VARIABLE:
		if (walk->state.live)
			walk_variable(walk, node);
		return;
	case NODE_IF:
		if (node->n)
			walk_if(walk, node);
		return;
	case NODE_WHILE:
		if (node->n == 2)
			walk_loop(walk,
				  &(struct loop){ node->kids[0], NULL, node->kids[1], false });
		return;
	case NODE_DO:
		if (node->n == 2)
			walk_loop(walk, &(struct loop){ node->kids[1], NULL, node->kids[0], true });
		return;
	case NODE_FOR:
		walk_for(walk, node);
		return;
	case NODE_SWITCH:
		walk_switch(walk, node);
		return;
	case NODE_CASE:
		walk_case(walk, node);
		return;
	case NODE_DEFAULT:
		walk_default(walk, node);
		return;
	case NODE_LABEL:
		walk_label(walk, node);
		return;
	case NODE_GOTO:
		walk_goto(walk, node);
		return;
	case NODE_BREAK:
	case NODE_CONTINUE:
		walk_jump(walk, node);
		return;
	case NODE_RETURN:
		walk_return(walk, node);
		return;
	case NODE_ASM:
		if (walk->state.live)
			walk_asm(walk, node);
		return;
	default:
		if (walk->state.live)
			walk_expr(walk, node);
	}
}

static bool is_expression(const struct node *node)
{
	return node->kind < NODE_BLOCK;
}

struct result walk_block_expr(struct walk *walk, struct node *block)
{
	struct node *last = block->n ? block->kids[block->n - 1] : NULL;

	for (unsigned int i = 0; i + 1 < block->n; i++)
		walk_stmt(walk, block->kids[i]);
	while (last && last->kind == NODE_LABEL && last->n) {
		struct label *label = label_of(walk, last->decl);

		walk->state = state_join(walk, &walk->state, &label->state);
		last = last->kids[last->n - 1];
	}
	if (last && is_expression(last) && walk->state.live)
		return walk_expr(walk, last);
	if (last && !is_expression(last))
		walk_stmt(walk, last);
	return (struct result){ &value_nothing, -1 };
}
