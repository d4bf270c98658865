// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What callers make of a NULL: "x = find(...); if (!x) return -ENOENT;". Lines of a summary:
 *
 *	no FUNCTION ERRNO LINE	what it gave was NULL, and its caller failed with that
 */
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "infer/origin.h"

/* What is NULL if @condition is true: "!x", "unlikely(x == NULL)"; NULL: it asks something else. */
static struct node *asked_for_null(const struct body *body, struct node *condition)
{
	bool null = false;

	for (;;) {
		condition = node_bare(condition);
		if (body_expects(body, condition)) {
			condition = condition->kids[1];
		} else if (condition->kind == NODE_UNARY && condition->op == CXUnaryOperator_LNot &&
			   condition->n) {
			null = !null;
			condition = condition->kids[0];
		} else {
			break;
		}
	}
	if (condition->kind == NODE_BINARY && condition->op == CXBinaryOperator_EQ && !null &&
	    condition->n == 2) {
		struct node *zero = node_bare(condition->kids[1]);

		null = zero->kind == NODE_NUMBER && zero->has_number && !zero->number;
		condition = node_bare(condition->kids[0]);
	}
	return null ? condition : NULL;
}

/* What @node, "x = f()" or a declaration of the kind, stores in @object; NULL: something else. */
static struct node *stored_in(struct node *node, const struct node *object)
{
	if (node->kind == NODE_DECL) {
		for (unsigned int i = node->n; object->kind == NODE_NAME && i-- > 0;)
			if (node->kids[i] && node->kids[i]->decl == object->decl)
				return node->kids[i]->n ? node->kids[i]->kids[0] : NULL;
	} else if (node->kind == NODE_BINARY && node->op == CXBinaryOperator_Assign &&
		   node->n == 2 && node_same(node_bare(node->kids[0]), object)) {
		return node->kids[1];
	}
	return NULL;
}

/* Where @object comes from, looked for right before statement @at, but for declarations. */
static struct node *source_of(const struct node *block, unsigned int at, struct node *object)
{
	struct node *from = NULL;

	if (object->kind == NODE_BINARY && object->op == CXBinaryOperator_Assign && object->n == 2)
		from = object->kids[1];
	else if (object->kind == NODE_CALL)
		from = object;
	while (!from && at-- > 0 && block->kids[at]) {
		from = stored_in(block->kids[at], object);
		if (block->kids[at]->kind != NODE_DECL)
			break;
	}
	return from ? node_bare(from) : NULL;
}

struct errnos {
	const struct node *number;
	bool several;
};

static void find_errno(struct node *node, void *data)
{
	struct errnos *found = data;

	if (node->kind != NODE_NUMBER || !node->named_errno)
		return;
	found->several |= found->number && found->number->number != node->number;
	found->number = node;
}

/* "ENOMEM", of the line that defines it. */
static const char *errno_name(const struct body *body, const struct node *number)
{
	const struct libclang *clang = body->clang;
	CXFile file;
	unsigned int at;
	size_t size, start, n = 0;
	const char *text;

	clang->getSpellingLocation(clang->getCursorLocation(number->cursor), &file, NULL, NULL,
				   &at);
	text = clang->getFileContents(clang->Cursor_getTranslationUnit(number->cursor), file,
				      &size);
	if (!text || at >= size)
		return NULL;
	while (at && isspace((unsigned char)text[at - 1]))
		at--;
	for (start = at; start && text_is_name(text[start - 1]); start--)
		n++;
	return n && text[start] == 'E' ? arena_strndup(body->arena, text + start, n) : NULL;
}

static void read_if(const struct body *body, const struct node *block, unsigned int at)
{
	struct node *branch = block->kids[at]->kids[1];
	struct node *object = asked_for_null(body, block->kids[at]->kids[0]);
	struct node *call = object ? source_of(block, at, object) : NULL;
	const char *callee = call && call->kind == NODE_CALL ? body_callee(body, call) : NULL;
	struct errnos found = { .number = NULL };
	const char *name;

	if (!callee || strchr(callee, ':') || !call->type.pointer)
		return;
	node_each(branch, find_errno, &found);
	name = found.number && !found.several ? errno_name(body, found.number) : NULL;
	if (name)
		text_printf(body->out, "no %s %s %u\n", callee, name, body_line(body, call));
}

static void read_block(struct node *node, void *data)
{
	const struct body *body = data;

	for (unsigned int i = 0; node->kind == NODE_BLOCK && i < node->n; i++)
		if (node->kids[i] && node->kids[i]->kind == NODE_IF && node->kids[i]->n > 1 &&
		    node->kids[i]->kids[0] && node->kids[i]->kids[1])
			read_if(body, node, i);
}

void read_errnos(struct body *body)
{
	node_each(body->code, read_block, body);
}
