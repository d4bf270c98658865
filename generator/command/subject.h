/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SUBJECT_H
#define SHEATH_SUBJECT_H

#include "model/contract.h"

/* What a fact speaks of: "call", "return", or the name of a parameter. */
const char *subject_name(const struct contract *contract, const struct fact *fact);

#endif
