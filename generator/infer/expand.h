/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_EXPAND_H
#define SHEATH_EXPAND_H

#include <stddef.h>

#include "infer/makefile.h"

/* A text with its $(…) filled in. */
const char *expand(struct makefile *mk, const char *text);
const char *expand_n(struct makefile *mk, const char *text, size_t n);

/* What is assigned to a variable, not expanded; NULL: it is not set. */
const struct make_variable *makefile_find(const struct makefile *mk, const char *name);

/* How far a reference goes that begins at @text, at "$(" or "${"; up to the end if it has none. */
size_t expand_span(const char *text);

#endif
