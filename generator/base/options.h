/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_OPTIONS_H
#define SHEATH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/file.h"

struct run;

/*
 * Command lines from tables: a subcommand lists its options once, and the
 * parser, its complaints and --help follow from that. --help (-h) need not be
 * listed.
 */
enum option_kind {
	OPTION_FLAG, /* a bool that becomes true */
	OPTION_TEXT, /* a const char *; the last one given counts */
	OPTION_LIST, /* a struct paths; all of them, in order */
};

struct option_row {
	const char *name; /* "kernel": --kernel; NULL ends the table */
	char letter;	  /* 'k': -k; or 0 */
	enum option_kind kind;
	size_t at;	      /* offset of the value in the structure that options_parse() fills */
	const char *argument; /* "TREE"; NULL for flags */
	const char *help;     /* a few words; '\n' breaks the line */
};

/* All that --help says. */
struct usage {
	const char *command;   /* "generate" */
	const char *arguments; /* what follows the options: "[HEADER]..." */
	const char *summary;   /* one line, a sentence without its full stop */
	const struct option_row *rows;
	const char *const *examples; /* command lines, ended by NULL */
	const char *exits;	     /* the exit codes that it may end with, a line each */
};

enum options_result { OPTIONS_FINE, OPTIONS_HELP, OPTIONS_WRONG };

/*
 * Reads argv[1] and what follows (argv[0] is the subcommand) into @values,
 * other words into @rest. OPTIONS_WRONG comes with an error, and a suggestion
 * where a name is near; OPTIONS_HELP means that --help was there.
 */
enum options_result options_parse(struct run *run, const struct usage *usage, int argc, char **argv,
				  void *values, struct paths *rest);

void options_help(const struct usage *usage, FILE *out);

#endif
