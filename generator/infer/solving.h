/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_SOLVING_H
#define SHEATH_INFER_SOLVING_H

#include "infer/summary.h"

struct inferred_list;
struct inferences;
struct spec;
struct spec_function;

struct solved;

/* What a function may return: seen on some way through it, or not excluded. */
struct answer {
	unsigned int sure, may; /* BIT_… */
	unsigned int grounds;	/* what of @may more speaks for than that something was not read */
	unsigned int kinds;	/* KIND_…: success is told in another way */
	bool null_expected;	/* those who get what it may be test for NULL */
	bool known;		/* of an argument: it is exactly @number */
	long long number;
	const struct solved *function; /* of an argument: this one's address */
	bool own;		       /* of an argument: the caller hands on what it was passed */
};

enum {
	KIND_NOT_COPIED = 1,
	KIND_XA_ERR = 2,
	KIND_PCIBIOS = 4,
	KIND_COMPARES = 8, /* all of it is -1, 0 or 1, as of strcmp(): none is a failure */
};

struct solved {
	const struct summary *summary; /* NULL: it was not read, but is stated */
	struct answer answer;	       /* for whatever callers pass */
	bool stated;		       /* a contract file says it */
	unsigned int sleep;	       /* SLEEP_… */
	bool stated_sleep, sleep_by_args, sleep_by_flags;
	bool by_args; /* it depends on what is passed */
	unsigned int n_callers,
		in_sections, /* in so many functions it is called in an atomic section */
		no_waiting;  /* with allocation flags by which it must not sleep */
	bool ends_section;   /* that its caller has begun */
	/* bits of parameters */
	unsigned int numbers;	    /* they do not point */
	unsigned int deciding;	    /* of these, they decide whether it sleeps */
	unsigned int called_inside; /* callbacks that are called in atomic sections only */
};

/* Whether it may sleep: always, as allocation flags or a callback let it; something is not known. */
enum {
	SLEEP_YES = 1,
	SLEEP_GFP = 2,
	SLEEP_CALLBACK = 4,
	SLEEP_UNKNOWN = 8,
};

/* What is seen to be stored in a member. */
struct stored {
	struct answer seen;
	bool number; /* of which none is an errno */
};

struct solver {
	struct run *run;
	struct summaries *all;
	struct solved *solved; /* as all->all */
	struct stored *fields; /* as all->all_members */
	struct table by_name;
	const struct spec_function **families; /* stated of "name*" */
	unsigned int n_families;
	bool in_field;
};

/* What those who get pointers think of them: see trust.c. The first is often tested for NULL, the other hardly ever. */
bool is_tested(const struct member *member);
bool is_trusted(const struct member *member);
/* What callers of the function do with its result; NULL: nothing is known of it. */
const struct member *solver_result(const struct solver *solver, const struct solved *one);

struct solved *solver_find(struct solver *solver, const char *name);
/* One that was not read and is of a family of which something is stated; or NULL. */
struct solved *find_family(struct solver *solver, const char *name);

/* The word for @answer, and whether what is not known could change it. NULL: none fits. */
const char *convention(enum result_kind result, const struct answer *answer, bool *sure);

/* What a contract file says; what was stated before stays. @function may be NULL. */
void set_stated(struct solved *one, const struct spec_function *function);
/* Of those that were not read: what is stated, and then what else is known. */
void add_stated(struct solver *solver, const struct spec_function *functions, unsigned int n);
void add_known(struct solver *solver, const struct spec *spec, const struct inferences *known);

/* What is called in atomic sections: see infer/sections.c. */
struct unit_text;
void solve_sections(struct solver *solver, const struct unit_text *units, size_t n);
void solve_sleep(struct solver *solver);
void set_stated_sleep(struct solved *one, const char *context);
/* Where the function calls what lets it sleep. */
unsigned int sleep_line(struct solver *solver, const struct solved *one);
/* The word for it, and whether what is not known could change it. */
const char *sleep_word(unsigned int sleep, bool *sure);

/* Adds what is known of the function to @list, if others can call it. */
void conclude(struct solver *solver, const struct solved *one, struct inferred_list *list);

#endif
