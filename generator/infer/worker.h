/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_WORKER_H
#define SHEATH_INFER_WORKER_H

#include <stdint.h>
#include <sys/types.h>

#include "base/text.h"
#include "infer/sources.h"
#include "infer/unit.h"

/*
 * A process that reads translation units: it is written the number of a file, and writes an answer.
 */
struct worker {
	pid_t pid; /* 0: not started */
	int ask, answer;
	size_t file; /* which it is at */
	bool busy;
	struct text got; /* of the answer so far */
};

/* What workers are told once. */
struct work_order {
	const struct sources *sources;
	const struct flags *base; /* of sources_base_flags() */
	unit_doc_reader *read_doc;
	const struct table *sections; /* see struct unit_input */
	const char *stated;	      /* these, as text: the cache goes by it, too */
};

/* What an answer begins with; then come the error, the files that were read, and the summary. */
struct answer {
	uint32_t read; /* 0: libclang could not */
	uint32_t n_errors;
	uint32_t error, files, text; /* lengths */
};

/* False with errno if there can be no more processes. @others' ends of pipes are closed in the new one. */
bool worker_start(struct worker *worker, const struct work_order *order,
		  const struct worker *others, unsigned int n_others);
bool worker_ask(struct worker *worker, size_t file);
/* Takes what there is to read: 1: the answer is complete, 0: not yet, -1: the process has ended. */
int worker_take(struct worker *worker);
/* Ends the process, @now or when it has nothing more to do. False if something else had ended it. */
bool worker_stop(struct worker *worker, bool now);

#endif
