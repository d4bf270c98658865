/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_EXPECT_H
#define SHEATH_EXPECT_H

#include "render/merge.h"

/* Fills "expect_any", "expect" and "there" of a header's view: calls that all trees must allow. */
void expectations_view(struct run *run, struct view *view, const struct merged_pieces *functions);

#endif
