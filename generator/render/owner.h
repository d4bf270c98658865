/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_OWNER_H
#define SHEATH_OWNER_H

#include "render/value.h"
#include "render/wrapped.h"

/*
 * What owned: entries of contract files say, taken apart. An owner has one
 * member, whose C name is __value, or several with names of their own.
 */

/* "free_irq" of release: "free_irq(irq, dev_id)" */
const char *owner_release_name(struct run *run, const struct spec_owned *owned);

/*
 * The member that stands for parameter @i, called @param, of a function that
 * gives back; NULL if none does.
 */
const char *owner_member(struct run *run, const struct spec_owned *owned, const char *function,
			 unsigned int i, const char *param);

/*
 * Finds what each member is filled from in a function that gives: a parameter,
 * what was handed out, or the result, spelled "__ret". NULL after an error.
 */
const char **owner_sources(struct run *run, const struct wrapped *w);

/* Puts the owner's fields into @view, as docs/templates.md lists them; @sources may be NULL. */
void owner_view(struct run *run, struct view *view, const struct spec_owned *owned,
		const char *const *sources);

#endif
