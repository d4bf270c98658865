/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_CACHE_H
#define SHEATH_INFER_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "infer/blocks.h"
#include "input/input.h"

/*
 * Summaries of translation units, kept from one run to the next. One counts as long as all that was
 * read for it has the same content, the flags are the same, and so is the program. There is one entry
 * for a file of a source tree and a kernel, which a later run replaces, so the cache does not grow. A
 * cache that cannot be written costs time only, so it is a warning.
 */
struct infer_cache;

/*
 * Summaries share @blocks, to which those of the cache are added. @dir NULL: nothing is kept. Another run that has the cache open is not disturbed: then, too, nothing
 * is kept.
 */
struct infer_cache *infer_cache_open(struct run *run, const char *dir, const struct tree *tree,
				     const char *root, struct blocks *blocks);
void infer_cache_close(struct infer_cache *cache);

struct infer_entry {
	const char *error; /* the first that the parser complained about; "" if there was none */
	struct summary_parts parts;
};

/* What is kept of the file that is called @name; false if there is nothing that counts. */
bool infer_cache_load(struct infer_cache *cache, const char *name, const struct flags *flags,
		      struct infer_entry *entry);

/* @files: all that was read, absolute, the file itself included. */
void infer_cache_store(struct infer_cache *cache, const char *name, const struct flags *flags,
		       const struct paths *files, const struct infer_entry *entry);

#endif
