/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_OFFERED_H
#define SHEATH_INFER_OFFERED_H

#include "base/table.h"
#include "base/place.h"

struct run;

/*
 * What a kernel's source offers to modules: its headers below include/ and arch/ARCH/include/, and
 * what these name. Other headers are not in the packages that modules are built with.
 */
struct offered {
	const char *arch_dir;
	struct table words;
};

/* @arch: as Kbuild calls it. */
struct offered *offered_find(struct run *run, const char *root, const char *arch);

/* May it be that a module can call the function that is defined there? If it is not inline, it must be exported, too. */
bool offered_function(const struct offered *offered, const char *name, struct place at);

/* Does the text of a .c file export anything that is offered? What a macro exports by a parameter of its own counts. */
bool offered_by(const struct offered *offered, const char *text);

#endif
