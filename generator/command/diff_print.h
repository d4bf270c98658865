/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DIFF_PRINT_H
#define SHEATH_DIFF_PRINT_H

#include "model/diff.h"

/* For people: a paragraph for each change, below its impact. */
void diff_print(const struct changes *changes, const struct api *from, const struct api *to);

/* For programs: a JSON object on a line for each change, as sheath-diff(1) says. */
void diff_print_json(const struct changes *changes);

#endif
