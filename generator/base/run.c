// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/run.h"

void run_init(struct run *run)
{
	*run = (struct run){ .arena = ARENA_INIT };
	run->diags.last = &run->diags.first;
	run->progress = isatty(STDERR_FILENO);
}

void run_release(struct run *run)
{
	run->strings = (struct table){ 0 };
	arena_release(&run->arena);
}

const char *run_intern_n(struct run *run, const char *s, size_t n)
{
	const char *known = table_find_n(&run->strings, s, n);

	if (!known) {
		known = arena_strndup(&run->arena, s, n);
		table_add_n(&run->arena, &run->strings, known, n, known);
	}
	return known;
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
