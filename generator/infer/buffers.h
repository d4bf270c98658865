/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_BUFFERS_H
#define SHEATH_INFER_BUFFERS_H

#include "infer/origin.h"

/* For buffers.c and buffers_loop.c only. */
#define MAX_BOUNDS 64

/* "i < n" */
struct bound {
	unsigned long long decl; /* of i */
	struct node *limit;
	bool ended; /* it is a pointer, and the limit the end of what it goes through */
	const struct node *loop; /* the innermost that it is said in; NULL: none */
};

/* The loops that one is in. */
struct scan_loops {
	const struct node *loop;
	const struct scan_loops *outer;
};

struct scan {
	struct body *body;
	struct bound bounds[MAX_BOUNDS];
	unsigned int n_bounds;
	const struct scan_loops *loops; /* the innermost first; NULL: in none */
	bool said;			/* the line of the function is written */
	struct table written;		/* lines but for their last words */
};

/* An element of @size bytes of what @buffer is is at a place that @limit bounds. */
void say_counts(struct scan *s, struct node *buffer, struct node *limit, long long size,
		const struct node *where);

/* Of an expression; of what one points to, 1 for void. */
long long element_size(struct scan *s, const struct node *node);
long long pointed_size(struct scan *s, const struct node *node);

/* while (length--) *buffer++ = ...: what goes up and down in step */
void see_countdown(struct scan *s, struct node *loop);

#endif
