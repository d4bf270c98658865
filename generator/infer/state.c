// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdint.h>
#include <string.h>

#include "base/run.h"
#include "infer/walk.h"

struct state state_dead(void)
{
	return (struct state){ .live = false };
}

struct state state_copy(struct walk *walk, const struct state *state)
{
	struct state made = *state;

	if (!state->n)
		return made;
	made.values = arena_new(walk->arena, const struct value *, state->n);
	memcpy(made.values, state->values, state->n * sizeof(*made.values));
	return made;
}

const struct value *state_get(struct walk *walk, const struct state *state, int variable)
{
	const struct value *value = NULL;

	if ((unsigned int)variable < state->n)
		value = state->values[variable];
	return value ? value : walk->variables[variable].initial;
}

static void state_grow(struct walk *walk, struct state *state, unsigned int n)
{
	const struct value **values;

	if (n <= state->n)
		return;
	values = arena_new(walk->arena, const struct value *, n);
	if (state->n)
		memcpy(values, state->values, state->n * sizeof(*values));
	state->values = values;
	state->n = n;
}

struct state state_join(struct walk *walk, const struct state *a, const struct state *b)
{
	struct state made;

	if (!a->live || !b->live)
		return state_copy(walk, a->live ? a : b);
	made = state_copy(walk, a);
	state_grow(walk, &made, b->n);
	for (unsigned int i = 0; i < made.n; i++) {
		const struct value *x = i < a->n ? a->values[i] : NULL;
		const struct value *y = i < b->n ? b->values[i] : NULL;

		if (x != y)
			made.values[i] = value_join(walk->arena, state_get(walk, a, (int)i),
						    state_get(walk, b, (int)i));
	}
	return made;
}

bool state_equal(struct walk *walk, const struct state *a, const struct state *b)
{
	unsigned int n = a->n > b->n ? a->n : b->n;

	if (a->live != b->live)
		return false;
	for (unsigned int i = 0; i < n; i++)
		if (!value_equal(state_get(walk, a, (int)i), state_get(walk, b, (int)i)))
			return false;
	return true;
}

static bool reached_through(const struct walk *walk, unsigned int variable, int root)
{
	int at = walk->variables[variable].root;

	while (at >= 0 && at != root)
		at = walk->variables[at].root;
	return at == root;
}

void state_forget(struct walk *walk, struct state *state, int variable)
{
	for (unsigned int i = 0; i < state->n; i++)
		if (walk->variables[i].root >= 0 && reached_through(walk, i, variable))
			state->values[i] = NULL;
}

void state_set(struct walk *walk, struct state *state, int variable, const struct value *value)
{
	if (walk->variables[variable].gfp)
		value = gfp_value(walk, value);
	state_grow(walk, state, walk->n);
	state->values[variable] = value;
	state_forget(walk, state, variable);
}

void state_filter(struct walk *walk, struct state *state, int variable, unsigned int mask)
{
	const struct value *before, *after;

	if (!state->live || variable < 0)
		return;
	before = state_get(walk, state, variable);
	after = value_filter(walk->arena, before, mask);
	if (before == after)
		return;
	state_grow(walk, state, walk->n);
	state->values[variable] = after;
	if (!value_may(after))
		state->live = false;
}

static int variable_add(struct walk *walk, const struct variable *variable)
{
	if (walk->n == walk->room) {
		struct variable *grown;

		walk->room = walk->room ? 2 * walk->room : 32;
		grown = arena_new(walk->arena, struct variable, walk->room);
		if (walk->n)
			memcpy(grown, walk->variables, walk->n * sizeof(*grown));
		walk->variables = grown;
	}
	walk->variables[walk->n] = *variable;
	return (int)walk->n++;
}

/* Tables keep pointers; a variable's index plus one is never NULL. */
static void *index_thing(int variable)
{
	return (void *)((uintptr_t)variable + 1);
}

static int thing_index(const void *thing)
{
	return (int)((uintptr_t)thing - 1);
}

static const struct value *first_value(struct walk *walk, const struct variable *variable,
				       const char *name)
{
	struct atom atom = { .mask = variable->type.may };

	if (variable->param >= 0) {
		atom.source = SOURCE_PARAM;
		atom.index = (unsigned int)variable->param;
	} else if (variable->member || name) {
		atom.source = SOURCE_FIELD;
		atom.name = variable->member ? variable->member : name;
	} else {
		atom.source = SOURCE_UNKNOWN;
	}
	return value_atom(walk->arena, &atom);
}

const char *global_name(struct unit *unit, CXCursor decl)
{
	const char *name =
		libclang_string(unit->run, unit->clang, unit->clang->getCursorSpelling(decl));

	return run_intern(unit->run, arena_printf(unit->arena, "::%s", name ? name : ""));
}

/* The number that a constant variable always is; NULL: none. */
static const struct value *constant_of(struct walk *walk, CXCursor decl)
{
	const struct libclang *clang = walk->unit->clang;
	const struct value *value = NULL;
	CXEvalResult result;

	if (!clang->isConstQualifiedType(clang->getCursorType(decl)) ||
	    clang->Cursor_getVarDeclInitializer(decl).kind == CXCursor_InvalidFile)
		return NULL;
	result = clang->Cursor_Evaluate(decl);
	if (!result)
		return NULL;
	if (clang->EvalResult_getKind(result) == CXEval_Int) {
		long long number = clang->EvalResult_getAsLongLong(result);

		value = value_number(walk->arena, number, number_bits(number, false));
	}
	clang->EvalResult_dispose(result);
	return value;
}

/* Set elsewhere, once and for all: nobody needs a constant that is NULL. */
static bool is_constant_pointer(const struct libclang *clang, const struct variable *variable,
				CXCursor decl)
{
	return variable->outer && variable->type.pointer && !variable->type.array &&
	       clang->isConstQualifiedType(clang->getCursorType(decl)) &&
	       clang->Cursor_getVarDeclInitializer(decl).kind == CXCursor_InvalidFile;
}

int variable_of_decl(struct walk *walk, const struct node *name)
{
	const struct libclang *clang = walk->unit->clang;
	char *key;
	struct variable made = { .root = -1, .param = -1 };
	CXCursor parent;
	const void *thing =
		table_find_n(&walk->by_decl, (const char *)&name->decl, sizeof(name->decl));
	int index;

	if (thing)
		return thing_index(thing);
	made.type = node_type(clang, clang->getCursorType(name->referenced));
	made.gfp = is_gfp(walk->unit, clang->getCursorType(name->referenced));
	parent = clang->getCursorSemanticParent(name->referenced);
	made.outer = parent.kind != CXCursor_FunctionDecl ||
		     clang->Cursor_getStorageClass(name->referenced) == CX_SC_Static;
	made.pointee = pointer_name(walk, clang->getCursorType(name->referenced));
	made.initial = first_value(walk, &made,
				   made.outer ? global_name(walk->unit, name->referenced) : NULL);
	if (made.outer && !made.type.array && !made.type.record &&
	    constant_of(walk, name->referenced))
		made.initial = constant_of(walk, name->referenced);
	if (is_constant_pointer(clang, &made, name->referenced))
		made.initial = &value_valid;
	index = variable_add(walk, &made);
	key = arena_alloc(walk->arena, sizeof(name->decl));
	memcpy(key, &name->decl, sizeof(name->decl));
	table_add_n(walk->arena, &walk->by_decl, key, sizeof(name->decl), index_thing(index));
	return index;
}

int variable_of_path(struct walk *walk, int root, const char *step, const struct node *node,
		     const char *member)
{
	struct variable made = { .root = root, .param = -1, .member = member };
	const char *path = arena_printf(walk->arena, "%d%s", root, step);
	const void *thing = table_find(&walk->by_path, path);
	int index;

	if (thing)
		return thing_index(thing);
	made.type = node->type;
	made.outer = true;
	made.initial = first_value(walk, &made, NULL);
	index = variable_add(walk, &made);
	table_add(walk->arena, &walk->by_path, path, index_thing(index));
	return index;
}

int variable_of_flags(struct walk *walk, unsigned int param, long long flags)
{
	struct variable made = { .root = walk->params[param], .param = -1, .flags = flags };
	const char *path = arena_printf(walk->arena, "%d&%lld", made.root, flags);
	const void *thing = table_find(&walk->by_path, path);
	int index;

	if (thing)
		return thing_index(thing);
	made.type.may = BIT_ZERO | BIT_POS;
	made.initial = value_atom(walk->arena, &(struct atom){ .source = SOURCE_FLAGS,
							       .mask = made.type.may,
							       .index = param,
							       .flags = flags });
	index = variable_add(walk, &made);
	table_add(walk->arena, &walk->by_path, path, index_thing(index));
	return index;
}
