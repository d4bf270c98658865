// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/run.h"
#include "base/text.h"
#include "infer/cache.h"

/*
 * A directory for each source tree and kernel. In it, "files" has the paths of all files that were
 * read, a line each, and "blocks" what summaries share; entries name both by their numbers, so these
 * two files are only added to. An entry is
 *
 *	KEY		format, program, flags
 *	HASH		of the contents of all files
 *	12 13 207	the numbers of the files
 *	ERROR		the first complaint of the parser, or nothing
 *	0 1 7 8		the numbers of the blocks
 *
 * and what only this summary says.
 */
#define FORMAT "sheath infer 1"

enum line { LINE_KEY, LINE_HASH, LINE_FILES, LINE_ERROR, LINE_BLOCKS, N_LINES };

struct known_file {
	const char *path;
	bool hashed;
	struct hash hash;
};

struct infer_cache {
	struct run *run;
	const char *dir; /* NULL: nothing is kept */
	int file_list;	 /* the file "files", locked */
	int block_list;
	struct hash program;
	struct known_file **files;
	size_t n, room;
	struct table numbers; /* path to its number + 1 */
	struct blocks *blocks;
	size_t n_written; /* of the blocks */
	bool complained;
};

static void complain(struct infer_cache *cache)
{
	if (!cache->complained)
		diag_warning(cache->run, (struct place){ cache->dir, 0, 0 },
			     "cannot keep what was read: %s", strerror(errno));
	cache->complained = true;
}

static size_t add_file(struct infer_cache *cache, const char *path)
{
	struct arena *arena = &cache->run->arena;
	struct known_file *file = arena_new(arena, struct known_file, 1);

	if (cache->n == cache->room) {
		struct known_file **grown;

		cache->room = cache->room ? 2 * cache->room : 4096;
		grown = arena_new(arena, struct known_file *, cache->room);
		if (cache->n)
			memcpy(grown, cache->files, cache->n * sizeof(*grown));
		cache->files = grown;
	}
	file->path = path;
	cache->files[cache->n++] = file;
	table_add(arena, &cache->numbers, path, (const void *)cache->n);
	return cache->n - 1;
}

/* The text of a list; NULL if its end is missing. */
static char *read_list(struct infer_cache *cache, const char *name)
{
	size_t size;
	char *text = file_read(cache->run, file_join(cache->run, cache->dir, name), &size);

	return text && (!size || text[size - 1] == '\n') ? text : NULL;
}

static bool read_lists(struct infer_cache *cache)
{
	char *files = read_list(cache, "files"), *blocks = read_list(cache, "blocks");
	char *newline;

	if (!files || !blocks)
		return false;
	for (; (newline = strchr(files, '\n')); files = newline + 1) {
		*newline = '\0';
		add_file(cache, files);
	}
	blocks_read(cache->blocks, blocks);
	cache->n_written = cache->blocks->n;
	return true;
}

static int open_list(struct infer_cache *cache, const char *name)
{
	return open(file_join(cache->run, cache->dir, name),
		    O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
}

static void open_lists(struct infer_cache *cache)
{
	if (file_make_dirs(cache->run, cache->dir)) {
		cache->file_list = open_list(cache, "files");
		cache->block_list = open_list(cache, "blocks");
	}
}

struct infer_cache *infer_cache_open(struct run *run, const char *dir, const struct tree *tree,
				     const char *root, struct blocks *blocks)
{
	struct infer_cache *cache = arena_new(&run->arena, struct infer_cache, 1);
	const char *key = arena_printf(&run->arena, "%s\n%s\n%s", root, tree->path, tree->release);
	struct hash hash = hash_text(key, strlen(key));

	*cache = (struct infer_cache){
		.run = run, .blocks = blocks, .file_list = -1, .block_list = -1
	};
	if (!dir || !hash_file("/proc/self/exe", &cache->program))
		return cache;
	cache->dir = file_join(run, dir, arena_printf(&run->arena, "%.16s", hash.hex));
	open_lists(cache);
	if (cache->file_list < 0 || cache->block_list < 0) {
		complain(cache);
		infer_cache_close(cache);
	} else if (flock(cache->file_list, LOCK_EX | LOCK_NB)) {
		infer_cache_close(cache);
	} else if (!read_lists(cache)) {
		/* a run was ended while it wrote: numbers are not to be trusted */
		file_remove_tree(cache->dir);
		infer_cache_close(cache);
	}
	return cache;
}

void infer_cache_close(struct infer_cache *cache)
{
	if (cache->file_list >= 0)
		close(cache->file_list);
	if (cache->block_list >= 0)
		close(cache->block_list);
	cache->file_list = cache->block_list = -1;
	cache->dir = NULL;
}

static const char *entry_path(struct infer_cache *cache, const char *name)
{
	struct hash hash = hash_text(name, strlen(name));

	return file_join(cache->run, cache->dir, hash.hex);
}

static struct hash key_of(struct infer_cache *cache, const struct flags *flags)
{
	struct text text = TEXT_INIT;
	struct hash hash;

	text_printf(&text, "%s\n%s\n", FORMAT, cache->program.hex);
	for (unsigned int i = 0; i < flags->n; i++)
		text_printf(&text, "%s\n", flags->words[i]);
	hash = hash_text(text.buf, text.len);
	text_release(&text);
	return hash;
}

/* The content of a file is looked at once in a run. */
static const char *content_of(struct known_file *file)
{
	if (!file->hashed && !hash_file(file->path, &file->hash))
		file->hash = (struct hash){ "gone" };
	file->hashed = true;
	return file->hash.hex;
}

/* The contents of the files with the numbers in @line; false if there are no such numbers. */
static bool hash_numbers(struct infer_cache *cache, const char *line, struct hash *hash)
{
	struct text all = TEXT_INIT;
	bool fine = true;
	char *end;

	for (unsigned long number; fine && *line; line = end + (*end == ' ')) {
		number = strtoul(line, &end, 10);
		fine = end != line && number < cache->n;
		if (fine)
			text_add(&all, content_of(cache->files[number]));
	}
	*hash = hash_text(all.buf, all.len);
	text_release(&all);
	return fine;
}

static char *take_line(char **text)
{
	char *line = *text, *newline = strchr(line, '\n');

	if (!newline)
		return NULL;
	*newline = '\0';
	*text = newline + 1;
	return line;
}

/* Numbers of blocks, as an entry has them. */
static bool read_blocks(struct infer_cache *cache, const char *line, struct summary_parts *parts)
{
	size_t *shared, room = 1;
	char *end;

	for (const char *at = line; *at; at++)
		room += *at == ' ';
	shared = arena_new(&cache->run->arena, size_t, room);
	parts->shared = shared;
	for (parts->n = 0; *line; line = end + (*end == ' ')) {
		shared[parts->n] = strtoul(line, &end, 10);
		if (end == line || shared[parts->n++] >= cache->n_written)
			return false;
	}
	return true;
}

bool infer_cache_load(struct infer_cache *cache, const char *name, const struct flags *flags,
		      struct infer_entry *entry)
{
	struct hash contents;
	char *text, *at, *lines[N_LINES];
	size_t size;

	at = text = cache->dir ? file_read(cache->run, entry_path(cache, name), &size) : NULL;
	if (!text)
		return false;
	for (unsigned int i = 0; i < N_LINES; i++)
		if (!(lines[i] = take_line(&at)))
			return false;
	if (strcmp(lines[LINE_KEY], key_of(cache, flags).hex) ||
	    !hash_numbers(cache, lines[LINE_FILES], &contents) ||
	    strcmp(lines[LINE_HASH], contents.hex))
		return false;
	entry->error = lines[LINE_ERROR];
	entry->parts.own = at;
	entry->parts.size = size - (size_t)(at - text);
	return read_blocks(cache, lines[LINE_BLOCKS], &entry->parts);
}

static bool append(int fd, const struct text *text)
{
	return !text->len || write(fd, text->buf, text->len) == (ssize_t)text->len;
}

/* The numbers of files, those that are new added to the list. */
static bool number_files(struct infer_cache *cache, const struct paths *files, struct text *numbers)
{
	struct text added = TEXT_INIT;
	bool fine;

	for (size_t i = 0; i < files->n; i++) {
		size_t number = (size_t)table_find(&cache->numbers, files->paths[i]);

		if (!number) {
			text_printf(&added, "%s\n", files->paths[i]);
			number = 1 +
				 add_file(cache, arena_strdup(&cache->run->arena, files->paths[i]));
		}
		text_printf(numbers, "%s%zu", i ? " " : "", number - 1);
	}
	fine = append(cache->file_list, &added);
	text_release(&added);
	return fine;
}

static bool write_blocks(struct infer_cache *cache)
{
	struct text added = TEXT_INIT;
	bool fine;

	for (size_t i = cache->n_written; i < cache->blocks->n; i++)
		text_add_n(&added, cache->blocks->list[i]->text, cache->blocks->list[i]->size);
	fine = append(cache->block_list, &added);
	cache->n_written = cache->blocks->n;
	text_release(&added);
	return fine;
}

void infer_cache_store(struct infer_cache *cache, const char *name, const struct flags *flags,
		       const struct paths *files, const struct infer_entry *entry)
{
	struct text text = TEXT_INIT, numbers = TEXT_INIT;
	struct hash contents;

	if (!cache->dir)
		return;
	if (number_files(cache, files, &numbers) && write_blocks(cache) &&
	    hash_numbers(cache, numbers.buf, &contents)) {
		text_printf(&text, "%s\n%s\n%s\n%s\n", key_of(cache, flags).hex, contents.hex,
			    numbers.buf, entry->error);
		for (size_t i = 0; i < entry->parts.n; i++)
			text_printf(&text, "%s%zu", i ? " " : "", entry->parts.shared[i]);
		text_addc(&text, '\n');
		text_add_n(&text, entry->parts.own, entry->parts.size);
		if (!file_replace(cache->run, entry_path(cache, name), text.buf, text.len))
			complain(cache);
	} else {
		complain(cache);
	}
	text_release(&numbers);
	text_release(&text);
}
