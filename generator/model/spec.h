/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SPEC_H
#define SHEATH_SPEC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/place.h"

/*
 * What contract files say, as written: filled by spec/, checked against the
 * model by contract/. Every entry has its place.
 */

/* "key: value" inside an entry; the value's place. */
struct spec_item {
	const char *key;
	const char *value;
	struct place at; /* of the value */
	struct place key_at;
};

struct spec_items {
	struct spec_item *items;
	unsigned int n;
};

/* args: { rate: { unit: Hz, nullable: true } } */
struct spec_arg {
	const char *name;
	struct place at;
	struct spec_items facts;
};

/* use: and misuse: cases of a hand-written wrapper. */
struct spec_case {
	const char *code;  /* statements, as C text */
	const char *error; /* misuse: part of the diagnostic, as a regular expression; use: NULL */
	struct place at;
};

/* One entry below functions: */
struct spec_function {
	const char *name;
	struct place at;
	struct spec_items facts; /* of the result and of the call: returns, gives, context ... */
	struct spec_arg *args;
	unsigned int n_args;
	const char **was; /* names of the same operation in other kernels */
	unsigned int n_was;
	const char *
		*calls; /* how kernels are called that differ in it: the first that fits is taken */
	unsigned int n_calls;
	struct spec_items forms; /* the kernel's prototype, or a question -> how it is called */
	const char *prototype;	 /* of a macro: "int (struct device *dev, int n)" */
	struct place prototype_at;
	const char *needs; /* of a macro: the function that it calls, which must be exported */
	const char *shape; /* explicit shape: a template's name */
	struct place shape_at;
	struct spec_items with; /* values for the shape's template: @with.key@ */
	const char *
		wrapper; /* name of the wrapper where it is not safe_<name> (hand-written in core) */
	const char *safe;   /* why it is safe as it is */
	const char *refuse; /* why there is no wrapper */
	const char *note;   /* a paragraph for the wrapper's kernel-doc */
	struct spec_case *use, *misuse;
	unsigned int n_use, n_misuse;
	const struct spec_header *header;
};

/* One entry below owned: what can be owned, and how it is given back. */
struct spec_owned {
	const char *name; /* "clk": becomes struct safe_clk */
	struct place at;
	const char *type; /* "struct clk *": of the one member */
	struct spec_items
		members; /* or several: name -> C type; the first is what borrow() hands out */
	const char *
		release; /* a function's name, or a call with members' names: "free_irq(irq, dev_id)" */
	struct place release_at;
	bool nullable;	 /* NULL is a valid handle that is not released (…_optional) */
	bool by_hand;	 /* a core header has struct safe_<name> already */
	const char *doc; /* "a reference to a clock" */
	const struct spec_header *header;
};

/* One entry below members: a function that kernels want with different prototypes. */
struct spec_member {
	const char *name; /* "match" */
	struct place at;
	const char *prototype; /* the driver's function; NULL: as the kernel has it */
	struct place prototype_at;
	const char **was; /* names of the member in other kernels */
	unsigned int n_was;
	struct spec_items forms; /* other kernels' prototype -> how the driver's, fn(), is called */
};

/*
 * One entry below ops: a structure of functions, or a function with callbacks, and where the
 * driver's data is in their arguments.
 */
struct spec_ops {
	const char *name; /* "file_operations" */
	struct place at;
	struct spec_member *members; /* those of which more than the data is stated */
	unsigned int n_members;
	struct spec_items from; /* type of an argument -> the data: "arg->private_data" */
	struct spec_items sets; /* member -> statement that stores what its function makes */
	const char **atomic;	/* members whose functions run in atomic context */
	unsigned int n_atomic;
	const struct spec_header *header;
};

/* One entry below names: what kernels call differently. */
struct spec_name {
	const char *name; /* "safe_blk_mode_t", "SAFE_PCI_IRQ_INTX" */
	struct place at;
	const char **of; /* the first that a kernel has is meant: "blk_mode_t", "fmode_t" */
	unsigned int n_of;
};

/* One contract file. */
struct spec_header {
	const char *file;   /* "contracts/linux/clk.yaml" */
	const char *path;   /* where it was read */
	const char *header; /* "linux/clk.h"; NULL: none, it has primitives only */
	struct place at;
	const char **also; /* globs of headers whose functions count as this one's: asm/io.h */
	unsigned int n_also;
	const char **includes; /* headers that it needs and leaves to its users */
	unsigned int n_includes;
	const char **core; /* core headers that are always included: "safe/core/mmio.h" */
	unsigned int n_core;
	struct spec_items safe;	  /* names (globs allowed) that are safe as they are -> why */
	struct spec_items refuse; /* names (globs allowed) that get no wrapper -> why */
	struct spec_items has;	  /* questions about the kernel: the macro's name -> question */
	struct spec_name *names;
	unsigned int n_names;
	struct spec_owned *owned;
	unsigned int n_owned;
	struct spec_ops *ops;
	unsigned int n_ops;
	struct spec_function *functions;
	unsigned int n_functions;
	struct spec_function *primitives; /* see struct spec */
	unsigned int n_primitives;
	struct spec_header *next; /* what the same file says of another header */
	/*
	 * It says nothing but what goes before the header, what belongs to it and what gets no
	 * wrapper: nobody has looked at the header, which is read with all others only, or when it is
	 * asked for.
	 */
	bool little;
};

struct spec {
	struct spec_header *headers; /* in the order of their names */
	unsigned int n_headers;
	/*
	 * What is taken as given of functions where bodies are read: those that bodies cannot tell
	 * it of. Nothing is generated from it, and no kernel needs to have them.
	 */
	struct spec_function *primitives;
	unsigned int n_primitives;
};

/* All that is stated but which headers there are and what they need; primitives stay. */
void spec_forget(struct spec *spec);

/* The order that spec.headers has, for qsort(). */
int spec_compare_headers(const void *a, const void *b);

const struct spec_header *spec_find_header(const struct spec *spec, const char *header);
const struct spec_function *spec_find_function(const struct spec *spec, const char *name);
const struct spec_function *spec_find_primitive(const struct spec *spec, const char *name);
const struct spec_owned *spec_find_owned(const struct spec *spec, const char *name);

#endif
