/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_MAPPED_H
#define SHEATH_MAPPED_H

#include <stdbool.h>
#include <stddef.h>

/* A file's text as it lies in the page cache: megabytes that are only looked through. */
struct mapped {
	const char *text; /* no NUL at its end */
	size_t size;
};

/* False, with errno, if it cannot be read. */
bool mapped_open(const char *path, struct mapped *mapped);
/* It will not be looked at for a while, and need not take memory until then. */
void mapped_rest(const struct mapped *mapped);
void mapped_close(struct mapped *mapped);

#endif
