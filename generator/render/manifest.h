/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_MANIFEST_H
#define SHEATH_MANIFEST_H

#include <stdbool.h>

#include "base/file.h"
#include "render/output.h"
#include "render/source.h"

struct run;
struct model;

/*
 * manifest.json of an output directory: which files are ours, and the hashes of
 * all that they were made from. The same inputs give the same bytes: it says
 * nothing of time, machine or directories.
 */

/*
 * @models: of the @n kernel trees. @headers: those asked for by name. @sources are hashed, @files sorted. The
 * text lives as long as the run.
 */
const char *manifest_text(struct run *run, const struct model *const *models, unsigned int n,
			  const struct paths *headers, const struct sources *sources,
			  const struct output_files *files);

bool manifest_is_ours(struct run *run, const char *path);

/* The files that a manifest speaks of, and the manifest, in order; none if there is no manifest. */
void manifest_files(struct run *run, const char *path, struct paths *files);

#endif
