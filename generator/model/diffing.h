/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DIFFING_H
#define SHEATH_DIFFING_H

#include "base/run.h"
#include "model/diff.h"

/*
 * Shared by the parts of api_diff(), by nobody else.
 */
struct diffing {
	struct run *run;
	const struct api *from, *to;
	const struct spec *spec;
	struct changes *changes;
	struct table
		new_types;   /* header -> struct new_type: types that only the second model has */
	struct table stated; /* name -> struct spec_function: also by was: names */
	struct table
		new_fields; /* members that only the second model's structures have -> "m in struct s" */
	struct table
		in_files; /* header of the second model -> struct likely: names to guess from */
};

/* One more change; its other members are to be filled in. */
struct change *diff_add(struct diffing *d, enum impact impact, const char *kind, const char *name,
			const char *how);

/* How a value of one type does where another is wanted. */
enum fit {
	FIT_SAME,     /* spelled alike */
	FIT_SPELLED,  /* the same type in other words */
	FIT_HARMLESS, /* converted without loss and without a word */
	FIT_MEANING,  /* converted, and may be another value */
	FIT_NOT,      /* a diagnostic */
};

/* Where the function's result was of type @from and is of type @to. */
enum fit fit_result(const struct api_type *from, const struct api_type *to);
/* Where an object itself is of another type: it may be read and written. */
enum fit fit_object(const struct api_type *from, const struct api_type *to);
enum impact fit_impact(enum fit fit);

/* The same parameters and result for the compiler. */
bool prototype_same(const struct api_prototype *a, const struct api_prototype *b);
/* Words on how the parameters differ, NULL if they do not; the worst of their fits in *@fit. */
const char *prototype_parameters(struct run *run, const struct api_prototype *a,
				 const struct api_prototype *b, enum fit *fit);

/* Functions, macros, constants of the first model: those from @first on, up to @end. */
void diff_names(struct diffing *d, size_t first, size_t end);
size_t diff_count_names(const struct api *from);
void diff_types(struct diffing *d);   /* structures and their members, typedefs */
void diff_headers(struct diffing *d); /* what cannot be included any more */

/* Fills in what to use instead of a name that is gone; @alias: what it was another name for, or NULL. */
void instead_of_function(struct diffing *d, struct change *change,
			 const struct api_function *function, const char *alias);
void instead_of_macro(struct diffing *d, struct change *change, const struct api_macro *macro,
		      const char *alias);
void instead_of_constant(struct diffing *d, struct change *change, struct place at, int64_t value);
void instead_of_member(struct diffing *d, struct change *change, const struct api_record *from,
		       const struct api_member *member, const struct api_record *to);
/* What contract files say of a name that is there in another form; false if they say nothing. */
bool instead_stated(struct diffing *d, struct change *change, const char *name);

/* How alike two names are: 0 to 100; their words count, in any order. */
unsigned int likeness(const char *a, const char *b);

#endif
