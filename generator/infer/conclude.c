// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* From what a function may return to the name of its convention. */
#include <string.h>

#include "base/run.h"
#include "infer/solving.h"
#include "model/inferred.h"

static const char *number_convention(unsigned int bits)
{
	if (bits & BIT_ERR)
		return bits & BIT_POS ? "errno_or_value" : "errno";
	if (bits & BIT_MINUS)
		return bits & BIT_POS ? "not_found" : NULL;
	return bits == BIT_ZERO ? "zero" : "value";
}

static const char *pointer_convention(unsigned int bits)
{
	if (bits & BITS_NEGATIVE)
		return bits & BIT_ZERO ? "err_ptr_or_null" : "err_ptr";
	if (bits & BIT_ZERO)
		return bits & BIT_POS ? "null" : NULL;
	return "pointer";
}

static const char *convention_of(enum result_kind result, unsigned int bits)
{
	if (!bits)
		return NULL;
	switch (result) {
	case RESULT_INT:
		return number_convention(bits);
	case RESULT_POINTER:
		return pointer_convention(bits);
	default:
		return NULL;
	}
}

static const char *kind_word(unsigned int kinds)
{
	switch (kinds) {
	case KIND_NOT_COPIED:
		return "not_copied";
	case KIND_XA_ERR:
		return "xa_err";
	case KIND_PCIBIOS:
		return "pcibios";
	case KIND_COMPARES:
		return "value";
	default:
		return NULL;
	}
}

/* Of what is not known, the usual: pointers are no errors, numbers tell failure and nothing else. */
static const char *likely_convention(enum result_kind result, unsigned int seen, unsigned int may)
{
	unsigned int usual = result == RESULT_POINTER ? BIT_POS : BIT_ERR | BIT_ZERO;
	const char *word = convention_of(result, seen | (may & usual));

	return word ? word : convention_of(result, seen | may);
}

/*
 * What is left of @may. Nobody calls what never gives a pointer. What is possible only as a call was
 * not read, is not possible where the function is seen to tell failure in another way.
 */
static unsigned int still_possible(enum result_kind result, unsigned int *seen, unsigned int may,
				   unsigned int grounds)
{
	if (result == RESULT_POINTER && *seen)
		*seen |= may & BIT_POS;
	if (result == RESULT_POINTER && (*seen & BIT_ZERO) && !(grounds & BIT_ERR))
		may &= ~(unsigned int)BIT_ERR;
	if (result == RESULT_POINTER && (*seen & BIT_ERR) && !(grounds & BIT_ZERO))
		may &= ~(unsigned int)BIT_ZERO;
	if (result == RESULT_INT && (*seen & BIT_POS) && !(grounds & BIT_MINUS))
		may &= ~(unsigned int)BIT_MINUS;
	if (result == RESULT_INT && (*seen & BIT_ERR) && !(grounds & BIT_POS))
		may &= ~(unsigned int)BIT_POS;
	return may & ~*seen;
}

const char *convention(enum result_kind result, const struct answer *answer, bool *sure)
{
	unsigned int seen = answer->sure, may = answer->may & ~seen;
	const char *first = NULL;

	*sure = false;
	if (answer->kinds) {
		*sure = kind_word(answer->kinds);
		return kind_word(answer->kinds);
	}
	if ((seen | may) & BIT_ERR) /* what is not known is no errno only if nothing is */
		may &= ~(unsigned int)BIT_MINUS;
	may = still_possible(result, &seen, may, answer->grounds);
	*sure = true;
	for (unsigned int more = 0; more <= may; more++) {
		const char *word;

		if (more & ~may || !(seen | more))
			continue;
		word = convention_of(result, seen | more);
		if (!word || (first && strcmp(first, word)))
			*sure = false;
		if (!first)
			first = word;
	}
	if (!((seen | may) & ~(unsigned int)BITS_NEGATIVE))
		*sure = false; /* it never succeeds: hardly all there is to say */
	return *sure ? first : likely_convention(result, seen, may);
}

static bool is_callable(const struct summary *summary)
{
	return summary->header || !summary->file_only;
}

static void set_params(struct run *run, struct inferred *function, const char *names)
{
	unsigned int n = 1;

	if (!names)
		return;
	for (const char *at = names; *at; at++)
		n += *at == ',';
	function->params = arena_new(&run->arena, const char *, n);
	function->n_params = n;
	for (unsigned int i = 0; i < n; i++) {
		size_t len = strcspn(names, ",");

		function->params[i] = len ? run_intern_n(run, names, len) : NULL;
		names += len + 1;
	}
}

/* In headers that stands for what this configuration leaves out. */
static bool is_empty(const struct summary *summary)
{
	const struct summary_case *one = summary->cases;

	return summary->header && summary->pure && summary->n_cases == 1 && !one->n &&
	       (summary->result == RESULT_VOID || one->value->known);
}

/* Where nothing else tells failure, NULL does if most of those who get it look for that. */
static struct answer weighed(const struct solver *solver, const struct solved *one)
{
	struct answer answer = one->answer;
	bool expected = answer.null_expected || is_tested(solver_result(solver, one));

	if (one->summary->result == RESULT_POINTER && expected && !one->stated &&
	    !((answer.sure | (answer.may & answer.grounds)) & BIT_ERR))
		answer.sure |= answer.may & BIT_ZERO;
	return answer;
}

void conclude(struct solver *solver, const struct solved *one, struct inferred_list *list)
{
	const struct summary *summary = one->summary;
	struct inferred *function;
	struct place at = summary->at;
	const char *returns, *context;
	struct answer answer;
	bool sure;

	if (!is_callable(summary))
		return;
	function = inferred_add(solver->run, list, summary->name, summary->at);
	function->prototype = strcmp(summary->prototype, "-") ? summary->prototype : NULL;
	set_params(solver->run, function, summary->params);
	answer = weighed(solver, one);
	returns = convention(summary->result, &answer, &sure);
	if (returns)
		inferred_fact(solver->run, function, SUBJECT_RETURN, 0, "returns", returns,
			      ORIGIN_BODY, summary->at, sure);
	if (summary->noreturn && summary->result == RESULT_VOID)
		inferred_fact(solver->run, function, SUBJECT_CALL, 0, "noreturn", "true",
			      ORIGIN_BODY, summary->at, true);
	context = sleep_word(one->sleep, &sure);
	sure &= !is_empty(summary);
	at.line = sleep_line(solver, one);
	inferred_fact(solver->run, function, SUBJECT_CALL, 0, "context", context, ORIGIN_BODY, at,
		      sure);
}
