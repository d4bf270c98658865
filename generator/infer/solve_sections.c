// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Which functions and callbacks are called in atomic sections. See infer/sections.c for the lines. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/lines.h"
#include "infer/solve.h"
#include "infer/solving.h"

static void note_called(struct solver *solver, const char *name)
{
	struct member *member = table_find(&solver->all->members, name);
	struct solved *one = member ? NULL : solver_find(solver, name);

	if (member)
		member->in_sections++;
	if (one)
		one->in_sections++;
}

static unsigned int read_params(char *list)
{
	unsigned int params = 0;

	for (char *number; (number = strsep(&list, " "));) {
		unsigned long param = strtoul(number, NULL, 10);

		if (param < 8 * sizeof(params))
			params |= 1U << param;
	}
	return params;
}

static void read_line(struct solver *solver, char *line)
{
	char what = line[1], *name = line + 3, *rest = name;
	struct solved *one;

	strsep(&rest, " ");
	if (what == 's') {
		note_called(solver, name);
		return;
	}
	one = solver_find(solver, name);
	if (!one)
		return;
	if (what == 'e')
		one->ends_section = true;
	else if (what == 'c')
		one->called_inside |= read_params(rest);
	else
		one->numbers = read_params(rest);
}

/* As GFP_ATOMIC, as far as can be seen. */
static bool passes_atomic_flags(const struct atom *call)
{
	return call->index && call->index <= call->n_args &&
	       value_may(call->args[call->index - 1]) == BIT_ZERO;
}

static void count_callers(struct solver *solver, const struct summary *caller)
{
	for (unsigned int i = 0; i < caller->n_calls; i++) {
		const struct summary_call *call = &caller->calls[i];
		struct solved *callee = call->what.source == SOURCE_CALL
						? solver_find(solver, call->what.name)
						: NULL;

		if (!callee)
			continue;
		callee->n_callers++;
		callee->no_waiting += passes_atomic_flags(&call->what);
	}
}

void solve_sections(struct solver *solver, const struct unit_text *units, size_t n)
{
	static const char *const words[] = { "as ", "ac ", "ae ", "an ", NULL };
	struct text line = TEXT_INIT;

	/* of functions of headers it is not said which are */
	for (unsigned int i = 0; i < solver->all->n; i++)
		solver->solved[i].numbers = ~0U;
	for (unsigned int i = 0; i < solver->all->n; i++)
		count_callers(solver, solver->all->all[i]);
	for (size_t i = 0; i < n; i++)
		for (const char *at = units[i].text; lines_next(&at, words, &line);)
			read_line(solver, line.buf);
	text_release(&line);
}
