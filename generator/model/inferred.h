/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFERRED_H
#define SHEATH_INFERRED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/run.h"
#include "base/text.h"
#include "model/fact.h"
#include "model/type.h"

struct doc;

/*
 * What was found out about one function by reading the kernel's source: its
 * body, and the comment before it. Made by infer/ or read from a facts file.
 */
struct inferred {
	const char *name;
	struct place at;       /* of the definition: "drivers/clk/clk.c", 2530 */
	const char *prototype; /* see prototype_mark(); NULL: not known */
	const char **params;   /* their names; NULL: no fact needs them, or not named */
	unsigned int n_params;
	struct fact_list facts;
	/* only while the source is at hand, no part of a facts file */
	const struct type *type; /* TYPE_FUNCTION */
	const struct doc *doc;
};

struct inferred_list {
	const char *release, *arch; /* of the kernel: "7.3.4+deb13-amd64", "x86_64" */
	const char *source;	    /* what was read, in words: "1702 files of Linux 7.3.4" */
	struct inferred **functions;
	size_t n, room;
	struct table names;
};

/*
 * The function of that name, added if it is not there yet. The first definition
 * counts: a second one gets the entry that has the first one's place.
 */
struct inferred *inferred_add(struct run *run, struct inferred_list *list, const char *name,
			      struct place at);
/* NULL if there is none. */
const struct inferred *inferred_find(const struct inferred_list *list, const char *name);

/*
 * @kind is a name of the vocabulary that fits the subject; @at is where it can be seen: the line of
 * the return, of the call, of the comment. A line in the function's own file is kept in facts files.
 */
void inferred_fact(struct run *run, struct inferred *function, enum subject subject,
		   unsigned int param, const char *kind, const char *value, enum origin origin,
		   struct place at, bool sure);

/*
 * A prototype in five letters and digits: the same for two function types exactly if C sees no
 * difference, names of parameters and of typedefs left aside (but for chance, 1 in 33 million).
 */
const char *prototype_mark(struct run *run, const struct type *type);

/*
 * Facts files, for people who compare them and for programs:
 *
 *   # SPDX-License-Identifier: GPL-2.0-only OR MIT
 *   facts 1 7.3.4+deb13-amd64 x86_64 1702 files of Linux 7.3.4
 *   drivers/clk/clk.c
 *    clk_set_rate 2530 7k2ma errno@2541 doc:errno@2507 may_sleep
 *    thing_read 2811 p03fx (thing,to,n) errno_or_value? to.direction=out n.bytes_of=to
 *
 * A line for each file, and below it one for each of its functions, by name: name, line, mark of the
 * prototype ("-": not known), names of the parameters if a fact is about one, facts. A fact is
 *   [ORIGIN:][PARAMETER.|return.]KIND[=VALUE][?][@LINE]
 * where no origin means "body", no value "true", "?" not sure, no line that of the function; of
 * "returns" and "context" the value alone is written. A value with odd characters is quoted as JSON.
 */
#define FACTS_SUFFIX ".facts"

/*
 * What is known of the functions of one kernel tree, from several facts files: of a function the
 * first that has it counts.
 */
struct inferences {
	const struct inferred_list **lists;
	unsigned int n;
	unsigned int
		without; /* bits of 1 << enum origin: what is left out, to see what it is worth */
};

/* Which of them is of the kernel nearest to @release, then of @arch; NULL if there are none. */
const struct inferred_list *inferred_nearest(struct inferred_list *const *lists, unsigned int n,
					     const char *release, const char *arch);

/* Functions without facts are left out. */
void inferred_write(struct run *run, const struct inferred_list *list, struct text *out);

/* @file is for complaints, errors of contracts; NULL after any. The text is not kept. */
struct inferred_list *inferred_read(struct run *run, const char *file, const char *text,
				    size_t size);

#endif
