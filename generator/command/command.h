/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_COMMAND_H
#define SHEATH_COMMAND_H

#include <stddef.h>

#include "base/options.h"
#include "base/run.h"

/*
 * The subcommands. Each has its options in a table, from which --help follows,
 * and a function that does the work.
 */

/* What a command line said; a command sets what its table of options offers. */
struct request {
	struct paths kernels;
	const char *arch;
	const char *out;
	struct paths contracts, templates;
	const char *depfile, *target;
	struct paths headers; /* explain: --header */
	struct paths used_by;
	const char *severity;
	struct paths without;
	const char *source, *jobs; /* infer */
	struct paths own;	   /* directories of headers that are not the kernel's */
	bool quiet, verbose, summary, json, no_contracts, all, list, contradictions, whole;
	struct paths words; /* what is no option: headers, names */
};

struct command {
	struct usage usage;
	/* What the program exits with if there was no error. */
	enum exit_code (*run)(struct run *run, const struct request *request);
};

extern const struct command command_generate, command_check, command_explain, command_coverage,
	command_dump, command_diff, command_infer;

/* Rows of more than one command. */
#define AT(member) offsetof(struct request, member)
#define OPTION_KERNEL                       \
	{ "kernel",    'k',    OPTION_LIST, \
	  AT(kernels), "TREE", "configured kernel tree, as 'make M=' takes it" }
#define OPTION_ARCH                                                              \
	{                                                                        \
		"arch",	  'a',	  OPTION_TEXT,                                   \
		AT(arch), "ARCH", "what the tree must be for: x86_64, arm64, um" \
	}
#define OPTION_CONTRACTS                     \
	{ "contracts",	 'c',	OPTION_LIST, \
	  AT(contracts), "DIR", "further contract files, with DIR/templates and DIR/include" }
#define OPTION_TEMPLATES                     \
	{ "templates",	 't',	OPTION_LIST, \
	  AT(templates), "DIR", "further templates; they go before those of the same name" }
#define OPTION_ALL                      \
	{ "all",     'A',  OPTION_FLAG, \
	  AT(whole), NULL, "all headers of the tree, not only those with a contract file" }
#define OPTION_OWN \
	{ "include", 'I', OPTION_LIST, AT(own), "DIR", "look for HEADERs of one's own in DIR, too" }
#define OPTION_QUIET { "quiet", 'q', OPTION_FLAG, AT(quiet), NULL, "no progress, no summary" }
#define OPTION_VERBOSE                                                                       \
	{                                                                                    \
		"verbose",                                                                   \
		'v',                                                                         \
		OPTION_FLAG,                                                                 \
		AT(verbose),                                                                 \
		NULL,                                                                        \
		"name each function that contract files state and the\nkernel does not have" \
	}
#define OPTION_NO_CONTRACTS                                           \
	{ "no-contracts",                                             \
	  0,                                                          \
	  OPTION_FLAG,                                                \
	  AT(no_contracts),                                           \
	  NULL,                                                       \
	  "what contract files state counts for nothing: inference\n" \
	  "alone; they only say which headers there are" }
#define OPTION_WITHOUT                        \
	{ "without",   0,	 OPTION_LIST, \
	  AT(without), "ORIGIN", "without facts of that origin: name, doc, body, cleanup, ..." }
#define OPTION_JSON { "json", 'j', OPTION_FLAG, AT(json), NULL, "one JSON object a line" }

/* Where headers go if nothing else is said. */
#define DEFAULT_OUT "safe-headers"

#endif
