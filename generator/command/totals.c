// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>

#include "command/totals.h"

struct totals totals_of(const struct reading *reading)
{
	const struct ledger *ledger = reading->ledger;
	struct totals totals = {
		.release = reading->model->release,
		.arch = reading->model->arch,
		.functions = ledger->n_contracts,
	};

	for (size_t i = 0; i < reading->model->n_headers; i++) {
		const struct header *header = &reading->model->headers[i];

		totals.headers += header->selected && !header->missing;
	}
	for (size_t i = 0; i < ledger->n_contracts; i++) {
		totals.wrapped += ledger->contracts[i].status == STATUS_WRAPPED;
		totals.safe += ledger->contracts[i].status == STATUS_SAFE;
		totals.refused += ledger->contracts[i].status == STATUS_REFUSED;
	}
	return totals;
}

const char *totals_line(struct run *run, const struct totals *totals)
{
	return arena_printf(&run->arena, "%s\t%s\t%u\t%u\t%u\t%u\t%u", totals->release,
			    totals->arch, totals->headers, totals->functions, totals->wrapped,
			    totals->safe, totals->refused);
}

const char *totals_join(struct run *run, const struct totals *totals, unsigned int n)
{
	const char *line = "";

	for (unsigned int i = 0; i < n; i++)
		line = arena_printf(&run->arena, "%s%s%s", line, i ? ";" : "",
				    totals_line(run, &totals[i]));
	return line;
}

static bool parse_one(struct run *run, const char *line, struct totals *totals)
{
	char release[128], arch[32];

	if (sscanf(line, "%127[^\t]\t%31[^\t]\t%u\t%u\t%u\t%u\t%u", release, arch, &totals->headers,
		   &totals->functions, &totals->wrapped, &totals->safe, &totals->refused) != 7)
		return false;
	totals->release = run_intern(run, release);
	totals->arch = run_intern(run, arch);
	return true;
}

bool totals_parse(struct run *run, const char *line, struct totals *totals, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++) {
		if (!line || !parse_one(run, line, &totals[i]))
			return false;
		line = strchr(line, ';');
		line = line ? line + 1 : NULL;
	}
	return !line;
}
