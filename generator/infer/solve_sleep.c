// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which functions may sleep, once it is known which of those do that they call. */
#include <string.h>

#include "base/run.h"
#include "infer/solving.h"

/* How far into calls arguments are followed. */
#define ARGUMENT_DEPTH 4

/* So many callbacks tell of others. */
#define ENOUGH_CALLBACKS 2

/* One in so many of those who call a function shows that it must not sleep there. */
#define EXPECTING_SHARE 100

/* Arguments beyond these are not looked at. */
#define MAX_PASSED 16

/* What is passed: bits, and whether it is the allocation flags that the caller's caller passes. */
struct passed {
	unsigned int may;
	bool own_gfp, known;
	long long number;
	const struct solved *function; /* NULL: it is no function's address, or not known whose */
	const char *member;	       /* NULL: it was not read from one */
};

struct passing {
	const struct passed *args; /* NULL: whatever callers pass */
	unsigned int n;
};

static unsigned int sleep_of(struct solver *solver, const struct solved *one,
			     const struct passing *passing, unsigned int depth);

static struct passed pass(struct solver *solver, const struct summary *caller,
			  const struct passing *passing, const struct value *value)
{
	struct passed passed = { .may = value_may(value),
				 .known = value->known,
				 .number = value->number };
	const struct atom *param = value_only(value, SOURCE_PARAM);

	if (value_only(value, SOURCE_FUNCTION))
		passed.function = solver_find(solver, value->atoms->name);
	if (value_only(value, SOURCE_FIELD))
		passed.member = value->atoms->name;
	for (unsigned int i = 0; i < value->n; i++)
		if (value->atoms[i].source != SOURCE_PARAM)
			return passed;
	if (!param)
		return passed;
	if (passing->args && param->index < passing->n) {
		passed = passing->args[param->index];
		passed.number |= param->flags;
		return passed;
	}
	passed.own_gfp = param->index + 1 == caller->gfp;
	return passed;
}

enum made { MADE_NEVER, MADE_IF_GFP, MADE_PERHAPS, MADE };

/* Whether the call is made with these arguments. */
static enum made is_made(const struct summary *caller, const struct passing *passing,
			 const struct summary_call *call)
{
	enum made made = MADE;

	for (unsigned int i = 0; i < call->n; i++) {
		const struct condition *condition = &call->conditions[i];
		bool own = !passing->args && condition->param + 1 == caller->gfp;

		if (passing->args && condition->param < passing->n) {
			const struct passed *arg = &passing->args[condition->param];

			own = arg->own_gfp;
			if (arg->known &&
			    !(condition_bits(condition, arg->number) & condition->mask))
				return MADE_NEVER;
			if (arg->known || condition->flags)
				continue;
			if (!own && arg->may && !(arg->may & condition->mask))
				return MADE_NEVER;
			if (!own && condition->param + 1 == caller->gfp &&
			    (arg->may & ~condition->mask))
				made = MADE_PERHAPS;
		}
		if (own && condition->mask == BIT_POS)
			made = MADE_IF_GFP;
		else if (own && condition->mask == BIT_ZERO)
			return MADE_NEVER; /* where it must not sleep, it does not */
	}
	return made;
}

static unsigned int sleep_as(const struct passed *flags)
{
	if (flags->own_gfp)
		return SLEEP_GFP;
	if (flags->may == BIT_POS)
		return SLEEP_YES;
	return flags->may == BIT_ZERO ? 0 : SLEEP_UNKNOWN;
}

static unsigned int sleep_by_flags(struct solver *solver, const struct summary *caller,
				   const struct passing *passing, const struct atom *what)
{
	struct passed flags;

	if (!what->index || what->index > what->n_args)
		return SLEEP_UNKNOWN;
	flags = pass(solver, caller, passing, what->args[what->index - 1]);
	return sleep_as(&flags);
}

/* What the function's allocation flags say, of whatever it is that sleeps. */
static unsigned int sleep_by_own_flags(const struct solved *one, const struct passing *passing)
{
	unsigned int gfp = one->summary->gfp;

	if (!passing->args)
		return SLEEP_GFP;
	return gfp <= passing->n ? sleep_as(&passing->args[gfp - 1]) : SLEEP_UNKNOWN;
}

/* Without following arguments further: what depends on others than allocation flags is not known. */
static unsigned int whatever_is_passed(struct solver *solver, const struct summary *caller,
				       const struct passing *passing,
				       const struct summary_call *call, const struct solved *callee,
				       unsigned int depth)
{
	unsigned int sleep = callee->sleep & ~(unsigned int)SLEEP_GFP;

	if (depth >= ARGUMENT_DEPTH && callee->sleep_by_flags && (sleep & SLEEP_YES))
		sleep = (sleep & ~(unsigned int)SLEEP_YES) | SLEEP_UNKNOWN;
	if (callee->sleep & SLEEP_GFP)
		sleep |= sleep_by_flags(solver, caller, passing, &call->what);
	return sleep;
}

static unsigned int sleep_of_call(struct solver *solver, const struct summary *caller,
				  const struct passing *passing, const struct summary_call *call,
				  unsigned int depth)
{
	const struct solved *callee = solver_find(solver, call->what.name);
	struct passed args[MAX_PASSED];
	struct passing inner = { args, call->what.n_args };

	if (!callee || (!callee->summary && !callee->stated_sleep))
		return SLEEP_UNKNOWN;
	if (callee->stated_sleep && (callee->sleep & SLEEP_GFP))
		return sleep_by_flags(solver, caller, passing, &call->what);
	if (callee->stated_sleep)
		return callee->sleep;
	if (callee->summary->noreturn) /* how the kernel ends is no business of callers */
		return 0;
	if (!callee->sleep_by_args || depth >= ARGUMENT_DEPTH)
		return whatever_is_passed(solver, caller, passing, call, callee, depth);
	if (!callee->sleep)
		return 0; /* nothing that is passed makes it sleep */
	if (inner.n > MAX_PASSED)
		inner.n = MAX_PASSED;
	for (unsigned int i = 0; i < inner.n; i++)
		args[i] = pass(solver, caller, passing, call->what.args[i]);
	return sleep_of(solver, callee, &inner, depth + 1);
}

/*
 * A callback does not sleep if several were read that do not, whatever is passed, and none that does: if of
 * one something is not known, it is like the others, as long as these are more.
 */
static unsigned int sleep_of_member(struct solver *solver, const char *name)
{
	const struct member *member = table_find(&solver->all->members, name);
	const struct solved *stated = solver_find(solver, name);
	unsigned int n = 0, unclear = 0;

	if (stated && stated->stated_sleep)
		return stated->sleep;
	if (member && member->in_sections)
		return 0;
	for (unsigned int i = 0; member && i < member->n_functions; i++) {
		const struct solved *one = solver_find(solver, member->functions[i]);

		if (!one || (!one->summary && !one->stated_sleep))
			continue;
		if (one->sleep & ~(unsigned int)SLEEP_UNKNOWN)
			return SLEEP_CALLBACK;
		if (one->sleep)
			unclear++;
		else
			n++;
	}
	return n < ENOUGH_CALLBACKS || n <= unclear ? SLEEP_CALLBACK : 0;
}

static unsigned int sleep_of_passed(struct solver *solver, const struct passing *passing,
				    unsigned int param)
{
	const struct solved *function = NULL;

	if (passing->args && param < passing->n) {
		function = passing->args[param].function;
		if (passing->args[param].member)
			return sleep_of_member(solver, passing->args[param].member);
	}
	if (!function || (!function->summary && !function->stated_sleep))
		return SLEEP_CALLBACK; /* anything can be passed */
	return function->sleep & SLEEP_GFP ? SLEEP_UNKNOWN : function->sleep;
}

static unsigned int sleep_of_what(struct solver *solver, const struct summary *caller,
				  const struct passing *passing, const struct summary_call *call,
				  unsigned int depth)
{
	switch (call->what.source) {
	case SOURCE_CALL:
		return sleep_of_call(solver, caller, passing, call, depth);
	case SOURCE_CALLED:
		return sleep_of_passed(solver, passing, call->what.index);
	case SOURCE_MEMBER:
		return sleep_of_member(solver, call->what.name);
	default:
		return SLEEP_UNKNOWN;
	}
}

static const struct solved *callee_of(struct solver *solver, const struct summary_call *call)
{
	return call->what.source == SOURCE_CALL ? solver_find(solver, call->what.name) : NULL;
}

/* The parameters, numbers all, that decide whether the call is made, or whether what it calls sleeps. */
static unsigned int deciding_params(struct solver *solver, const struct solved *one,
				    const struct summary_call *call)
{
	const struct solved *callee = callee_of(solver, call);
	unsigned int params = 0, deciding = callee ? callee->deciding : 0;

	for (unsigned int i = 0; i < call->n; i++)
		if (call->conditions[i].param < MAX_PASSED)
			params |= 1U << call->conditions[i].param;
	if (callee && callee->sleep & SLEEP_GFP && call->what.index)
		deciding |= 1U << (call->what.index - 1);
	for (unsigned int i = 0; i < call->what.n_args && i < MAX_PASSED; i++) {
		const struct value *arg = call->what.args[i];

		if (!(deciding & 1U << i))
			continue;
		for (unsigned int k = 0; k < arg->n; k++)
			if (arg->atoms[k].source == SOURCE_PARAM &&
			    arg->atoms[k].index < MAX_PASSED)
				params |= 1U << arg->atoms[k].index;
	}
	return params & one->numbers;
}

static bool are_enough(unsigned int n, const struct solved *one)
{
	return n && n * EXPECTING_SHARE >= one->n_callers;
}

/*
 * Those who call it in atomic sections do not expect this call to sleep, whatever they pass: its body has it for
 * other times.
 */
static bool is_expected_atomic(struct solver *solver, const struct solved *one,
			       const struct summary_call *call)
{
	const struct solved *callee = callee_of(solver, call);

	return are_enough(one->in_sections, one) && !one->ends_section &&
	       !(callee && callee->ends_section) && call->what.source != SOURCE_CALLED &&
	       !deciding_params(solver, one, call);
}

/* Those who pass flags that do not allow it do not expect it to sleep, whatever its body has. */
static bool is_expected_by_flags(const struct solved *one, const struct summary_call *call)
{
	return one->summary->gfp && are_enough(one->no_waiting, one) &&
	       call->what.source != SOURCE_CALLED;
}

static bool is_called_inside(const struct solved *one, const struct summary_call *call)
{
	return call->what.source == SOURCE_CALLED && call->what.index < MAX_PASSED &&
	       one->called_inside & 1U << call->what.index;
}

static unsigned int sleep_of_one(struct solver *solver, const struct solved *one,
				 const struct passing *passing, const struct summary_call *call,
				 unsigned int depth)
{
	enum made made = is_made(one->summary, passing, call);
	unsigned int here;

	if (made == MADE_NEVER || is_called_inside(one, call))
		return 0;
	here = sleep_of_what(solver, one->summary, passing, call, depth);
	if (here && is_expected_by_flags(one, call))
		here = sleep_by_own_flags(one, passing);
	if (made != MADE && (here & SLEEP_YES))
		here = (here & ~(unsigned int)SLEEP_YES) |
		       (made == MADE_IF_GFP ? SLEEP_GFP : SLEEP_UNKNOWN);
	return is_expected_atomic(solver, one, call) ? here & SLEEP_GFP : here;
}

static unsigned int sleep_of(struct solver *solver, const struct solved *one,
			     const struct passing *passing, unsigned int depth)
{
	unsigned int sleep = 0;

	for (unsigned int i = 0; i < one->summary->n_calls; i++)
		sleep |= sleep_of_one(solver, one, passing, &one->summary->calls[i], depth);
	return sleep;
}

unsigned int sleep_line(struct solver *solver, const struct solved *one)
{
	const struct passing anything = { 0 };

	for (unsigned int i = 0; i < one->summary->n_calls; i++) {
		const struct summary_call *call = &one->summary->calls[i];
		unsigned int here = sleep_of_one(solver, one, &anything, call, 0);

		if (here & (one->sleep & SLEEP_YES ? SLEEP_YES : SLEEP_GFP | SLEEP_CALLBACK))
			return call->line;
	}
	return one->summary->at.line;
}

static bool sleep_depends_on_args(const struct summary *summary)
{
	for (unsigned int i = 0; i < summary->n_calls; i++) {
		const struct summary_call *call = &summary->calls[i];

		if (call->n || call->what.source == SOURCE_CALLED)
			return true;
		for (unsigned int k = 0; k < call->what.n_args; k++)
			if (value_only(call->what.args[k], SOURCE_PARAM))
				return true;
	}
	return false;
}

static bool sleep_depends_on_flags(const struct summary *summary)
{
	for (unsigned int i = 0; i < summary->n_calls; i++)
		for (unsigned int k = 0; k < summary->calls[i].n; k++)
			if (summary->calls[i].conditions[k].flags)
				return true;
	return false;
}

static bool improve(struct solver *solver, struct solved *one)
{
	const struct passing anything = { 0 };
	unsigned int sleep = one->sleep, deciding = one->deciding;

	if (one->stated_sleep)
		return false;
	for (unsigned int i = 0; i < one->summary->n_calls; i++) {
		const struct summary_call *call = &one->summary->calls[i];
		unsigned int here = sleep_of_one(solver, one, &anything, call, 0);

		if (here)
			one->deciding |= deciding_params(solver, one, call);
		one->sleep |= here;
	}
	return one->sleep != sleep || one->deciding != deciding;
}

void solve_sleep(struct solver *solver)
{
	bool changed = true;

	for (unsigned int i = 0; i < solver->all->n; i++) {
		struct solved *one = &solver->solved[i];

		one->sleep_by_args = sleep_depends_on_args(one->summary);
		one->sleep_by_flags = sleep_depends_on_flags(one->summary);
	}
	while (changed) {
		changed = false;
		for (unsigned int i = 0; i < solver->all->n; i++)
			changed |= improve(solver, &solver->solved[i]);
	}
}

static const struct stated {
	const char *word;
	unsigned int sleep;
} stated_words[] = {
	{ "may_sleep", SLEEP_YES },
	{ "atomic", 0 },
	{ "gfp", SLEEP_GFP },
	{ "callback", SLEEP_CALLBACK },
};

void set_stated_sleep(struct solved *one, const char *context)
{
	for (size_t i = 0;
	     context && !one->stated_sleep && i < sizeof(stated_words) / sizeof(*stated_words); i++)
		if (!strcmp(stated_words[i].word, context)) {
			one->sleep = stated_words[i].sleep;
			one->stated_sleep = true;
		}
}

const char *sleep_word(unsigned int sleep, bool *sure)
{
	*sure = true;
	if (sleep & SLEEP_YES)
		return "may_sleep";
	*sure = !(sleep & SLEEP_UNKNOWN);
	if (sleep & SLEEP_GFP) {
		*sure = !(sleep & SLEEP_CALLBACK);
		return "gfp";
	}
	if (!(sleep & SLEEP_CALLBACK))
		return "atomic";
	return "callback";
}
