/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_CHOOSE_H
#define SHEATH_INFER_CHOOSE_H

#include "infer/sources.h"

/*
 * Leaves of a whole kernel's files those that say most about what modules can call: files that are
 * part of the kernel itself or export something, unless @all only of the directories that most
 * drivers build on.
 */
void sources_choose(struct sources *sources, bool all);

#endif
