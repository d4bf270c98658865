/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TYPES_ASKED_H
#define SHEATH_TYPES_ASKED_H

#include "model/type.h"

/* Questions about types that facts and decisions depend on. */

/* Allocation flags. */
bool type_is_gfp(const struct type *type);
/* A signed count of time, which no error code hides in. */
bool type_is_time(const struct type *type);
/* Signed, wide enough for an errno. */
bool type_is_signed(const struct type *type);
/* A pointer to what the callee does not write; not to a function. */
bool type_points_to_const(const struct type *type);
/* void * or const void *, of ordinary memory. */
bool type_is_untyped(const struct type *type);
/* char * or const char *, of ordinary memory. */
bool type_is_text(const struct type *type);
/* Memory whose extent the type does not tell: to void or bytes, in any address space; no const text. */
bool type_is_raw(const struct type *type);

/* The same but for qualifiers of what is pointed to; integers of any kind are one. */
bool type_fits(const struct type *a, const struct type *b);
/* @pointer is to something that @type fits. */
bool type_fits_target(const struct type *type, const struct type *pointer);

#endif
