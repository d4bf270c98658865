// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "render/output.h"

void output_add(struct run *run, struct output_files *files, const char *path, const char *text,
		size_t size)
{
	if (files->n == files->room) {
		size_t room = files->room ? 2 * files->room : 64;
		struct output_file *more = arena_new(&run->arena, struct output_file, room);

		if (files->n)
			memcpy(more, files->files, files->n * sizeof(*more));
		files->files = more;
		files->room = room;
	}
	files->files[files->n++] = (struct output_file){ path, text, size };
}

static int by_path(const void *a, const void *b)
{
	const struct output_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

bool output_sort(struct run *run, struct output_files *files)
{
	bool fine = true;

	if (files->n)
		qsort(files->files, files->n, sizeof(*files->files), by_path);
	for (size_t i = 1; i < files->n; i++) {
		if (strcmp(files->files[i - 1].path, files->files[i].path))
			continue;
		diag_error(run, EXIT_CONTRACT, NOWHERE, "two sources for the output file %s",
			   files->files[i].path);
		fine = false;
	}
	return fine;
}

const struct output_file *output_find(const struct output_files *files, const char *path)
{
	struct output_file key = { .path = path };

	return files->n ? bsearch(&key, files->files, files->n, sizeof(key), by_path) : NULL;
}
