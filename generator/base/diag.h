/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DIAG_H
#define SHEATH_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/place.h"

struct run;

/*
 * Complaints, as a compiler makes them: "file:line:column: error: text".
 * They are collected, never printed in the middle of a pass; a pass goes on as
 * far as it can. diag_flush() prints them sorted by place, notes staying behind
 * the error they belong to.
 */
enum severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/*
 * What the program exits with; the first error decides.
 * (0 fine, 1 findings or stale, 2 usage, 3 kernel tree or parse, 4 contract)
 */
enum exit_code { EXIT_FINE, EXIT_FINDINGS, EXIT_USAGE, EXIT_KERNEL, EXIT_CONTRACT, EXIT_SYSTEM };

struct diag {
	enum severity severity;
	struct place place;
	const char *text;
	bool alone;	    /* a remark: does not belong to the complaint before it */
	unsigned int order; /* of arrival: notes follow their error */
	struct diag *next;
};

struct diag_list {
	struct diag *first, **last;
	unsigned int count;
	unsigned int errors;
	enum exit_code exit; /* of the first error */
};

/* An error that makes the run end with @exit once the current pass is done. */
void diag_error(struct run *run, enum exit_code exit, struct place at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void diag_warning(struct run *run, struct place at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Adds to the complaint before it. */
void diag_note(struct run *run, struct place at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* A note that stands alone: "absent from this kernel". */
void diag_remark(struct run *run, struct place at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Forgets the remarks, with the notes behind them, for which @unwanted is true,
 * and returns how many those were.
 */
unsigned int diag_drop(struct run *run, bool (*unwanted)(const struct diag *remark, void *data),
		       void *data);

/* Prints and forgets what was collected; the counts and the exit code stay. */
void diag_flush(struct run *run, FILE *out);

#define NOWHERE ((struct place){ NULL, 0, 0 })

#endif
