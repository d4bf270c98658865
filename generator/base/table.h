/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TABLE_H
#define SHEATH_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Names to things, in the memory of a run: filled once, then asked. A name that
 * is added again keeps its first thing. Starts zeroed.
 */
struct table {
	struct table_slot *slots; /* power of two, at most three quarters full */
	size_t n, room;
};

/* Room for @n names, so that adding them does not move those that are there. */
void table_reserve(struct arena *arena, struct table *table, size_t n);
/* False if @name was there already. The name is not copied. */
bool table_add(struct arena *arena, struct table *table, const char *name, const void *thing);
/* The same with a name of @n characters, whatever they are. */
bool table_add_n(struct arena *arena, struct table *table, const char *name, size_t n,
		 const void *thing);
/* NULL if there is none. */
void *table_find(const struct table *table, const char *name);
void *table_find_n(const struct table *table, const char *name, size_t n);
/* Nobody asks any more: it is empty again. */
void table_return(struct arena *arena, struct table *table);

#endif
