/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INPUT_H
#define SHEATH_INPUT_H

#include <stdbool.h>

#include "model/model.h"

struct run;

/*
 * From a kernel tree to the model: compile flags from the tree's own Kbuild,
 * one parse of all selected headers, kernel-doc, Module.symvers. Nothing of
 * libclang is seen outside of this folder.
 */

/* A header to read. */
struct input_header {
	const char *name;	 /* "linux/clk.h" */
	const char *const *also; /* names or globs of headers whose functions count as this one's */
	unsigned int n_also;
	const char *const *includes; /* headers that it needs and leaves to its users */
	unsigned int n_includes;
	bool other; /* nobody named it: it is one of all */
};

struct input_options {
	const char *kernel;	 /* tree, as given by the user */
	const char *arch;	 /* NULL: the tree's own */
	const char *cache;	 /* directory for cached flags, "" for none; created on demand */
	bool cache_readonly;	 /* use what is there, keep nothing new */
	const char *annotations; /* path of annotations.h; NULL: parse without (bare) */
	const struct input_header *headers;
	unsigned int n_headers;
	const char *const *macros; /* macros that contract files ask about */
	unsigned int n_macros;
	const char *const *records; /* structures whose members contract files ask about: tags */
	unsigned int n_records;
	const char *symvers; /* input_parse(): a Module.symvers; NULL: nothing is exported */
	/*
	 * Directories of headers that are not the kernel's: whoever has one has what it declares, so
	 * a module can link that.
	 */
	const char *const *own;
	unsigned int n_own;
	bool all_records;    /* members of every named struct and union of the selected headers */
	bool survey;	     /* all headers that drivers include, see below */
	const char *prelude; /* all: a header that goes before those that nobody named */
	bool all;	     /* all of them for the model of functions, see below */
};

/*
 * A survey reads all headers there are below the tree's include/ that a driver may include, with the
 * selected ones; every file that is read then speaks for itself, all records have their members, and
 * the model has macros and constants. Headers that do not parse beside all others are no error, but
 * are in model->unfit: what was understood of them counts.
 */

/*
 * All headers are read for their functions in as few units as it takes: what refuses to be included
 * beside others is parsed again without them, see units.c. A file that drivers do not include counts
 * as part of the header that led to it. Headers that cannot be parsed are in model->unfit.
 */

/* A configured kernel tree, as its generated files describe it. */
struct tree {
	const char *path;     /* absolute */
	const char *release;  /* "6.12.111+deb12-amd64" */
	const char *version;  /* "6.12.111" */
	const char *arch;     /* "x86_64", "arm64" */
	const char *compiler; /* first line of what the configured compiler's --version says */
	bool randstruct;      /* layouts differ from what the headers say */
	bool clang;	      /* configured for clang */
	const char **files;   /* absolute: whose change makes flags or model stale */
	unsigned int n_files;
};

/* Flags for the parse, one word each; relative paths are gone. */
struct flags {
	const char **words;
	unsigned int n;
};

/*
 * Reads what a tree says of itself: no make, no parse, under a millisecond.
 * False after an error if @kernel is no tree, is not configured, or is
 * configured for another architecture than @arch (NULL: any that is known).
 */
bool input_probe(struct run *run, const char *kernel, const char *arch, struct tree *tree);

/*
 * The model of the selected headers. NULL after errors: see input_probe(); and
 * if a header does not parse, none of them exists, Kbuild fails, or libclang is
 * missing or too old. A header that this tree does not have is a note.
 */
struct model *input_read(struct run *run, const struct input_options *options);

/* The same with flags of one's own instead of a tree; tests use this. */
struct model *input_parse(struct run *run, const struct input_options *options,
			  const struct flags *flags);

/*
 * "19.1.7": of the libclang that trees are parsed with; NULL if there is none, or none new
 * enough. To be called once before trees are read in several threads.
 */
const char *input_clang_version(struct run *run);

#endif
