/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SURVEY_H
#define SHEATH_SURVEY_H

#include "input/files.h"
#include "input/main_file.h"
#include "input/survey_headers.h"
#include "model/model.h"

struct run;

/*
 * What only a survey of all headers of a tree looks for: see input.h.
 */

/* May a macro with that definition be an integer constant? Only the parse knows whether it is. */
bool survey_is_constant(const char *body);

/* "0x10", "(-1)", "5UL": most are, and no compiler is asked for their value. */
bool survey_is_number(const char *body, int64_t *value);

/* The collecting of macros and constants. */
struct survey;

struct survey *survey_new(struct run *run, const struct libclang *clang, struct files *files,
			  struct main_file *main_file, struct model *model);

/* A #define, of whatever file. */
void survey_macro(struct survey *survey, CXCursor cursor);
/* Is it an enumeration that main_file made for the value of a macro? That is noted then. */
bool survey_value(struct survey *survey, CXCursor cursor);
/* An enumeration with its constants. */
void survey_enum(struct survey *survey, CXCursor cursor, const char *tag);
/* The one function that the body of the inline function @name, at @location, calls; NULL: it does more. */
const char *survey_calls(struct survey *survey, const char *name, CXSourceLocation location);
/* Gives macros their values, and back what was mapped. */
void survey_finish(struct survey *survey);

/* The function called if the text up to @end is one call and nothing else; NULL if not. */
const char *survey_sole_call(struct run *run, const char *p, const char *end);
/* The same for the body of the function whose name is at @p. */
const char *survey_body_call(struct run *run, const char *name, const char *p, const char *end);

/* That body, up to *@close, where the text to search ends before; NULL: there is none. */
const char *survey_body(const char *name, const char *p, const char *end, const char **close);

/* Notes that @at has an error. */
void survey_unfit(struct run *run, struct model *model, struct place at, const char *text);
/* Sorts what was noted. */
void survey_unfit_finish(struct model *model);

#endif
