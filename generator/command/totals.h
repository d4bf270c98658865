/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TOTALS_H
#define SHEATH_TOTALS_H

#include "command/session.h"

/* What a run comes to, in numbers. */
struct totals {
	const char *release, *arch;
	unsigned int headers, functions, wrapped, safe, refused;
};

struct totals totals_of(const struct reading *reading);

/* One line, the fields in the order above, separated by tabs. */
const char *totals_line(struct run *run, const struct totals *totals);

/* Those of several trees in one line, and back. False if it is no such line. */
const char *totals_join(struct run *run, const struct totals *totals, unsigned int n);
bool totals_parse(struct run *run, const char *line, struct totals *totals, unsigned int n);

#endif
