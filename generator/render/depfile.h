/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DEPFILE_H
#define SHEATH_DEPFILE_H

#include <stdbool.h>

#include "render/source.h"

struct run;

/*
 * Writes @path for make (and the kernel's fixdep): @target depends on every
 * file that is a source, one a line. Nothing is written if it says that
 * already. False, with an error, if it cannot be written.
 */
bool depfile_write(struct run *run, const char *path, const char *target,
		   const struct sources *sources);

#endif
