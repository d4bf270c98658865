/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_API_H
#define SHEATH_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/place.h"
#include "base/table.h"
#include "model/contract.h"
#include "model/model.h"

struct run;

/*
 * What the headers of a kernel offer to drivers, as far as two kernels can be compared by it: made
 * from a survey (input/input.h), or loaded from the file that "sheath dump" has saved. Both are the
 * same to the last string. Types are text, so that nothing of the kernel is needed any more.
 */
struct api_type {
	const char *text;      /* as it is written: "u8" */
	const char *canonical; /* as the compiler sees it: "unsigned char" */
};

struct api_param {
	const char *name; /* "": not named */
	struct api_type type;
};

struct api_prototype {
	struct api_type returns;
	struct api_param *params;
	unsigned int n_params;
	bool variadic;
};

/* A sure fact about a function: see model/fact.h. */
struct api_fact {
	const char *subject; /* "call", "return", or the parameter's number from 1: "#1" */
	const char *kind;    /* "returns", "context", "gives", "takes", "consumes", "must_check" */
	const char *value;
};

struct api_function {
	const char *name;
	struct place at;
	bool is_inline;
	enum export export;
	const char *symbol_namespace; /* NULL: none */
	const struct api_prototype *prototype;
	const char *calls; /* all that an inline function does is to call this; NULL: more */
	struct api_fact *facts;
	unsigned int n_facts;
};

struct api_macro {
	const char *name;
	struct place at;
	bool function_like;
	const char **params; /* the last may be "...", or end so */
	unsigned int n_params;
	const char *body;
	const char *calls;
	bool has_value;
	int64_t value;
};

struct api_constant {
	const char *name;
	struct place at;
	int64_t value;
	const char *of; /* tag of the enumeration; NULL: none */
};

struct api_member {
	const char
		*name; /* of what is in an unnamed member: its own; of a named one: "outer.inner" */
	unsigned int line;
	struct api_type type;
	const struct api_prototype
		*prototype; /* of a pointer to a function; NULL: something else */
	uint64_t bit_offset;
	unsigned int bits; /* width of a bit-field; 0: none */
};

struct api_record {
	const char *name; /* "struct clk", "union ...", "enum ...", or a typedef's */
	struct place at;
	const struct api_type *alias; /* of a typedef; NULL: none */
	int64_t size;		      /* -1: not defined in a header */
	struct api_member *members;
	unsigned int n_members;
};

/* All lists are sorted by name. */
struct api {
	const char *release, *version, *arch, *clang;
	const char **headers; /* those that there are */
	size_t n_headers;
	struct unfit *unfit;
	size_t n_unfit;
	struct api_function *functions;
	size_t n_functions;
	struct api_macro *macros;
	size_t n_macros;
	struct api_constant *constants;
	size_t n_constants;
	struct api_record *types;
	size_t n_types;
	struct api_index *index;
};

/* From a survey and its ledger. */
struct api *api_make(struct run *run, const struct model *model, const struct ledger *ledger);

/* The version of the format: goes up when an older program would read it wrongly. */
#define API_FORMAT 1

/* The model as JSON; the same for the same headers, to the byte. */
struct text;
void api_dump(struct text *text, const struct api *api);

/* What api_dump() has written; NULL after an error if @text is anything else. @path: as the user calls it. */
struct api *api_load(struct run *run, const char *path, const char *text, size_t size);

/* Builds the look-ups; api_make() and api_load() have done so. */
void api_index(struct run *run, struct api *api);

/* NULL where there is none. */
const struct api_function *api_find_function(const struct api *api, const char *name);
const struct api_macro *api_find_macro(const struct api *api, const char *name);
const struct api_constant *api_find_constant(const struct api *api, const char *name);
const struct api_record *api_find_type(const struct api *api, const char *name);
bool api_has_header(const struct api *api, const char *name);
/* Is there a function, macro or constant of that name? */
bool api_has(const struct api *api, const char *name);
const struct api_member *api_find_member(const struct api_record *record, const char *name);

/* "int (*open)(struct gendisk *disk, blk_mode_t mode)": as text, with or without a name. */
const char *api_prototype_text(struct run *run, const struct api_prototype *prototype,
			       const char *name);
/* @name of a type that is there as text only: "u8 id[16]" of "u8 [16]". */
const char *api_declare(struct run *run, const char *type, const char *name);
/* "blk_alloc_disk(lim, node_id)", or the name alone of what takes no arguments; by any name. */
const char *api_macro_text(struct run *run, const struct api_macro *macro, const char *name);

#endif
