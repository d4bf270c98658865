/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SHAPE_H
#define SHEATH_SHAPE_H

struct templates;

/*
 * The shapes there are: those that a template SHAPE.h.in was found for. What
 * the template's first lines say of it (@# guarantees: ...@) is told by explain.
 */
struct shape {
	const char *name;  /* "function", "acquire", "mmio_read" */
	const char *file;  /* of its template: "templates/function.h.in" */
	const char **core; /* core headers the wrapper needs: "safe/core/mmio.h" */
	unsigned int n_core;
	const char **guarantees; /* a line each */
	unsigned int n_guarantees;
	const char **cannot;
	unsigned int n_cannot;
};

struct shapes {
	struct shape *shapes; /* sorted by name */
	unsigned int n_shapes;
	struct templates *templates; /* render's own */
};

/* NULL if there is none. */
const struct shape *shape_find(const struct shapes *shapes, const char *name);

#endif
