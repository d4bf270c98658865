/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SPEC_READ_H
#define SHEATH_SPEC_READ_H

#include "base/run.h"
#include "model/spec.h"

/*
 * All contract files (*.yaml, *.yml) below the directories, each directory in
 * the order of its names. Files about the same header are joined, whichever
 * directory they are from: later ones add, and nothing may be said twice.
 * In complaints a file is called by the last component of the directory and its
 * path below: "contracts/linux/clk.yaml".
 *
 * NULL after errors, which are complaints with file, line and column.
 */
struct spec *spec_read(struct run *run, const char *const *dirs, unsigned int n_dirs);

/*
 * One contract file that is in memory already, @file its name for complaints;
 * NULL after errors. What it says of further headers, in documents of their own, follows. For
 * tests and tools: spec_read() joins and checks more.
 */
struct spec_header *spec_read_text(struct run *run, const char *file, const char *text, size_t len);

/*
 * Makes one spec of contract files in the order given: joins those about the
 * same header, complains of what is said twice. NULL after errors.
 */
struct spec *spec_join(struct run *run, struct spec_header *const *files, unsigned int n);

#endif
