/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PRODUCT_H
#define SHEATH_PRODUCT_H

#include "command/session.h"
#include "render/output.h"
#include "render/source.h"

/*
 * What is generated from @n kernel trees, in memory: headers, compile tests,
 * core headers and the ledger, sorted. The manifest comes last, from all else.
 */
bool product_make(struct run *run, const struct session *session, const struct reading *readings,
		  unsigned int n, struct output_files *files);

/*
 * All that it was made from, hashed as far as @known (may be NULL) does not say.
 */
bool product_sources(struct run *run, const struct session *session, const struct reading *readings,
		     unsigned int n, const struct sources *known, struct sources *sources);

#endif
