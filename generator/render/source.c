// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/run.h"
#include "render/source.h"

void source_add(struct run *run, struct sources *sources, enum source_kind kind, const char *name,
		const char *path)
{
	if (sources->n == sources->room) {
		size_t room = sources->room ? 2 * sources->room : 256;
		struct source *list = arena_new(&run->arena, struct source, room);

		if (sources->n)
			memcpy(list, sources->list, sources->n * sizeof(*list));
		sources->list = list;
		sources->room = room;
	}
	sources->list[sources->n++] = (struct source){ .kind = kind, .name = name, .path = path };
}

bool source_add_dir(struct run *run, struct sources *sources, enum source_kind kind,
		    const char *shown, const char *dir)
{
	struct paths found = { 0 };

	source_add(run, sources, SOURCE_DIRECTORY, shown, dir);
	if (!file_list(run, dir, false, &found))
		return false;
	for (size_t i = 0; i < found.n; i++)
		source_add(run, sources, kind, file_join(run, shown, found.paths[i]),
			   file_join(run, dir, found.paths[i]));
	return true;
}

/* @path up to its last slash */
static char *parent(struct run *run, const char *path)
{
	const char *slash = strrchr(path, '/');

	return arena_strndup(&run->arena, path, slash ? (size_t)(slash - path) : 0);
}

void source_add_parents(struct run *run, struct sources *sources, enum source_kind kind)
{
	size_t n = sources->n;
	const char *last = "";

	for (size_t i = 0; i < n; i++) {
		const struct source *source = &sources->list[i];
		const char *dir;

		if (source->kind != kind)
			continue;
		dir = parent(run, source->path);
		if (*dir && strcmp(dir, last))
			source_add(run, sources, SOURCE_DIRECTORY, parent(run, source->name), dir);
		last = dir;
	}
}

static int by_name(const void *a, const void *b)
{
	const struct source *x = a, *y = b;
	int order = (int)x->kind - (int)y->kind;

	if (!order)
		order = strcmp(x->name, y->name);
	return order ? order : strcmp(x->path, y->path);
}

static void sort(struct sources *sources)
{
	size_t kept = 0;

	if (sources->n)
		qsort(sources->list, sources->n, sizeof(*sources->list), by_name);
	for (size_t i = 0; i < sources->n; i++)
		if (!kept || by_name(&sources->list[kept - 1], &sources->list[i]))
			sources->list[kept++] = sources->list[i];
	sources->n = kept;
}

/* Of sorted sources; NULL if there is none. */
static const struct source *source_find(const struct sources *sources, enum source_kind kind,
					const char *name, const char *path)
{
	struct source key = { .kind = kind, .name = name, .path = path };

	return sources->n ? bsearch(&key, sources->list, sources->n, sizeof(key), by_name) : NULL;
}

static bool has_state(const struct source *source, const struct stat *st)
{
	return source->size == st->st_size && source->mtime == file_mtime(st);
}

/* Programs are large, and never change without their time. */
static bool is_hashed(const struct source *source)
{
	return source->kind != SOURCE_PROGRAM;
}

static bool hash_one(struct source *source, const struct sources *known)
{
	const struct source *old =
		known ? source_find(known, source->kind, source->name, source->path) : NULL;
	struct stat st;

	if (stat(source->path, &st))
		return false;
	source->size = st.st_size;
	source->mtime = file_mtime(&st);
	if (!is_hashed(source)) {
		source->hash = hash_text("", 0);
		return true;
	}
	if (old && has_state(old, &st)) {
		source->hash = old->hash;
		return true;
	}
	return hash_file(source->path, &source->hash);
}

bool sources_hash(struct run *run, struct sources *sources, const struct sources *known)
{
	sort(sources);
	for (size_t i = 0; i < sources->n; i++) {
		struct source *source = &sources->list[i];

		if (hash_one(source, known))
			continue;
		diag_error(run, EXIT_SYSTEM, (struct place){ source->path, 0, 0 },
			   "cannot read: %s", strerror(errno));
		return false;
	}
	return true;
}

bool source_is_same(const struct source *source)
{
	struct hash now;
	struct stat st;

	if (stat(source->path, &st))
		return false;
	if (has_state(source, &st))
		return true;
	return is_hashed(source) && hash_file(source->path, &now) && hash_same(&now, &source->hash);
}
