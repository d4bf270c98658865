/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_RUN_H
#define SHEATH_RUN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/table.h"

/*
 * One run of the program: the first argument everywhere, instead of globals.
 */
struct run {
	struct arena arena;
	struct table strings; /* see run_intern() */
	struct diag_list diags;
	bool progress; /* standard error is a terminal, or asked for */
};

void run_init(struct run *run);
void run_release(struct run *run);

/*
 * The one copy of a string: two interned strings are equal exactly if their
 * pointers are. All names in the model are interned.
 */
const char *run_intern(struct run *run, const char *s);
const char *run_intern_n(struct run *run, const char *s, size_t n);

/* A line on standard error for what takes long: run_progress(run, "parsing %s", tree). */
void run_progress(struct run *run, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
