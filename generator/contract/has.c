// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Entries below has: that are no questions. */
#include "contract/deciding.h"
#include "model/has.h"

static void check_entry(struct deciding *d, const struct spec_item *item)
{
	struct has has;

	if (!has_parse(d->run, item->key, &has) || has.tag || has.n_params >= 0)
		diag_error(d->run, EXIT_CONTRACT, item->key_at,
			   "'%s' cannot be part of a macro's name", item->key);
	if (!has_parse(d->run, item->value, &has))
		diag_error(d->run, EXIT_CONTRACT, item->at,
			   "'%s' asks nothing: it is 'struct TAG.MEMBER', 'FUNCTION' or "
			   "'FUNCTION(ARGUMENT, ...)'",
			   item->value);
}

void has_check(struct deciding *d)
{
	for (unsigned int i = 0; i < d->spec->n_headers; i++)
		for (unsigned int j = 0; j < d->spec->headers[i].has.n; j++)
			check_entry(d, &d->spec->headers[i].has.items[j]);
}
