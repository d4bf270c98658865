/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_REASONING_H
#define SHEATH_REASONING_H

#include "base/run.h"
#include "model/contract.h"

/* From the facts of a function to what is made of it, a step a line, on stdout. */
void reasoning_print(struct run *run, const struct contract *contract);

#endif
