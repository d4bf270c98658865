/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SESSION_H
#define SHEATH_SESSION_H

#include "command/command.h"
#include "input/input.h"
#include "model/contract.h"
#include "model/shape.h"
#include "model/spec.h"

/*
 * What all commands begin with: the directories that contracts, templates and
 * core headers come from, their contents, and then each kernel tree with its
 * ledger.
 */
struct session {
	const struct request *request;
	const char *prelude;	 /* the core header that safe headers begin with, or NULL */
	const char *annotations; /* the header that makes annotations visible */
	struct paths contracts;	 /* ours first, then the user's */
	struct paths templates;
	struct paths includes;
	struct paths own; /* directories of headers that are not the kernel's, absolute */
	struct spec *spec;
	struct shapes *shapes;
	struct paths asked;   /* headers named by the user, each once */
	bool all;	      /* those with a contract file, too */
	bool remarks;	      /* all of them, also on contract files of our own */
	unsigned int without; /* see struct inferences */
	const char *release;  /* whose facts files count; NULL: those of the tree's own */
	bool whole;	      /* all headers of the tree, see input/input.h */
	bool keeps_flags;     /* in the user's cache, if there is none beside an output */
	bool survey;	      /* all that drivers may include, see input/input.h */
	bool records;	      /* members of the structures of headers asked for */
	bool pairs;	      /* in a survey, too: guess what releases what */
};

/* One kernel tree, read. */
struct reading {
	const char *kernel; /* as the user called it */
	struct tree tree;
	const struct model *model;
	struct inferences *inferences;
	const struct ledger *ledger;
};

/* Finds the directories, reads nothing. @headers: those asked for, none means all. */
bool session_open(struct run *run, struct session *session, const struct request *request,
		  const struct paths *headers);

/* Contract files and templates. */
bool session_load(struct run *run, struct session *session);

/*
 * A kernel tree: the model of the headers asked for, and what is to be done
 * about each of its functions. @cache: where cached flags are read and written;
 * NULL: they are read where the last output has them, and none are written.
 * input_probe() has filled @reading->tree.
 */
bool session_read(struct run *run, const struct session *session, const char *cache,
		  struct reading *reading);

/* All that a result depends on but the contents of files, in one line. */
const char *session_arguments(struct run *run, const struct session *session);

#endif
