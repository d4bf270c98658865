/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_COMMENTS_H
#define SHEATH_COMMENTS_H

#include "input/main_file.h"
#include "model/model.h"

struct run;
struct comments;

/*
 * The kernel-doc comments of the headers that were scanned, by whom they name:
 * between a comment and its declaration may stand anything.
 */
struct comments *comments_new(struct run *run, const struct main_file *main_file);

/*
 * The comment that is about @function: the last above it in its own file, else
 * one below it there, else one of another file. NULL if there is none.
 */
const struct doc *comments_find(struct comments *comments, const struct function *function);

/* Nobody asks any more. */
void comments_finish(struct comments *comments);

#endif
