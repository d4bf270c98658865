// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Functions that members of structures point to, and what else is stored in them. */
#include <string.h>

#include "base/run.h"
#include "infer/walk.h"

void note_callback(struct unit *unit, const char *member, CXCursor function)
{
	member_add_function(unit->arena, summaries_member(unit->run, unit->all, member),
			    callee_of(unit, function)->name);
}

/* A parameter says nothing to those who do not know the call; pointers that are passed are no errors. */
static const struct value *for_others(struct arena *arena, const struct node_type *type,
				      const struct value *value)
{
	const struct value *made = value_bits(arena, value->bits);

	value = value_strip(arena, value, 0);
	for (unsigned int i = 0; i < value->n; i++) {
		struct atom atom = value->atoms[i];

		if (atom.source == SOURCE_PARAM || atom.source == SOURCE_CALLED ||
		    atom.source == SOURCE_FLAGS) {
			atom.source = SOURCE_UNKNOWN;
			atom.index = 0;
			atom.flags = 0;
			if (type->pointer)
				atom.mask &= BIT_ZERO | BIT_POS;
		}
		made = value_may(made) ? value_join(arena, made, value_atom(arena, &atom))
				       : value_atom(arena, &atom);
	}
	return made;
}

void note_stored(struct unit *unit, const char *member, const struct node_type *type,
		 const struct value *value)
{
	struct member *of;

	if (type->array || type->record || !(type->may & BIT_ERR))
		return;
	of = summaries_member(unit->run, unit->all, member);
	value = for_others(unit->arena, type, value);
	of->stored = of->stored && value_may(of->stored)
			     ? value_join(unit->arena, of->stored, value)
			     : value;
}

struct initializer {
	struct unit *unit;
	const char *member;
	struct node_type type; /* of the member, or of its elements */
};

static const char *name_of_member(struct unit *unit, CXCursor field)
{
	struct arena arena = ARENA_INIT;
	struct walk walk = { .unit = unit, .arena = &arena };
	struct node node = { .kind = NODE_MEMBER, .referenced = field };
	const char *name = member_name(&walk, &node);

	arena_release(&arena);
	return name;
}

static struct node_type element_type(const struct libclang *clang, CXType type)
{
	CXType canonical = clang->getCanonicalType(type);

	while (canonical.kind == CXType_ConstantArray || canonical.kind == CXType_IncompleteArray)
		canonical = clang->getCanonicalType(clang->getArrayElementType(canonical));
	return node_type(clang, canonical);
}

/* A number that is always the same; that other numbers than -1 are no errnos is not to be seen. */
static bool note_number(const struct initializer *at, CXCursor expression)
{
	const struct libclang *clang = at->unit->clang;
	CXEvalResult result;
	bool found;

	if (!at->member || at->type.pointer || at->type.record || !(at->type.may & BIT_ERR))
		return false;
	result = clang->Cursor_Evaluate(expression);
	if (!result)
		return false;
	found = clang->EvalResult_getKind(result) == CXEval_Int;
	if (found) {
		long long number = clang->EvalResult_getAsLongLong(result);
		unsigned int bits = number_bits(number, false) | (number < -1 ? BIT_ERR : 0);

		note_stored(at->unit, at->member, &at->type, value_bits(at->unit->arena, bits));
	}
	clang->EvalResult_dispose(result);
	return found;
}

/*
 * ".enable = clk_enable": a reference to the member, then an expression. What stands below other
 * expressions, as a macro's casts, counts too.
 */
static enum CXChildVisitResult visit_part(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct initializer *at = data;
	struct initializer inner = *at;
	CXCursor referenced;

	(void)parent;
	if (cursor.kind == CXCursor_MemberRef) {
		referenced = at->unit->clang->getCursorReferenced(cursor);
		at->member = name_of_member(at->unit, referenced);
		at->type =
			element_type(at->unit->clang, at->unit->clang->getCursorType(referenced));
		return CXChildVisit_Continue;
	}
	if (cursor.kind != CXCursor_InitListExpr && note_number(at, cursor))
		return CXChildVisit_Continue;
	if (cursor.kind == CXCursor_DeclRefExpr) {
		referenced = at->unit->clang->getCursorReferenced(cursor);
		if (at->member && referenced.kind == CXCursor_FunctionDecl)
			note_callback(at->unit, at->member, referenced);
		return CXChildVisit_Continue;
	}
	if (cursor.kind == CXCursor_CallExpr || cursor.kind == CXCursor_StmtExpr)
		return CXChildVisit_Continue;
	if (cursor.kind == CXCursor_InitListExpr && at->type.record)
		inner.member = NULL;
	at->unit->clang->visitChildren(cursor, visit_part, &inner);
	return CXChildVisit_Continue;
}

void note_members(struct unit *unit, CXCursor variable)
{
	const struct libclang *clang = unit->clang;
	CXCursor init = clang->Cursor_getVarDeclInitializer(variable);
	struct initializer at = { .unit = unit };

	if (init.kind == CXCursor_InvalidFile)
		return;
	at.type = element_type(clang, clang->getCursorType(variable));
	if (!at.type.record)
		at.member = global_name(unit, variable);
	if (init.kind == CXCursor_InitListExpr) {
		clang->visitChildren(init, visit_part, &at);
	} else if (!at.type.record) {
		visit_part(init, variable, &at);
	}
}
