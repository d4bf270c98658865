// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The vocabulary of facts. */
#include <string.h>

#include "base/run.h"
#include "model/fact.h"

#define CALL   (1U << SUBJECT_CALL)
#define RETURN (1U << SUBJECT_RETURN)
#define PARAM  (1U << SUBJECT_PARAM)

static const char *const conventions[] = {
	"errno",	   /* 0 or a negative errno */
	"errno_or_value",  /* a value >= 0, or a negative errno */
	"err_ptr",	   /* a pointer, never NULL, or ERR_PTR() */
	"err_ptr_or_null", /* a pointer, NULL for "there is none", or ERR_PTR() */
	"null",		   /* a pointer, or NULL on failure */
	"not_copied",	   /* bytes not copied; 0 is success */
	"bool",
	"value",   /* a value; cannot fail */
	"pointer", /* a pointer; cannot fail, never NULL */
	"void",
	"xa_err",    /* xa_err() tells */
	"pcibios",   /* PCIBIOS_ codes or a negative errno */
	"zero",	     /* always 0 */
	"not_found", /* a value >= 0, or -1 for "there is none" */
	NULL
};

static const char *const contexts[] = { "may_sleep",
					"atomic",   /* callable where sleeping is not allowed */
					"gfp",	    /* sleeps if the gfp argument allows it */
					"callback", /* sleeps if the callback does */
					NULL };

static const char *const sections[] = { "begins", "ends", NULL };

static const char *const directions[] = { "in", "out", "inout", NULL };

static const char *const outcomes[] = { "success", "failure", NULL };

const struct fact_kind fact_kinds[] = {
	{ "returns", RETURN, VALUE_WORD, conventions, "how the result tells failure" },
	{ "errno", RETURN, VALUE_NAME, NULL, "what a NULL result is turned into" },
	{ "gives", RETURN | PARAM, VALUE_HANDLE, NULL, "the caller owns what was acquired" },
	{ "released_by", CALL | RETURN | PARAM, VALUE_NAME, NULL,
	  "the function that undoes it, or gives back what was acquired" },
	{ "owned", RETURN, VALUE_TRUE, NULL,
	  "the caller's own, or counted for the caller: to be given back" },
	{ "comes_from", RETURN, VALUE_NAME, NULL,
	  "is what that function returns, if it is anything" },
	{ "nullable", RETURN | PARAM, VALUE_TRUE, NULL, "NULL is a valid value" },
	{ "unit", RETURN | PARAM, VALUE_NAME, NULL, "Hz, uV, uA, ms, us, ns, jiffies, bytes, ..." },
	{ "flags", PARAM, VALUE_NAME, NULL, "a set of flags: irqf, wq, pci_irq, ..." },
	{ "must_check", RETURN, VALUE_TRUE, NULL, "ignoring the result is a mistake" },
	{ "context", CALL, VALUE_WORD, contexts, "may it sleep" },
	{ "atomic_section", CALL, VALUE_WORD, sections,
	  "from there, or until there, nothing sleeps" },
	{ "acquires", CALL, VALUE_NAME, NULL, "a lock that is held at return" },
	{ "releases", CALL, VALUE_NAME, NULL, "a lock that is given up" },
	{ "holds", CALL, VALUE_NAME, NULL, "a lock the caller must hold" },
	{ "printf", CALL, VALUE_TEXT, NULL, "format and first argument, as of __printf()" },
	{ "noreturn", CALL, VALUE_TRUE, NULL, "does not return" },
	{ "direction", PARAM, VALUE_WORD, directions, "is what it points to read, written, both" },
	{ "bytes_of", PARAM, VALUE_PARAM, NULL,
	  "counts the bytes of another argument, or of the result" },
	{ "count_of", PARAM, VALUE_PARAM, NULL, "counts the elements of another argument" },
	{ "bits_of", PARAM, VALUE_PARAM, NULL, "counts the bits of another argument" },
	{ "user", PARAM | RETURN, VALUE_TRUE, NULL, "points to user memory" },
	{ "iomem", PARAM | RETURN, VALUE_TRUE, NULL, "points to device memory" },
	{ "percpu", PARAM | RETURN, VALUE_TRUE, NULL, "a per-CPU pointer" },
	{ "rcu", PARAM | RETURN, VALUE_TRUE, NULL, "protected by RCU" },
	{ "takes", PARAM, VALUE_HANDLE, NULL, "ends the caller's ownership" },
	{ "needs", PARAM, VALUE_HANDLE, NULL, "must be in that state, whose owner is passed" },
	{ "consumes", PARAM, VALUE_TRUE, NULL, "ends the caller's right to use it" },
	{ "consumes_if", PARAM, VALUE_WORD, outcomes, "the same, if the call has that outcome" },
	{ "kept", PARAM, VALUE_TRUE, NULL, "is still used when the call has returned" },
	{ "data_of", PARAM, VALUE_PARAM, NULL,
	  "handed to the callback that the other argument is" },
	{ "gfp", PARAM, VALUE_TRUE, NULL, "allocation flags" },
	{ "string", PARAM | RETURN, VALUE_TRUE, NULL, "ends in NUL" },
	{ NULL, 0, VALUE_TRUE, NULL, NULL }
};

const struct fact_kind *fact_kind(enum subject subject, const char *name)
{
	for (const struct fact_kind *kind = fact_kinds; kind->name; kind++)
		if ((kind->subjects & (1U << subject)) && !strcmp(kind->name, name))
			return kind;
	return NULL;
}

static const char *const origin_names[] = {
	[ORIGIN_NAME] = "name",		[ORIGIN_DOC] = "doc",	  [ORIGIN_BODY] = "body",
	[ORIGIN_CLEANUP] = "cleanup",	[ORIGIN_KFUNC] = "kfunc", [ORIGIN_ATTRIBUTE] = "attribute",
	[ORIGIN_CONTRACT] = "contract",
};

const char *origin_name(enum origin origin)
{
	return origin_names[origin];
}

bool origin_find(const char *name, size_t n, enum origin *origin)
{
	for (size_t i = 0; i < sizeof(origin_names) / sizeof(*origin_names); i++) {
		if (strlen(origin_names[i]) != n || memcmp(origin_names[i], name, n) != 0)
			continue;
		*origin = i;
		return true;
	}
	return false;
}

void fact_list_add(struct run *run, struct fact_list *list, struct fact fact)
{
	if (list->n == list->room) {
		struct fact *more;

		list->room = list->room ? 2 * list->room : 2;
		more = arena_new(&run->arena, struct fact, list->room);
		if (list->n)
			memcpy(more, list->facts, list->n * sizeof(*more));
		list->facts = more;
	}
	fact.sure_alone = fact.sure;
	list->facts[list->n++] = fact;
}
