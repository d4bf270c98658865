/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_COLLECT_H
#define SHEATH_COLLECT_H

#include "input/bodies.h"
#include "input/files.h"
#include "input/libclang.h"
#include "input/main_file.h"
#include "model/model.h"

struct run;

struct collecting;

/*
 * From a parsed translation unit to the functions, macros and named types of
 * the model. Only what selected headers speak for is looked at closely.
 */
struct collect_from {
	const struct libclang *clang;
	CXTranslationUnit unit;
	const struct input_options *options;
	struct files *files;
	struct main_file *main_file;
	struct bodies *bodies; /* all headers */
};

struct collecting *collect(struct run *run, const struct collect_from *from, struct model *model);
/* The functions of the model, for which the unit is no longer needed. */
void collect_finish(struct collecting *collecting);

#endif
