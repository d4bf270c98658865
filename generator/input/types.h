/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TYPES_H
#define SHEATH_TYPES_H

#include "input/libclang.h"
#include "model/type.h"

struct run;
struct types;

/*
 * libclang's types as those of the model: each is converted once, when somebody
 * asks. Named records get their members only on demand, so that a pointer to a
 * structure does not pull in all of the kernel.
 */
struct types *types_new(struct run *run, const struct libclang *clang);

const struct type *types_get(struct types *types, CXType type);
/* The type of a function's declaration: as types_get(), with its parameters' names. */
const struct type *types_function(struct types *types, CXCursor function);
/* Where a struct or union is defined or first declared; nowhere for other types. */
CXSourceLocation types_location(struct types *types, const struct type *type);
/* The name behind "struct", "union" or "enum" where @decl has one; NULL: it has none. */
const char *types_tag(struct types *types, CXCursor decl);
/* Fills in the members, if it is a complete struct or union. */
void types_want_record(struct types *types, const struct type *type);
/* All have been converted. */
void types_finish(struct types *types);

#endif
