/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_RULES_H
#define SHEATH_RULES_H

#include "contract/deciding.h"

/*
 * The rules that make status, reason and shape of a contract whose facts are
 * complete. The first rule that applies decides; see rules[] in rules.c, which
 * is meant to be read as documentation.
 */
void rules_apply(struct deciding *d, struct contract *contract);

#endif
