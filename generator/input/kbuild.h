/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_KBUILD_H
#define SHEATH_KBUILD_H

#include "input/input.h"

struct words;

/*
 * The flags that the tree's own Kbuild compiles a module with, as far as they
 * carry meaning for a parse by clang. Found by asking make what it would do for
 * a module of one empty file; nothing is built and nothing is written into the
 * tree. With @cache they are kept there, keyed by the tree's configuration,
 * path, release, architecture and by the compiler that Kbuild called; @readonly
 * uses what is there and adds nothing. False after an error.
 */
bool kbuild_flags(struct run *run, const struct tree *tree, const char *cache, bool readonly,
		  struct flags *flags);

/*
 * Takes the flags from what "make -n" printed: the words of the command that
 * compiles @source. @compiler gets the compiler as it was called. False if
 * there is no such command.
 */
bool kbuild_parse(struct run *run, const char *output, const char *source, struct flags *flags,
		  const char **compiler);

/* Of the words of a command those that carry meaning for a parse; relative paths are below @dir. */
void kbuild_keep(struct run *run, const struct words *words, unsigned int from, unsigned int to,
		 const char *dir, struct flags *flags);

#endif
