// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/run.h"
#include "infer/makefile.h"
#include "infer/sources.h"
#include "input/kbuild.h"
#include "input/tree.h"
#include "input/words.h"

#define BLANK " \t\n"

/* The walk down a source tree. */
struct descent {
	struct run *run;
	const struct tree *tree;
	const struct paths *only;
	struct table config; /* option to struct make_variable */
	struct table seen;   /* names of files and directories */
	struct sources *sources;
};

/* One directory. */
struct directory {
	const char *path;  /* below the root; "" is the root */
	bool built_in;	   /* part of the kernel, not just of modules */
	const char *flags; /* subdir-ccflags-y of it and of those above */
	struct makefile mk;
};

static void visit(struct descent *d, const char *path, bool built_in, const char *flags);

/* --- configuration --- */

static bool read_config(struct descent *d)
{
	struct run *run = d->run;
	size_t size;
	char *text = (char *)tree_config(run, d->tree->path, &size);

	if (!text) {
		diag_error(run, EXIT_KERNEL, (struct place){ d->tree->path, 0, 0 },
			   "has no include/config/auto.conf: %s", strerror(errno));
		return false;
	}
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		char *equals = strchr(line, '=');
		struct make_variable *variable;

		if (!equals || *line == '#')
			continue;
		*equals = '\0';
		variable = arena_new(&run->arena, struct make_variable, 1);
		*variable = (struct make_variable){ equals + 1, true };
		table_add(&run->arena, &d->config, line, variable);
	}
	return true;
}

/* --- what is asked for --- */

static bool is_wanted(const struct descent *d, const char *name)
{
	for (size_t i = 0; i < d->only->n; i++)
		if (!strcmp(name, d->only->paths[i]) || file_below(name, d->only->paths[i]))
			return true;
	return !d->only->n;
}

/* Can there be something below a directory that is asked for? */
static bool leads_to_wanted(const struct descent *d, const char *dir)
{
	if (!*dir || is_wanted(d, dir))
		return true;
	for (size_t i = 0; i < d->only->n; i++)
		if (file_below(d->only->paths[i], dir))
			return true;
	return false;
}

/* --- a file --- */

static const char *below(struct descent *d, const char *dir, const char *name)
{
	const char *path = *dir ? arena_printf(&d->run->arena, "%s/%s", dir, name) : name;
	const char *full, *real;

	if (!strstr(path, "./"))
		return path;
	full = file_join(d->run, d->sources->root, path);
	real = file_real(d->run, full);
	real = real ? file_below(real, d->sources->root) : NULL;
	return real ? real : path;
}

void sources_add(struct run *run, struct sources *sources, struct source *source)
{
	if (sources->n == sources->room) {
		struct source **grown;

		sources->room = sources->room ? 2 * sources->room : 1024;
		grown = arena_new(&run->arena, struct source *, sources->room);
		if (sources->n)
			memcpy(grown, sources->list, sources->n * sizeof(*grown));
		sources->list = grown;
	}
	sources->list[sources->n++] = source;
}

struct sources_count sources_count(const struct sources *sources)
{
	struct sources_count count = { 0 };

	for (size_t i = 0; i < sources->n; i++) {
		const struct paths *headers = sources->list[i]->headers;

		if (headers) {
			count.headers += headers->n;
			count.parts++;
		}
	}
	count.files = sources->n - count.parts;
	return count;
}

/* What the makefile says of flags for the directory and for @object. */
static struct flags own_flags(struct descent *d, struct directory *dir, const char *object)
{
	struct run *run = d->run;
	const char *variable = arena_printf(&run->arena, "CFLAGS_%s", object);
	const char *text = arena_printf(
		&run->arena, "%s %s %s %s", dir->flags, makefile_value(&dir->mk, "ccflags-y"),
		makefile_value(&dir->mk, "EXTRA_CFLAGS"), makefile_value(&dir->mk, variable));
	struct words words = words_split(run, text, strlen(text));
	struct flags flags;

	kbuild_keep(run, &words, 0, words.n, d->sources->root, &flags);
	return flags;
}

/* @object: of the directory, with its suffix; @whole: what it is linked into, without. */
static void visit_object(struct descent *d, struct directory *dir, const char *object,
			 const char *whole, bool module)
{
	struct run *run = d->run;
	size_t n = strlen(object);
	struct source *source;
	const char *name;

	if (n < 3 || strcmp(object + n - 2, ".o"))
		return;
	name = below(d, dir->path, arena_printf(&run->arena, "%.*s.c", (int)n - 2, object));
	if (!is_wanted(d, name) || access(file_join(run, d->sources->root, name), R_OK) ||
	    !table_add(&run->arena, &d->seen, name, name))
		return;
	source = arena_new(&run->arena, struct source, 1);
	*source = (struct source){ name, whole, module, own_flags(d, dir, object), NULL };
	sources_add(run, d->sources, source);
}

/* --- a directory --- */

/* The objects that @stem is made of; "" if it is one by itself. */
static const char *parts_of(struct descent *d, struct directory *dir, const char *stem, bool module)
{
	static const char *const suffixes[] = { "-objs", "-y", "-m" };
	const char *parts = "";

	for (unsigned int i = 0; i < 2U + module; i++) {
		const char *name = arena_printf(&d->run->arena, "%s%s", stem, suffixes[i]);
		const char *value = makefile_value(&dir->mk, name);

		if (value[strspn(value, BLANK)])
			parts = arena_printf(&d->run->arena, "%s %s", parts, value);
	}
	return parts;
}

static const char *take_word(struct descent *d, const char **at)
{
	const char *word = *at + strspn(*at, BLANK);
	size_t n = strcspn(word, BLANK);

	*at = word + n;
	return n ? arena_strndup(&d->run->arena, word, n) : NULL;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void visit_whole(struct descent *d, struct directory *dir, const char *object, bool module)
{
	struct run *run = d->run;
	size_t n = strlen(object);
	const char *stem = arena_strndup(&run->arena, object, n > 2 ? n - 2 : n);
	const char *parts = parts_of(d, dir, stem, module);
	const char *part;

	if (!*parts)
		visit_object(d, dir, object, base_name(stem), module);
	while ((part = take_word(d, &parts)))
		visit_object(d, dir, part, base_name(stem), module);
}

/* All that a variable lists: objects, and directories to go on in. */
static void visit_list(struct descent *d, struct directory *dir, const char *variable, bool module)
{
	const char *list = makefile_value(&dir->mk, variable);
	const char *word;

	while ((word = take_word(d, &list))) {
		size_t n = strlen(word);

		if (word[n - 1] == '/')
			visit(d, below(d, dir->path, arena_strndup(&d->run->arena, word, n - 1)),
			      dir->built_in && !module, dir->flags);
		else if (module || dir->built_in)
			visit_whole(d, dir, word, module);
	}
}

static void set_variables(struct descent *d, struct directory *dir)
{
	const struct arch *arch = arch_find(d->tree->arch);
	const char *path = *dir->path ? dir->path : ".";
	const struct {
		const char *name, *value;
	} variables[] = {
		{ "obj", path },
		{ "src", path },
		{ "srctree", d->sources->root },
		{ "srcroot", d->sources->root },
		{ "objtree", d->tree->path },
		{ "KERNELRELEASE", d->tree->release },
		{ "SRCARCH", arch->kbuild },
		{ "ARCH", arch->kbuild },
		{ "BITS", "64" },
	};

	dir->mk = (struct makefile){ .run = d->run, .root = d->sources->root };
	dir->mk.given = &d->config;
	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
		makefile_set(&dir->mk, variables[i].name, variables[i].value);
}

/* Reads the directory's Kbuild, or else its Makefile. */
static bool read_makefile(struct descent *d, struct directory *dir)
{
	const char *full = file_join(d->run, d->sources->root, dir->path);

	set_variables(d, dir);
	return makefile_read(&dir->mk, file_join(d->run, full, "Kbuild")) ||
	       makefile_read(&dir->mk, file_join(d->run, full, "Makefile"));
}

static void visit(struct descent *d, const char *path, bool built_in, const char *flags)
{
	struct directory dir = { .path = path, .built_in = built_in, .flags = flags };

	path = arena_printf(&d->run->arena, "%s/", path);
	if (!leads_to_wanted(d, dir.path) || !table_add(&d->run->arena, &d->seen, path, path) ||
	    !read_makefile(d, &dir))
		return;
	dir.flags = arena_printf(&d->run->arena, "%s %s", flags,
				 makefile_value(&dir.mk, "subdir-ccflags-y"));
	visit_list(d, &dir, "obj-y", false);
	visit_list(d, &dir, "lib-y", false);
	visit_list(d, &dir, "obj-m", true);
	visit_list(d, &dir, "lib-m", true);
}

/* What the makefile of the architecture adds to the kernel's own list of directories. */
static void visit_arch(struct descent *d)
{
	const char *arch =
		arena_printf(&d->run->arena, "arch/%s", arch_find(d->tree->arch)->kbuild);
	struct directory dir = { .path = "", .built_in = true, .flags = "" };

	set_variables(d, &dir);
	makefile_set(&dir.mk, "libs-y", "lib/"); /* as the uppermost makefile begins */
	if (!makefile_read(&dir.mk, file_join(d->run, file_join(d->run, d->sources->root, arch),
					      "Makefile")))
		return;
	visit(d, arch, true, "");
	visit_list(d, &dir, "core-y", false);
	visit_list(d, &dir, "drivers-y", false);
	visit_list(d, &dir, "libs-y", false);
}

static int compare_sources(const void *a, const void *b)
{
	return strcmp((*(struct source *const *)a)->name, (*(struct source *const *)b)->name);
}

bool sources_find(struct run *run, const struct tree *tree, const char *root,
		  const struct paths *only, struct sources *sources)
{
	struct descent d = { .run = run, .tree = tree, .only = only, .sources = sources };

	*sources = (struct sources){ .root = file_real(run, root) };
	if (!sources->root || !file_is_directory(sources->root)) {
		diag_error(run, EXIT_USAGE, (struct place){ root, 0, 0 }, "no such directory");
		return false;
	}
	if (!read_config(&d))
		return false;
	visit(&d, "", true, "");
	visit_arch(&d);
	if (sources->n)
		qsort(sources->list, sources->n, sizeof(struct source *), compare_sources);
	return true;
}
