// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What a call gives, and what it may change. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/walk.h"

#define MAX_ARGS 16

/* Functions that are walked because others call them: so deep at once. */
#define MAX_DEPTH 60

struct args {
	struct node *nodes[MAX_ARGS];
	struct result results[MAX_ARGS];
	unsigned int n;
};

bool is_gfp(struct unit *unit, CXType type)
{
	const char *name =
		libclang_string(unit->run, unit->clang, unit->clang->getTypeSpelling(type));

	size_t len = name ? strlen(name) : 0, end = strlen("gfp_t");

	return len >= end && !strcmp(name + len - end, "gfp_t"); /* constant or not */
}

static bool only_read(struct unit *unit, CXType type)
{
	const struct libclang *clang = unit->clang;
	CXType pointer = clang->getCanonicalType(type);

	return pointer.kind == CXType_Pointer &&
	       clang->isConstQualifiedType(clang->getPointeeType(pointer));
}

static const char *function_name(struct unit *unit, CXCursor function)
{
	const char *name =
		libclang_string(unit->run, unit->clang, unit->clang->getCursorSpelling(function));
	const char *file;
	size_t len;

	if (!name)
		return "";
	if (unit->clang->Cursor_getStorageClass(function) != CX_SC_Static)
		return name;
	file = unit_place(unit, function).file;
	len = strlen(file);
	if (len < 2 || strcmp(file + len - 2, ".c"))
		return name;
	return run_intern(unit->run, arena_printf(unit->arena, "%s:%s", file, name));
}

static struct callee *make_callee(struct unit *unit, CXCursor function)
{
	const struct libclang *clang = unit->clang;
	struct callee *callee = arena_new(unit->arena, struct callee, 1);
	CXType type = clang->getCursorType(function);
	const char *spelling = libclang_string(unit->run, clang, clang->getTypeSpelling(type));
	int n = clang->getNumArgTypes(type);

	callee->name = function_name(unit, function);
	callee->cursor = function;
	callee->builtin = !strncmp(callee->name, "__builtin_", strlen("__builtin_"));
	callee->noreturn = spelling && strstr(spelling, "noreturn");
	callee->type = node_type(clang, clang->getResultType(type));
	callee->gfp = -1;
	for (int i = 0; i < n && i < MAX_ARGS; i++) {
		CXType arg = clang->getArgType(type, (unsigned int)i);

		if (callee->gfp < 0 && is_gfp(unit, arg))
			callee->gfp = i;
		if (only_read(unit, arg))
			callee->reads |= 1U << i;
	}
	return callee;
}

struct callee *callee_of(struct unit *unit, CXCursor function)
{
	CXCursor canonical = unit->clang->getCanonicalCursor(function);
	const void *decl = canonical.data[0];
	struct callee *callee = table_find_n(&unit->callees, (const char *)&decl, sizeof(decl));
	const void **key;

	if (!callee) {
		callee = make_callee(unit, function);
		key = arena_alloc(unit->arena, sizeof(decl));
		*key = decl;
		table_add_n(unit->arena, &unit->callees, (const char *)key, sizeof(decl), callee);
	}
	if (!callee->summary)
		callee->summary = table_find(&unit->all->functions, callee->name);
	return callee;
}

/* Functions that are called are walked before those that call them, as far as it goes. */
static const struct callee *callee_called(struct unit *unit, CXCursor function)
{
	const struct callee *callee = callee_of(unit, function);

	if (callee->summary || callee->walked || unit->depth >= MAX_DEPTH)
		return callee;
	function = unit->clang->getCursorDefinition(function);
	if (function.kind == CXCursor_FunctionDecl)
		walk_function(unit, function);
	return callee_of(unit, function.kind == CXCursor_FunctionDecl ? function : callee->cursor);
}

/* Only what is understood without knowing what it calls. */
static bool can_expand(const struct summary *summary)
{
	if (!summary || !summary->pure || !summary->n_cases)
		return false;
	for (unsigned int i = 0; i < summary->n_cases; i++) {
		const struct value *value = summary->cases[i].value;

		for (unsigned int k = 0; k < value->n; k++)
			if (value->atoms[k].source != SOURCE_PARAM &&
			    value->atoms[k].source != SOURCE_FLAGS &&
			    value->atoms[k].source != SOURCE_FIELD)
				return false;
	}
	return true;
}

static bool is_possible(const struct summary_case *one, const struct args *args)
{
	for (unsigned int i = 0; i < one->n; i++) {
		const struct condition *condition = &one->conditions[i];
		unsigned int may;

		if (condition->param >= args->n)
			continue;
		if (args->results[condition->param].value->known)
			may = condition_bits(condition,
					     args->results[condition->param].value->number);
		else if (condition->flags)
			may = 0;
		else
			may = value_may(args->results[condition->param].value);
		if (may && !(may & condition->mask))
			return false;
	}
	return true;
}

static const struct value *in_callers_words(struct walk *walk, const struct value *value,
					    const struct args *args)
{
	const struct value *made = value_constants(walk->arena, value);

	for (unsigned int i = 0; i < value->n; i++) {
		const struct atom *atom = &value->atoms[i];
		const struct value *part;

		if (atom->source == SOURCE_FLAGS)
			part = value_unknown(walk->arena, atom->mask);
		else if (atom->source == SOURCE_PARAM && atom->index < args->n)
			part = value_filter(walk->arena, args->results[atom->index].value,
					    atom->mask);
		else
			part = value_atom(walk->arena, atom);
		made = value_may(made) || value_may(part) != atom->mask
			       ? value_join(walk->arena, made, part)
			       : part;
	}
	return made;
}

/* Flags of a parameter that is handed on are flags of the parameter. */
static void refine_arg(struct walk *walk, const struct condition *condition,
		       const struct args *args, struct state *state)
{
	const struct result *arg = &args->results[condition->param];
	const struct atom *param;

	if (condition->param >= args->n)
		return;
	param = value_only(arg->value, SOURCE_PARAM);
	if (!condition->flags)
		state_filter(walk, state, arg->variable, condition->mask);
	else if (param)
		state_filter(walk, state, variable_of_flags(walk, param->index, condition->flags),
			     condition->mask);
}

/* What a truth value that was computed from the arguments says of them. */
static void refine_args(struct walk *walk, const struct summary_case *one, const struct args *args,
			struct state *state)
{
	for (unsigned int i = 0; i < one->n; i++)
		refine_arg(walk, &one->conditions[i], args, state);
}

static struct test *test_of_args(struct walk *walk, const struct summary *summary,
				 const struct args *args)
{
	struct state yes = state_dead(), no = state_dead();

	for (unsigned int i = 0; i < summary->n_cases; i++) {
		const struct summary_case *one = &summary->cases[i];
		struct state state = state_copy(walk, &walk->state);
		unsigned int may = value_may(one->value);

		if (!is_possible(one, args))
			continue;
		refine_args(walk, one, args, &state);
		if (may & ~BIT_ZERO)
			yes = state_join(walk, &yes, &state);
		if (may & BIT_ZERO)
			no = state_join(walk, &no, &state);
	}
	return test_make(walk, &walk->state, &yes, &no);
}

/* Whether callers, or what is certain already, decide which case it is; else those who know more do. */
static bool is_decided(const struct summary *summary, const struct args *args)
{
	for (unsigned int i = 0; i < summary->n_cases; i++)
		for (unsigned int k = 0; k < summary->cases[i].n; k++) {
			unsigned int param = summary->cases[i].conditions[k].param;
			const struct value *value;

			if (param >= args->n || args->results[param].value->known)
				continue;
			value = args->results[param].value;
			if (summary->cases[i].conditions[k].flags &&
			    !value_only(value, SOURCE_PARAM))
				return false;
			for (unsigned int m = 0; m < value->n; m++)
				if (value->atoms[m].source != SOURCE_PARAM &&
				    value->atoms[m].source != SOURCE_ADDRESS)
					return false;
		}
	return true;
}

static struct result expand(struct walk *walk, const struct summary *summary,
			    const struct args *args, unsigned int may, const struct atom *undecided)
{
	struct result result = { &value_nothing, -1 };
	const struct atom *param;
	struct value *value;

	for (unsigned int i = 0; i < summary->n_cases; i++)
		if (is_possible(&summary->cases[i], args))
			result.value =
				value_join(walk->arena, result.value,
					   in_callers_words(walk, summary->cases[i].value, args));
	if (summary->n_cases == 1) {
		param = value_only(summary->cases[0].value, SOURCE_PARAM);
		if (param && param->index < args->n) {
			result = args->results[param->index];
			result.value = value_filter(walk->arena, result.value, param->mask);
			return result;
		}
	}
	if (summary->stub)
		result.value = value_join(walk->arena, value_bits(walk->arena, result.value->bits),
					  value_unknown(walk->arena, may));
	if (undecided) {
		struct atom atom = *undecided;

		atom.mask = (unsigned char)value_may(result.value);
		atom.type = (unsigned char)may;
		result.value = value_atom(walk->arena, &atom);
	}
	value = arena_new(walk->arena, struct value, 1);
	*value = *result.value;
	value->test = test_of_args(walk, summary, args);
	result.value = value;
	return result;
}

/* What may be in a variable that others have set. */
static const struct value *set_by_others(struct walk *walk, const struct variable *variable)
{
	struct atom atom = { .source = SOURCE_UNKNOWN, .mask = variable->type.may };

	if (variable->pointee) {
		atom.source = SOURCE_FIELD;
		atom.name = variable->pointee;
	}
	return value_atom(walk->arena, &atom);
}

/* What is passed by address may be anything afterwards. */
static void forget_argument(struct walk *walk, const struct result *arg)
{
	for (unsigned int i = 0; i < arg->value->n; i++) {
		const struct atom *atom = &arg->value->atoms[i];
		int variable = (int)atom->index;

		if (atom->source == SOURCE_ADDRESS)
			state_set(walk, &walk->state, variable,
				  set_by_others(walk, &walk->variables[variable]));
	}
	if (arg->variable >= 0)
		state_forget(walk, &walk->state, arg->variable);
}

static void walk_args(struct walk *walk, struct node *node, struct args *args)
{
	args->n = 0;
	for (unsigned int i = 1; i < node->n; i++) {
		struct result result = walk_expr(walk, node->kids[i]);

		if (args->n == MAX_ARGS)
			continue;
		args->nodes[args->n] = node->kids[i];
		args->results[args->n++] = result;
	}
}

/* Of what is called, others need to know what is passed as far as it is certain. */
static const struct value *const *values_of(struct walk *walk, const struct args *args)
{
	const struct value **values = arena_new(walk->unit->arena, const struct value *, args->n);

	for (unsigned int i = 0; i < args->n; i++)
		values[i] = value_strip(walk->unit->arena, args->results[i].value, 1);
	return values;
}

static void note_call(struct walk *walk, const struct node *node, const struct atom *what)
{
	struct summary_call call = { .what = *what,
				     .line = unit_place(walk->unit, node->cursor).line };

	call.n = conditions_of(walk, &walk->state, &call.conditions);
	summary_add_call(walk->unit->arena, walk->summary, &call);
	walk->impure = true;
}

static struct result result_of(struct walk *walk, const struct node *node, struct atom *atom)
{
	if (node->type.is_void)
		return (struct result){ &value_nothing, -1 };
	atom->mask = node->type.may;
	atom->type = node->type.may;
	if (atom->source == SOURCE_MEMBER) /* of a number that is no longer than an int */
		atom->index = !node->type.wide;
	if (node->type.is_unsigned && !node->type.boolean && atom->source == SOURCE_CALL)
		atom->mask = BITS_ALL;
	return (struct result){ value_atom(walk->arena, atom), -1 };
}

static struct result call_builtin(struct walk *walk, struct node *node, const struct callee *callee,
				  const struct args *args)
{
	const char *what = callee->name + strlen("__builtin_");

	if (!strcmp(what, "unreachable") || !strcmp(what, "trap"))
		walk->state.live = false;
	if (!strncmp(what, "expect", strlen("expect")) && args->n)
		return args->results[0];
	if (!strcmp(what, "constant_p"))
		return (struct result){ &value_truth, -1 };
	for (unsigned int i = 0; i < args->n; i++)
		forget_argument(walk, &args->results[i]);
	return (struct result){ value_unknown(walk->arena, node->type.may), -1 };
}

/* What fails, or finds nothing, as a configuration leaves it out does more in others. */
static bool leaves_out(const struct summary *summary)
{
	return summary->stub &&
	       (summary->result == RESULT_POINTER || summary->cases->value->number < 0);
}

static struct result call_function(struct walk *walk, struct node *node, CXCursor function)
{
	const struct callee *callee = callee_called(walk->unit, function);
	struct atom atom = { .source = SOURCE_CALL,
			     .name = callee->name,
			     .index = (unsigned int)(callee->gfp + 1) };
	struct args args;

	walk_args(walk, node, &args);
	if (callee->builtin)
		return call_builtin(walk, node, callee, &args);
	if (callee->gfp >= 0 && callee->gfp < (int)args.n)
		args.results[callee->gfp].value = gfp_passed(walk, args.nodes[callee->gfp]);
	atom.args = values_of(walk, &args);
	atom.n_args = args.n;
	if (can_expand(callee->summary) && leaves_out(callee->summary))
		note_call(walk, node, &(struct atom){ .source = SOURCE_UNKNOWN });
	if (can_expand(callee->summary))
		return expand(walk, callee->summary, &args, node->type.may,
			      callee->type.boolean || is_decided(callee->summary, &args) ? NULL
											 : &atom);
	note_call(walk, node, &atom);
	if (callee->noreturn || (callee->summary && callee->summary->noreturn))
		walk->state.live = false;
	for (unsigned int i = 0; i < args.n; i++)
		if (!(callee->reads & 1U << i))
			forget_argument(walk, &args.results[i]);
	return result_of(walk, node, &atom);
}

/* What is called if the function pointer is @from; its source is unknown if that does not tell. */
static struct atom callback_of(const struct atom *from)
{
	switch (from->source) {
	case SOURCE_PARAM:
		return (struct atom){ .source = SOURCE_CALLED, .index = from->index };
	case SOURCE_FUNCTION:
		return (struct atom){ .source = SOURCE_CALL, .name = from->name };
	case SOURCE_FIELD:
		return (struct atom){ .source = SOURCE_MEMBER, .name = from->name };
	default:
		return (struct atom){ .source = SOURCE_UNKNOWN };
	}
}

/* More functions than these at one place are any. */
#define MAX_CALLBACKS 4

/* What is called through a pointer: one of several at times. */
static unsigned int callbacks(struct walk *walk, struct node *called, struct atom *list)
{
	struct node *bare = node_bare(called);
	const struct value *pointer;

	while (bare->kind == NODE_UNARY && bare->n && bare->op == CXUnaryOperator_Deref)
		bare = node_bare(bare->kids[0]);
	pointer = walk_expr(walk, bare).value;
	if (!(pointer->bits & BIT_POS) && pointer->n && pointer->n <= MAX_CALLBACKS) {
		for (unsigned int i = 0; i < pointer->n; i++)
			list[i] = callback_of(&pointer->atoms[i]);
		if (pointer->n > 1 || list->source != SOURCE_UNKNOWN)
			return pointer->n;
	}
	list[0] = (struct atom){ .source = SOURCE_UNKNOWN };
	if (member_name(walk, bare))
		list[0] = (struct atom){ .source = SOURCE_MEMBER, .name = member_name(walk, bare) };
	return 1;
}

static struct result call_pointer(struct walk *walk, struct node *node)
{
	struct result result = { &value_nothing, -1 };
	struct atom list[MAX_CALLBACKS];
	unsigned int n = callbacks(walk, node->kids[0], list);
	struct args args;

	walk_args(walk, node, &args);
	for (unsigned int i = 0; i < n; i++)
		note_call(walk, node, &list[i]);
	for (unsigned int i = 0; i < n; i++)
		if (list[i].source == SOURCE_MEMBER) {
			list[i].args = values_of(walk, &args);
			list[i].n_args = args.n;
		}
	for (unsigned int i = 0; i < args.n; i++)
		forget_argument(walk, &args.results[i]);
	for (unsigned int i = 0; i < n; i++)
		result.value = value_join(walk->arena, result.value,
					  result_of(walk, node, &list[i]).value);
	return result;
}

struct result walk_call(struct walk *walk, struct node *node)
{
	struct node *called;

	if (!node->n)
		return (struct result){ value_unknown(walk->arena, node->type.may), -1 };
	called = node_bare(node->kids[0]);
	if (called->kind == NODE_UNARY && called->n)
		called = node_bare(called->kids[0]);
	if (called->kind == NODE_NAME && called->referenced.kind == CXCursor_FunctionDecl)
		return call_function(walk, node, called->referenced);
	return call_pointer(walk, node);
}
