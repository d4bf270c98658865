/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_EXTRA_SOLVE_H
#define SHEATH_INFER_EXTRA_SOLVE_H

#include "infer/solve.h"

/*
 * What the lines of infer/extra.h's readers say of all functions together; facts are added to those
 * that are in @list already.
 */
void buffers_solve(struct run *run, const struct unit_text *units, size_t n,
		   const struct spec *spec, struct inferred_list *list);

void uses_solve(struct run *run, const struct unit_text *units, size_t n,
		struct inferred_list *list);
/* After all that says what functions return. */
void errnos_solve(struct run *run, const struct unit_text *units, size_t n,
		  struct inferred_list *list);
void ways_solve(struct run *run, const struct unit_text *units, size_t n, const struct spec *spec,
		struct inferred_list *list);
void comments_solve(struct run *run, const struct unit_text *units, size_t n,
		    struct inferred_list *list);

#endif
