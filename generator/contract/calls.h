/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_CALLS_H
#define SHEATH_CALLS_H

#include "contract/deciding.h"

/*
 * How an operation is called in this kernel, where kernels differ: an alternative of the contract
 * file, or what the prototypes themselves tell.
 */

/* Fills call, calls and alternative of @contract, whose function, entry and type are there. */
void calls_find(struct deciding *d, struct contract *contract);

/* Is there an alternative that this kernel can do, which may have no function of the entry's name? */
bool calls_possible(struct deciding *d, const struct spec_function *spec);

/* @stated with the callbacks' types of the kernel's function: none is cast. */
const struct type *calls_with_callbacks(struct run *run, const struct type *stated,
					const struct type *type);

#endif
