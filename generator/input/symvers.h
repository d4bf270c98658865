/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SYMVERS_H
#define SHEATH_SYMVERS_H

#include <stdbool.h>

#include "base/table.h"
#include "model/model.h"

struct run;

/*
 * Says of the functions of @model, whose index must be there, what a module can
 * link. A line has CRC, name, object, kind and, since 5.4, namespace, between
 * tabs. False after an error: a file that cannot be read, or that is damaged,
 * would say that functions which are there cannot be called.
 */
bool symvers_read(struct run *run, const char *path, struct model *model);

/* The names of all symbols, each for itself; lines that are damaged are passed over. */
void symvers_names(struct run *run, const char *path, struct table *names);

#endif
