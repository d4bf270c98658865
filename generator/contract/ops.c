// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Entries below ops: that say what this kernel has not. */
#include <string.h>

#include "contract/deciding.h"
#include "model/ops.h"

static bool uses(const struct ops *ops, const struct spec_item *item)
{
	for (unsigned int i = 0; i < ops->n; i++)
		if (ops->members[i].from == item || ops->members[i].sets == item)
			return true;
	return false;
}

/* Other kernels may have what this one lacks, so these are remarks. */
static void check_items(struct deciding *d, const struct ops *ops, const struct spec_items *items,
			const char *what)
{
	for (unsigned int i = 0; i < items->n; i++)
		if (!uses(ops, &items->items[i]))
			diag_remark(d->run, items->items[i].key_at,
				    "no function of 'struct %s' in Linux %s, %s %s '%s'",
				    ops->spec->name, d->model->release, d->model->arch, what,
				    items->items[i].key);
}

/* Members that this kernel does not have, and those whose prototype cannot be had from its own. */
static void check_members(struct deciding *d, const struct ops *ops)
{
	const struct spec_ops *spec = ops->spec;

	for (unsigned int i = 0; i < spec->n_members; i++) {
		const struct ops_member *member = ops_find(ops, &spec->members[i]);

		if (member && member->in_kernel)
			continue;
		diag_remark(d->run, spec->members[i].at,
			    "no member of '%s' in Linux %s, %s, can be '%s' as stated%s",
			    spec->name, d->model->release, d->model->arch, spec->members[i].name,
			    member ? "" : ": its types are not there");
	}
}

static void check_ops(struct deciding *d, const struct spec_ops *spec)
{
	struct ops ops;

	if (ops_resolve(d->run, d->model, spec, &ops)) {
		check_members(d, &ops);
		check_items(d, &ops, &spec->from, "takes a");
		check_items(d, &ops, &spec->sets, "is called");
		return;
	}
	diag_remark(d->run, spec->at, "there is no 'struct %s' in Linux %s, %s: no macros",
		    spec->name, d->model->release, d->model->arch);
}

void ops_check(struct deciding *d)
{
	for (unsigned int i = 0; i < d->spec->n_headers; i++) {
		const struct spec_header *spec = &d->spec->headers[i];
		const struct header *header = model_header(d->model, spec->header);

		if (!header || !header->selected || header->missing)
			continue;
		for (unsigned int j = 0; j < spec->n_ops; j++)
			check_ops(d, &spec->ops[j]);
	}
}
