/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PTRMAP_H
#define SHEATH_PTRMAP_H

#include <stddef.h>

struct arena;

/* Addresses to things, in the memory of a run; nothing is ever taken out. Starts zeroed. */
struct ptrmap {
	struct ptrmap_slot *slots; /* power of two, at most three quarters full */
	size_t n, room;
};

/* Where the thing that belongs to @key is kept: NULL in it if it is new. Valid until the next call. */
void **ptrmap_at(struct arena *arena, struct ptrmap *map, const void *key);
/* The thing; NULL if there is none. */
void *ptrmap_find(const struct ptrmap *map, const void *key);
/* Nobody asks any more. */
void ptrmap_return(struct arena *arena, struct ptrmap *map);

#endif
