/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_EXTENTS_H
#define SHEATH_EXTENTS_H

#include "model/contract.h"

/* Whether it is known how much memory a parameter points to. */

/* Somebody wrote about this parameter in a contract file. */
bool extent_is_stated(const struct contract *contract, unsigned int param);
/* Its length is a sure fact about another parameter. */
bool extent_is_counted(const struct contract *contract, unsigned int param);
/* A pointer to numbers, and a number beside it that may be their count, with nothing stated. */
bool extents_hidden(const struct contract *contract);

#endif
