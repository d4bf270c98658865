/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TEXTS_H
#define SHEATH_TEXTS_H

#include "input/files.h"
#include "input/main_file.h"

struct run;

/*
 * Texts of the files of a parse, of which one is looked into at a time: all of them would be most of
 * the memory of a run. Starts zeroed.
 */
struct texts {
	struct table sources;	   /* path -> struct source */
	const struct source *last; /* whose text was looked into */
	const struct file *other;  /* the same of a file that is no source, as those below asm/ */
	struct mapped other_text;
};

void texts_init(struct texts *texts, struct run *run, const struct main_file *main_file);
/* NULL: it cannot be read. Valid until another one is looked into. */
const struct mapped *texts_of(struct texts *texts, const struct file *file);
const struct mapped *texts_of_source(struct texts *texts, const struct source *source);
void texts_release(struct texts *texts);

#endif
