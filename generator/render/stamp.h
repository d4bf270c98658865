/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_STAMP_H
#define SHEATH_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/file.h"
#include "render/output.h"
#include "render/source.h"

struct run;

/*
 * What a finished run leaves for the next one, in the private part of the
 * output directory: a run with the same arguments, with inputs and outputs as
 * they were, has nothing to do. A stamp is a matter of speed only: without one,
 * or with one that cannot be read, everything is generated again.
 */
struct stamp {
	const char *arguments; /* all that was asked for, in one line */
	const char *totals;    /* what the run reports, in one line */
	struct sources sources;
	struct source *files; /* of the output; paths are below the directory */
	size_t n_files, room;
};

/* NULL if there is none that can be used. */
struct stamp *stamp_read(struct run *run, const char *out);

/* Is all of it still true of the directory @out? */
bool stamp_holds(struct run *run, const struct stamp *stamp, const char *out,
		 const char *arguments);

/*
 * Writes one for the directory as it now is, where @files were written. None is
 * written if a source changed since the run began at @began (file_mtime()'s
 * unit), as nobody knows which of its states was read.
 */
bool stamp_write(struct run *run, const char *out, const char *arguments, const char *totals,
		 const struct sources *sources, const struct output_files *files, int64_t began);

#endif
