/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_RENDER_H
#define SHEATH_RENDER_H

#include "model/contract.h"
#include "model/shape.h"
#include "render/output.h"
#include "render/question.h"

/*
 * From contracts to texts: views are made, templates filled. Nothing is read
 * but templates, nothing written: what comes out is put into a list of files.
 */

/* The shapes that have templates in these directories. NULL after errors. */
/* What the generated headers begin with whose kernel headers nobody looked after. */
#define SAFE_PRELUDE "safe/core/prelude.h"

struct shapes *shapes_read(struct run *run, const char *const *dirs, unsigned int n_dirs);

/* The views of all wrapped functions, by header: what headers and tests are made from. */
struct rendering;

/* NULL after errors. */
struct rendering *render_prepare(struct run *run, const struct model *model,
				 const struct spec *spec, const struct ledger *ledger,
				 const struct shapes *shapes);

/*
 * "safe/linux/clk.h" for each selected header that one of the trees has; they are @n, the newest
 * first. What they differ in is asked of the user's kernel: @probe. False after errors.
 */
bool render_headers(struct run *run, struct rendering *const *renderings, unsigned int n,
		    struct probe *probe, struct output_files *out);

/* What asks those questions, and where the answers are looked up. False after errors. */
bool render_probe(struct run *run, struct rendering *rendering, const struct probe *probe,
		  struct output_files *out);

/* Compile tests, below the directory @dir: see templates/tests/Makefile. False after errors. */
bool render_tests(struct run *run, struct rendering *rendering, const char *dir,
		  struct output_files *out);

/* The wrapper's prototype, as explain prints it; "" for one that is written by hand. */
const char *render_wrapper_prototype(struct run *run, const struct contract *contract);

#endif
