/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_LINES_H
#define SHEATH_INFER_LINES_H

#include <stdbool.h>

#include "base/text.h"

/*
 * Copies the next line of a summary from *@at on that begins with one of @words, as "no ", to @line, and leaves *@at
 * behind it; false if there is none. @words end in NULL.
 */
bool lines_next(const char **at, const char *const *words, struct text *line);

#endif
