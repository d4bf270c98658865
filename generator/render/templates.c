// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The template directories: which files there are, read and parsed when asked for. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "render/node.h"

struct template_file {
	const char *name;	   /* "tests/Kbuild.in" */
	const char *file;	   /* "templates/tests/Kbuild.in": for messages */
	const char *path;	   /* to open */
	struct template *template; /* NULL: not yet asked for */
};

struct templates {
	struct template_file *files; /* sorted by name once all are known */
	unsigned int n, room;
	const char **names;
};

static void file_add(struct run *run, struct templates *templates, const struct template_file *file)
{
	for (unsigned int i = 0; i < templates->n; i++) {
		if (!strcmp(templates->files[i].name, file->name)) {
			templates->files[i] = *file;
			return;
		}
	}
	if (templates->n == templates->room) {
		struct template_file *old = templates->files;

		templates->room = templates->room ? templates->room * 2 : 64;
		templates->files = arena_new(&run->arena, struct template_file, templates->room);
		if (templates->n)
			memcpy(templates->files, old, templates->n * sizeof(*old));
	}
	templates->files[templates->n++] = *file;
}

/* "path/to/templates/" is shown as "templates". */
static const char *shown_dir(struct run *run, const char *dir)
{
	size_t end = strlen(dir), start;

	while (end > 1 && dir[end - 1] == '/')
		end--;
	for (start = end; start && dir[start - 1] != '/'; start--)
		;
	return arena_strndup(&run->arena, dir + start, end - start);
}

/* Files of @dir/@below. */
static bool read_dir(struct run *run, struct templates *templates, const char *dir,
		     const char *below)
{
	const char *path = arena_printf(&run->arena, "%s/%s", dir, below);
	struct arena *arena = &run->arena;
	const struct dirent *entry;
	DIR *stream = opendir(path);

	if (!stream) {
		if (*below)
			return true;
		diag_error(run, EXIT_USAGE, NOWHERE, "%s: %s", dir, strerror(errno));
		return false;
	}
	while ((entry = readdir(stream))) {
		struct template_file file = { .name = NULL };

		if (entry->d_name[0] == '.' || entry->d_type == DT_DIR)
			continue;
		file.name = arena_printf(arena, "%s%s", below, entry->d_name);
		file.file = arena_printf(arena, "%s/%s", shown_dir(run, dir), file.name);
		file.path = arena_printf(arena, "%s/%s", dir, file.name);
		file_add(run, templates, &file);
	}
	closedir(stream);
	return true;
}

static int file_compare(const void *a, const void *b)
{
	return strcmp(((const struct template_file *)a)->name,
		      ((const struct template_file *)b)->name);
}

struct templates *templates_open(struct run *run, const char *const *dirs, unsigned int n_dirs)
{
	struct templates *templates = arena_new(&run->arena, struct templates, 1);

	for (unsigned int i = 0; i < n_dirs; i++)
		if (!read_dir(run, templates, dirs[i], "") ||
		    !read_dir(run, templates, dirs[i], "merged/") ||
		    !read_dir(run, templates, dirs[i], "tests/"))
			return NULL;
	if (templates->n)
		qsort(templates->files, templates->n, sizeof(*templates->files), file_compare);
	templates->names = arena_new(&run->arena, const char *, templates->n + 1);
	for (unsigned int i = 0; i < templates->n; i++)
		templates->names[i] = templates->files[i].name;
	return templates;
}

const char *const *templates_names(const struct templates *templates, unsigned int *n)
{
	*n = templates->n;
	return templates->names;
}

static struct template_file *file_find(const struct templates *templates, const char *name)
{
	struct template_file key = { .name = name };

	if (!templates->n)
		return NULL;
	return bsearch(&key, templates->files, templates->n, sizeof(key), file_compare);
}

bool templates_has(const struct templates *templates, const char *name)
{
	return file_find(templates, name);
}

static const char *read_text(struct run *run, const struct template_file *file)
{
	FILE *stream = fopen(file->path, "r");
	struct text text = TEXT_INIT;
	const char *result = NULL;
	char buf[4096];
	size_t n;

	while (stream && (n = fread(buf, 1, sizeof(buf), stream)))
		text_add_n(&text, buf, n);
	if (!stream || ferror(stream))
		diag_error(run, EXIT_SYSTEM, (struct place){ file->file, 0, 0 }, "%s",
			   strerror(errno));
	else if (strlen(text.buf) != text.len)
		diag_error(run, EXIT_CONTRACT, (struct place){ file->file, 0, 0 },
			   "not a text: there is a NUL in it");
	else
		result = arena_strndup(&run->arena, text.buf, text.len);
	if (stream)
		fclose(stream);
	text_release(&text);
	return result;
}

const char *templates_text(struct run *run, struct templates *templates, const char *name)
{
	const struct template_file *file = file_find(templates, name);

	return file ? read_text(run, file) : NULL;
}

struct template *templates_find(struct run *run, struct templates *templates, const char *name)
{
	struct template_file *file = file_find(templates, name);
	struct template *template;
	const char *text;

	if (!file || file->template)
		return file ? file->template : NULL;
	text = read_text(run, file);
	if (!text)
		return NULL;
	template = arena_new(&run->arena, struct template, 1);
	template->name = file->name;
	template->file = file->file;
	file->template = template;
	template_parse(run, templates, template, text);
	return template;
}
