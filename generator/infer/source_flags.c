// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "infer/sources.h"
#include "input/tree.h"

/* Words that Kbuild writes for one file: what they say of another is left out. */
static const char *const of_one_file[] = {
	"-DMODULE",	     "-DKBUILD_BASENAME=",  "-DKBUILD_MODNAME=",
	"-DKBUILD_MODFILE=", "-D__KBUILD_MODNAME=",
};

static bool is_of_one_file(const char *word)
{
	for (size_t i = 0; i < sizeof(of_one_file) / sizeof(*of_one_file); i++)
		if (!strncmp(word, of_one_file[i], strlen(of_one_file[i])))
			return true;
	return false;
}

/*
 * The source tree's directory that corresponds to one of the kernel tree's, so that includes that go up
 * and down from there find files that only a source tree has; NULL if there is none.
 */
static const char *counterpart(struct run *run, const struct tree *tree, const char *root,
			       const char *word)
{
	const char *arch = arch_find(tree->arch)->kbuild;
	const char *const dirs[] = {
		arena_printf(&run->arena, "/arch/%s/include/uapi", arch),
		arena_printf(&run->arena, "/arch/%s/include", arch),
		"/include/uapi",
		"/include",
	};

	if (strncmp(word, "-I", 2))
		return NULL;
	for (size_t i = 0; i < sizeof(dirs) / sizeof(*dirs); i++) {
		const char *full;

		if (!text_ends(word, dirs[i]))
			continue;
		full = arena_printf(&run->arena, "%s%s", root, dirs[i]);
		return file_is_directory(full) ? full : NULL;
	}
	return NULL;
}

static void add(struct flags *flags, const char *word)
{
	flags->words[flags->n++] = word;
}

static bool has(const struct flags *flags, const char *word)
{
	for (unsigned int i = 0; i < flags->n; i++)
		if (!strcmp(flags->words[i], word))
			return true;
	return false;
}

struct flags sources_base_flags(struct run *run, const struct tree *tree, const char *root,
				const struct flags *kbuild)
{
	struct flags flags = { arena_new(&run->arena, const char *, 2 * kbuild->n + 4), 0 };

	for (unsigned int i = 0; i < kbuild->n; i++) {
		const char *word = kbuild->words[i];
		const char *dir = counterpart(run, tree, root, word);
		const char *before = dir ? arena_printf(&run->arena, "-I%s", dir) : NULL;

		if (is_of_one_file(word))
			continue;
		if (before && !has(&flags, before))
			add(&flags, before);
		add(&flags, word);
	}
	return flags;
}

/* A name as an identifier, as Kbuild makes one. */
static const char *fix_name(struct run *run, const char *name)
{
	char *fixed = arena_strdup(&run->arena, name);

	for (char *at = fixed; *at; at++)
		if (*at == '-' || *at == ',')
			*at = '_';
	return fixed;
}

static size_t base_length(const char *file)
{
	const char *dot = strrchr(file, '.');

	return dot ? (size_t)(dot - file) : strlen(file);
}

static void add_names(struct run *run, struct flags *flags, const struct source *source)
{
	const char *slash = strrchr(source->name, '/');
	const char *file = slash ? slash + 1 : source->name;
	int dir = slash ? (int)(slash + 1 - source->name) : 0;
	const char *object = fix_name(run, source->object);

	if (source->module)
		add(flags, "-DMODULE");
	add(flags, arena_printf(&run->arena, "-DKBUILD_MODFILE=\"%.*s%s\"", dir, source->name,
				source->object));
	add(flags,
	    arena_printf(&run->arena, "-DKBUILD_BASENAME=\"%s\"",
			 fix_name(run, arena_strndup(&run->arena, file, base_length(file)))));
	add(flags, arena_printf(&run->arena, "-DKBUILD_MODNAME=\"%s\"", object));
	add(flags, arena_printf(&run->arena, "-D__KBUILD_MODNAME=%s", object));
}

struct flags source_flags(struct run *run, const struct source *source, const struct flags *base)
{
	struct flags flags = { arena_new(&run->arena, const char *, base->n + source->flags.n + 16),
			       0 };

	for (unsigned int i = 0; i < base->n; i++)
		add(&flags, base->words[i]);
	for (unsigned int i = 0; i < source->flags.n; i++)
		add(&flags, source->flags.words[i]);
	add_names(run, &flags, source);
	return flags;
}

struct flags source_key(struct run *run, const struct source *source, const struct flags *base,
			const char *stated)
{
	struct flags flags = source_flags(run, source, base), key;
	size_t n = source->headers ? source->headers->n : 0;

	key.words = arena_new(&run->arena, const char *, flags.n + n + 1);
	memcpy(key.words, flags.words, flags.n * sizeof(*key.words));
	key.n = flags.n;
	add(&key, stated);
	for (size_t i = 0; i < n; i++)
		add(&key, source->headers->paths[i]);
	return key;
}
