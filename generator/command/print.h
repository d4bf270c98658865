/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PRINT_H
#define SHEATH_PRINT_H

#include <jansson.h>

/* Prints an object on a line of its own, and gives it back. */
void json_print(json_t *object);

#endif
