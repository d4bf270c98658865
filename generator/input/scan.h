/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SCAN_H
#define SHEATH_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct run;
struct table;

/*
 * What is found in a header's text without preprocessing it: the definitions of
 * macros, in comments not counted, uses of some, and the kernel-doc comments. Whether a macro
 * is really defined depends on the configuration; only the parse knows.
 */
struct scan_macro {
	const char *name;   /* interned */
	bool function_like; /* "NAME(" */
	const char *params; /* what stands between the parentheses: not NUL-terminated */
	size_t params_len;
	unsigned int line, column; /* of the name */
	const char *body;	   /* what follows: not NUL-terminated */
};

struct scan_comment {
	const char *text; /* from its slash to its slash: not NUL-terminated */
	size_t len;
	const char *name;  /* whom it is about, interned; NULL: nobody */
	unsigned int line; /* first */
};

/* "DEFINE_X(" at the beginning of a line: a macro that is made use of. */
struct scan_use {
	const char *name; /* up to the parenthesis: not NUL-terminated */
	size_t name_len;
	const char *args; /* what follows the parenthesis: not NUL-terminated */
	unsigned int line;
};

/* An #include, whether or not the configuration has it. */
struct scan_include {
	const char *name; /* interned */
	bool quoted;	  /* looked for beside the file first */
};

struct scan {
	const char *spdx; /* licence expression, or NULL */
	struct scan_macro *macros;
	size_t n_macros;
	struct scan_comment *comments; /* in their order */
	size_t n_comments;
	struct scan_use *uses; /* in their order */
	size_t n_uses;
	struct scan_include *includes;
	size_t n_includes;
};

/* @text stays where it is as long as the result is used. */
struct scan *scan_text(struct run *run, const char *text, size_t len);
/* The same, of macros without parameters only those of @asked. */
struct scan *scan_text_for(struct run *run, const char *text, size_t len,
			   const struct table *asked);

/* A macro's definition that begins at @p: without comments, and with single blanks; interned. */
const char *scan_macro_body(struct run *run, const char *p, const char *end);

/* The next argument of a macro's use, as scan_macro_body(); NULL: there are no more. */
const char *scan_next_arg(struct run *run, const char **p, const char *end);

/* The names in a list of macro parameters; the last may be "...". */
const char **scan_macro_params(struct run *run, const struct scan_macro *macro, unsigned int *n);

#endif
