/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_CONTRADICTIONS_H
#define SHEATH_CONTRADICTIONS_H

#include "command/session.h"

/* What check --contradictions prints of one kernel tree, and how many there are. */
unsigned int contradictions_print(struct run *run, const struct request *request,
				  const struct reading *reading);

#endif
