/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_USES_H
#define SHEATH_USES_H

#include "base/file.h"
#include "model/diff.h"

struct run;

/*
 * Which of the changes a driver meets, and where: its source is looked through word by word, outside
 * of comments and literals; nothing is preprocessed or parsed. A member counts where the structure
 * is known: behind a variable, parameter or member that the files declare with its type, and in the
 * initializer of one.
 */

/* Gives each change its uses in @files; false after an error if one cannot be read. */
bool uses_find(struct run *run, const struct paths *files, const struct api *api,
	       struct changes *changes);

#endif
