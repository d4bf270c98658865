/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_COLLECT_H
#define SHEATH_COLLECT_H

#include "contract/facts.h"
#include "model/contract.h"
#include "model/inferred.h"

/*
 * What is known of a function before anybody states something. Each source adds
 * its facts, also contradicting ones: who wins is decided later. A fact is sure
 * only if a wrapper may rely on it.
 */

/* The prototype (the stated one of a macro) and its attributes: always sure. */
void collect_prototype(struct facts *facts, const struct contract *contract);

/*
 * The kernel-doc comment: what its Return and Context sections, its text and
 * its parameters say in the phrases that kernel-doc has for these things. Sure
 * if nothing in it says otherwise.
 */
void collect_doc(struct facts *facts, const struct contract *contract);

/*
 * What reading the function's body, and the comment before it, found: for as long as the prototype is
 * the one that it was found for. Otherwise facts are not sure, and parameters are known by name.
 */
void collect_inferred(struct facts *facts, const struct contract *contract,
		      const struct inferences *inferences);

/*
 * The function's type, with a name for each parameter: the one that it has where it is defined, "arg1" and so
 * on if that is not known either. NULL: it has none.
 */
const struct type *collect_param_names(struct run *run, const struct function *function,
				       const struct inferences *inferences);

/* collect_doc() of a definition in a .c file. */
void collect_doc_facts(struct run *run, const char *name, const struct type *type,
		       const struct doc *doc, struct fact_list *list);

/* Names and the order of parameters: guesses, for explain; but "a gfp_t decides about sleeping". */
void collect_names(struct facts *facts, const struct contract *contract);

#endif
