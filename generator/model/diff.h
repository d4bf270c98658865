/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_DIFF_H
#define SHEATH_DIFF_H

#include "model/api.h"
#include "model/spec.h"

/*
 * What a driver's author has to know when a driver goes from one kernel to another: what of the
 * first is gone, called otherwise, or means something else in the second. What only the second has
 * is of no interest, but for functions that an ops structure may have now.
 */
enum impact {
	IMPACT_BREAKS,	 /* what uses it does not build any more, or does not load */
	IMPACT_MEANING,	 /* it builds, and what it does may be something else */
	IMPACT_HARMLESS, /* nothing has to be done */
};

/* What a driver names when it uses the thing. */
enum used_as { USED_NAME, USED_MEMBER, USED_TYPE, USED_HEADER };

struct use {
	struct place at;
	struct use *next;
};

struct change {
	enum impact impact;
	const char *kind; /* "removed", "renamed", "signature", ...: see sheath-diff(1) */
	enum used_as as;
	const char
		*name; /* "del_timer", "platform_driver.remove", "struct clk", "linux/of_gpio.h" */
	const char *record;	    /* USED_MEMBER: "struct platform_driver" */
	const char *member;	    /* USED_MEMBER: "remove" */
	const char *how;	    /* in a few words */
	const char *before, *after; /* as C; NULL: it is not there */
	struct place before_at, after_at;
	const char *instead; /* what to use now; NULL: not known */
	bool guessed;	     /* by likeness; otherwise a contract file says so, or the headers do */
	struct place instead_at; /* in the contract file, or nowhere */
	struct use *uses, **uses_end;
};

struct changes {
	struct change *list;
	size_t n, room;
};

/* Sorted by impact, header, place. All strings are the run's or one of the models'. */
void api_diff(struct run *run, const struct api *from, const struct api *to,
	      const struct spec *spec, struct changes *changes);

const char *impact_name(enum impact impact); /* "breaks", "meaning", "harmless" */

#endif
