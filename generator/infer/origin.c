// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "infer/origin.h"

#define DEPTH	    24
#define MAX_THROUGH 8

struct local {
	unsigned long long decl;
	struct node *values[LOCAL_VALUES]; /* what is assigned to it */
	unsigned int n;
	bool more;
	bool grows; /* a number that is added to */
};

struct locals {
	struct local *list;
	unsigned int n, room;
	struct arena *arena;
};

static struct local *find_local(const struct locals *locals, unsigned long long decl)
{
	for (unsigned int i = 0; decl && i < locals->n; i++)
		if (locals->list[i].decl == decl)
			return &locals->list[i];
	return NULL;
}

static void add_value(struct locals *locals, unsigned long long decl, struct node *value)
{
	struct local *local = find_local(locals, decl);

	if (!local) {
		if (locals->n == locals->room) {
			struct local *grown;

			locals->room = locals->room ? 2 * locals->room : 16;
			grown = arena_new(locals->arena, struct local, locals->room);
			if (locals->n)
				memcpy(grown, locals->list, locals->n * sizeof(*grown));
			locals->list = grown;
		}
		local = &locals->list[locals->n++];
		local->decl = decl;
	}
	if (local->n < LOCAL_VALUES)
		local->values[local->n++] = value;
	else
		local->more = true;
}

static bool is_growing(const struct node *node)
{
	return (node->kind == NODE_UNARY &&
		(node->op == CXUnaryOperator_PostInc || node->op == CXUnaryOperator_PreInc)) ||
	       (node->kind == NODE_BINARY && node->op == CXBinaryOperator_AddAssign);
}

static void note_growing(struct body *body, struct node *node)
{
	const struct node *variable = node->n ? node_bare(node->kids[0]) : node;
	struct local *local = find_local(body->locals, variable->decl);

	if (local && variable->kind == NODE_NAME && !variable->type.pointer)
		local->grows = true;
}

static void see_local(struct node *node, void *data)
{
	struct body *body = data;
	struct node *to;

	if (node->kind == NODE_VARIABLE && node->n) {
		add_value(body->locals, node->decl, node->kids[0]);
	} else if (node->kind == NODE_BINARY && node->op == CXBinaryOperator_Assign &&
		   node->n == 2) {
		to = node_bare(node->kids[0]);
		if (to->kind == NODE_NAME)
			add_value(body->locals, to->decl, node->kids[1]);
	} else if (is_growing(node)) {
		note_growing(body, node);
	}
}

void locals_find(struct body *body)
{
	body->locals = arena_new(body->arena, struct locals, 1);
	body->locals->arena = body->arena;
	node_each(body->code, see_local, body);
}

bool local_is_set(const struct body *body, unsigned long long decl)
{
	return find_local(body->locals, decl);
}

int local_values(const struct body *body, unsigned long long decl,
		 struct node *values[LOCAL_VALUES])
{
	const struct local *local = find_local(body->locals, decl);

	if (local)
		memcpy(values, local->values, local->n * sizeof(*values));
	return !local ? 0 : local->more ? -1 : (int)local->n;
}

struct node *local_value(const struct body *body, unsigned long long decl)
{
	const struct local *local = find_local(body->locals, decl);

	return local && local->n == 1 ? local->values[0] : NULL;
}

bool node_number(struct node *node, long long *number)
{
	long long a, b;

	while (node->kind == NODE_CAST && node->n && !node->has_number)
		node = node->kids[node->n - 1];
	*number = node->number;
	if (node->has_number)
		return true;
	if (node->kind == NODE_BINARY && node->n == 2)
		return node_number(node->kids[0], &a) && node_number(node->kids[1], &b) &&
		       node_compute(node->op, a, b, number);
	if (node->kind != NODE_UNARY || node->op != CXUnaryOperator_Minus || !node->n ||
	    !node_number(node->kids[0], &a))
		return false;
	*number = -a;
	return true;
}

/* --- origins --- */

struct search {
	const struct body *body;
	struct origins *found;
	bool moved, away, one_of;
	long long times, over;
	unsigned int depth;
	unsigned long long through[MAX_THROUGH]; /* variables, so that none is gone through twice */
	unsigned int n_through;
};

static void search(struct search s, struct node *node);

static void found(const struct search *s, struct origin_of origin)
{
	if (s->found->n == MAX_ORIGINS)
		return;
	origin.moved = s->moved;
	origin.away = s->away;
	origin.one_of = s->one_of;
	origin.times = s->times;
	origin.over = s->over;
	s->found->list[s->found->n++] = origin;
}

static bool enter(struct search *s, unsigned long long decl)
{
	for (unsigned int i = 0; i < s->n_through; i++)
		if (s->through[i] == decl)
			return false;
	if (s->n_through == MAX_THROUGH)
		return false;
	s->through[s->n_through++] = decl;
	return true;
}

static void search_name(struct search s, struct node *node)
{
	const struct local *local = find_local(s.body->locals, node->decl);
	int param = body_param(s.body, node->decl);
	unsigned int n = 0;

	if (!node->decl || !enter(&s, node->decl))
		return;
	if (param >= 0)
		found(&s, (struct origin_of){ .kind = FROM_PARAM, .param = (unsigned int)param });
	for (unsigned int i = 0; local && i < local->n; i++) {
		long long number;

		n += !node_number(local->values[i], &number);
	}
	s.one_of |= param < 0 && (n > 1 || (local && local->grows));
	for (unsigned int i = 0; local && i < local->n; i++)
		search(s, local->values[i]);
}

/* Of a sum of pointer and number the pointer; of numbers the one beside a constant. */
static void search_sum(struct search s, struct node *node)
{
	struct node *left = node->kids[0], *right = node->kids[1];
	long long number;

	s.moved = true;
	s.away |= !node_number(right, &number);
	if (left->type.pointer || node_number(right, &number) || node->op == CXBinaryOperator_Sub ||
	    node->op == CXBinaryOperator_SubAssign)
		search(s, left);
	else if (right->type.pointer || node_number(left, &number))
		search(s, right);
}

static void search_product(struct search s, struct node *node)
{
	long long number;
	struct node *other = node->kids[0];

	if (!node_number(node->kids[1], &number)) {
		other = node->kids[1];
		if (node->op != CXBinaryOperator_Mul || !node_number(node->kids[0], &number))
			return;
	}
	if (node->op == CXBinaryOperator_Shl || node->op == CXBinaryOperator_Shr) {
		if (number < 0 || number > 30)
			return;
		number = 1LL << number;
	}
	if (number <= 0 || number > 1 << 30)
		return;
	if (node->op == CXBinaryOperator_Div || node->op == CXBinaryOperator_Shr)
		s.over *= number;
	else
		s.times *= number;
	search(s, other);
}

static void search_binary(struct search s, struct node *node)
{
	if (node->n != 2)
		return;
	switch (node->op) {
	case CXBinaryOperator_Add:
	case CXBinaryOperator_Sub:
		search_sum(s, node);
		break;
	case CXBinaryOperator_Mul:
	case CXBinaryOperator_Div:
	case CXBinaryOperator_Shl:
	case CXBinaryOperator_Shr:
		search_product(s, node);
		break;
	case CXBinaryOperator_And: /* rounded */
		s.moved = true;
		search(s, node->kids[0]);
		break;
	case CXBinaryOperator_Assign:
	case CXBinaryOperator_Comma:
		search(s, node->kids[1]);
		break;
	default:
		break;
	}
}

static void search_unary(struct search s, struct node *node)
{
	struct node *kid;

	if (!node->n)
		return;
	kid = node_bare(node->kids[0]);
	switch (node->op) {
	case CXUnaryOperator_PostInc:
	case CXUnaryOperator_PostDec:
	case CXUnaryOperator_PreInc:
	case CXUnaryOperator_PreDec:
		s.moved = true;
		search(s, kid);
		break;
	case CXUnaryOperator_AddrOf:
		if (kid->kind == NODE_INDEX && kid->n == 2) {
			long long number;

			s.moved = true;
			s.away |= !node_number(kid->kids[1], &number);
			search(s, kid->kids[0]);
		}
		break;
	default:
		break;
	}
}

static void search(struct search s, struct node *node)
{
	if (++s.depth > DEPTH)
		return;
	switch (node->kind) {
	case NODE_CAST:
	case NODE_GENERIC:
		if (node->n)
			search(s, node->kids[node->n - 1]);
		break;
	case NODE_NAME:
		search_name(s, node);
		break;
	case NODE_MEMBER:
		found(&s, (struct origin_of){ .kind = FROM_MEMBER, .node = node });
		break;
	case NODE_CALL:
		found(&s, (struct origin_of){ .kind = FROM_CALL, .node = node });
		break;
	case NODE_BINARY:
		search_binary(s, node);
		break;
	case NODE_UNARY:
		search_unary(s, node);
		break;
	case NODE_CHOICE:
		for (unsigned int i = node->n == 3; i < node->n; i++)
			search(s, node->kids[i]);
		break;
	case NODE_BLOCK_EXPR:
	case NODE_BLOCK:
		if (node->n)
			search(s, node->kids[node->n - 1]);
		break;
	default:
		break;
	}
}

void origins_find(const struct body *body, struct node *node, struct origins *origins)
{
	struct search s = { .body = body, .found = origins, .times = 1, .over = 1 };

	origins->n = 0;
	search(s, node);
}

/* --- members --- */

const char *field_name(const struct body *body, const struct node *member)
{
	return libclang_string(body->run, body->clang,
			       body->clang->getCursorSpelling(member->referenced));
}

const char *field_record(const struct body *body, const struct node *member)
{
	const struct libclang *clang = body->clang;

	if (member->referenced.kind != CXCursor_FieldDecl)
		return NULL;
	return libclang_string(
		body->run, clang,
		clang->getCursorSpelling(clang->getCursorSemanticParent(member->referenced)));
}

static const struct node *bare(const struct node *node)
{
	return node_bare((struct node *)node);
}

bool node_same(const struct node *a, const struct node *b)
{
	a = bare(a);
	b = bare(b);
	if (a->kind != b->kind || a->n != b->n)
		return false;
	switch (a->kind) {
	case NODE_NAME:
		return a->decl && a->decl == b->decl;
	case NODE_NUMBER:
		return a->has_number && b->has_number && a->number == b->number;
	case NODE_MEMBER:
		if (a->referenced.data[0] != b->referenced.data[0])
			return false;
		break;
	case NODE_UNARY:
		if (a->op != b->op)
			return false;
		break;
	case NODE_INDEX:
		break;
	default:
		return false;
	}
	for (unsigned int i = 0; i < a->n; i++)
		if (!node_same(a->kids[i], b->kids[i]))
			return false;
	return true;
}
