// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Buffers and their lengths in bodies. Lines of a summary:
 *
 *	bf OWNER LINE [NAME:SIZE]...	a function, its parameters and the size of what each points to
 *	b OWNER P L SURE TIMES OVER LINE	L counts P: P has L * TIMES / OVER bytes
 *	bc OWNER P L SURE TIMES OVER LINE CALLEE I:NAME:SIZE J:NAME
 *						P and L * TIMES / OVER are passed on
 *
 * SURE is "!", or "?" where P and L are only one of several choices.
 * Parameters are numbers from 0, "r" is the result. An OWNER "@page" is a structure, its parameters
 * are names of members.
 */
#include <string.h>

#include "base/run.h"
#include "infer/buffers.h"

#define MAX_PAIRS (MAX_ORIGINS * MAX_ORIGINS)

/* Two origins that can belong together, with how they are called in lines. */
struct pair {
	const char *owner, *buffer, *length;
	bool sure, rounded;
	long long times, over;
};

static void say_function(struct scan *s)
{
	struct body *body = s->body;

	if (s->said)
		return;
	s->said = true;
	text_printf(body->out, "bf %s %u", body->name, body->line);
	for (unsigned int i = 0; i < body->n_params; i++)
		text_printf(body->out, " %s:%lld", body->params[i].name, body->params[i].size);
	text_addc(body->out, '\n');
}

static const char *param_text(struct scan *s, unsigned int param)
{
	return arena_printf(s->body->arena, "%u", param);
}

/* The structure that two members are of, if they are of the same object. */
static const char *common_record(struct scan *s, const struct node *a, const struct node *b)
{
	const char *record = field_record(s->body, a);

	if (!record || !a->n || !b->n || !node_same(a->kids[0], b->kids[0]))
		return NULL;
	return record;
}

static bool make_pair(struct scan *s, const struct origin_of *buffer,
		      const struct origin_of *length, struct pair *pair)
{
	const char *record;

	if (buffer->kind != length->kind)
		return false;
	if (buffer->kind == FROM_PARAM) {
		if (buffer->param == length->param || !s->body->params[buffer->param].size)
			return false;
		*pair = (struct pair){ .owner = s->body->name,
				       .buffer = param_text(s, buffer->param),
				       .length = param_text(s, length->param) };
		say_function(s);
		return true;
	}
	record = buffer->kind == FROM_MEMBER ? common_record(s, buffer->node, length->node) : NULL;
	if (!record || node_same(buffer->node, length->node))
		return false;
	*pair = (struct pair){ .owner = arena_printf(s->body->arena, "@%s", record),
			       .buffer = field_name(s->body, buffer->node),
			       .length = field_name(s->body, length->node) };
	return pair->buffer && pair->length;
}

/* All pairs of two values; each is sure if it is the only one. */
static unsigned int make_pairs(struct scan *s, struct node *buffer, struct node *length,
			       struct pair *pairs)
{
	struct origins buffers, lengths;
	unsigned int n = 0;

	origins_find(s->body, buffer, &buffers);
	if (!buffers.n)
		return 0;
	origins_find(s->body, length, &lengths);
	for (unsigned int i = 0; i < buffers.n; i++) {
		for (unsigned int j = 0; j < lengths.n; j++) {
			const struct origin_of *from = &lengths.list[j];

			if (!make_pair(s, &buffers.list[i], from, &pairs[n]))
				continue;
			pairs[n].sure = !from->one_of && !buffers.list[i].one_of &&
					(!buffers.list[i].away || from->away);
			pairs[n].rounded = from->over > 1 && !from->moved;
			pairs[n].times = from->times;
			pairs[n++].over = from->over;
		}
	}
	for (unsigned int i = 0; n > 1 && i < n; i++)
		pairs[i].sure &= !strcmp(pairs[i].buffer, pairs[!i].buffer) &&
				 !strcmp(pairs[i].length, pairs[!i].length);
	return n;
}

/*
 * Writes a line; what it says counts once for each function. A loop over whole elements may leave a
 * part of one to the code behind it, but what is passed on is then not all.
 */
static void say(struct scan *s, const char *word, const struct pair *pair, long long size,
		const struct node *where, const char *rest)
{
	struct arena *arena = s->body->arena;
	const char *line = arena_printf(arena, "%s %s %s %s %c %lld %lld", word, pair->owner,
					pair->buffer, pair->length,
					pair->sure && !(pair->rounded && *rest) ? '!' : '?',
					pair->times * size, pair->over);

	if (table_add(arena, &s->written, arena_printf(arena, "%s %s", line, rest), line))
		text_printf(s->body->out, "%s %u%s%s\n", line, body_line(s->body, where),
			    *rest ? " " : "", rest);
}

/* --- seen directly --- */

void say_counts(struct scan *s, struct node *buffer, struct node *limit, long long size,
		const struct node *where)
{
	struct pair pairs[MAX_PAIRS];
	unsigned int n;

	if (size <= 0)
		return;
	n = make_pairs(s, buffer, limit, pairs);
	for (unsigned int i = 0; i < n; i++)
		say(s, "b", &pairs[i], size, where, "");
}

long long element_size(struct scan *s, const struct node *node)
{
	const struct libclang *clang = s->body->clang;

	return clang->Type_getSizeOf(clang->getCursorType(node->cursor));
}

long long pointed_size(struct scan *s, const struct node *node)
{
	const struct libclang *clang = s->body->clang;
	CXType to =
		clang->getPointeeType(clang->getCanonicalType(clang->getCursorType(node->cursor)));

	return to.kind == CXType_Void ? 1 : clang->Type_getSizeOf(to);
}

static void add_bound(struct scan *s, struct node *variable, struct node *limit)
{
	variable = node_bare(variable);
	if (variable->kind == NODE_UNARY && variable->n) /* ++i < n */
		variable = node_bare(variable->kids[0]);
	if (variable->kind != NODE_NAME || !variable->decl || s->n_bounds == MAX_BOUNDS)
		return;
	s->bounds[s->n_bounds++] = (struct bound){ variable->decl, limit, variable->type.pointer,
						   s->loops ? s->loops->loop : NULL };
}

static void see_bound(struct scan *s, struct node *node)
{
	if (node->kind != NODE_BINARY || node->n != 2)
		return;
	switch (node->op) {
	case CXBinaryOperator_LT:
	case CXBinaryOperator_GE:
		add_bound(s, node->kids[0], node->kids[1]);
		break;
	case CXBinaryOperator_GT:
	case CXBinaryOperator_LE:
		add_bound(s, node->kids[1], node->kids[0]);
		break;
	case CXBinaryOperator_NE:
		add_bound(s, node->kids[0], node->kids[1]);
		add_bound(s, node->kids[1], node->kids[0]);
		break;
	default:
		break;
	}
}

/* Is @index compared in that loop, or outside of all? */
static bool is_bounded_in(const struct scan *s, const struct node *index, const struct node *loop)
{
	for (unsigned int i = 0; i < s->n_bounds; i++)
		if (s->bounds[i].decl == index->decl && s->bounds[i].loop == loop)
			return true;
	return false;
}

/* Do all that bound @index, wherever they are, name one limit? */
static bool has_one_limit(const struct scan *s, const struct node *index)
{
	const struct node *limit = NULL;

	for (unsigned int i = 0; i < s->n_bounds; i++) {
		if (s->bounds[i].decl != index->decl)
			continue;
		if (limit && !node_same(limit, s->bounds[i].limit))
			return false;
		limit = s->bounds[i].limit;
	}
	return true;
}

/*
 * What bounds @index is said in the innermost loop that says anything of it, or else outside of loops. What
 * another loop says counts if nothing else is said.
 */
static void see_bounded(struct scan *s, struct node *node, const struct node *index)
{
	const struct scan_loops *loops = s->loops;
	const struct node *loop;
	bool anywhere;

	while (loops && !is_bounded_in(s, index, loops->loop))
		loops = loops->outer;
	loop = loops ? loops->loop : NULL;
	anywhere = !loop && has_one_limit(s, index);
	for (unsigned int i = 0; i < s->n_bounds; i++)
		if (s->bounds[i].decl == index->decl && !s->bounds[i].ended &&
		    (anywhere || s->bounds[i].loop == loop))
			say_counts(s, node->kids[0], s->bounds[i].limit, element_size(s, node),
				   node);
}

/* buffer[i], where i is compared with a length; buffer[length - 1] */
static void see_index(struct scan *s, struct node *node)
{
	struct node *index = node_bare(node->kids[1]);
	long long number;

	if (index->kind == NODE_UNARY && index->op == CXUnaryOperator_PreDec && index->n)
		say_counts(s, node->kids[0], index->kids[0], element_size(s, node), node);
	if (index->kind == NODE_BINARY && index->op == CXBinaryOperator_Sub && index->n == 2 &&
	    node_number(index->kids[1], &number) && number == 1)
		say_counts(s, node->kids[0], index->kids[0], element_size(s, node), node);
	if (index->kind == NODE_UNARY && index->n) /* i++ */
		index = node_bare(index->kids[0]);
	if (index->kind == NODE_NAME)
		see_bounded(s, node, index);
}

/* A pointer that is compared with an end: the end is the buffer and a length. */
static void see_ends(struct scan *s)
{
	for (unsigned int i = 0; i < s->n_bounds; i++) {
		struct node *end = node_bare(s->bounds[i].limit);
		struct node *sum = end;
		struct origins from;

		if (!s->bounds[i].ended)
			continue;
		if (end->kind == NODE_NAME)
			sum = local_value(s->body, end->decl);
		sum = sum ? node_bare(sum) : NULL;
		if (!sum || sum->kind != NODE_BINARY || sum->op != CXBinaryOperator_Add ||
		    sum->n != 2 || !sum->kids[0]->type.pointer)
			continue;
		origins_find(s->body, sum->kids[0], &from);
		if (from.n && from.list[0].kind != FROM_CALL)
			say_counts(s, sum->kids[0], sum->kids[1], pointed_size(s, sum), sum);
	}
}

/* --- passed on --- */

/* How lines call what is passed on: "memcpy 0:to:1 2:n"; @i -1: the result. */
static const char *passed_text(struct scan *s, const struct node *call, const char *callee, int i,
			       unsigned int j)
{
	struct body *body = s->body;
	const char *length = body_callee_param(body, call, j);

	if (i < 0)
		return arena_printf(body->arena, "%s r:return:0 %u:%s", callee, j, length);
	return arena_printf(body->arena, "%s %d:%s:%lld %u:%s", callee, i,
			    body_callee_param(body, call, (unsigned int)i),
			    body_callee_size(body, call, (unsigned int)i), j, length);
}

static bool is_number(const struct node *node)
{
	return !node->type.pointer && !node->type.record && !node->type.boolean;
}

static void see_pair(struct scan *s, struct node *call, const char *callee, unsigned int i,
		     unsigned int j)
{
	struct pair pairs[MAX_PAIRS];
	unsigned int n = make_pairs(s, call->kids[i + 1], call->kids[j + 1], pairs);

	for (unsigned int k = 0; k < n; k++)
		say(s, "bc", &pairs[k], 1, call, passed_text(s, call, callee, (int)i, j));
}

static void see_call(struct scan *s, struct node *call)
{
	const char *callee = body_callee(s->body, call);
	unsigned int n = call->n ? call->n - 1 : 0;

	if (!callee)
		return;
	for (unsigned int i = 0; i < n; i++)
		for (unsigned int j = 0; call->kids[i + 1]->type.pointer && j < n; j++)
			if (is_number(call->kids[j + 1]))
				see_pair(s, call, callee, i, j);
}

static void see_result(struct scan *s, struct node *call, bool sure)
{
	const char *callee = body_callee(s->body, call);

	for (unsigned int j = 1; callee && j < call->n; j++) {
		struct origins lengths;
		struct pair pair;

		if (!is_number(call->kids[j]))
			continue;
		origins_find(s->body, call->kids[j], &lengths);
		if (lengths.n != 1 || lengths.list[0].kind != FROM_PARAM)
			continue;
		say_function(s);
		pair = (struct pair){ .owner = s->body->name,
				      .buffer = "r",
				      .length = param_text(s, lengths.list[0].param),
				      .sure = sure,
				      .times = lengths.list[0].times,
				      .over = lengths.list[0].over };
		say(s, "bc", &pair, 1, call, passed_text(s, call, callee, -1, j - 1));
	}
}

/* Is it what a function returned that was told a length: not an error made of a number? */
static bool has_length(struct scan *s, const struct origin_of *result)
{
	if (result->kind != FROM_CALL || result->moved)
		return false;
	for (unsigned int j = 1; j < result->node->n; j++) {
		struct origins lengths;

		if (!is_number(result->node->kids[j]))
			continue;
		origins_find(s->body, result->node->kids[j], &lengths);
		if (lengths.n)
			return true;
	}
	return false;
}

/* What is returned is what a function returned that was told its length. */
static void see_return(struct scan *s, struct node *node)
{
	struct origins results;
	unsigned int n = 0;

	if (!node->n || !node->kids[0]->type.pointer)
		return;
	origins_find(s->body, node->kids[0], &results);
	for (unsigned int i = 0; i < results.n; i++)
		n += has_length(s, &results.list[i]);
	for (unsigned int i = 0; i < results.n; i++)
		if (has_length(s, &results.list[i]))
			see_result(s, results.list[i].node, n == 1);
}

static bool is_store(const struct node *node)
{
	return node->kind == NODE_BINARY && node->op == CXBinaryOperator_Assign && node->n == 2 &&
	       node->kids[0]->kind == NODE_MEMBER;
}

static void see_two_stores(struct scan *s, struct node *a, struct node *b)
{
	const char *record = common_record(s, a->kids[0], b->kids[0]);
	struct pair pairs[MAX_PAIRS];

	if (record && make_pairs(s, a->kids[1], b->kids[1], pairs) == 1)
		say(s, "bc", &pairs[0], 1, a,
		    arena_printf(s->body->arena, "@%s %s::0 %s:", record,
				 field_name(s->body, a->kids[0]), field_name(s->body, b->kids[0])));
}

/* x->buffer = buffer; x->length = length */
static void see_stores(struct scan *s, struct node *block)
{
	for (unsigned int i = 0; i < block->n; i++) {
		struct node *a = block->kids[i];

		if (!is_store(a) || !a->kids[1]->type.pointer)
			continue;
		for (unsigned int j = 0; j < block->n; j++)
			if (i != j && is_store(block->kids[j]) &&
			    is_number(block->kids[j]->kids[1]))
				see_two_stores(s, a, block->kids[j]);
	}
}

static void see(struct scan *s, struct node *node)
{
	switch (node->kind) {
	case NODE_INDEX:
		if (node->n == 2)
			see_index(s, node);
		break;
	case NODE_WHILE:
	case NODE_DO:
	case NODE_FOR:
		see_countdown(s, node);
		break;
	case NODE_CALL:
		see_call(s, node);
		break;
	case NODE_RETURN:
		see_return(s, node);
		break;
	case NODE_BLOCK:
		see_stores(s, node);
		break;
	default:
		break;
	}
}

static bool is_loop(const struct node *node)
{
	return node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_FOR;
}

static void scan_tree(struct scan *s, struct node *node,
		      void (*look)(struct scan *s, struct node *node))
{
	const struct scan_loops inside = { node, s->loops };

	look(s, node);
	if (is_loop(node))
		s->loops = &inside;
	for (unsigned int i = 0; i < node->n; i++)
		if (node->kids[i])
			scan_tree(s, node->kids[i], look);
	s->loops = is_loop(node) ? inside.outer : s->loops;
}

void read_buffers(struct body *body)
{
	struct scan s = { .body = body };

	scan_tree(&s, body->code, see_bound);
	scan_tree(&s, body->code, see);
	see_ends(&s);
}
