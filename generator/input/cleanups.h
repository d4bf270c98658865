/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_CLEANUPS_H
#define SHEATH_CLEANUPS_H

#include "input/main_file.h"
#include "model/model.h"

struct run;

/*
 * What the selected headers' uses of DEFINE_FREE(), DEFINE_GUARD(), DEFINE_CLASS() and the like
 * say, read from their text: what these macros expand to no longer tells.
 */
void cleanups_find(struct run *run, const struct main_file *main_file, struct model *model);

#endif
