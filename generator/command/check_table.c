// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>

#include "command/check_table.h"

static int widest_release(const struct check_row *rows, unsigned int n)
{
	size_t widest = strlen("kernel");

	for (unsigned int i = 0; i < n; i++)
		if (strlen(rows[i].tree->release) > widest)
			widest = strlen(rows[i].tree->release);
	return (int)widest;
}

static void print_row(const struct check_row *row, int width)
{
	const struct totals *totals = &row->totals;

	printf("%-*s  %-6s  ", width, row->tree->release, row->tree->arch);
	if (row->contradictions)
		printf("%7s  %9s  %7s  %6s  %7s  %11u  %7s\n", "-", "-", "-", "-", "-",
		       row->contradictions, "-");
	else
		printf("%7u  %9u  %7u  %6u  %7u  %11u  %7u\n", totals->headers, totals->functions,
		       totals->wrapped, totals->safe, totals->refused, 0, row->differences);
}

void check_table_print(const struct check_row *rows, unsigned int n)
{
	int width = widest_release(rows, n);

	printf("%-*s  %-6s  %7s  %9s  %7s  %6s  %7s  %11s  %7s\n", width, "kernel", "arch",
	       "headers", "functions", "wrapped", "safe", "refused", "contradicts", "differs");
	for (unsigned int i = 0; i < n; i++)
		print_row(&rows[i], width);
}
