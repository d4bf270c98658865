/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_WRAPPED_H
#define SHEATH_WRAPPED_H

#include "model/contract.h"
#include "render/value.h"

struct run;

/*
 * A wrapper on its way from a contract to a view: which parameters it takes,
 * how they are handed on, what becomes of the result. All decisions about
 * conversions are taken here; view*.c only names them.
 */

/* Something that headers define on demand: the result of a pointer, a slice. */
struct needed {
	const char *name; /* "clk_ptr" */
	const char *type; /* "struct clk *" */
};

struct needed_list {
	struct needed *items;
	unsigned int n, room;
};

/* What the wrappers of one header rely on. */
struct needs {
	struct needed_list results;
	struct needed_list slices;
	struct needed_list core;   /* "safe/core/unit.h"; no types */
	struct needed_list kernel; /* "linux/slab.h": what an operation is made of; no types */
};

/* Adds it unless it is there. */
void need(struct run *run, struct needed_list *list, const char *name, const char *type);

/* The result of a pointer; unless core has it. */
void need_result(struct run *run, struct needs *needs, const char *name, const char *type);

/* What happens to a parameter of the kernel's function. */
enum role {
	ROLE_PLAIN,
	ROLE_UNIT,   /* wrapped in a structure that names its unit, or the set its flags are of */
	ROLE_SLICE,  /* pointer that takes its length along */
	ROLE_LENGTH, /* that length: no parameter of the wrapper */
	ROLE_OWNER,  /* gives up an owner */
	ROLE_MEMBER, /* of that owner: no parameter of the wrapper */
	ROLE_STATE,  /* the owner of the state it must be in */
	ROLE_OUT,    /* hands out what is owned: a local of the wrapper */
};

/* A parameter of the kernel's function. */
struct kernel_param {
	const char *name; /* never NULL */
	const struct type *type;
	const char *raw_type; /* spelled */
	const char *raw_decl; /* "unsigned long rate" */
	const char *doc;      /* text of its kernel-doc */
	enum role role;
	unsigned int other;   /* ROLE_LENGTH: the slice; ROLE_MEMBER: the owner */
	unsigned int length;  /* ROLE_SLICE: the parameter that counts it */
	const char *arg;      /* what the wrapper hands on: "rate.value" */
	const char *decl;     /* in the wrapper; NULL if it has no such parameter */
	const char *own_type; /* its type there */
	const char *own_name; /* its name there */
	const char *unit;     /* "hz" */
	const char *checked;  /* how a macro hands it on where the front end checks it, or NULL */
};

/* Kinds of the wrapper's result. */
enum result_kind {
	RESULT_VOID,
	RESULT_SAME,  /* what the kernel's function returns */
	RESULT_ERRNO, /* an int */
	RESULT_UNIT,
	RESULT_STRUCT, /* to be opened by TRY() */
	RESULT_OWNER,  /* to be opened by owned() */
};

struct wrapped_result {
	enum result_kind kind;
	const char *type;	/* "struct safe_clk_ptr_result" */
	const char *name;	/* "clk_ptr"; "" if it is no structure */
	const char *from;	/* "err_ptr" */
	const char *value_type; /* "struct clk *" */
	const char *expr;	/* the call, converted */
	const char *error;	/* -ENOMEM: for NULL and false */
	bool must_check;
};

/* Texts of its kernel-doc; "" where there is nothing to say. */
struct wrapped_doc {
	const char *summary;
	const char *context;
	const char *returned;
	const char *contract;
};

struct wrapped {
	const struct contract *contract;
	const struct type *type;
	const char *returns; /* convention, or "" */
	struct kernel_param *params;
	unsigned int n_params;
	bool variadic;
	const char *format;	     /* variadic: name of the format parameter, or NULL */
	struct value_list *prologue; /* lines before the call */
	const char *call;
	struct wrapped_result result;
	const char **sources;	/* owner_sources() if the contract gives, else NULL */
	struct wrapped_doc doc; /* filled by doc_texts() */
};

/*
 * The wrapper of a contract whose status is wrapped. NULL after an error: a
 * contract that gives what cannot be found among result and parameters. What
 * it relies on is added to @needs.
 */
struct wrapped *wrap(struct run *run, const struct contract *contract, struct needs *needs);

/* In results.c: what the result becomes; the roles of the parameters are known. */
void wrap_result(struct run *run, struct wrapped *w, struct needs *needs);
/* In results.c: the call with its result converted; the arguments are known. */
void wrap_expr(struct run *run, struct wrapped *w);
/* In results.c: "return ...;" of a check that failed with @error, NULL if the wrapper cannot fail. */
const char *wrap_failure(struct run *run, const struct wrapped *w, const char *error);
/* In results.c: convention of the result, "" if it is not known; "void" if it has none. */
const char *wrap_returns(const struct contract *contract, const struct type *type);

/* The value of a sure fact, NULL if there is none. */
const char *fact_value(const struct contract *contract, enum subject subject, unsigned int param,
		       const char *kind);
/* Is it a sure fact of that parameter? */
bool fact_true(const struct contract *contract, unsigned int param, const char *kind);

#endif
