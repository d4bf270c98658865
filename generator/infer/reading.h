/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_READING_H
#define SHEATH_INFER_READING_H

#include "infer/unit.h"
#include "infer/walk.h"

/* One parse with bodies, and the walk through them. */
struct reading {
	struct unit unit;
	const struct unit_input *input;
	struct unit_result *result;
	struct table *files; /* those that the result has */
	CXIndex index;
	CXTranslationUnit handle;
};

/* What is found is added to @all. False: there is no libclang. */
bool reading_begin(struct reading *reading, struct run *run, const struct unit_input *input,
		   struct unit_result *result, struct summaries *all);

/* @text: of a main file that is on no disk; NULL: the input's file. False: libclang could not. */
bool reading_parse(struct reading *reading, const struct text *text);

/* Where an error is, with @path as libclang has it; NULL: in no file. */
typedef void reading_error(void *data, const char *path, unsigned int line, const char *text);
void reading_errors(struct reading *reading, reading_error *each, void *data);

/* "include/linux/clk.h" */
const char *reading_file(struct reading *reading, const char *path);

/* Walks what counts: of a file all its functions, of headers those that part_has() allows. */
void reading_walk(struct reading *reading);

/* Only what reading_parse() made: there may be another one. */
void reading_close(struct reading *reading);

#endif
