/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_OUTPUT_H
#define SHEATH_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct run;

/*
 * What a run generates: files in memory, until output_replace() (output_dir.h)
 * writes them all. Texts and paths live as long as the run.
 */
struct output_file {
	const char *path; /* below the output directory: "safe/linux/clk.h" */
	const char *text;
	size_t size;
};

struct output_files {
	struct output_file *files;
	size_t n, room;
};

void output_add(struct run *run, struct output_files *files, const char *path, const char *text,
		size_t size);

/* Sorts by path; false and an error if two files have the same. */
bool output_sort(struct run *run, struct output_files *files);

/* Of sorted files; NULL if there is none. */
const struct output_file *output_find(const struct output_files *files, const char *path);

#endif
