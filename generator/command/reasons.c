// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/reasons.h"

struct reason {
	const char *text;
	unsigned int n;
};

static int more_frequent(const void *a, const void *b)
{
	const struct reason *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->text, y->text);
}

/* What contract files say in words of their own counts as one. */
static const char *reason_of(const struct contract *contract)
{
	return contract->stated ? "a contract file says why" : contract->reason;
}

static unsigned int count(struct run *run, const struct ledger *ledger, struct reason *reasons)
{
	struct table seen = { 0 };
	unsigned int n = 0;

	for (size_t i = 0; i < ledger->n_contracts; i++) {
		const char *text = reason_of(&ledger->contracts[i]);
		struct reason *reason;

		if (ledger->contracts[i].status != STATUS_REFUSED)
			continue;
		reason = table_find(&seen, text);
		if (!reason) {
			reason = &reasons[n++];
			reason->text = text;
			table_add(&run->arena, &seen, text, reason);
		}
		reason->n++;
	}
	return n;
}

void reasons_print(struct run *run, const struct reading *reading)
{
	const struct ledger *ledger = reading->ledger;
	struct reason *reasons = arena_new(&run->arena, struct reason, ledger->n_contracts + 1);
	unsigned int n = count(run, ledger, reasons);

	qsort(reasons, n, sizeof(*reasons), more_frequent);
	for (unsigned int i = 0; i < n; i++)
		printf("%8u refused: %s\n", reasons[i].n, reasons[i].text);
	printf("%8u units were needed to read the headers\n", reading->model->n_units);
	printf("%8zu headers cannot be read; manifest.json says why\n", reading->model->n_unfit);
}
