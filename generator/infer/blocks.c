// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "infer/blocks.h"

/* How long the block is that @text begins with: up to the next line that is not indented. */
static size_t block_size(const char *text)
{
	const char *at = text;

	do {
		at += strcspn(at, "\n");
		at += *at == '\n';
	} while (*at == ' ');
	return (size_t)(at - text);
}

/* The number of a block; it is copied if it is new. */
static size_t blocks_add(struct blocks *blocks, const char *text, size_t size)
{
	struct arena *arena = &blocks->run->arena;
	size_t number = (size_t)table_find_n(&blocks->numbers, text, size);
	struct block *block;

	if (number)
		return number - 1;
	if (blocks->n == blocks->room) {
		struct block **grown;

		blocks->room = blocks->room ? 2 * blocks->room : 4096;
		grown = arena_new(arena, struct block *, blocks->room);
		if (blocks->n)
			memcpy(grown, blocks->list, blocks->n * sizeof(*grown));
		blocks->list = grown;
	}
	block = arena_new(arena, struct block, 1);
	block->text = arena_strndup(arena, text, size);
	block->size = size;
	blocks->list[blocks->n++] = block;
	table_add_n(arena, &blocks->numbers, block->text, size, (const void *)blocks->n);
	return blocks->n - 1;
}

void blocks_read(struct blocks *blocks, const char *text)
{
	for (size_t size; *text; text += size) {
		size = block_size(text);
		blocks_add(blocks, text, size);
	}
}

struct summary_parts blocks_split(struct blocks *blocks, const char *name, const char *text)
{
	struct arena *arena = &blocks->run->arena;
	struct text own = TEXT_INIT;
	size_t *shared, room = 0;
	struct summary_parts parts = { 0 };

	for (const char *at = text; *at; at += block_size(at))
		room++;
	shared = arena_new(arena, size_t, room + 1);
	for (size_t size; *text; text += size) {
		size = block_size(text);
		if (memmem(text, size, name, strlen(name)))
			text_add_n(&own, text, size);
		else
			shared[parts.n++] = blocks_add(blocks, text, size);
	}
	parts.shared = shared;
	parts.own = arena_strndup(arena, own.buf, own.len);
	parts.size = own.len;
	text_release(&own);
	return parts;
}

void blocks_join(struct blocks *blocks, const struct summary_parts *parts, struct text *text)
{
	text_add_n(text, parts->own, parts->size);
	for (size_t i = 0; i < parts->n; i++) {
		struct block *block = blocks->list[parts->shared[i]];

		if (!block->used)
			text_add_n(text, block->text, block->size);
		block->used = true;
	}
}
