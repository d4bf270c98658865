/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_WORK_H
#define SHEATH_INFER_WORK_H

#include "infer/cache.h"
#include "infer/solve.h"
#include "infer/worker.h"

/*
 * Reads all files of a source tree in processes of their own, which keeps the memory of the parser
 * bounded and its crashes apart. What was read when the user interrupts is in the cache.
 */

/* A file that was not read in full. */
struct work_failure {
	const char *name;
	const char *error; /* "drivers/clk/clk.c:12: text" */
	bool lost;	   /* nothing of it was read */
};

struct work {
	struct unit_text *units; /* in the order of the sources, those that were read */
	size_t n;
	size_t n_cached;
	struct work_failure *failures;
	size_t n_failures;
};

/* How many processes are sensible here: one for each processor that has memory enough. */
unsigned int work_default_jobs(void);

/*
 * @blocks: those that the cache was opened with. False after an error, and if the user interrupted.
 */
bool work_run(struct run *run, const struct work_order *order, struct infer_cache *cache,
	      struct blocks *blocks, unsigned int jobs, struct work *work);

#endif
