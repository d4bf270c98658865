/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DROPPED_H
#define SHEATH_DROPPED_H

#include <stdbool.h>

#include "base/table.h"
#include "input/main_file.h"

/*
 * Arguments that macros leave out, as the stubs of a feature that the configuration does not have:
 * "spin_acquire(&lock->dep_map, 0, 0, ip)" without lockdep. Told from the macros' texts.
 */
struct dropped {
	struct run *run;
	const struct main_file *main_file; /* whose headers define the macros */
	struct table macros;		   /* name -> struct variant, once something was asked */
};

/* Is what stands at @at, in the statements from @from on, an argument that nothing is made of? */
bool dropped_at(struct dropped *dropped, const char *from, const char *at);

#endif
