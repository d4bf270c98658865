// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What functions return, once it is known what those return that they call. */
#include <string.h>

#include "base/run.h"
#include "infer/solve.h"
#include "infer/extra_solve.h"
#include "infer/solving.h"
#include "model/inferred.h"
#include "model/spec.h"

/* How far into calls arguments are followed. */
#define ARGUMENT_DEPTH 4

/* A result is what several callbacks give if at least so many of them were read. */
#define ENOUGH_CALLBACKS 3

/* What more callbacks than these do with their arguments takes too long to find out. */
#define ARGUMENT_CALLBACKS 16

/* Arguments beyond these are not looked at. */
#define MAX_PASSED 16

struct answers {
	const struct answer *args; /* NULL: whatever callers pass */
	unsigned int n;
};

static struct answer evaluate(struct solver *solver, const struct value *value,
			      const struct answers *args, unsigned int depth);

static void add(struct answer *to, struct answer from, unsigned int mask)
{
	to->sure |= from.sure & mask;
	to->may |= from.may & mask;
	to->grounds |= from.grounds & mask;
	if (mask & BIT_POS)
		to->kinds |= from.kinds;
	if (mask & BIT_ZERO)
		to->null_expected |= from.null_expected;
}

/* All of @mask is as possible. */
static struct answer unclear(unsigned int mask)
{
	return (struct answer){ .may = mask, .grounds = mask };
}

static struct answer maybe(struct answer answer)
{
	answer.may |= answer.sure;
	answer.grounds |= answer.sure;
	answer.sure = 0;
	return answer;
}

struct solved *solver_find(struct solver *solver, const char *name)
{
	struct solved *one = table_find(&solver->by_name, name);

	return one ? one : find_family(solver, name);
}

/* NULL, for an argument that is NULL, says nothing of other calls. */
static bool is_null_for_null(const struct summary *summary, const struct summary_case *one)
{
	if (summary->result != RESULT_POINTER || value_may(one->value) != BIT_ZERO)
		return false;
	for (unsigned int i = 0; i < one->n; i++)
		if (one->conditions[i].mask == BIT_ZERO)
			return true;
	return false;
}

/* Callers pass whatever they can; and what is passed as a pointer, points somewhere. */
static bool is_expected(const struct answer *arg, const struct condition *condition)
{
	return arg->own ||
	       (!(arg->may & BIT_MINUS) && (arg->may & BIT_POS & condition->mask) && !arg->sure);
}

/* Whether the arguments allow the case, and if so, for sure. */
static bool is_case(const struct summary *summary, const struct summary_case *one,
		    const struct answers *args, bool *sure)
{
	bool own = false;

	*sure = true;
	if (!args->args)
		return !is_null_for_null(summary, one);
	for (unsigned int i = 0; i < one->n; i++) {
		const struct condition *condition = &one->conditions[i];
		const struct answer *arg = &args->args[condition->param];

		if (condition->param >= args->n || !(arg->sure | arg->may))
			continue;
		if (arg->known) {
			if (!(condition_bits(condition, arg->number) & condition->mask))
				return false;
			continue;
		}
		if (condition->flags) {
			*sure = false;
			continue;
		}
		if (!((arg->sure | arg->may) & condition->mask))
			return false;
		if (!(arg->sure & condition->mask) && !is_expected(arg, condition))
			*sure = false;
		own |= arg->own;
	}
	return !own || !is_null_for_null(summary, one);
}

static struct answer evaluate_cases(struct solver *solver, const struct summary *summary,
				    const struct answers *args, unsigned int depth)
{
	unsigned int common = KIND_COMPARES;
	struct answer answer = { 0 };

	for (unsigned int i = 0; i < summary->n_cases; i++) {
		const struct summary_case *one = &summary->cases[i];
		struct answer here;
		bool sure;

		if (!is_case(summary, one, args, &sure))
			continue;
		here = evaluate(solver, one->value, args, depth);
		common &= here.kinds;
		add(&answer, sure ? here : maybe(here), BITS_ALL);
	}
	answer.kinds &= ~(unsigned int)KIND_COMPARES;
	if (summary->result == RESULT_INT && answer.sure == (BITS_ALL & ~BIT_ERR))
		answer.kinds |= common;
	return answer;
}

static bool depends_on_args(const struct summary *summary)
{
	for (unsigned int i = 0; i < summary->n_cases; i++) {
		const struct value *value = summary->cases[i].value;

		if (summary->cases[i].n)
			return true;
		for (unsigned int k = 0; k < value->n; k++)
			if (value->atoms[k].source == SOURCE_PARAM ||
			    value->atoms[k].source == SOURCE_CALLED || value->atoms[k].n_args)
				return true;
	}
	return false;
}

static struct answer evaluate_arg(struct solver *solver, const struct value *value,
				  const struct answers *args, unsigned int depth)
{
	struct answer answer = evaluate(solver, value, args, depth);
	const struct atom *param = value_only(value, SOURCE_PARAM);

	answer.known = value->known;
	answer.number = value->number;
	answer.own = param && !args->args;
	if (answer.own) {
		answer.sure = 0;
		answer.may = answer.grounds = param->mask;
	}
	if (value_only(value, SOURCE_FUNCTION))
		answer.function = solver_find(solver, value->atoms->name);
	if (param && args->args && param->index < args->n) {
		const struct answer *handed = &args->args[param->index];

		answer.own = handed->own;
		answer.function = handed->function;
		answer.known = handed->known;
		answer.number = handed->number | param->flags;
	}
	return answer;
}

/* What @callee returns to a call that passes the arguments of @atom. */
static struct answer evaluate_callee(struct solver *solver, const struct solved *callee,
				     const struct atom *atom, const struct answers *args,
				     unsigned int depth)
{
	struct answer passed[MAX_PASSED];
	struct answers inner = { passed, atom->n_args };

	if (callee->stated || depth >= ARGUMENT_DEPTH || !atom->n_args || !callee->by_args)
		return callee->answer;
	if (inner.n > MAX_PASSED)
		inner.n = MAX_PASSED;
	for (unsigned int i = 0; i < inner.n; i++)
		passed[i] = evaluate_arg(solver, atom->args[i], args, depth + 1);
	return evaluate_cases(solver, callee->summary, &inner, depth + 1);
}

static struct answer evaluate_call(struct solver *solver, const struct atom *atom,
				   const struct answers *args, unsigned int depth)
{
	struct solved *callee = solver_find(solver, atom->name);

	if (!callee || (!callee->summary && !callee->stated))
		return (struct answer){ .may = atom->type };
	return evaluate_callee(solver, callee, atom, args, depth);
}

/* Of a callback: it returns a number that is no longer than an int. */
static bool is_int(const struct atom *atom)
{
	return atom->index && (atom->type & BIT_MINUS);
}

/*
 * Few that agree to tell failure and nothing else: an int is that by convention. Where a number
 * can be any length, or a pointer was seen to be anything, what others do is anybody's guess.
 */
static struct answer of_few(const struct atom *atom, unsigned int n, struct answer seen)
{
	if (n && atom->index && !(seen.grounds & BIT_POS))
		return (struct answer){ .may = seen.may | BIT_ERR | BIT_ZERO,
					.grounds = seen.grounds };
	if ((atom->type & BIT_MINUS) && !is_int(atom))
		return unclear(atom->type);
	if (!(atom->type & BIT_MINUS)) /* whether a pointer may be NULL, each decides by itself */
		seen.grounds |= atom->type & BIT_ZERO;
	return (struct answer){ .may = atom->type, .grounds = seen.grounds };
}

/*
 * Callbacks: what one of ten of them does, and more than one, is what can be expected; what fewer do
 * can happen.
 */
static struct answer evaluate_member(struct solver *solver, const struct atom *atom,
				     const struct answers *args, unsigned int depth)
{
	const struct member *member = table_find(&solver->all->members, atom->name);
	unsigned int counts[4] = { 0 }, n = 0;
	struct answer answer = { 0 };

	for (unsigned int i = 0; member && i < member->n_functions; i++) {
		struct solved *callee = solver_find(solver, member->functions[i]);
		struct answer one;

		if (!callee)
			continue;
		one = member->n_functions > ARGUMENT_CALLBACKS
			      ? callee->answer
			      : evaluate_callee(solver, callee, atom, args, depth);
		n++;
		answer.may |= one.may;
		answer.grounds |= one.grounds;
		answer.kinds |= one.kinds & ~(unsigned int)KIND_COMPARES;
		for (unsigned int bit = 0; bit < 4; bit++)
			counts[bit] += one.sure >> bit & 1;
	}
	for (unsigned int bit = 0; bit < 4; bit++)
		if (counts[bit]) {
			answer.may |= 1U << bit;
			answer.grounds |= 1U << bit;
		}
	if (n < ENOUGH_CALLBACKS)
		return of_few(atom, n, answer);
	for (unsigned int bit = 0; bit < 4; bit++)
		if (counts[bit] > 1 && 10 * counts[bit] >= n)
			answer.sure |= 1U << bit;
	if (is_int(atom)) /* what others hardly do is no convention of theirs */
		answer.grounds = answer.sure;
	return answer;
}

/* Members begin as zero; an ERR_PTR() is there only if it was put there. */
static struct answer pointer_in_field(const struct atom *atom, const struct answer *stored,
				      const struct member *member)
{
	unsigned int may = (atom->mask & ~(unsigned int)BIT_ERR) | (stored->sure & BIT_ERR);

	if (atom->mask == BIT_ERR)
		may = BIT_ERR;
	if ((may & BIT_POS) && is_trusted(member))
		may &= ~(unsigned int)BIT_ZERO;
	return (struct answer){ .may = may,
				.grounds = may & ~(unsigned int)BIT_ZERO,
				.null_expected = (may & BIT_ZERO) && is_tested(member) };
}

/* Where nothing that is stored is an errno, numbers are positive at times. */
static struct answer number_in_field(const struct atom *atom, const struct stored *field)
{
	unsigned int may = field->seen.sure | field->seen.may;

	if (!(may & ~(unsigned int)BIT_ZERO)) /* who sets it was not read */
		return unclear(atom->mask);
	return (struct answer){ .sure = field->number ? atom->mask & BIT_POS : 0,
				.may = may | BIT_ZERO,
				.grounds = field->seen.sure | field->seen.grounds | BIT_ZERO };
}

static struct answer evaluate_field(struct solver *solver, const struct atom *atom)
{
	const struct member *member = table_find(&solver->all->members, atom->name);
	const struct solved *stated = table_find(&solver->by_name, atom->name);
	struct stored none = { .number = false }, *field = &none;

	if (member)
		field = &solver->fields[member->index];
	if (stated && stated->stated)
		return stated->answer;
	if (!(atom->mask & BITS_NEGATIVE))
		return (struct answer){ .sure = atom->mask & BIT_POS,
					.may = atom->mask & BIT_ZERO,
					.grounds = 0 };
	if (solver->in_field)
		return field->seen;
	return atom->mask & BIT_MINUS ? number_in_field(atom, field)
				      : pointer_in_field(atom, &field->seen, member);
}

/* What the function returns that was passed. */
static struct answer evaluate_passed(const struct atom *atom, const struct answers *args)
{
	const struct solved *function = NULL;

	if (args->args && atom->index < args->n)
		function = args->args[atom->index].function;
	if (function && (function->summary || function->stated))
		return function->answer;
	return unclear(atom->mask);
}

/* All that they can; pointers to something. */
static struct answer whatever_callers_pass(unsigned int mask)
{
	if (!(mask & BITS_NEGATIVE))
		return (struct answer){ .sure = mask };
	if (!(mask & BIT_MINUS) && (mask & BIT_POS))
		return (struct answer){ .sure = BIT_POS };
	return unclear(mask);
}

/*
 * Numbers without a sign are positive at times; that something is NULL, or negative but no errno, only what
 * says so is a reason to think.
 */
static struct answer evaluate_unknown(unsigned int mask)
{
	if (mask == (BIT_ZERO | BIT_POS))
		return (struct answer){ .sure = BIT_POS, .may = mask, .grounds = mask };
	return (struct answer){ .may = mask, .grounds = mask & (BIT_ERR | BIT_POS) };
}

static struct answer evaluate_atom(struct solver *solver, const struct atom *atom,
				   const struct answers *args, unsigned int depth)
{
	switch (atom->source) {
	case SOURCE_PARAM:
		if (args->args && atom->index < args->n && !args->args[atom->index].own)
			return args->args[atom->index];
		return whatever_callers_pass(atom->mask);
	case SOURCE_CALL:
		return evaluate_call(solver, atom, args, depth);
	case SOURCE_MEMBER:
		return evaluate_member(solver, atom, args, depth);
	case SOURCE_FIELD:
		return evaluate_field(solver, atom);
	case SOURCE_FUNCTION:
		return (struct answer){ .sure = atom->mask };
	case SOURCE_CALLED:
		return evaluate_passed(atom, args);
	default:
		return evaluate_unknown(atom->mask);
	}
}

static struct answer evaluate(struct solver *solver, const struct value *value,
			      const struct answers *args, unsigned int depth)
{
	unsigned int common = value_is_small(value) ? KIND_COMPARES : 0;
	struct answer answer = { .sure = value->bits };

	for (unsigned int i = 0; i < value->n; i++) {
		struct answer here = evaluate_atom(solver, &value->atoms[i], args, depth);

		common &= here.kinds;
		add(&answer, here, value->atoms[i].mask);
	}
	answer.kinds = (answer.kinds & ~(unsigned int)KIND_COMPARES) | common;
	answer.may &= ~answer.sure;
	return answer;
}

static bool improve(struct solver *solver, struct solved *one)
{
	struct answer before = one->answer, now;

	if (one->stated)
		return false;
	now = evaluate_cases(solver, one->summary, &(struct answers){ 0 }, 0);
	if (one->summary->stub)
		now.may = now.grounds = BITS_ALL;
	if (one->summary->result == RESULT_POINTER && is_trusted(solver_result(solver, one)))
		now.may &= ~(unsigned int)BIT_ZERO;
	one->answer.sure |= now.sure;
	one->answer.may |= now.may;
	one->answer.grounds |= now.grounds;
	one->answer.kinds |= now.kinds;
	one->answer.null_expected |= now.null_expected;
	one->answer.may &= ~one->answer.sure;
	return memcmp(&before, &one->answer, sizeof(before));
}

/* What is stored in a member, as far as it was seen. */
static bool improve_field(struct solver *solver, const struct member *member)
{
	struct answer *field = &solver->fields[member->index].seen, before = *field, now;

	if (!member->stored)
		return false;
	solver->in_field = true;
	now = evaluate(solver, member->stored, &(struct answers){ 0 }, ARGUMENT_DEPTH);
	solver->in_field = false;
	field->sure |= now.sure;
	field->may |= now.may;
	field->grounds |= now.grounds;
	return memcmp(field, &before, sizeof(before));
}

static void add_solved(struct solver *solver, struct solved *one, const char *name)
{
	table_add(&solver->run->arena, &solver->by_name, name, one);
}

static void prepare(struct solver *solver, const struct spec *spec)
{
	solver->solved = arena_new(&solver->run->arena, struct solved, solver->all->n);
	solver->fields = arena_new(&solver->run->arena, struct stored, solver->all->n_members);
	for (unsigned int i = 0; i < solver->all->n; i++) {
		struct solved *one = &solver->solved[i];

		one->summary = solver->all->all[i];
		one->by_args = depends_on_args(one->summary);
		set_stated(one, spec_find_primitive(spec, one->summary->name));
		add_solved(solver, one, one->summary->name);
	}
	add_stated(solver, spec->primitives, spec->n_primitives);
}

static void follow_all(struct solver *solver)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (unsigned int i = 0; i < solver->all->n_members; i++)
			changed |= improve_field(solver, solver->all->all_members[i]);
		for (unsigned int i = 0; i < solver->all->n; i++)
			changed |= improve(solver, &solver->solved[i]);
	}
}

/* Numbers that are stored and are something, but never an errno. */
static bool is_number(const struct stored *field)
{
	unsigned int may = field->seen.sure | field->seen.may;

	return (may & BIT_POS) && !(may & BIT_ERR);
}

/* That something is no errno is known only when all is, so that what follows from it, follows after that. */
static void solve_returns(struct solver *solver)
{
	follow_all(solver);
	for (unsigned int i = 0; i < solver->all->n_members; i++)
		solver->fields[i].number = is_number(&solver->fields[i]);
	for (unsigned int i = 0; i < solver->all->n; i++)
		if (!solver->solved[i].stated)
			solver->solved[i].answer = (struct answer){ 0 };
	follow_all(solver);
}

void infer_solve(struct run *run, const struct unit_text *units, size_t n, const struct spec *spec,
		 const struct inferences *known, struct inferred_list *list)
{
	struct summaries all = { .n = 0 };
	struct solver solver = { .run = run, .all = &all };

	for (size_t i = 0; i < n; i++)
		summaries_read(run, &all, units[i].text, units[i].len);
	prepare(&solver, spec);
	if (known)
		add_known(&solver, spec, known);
	solve_returns(&solver);
	solve_sections(&solver, units, n);
	solve_sleep(&solver);
	for (unsigned int i = 0; i < all.n; i++)
		conclude(&solver, &solver.solved[i], list);
	buffers_solve(run, units, n, spec, list);
	uses_solve(run, units, n, list);
	ways_solve(run, units, n, spec, list);
	comments_solve(run, units, n, list);
	errnos_solve(run, units, n, list);
}
