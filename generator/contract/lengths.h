/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_LENGTHS_H
#define SHEATH_LENGTHS_H

#include "contract/facts.h"
#include "model/contract.h"

/*
 * What counts what, as the names and places of parameters tell. To be called after everybody else
 * who knows of buffers: a name is not believed where somebody says otherwise.
 */
void lengths_collect(struct facts *facts, const struct contract *contract);

#endif
