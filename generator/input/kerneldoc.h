/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_KERNELDOC_H
#define SHEATH_KERNELDOC_H

#include <stddef.h>

#include "model/model.h"

struct run;

/*
 * Comments as scripts/kernel-doc understands them. Whatever is written in them,
 * something sensible comes out: what is not understood becomes text.
 */

/*
 * Whom a comment is about: the name of its first line, "struct" and the like
 * left out. NULL if it names nobody ("DOC:" and free text), or if it is about a
 * type: then functions of that name are not meant.
 */
const char *kerneldoc_name(struct run *run, const char *comment, size_t len);

/* @comment from its opening slash to its closing one; @file and @line say where it begins. */
const struct doc *kerneldoc_parse(struct run *run, const char *comment, size_t len,
				  const char *file, unsigned int line);

#endif
