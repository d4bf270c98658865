// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdint.h>

#include "base/arena.h"
#include "input/ptrmap.h"

#define ROOM_FIRST 256

struct ptrmap_slot {
	const void *key;
	void *thing;
};

/* Addresses are aligned and near to each other: a multiplication spreads them. */
static size_t hash(const void *key)
{
	return ((uint64_t)(uintptr_t)key * 0x9e3779b97f4a7c15u) >> 20;
}

static struct ptrmap_slot *slot_of(const struct ptrmap *map, const void *key)
{
	size_t at = hash(key) & (map->room - 1);

	while (map->slots[at].key && map->slots[at].key != key)
		at = (at + 1) & (map->room - 1);
	return &map->slots[at];
}

static void grow(struct arena *arena, struct ptrmap *map)
{
	struct ptrmap old = *map;

	map->room = old.room ? 2 * old.room : ROOM_FIRST;
	map->slots = arena_new(arena, struct ptrmap_slot, map->room);
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].key)
			*slot_of(map, old.slots[i].key) = old.slots[i];
	arena_return(arena, old.slots, old.room * sizeof(*old.slots));
}

void **ptrmap_at(struct arena *arena, struct ptrmap *map, const void *key)
{
	struct ptrmap_slot *slot;

	if (4 * (map->n + 1) > 3 * map->room)
		grow(arena, map);
	slot = slot_of(map, key);
	if (!slot->key) {
		slot->key = key;
		map->n++;
	}
	return &slot->thing;
}

void *ptrmap_find(const struct ptrmap *map, const void *key)
{
	return map->room ? slot_of(map, key)->thing : NULL;
}

void ptrmap_return(struct arena *arena, struct ptrmap *map)
{
	arena_return(arena, map->slots, map->room * sizeof(*map->slots));
	*map = (struct ptrmap){ 0 };
}
