// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which arguments a function ends, counts, keeps: on all ways, or on those with or without success. */
#include <stdlib.h>
#include <string.h>

#include "contract/pair_names.h"
#include "infer/ways_solve.h"

void tally_add(struct tally *tally, const struct owning *function, const struct way_end *end,
	       enum when answer)
{
	bool classes[2] = { end->mask & ~function->success, end->mask & function->success };

	for (unsigned int i = 0; i < 2; i++) {
		tally->yes[i] += classes[i] && answer == ALWAYS;
		tally->no[i] += classes[i] && answer == NEVER;
		tally->maybe[i] += classes[i] && answer != ALWAYS && answer != NEVER;
	}
}

static bool only(const unsigned int *here, const unsigned int *there, const unsigned int *maybe,
		 unsigned int i)
{
	return here[i] && !there[i] && !maybe[0] && !maybe[1];
}

enum when tally_when(const struct tally *tally)
{
	unsigned int yes = tally->yes[0] + tally->yes[1], no = tally->no[0] + tally->no[1];
	unsigned int maybe = tally->maybe[0] + tally->maybe[1];

	if (!yes && !maybe)
		return NEVER;
	if (!no && !maybe)
		return ALWAYS;
	if (only(tally->yes, tally->no, tally->maybe, 1) && !tally->yes[0])
		return IF_IT_SUCCEEDS;
	if (only(tally->yes, tally->no, tally->maybe, 0) && !tally->yes[1])
		return IF_IT_FAILS;
	return SOMETIMES;
}

enum when when_called(enum when when, const struct owning *function, unsigned int mask)
{
	bool may_succeed = mask & function->success, may_fail = mask & ~function->success;

	if (when == IF_IT_FAILS) {
		bool swap = may_succeed;

		may_succeed = may_fail;
		may_fail = swap;
	} else if (when != IF_IT_SUCCEEDS) {
		return when;
	}
	return !may_fail ? ALWAYS : !may_succeed ? NEVER : SOMETIMES;
}

/* How an object has to do with a parameter. */
static bool is_about(enum effect effect, const char *object, unsigned int param)
{
	bool within = *object == '^', part = *object == '&';
	char *end;

	object += within || part;
	if (*object < '0' || *object > '9' || strtoul(object, &end, 10) != param)
		return false;
	if (!*end)
		return true;
	/* a part of it: what counts references to a part counts those to the whole */
	if (!part || strncmp(end, "->", 2) != 0 || strstr(end + 2, "->"))
		return false;
	return effect != KEEPS || !within;
}

/* 1 + the parameter that an object is about; 0: none. */
static unsigned int about_param(const char *object)
{
	object += *object == '^' || *object == '&';
	return *object >= '0' && *object <= '9' ? 1 + (unsigned int)atoi(object) : 0;
}

/* What is stored where there is something besides the argument itself. */
static enum when stored(const struct way_call *call, enum effect effect, unsigned int param)
{
	const char *value = call->args[0].object, *to = call->n > 1 ? call->args[1].object : "";

	if (effect != KEEPS || call->n < 2 || *value < '0' || *value > '9' ||
	    strtoul(value, NULL, 10) != param ||
	    (*to >= '0' && *to <= '9' && atoi(to) == (int)param))
		return NEVER;
	return ALWAYS;
}

/*
 * What keeps that argument of a call: an argument that is not a variable of the caller, whose end is its
 * end. Of what is stated it is any other argument. NULL: none that is known.
 */
static const struct way_arg *kept_in(const struct way_call *call, unsigned int param)
{
	for (unsigned int i = 0; i < call->n; i++)
		if (call->function->stated
			    ? call->args[i].param != param
			    : call->args[i].param + 1 == call->function->keepers[param])
			return &call->args[i];
	return NULL;
}

/* That argument is kept by the call: so it is here, if there is what keeps it. */
static enum when kept(struct owning *function, const struct way_call *call, unsigned int arg,
		      unsigned int param, enum when when)
{
	const struct way_arg *in;

	if (!call->function->stated && !call->function->keepers[arg])
		return when;
	in = kept_in(call, arg);
	if (!in)
		return SOMETIMES;
	function->keepers[param] = (unsigned char)about_param(in->object);
	return when;
}

static enum when call_effect(struct owning *function, const struct way_call *call,
			     enum effect effect, unsigned int param, unsigned int mask)
{
	enum when found = NEVER;

	if (!strcmp(call->callee, "=")) {
		found = stored(call, effect, param);
		if (found != NEVER)
			function->keepers[param] = (unsigned char)about_param(call->args[1].object);
		return found;
	}
	for (unsigned int i = 0; i < call->n; i++) {
		const struct way_arg *arg = &call->args[i];

		if (!is_about(effect, arg->object, param) || arg->param >= MAX_PARAMS)
			continue;
		if (call->function && (!call->function->lost || call->function->stated))
			found = when_called(call->function->effects[effect][arg->param],
					    call->function, mask);
		else if (effect == ENDS && pair_name_releases(call->callee, strlen(call->callee)))
			found = SOMETIMES;
		if (found != NEVER)
			return effect == KEEPS ? kept(function, call, arg->param, param, found)
					       : found;
	}
	return NEVER;
}

/* Something that is counted and then given back is where it was. */
static enum when way_effect(struct owning *function, const struct way_end *end, enum effect effect,
			    unsigned int param)
{
	enum when found = NEVER;
	int n = 0;

	for (unsigned int i = 0; i < end->n; i++) {
		const struct way_call *call = &function->calls[end->steps[i].call];
		enum when now = call_effect(function, call, effect, param, end->steps[i].mask);
		enum when counts = effect == ENDS ? call_effect(function, call, COUNTS, param,
								end->steps[i].mask)
						  : NEVER;

		if (counts != NEVER && counts != ALWAYS)
			return SOMETIMES;
		n += (now == ALWAYS) - (counts == ALWAYS);
		if (now != NEVER && (found == NEVER || now == ALWAYS)) {
			found = now;
			function->lines[effect][param] = call->line;
		}
	}
	if (effect == ENDS && found == ALWAYS)
		return n > 0 ? ALWAYS : NEVER;
	return found;
}

static enum when effect_of(struct owning *function, enum effect effect, unsigned int param)
{
	struct tally tally = { { 0 }, { 0 }, { 0 } };

	for (unsigned int i = 0; i < function->n_ends; i++)
		if (!(function->ends[i].nulls & 1U << param))
			tally_add(&tally, function, &function->ends[i],
				  way_effect(function, &function->ends[i], effect, param));
	return tally_when(&tally);
}

bool solve_effects(struct owning *function)
{
	bool changed = false;

	if (function->stated || function->lost)
		return false;
	for (unsigned int effect = COUNTS; effect < N_EFFECTS + 1; effect++) {
		/* what counts is known before what ends */
		unsigned int which = effect == N_EFFECTS ? ENDS : effect;

		for (unsigned int param = 0; param < MAX_PARAMS; param++) {
			enum when now = effect_of(function, which, param);

			changed |= now != function->effects[which][param];
			function->effects[which][param] = now;
		}
	}
	return changed;
}
