/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PROCESS_H
#define SHEATH_PROCESS_H

#include <stdbool.h>

#include "base/text.h"

struct run;

/* What a program wrote and how it ended. */
struct output {
	struct text out, err;
	int status; /* exit status; 128 + number if a signal ended it; 127: not found */
};

#define OUTPUT_INIT { TEXT_INIT, TEXT_INIT, 0 }

/*
 * Runs a program, found along PATH, and waits for it. No shell sees the
 * arguments. Its environment is ours without what a make or a Kbuild that we
 * run under has put there. False, with errno, if it could not be started.
 */
bool process_run(struct run *run, const char *const *argv, struct output *output);
void output_release(struct output *output);

#endif
