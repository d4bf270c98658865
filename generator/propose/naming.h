/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_NAMING_H
#define SHEATH_NAMING_H

#include "base/run.h"
#include "model/type.h"

/* How what is owned is called, as people name it. */

/* The tag of the structure that it points to; NULL: none. */
const char *name_of_object(const struct type *handle);

/* "clk_prepared" of clk_prepare() and clk_unprepare(): what they do not have in common is what was done. */
const char *name_of_state(struct run *run, const char *giver, const char *releaser);

/* Is what the two do not have in common a lock: txd_lock(), txd_unlock()? */
bool name_locks(const char *giver, const char *releaser);

#endif
