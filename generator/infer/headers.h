/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_HEADERS_H
#define SHEATH_INFER_HEADERS_H

#include "infer/sources.h"

/*
 * Most inline functions of headers are called by drivers only, and no file that is read has their
 * bodies walked. So the headers of a kernel are read, too: a source stands for some of them, which are
 * included together.
 */

/*
 * Adds the headers below include/ that a driver may include, behind the files. @only: directories
 * below the source tree; none means all.
 */
void headers_add(struct run *run, const struct paths *only, struct sources *sources);

/* Adds these and no others, "bus/bus.h", which are found below @dirs, or where the kernel's are. */
void headers_add_these(struct run *run, const struct paths *names, const struct paths *dirs,
		       struct sources *sources);

#endif
