/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_SOLVE_H
#define SHEATH_INFER_SOLVE_H

#include <stddef.h>

struct run;
struct spec;
struct inferences;
struct inferred_list;

/* The summary of a translation unit, as unit_read() wrote it. */
struct unit_text {
	const char *name; /* "drivers/clk/clk.c" */
	const char *text; /* ends in NUL */
	size_t len;
};

struct table;

/*
 * What @spec states to begin and end atomic sections, "spin_lock" -> "begins", for those who read units; all of
 * it as text, too.
 */
const char *sections_stated(struct run *run, const struct spec *spec, struct table *sections);

/*
 * Follows what the summaries of all units of a program say of each other until nothing changes, and
 * adds to @list what is then known of each function that is not static. What @spec states of a
 * function is believed instead of its body; of functions that were not read, what its
 * other entries state and @known (may be NULL) tells is taken as given. Words at the beginning of a line that are not known are
 * skipped. The texts must stay as long as the run.
 */
void infer_solve(struct run *run, const struct unit_text *units, size_t n, const struct spec *spec,
		 const struct inferences *known, struct inferred_list *list);

#endif
