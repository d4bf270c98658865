/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_WRAPPER_H
#define SHEATH_WRAPPER_H

#include "base/run.h"
#include "render/output.h"

/*
 * How a wrapper is called, read from the text that defines it: its template or
 * whoever wrote it by hand decides what its parameters are, and whether it is a
 * function or a macro.
 */

/*
 * "__must_check int safe_f(struct device *dev)", or "safe_f(dev, data)" of a
 * macro; NULL if @text does not define it. Of a function and a macro that hides
 * it the function counts.
 */
const char *wrapper_in_text(struct run *run, const char *text, const char *name);

/* The same, of the first header among @files that defines it. */
const char *wrapper_in_files(struct run *run, const struct output_files *files, const char *name);

#endif
