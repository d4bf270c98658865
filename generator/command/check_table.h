/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_CHECK_TABLE_H
#define SHEATH_CHECK_TABLE_H

#include "command/totals.h"

/* One kernel tree that was checked. */
struct check_row {
	const struct tree *tree;
	struct totals totals;	     /* if nothing contradicts */
	unsigned int contradictions; /* errors of contract files on this tree */
	unsigned int differences;    /* from the first tree */
};

/* One line for each tree, below a line of headings, on stdout. */
void check_table_print(const struct check_row *rows, unsigned int n);

#endif
