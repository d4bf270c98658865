/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_VALUES_H
#define SHEATH_VALUES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "input/ptrmap.h"

struct run;

/*
 * What macros are worth whose text may be a constant. Many have the same text, "BIT(7)", and the
 * compiler is asked once for each text and not for each macro. Starts zeroed.
 */
struct values {
	struct valued *list;
	unsigned int n, room;
	struct ptrmap by_text; /* interned text -> its place in the list, + 1 */
	struct ptrmap by_name; /* interned name -> the place of its last text, + 1 */
};

/* A definition; both are interned. */
void values_add(struct run *run, struct values *values, const char *name, const char *body);
/* The enumerations that ask for them, to stand where all headers have been read. */
void values_write(const struct values *values, struct text *text);

/* The answer: the constant with that name, if it is one of those, is @value. */
void values_set(struct values *values, const char *constant, int64_t value);
/* What an added macro is worth that turned out to have that text; false if that is not known. */
bool values_find(struct run *run, struct values *values, const char *name, const char *body,
		 int64_t *value);

#endif
