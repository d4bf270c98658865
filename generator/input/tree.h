/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TREE_H
#define SHEATH_TREE_H

#include "input/input.h"

/* An architecture, under the names that different programs give it. */
struct arch {
	const char *name;   /* ours and uname's */
	const char *alias;  /* Debian's or the compiler's */
	const char *kbuild; /* ARCH= */
	const char *config; /* the option that a tree of it has set */
	const char *target; /* clang's --target=, gcc's prefix */
};

/* By any of its names; NULL if it is not known. */
const struct arch *arch_find(const char *name);

/* The text of auto.conf, NUL at its end; NULL without an error if there is none. */
const char *tree_config(struct run *run, const char *path, size_t *size);

#endif
