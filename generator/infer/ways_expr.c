// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Expressions: which calls are made on a way, and what conditions tell of it. */
#include <string.h>

#include "base/run.h"
#include "contract/pair_names.h"
#include "infer/origin.h"
#include "infer/ways.h"

#define UNKNOWN(node) ((struct found){ (node)->type.may ? (node)->type.may : BITS_ALL, -1, 0 })

static bool is_assignment(const struct node *node)
{
	return node->kind == NODE_BINARY && node->op >= CXBinaryOperator_Assign && node->n == 2;
}

bool node_is_truth(const struct node *node)
{
	if (node->kind == NODE_UNARY)
		return node->op == CXUnaryOperator_LNot;
	return node->kind == NODE_BINARY &&
	       ((node->op >= CXBinaryOperator_LT && node->op <= CXBinaryOperator_NE) ||
		node->op == CXBinaryOperator_LAnd || node->op == CXBinaryOperator_LOr);
}

/* --- calls --- */

static const char *line_text(struct tracing *t, const char *callee, const struct node *node)
{
	return arena_printf(t->body->arena, "%s %u", callee, body_line(t->body, node));
}

/* Whoever takes a pointer to what is constant does not end it, but where the name says so. */
static bool may_end(struct tracing *t, CXCursor function, unsigned int arg, const char *callee)
{
	const struct libclang *clang = t->body->clang;
	CXType to;

	if (arg >= (unsigned int)clang->Cursor_getNumArguments(function))
		return false;
	to = clang->getPointeeType(clang->getCanonicalType(
		clang->getCursorType(clang->Cursor_getArgument(function, arg))));
	return to.kind == CXType_Void || !clang->isConstQualifiedType(to) ||
	       pair_name_releases(callee, strlen(callee));
}

/* NULL: it gets nothing that the caller has. */
static const char *call_text(struct tracing *t, const struct node *node, const char *callee,
			     CXCursor function)
{
	const char *text = line_text(t, callee, node);
	bool any = node->n == 1 && node->type.is_void;

	if (t->body->clang->isFunctionTypeVariadic(t->body->clang->getCursorType(function)))
		return NULL;
	for (unsigned int i = 1; i < node->n; i++) {
		const struct node *arg = node_bare(node->kids[i]);
		const char *object = arg->type.pointer || arg->kind == NODE_UNARY
					     ? object_name(t->body, node->kids[i])
					     : NULL;

		if (!object || !may_end(t, function, i - 1, callee) ||
		    (*object == ':' && node->n > 2))
			continue;
		any = true;
		text = arena_printf(t->body->arena, "%s %u:%s", text, i - 1, object);
	}
	return any ? text : NULL;
}

/* What a function that only computes makes of what it is given. */
struct found computed(const struct summary *summary, const struct found *args, unsigned int n)
{
	struct found found = { .step = -1 };

	for (unsigned int i = 0; i < summary->n_cases; i++) {
		const struct summary_case *one = &summary->cases[i];
		bool possible = true;

		for (unsigned int k = 0; k < one->n; k++)
			possible &= one->conditions[k].flags || one->conditions[k].param >= n ||
				    (args[one->conditions[k].param].mask & one->conditions[k].mask);
		found.mask |= possible ? one->value->bits : 0;
		for (unsigned int k = 0; possible && k < one->value->n; k++) {
			const struct atom *atom = &one->value->atoms[k];
			bool handed = atom->source == SOURCE_PARAM && atom->index < n;

			found.mask |= atom->mask & (handed ? args[atom->index].mask : BITS_ALL);
			if (handed && summary->n_cases == 1 && one->value->n == 1)
				found = (struct found){ found.mask, args[atom->index].step,
							args[atom->index].decl };
		}
	}
	return found;
}

const struct summary *pure_summary(struct tracing *t, const struct node *call)
{
	struct node *callee = node_bare(call->kids[0]);
	const struct summary *summary;

	if (callee->kind != NODE_NAME || callee->referenced.kind != CXCursor_FunctionDecl)
		return NULL;
	summary = callee_of(t->unit, callee->referenced)->summary;
	return summary && summary->pure && summary->n_cases && !summary->stub ? summary : NULL;
}

unsigned int way_args(struct tracing *t, struct way *way, struct node *node, struct found *args)
{
	unsigned int n = 0;

	for (unsigned int i = 1; i < node->n; i++) {
		struct found found = way_expr(t, way, node->kids[i]);

		if (n < MAX_ARGS)
			args[n++] = found;
	}
	return n;
}

static struct found way_call(struct tracing *t, struct way *way, struct node *node)
{
	const char *callee = body_callee(t->body, node), *text;
	const struct callee *known;
	struct found args[MAX_ARGS], found = UNKNOWN(node);
	const struct summary *pure;
	CXCursor function;
	unsigned int n;

	if (!callee)
		way_expr(t, way, node->kids[0]);
	n = way_args(t, way, node, args);
	if (!callee)
		return found;
	function = node_bare(node->kids[0])->referenced;
	known = callee_of(t->unit, function);
	if (known->builtin && !strncmp(callee, "__builtin_expect", strlen("__builtin_expect")) && n)
		return args[0];
	if (known->noreturn || (known->summary && known->summary->noreturn) ||
	    !strcmp(callee, "__builtin_unreachable"))
		way->dead = true;
	pure = pure_summary(t, node);
	if (pure) {
		found = computed(pure, args, n);
		if (!found.mask)
			found.mask = BITS_ALL;
		return found;
	}
	text = known->builtin ? NULL : call_text(t, node, callee, function);
	if (text)
		found.step = way_step(t, way, node, text, found.mask);
	return found;
}

/* --- other expressions --- */

static void way_stored(struct tracing *t, struct way *way, struct node *node)
{
	const char *value = object_name(t->body, node->kids[1]);
	const char *to = node_bare(node->kids[0])->kind == NODE_MEMBER
				 ? object_name(t->body, node->kids[0])
				 : NULL;

	if (value && to && node->kids[1]->type.pointer && !strpbrk(value, "&:>."))
		way_step(t, way, node,
			 arena_printf(t->body->arena, "= %u 0:%s 1:%s", body_line(t->body, node),
				      value, to),
			 BITS_ALL);
}

static struct found way_assignment(struct tracing *t, struct way *way, struct node *node)
{
	struct node *to = node_bare(node->kids[0]);
	struct found found;

	if (to->kind != NODE_NAME)
		way_expr(t, way, node->kids[0]);
	found = way_expr(t, way, node->kids[1]);
	if (node->op != CXBinaryOperator_Assign)
		found = UNKNOWN(to);
	else
		way_stored(t, way, node);
	found.decl = to->kind == NODE_NAME ? to->decl : 0;
	way_set(way, found.decl, found);
	return found;
}

/* Only one of the parts is done: nothing is known if that makes a difference. */
static struct found way_choice(struct tracing *t, struct way *way, struct node *node)
{
	struct found found = { .step = -1 };
	unsigned int first = node->n == 3, n;

	if (first)
		way_expr(t, way, node->kids[0]);
	n = way->n;
	for (unsigned int i = first; i < node->n; i++) {
		struct way part = *way;

		found.mask |= way_expr(t, &part, node->kids[i]).mask;
		t->lost |= part.n != n;
	}
	return found;
}

static struct found way_binary(struct tracing *t, struct way *way, struct node *node)
{
	struct found found = UNKNOWN(node);
	unsigned int n;

	if (is_assignment(node))
		return way_assignment(t, way, node);
	if (node->n != 2)
		return found;
	way_expr(t, way, node->kids[0]);
	n = way->n;
	if (node->op == CXBinaryOperator_Comma)
		return way_expr(t, way, node->kids[1]);
	way_expr(t, way, node->kids[1]);
	if (node->op == CXBinaryOperator_LAnd || node->op == CXBinaryOperator_LOr)
		t->lost |= way->n != n;
	return found;
}

static struct found way_unary(struct tracing *t, struct way *way, struct node *node)
{
	struct found found = UNKNOWN(node), inner;

	if (!node->n)
		return found;
	inner = way_expr(t, way, node->kids[0]);
	if (node->op == CXUnaryOperator_AddrOf)
		found.mask = BIT_POS;
	if (node->op == CXUnaryOperator_Minus && inner.mask == BIT_POS)
		found.mask = BITS_NEGATIVE;
	if (node->op == CXUnaryOperator_LNot)
		found.mask = inner.mask == BIT_ZERO  ? BIT_POS
			     : inner.mask & BIT_ZERO ? BIT_POS | BIT_ZERO
						     : BIT_ZERO;
	if (node->op <= CXUnaryOperator_PreDec && inner.decl)
		way_set(way, inner.decl, UNKNOWN(node->kids[0]));
	return found;
}

/* A block whose last statement is its value. */
static struct found way_block(struct tracing *t, struct way *way, struct node *node)
{
	struct node *block = node->n ? node->kids[node->n - 1] : NULL;
	struct ways ways = { .n = 0 };
	struct found found = UNKNOWN(node);

	if (!block || block->kind != NODE_BLOCK || !block->n)
		return found;
	ways_add(t, &ways, way);
	for (unsigned int i = 0; i + 1 < block->n; i++)
		if (block->kids[i])
			ways_statement(t, &ways, block->kids[i]);
	t->lost |= ways.n > 1;
	way->dead |= !ways.n;
	if (ways.n)
		*way = *ways.list[0];
	if (ways.n && block->kids[block->n - 1])
		found = way_expr(t, way, block->kids[block->n - 1]);
	return found;
}

/* The word in the source text where a cast to void stands: a macro's name; NULL: none. */
static const char *macro_of(struct tracing *t, const struct node *node)
{
	const struct libclang *clang = t->body->clang;
	unsigned int at;
	const char *text;
	size_t size, n = 0;
	CXFile file;

	clang->getExpansionLocation(clang->getCursorLocation(node->cursor), &file, NULL, NULL, &at);
	text = file ? clang->getFileContents(clang->Cursor_getTranslationUnit(node->cursor), file,
					     &size)
		    : NULL;
	while (text && at + n < size &&
	       (text[at + n] == '_' || (text[at + n] >= 'a' && text[at + n] <= 'z')))
		n++;
	return n && at + n < size && text[at + n] == '('
		       ? arena_strndup(t->body->arena, text + at, n)
		       : NULL;
}

static void note_said(struct tracing *t, struct way *way, struct node *node)
{
	const char *object = object_name(t->body, node), *macro = object ? macro_of(t, node) : NULL;

	if (macro)
		way_step(t, way, node,
			 arena_printf(t->body->arena, "!%s %u 0:%s", macro,
				      body_line(t->body, node), object),
			 BITS_ALL);
}

static struct found way_name(struct way *way, struct node *node)
{
	const struct known *known = way_known(way, node->decl);
	struct found found = UNKNOWN(node);

	found.decl = node->decl;
	if (known) {
		found.mask = known->mask;
		found.step = known->step;
	}
	return found;
}

struct found way_expr(struct tracing *t, struct way *way, struct node *node)
{
	struct found found = UNKNOWN(node);

	if (t->lost || way->dead)
		return found;
	if (node->has_number) {
		found.mask = (unsigned char)number_bits(node->number, node->named_errno);
		return found;
	}
	switch (node->kind) {
	case NODE_CAST:
		if (node->type.is_void && node->n)
			note_said(t, way, node);
		return node->n ? way_expr(t, way, node->kids[node->n - 1]) : found;
	case NODE_GENERIC:
		return node->n ? way_expr(t, way, node->kids[node->n - 1]) : found;
	case NODE_NAME:
		return way_name(way, node);
	case NODE_STRING:
		found.mask = BIT_POS;
		return found;
	case NODE_CALL:
		return node->n ? way_call(t, way, node) : found;
	case NODE_BINARY:
		return way_binary(t, way, node);
	case NODE_UNARY:
		return way_unary(t, way, node);
	case NODE_CHOICE:
		return way_choice(t, way, node);
	case NODE_BLOCK_EXPR:
		return way_block(t, way, node);
	default:
		for (unsigned int i = 0; i < node->n; i++)
			if (node->kids[i])
				way_expr(t, way, node->kids[i]);
		return found;
	}
}
