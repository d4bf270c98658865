/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_NAMES_H
#define SHEATH_NAMES_H

#include <stdbool.h>

/* Is one of @words, NULL-terminated, among the words of @name that '_' separates? */
bool name_has_word(const char *name, const char *const *words);

/* Does one of those words end in one of @ends? */
bool name_has_end(const char *name, const char *const *ends);

/* Does it say that what is there already is looked for? */
bool name_finds(const char *name);

#endif
