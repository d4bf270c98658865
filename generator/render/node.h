/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_NODE_H
#define SHEATH_NODE_H

#include "base/place.h"
#include "render/template.h"

/* A parsed template, for template.c and template_parse.c only. */

#define PATH_NAMES 4

/* "params.name": @text as it is written, its names point into it. */
struct path {
	const char *text;
	struct path_name {
		const char *text;
		unsigned int len, hash;
	} names[PATH_NAMES];
	unsigned int n;
};

enum node_kind { NODE_TEXT, NODE_VALUE, NODE_IF, NODE_FOR, NODE_INCLUDE };

struct node {
	enum node_kind kind;
	struct place at; /* of the directive */
	struct node *next;
	const char *text;	/* TEXT; IF: the word compared with, or NULL; FOR: the variable */
	size_t len;		/* TEXT, FOR: of @text */
	struct path path;	/* VALUE, IF, FOR */
	bool negated;		/* IF */
	struct node *body;	/* IF, FOR */
	struct node *otherwise; /* IF: what stands after else; of elif an IF */
	struct template *include;
};

struct template
{
	const char *name; /* "function.h.in" */
	const char *file;
	struct node *nodes;
	struct view *notes; /* key -> list of strings */
	bool parsing;	    /* an include of it is a circle */
	bool broken;
};

/* Parses @text into @template; errors are reported and leave it broken. */
void template_parse(struct run *run, struct templates *templates, struct template *template,
		    const char *text);

/* Complains about @template at a place in it, which breaks it; false, for the caller to return. */
bool template_error(struct run *run, struct template *template, struct place at, const char *fmt,
		    ...) __attribute__((format(printf, 4, 5)));

#endif
