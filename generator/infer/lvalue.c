// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which variable, or place reached through one, an expression stands for. */
#include <stdio.h>
#include <string.h>

#include "base/run.h"
#include "infer/walk.h"

static const char *spelling(struct walk *walk, CXCursor cursor)
{
	return libclang_string(walk->unit->run, walk->unit->clang,
			       walk->unit->clang->getCursorSpelling(cursor));
}

/* The name of the structure that a member is in, be it in a nameless part of it. */
static const char *record_name(struct walk *walk, CXCursor field)
{
	const struct libclang *clang = walk->unit->clang;
	CXCursor record = clang->getCursorSemanticParent(field);

	while (record.kind == CXCursor_StructDecl || record.kind == CXCursor_UnionDecl) {
		const char *name = spelling(walk, record);

		if (name && !strchr(name, '('))
			return name;
		record = clang->getCursorSemanticParent(record);
	}
	return NULL;
}

const char *member_name(struct walk *walk, const struct node *node)
{
	const char *record, *field;

	if (node->kind == NODE_INDEX && node->n)
		return member_name(walk, node_bare(node->kids[0]));
	if (node->kind != NODE_MEMBER || node->referenced.kind != CXCursor_FieldDecl)
		return NULL;
	record = record_name(walk, node->referenced);
	field = spelling(walk, node->referenced);
	if (!record || !field)
		return NULL;
	return run_intern(walk->unit->run, arena_printf(walk->arena, "%s.%s", record, field));
}

const char *pointer_name(struct walk *walk, CXType pointer)
{
	const struct libclang *clang = walk->unit->clang;
	CXType type = clang->getCanonicalType(pointer);
	const char *name = "void";
	CXCursor record;

	if (type.kind != CXType_Pointer)
		return NULL;
	type = clang->getCanonicalType(clang->getPointeeType(type));
	record = clang->getTypeDeclaration(type);
	if (record.kind == CXCursor_StructDecl)
		name = spelling(walk, record);
	else if (type.kind != CXType_Void)
		return NULL;
	if (!name || !*name || strchr(name, '('))
		return NULL;
	return run_intern(walk->unit->run, arena_printf(walk->arena, "*%s", name));
}

static const char *name_of_pointer(struct walk *walk, const struct node *node)
{
	return pointer_name(walk, walk->unit->clang->getCursorType(node->cursor));
}

/* The place itself of "*(volatile type *)&place". */
static const struct node *place_of(const struct node *node)
{
	const struct node *to;

	while (node->kind == NODE_UNARY && node->op == CXUnaryOperator_Deref && node->n) {
		to = node_bare(node->kids[0]);
		if (to->kind != NODE_UNARY || to->op != CXUnaryOperator_AddrOf || !to->n)
			break;
		node = node_bare(to->kids[0]);
	}
	return node;
}

static const char *outer_name(struct walk *walk, const struct node *node)
{
	if (node->kind != NODE_NAME)
		return member_name(walk, node);
	if (node->referenced.kind != CXCursor_VarDecl ||
	    !walk->variables[variable_of_decl(walk, node)].outer)
		return NULL;
	return global_name(walk->unit, node->referenced);
}

const char *place_name(struct walk *walk, const struct node *node)
{
	const struct node *place = place_of(node);
	const char *name;

	for (node = place; node->kind == NODE_INDEX && node->n;)
		node = node_bare(node->kids[0]);
	name = outer_name(walk, node);
	if (!name && (place->kind == NODE_INDEX || place->kind == NODE_UNARY))
		name = name_of_pointer(walk, place);
	return name;
}

static int pointed_to(const struct value *value)
{
	const struct atom *atom = value_only(value, SOURCE_ADDRESS);

	return atom ? (int)atom->index : -1;
}

static int member_lvalue(struct walk *walk, struct node *node)
{
	const char *field = spelling(walk, node->referenced);
	const char *step;
	struct node *base;
	int root;

	if (!node->n)
		return -1;
	base = node_bare(node->kids[0]);
	if (base->type.pointer && !base->type.array) {
		struct result pointer = walk_expr(walk, base);
		int at = pointed_to(pointer.value);

		note_used(walk, pointer.value);
		root = at >= 0 ? at : pointer.variable;
		step = at >= 0 ? "." : "->";
	} else {
		root = lvalue(walk, base);
		step = ".";
	}
	if (root < 0)
		return -1;
	if (!field)
		return root;
	return variable_of_path(walk, root, arena_printf(walk->arena, "%s%s", step, field), node,
				member_name(walk, node));
}

static int deref_lvalue(struct walk *walk, struct node *node)
{
	struct result pointer = walk_expr(walk, node->kids[0]);
	int at = pointed_to(pointer.value);

	if (at >= 0)
		return at;
	if (pointer.variable < 0)
		return -1;
	return variable_of_path(walk, pointer.variable, "*", node, name_of_pointer(walk, node));
}

static int index_lvalue(struct walk *walk, struct node *node)
{
	struct result array, at;
	char step[32];

	if (node->n < 2)
		return -1;
	array = walk_expr(walk, node->kids[0]);
	at = walk_expr(walk, node->kids[1]);
	if (!at.value->known || array.variable < 0)
		return -1;
	snprintf(step, sizeof(step), "[%lld]", at.value->number);
	return variable_of_path(walk, array.variable, step, node, place_name(walk, node));
}

int lvalue(struct walk *walk, struct node *node)
{
	node = node_bare(node);
	switch (node->kind) {
	case NODE_NAME:
		if (node->referenced.kind != CXCursor_VarDecl &&
		    node->referenced.kind != CXCursor_ParmDecl)
			return -1;
		return variable_of_decl(walk, node);
	case NODE_MEMBER:
		return member_lvalue(walk, node);
	case NODE_INDEX:
		return index_lvalue(walk, node);
	case NODE_UNARY:
		if (node->op == CXUnaryOperator_Deref && node->n)
			return deref_lvalue(walk, node);
		break;
	default:
		break;
	}
	return walk_expr(walk, node).variable;
}
