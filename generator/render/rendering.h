/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_RENDERING_H
#define SHEATH_RENDERING_H

#include "model/ops.h"
#include "render/render.h"
#include "render/template.h"
#include "base/text.h"
#include "render/view.h"

/* What render.c prepares for the writers of headers and tests; for these only. */

struct rendered_function {
	const struct contract *contract;
	const struct shape *shape;
	bool expected; /* its call and result are asked of the compiler */
	struct view *view;
};

struct rendered_owner {
	const struct spec_owned *owned;
	bool shared; /* another header may define it too */
	struct view *view;
};

/* One member of a structure of functions, or one callback of a function. */
struct rendered_op {
	const struct ops_member *member; /* what it fills in this kernel, with which type */
	struct view *view;
};

struct rendered_ops {
	const struct spec_ops *spec;
	bool of_function;  /* members are a function's arguments */
	struct view *view; /* of the structure, its members included */
	struct rendered_op *members;
	unsigned int n;
};

struct rendered_header {
	const struct header *header;
	const struct spec_header *spec; /* or NULL */
	const char *word;		/* "linux_clk" */
	struct needs needs;
	struct rendered_function *functions;
	unsigned int n_functions;
	struct rendered_owner *owners;
	unsigned int n_owners;
	struct rendered_ops *ops;
	unsigned int n_ops;
};

struct rendering {
	const struct model *model;
	struct view_common common;
	const struct spec *spec;
	const struct ledger *ledger;
	struct templates *templates;
	struct text raw, broken;   /* where texts are made, one after the other */
	struct needed_list shared; /* owners that other contract files than their own speak of */
	struct rendered_header *headers;
	unsigned int n_headers;
};

/* The template of that name; an error at @at if there is none and @must. */
struct template *rendering_template(struct run *run, struct rendering *rendering, const char *name,
				    bool must);

/*
 * A view filled into a template, its long lines broken if it is one of C, without white space at
 * its end; the run's. NULL after errors.
 */
const char *rendering_text(struct run *run, struct rendering *rendering, struct template *template,
			   const struct view *view);

/* The same as a file, with a newline at its end. False after errors. */
bool rendering_file(struct run *run, struct rendering *rendering, struct template *template,
		    const struct view *view, const char *path, struct output_files *out);

/* Gives back the room of what was made; more can be made. */
void rendering_done(struct rendering *rendering);

/* The strings of a list of needed things, sorted, as a list of a view. */
void rendering_sorted(struct run *run, const struct needed_list *needed, struct value_list *list);

/* What "@# core:" lines of the template name is added. */
void rendering_core(struct run *run, const struct template *template, struct needed_list *core);

/* owners.c: fills @shared. */
void rendering_find_shared(struct run *run, struct rendering *rendering);

/* owners.c: the owners that a header defines. */
void rendering_owners(struct run *run, struct rendering *rendering, struct rendered_header *header);

/* ops.c: the structures of functions that a header speaks of. */
void rendering_ops(struct run *run, const struct rendering *rendering,
		   struct rendered_header *header);

#endif
