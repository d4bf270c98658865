/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FACTS_READ_H
#define SHEATH_FACTS_READ_H

#include "model/inferred.h"

/*
 * The facts files for one kernel: of those in DIR/facts of each directory the one of the nearest
 * release. Later directories go first. NULL after errors, which are complaints with file, line and
 * column; no file at all is fine.
 */
struct inferences *facts_read(struct run *run, const char *const *dirs, unsigned int n_dirs,
			      const char *release, const char *arch);

#endif
