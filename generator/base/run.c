// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <uthash.h>

#include "base/run.h"

/* {text -> the one copy}; lives in the run's arena, the table itself in uthash's memory */
struct interned {
	UT_hash_handle hh;
	char text[];
};

void run_init(struct run *run)
{
	*run = (struct run){ .arena = ARENA_INIT };
	run->diags.last = &run->diags.first;
	run->progress = isatty(STDERR_FILENO);
}

void run_release(struct run *run)
{
	HASH_CLEAR(hh, run->strings);
	arena_release(&run->arena);
}

const char *run_intern_n(struct run *run, const char *s, size_t n)
{
	struct interned *found;

	HASH_FIND(hh, run->strings, s, n, found);
	if (found)
		return found->text;
	found = arena_alloc(&run->arena, sizeof(*found) + n + 1);
	memcpy(found->text, s, n);
	HASH_ADD_KEYPTR(hh, run->strings, found->text, n, found);
	return found->text;
}

const char *run_intern(struct run *run, const char *s)
{
	return run_intern_n(run, s, strlen(s));
}

void run_progress(struct run *run, const char *fmt, ...)
{
	va_list args;

	if (!run->progress)
		return;
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
}
