/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_MAIN_FILE_H
#define SHEATH_MAIN_FILE_H

#include <stdbool.h>

#include "base/text.h"
#include "input/files.h"
#include "input/mapped.h"
#include "input/scan.h"
#include "input/values.h"

/*
 * The file that is parsed. It never exists on a disk: it includes the selected
 * headers in their order, and ends with a string that has one digit for each
 * macro somebody asks about, '1' if it is defined in this configuration.
 */
#define MAIN_FILE  "sheath-main.c"
#define PROBE_NAME "__sheath_probe"

/* A header whose text was scanned. */
struct source {
	const char *name; /* "linux/clk.h" */
	const char *path;
	int speaker;	      /* index of the selected header that speaks for it */
	struct mapped mapped; /* what the scan points into */
	struct scan *scan;
};

/* A macro to ask the parse about. */
struct probe {
	const struct scan_macro *macro;
	const struct source *source;
};

struct main_file {
	struct source *sources; /* the selected headers that exist, then those they name */
	unsigned int n_sources;
	struct probe *probes; /* one for each name */
	unsigned int n_probes;
	bool *missing; /* one for each selected header: this tree does not have it */
	unsigned int n_missing;
	struct values values; /* in a survey: of the macros that may be constants */
	struct text text;
};

void main_file_make(struct run *run, const struct input_options *options, struct files *files,
		    struct main_file *main_file);
void main_file_release(struct main_file *main_file);

#endif
