/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SCHEMA_H
#define SHEATH_SCHEMA_H

#include <stdbool.h>

#include "spec/yaml.h"

/*
 * Which keys may stand where in a contract file, as tables: reading is filling
 * the structures of model/spec.h along them. Nothing is accepted that no table
 * names; every complaint has the place of the word that is wrong.
 */
enum key_kind {
	KEY_TEXT,	/* const char *, not empty */
	KEY_IDENTIFIER, /* const char *, a C identifier */
	KEY_PATTERN,	/* const char *, an extended regular expression */
	KEY_BOOL,	/* bool: true or false */
	KEY_TEXTS,	/* const char **: a list of texts, or one text */
	KEY_ITEMS,	/* struct spec_items: word -> text */
	KEY_FACT,	/* struct spec_items, one item more: a fact that may stand here for short */
	KEY_OBJECTS,	/* array of structures: name -> mapping, or the first key's list alone */
	KEY_LIST, /* array of structures: list of mappings, or of the first key's value alone */
};

struct schema;

struct key {
	const char *name;
	enum key_kind kind;
	bool required;
	size_t offset;		     /* of the member that is filled */
	size_t count;		     /* TEXTS, OBJECTS, LIST: of the member that says how many */
	size_t place;		     /* of a struct place for the value; 0: none */
	const struct schema *schema; /* OBJECTS, LIST: what is in it */
};

struct schema {
	const char *what;	/* "an entry of owned" */
	const struct key *keys; /* ended by a NULL name */
	size_t size;		/* of the structure */
	size_t name, at;	/* OBJECTS: members for the key and its place; LIST: @at only */
	bool families;		/* OBJECTS: "name*" and "structure.member" are keys, too */
	unsigned int facts;	/* facts of these subjects (a bit mask) are keys as well ... */
	size_t items;		/* ... and go into this struct spec_items */
};

/* Fills @object from @map; false after errors. */
bool schema_read(struct run *run, const struct schema *schema, const struct node *map,
		 void *object);

#endif
