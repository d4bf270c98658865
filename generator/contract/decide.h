/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DECIDE_H
#define SHEATH_DECIDE_H

#include "base/run.h"
#include "model/contract.h"
#include "model/inferred.h"
#include "model/shape.h"

/*
 * From an API model, contract files and what was inferred (may be NULL) to a ledger: one contract for each
 * function of the selected headers, with all its facts and what follows from
 * them. A fact that is not sure never leads to a strict wrapper.
 *
 * What is stated and cannot be (names that do not exist, types that do not fit,
 * attributes that say otherwise) is an error with both places; what this kernel
 * does not have is a remark and goes to ledger->absent. NULL after errors.
 */
struct ledger *contract_decide(struct run *run, const struct model *model, const struct spec *spec,
			       const struct inferences *inferences, const struct shapes *shapes);

/*
 * The same for who only wants the facts, of headers that contract files were not written for: what
 * contradicts is left out without a word. @pairs: also
 * guesses at what releases what, which take their time.
 */
struct ledger *contract_facts(struct run *run, const struct model *model, const struct spec *spec,
			      const struct inferences *inferences, const struct shapes *shapes,
			      bool pairs);

/*
 * For people who check: remarks where kernel-doc says something else than the
 * contract file, and on names and patterns of safe: and refuse: that match
 * nothing in their header. Returns how many.
 */
unsigned int contract_remarks(struct run *run, const struct model *model, const struct spec *spec,
			      const struct ledger *ledger);

#endif
