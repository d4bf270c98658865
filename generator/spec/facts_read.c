// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "spec/facts_read.h"

#define SUBDIR "facts"

/* A file, and until it is chosen only what its first lines say. */
struct facts_file {
	const char *name; /* for complaints: "contracts/facts/7.3.4.facts" */
	const char *text;
	size_t size;
};

/* Up to the first line that is no comment. */
static size_t header_size(const char *text)
{
	const char *s = text;

	while (*s == '#' && strchr(s, '\n'))
		s = strchr(s, '\n') + 1;
	return s + strcspn(s, "\n") - text;
}

static bool is_facts(const char *name)
{
	size_t len = strlen(name), suffix = strlen(FACTS_SUFFIX);

	return len > suffix && !strcmp(name + len - suffix, FACTS_SUFFIX);
}

/* NULL after an error. */
static struct inferred_list *peek(struct run *run, const char *dir, const char *path,
				  struct facts_file *file)
{
	const char *slash = strrchr(dir, '/');

	file->name = arena_printf(&run->arena, "%s/" SUBDIR "/%s", slash ? slash + 1 : dir, path);
	file->text = file_read(run, arena_printf(&run->arena, "%s/" SUBDIR "/%s", dir, path),
			       &file->size);
	if (file->text)
		return inferred_read(run, file->name, file->text, header_size(file->text));
	diag_error(run, EXIT_CONTRACT, (struct place){ file->name, 0, 0 }, "%s", strerror(errno));
	return NULL;
}

/* Adds the nearest file of one directory. */
static bool read_dir(struct run *run, const char *dir, const char *release, const char *arch,
		     struct inferences *inferences)
{
	struct paths names = { 0 };
	struct inferred_list **headers;
	struct facts_file *files;
	const struct inferred_list *nearest;
	unsigned int n = 0, i = 0;

	if (!file_list(run, file_join(run, dir, SUBDIR), false, &names))
		return errno == ENOENT;
	headers = arena_new(&run->arena, struct inferred_list *, names.n);
	files = arena_new(&run->arena, struct facts_file, names.n);
	for (size_t j = 0; j < names.n; j++) {
		if (!is_facts(names.paths[j]))
			continue;
		headers[n] = peek(run, dir, names.paths[j], &files[n]);
		if (!headers[n++])
			return false;
	}
	nearest = inferred_nearest(headers, n, release, arch);
	if (!nearest)
		return true;
	while (headers[i] != nearest)
		i++;
	nearest = inferred_read(run, files[i].name, files[i].text, files[i].size);
	inferences->lists[inferences->n++] = nearest;
	return nearest;
}

struct inferences *facts_read(struct run *run, const char *const *dirs, unsigned int n_dirs,
			      const char *release, const char *arch)
{
	struct inferences *inferences = arena_new(&run->arena, struct inferences, 1);

	inferences->lists = arena_new(&run->arena, const struct inferred_list *, n_dirs);
	while (n_dirs)
		if (!read_dir(run, dirs[--n_dirs], release, arch, inferences))
			return NULL;
	return inferences;
}
