// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/*
 * What needs many gets large ones, which do not lie between what others allocate and free: that
 * goes back to the system then.
 */
#define CHUNK_ROOM  (64 * 1024)
#define CHUNK_LARGE (1024 * 1024)

struct arena_chunk {
	struct arena_chunk *older;
	size_t used, room;
	alignas(max_align_t) char data[];
};

static void out_of_memory(void)
{
	fputs("sheath: out of memory\n", stderr);
	abort();
}

static struct arena_chunk *chunk_new(struct arena_chunk *older, size_t room)
{
	struct arena_chunk *chunk = calloc(1, sizeof(*chunk) + room);

	if (!chunk)
		out_of_memory();
	chunk->older = older;
	chunk->room = room;
	return chunk;
}

void arena_release(struct arena *arena)
{
	while (arena->chunk) {
		struct arena_chunk *older = arena->chunk->older;

		free(arena->chunk);
		arena->chunk = older;
	}
}

void arena_join(struct arena *arena, struct arena *other)
{
	struct arena_chunk **oldest = &other->chunk;

	while (*oldest)
		oldest = &(*oldest)->older;
	*oldest = arena->chunk;
	arena->chunk = other->chunk;
	other->chunk = NULL;
}

/* It has a chunk of its own then. */
void arena_return(struct arena *arena, const void *p, size_t size)
{
	struct arena_chunk **at = &arena->chunk, *chunk;

	if (size <= CHUNK_LARGE)
		return;
	while ((chunk = *at) && p != chunk->data)
		at = &chunk->older;
	if (!chunk)
		return;
	*at = chunk->older;
	free(chunk);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t mask = alignof(max_align_t) - 1;
	struct arena_chunk *chunk = arena->chunk;
	void *p;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + mask) & ~mask;
	/* behind the last one, in which there may be much room yet */
	if (chunk && size > CHUNK_LARGE) {
		chunk->older = chunk_new(chunk->older, size);
		chunk->older->used = size;
		return chunk->older->data;
	}
	if (!chunk || chunk->room - chunk->used < size) {
		size_t room = chunk && chunk->older ? CHUNK_LARGE : CHUNK_ROOM;

		chunk = chunk_new(chunk, size > room ? size : room);
		arena->chunk = chunk;
	}
	p = chunk->data + chunk->used;
	chunk->used += size;
	return p;
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		out_of_memory();
	return arena_alloc(arena, bytes);
}

char *arena_strndup(struct arena *arena, const char *s, size_t n)
{
	char *copy = arena_alloc(arena, n + 1);

	memcpy(copy, s, n);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *s)
{
	return arena_strndup(arena, s, strlen(s));
}

/* Printed where the next object will be: mostly there is room, and one pass is enough. */
char *arena_vprintf(struct arena *arena, const char *fmt, va_list args)
{
	struct arena_chunk *chunk = arena->chunk;
	size_t room = chunk ? chunk->room - chunk->used : 0;
	char *s = chunk ? chunk->data + chunk->used : NULL;
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(s, room, fmt, again);
	va_end(again);
	if (len < 0)
		out_of_memory();
	if ((size_t)len < room)
		return arena_alloc(arena, (size_t)len + 1);
	/* Too long for this chunk, of which the rest may be used yet. */
	if (room)
		memset(s, 0, room);
	s = arena_alloc(arena, (size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, fmt, args);
	return s;
}

char *arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	char *s;

	va_start(args, fmt);
	s = arena_vprintf(arena, fmt, args);
	va_end(args);
	return s;
}
