/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_REASONS_H
#define SHEATH_REASONS_H

#include "command/session.h"

/* Prints why functions were refused, most frequent first, and how many headers could not be read. */
void reasons_print(struct run *run, const struct reading *reading);

#endif
