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
void doc_texts(struct run *run, struct wrapped *w); /* fills w->doc and the parameters' doc */

/* The lines between "/" and "**" and the end of the comment. */
void doc_lines(struct run *run, const struct wrapped *w, struct value_list *lines);

/* The same of the device-bound form, called @name, whose first parameter @dev may be its own. */
void doc_devm_lines(struct run *run, const struct wrapped *w, const char *name, const char *dev,
		    bool own_dev, const char *returned, struct value_list *lines);

#endif
