// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include <xxhash.h>

#include "base/arena.h"
#include "base/table.h"

#define ROOM_FIRST 64

struct table_slot {
	const char *name; /* NULL: free */
	size_t len;
	unsigned long long hash;
	const void *thing;
};

static struct table_slot *slot_of(const struct table *table, const char *name, size_t len,
				  unsigned long long hash)
{
	size_t at = hash & (table->room - 1);

	for (;; at = (at + 1) & (table->room - 1)) {
		struct table_slot *slot = &table->slots[at];

		if (!slot->name)
			return slot;
		if (slot->hash == hash && slot->len == len && !memcmp(slot->name, name, len))
			return slot;
	}
}

static void grow(struct arena *arena, struct table *table, size_t room)
{
	struct table old = *table;

	table->room = room;
	table->slots = arena_new(arena, struct table_slot, table->room);
	for (size_t i = 0; i < old.room; i++) {
		const struct table_slot *slot = &old.slots[i];

		if (slot->name)
			*slot_of(table, slot->name, slot->len, slot->hash) = *slot;
	}
	arena_return(arena, old.slots, old.room * sizeof(*old.slots));
}

void table_reserve(struct arena *arena, struct table *table, size_t n)
{
	size_t room = table->room ? table->room : ROOM_FIRST;

	while (3 * room < 4 * (n + 1))
		room *= 2;
	if (room > table->room)
		grow(arena, table, room);
}

bool table_add_n(struct arena *arena, struct table *table, const char *name, size_t len,
		 const void *thing)
{
	unsigned long long hash = XXH3_64bits(name, len);
	struct table_slot *slot;

	if (4 * (table->n + 1) > 3 * table->room)
		grow(arena, table, table->room ? 2 * table->room : ROOM_FIRST);
	slot = slot_of(table, name, len, hash);
	if (slot->name)
		return false;
	*slot = (struct table_slot){ name, len, hash, thing };
	table->n++;
	return true;
}

bool table_add(struct arena *arena, struct table *table, const char *name, const void *thing)
{
	return table_add_n(arena, table, name, strlen(name), thing);
}

void *table_find_n(const struct table *table, const char *name, size_t n)
{
	if (!table->room)
		return NULL;
	return (void *)slot_of(table, name, n, XXH3_64bits(name, n))->thing;
}

void *table_find(const struct table *table, const char *name)
{
	return table_find_n(table, name, strlen(name));
}

void table_return(struct arena *arena, struct table *table)
{
	arena_return(arena, table->slots, table->room * sizeof(*table->slots));
	*table = (struct table){ 0 };
}
