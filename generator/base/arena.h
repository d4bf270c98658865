/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_ARENA_H
#define SHEATH_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Memory of one run. Everything that lives as long as the run is taken from
 * here and given back at once, so nothing is freed singly and no structure of
 * the model has an owner. Memory is zeroed. Running out of it ends the program:
 * no caller checks.
 */
struct arena {
	struct arena_chunk *chunk; /* the newest, then older ones */
};

#define ARENA_INIT { NULL }

/* Gives everything back; the arena is empty and usable again. */
void arena_release(struct arena *arena);

/* What is @other's becomes @arena's: it lives as long as that. */
void arena_join(struct arena *arena, struct arena *other);

/* @size zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/*
 * Gives back @size bytes at @p, which something larger has replaced; what is not large stays until the
 * arena is released.
 */
void arena_return(struct arena *arena, const void *p, size_t size);

/* Zeroed room for @n objects of @type. */
#define arena_new(arena, type, n) ((type *)arena_array((arena), (n), sizeof(type)))
void *arena_array(struct arena *arena, size_t n, size_t size);

char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t n);

char *arena_printf(struct arena *arena, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

#endif
