/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DOC_H
#define SHEATH_DOC_H

#include "render/wrapped.h"

/*
 * The kernel-doc of wrappers. Summary, parameters, Context and an errno's
 * Return are quoted from the kernel's own comment; where there is none they
 * are made from the facts. A "Contract:" section names each fact that the
 * wrapper relies on, with its origin and place.
 */
const char *doc_summary(struct run *run, const struct wrapped *w);
const char *doc_param(struct run *run, const struct wrapped *w, unsigned int i);
const char *doc_context(struct run *run, const struct wrapped *w);	/* "": nothing is known */
const char *doc_return(struct run *run, const struct wrapped *w);	/* "": returns nothing */
const char *doc_contract(struct run *run, const struct wrapped *w);	/* "": no facts */

/* The lines between "/" and "**" and the end of the comment. */
void doc_lines(struct run *run, const struct wrapped *w, struct value_list *lines);

/* The same of the device-bound form, called @name, whose first parameter @dev may be its own. */
void doc_devm_lines(struct run *run, const struct wrapped *w, const char *name, const char *dev,
		    bool own_dev, const char *returned, struct value_list *lines);

#endif
