// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdint.h>
#include <string.h>

#include "base/run.h"
#include "infer/node.h"
#include "infer/value.h"

struct children {
	struct nodes *nodes;
	struct node **kids;
	unsigned int n, room;
};

static void add_kid(struct children *children, struct node *kid)
{
	if (children->n == children->room) {
		struct node **grown;

		children->room = children->room ? 2 * children->room : 4;
		grown = arena_new(children->nodes->arena, struct node *, children->room);
		if (children->n)
			memcpy(grown, children->kids, children->n * sizeof(struct node *));
		children->kids = grown;
	}
	children->kids[children->n++] = kid;
}

static bool is_code(enum CXCursorKind kind)
{
	return (kind >= CXCursor_FirstExpr && kind <= CXCursor_LastExpr) ||
	       (kind >= CXCursor_FirstStmt && kind <= CXCursor_LastStmt) ||
	       kind == CXCursor_VarDecl;
}

static enum CXChildVisitResult visit_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct children *children = data;

	(void)parent;
	if (is_code(cursor.kind))
		add_kid(children, node_make(children->nodes, cursor));
	return CXChildVisit_Continue;
}

static void make_kids(struct nodes *nodes, struct node *node)
{
	struct children children = { .nodes = nodes };

	nodes->clang->visitChildren(node->cursor, visit_child, &children);
	node->kids = children.kids;
	node->n = children.n;
}

static bool is_unsigned_kind(enum CXTypeKind kind)
{
	return kind >= CXType_Bool && kind <= CXType_UInt128;
}

struct node_type node_type(const struct libclang *clang, CXType type)
{
	struct node_type made = { .may = BITS_ALL };
	CXType canonical = clang->getCanonicalType(type);

	made.is_enum = canonical.kind == CXType_Enum;
	if (made.is_enum)
		canonical = clang->getCanonicalType(
			clang->getEnumDeclIntegerType(clang->getTypeDeclaration(canonical)));
	switch (canonical.kind) {
	case CXType_Void:
		made.is_void = true;
		break;
	case CXType_Pointer:
		made.pointer = true;
		made.may = BIT_ERR | BIT_ZERO | BIT_POS;
		break;
	case CXType_ConstantArray:
	case CXType_IncompleteArray:
	case CXType_VariableArray:
	case CXType_FunctionProto:
	case CXType_FunctionNoProto:
		made.array = made.pointer = true;
		made.may = BIT_POS;
		break;
	case CXType_Record:
		made.record = true;
		break;
	default:
		made.boolean = canonical.kind == CXType_Bool;
		made.wide = canonical.kind == CXType_Long || canonical.kind == CXType_LongLong;
		if (is_unsigned_kind(canonical.kind)) {
			made.is_unsigned = true;
			made.may = BIT_ZERO | BIT_POS;
		}
	}
	return made;
}

static void evaluate(struct nodes *nodes, struct node *node)
{
	const struct libclang *clang = nodes->clang;
	CXEvalResult result = clang->Cursor_Evaluate(node->cursor);

	if (!result)
		return;
	if (clang->EvalResult_getKind(result) == CXEval_Int) {
		node->has_number = true;
		node->number = clang->EvalResult_getAsLongLong(result);
	}
	clang->EvalResult_dispose(result);
}

/* Errnos are spelled in files that are named after them. */
static bool spelled_as_errno(struct nodes *nodes, CXCursor cursor)
{
	const struct libclang *clang = nodes->clang;
	CXFile file;
	const char *name;

	clang->getSpellingLocation(clang->getCursorLocation(cursor), &file, NULL, NULL, NULL);
	name = file ? libclang_string(nodes->run, clang, clang->getFileName(file)) : NULL;
	return name && strstr(name, "errno");
}

static void make_number(struct nodes *nodes, struct node *node)
{
	node->kind = NODE_NUMBER;
	evaluate(nodes, node);
	node->named_errno = spelled_as_errno(nodes, node->cursor);
}

static unsigned long long decl_of(CXCursor cursor)
{
	return (uintptr_t)cursor.data[0];
}

static void make_name(struct nodes *nodes, struct node *node)
{
	const struct libclang *clang = nodes->clang;

	node->kind = NODE_NAME;
	node->referenced = clang->getCursorReferenced(node->cursor);
	node->decl = decl_of(clang->getCanonicalCursor(node->referenced));
	if (node->referenced.kind == CXCursor_EnumConstantDecl) {
		node->kind = NODE_NUMBER;
		node->has_number = true;
		node->number = clang->getEnumConstantDeclValue(node->referenced);
	}
}

/* What was chosen has the type of the whole. */
static void make_generic(struct nodes *nodes, struct node *node)
{
	const struct libclang *clang = nodes->clang;
	CXType whole = clang->getCanonicalType(clang->getCursorType(node->cursor));
	struct node *chosen;

	make_kids(nodes, node);
	if (!node->n)
		return;
	chosen = node->kids[node->n - 1];
	for (unsigned int i = 1; i < node->n; i++) {
		CXType type = clang->getCursorType(node->kids[i]->cursor);

		if (clang->equalTypes(clang->getCanonicalType(type), whole)) {
			chosen = node->kids[i];
			break;
		}
	}
	node->kind = NODE_GENERIC;
	node->kids = arena_new(nodes->arena, struct node *, 1);
	node->kids[0] = chosen;
	node->n = 1;
}

/*
 * libclang has no name for: implicit casts (one operand), __builtin_choose_expr() (three), "a ?: b"
 * (the condition twice among them), and what only it can evaluate (none).
 */
static void make_unexposed(struct nodes *nodes, struct node *node)
{
	make_kids(nodes, node);
	if (node->n == 1) {
		node->kind = NODE_CAST;
	} else if (!node->n) {
		node->kind = NODE_CONSTANT;
		evaluate(nodes, node);
	} else if (node->n == 3 && node->kids[0]->kind != NODE_VARIABLE) {
		node->kind = NODE_CHOICE;
	} else if (node->n > 3) { /* common, condition, then, else */
		struct node **kids = arena_new(nodes->arena, struct node *, 2);

		node->kind = NODE_CHOICE;
		kids[0] = node->kids[0];
		kids[1] = node->kids[node->n - 1];
		node->kids = kids;
		node->n = 2;
	}
}

static void make_variable(struct nodes *nodes, struct node *node)
{
	const struct libclang *clang = nodes->clang;
	CXCursor init = clang->Cursor_getVarDeclInitializer(node->cursor);

	node->kind = NODE_VARIABLE;
	node->decl = decl_of(clang->getCanonicalCursor(node->cursor));
	node->referenced = node->cursor;
	if (init.kind == CXCursor_InvalidFile || !is_code(init.kind))
		return;
	node->kids = arena_new(nodes->arena, struct node *, 1);
	node->kids[0] = node_make(nodes, init);
	node->n = 1;
}

/* A label statement, or what a goto goes to. */
static enum CXChildVisitResult visit_label(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct node *node = data;

	(void)parent;
	if (cursor.kind != CXCursor_LabelRef)
		return CXChildVisit_Continue;
	node->referenced = cursor;
	return CXChildVisit_Break;
}

static void make_goto(struct nodes *nodes, struct node *node)
{
	CXCursor label;

	node->kind = NODE_GOTO;
	node->referenced.kind = CXCursor_InvalidFile;
	nodes->clang->visitChildren(node->cursor, visit_label, node);
	if (node->referenced.kind != CXCursor_LabelRef)
		return;
	label = nodes->clang->getCursorReferenced(node->referenced);
	node->decl = (uintptr_t)label.data[1];
}

/* &&label: in the operands of an asm, where that may go. */
static void make_address(struct nodes *nodes, struct node *node)
{
	make_goto(nodes, node);
	node->kind = NODE_STRING;
}

static void make_label(struct nodes *nodes, struct node *node)
{
	node->kind = NODE_LABEL;
	node->decl = (uintptr_t)node->cursor.data[1];
	make_kids(nodes, node);
}

struct maker {
	enum CXCursorKind cursor;
	enum node_kind kind;
	void (*make)(struct nodes *nodes, struct node *node); /* NULL: its kids */
};

static void make_unary(struct nodes *nodes, struct node *node)
{
	node->kind = NODE_UNARY;
	node->op = (int)nodes->clang->getCursorUnaryOperatorKind(node->cursor);
	make_kids(nodes, node);
}

static void make_binary(struct nodes *nodes, struct node *node)
{
	node->kind = NODE_BINARY;
	node->op = (int)nodes->clang->getCursorBinaryOperatorKind(node->cursor);
	make_kids(nodes, node);
}

static void make_constant(struct nodes *nodes, struct node *node)
{
	node->kind = NODE_CONSTANT;
	evaluate(nodes, node);
}

static void make_member(struct nodes *nodes, struct node *node)
{
	node->kind = NODE_MEMBER;
	node->referenced = nodes->clang->getCursorReferenced(node->cursor);
	make_kids(nodes, node);
}

static void make_leaf(struct nodes *nodes, struct node *node)
{
	(void)nodes;
	(void)node;
}

static const struct maker makers[] = {
	{ CXCursor_UnexposedExpr, NODE_OTHER, make_unexposed },
	{ CXCursor_DeclRefExpr, NODE_NAME, make_name },
	{ CXCursor_MemberRefExpr, NODE_MEMBER, make_member },
	{ CXCursor_CallExpr, NODE_CALL, NULL },
	{ CXCursor_IntegerLiteral, NODE_NUMBER, make_number },
	{ CXCursor_CharacterLiteral, NODE_NUMBER, make_number },
	{ CXCursor_StringLiteral, NODE_STRING, make_leaf },
	{ CXCursor_ParenExpr, NODE_CAST, NULL },
	{ CXCursor_UnaryOperator, NODE_UNARY, make_unary },
	{ CXCursor_ArraySubscriptExpr, NODE_INDEX, NULL },
	{ CXCursor_BinaryOperator, NODE_BINARY, make_binary },
	{ CXCursor_CompoundAssignOperator, NODE_BINARY, make_binary },
	{ CXCursor_ConditionalOperator, NODE_CHOICE, NULL },
	{ CXCursor_CStyleCastExpr, NODE_CAST, NULL },
	{ CXCursor_CompoundLiteralExpr, NODE_OTHER, NULL },
	{ CXCursor_AddrLabelExpr, NODE_STRING, make_address },
	{ CXCursor_StmtExpr, NODE_BLOCK_EXPR, NULL },
	{ CXCursor_GenericSelectionExpr, NODE_OTHER, make_generic },
	{ CXCursor_UnaryExpr, NODE_CONSTANT, make_constant },
	{ CXCursor_VarDecl, NODE_VARIABLE, make_variable },
	{ CXCursor_LabelStmt, NODE_LABEL, make_label },
	{ CXCursor_CompoundStmt, NODE_BLOCK, NULL },
	{ CXCursor_UnexposedStmt, NODE_BLOCK, NULL },
	{ CXCursor_CaseStmt, NODE_CASE, NULL },
	{ CXCursor_DefaultStmt, NODE_DEFAULT, NULL },
	{ CXCursor_IfStmt, NODE_IF, NULL },
	{ CXCursor_SwitchStmt, NODE_SWITCH, NULL },
	{ CXCursor_WhileStmt, NODE_WHILE, NULL },
	{ CXCursor_DoStmt, NODE_DO, NULL },
	{ CXCursor_ForStmt, NODE_FOR, NULL },
	{ CXCursor_GotoStmt, NODE_GOTO, make_goto },
	{ CXCursor_ContinueStmt, NODE_CONTINUE, make_leaf },
	{ CXCursor_BreakStmt, NODE_BREAK, make_leaf },
	{ CXCursor_ReturnStmt, NODE_RETURN, NULL },
	{ CXCursor_GCCAsmStmt, NODE_ASM, NULL },
	{ CXCursor_DeclStmt, NODE_DECL, NULL },
};

struct node *node_make(struct nodes *nodes, CXCursor cursor)
{
	struct node *node = arena_new(nodes->arena, struct node, 1);

	node->cursor = cursor;
	if (cursor.kind < CXCursor_FirstStmt || cursor.kind > CXCursor_LastStmt)
		node->type = node_type(nodes->clang, nodes->clang->getCursorType(cursor));
	for (unsigned int i = 0; i < sizeof(makers) / sizeof(*makers); i++) {
		if (makers[i].cursor != cursor.kind)
			continue;
		node->kind = makers[i].kind;
		if (makers[i].make)
			makers[i].make(nodes, node);
		else
			make_kids(nodes, node);
		return node;
	}
	make_kids(nodes, node);
	return node;
}

/* Steps are assignments; a condition that assigns stands in parentheses. */
static bool is_step(const struct node *node)
{
	while (node->kind == NODE_CAST && node->n == 1 && node->cursor.kind != CXCursor_ParenExpr)
		node = node->kids[0];
	if (node->kind == NODE_UNARY)
		return node->op >= CXUnaryOperator_PostInc && node->op <= CXUnaryOperator_PreDec;
	return node->kind == NODE_BLOCK_EXPR ||
	       (node->kind == NODE_BINARY && node->op >= CXBinaryOperator_Assign);
}

struct for_parts node_for(const struct node *node)
{
	struct for_parts parts = { 0 };
	unsigned int n = node->n ? node->n - 1 : 0;

	if (!node->n)
		return parts;
	parts.body = node->kids[n];
	if (n == 3) {
		parts.init = node->kids[0];
		parts.condition = node->kids[1];
		parts.step = node->kids[2];
		return parts;
	}
	for (unsigned int i = 0; i < n; i++) {
		struct node *kid = node->kids[i];

		if (kid->kind == NODE_DECL || (!i && n == 2 && is_step(kid)))
			parts.init = kid;
		else if (is_step(kid))
			parts.step = kid;
		else
			parts.condition = kid;
	}
	return parts;
}

struct node *node_bare(struct node *node)
{
	while ((node->kind == NODE_CAST || node->kind == NODE_GENERIC) && node->n)
		node = node->kids[node->n - 1];
	return node;
}

bool node_compute(int op, long long a, long long b, long long *result)
{
	switch (op) {
	case CXBinaryOperator_Add:
		return !__builtin_add_overflow(a, b, result);
	case CXBinaryOperator_Sub:
		return !__builtin_sub_overflow(a, b, result);
	case CXBinaryOperator_Mul:
		return !__builtin_mul_overflow(a, b, result);
	case CXBinaryOperator_And:
		*result = a & b;
		return true;
	case CXBinaryOperator_Or:
		*result = a | b;
		return true;
	case CXBinaryOperator_Xor:
		*result = a ^ b;
		return true;
	case CXBinaryOperator_Shl:
		*result = (long long)((unsigned long long)a << (b & 63));
		return b >= 0 && b < 63;
	case CXBinaryOperator_Shr:
		*result = a >> (b & 63);
		return a >= 0 && b >= 0 && b < 63;
	case CXBinaryOperator_Div:
		*result = b > 0 ? a / b : 0;
		return b > 0;
	case CXBinaryOperator_Rem:
		*result = b > 0 ? a % b : 0;
		return b > 0;
	default:
		return false;
	}
}
