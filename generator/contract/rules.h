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

/*
 * Why a function that nobody stated anything of is not wrapped although all its facts may be known: it
 * may do something else as well, which its entry would deny. NULL: nothing of the kind.
 */
const char *rules_doubt(const struct model *model, const struct contract *contract);

#endif
