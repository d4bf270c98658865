// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/run.h"
#include "base/text.h"
#include "input/flag_cache.h"
#include "input/tree.h"

/* Changes with what the lines of an entry mean, or with which flags are kept. */
#define FORMAT "sheath flags 1"

/*
 * An entry is FORMAT, the compiler, its size and time of change, and the
 * flags, a line each.
 */
enum line { LINE_FORMAT, LINE_COMPILER, LINE_STATE, LINE_FLAGS };

struct flag_cache {
	const char *dir; /* NULL: nothing is kept */
	const char *path;
};

/* Settings that Kbuild takes from the environment. */
static const char *const settings[] = { "CROSS_COMPILE", "LLVM", "KCFLAGS", "KCPPFLAGS" };

struct flag_cache *flag_cache_open(struct run *run, const struct tree *tree, const char *cache)
{
	struct flag_cache *entry = arena_new(&run->arena, struct flag_cache, 1);
	struct text key = TEXT_INIT;
	struct hash hash;
	size_t size;
	const char *config;

	if (!cache || !*cache)
		return entry;
	config = tree_config(run, tree->path, &size);
	text_printf(&key, "%s\n%s\n%s\n%s\n", tree->path, tree->release, tree->arch,
		    tree->compiler);
	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		const char *value = getenv(settings[i]);

		text_printf(&key, "%s\n", value ? value : "");
	}
	if (config)
		text_add_n(&key, config, size);
	hash = hash_text(key.buf, key.len);
	text_release(&key);
	entry->dir = cache;
	entry->path = file_join(run, cache, arena_printf(&run->arena, "flags-%.16s", hash.hex));
	return entry;
}

/* Where a program that is called by name is found. NULL: nowhere. */
static const char *find_program(struct run *run, const char *name)
{
	const char *path = getenv("PATH");

	if (strchr(name, '/'))
		return access(name, X_OK) ? NULL : name;
	while (path && *path) {
		size_t len = strcspn(path, ":");
		const char *full = arena_printf(&run->arena, "%.*s/%s", (int)len, path, name);

		if (len && !access(full, X_OK))
			return full;
		path += len + (path[len] == ':');
	}
	return NULL;
}

/* "SIZE TIME" of a program; NULL if there is none. */
static const char *program_state(struct run *run, const char *name)
{
	const char *path = find_program(run, name);
	struct stat st;

	if (!path || stat(path, &st))
		return NULL;
	return arena_printf(&run->arena, "%s %lld %lld", path, (long long)st.st_size,
			    (long long)file_mtime(&st));
}

static bool same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

/* Cuts @text into its lines, each of which must have an end. */
static const char **lines_of(struct run *run, char *text, size_t size, unsigned int *n)
{
	const char **lines = arena_new(&run->arena, const char *, size + 1);
	char *newline;

	for (*n = 0; (newline = strchr(text, '\n')); text = newline + 1) {
		*newline = '\0';
		lines[(*n)++] = text;
	}
	return lines;
}

/* Do the paths in the flags still exist? */
static bool paths_exist(const struct flags *flags)
{
	for (unsigned int i = 0; i < flags->n; i++) {
		const char *word = flags->words[i];

		if (!strncmp(word, "-I", 2))
			word += 2;
		if (*word == '/' && access(word, F_OK))
			return false;
	}
	return true;
}

bool flag_cache_load(struct run *run, struct flag_cache *entry, struct flags *flags)
{
	const char **lines;
	unsigned int n;
	size_t size;
	char *text;

	if (!entry->path)
		return false;
	text = file_read(run, entry->path, &size);
	if (!text)
		return false;
	lines = lines_of(run, text, size, &n);
	/* the last line says that nothing is missing */
	if (n <= LINE_FLAGS || strcmp(lines[LINE_FORMAT], FORMAT) || strcmp(lines[n - 1], "end"))
		return false;
	if (!same(program_state(run, lines[LINE_COMPILER]), lines[LINE_STATE]))
		return false;
	*flags = (struct flags){ lines + LINE_FLAGS, n - 1 - LINE_FLAGS };
	return paths_exist(flags);
}

void flag_cache_store(struct run *run, struct flag_cache *entry, const struct flags *flags,
		      const char *compiler)
{
	const char *state = program_state(run, compiler);
	struct text text = TEXT_INIT;
	bool writable = true;

	if (!entry->path || !state)
		return;
	text_printf(&text, "%s\n%s\n%s\n", FORMAT, compiler, state);
	for (unsigned int i = 0; i < flags->n; i++) {
		text_printf(&text, "%s\n", flags->words[i]);
		writable &= !strchr(flags->words[i], '\n');
	}
	text_add(&text, "end\n");
	if (writable && (!file_make_dirs(run, entry->dir) ||
			 !file_replace(run, entry->path, text.buf, text.len)))
		diag_warning(run, NOWHERE, "cannot keep the flags of this kernel in %s: %s",
			     entry->dir, strerror(errno));
	text_release(&text);
}
