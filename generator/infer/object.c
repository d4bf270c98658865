// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What an expression is about: see infer/ways.h. */
#include <string.h>

#include "base/run.h"
#include "infer/origin.h"
#include "infer/ways.h"

#define DEPTH	  8
#define MAX_WORDS 60

/* What it is, or with @address what is pointed to by it. */
struct object {
	bool address;
	const char *text; /* NULL: none */
};

static struct object find(const struct body *body, struct node *node, unsigned int depth);

static struct object find_name(const struct body *body, struct node *node, unsigned int depth)
{
	int param = body_param(body, node->decl);
	struct node *value = local_value(body, node->decl);
	const struct libclang *clang = body->clang;
	const char *name;

	if (param >= 0 && local_is_set(body, node->decl))
		return (struct object){ 0 };
	if (param >= 0)
		return (struct object){ false, arena_printf(body->arena, "%d", param) };
	if (value && node->type.pointer)
		return find(body, value, depth);
	if (node->referenced.kind != CXCursor_VarDecl ||
	    clang->getCursorSemanticParent(node->referenced).kind != CXCursor_TranslationUnit)
		return (struct object){ 0 };
	name = libclang_string(body->run, clang, clang->getCursorSpelling(node->referenced));
	return (struct object){ false, name ? arena_printf(body->arena, ":%s", name) : NULL };
}

static struct object find_member(const struct body *body, struct node *node, unsigned int depth)
{
	const char *name = field_name(body, node);
	struct object of;

	if (!node->n || !name)
		return (struct object){ 0 };
	of = find(body, node->kids[0], depth);
	if (!of.text || *of.text == '^' || strlen(of.text) > MAX_WORDS)
		return (struct object){ 0 };
	return (struct object){
		node->type.array,
		arena_printf(body->arena, "%s%s%s", of.text,
			     node_bare(node->kids[0])->type.pointer && !of.address ? "->" : ".",
			     name),
	};
}

/* The structure that a parameter is a member of. */
static struct object find_container(const struct body *body, struct node *node)
{
	struct origins origins;

	origins_find(body, node, &origins);
	if (origins.n != 1 || origins.list->kind != FROM_PARAM || !origins.list->moved ||
	    origins.list->away || local_is_set(body, body->params[origins.list->param].decl))
		return (struct object){ 0 };
	return (struct object){ false, arena_printf(body->arena, "^%u", origins.list->param) };
}

/* An inline function of one argument, which finds something in it, or looks at its type. */
static struct object find_call(const struct body *body, struct node *node, unsigned int depth)
{
	struct node *callee = node_bare(node->kids[0]);

	if (node->n != 2 || callee->kind != NODE_NAME ||
	    callee->referenced.kind != CXCursor_FunctionDecl ||
	    !body->clang->Cursor_isFunctionInlined(callee->referenced))
		return (struct object){ 0 };
	node = node->kids[1];
	return node_bare(node)->type.pointer || node_bare(node)->kind == NODE_UNARY
		       ? find(body, node, depth)
		       : (struct object){ 0 };
}

static struct object find(const struct body *body, struct node *node, unsigned int depth)
{
	struct object object;

	if (depth++ == DEPTH)
		return (struct object){ 0 };
	node = node_bare(node);
	switch (node->kind) {
	case NODE_NAME:
		return find_name(body, node, depth);
	case NODE_MEMBER:
		return find_member(body, node, depth);
	case NODE_UNARY:
		if (node->op != CXUnaryOperator_AddrOf || !node->n)
			return (struct object){ 0 };
		object = find(body, node->kids[0], depth);
		object.address = true;
		return object;
	case NODE_BLOCK_EXPR:
	case NODE_BINARY:
		return find_container(body, node);
	default:
		return (struct object){ 0 };
	}
}

const char *object_name(const struct body *body, struct node *node)
{
	struct node *bare = node_bare(node);
	struct object object = bare->kind == NODE_CALL && bare->n ? find_call(body, bare, 0)
								  : find(body, node, 0);

	if (!object.text)
		return NULL;
	/* the address of a parameter is nothing that the caller has */
	if (object.address && !strpbrk(object.text, ".>:"))
		return NULL;
	return object.address ? arena_printf(body->arena, "&%s", object.text) : object.text;
}
