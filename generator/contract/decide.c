// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/suggest.h"
#include "contract/calls.h"
#include "contract/collect.h"
#include "contract/decide.h"
#include "contract/deciding.h"
#include "model/prototype.h"
#include "contract/rules.h"
#include "contract/types.h"
#include "model/alias.h"
#include "model/declarator.h"

bool name_is_glob(const char *name)
{
	return strpbrk(name, "*?[");
}

static void index_items(struct deciding *d, struct table *table, const struct spec_items *items)
{
	for (unsigned int i = 0; i < items->n; i++)
		if (!name_is_glob(items->items[i].key))
			table_add(&d->run->arena, table, items->items[i].key, &items->items[i]);
}

static void index_spec(struct deciding *d)
{
	struct arena *arena = &d->run->arena;

	for (unsigned int i = 0; i < d->spec->n_headers; i++) {
		const struct spec_header *header = &d->spec->headers[i];

		index_items(d, &d->safe, &header->safe);
		index_items(d, &d->refuse, &header->refuse);
		for (unsigned int j = 0; j < header->n_names; j++)
			for (unsigned int k = 0; k < header->names[j].n_of; k++)
				table_add(arena, &d->named, header->names[j].of[k],
					  (void *)&header->names[j]);
		for (unsigned int j = 0; j < header->n_functions; j++) {
			const struct spec_function *function = &header->functions[j];

			table_add(arena, &d->entries, function->name, function);
			for (unsigned int k = 0; k < function->n_was; k++)
				table_add(arena, &d->former, function->was[k], function);
		}
	}
}

/*
 * Contract files speak of the headers that they name. Of all headers, others may have something of the
 * same name.
 */
static bool is_elsewhere(const struct deciding *d, const struct function *function)
{
	return d->model->n_units && !spec_find_header(d->spec, function->header);
}

static const struct function *stated_function(const struct deciding *d, const char *name)
{
	const struct function *function = model_function(d->model, name);

	return function && !is_elsewhere(d, function) ? function : NULL;
}

const struct function *spec_target(const struct deciding *d, const struct spec_function *spec)
{
	const struct function *function = stated_function(d, spec->name);

	for (unsigned int i = 0; !function && i < spec->n_was; i++)
		function = stated_function(d, spec->was[i]);
	return function;
}

static const struct spec_function *find_entry(const struct deciding *d,
					      const struct function *function)
{
	const struct spec_function *spec = table_find(&d->entries, function->name);

	if (is_elsewhere(d, function))
		return NULL;
	if (spec)
		return spec;
	spec = table_find(&d->former, function->name);
	return spec && spec_target(d, spec) == function ? spec : NULL;
}

static bool same_prototype(const struct type *type, const struct type *stated)
{
	bool same = type->n_params == stated->n_params && type->variadic == stated->variadic &&
		    type_fits(type->inner, stated->inner);

	for (unsigned int i = 0; same && i < type->n_params; i++)
		same = type_fits(type->params[i].type, stated->params[i].type);
	return same;
}

/* The prototype that is stated beside that of the kernel must be the same. */
static void compare_prototypes(struct deciding *d, const struct contract *contract,
			       const struct type *stated)
{
	const struct type *type = contract->function->type;

	if (same_prototype(type, stated))
		return;
	diag_error(d->run, EXIT_CONTRACT, contract->spec->prototype_at,
		   "the prototype of '%s' is not that of this kernel, '%s'", contract->spec->name,
		   declare(d->run, type, contract->function->name));
	note_declaration(d, contract);
}

/*
 * That of the kernel, or the stated one: of a macro, of what kernels do otherwise, and where the
 * kernel's has no names or other ones on each architecture.
 */
static const struct type *find_prototype(struct deciding *d, const struct contract *contract)
{
	const struct type *type = contract->function->type, *stated = NULL;

	/* a contract file may go by what has no name */
	if (!contract->spec)
		return collect_param_names(d->run, contract->function, d->inferences);
	if (contract->spec->prototype)
		stated = prototype_parse(d->run, d->model, contract->spec->prototype,
					 contract->spec->prototype_at);
	if (!stated)
		return type;
	return type ? calls_with_callbacks(d->run, stated, type) : stated;
}

/* What is stated must be what the kernel has, or say how else it is called. */
static void check_calls(struct deciding *d, const struct contract *contract)
{
	const struct spec_function *spec = contract->spec;

	if (contract->call || !spec || !spec->prototype || !contract->type)
		return;
	if (!spec->n_calls && !spec->forms.n) {
		if (contract->function->type)
			compare_prototypes(d, contract, contract->type);
		return;
	}
	if (!function_links(contract->function) ||
	    (contract->function->type && same_prototype(contract->function->type, contract->type)))
		return;
	diag_error(d->run, EXIT_CONTRACT, spec->at,
		   "no call of '%s' has the arguments that this kernel wants",
		   contract->function->name);
	note_declaration(d, contract);
}

static void collect_facts(struct deciding *d, struct contract *contract)
{
	struct facts facts = { .run = d->run };

	if (contract->type) {
		collect_prototype(&facts, contract);
		collect_doc(&facts, contract);
		collect_inferred(&facts, contract, d->inferences);
		collect_names(&facts, contract);
		pairs_collect(d, &facts, contract);
	}
	merge_stated(d, &facts, contract);
	if (d->inferences)
		facts_leave_out(&facts, d->inferences->without);
	facts_sort(&facts);
	facts_agree(&facts);
	contract->facts = facts.list;
}

/* Its wrapper's name must be free: in the kernel, and among the wrappers. */
static void name_wrapper(struct deciding *d, struct contract *contract)
{
	const struct spec_function *spec = contract->spec;
	const char *base = spec ? spec->name : contract->function->name;
	const struct contract *other;

	if (contract->status != STATUS_WRAPPED)
		return;
	contract->wrapper =
		spec && spec->wrapper
			? spec->wrapper
			: run_intern(d->run, arena_printf(&d->run->arena, "safe_%s", base));
	if (model_declares(d->model, contract->wrapper)) {
		contract->status = STATUS_REFUSED;
		contract->reason = "the kernel uses the wrapper's name";
		contract->wrapper = contract->shape = NULL;
		return;
	}
	if (table_add(&d->run->arena, &d->wrappers, contract->wrapper, contract))
		return;
	other = table_find(&d->wrappers, contract->wrapper);
	/* one wrapper written by hand may stand for several functions: each entry says so */
	if (spec && spec->wrapper && spec->shape && other->spec && other->spec->wrapper)
		return;
	diag_error(d->run, EXIT_CONTRACT, spec ? spec->at : contract->function->at,
		   "'%s' and '%s' would both be wrapped as '%s'", base, other->function->name,
		   contract->wrapper);
	diag_note(d->run, other->spec ? other->spec->at : other->function->at,
		  "the other one is here");
}

static void collect_function(struct deciding *d, struct contract *contract,
			     const struct function *function)
{
	contract->function = function;
	contract->spec = find_entry(d, function);
	contract->gives_param = -1;
	contract->type = find_prototype(d, contract);
	calls_find(d, contract);
	check_calls(d, contract);
	collect_facts(d, contract);
}

static void decide_function(struct deciding *d, struct contract *contract)
{
	if (contract->type)
		check_contract(d, contract);
	resolve_owners(d, contract);
	rules_apply(d, contract);
	name_wrapper(d, contract);
}

/* Names of a header's functions that have no entry: one of them may be meant by an entry. */
static void collect_unstated(struct deciding *d, struct paths *unstated, const char *header)
{
	for (size_t i = 0; i < d->model->n_functions; i++) {
		const struct function *function = &d->model->functions[i];

		if (function->header && !strcmp(function->header, header) &&
		    !table_find(&d->entries, function->name) &&
		    !table_find(&d->former, function->name))
			paths_add(d->run, unstated, function->name);
	}
}

static void remark_absent(struct deciding *d, const struct spec_function *spec,
			  struct paths *unstated)
{
	const char *near;

	if (model_declares(d->model, spec->name)) {
		diag_remark(d->run, spec->at,
			    "'%s' is declared by a header that is not selected: no wrapper",
			    spec->name);
		return;
	}
	if (!unstated->n)
		collect_unstated(d, unstated, spec->header->header);
	near = suggest(spec->name, unstated->paths, unstated->n);
	diag_remark(d->run, spec->at, "'%s' is not in Linux %s, %s: no wrapper%s%s%s", spec->name,
		    d->model->release, d->model->arch, near ? "; did you mean '" : "",
		    near ? near : "", near ? "'?" : "");
}

/* An operation that has no function of its own in this kernel, and is made of others. */
static void decide_made(struct deciding *d, struct ledger *ledger, const struct spec_function *spec)
{
	struct function *function;
	const char *name;

	if (model_function(d->model, spec->name) || spec_target(d, spec) ||
	    !calls_possible(d, spec) ||
	    !prototype_try(d->run, d->model, spec->prototype, spec->prototype_at, &name))
		return;
	function = arena_new(&d->run->arena, struct function, 1);
	*function = (struct function){
		.name = spec->name,
		.at = spec->at,
		.header = spec->header->header,
		.form = FUNCTION_MACRO,
	};
	collect_function(d, &ledger->contracts[ledger->n_contracts], function);
	decide_function(d, &ledger->contracts[ledger->n_contracts++]);
}

static void decide_all_made(struct deciding *d, struct ledger *ledger)
{
	for (unsigned int i = 0; i < d->spec->n_headers; i++) {
		const struct spec_header *spec = &d->spec->headers[i];
		const struct header *header = model_header(d->model, spec->header);

		if (!header || !header->selected || header->missing)
			continue;
		for (unsigned int j = 0; j < spec->n_functions; j++)
			decide_made(d, ledger, &spec->functions[j]);
	}
}

static bool is_done(const struct ledger *ledger, const struct spec_function *spec)
{
	for (size_t i = ledger->n_seen; i < ledger->n_contracts; i++)
		if (ledger->contracts[i].spec == spec)
			return true;
	return false;
}

/* What a contract file states and this kernel does not have. */
static void list_absent(struct deciding *d, struct ledger *ledger, const struct spec_header *spec)
{
	const struct header *header = model_header(d->model, spec->header);
	struct paths unstated = { 0 };

	if (!header || !header->selected)
		return;
	for (unsigned int i = 0; i < spec->n_functions; i++) {
		if (spec_target(d, &spec->functions[i]) || is_done(ledger, &spec->functions[i]))
			continue;
		ledger->absent[ledger->n_absent++] = &spec->functions[i];
		if (!header->missing)
			remark_absent(d, &spec->functions[i], &unstated);
	}
}

static unsigned int count_entries(const struct spec *spec)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < spec->n_headers; i++)
		n += spec->headers[i].n_functions;
	return n;
}

static struct ledger *decide(struct run *run, const struct model *model, const struct spec *spec,
			     const struct inferences *inferences, const struct shapes *shapes,
			     bool pairs)
{
	struct deciding d = {
		.run = run,
		.model = model,
		.spec = spec,
		.inferences = inferences,
		.shapes = shapes,
		.pairs = pairs,
	};
	struct ledger *ledger = arena_new(&run->arena, struct ledger, 1);

	ledger->contracts =
		arena_new(&run->arena, struct contract, model->n_functions + count_entries(spec));
	ledger->n_contracts = ledger->n_seen = model->n_functions;
	ledger->absent = arena_new(&run->arena, const struct spec_function *, count_entries(spec));
	index_spec(&d);
	pairs_init(&d);
	aliases_add(run, model, spec);
	owners_init(&d.owners, run, model, spec);
	owners_check(&d.owners);
	ops_check(&d);
	has_check(&d);
	for (size_t i = 0; i < model->n_functions; i++)
		collect_function(&d, &ledger->contracts[i], &model->functions[i]);
	pairs_relate(&d, ledger);
	for (size_t i = 0; i < model->n_functions; i++)
		decide_function(&d, &ledger->contracts[i]);
	decide_all_made(&d, ledger);
	for (unsigned int i = 0; i < spec->n_headers; i++)
		list_absent(&d, ledger, &spec->headers[i]);
	return ledger;
}

struct ledger *contract_decide(struct run *run, const struct model *model, const struct spec *spec,
			       const struct inferences *inferences, const struct shapes *shapes)
{
	unsigned int errors = run->diags.errors;
	struct ledger *ledger = decide(run, model, spec, inferences, shapes, true);

	return run->diags.errors == errors ? ledger : NULL;
}

struct ledger *contract_facts(struct run *run, const struct model *model, const struct spec *spec,
			      const struct inferences *inferences, const struct shapes *shapes,
			      bool pairs)
{
	struct diag_list kept = run->diags;
	struct ledger *ledger;

	run->diags = (struct diag_list){ .last = &run->diags.first };
	ledger = decide(run, model, spec, inferences, shapes, pairs);
	run->diags = kept;
	return ledger;
}
