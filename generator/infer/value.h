/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_VALUE_H
#define SHEATH_INFER_VALUE_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * What an expression may be, as coarse as error conventions need it: a number is a negative errno,
 * negative otherwise ("-1", "not found"), zero or positive; a pointer is ERR_PTR(), NULL or valid.
 * The two share their bits, so that IS_ERR() and ERR_PTR() need no knowledge of their own.
 */
enum {
	BIT_ERR = 1,   /* -ENOMEM, ERR_PTR() */
	BIT_MINUS = 2, /* negative, but no errno */
	BIT_ZERO = 4,  /* 0, NULL */
	BIT_POS = 8,   /* positive, a valid pointer */
	BITS_NEGATIVE = BIT_ERR | BIT_MINUS,
	BITS_ALL = 15,
};

/* Where a part of a value comes from that this function's text alone does not tell. */
enum source {
	SOURCE_CALL, /* result of the function @name, called with @args, @index - 1 of them gfp_t */
	SOURCE_PARAM,	 /* parameter @index, | @flags */
	SOURCE_FLAGS,	 /* parameter @index & @flags */
	SOURCE_MEMBER,	 /* result of the callback @name: "clk_ops.enable"; @index 1: an int */
	SOURCE_CALLED,	 /* result of the callback that parameter @index is */
	SOURCE_FIELD,	 /* what member @name of a structure holds: "device.parent" */
	SOURCE_UNKNOWN,	 /* anything else */
	SOURCE_FUNCTION, /* address of the function @name; valid */
	SOURCE_ADDRESS, /* address of the function's variable @index; valid. Never leaves the walk */
};

struct value;

struct atom {
	enum source source;
	unsigned char mask; /* what conditions on the way have left of it */
	unsigned char type; /* of a call: what the type of its result allows */
	unsigned int index;
	long long flags;
	const char *name;
	const struct value *const *args;
	unsigned int n_args;
};

/*
 * Values never change once made. A boolean remembers what it says of variables: see struct test.
 */
struct value {
	unsigned char bits; /* certain to be possible */
	bool known;	    /* exactly @number */
	bool small;	    /* of all numbers @bits stand for -1, 0 and 1 only */
	long long number;
	const struct atom *atoms;
	unsigned int n;
	const struct test *test;
};

/* More sources than this are "anything". */
#define MAX_ATOMS 16

extern const struct value value_nothing, value_valid, value_truth;

const struct value *value_bits(struct arena *arena, unsigned int bits);
const struct value *value_number(struct arena *arena, long long number, unsigned int bits);
const struct value *value_atom(struct arena *arena, const struct atom *atom);
/* @mask of anything. */
const struct value *value_unknown(struct arena *arena, unsigned int mask);
const struct value *value_join(struct arena *arena, const struct value *a, const struct value *b);
/* Without what comes from elsewhere. */
const struct value *value_constants(struct arena *arena, const struct value *value);
/* What is left of @value if only @mask is possible; the same value if that is all. */
const struct value *value_filter(struct arena *arena, const struct value *value, unsigned int mask);
bool value_equal(const struct value *a, const struct value *b);
bool number_is_small(long long number);
/* -1, 0 or 1, as far as it does not come from elsewhere. */
bool value_is_small(const struct value *value);
/* All that it may be. */
unsigned int value_may(const struct value *value);
/* The only source of a value that has nothing else; NULL if it is not like that. */
const struct atom *value_only(const struct value *value, enum source source);
/* Without what only the function itself can understand, and at most @depth calls deep. */
const struct value *value_strip(struct arena *arena, const struct value *value, unsigned int depth);
/* The bits of an exact number; @errno_named: the source calls it by an errno's name. */
unsigned int number_bits(long long number, bool errno_named);

#endif
