/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef TEST_SCRATCH_H
#define TEST_SCRATCH_H

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"

/* A directory that a test may fill, and a run; both are gone after it. */
struct scratch {
	struct run run;
	char dir[64];
};

static inline int scratch_setup(void **state)
{
	struct scratch *s = calloc(1, sizeof(*s));

	run_init(&s->run);
	s->run.progress = false;
	strcpy(s->dir, "/tmp/sheath-test-XXXXXX");
	*state = s;
	return mkdtemp(s->dir) ? 0 : -1;
}

static inline int scratch_teardown(void **state)
{
	struct scratch *s = *state;

	file_remove_tree(s->dir);
	run_release(&s->run);
	free(s);
	return 0;
}

/* Writes a file below the directory, and the directories above it; its path. */
static inline const char *scratch_write(struct scratch *s, const char *name, const char *text)
{
	const char *path = file_join(&s->run, s->dir, name);
	char *dir = arena_strdup(&s->run.arena, path);

	*strrchr(dir, '/') = '\0';
	if (!file_make_dirs(&s->run, dir) || !file_write(path, text, strlen(text)))
		abort();
	return path;
}

#define scratch_test(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

#endif
