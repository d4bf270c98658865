/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_MODEL_H
#define SHEATH_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/place.h"
#include "base/table.h"
#include "model/type.h"

struct run;

/*
 * What libclang, Module.symvers and the kernel-doc comments say of the selected
 * headers of one kernel tree. Filled by input/, read by all else, changed by
 * nobody afterwards. Names are interned.
 */

enum function_form {
	FUNCTION_EXTERN, /* a symbol; callable if exported */
	FUNCTION_INLINE, /* static inline */
	FUNCTION_MACRO,	 /* function-like macro: no types of its own */
};

enum export { EXPORT_NONE, EXPORT_ANY, EXPORT_GPL };

/* One "name(arguments)" annotation of a declaration: must_check, printf(2,3), acquires(lock) ... */
struct attribute {
	const char *name; /* without underscores: "must_check", "printf", "acquires" */
	const char *args; /* as written between the parentheses; NULL: none */
	struct place at;
};

/* One "@name: text" of a kernel-doc comment. */
struct doc_param {
	const char *name;
	const char *text; /* lines joined by one blank */
	struct place at;
};

/* A "Context:", "Return:" or other section. */
struct doc_section {
	const char *name; /* "Return", "Context", ...: as one word; "Returns" becomes "Return" */
	const char *text; /* lines kept apart by '\n' */
	struct place at;
};

/* A kernel-doc comment, taken apart. */
struct doc {
	const char *summary; /* what follows "name() -"; one line; NULL: none */
	const char *body;    /* paragraphs between parameters and sections; NULL: none */
	struct doc_param *params;
	unsigned int n_params;
	struct doc_section *sections;
	unsigned int n_sections;
	struct place at;
};

struct function {
	const char *name;
	struct place at;    /* of the declaration */
	const char *header; /* the selected header that speaks for it: "linux/clk.h" */
	enum function_form form;
	const struct type *type;   /* TYPE_FUNCTION; of a macro: NULL, or stated by its contract */
	const char **macro_params; /* FUNCTION_MACRO: names; the last may be "..." */
	unsigned int n_macro_params;
	bool also_macro; /* a function that a macro of the same name hides */
	enum export export;
	const char *symbol_namespace; /* or NULL */
	const char *calls;	      /* survey: all that an inline function does is to call this */
	const char **called; /* all headers read: what an inline function or a macro may call */
	unsigned int n_called;
	const char *const *variables; /* extern ones that it uses, the same */
	unsigned int n_variables;
	const char *unlinked; /* what it calls and modules cannot; NULL: nothing is known of that */
	bool read;	      /* all headers read: its body was found; else a macro made it */
	bool leaf; /* all headers read: all that it calls was seen there, and calls nothing else */
	bool negative; /* all headers read: its body has a negative literal to return */
	struct attribute *attributes;
	unsigned int n_attributes;
	const struct doc *doc; /* or NULL */
};

struct type_decl {	  /* struct, union, enum or typedef, named */
	const char *name; /* "struct clk", "gfp_t" */
	struct place at;  /* of the definition, or of the first declaration */
	const struct type *type;
};

/* A header that was read: selected ones first, in the order of selection. */
struct header {
	const char *name; /* "linux/clk.h" */
	const char *spdx; /* "GPL-2.0-only", or NULL */
	bool selected;
	bool missing;	     /* selected, but this tree has none */
	const char *speaker; /* all headers read: the selected one that it is part of; or NULL */
	unsigned int unit;   /* all headers read: those of one number can be parsed together, */
	unsigned int apart;  /* and if this is the same, too, be compiled together */
	const char *const *includes; /* all headers read: what must be included before it */
	unsigned int n_includes;
	bool no_prelude; /* all headers read: it does not go with what others need before them */
	const char *const *tags; /* all headers read: structures that must be declared before it */
	unsigned int n_tags;
};

/* #define: in a survey only, see input.h. Of several definitions the first, in its file the last. */
struct macro {
	const char *name;
	struct place at;
	bool function_like;
	const char **params; /* the last may be "..." */
	unsigned int n_params;
	const char *body;  /* without comments, with single blanks */
	const char *calls; /* all it does is to call this; NULL: more */
	bool has_value;	   /* it is an integer constant */
	int64_t value;
};

/* A constant of an enumeration: in a survey only. */
struct constant {
	const char *name;
	struct place at;
	int64_t value;
	const char *of; /* the enumeration's tag; NULL: it has none */
};

/*
 * How something is given back at the end of a scope, as DEFINE_FREE(), DEFINE_GUARD(), DEFINE_CLASS() and
 * the like say it: "acquires" and "releases" are functions. What they are about is one of their arguments,
 * counted from 0, or of the first one the result.
 */
struct cleanup {
	const char *macro;    /* "DEFINE_FREE" */
	const char *name;     /* as __free(), guard(), CLASS() take it */
	const char *type;     /* C, of what is held; NULL: nothing is */
	const char *acquires; /* NULL: not said */
	int acquires_arg;     /* -1: the result, or nothing at all */
	const char *releases;
	int releases_arg; /* -1: nothing is handed over */
	struct place at;
};

/* A header that cannot be parsed, in a survey: beside all others; with the first error. */
struct unfit {
	const char *name;
	unsigned int line;
	const char *text;
};

struct model {
	bool links_known;     /* unlinked was found out, which takes all headers */
	const char *release;  /* "6.12.111+deb12-amd64" */
	const char *version;  /* "6.12.111" */
	const char *arch;     /* "x86_64", "arm64": as Kbuild's and uname's, x86 is "x86_64" */
	const char *compiler; /* that the tree is configured for */
	const char *clang;    /* version of libclang that read it */
	bool randstruct;
	struct header *headers;
	size_t n_headers;
	struct function *functions; /* sorted by (header, place) */
	size_t n_functions;
	struct type_decl *types; /* named ones of all headers that were read, in their order */
	size_t n_types;
	struct table
		declared; /* functions of headers that are not selected, constants: name -> itself */
	struct macro *macros; /* in the order in which they were found, as the constants */
	size_t n_macros;
	struct constant *constants;
	size_t n_constants;
	struct cleanup *cleanups; /* in the order of sources */
	size_t n_cleanups;
	struct unfit *unfit; /* in the order of their names */
	size_t n_unfit;
	unsigned int n_units; /* parses that it took, see input/units.c */
	const char **files;   /* every file that was read; for depfile and stamp only */
	size_t n_files;
	struct model_index *index;
};

/* Builds the look-ups; called once by input/ when the model is complete. */
void model_index(struct run *run, struct model *model);

/* Nobody looks anything up any more. */
void model_index_return(struct run *run, struct model *model);

/* NULL where there is none. */
const struct function *model_function(const struct model *model, const char *name);
/* @name need not end in NUL. */
const struct function *model_function_n(const struct model *model, const char *name, size_t n);
const struct header *model_header(const struct model *model, const char *name);
/* @name as C spells it: "struct clk", "enum dma_data_direction", "gfp_t"; of any header that was read. */
const struct type_decl *model_type(const struct model *model, const char *name);
const struct type_decl *model_type_n(const struct model *model, const char *name, size_t n);
/* From now on @name is that type, too. */
void model_alias(struct run *run, const struct model *model, const char *name,
		 const struct type_decl *decl);
/* The known name nearest to @name in spelling, for "did you mean"; NULL if none is near. */
const char *model_suggest_function(const struct model *model, const char *name);
const char *model_suggest_type(const struct model *model, const char *name);
/* Is there a function of that name, in a selected header or in any other that was read? */
bool model_declares(const struct model *model, const char *name);

/* Can a module call it? It is exported, or no symbol of the kernel's. */
bool function_links(const struct function *function);

const struct attribute *function_attribute(const struct function *function, const char *name);
const struct doc_section *doc_section(const struct doc *doc, const char *name);

#endif
