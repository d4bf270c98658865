/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PAIR_DOC_H
#define SHEATH_PAIR_DOC_H

#include "base/run.h"

/*
 * The functions that prose names in sentences about giving back: "free it with f() when done". Sentences
 * that deny something are left out. *n says how many.
 */
const char **pair_doc_names(struct run *run, const char *prose, unsigned int *n);

/* Does prose say that the caller has to give the result back? */
bool pair_doc_owns(const char *prose);

#endif
