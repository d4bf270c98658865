/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_YAML_H
#define SHEATH_YAML_H

#include <stddef.h>

#include "base/run.h"

/*
 * The YAML of contract files as a tree in which every word knows its place.
 * Keys are plain words and stand once in their mapping. What contract files do
 * not need is refused rather than half understood: anchors and aliases (so no
 * tree has a cycle), tags, NUL in a text.
 */
enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	struct place at;
	const char *value;  /* scalar: its text, "" for nothing; interned */
	struct node *first; /* list, map: what is in it, in order */
	unsigned int n;
	const char *key; /* of what stands in a map; interned */
	struct place key_at;
	struct node *next;
};

/*
 * Reads @len bytes of @text; @file is how complaints name it. An empty document
 * is an empty map. Of several documents the others follow the first. NULL after errors.
 */
struct node *yaml_read(struct run *run, const char *file, const char *text, size_t len);

/* "a text", "a list", "a mapping": for complaints. */
const char *node_kind_name(enum node_kind kind);

#endif
