/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TEMPLATE_H
#define SHEATH_TEMPLATE_H

#include <stdbool.h>

#include "base/text.h"
#include "render/value.h"

struct run;

/*
 * Templates: C text with directives between at signs; docs/templates.md
 * describes the language. A template is parsed once, when it is first asked
 * for, and rendered as often as needed. It takes no decisions but those that it
 * spells out, and does no I/O when rendered.
 *
 * Everything wrong with a template is an error with its file, line and column
 * (exit 4). A template that failed once keeps quiet afterwards: rendering it
 * again fails without another error.
 */
struct template;

/* What the directories hold; a later directory's file replaces an earlier one's of the same name. */
struct templates;

/* NULL after errors: a directory that cannot be read. */
struct templates *templates_open(struct run *run, const char *const *dirs, unsigned int n_dirs);

/* The names of all files, sorted: "function.h.in", "tests/Makefile". */
const char *const *templates_names(const struct templates *templates, unsigned int *n);

bool templates_has(const struct templates *templates, const char *name);

/* The text of a file as it is; NULL if there is none, or after an error. */
const char *templates_text(struct run *run, struct templates *templates, const char *name);

/* NULL if there is none of that name, or after errors. */
struct template *templates_find(struct run *run, struct templates *templates, const char *name);

/* "templates/function.h.in", for messages */
const char *template_file(const struct template *template);

/* What comments "@# KEY: text@" of the template say, one string each: "core", "guarantees", "cannot". */
const struct value_list *template_notes(const struct template *template, const char *key);

/* Adds to @out; false after an error. */
bool template_render(struct run *run, struct template *template, const struct view *view,
		     struct text *out);

#endif
