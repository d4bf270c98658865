// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <dirent.h>
#include <fnmatch.h>
#include <glob.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/run.h"
#include "base/suggest.h"
#include "input/files.h"
#include "input/ptrmap.h"

struct files {
	struct run *run;
	const struct input_options *options;
	const char **dirs; /* the include path, in its order */
	unsigned int n_dirs;
	struct table selected; /* name -> its struct input_header */
	struct table parts;    /* names of headers that only others include */
	struct table entered;  /* by name */
	int n_others;	       /* files that speak for themselves without being selected */
	struct ptrmap by_handle;
	CXFile last_handle; /* neighbours in a parse are mostly of the same file */
	const struct file *last;
};

struct files *files_new(struct run *run, const struct input_options *options,
			const struct flags *flags)
{
	struct files *files = arena_new(&run->arena, struct files, 1);

	files->run = run;
	files->options = options;
	table_reserve(&run->arena, &files->selected, options->n_headers);
	for (unsigned int i = 0; i < options->n_headers; i++)
		table_add(&run->arena, &files->selected, options->headers[i].name,
			  &options->headers[i]);
	files->dirs = arena_new(&run->arena, const char *, flags->n);
	for (unsigned int i = 0; i < flags->n; i++) {
		const char *word = flags->words[i];

		if (!strncmp(word, "-I", 2))
			files->dirs[files->n_dirs++] = word + 2;
		else if (!strcmp(word, "-isystem") && i + 1 < flags->n)
			files->dirs[files->n_dirs++] = flags->words[++i];
	}
	return files;
}

const char *files_find(struct files *files, const char *name)
{
	for (unsigned int i = 0; i < files->n_dirs; i++) {
		const char *path = arena_printf(&files->run->arena, "%s/%s", files->dirs[i], name);

		if (!access(path, R_OK))
			return path;
	}
	return NULL;
}

/* Adds "linux/x.h" for each header in @dir, which is where "linux/" leads. */
static void add_names(struct files *files, const char *dir, const char *prefix, int prefix_len,
		      struct paths *names)
{
	DIR *handle = opendir(dir);
	struct dirent *entry;

	if (!handle)
		return;
	while ((entry = readdir(handle)))
		if (!fnmatch("*.h", entry->d_name, 0))
			paths_add(files->run, names,
				  arena_printf(&files->run->arena, "%.*s%s", prefix_len, prefix,
					       entry->d_name));
	closedir(handle);
}

const char *files_suggest(struct files *files, const char *name)
{
	const char *slash = strrchr(name, '/');
	int prefix = slash ? (int)(slash - name) + 1 : 0;
	struct paths names = { 0 };

	for (unsigned int i = 0; i < files->n_dirs; i++)
		add_names(files,
			  arena_printf(&files->run->arena, "%s/%.*s", files->dirs[i], prefix, name),
			  name, prefix, &names);
	paths_sort(&names);
	return suggest(name, names.paths, names.n);
}

static bool is_glob(const char *pattern)
{
	return strpbrk(pattern, "*?[");
}

static bool has_name(const char *const *names, unsigned int n, const char *name)
{
	for (unsigned int i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

const char **files_glob(struct files *files, const char *pattern, unsigned int *n)
{
	struct arena *arena = &files->run->arena;
	glob_t found = { 0 };
	const char **names;
	int flags = 0;

	*n = 0;
	if (!is_glob(pattern)) {
		names = arena_new(arena, const char *, 1);
		names[(*n)++] = pattern;
		return names;
	}
	for (unsigned int i = 0; i < files->n_dirs; i++) {
		if (!glob(arena_printf(arena, "%s/%s", files->dirs[i], pattern), flags, NULL,
			  &found))
			flags |= GLOB_APPEND;
	}
	names = arena_new(arena, const char *, found.gl_pathc + 1);
	for (unsigned int dir = 0; flags && dir < files->n_dirs; dir++) {
		size_t len = strlen(files->dirs[dir]);

		for (size_t i = 0; i < found.gl_pathc; i++) {
			const char *path = found.gl_pathv[i];

			if (strncmp(path, files->dirs[dir], len) || path[len] != '/' ||
			    has_name(names, *n, path + len + 1) ||
			    fnmatch(pattern, path + len + 1, FNM_PATHNAME))
				continue;
			names[(*n)++] = arena_strdup(arena, path + len + 1);
		}
	}
	globfree(&found);
	return names;
}

/* As the file is included: by the longest directory of the include path that it is below. */
static const char *include_name(const struct files *files, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t longest = 0;

	for (unsigned int i = 0; i < files->n_dirs; i++) {
		size_t len = strlen(files->dirs[i]);

		if (len > longest && !strncmp(path, files->dirs[i], len) && path[len] == '/') {
			longest = len;
			name = path + len + 1;
		}
	}
	return run_intern(files->run, name);
}

static bool speaks_for(const struct input_header *header, const char *name)
{
	for (unsigned int i = 0; i < header->n_also; i++)
		if (!fnmatch(header->also[i], name, FNM_PATHNAME))
			return true;
	return false;
}

/* A header speaks for itself; only then those that name it are asked. */
static int speaker(const struct files *files, const char *name)
{
	const struct input_options *options = files->options;
	const struct input_header *selected = table_find(&files->selected, name);

	if (selected)
		return (int)(selected - options->headers);
	for (unsigned int i = 0; i < options->n_headers; i++)
		if (speaks_for(&options->headers[i], name))
			return (int)i;
	return -1;
}

void files_add_part(struct files *files, const char *name)
{
	table_add(&files->run->arena, &files->parts, name, name);
}

/* Where all headers are read, others than selected ones belong to a selected one. */
static const struct input_header *owner(const struct files *files, const char *name)
{
	static const char *const below[] = { "asm/", "asm-generic/", "uapi/linux/" };

	for (size_t i = 0; i < sizeof(below) / sizeof(*below); i++) {
		size_t len = strlen(below[i]);
		const char *twin;

		if (strncmp(name, below[i], len))
			continue;
		twin = arena_printf(&files->run->arena, "linux/%s", name + len);
		return table_find(&files->parts, twin) ? NULL : table_find(&files->selected, twin);
	}
	return NULL;
}

/* Was the file really entered by way of @header, which nobody looked after? */
static bool led_by(const struct input_header *header, const struct file *includer)
{
	while (includer && strcmp(includer->name, header->name))
		includer = includer->includer;
	return includer || !header->other;
}

static void find_owner(struct files *files, struct file *file, const struct file *includer)
{
	const struct input_options *options = files->options;
	const struct input_header *twin;
	int i = -1;

	if (!table_find(&files->parts, file->name))
		i = speaker(files, file->name);
	twin = i < 0 ? owner(files, file->name) : NULL;
	if (twin && led_by(twin, includer))
		i = (int)(twin - options->headers);
	else if (i < 0 && includer)
		i = includer->speaker;
	file->speaker = i;
	file->header = i < 0 ? NULL : options->headers[i].name;
	file->includer = includer;
}

/* In a survey, whatever is found on the include path speaks for itself. */
static void find_speaker(struct files *files, struct file *file)
{
	const struct input_options *options = files->options;

	file->speaker = speaker(files, file->name);
	if (file->speaker >= 0) {
		file->header = options->headers[file->speaker].name;
	} else if (options->survey && strchr(file->name, '/')) {
		file->speaker = (int)options->n_headers + files->n_others++;
		file->header = file->name;
	}
}

static struct file *file_new(struct files *files, const struct libclang *clang, CXFile handle)
{
	struct file *file = arena_new(&files->run->arena, struct file, 1);

	file->path = libclang_string(files->run, clang, clang->getFileName(handle));
	if (!file->path)
		file->path = "";
	file->name = include_name(files, file->path);
	return file;
}

const struct file *files_get(struct files *files, const struct libclang *clang, CXFile handle)
{
	void **known;

	if (!handle)
		return NULL;
	if (handle == files->last_handle)
		return files->last;
	known = ptrmap_at(&files->run->arena, &files->by_handle, handle);
	if (!*known) {
		struct file *file = file_new(files, clang, handle);

		if (files->options->all)
			find_owner(files, file, NULL);
		else
			find_speaker(files, file);
		*known = file;
	}
	files->last_handle = handle;
	files->last = *known;
	return files->last;
}

void files_enter(struct files *files, const struct libclang *clang, CXFile handle,
		 CXSourceLocation from)
{
	void **known = ptrmap_at(&files->run->arena, &files->by_handle, handle);
	struct file *file = *known;
	const struct file *includer;

	includer = files_locate(files, clang, from, NULL);
	if (file) {
		file->again = includer;
		return;
	}
	file = file_new(files, clang, handle);
	/* the map may have grown */
	*ptrmap_at(&files->run->arena, &files->by_handle, handle) = file;
	find_owner(files, file, includer);
	table_add(&files->run->arena, &files->entered, file->name, file);
	file->order = (unsigned int)files->entered.n;
}

const struct file *files_entered(const struct files *files, const char *name)
{
	return table_find(&files->entered, name);
}

bool file_came_with(const struct file *file, const char *path)
{
	while (file && strcmp(file->path, path))
		file = file->includer;
	return file;
}

const struct file *files_locate(struct files *files, const struct libclang *clang,
				CXSourceLocation location, struct place *place)
{
	const struct file *file;
	unsigned int line, column;
	CXFile handle;

	clang->getExpansionLocation(location, &handle, place ? &line : NULL, place ? &column : NULL,
				    NULL);
	file = files_get(files, clang, handle);
	if (place && file)
		*place = (struct place){ file->name, line, column };
	else if (place)
		*place = NOWHERE;
	return file;
}
