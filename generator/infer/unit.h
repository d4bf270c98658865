/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_UNIT_H
#define SHEATH_INFER_UNIT_H

#include <stdbool.h>

#include "base/file.h"
#include "base/table.h"
#include "base/text.h"
#include "input/input.h"

struct run;
struct type;
struct doc;
struct fact_list;

/* Facts from the kernel-doc comment before a definition. */
typedef void unit_doc_reader(struct run *run, const char *name, const struct type *type,
			     const struct doc *doc, struct fact_list *facts);

/*
 * One translation unit, read with the bodies of its functions. What is found is text, so that it can
 * be handed from one process to another and kept: see infer/summary.h.
 */
struct unit_input {
	const char *path;	     /* absolute */
	const char *name;	     /* as places have it: "drivers/clk/clk.c" */
	const char *root;	     /* absolute: what is below it has its name from there */
	const struct flags *flags;   /* the whole command line, without the file */
	unit_doc_reader *read_doc;   /* NULL: comments are not read */
	const struct paths *headers; /* NULL: a file. Otherwise these are read, "linux/clk.h" */
	/*
	 * All that are read so by one unit or another, "include/linux/clk.h": what is none of them
	 * is read with those that include it. NULL: it is not read.
	 */
	const struct table *all_headers;
	/* What begins and ends atomic sections, as is stated: "spin_lock" -> "begins". */
	const struct table *sections;
};

struct unit_result {
	struct text summary; /* lines; no paths of the machine */
	unsigned int n_errors;
	const char *error;  /* the first: "drivers/clk/clk.c:12: text"; NULL: none */
	struct paths files; /* absolute: all that was read */
};

/* False, without a diagnostic, if libclang could not parse it at all. */
bool unit_read(struct run *run, const struct unit_input *input, struct unit_result *result);
void unit_release(struct unit_result *result);

#endif
