/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_CHOOSE_H
#define SHEATH_INFER_CHOOSE_H

#include "infer/offered.h"
#include "infer/sources.h"

/*
 * Leaves of a whole kernel's files those that say most about what modules can call: what exports
 * something that is offered to modules and, of the directories that most drivers build on, what is
 * part of the kernel itself. Unless @all, only of these directories.
 */
void sources_choose(struct sources *sources, const struct offered *offered, bool all);

#endif
