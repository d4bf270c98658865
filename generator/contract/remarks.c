// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What people want to hear who look after contract files. */
#include <fnmatch.h>
#include <string.h>

#include "contract/decide.h"
#include "contract/deciding.h"

/* What kernel-doc says of what @stated is about, if it is sure and says something else. */
static const struct fact *contradicting_doc(const struct contract *contract,
					    const struct fact *stated)
{
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (fact->origin == ORIGIN_DOC && fact->sure && fact->kind == stated->kind &&
		    fact->subject == stated->subject && fact->param == stated->param &&
		    strcmp(fact->value, stated->value))
			return fact;
	}
	return NULL;
}

static unsigned int remark_docs(struct run *run, const struct contract *contract)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *stated = &contract->facts.facts[i], *doc = NULL;

		if (stated->origin == ORIGIN_CONTRACT)
			doc = contradicting_doc(contract, stated);
		if (!doc)
			continue;
		diag_remark(run, stated->at, "%s: %s is stated, kernel-doc says %s",
			    stated->kind->name, stated->value, doc->value);
		diag_note(run, doc->at, "of '%s', here", contract->function->name);
		n++;
	}
	return n;
}

static bool matches(const struct model *model, const char *header, const char *name)
{
	if (!name_is_glob(name))
		return model_declares(model, name);
	for (size_t i = 0; i < model->n_functions; i++) {
		const struct function *function = &model->functions[i];

		if (function->header && !strcmp(function->header, header) &&
		    !fnmatch(name, function->name, 0))
			return true;
	}
	return false;
}

static unsigned int remark_items(struct run *run, const struct model *model, const char *header,
				 const struct spec_items *items)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < items->n; i++) {
		if (matches(model, header, items->items[i].key))
			continue;
		diag_remark(run, items->items[i].key_at,
			    "no function of %s in Linux %s, %s is called '%s'", header,
			    model->release, model->arch, items->items[i].key);
		n++;
	}
	return n;
}

unsigned int contract_remarks(struct run *run, const struct model *model, const struct spec *spec,
			      const struct ledger *ledger)
{
	unsigned int n = 0;

	for (size_t i = 0; i < ledger->n_contracts; i++)
		n += remark_docs(run, &ledger->contracts[i]);
	for (unsigned int i = 0; i < spec->n_headers; i++) {
		const struct spec_header *stated = &spec->headers[i];
		const struct header *header = model_header(model, stated->header);

		if (!header || !header->selected || header->missing)
			continue;
		n += remark_items(run, model, stated->header, &stated->safe);
		n += remark_items(run, model, stated->header, &stated->refuse);
	}
	return n;
}
