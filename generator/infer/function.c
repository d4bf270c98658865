// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* From a function's declaration and body to its summary. */
#include <stdint.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "infer/walk.h"
#include "input/types.h"
#include "model/inferred.h"

/* Labels behind which a goto jumps back are known in the second one. */
#define PASSES 2

unsigned int conditions_of(struct walk *walk, const struct state *state,
			   const struct condition **conditions)
{
	struct condition *made = arena_new(walk->arena, struct condition, walk->n_params + walk->n);
	unsigned int n = 0;

	for (unsigned int i = 0; i < walk->n_params; i++) {
		const struct atom *atom =
			value_only(state_get(walk, state, walk->params[i]), SOURCE_PARAM);

		if (atom && atom->index == i &&
		    atom->mask != walk->variables[walk->params[i]].type.may)
			made[n++] = (struct condition){ i, atom->mask, 0 };
	}
	for (unsigned int i = 0; i < state->n && i < walk->n; i++) {
		const struct atom *atom;

		if (!walk->variables[i].flags || !state->values[i])
			continue;
		atom = value_only(state->values[i], SOURCE_FLAGS);
		if (atom && atom->mask != walk->variables[i].type.may)
			made[n++] = (struct condition){ atom->index, atom->mask, atom->flags };
	}
	*conditions = made;
	return n;
}

static enum result_kind result_kind(const struct node_type *type)
{
	if (type->is_void)
		return RESULT_VOID;
	if (type->boolean)
		return RESULT_BOOL;
	if (type->pointer)
		return RESULT_POINTER;
	if (type->record || type->is_enum)
		return RESULT_OTHER;
	return type->is_unsigned ? RESULT_UNSIGNED : RESULT_INT;
}

/* Only for those that others can call: it takes time. */
static void set_prototype(struct unit *unit, CXCursor function, struct summary *summary)
{
	struct text names = TEXT_INIT;
	const struct type *type;

	summary->prototype = "-";
	if (summary->file_only && !summary->header)
		return;
	type = types_function(unit->types, function);
	summary->prototype = prototype_mark(unit->run, type);
	for (unsigned int i = 0; i < type->n_params; i++)
		text_printf(&names, "%s%s", i ? "," : "",
			    type->params[i].name ? type->params[i].name : "");
	if (names.len)
		summary->params = run_intern(unit->run, names.buf);
	text_release(&names);
}

static struct summary *begin_summary(struct unit *unit, CXCursor function)
{
	const struct libclang *clang = unit->clang;
	struct summary *summary = arena_new(unit->arena, struct summary, 1);
	const struct callee *callee = callee_of(unit, function);

	summary->name = callee->name;
	summary->result = result_kind(&callee->type);
	summary->at = unit_place(unit, function);
	summary->prototype = libclang_string(
		unit->run, clang, clang->getTypeSpelling(clang->getCursorType(function)));
	summary->header = file_is_header(summary->at.file);
	summary->file_only = clang->Cursor_getStorageClass(function) == CX_SC_Static;
	set_prototype(unit, function, summary);
	return summary;
}

static void add_params(struct walk *walk, CXCursor function)
{
	const struct libclang *clang = walk->unit->clang;
	int n = clang->Cursor_getNumArguments(function);

	walk->n_params = n > 0 ? (unsigned int)n : 0;
	walk->params = arena_new(walk->arena, int, walk->n_params);
	for (unsigned int i = 0; i < walk->n_params; i++) {
		CXCursor param = clang->Cursor_getArgument(function, i);
		struct node node = { .kind = NODE_NAME, .referenced = param };
		struct variable *variable;
		struct atom atom = { .source = SOURCE_PARAM, .index = i };

		node.decl = (uintptr_t)clang->getCanonicalCursor(param).data[0];
		walk->params[i] = variable_of_decl(walk, &node);
		variable = &walk->variables[walk->params[i]];
		variable->param = (int)i;
		variable->outer = false;
		if (variable->type.array) { /* a pointer, whatever it looks like */
			variable->type.array = false;
			variable->type.may = BIT_ERR | BIT_ZERO | BIT_POS;
		}
		if (is_gfp(walk->unit, clang->getCursorType(param))) {
			variable->type.may = BIT_ZERO | BIT_POS;
			variable->gfp = true;
			walk->summary->gfp = walk->summary->gfp ? walk->summary->gfp : i + 1;
		}
		atom.mask = variable->type.may;
		variable->initial = value_atom(walk->arena, &atom);
	}
}

static enum CXChildVisitResult find_body(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (cursor.kind != CXCursor_CompoundStmt)
		return CXChildVisit_Continue;
	*(CXCursor *)data = cursor;
	return CXChildVisit_Break;
}

/* What a header has in place of a function that this configuration leaves out. */
static bool is_stub(const struct summary *summary)
{
	const struct summary_case *one = summary->cases;

	return summary->header && summary->n_cases == 1 && !one->n && one->value->known &&
	       (summary->result == RESULT_INT || summary->result == RESULT_UNSIGNED ||
		summary->result == RESULT_POINTER);
}

void walk_function(struct unit *unit, CXCursor function)
{
	struct arena arena = ARENA_INIT;
	struct walk walk = { .unit = unit, .arena = &arena };
	CXCursor body = { .kind = CXCursor_InvalidFile };
	struct callee *callee = callee_of(unit, function);
	struct node *node;

	unit->clang->visitChildren(function, find_body, &body);
	if (body.kind != CXCursor_CompoundStmt || callee->walked)
		return;
	callee->walked = true;
	unit->depth++;
	walk.nodes = (struct nodes){ .run = unit->run, .arena = &arena, .clang = unit->clang };
	walk.summary = begin_summary(unit, function);
	add_params(&walk, function);
	node = node_make(&walk.nodes, body);
	for (unsigned int pass = 0; pass < PASSES; pass++) {
		walk.state = (struct state){ .live = true };
		walk.summary->n_cases = 0;
		walk.summary->n_calls = 0;
		walk_stmt(&walk, node);
		walk_end(&walk, &value_nothing);
		if (!walk.n_labels)
			break;
	}
	walk.summary->pure = !walk.impure;
	walk.summary->stub = is_stub(walk.summary);
	walk.summary->noreturn = !walk.summary->n_cases;
	summaries_add(unit->run, unit->all, walk.summary);
	count_trusts(&walk);
	arena_release(&arena);
	unit->depth--;
}
