/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Flags say whether it sleeps: asked at the call by what <safe/core/context.h> has. */
typedef unsigned int gfp_t;
struct thing;

int thing_fill(struct thing *thing, gfp_t flags);
