/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FLAG_CACHE_H
#define SHEATH_FLAG_CACHE_H

#include "input/input.h"

/*
 * Flags of a tree, kept from one run to the next. What is read is checked: the
 * tree's configuration and path are in the file's name, and inside are the
 * compiler's size and time of change, and paths that must still be there. An
 * entry that does not fit counts as none; a cache that cannot be written costs
 * time only, so it is a warning.
 */
struct flag_cache;

/* @cache: a directory; NULL or "": nothing is kept. */
struct flag_cache *flag_cache_open(struct run *run, const struct tree *tree, const char *cache);
bool flag_cache_load(struct run *run, struct flag_cache *entry, struct flags *flags);
void flag_cache_store(struct run *run, struct flag_cache *entry, const struct flags *flags,
		      const char *compiler);

#endif
