// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What is worth stating of each function of a header. */
#include <stdlib.h>
#include <string.h>

#include "contract/rules.h"
#include "contract/types.h"
#include "model/declarator.h"
#include "propose/making.h"

/* The order in which people write them. */
static const char *const key_order[] = {
	"prototype",   "returns",    "errno",	 "nullable",  "gives",	  "takes",
	"unit",	       "must_check", "context",	 "acquires",  "releases", "holds",
	"released_by", "printf",     "noreturn", "direction", "bytes_of", "count_of",
	"bits_of",     "data_of",    "flags",	 "consumes",
};

static unsigned int key_rank(const char *key)
{
	const unsigned int n = sizeof(key_order) / sizeof(*key_order);

	for (unsigned int i = 0; i < n; i++)
		if (!strcmp(key_order[i], key))
			return i;
	return n;
}

bool is_proposable(const struct contract *contract, const char *header)
{
	const struct function *function = contract->function;

	return function->header && !strcmp(function->header, header) && !contract->spec &&
	       !contract->stated && contract->type && function->form != FUNCTION_MACRO &&
	       function->name[0] != '_' && function_links(function) && !function->unlinked &&
	       !function_attribute(function, "deprecated");
}

/* --- one fact --- */

static const char *param_name(const struct contract *contract, unsigned int param)
{
	return contract->type->params[param].name;
}

static bool has_gfp(const struct type *type)
{
	for (unsigned int i = 0; i < type->n_params; i++)
		if (type_is_gfp(type->params[i].type))
			return true;
	return false;
}

/* Does the declaration say it anyway? */
static bool says_declaration(const struct contract *contract, const struct fact *fact)
{
	const char *kind = fact->kind->name;

	if (fact->origin == ORIGIN_ATTRIBUTE)
		return true;
	if (!strcmp(kind, "context") && !strcmp(fact->value, "gfp"))
		return has_gfp(contract->type);
	/* of unsigned numbers, pointers to const and the like */
	if (!strcmp(kind, "returns"))
		return fact->origin == ORIGIN_NAME && fact->sure;
	return !strcmp(kind, "direction") && !strcmp(fact->value, "in") &&
	       type_points_to_const(contract->type->params[fact->param].type);
}

/* What contract files say by naming an owner. */
static bool is_for_owners(const struct fact *fact)
{
	static const char *const kinds[] = { "gives", "takes", "needs" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(fact->kind->name, kinds[i]))
			return true;
	return false;
}

/* An owner stands for that. */
static bool is_replaced(const struct proposed_entry *entry, const struct fact *fact)
{
	return entry->gives &&
	       (!strcmp(fact->kind->name, "released_by") || !strcmp(fact->kind->name, "owned"));
}

/* Does a sure fact say how much is there? */
static bool is_counted(const struct contract *contract, unsigned int param)
{
	static const char *const counts[] = { "bytes_of", "count_of", "bits_of" };
	const char *name = param_name(contract, param);

	for (unsigned int i = 0; name && i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		for (size_t j = 0; j < sizeof(counts) / sizeof(*counts); j++)
			if (fact->sure && !strcmp(fact->kind->name, counts[j]) &&
			    !strcmp(fact->value, name))
				return true;
	}
	return false;
}

/* To say anything of memory means that somebody looked how far it goes: nobody did. */
static bool lacks_extent(const struct contract *contract, const struct fact *fact)
{
	return fact->subject == SUBJECT_PARAM && fact->sure &&
	       type_is_raw(contract->type->params[fact->param].type) &&
	       !is_counted(contract, fact->param);
}

static void add(struct proposed_entry *entry, struct proposed_fact fact)
{
	for (unsigned int i = 0; i < entry->n; i++) {
		const struct proposed_fact *other = &entry->facts[i];

		if (other->subject == fact.subject && other->param == fact.param &&
		    !strcmp(other->key, fact.key) && !strcmp(other->value, fact.value))
			return;
	}
	entry->facts[entry->n++] = fact;
}

static void add_fact(struct proposed_entry *entry, const struct contract *contract,
		     const struct fact *fact, bool sure)
{
	bool extent = lacks_extent(contract, fact);

	if (is_for_owners(fact) || is_replaced(entry, fact) || says_declaration(contract, fact) ||
	    (fact->kind->value == VALUE_TRUE && strcmp(fact->value, "true") != 0) ||
	    (fact->subject == SUBJECT_PARAM && !param_name(contract, fact->param)))
		return;
	add(entry,
	    (struct proposed_fact){
		    .key = fact->kind->name,
		    .value = fact->value,
		    .subject = fact->subject == SUBJECT_PARAM ? SUBJECT_PARAM : SUBJECT_RETURN,
		    .param = fact->subject == SUBJECT_PARAM ? fact->param : 0,
		    .sure = sure && !extent,
		    .origin = fact->origin,
		    .at = fact->at,
		    .doubt = extent ? "how much memory that is nobody says" : fact->doubt,
	    });
}

/* --- one function --- */

static void add_facts(struct proposed_entry *entry, const struct contract *contract)
{
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];
		const struct fact *winner =
			contract_fact(contract, fact->subject, fact->param, fact->kind->name);

		if (!winner)
			add_fact(entry, contract, fact, false);
		else if (winner == fact)
			add_fact(entry, contract, fact, true);
	}
}

static void add_owners(struct making *m, struct proposed_entry *entry,
		       const struct contract *contract)
{
	struct proposed_fact fact;

	entry->gives = owner_given(m, contract, &fact);
	if (entry->gives) {
		add(entry, fact);
		if (fact.sure)
			entry->doubt = NULL;
	}
	if (owner_taken(m, contract, &fact)) {
		add(entry, fact);
		if (fact.sure)
			entry->doubt = NULL;
	}
}

/* Does a fact speak of a parameter that the declaration has no name for? */
static bool needs_names(const struct contract *contract, const struct proposed_fact *fact)
{
	const struct type *type = contract->function->type;

	if (fact->subject != SUBJECT_PARAM)
		return false;
	if (!type->params[fact->param].name)
		return true;
	for (unsigned int i = 0; i < type->n_params; i++)
		if (!type->params[i].name && contract->type->params[i].name &&
		    !strcmp(contract->type->params[i].name, fact->value))
			return true;
	return false;
}

static const char *prototype_text(struct run *run, const struct type *type)
{
	const char *text = arena_printf(&run->arena, "%s (", type_text(run, type->inner));

	for (unsigned int i = 0; i < type->n_params; i++)
		text = arena_printf(&run->arena, "%s%s%s", text, i ? ", " : "",
				    declare(run, type->params[i].type, type->params[i].name));
	return arena_printf(&run->arena, "%s)", text);
}

/* The names that its definition has are stated: nothing can be said of arguments without. */
static void add_names(struct making *m, struct proposed_entry *entry,
		      const struct contract *contract)
{
	bool needed = false, sure = false;

	for (unsigned int i = 0; i < entry->n; i++) {
		bool needs = needs_names(contract, &entry->facts[i]);

		needed |= needs;
		sure |= needs && entry->facts[i].sure;
	}
	if (needed)
		add(entry, (struct proposed_fact){
				   .key = "prototype",
				   .value = prototype_text(m->run, contract->type),
				   .subject = SUBJECT_RETURN,
				   .sure = sure,
				   .origin = ORIGIN_ATTRIBUTE,
				   .at = contract->function->at,
			   });
}

static int compare(const void *a, const void *b)
{
	const struct proposed_fact *x = a, *y = b;
	int by_key = (int)key_rank(x->key) - (int)key_rank(y->key);

	if (x->subject != y->subject)
		return (int)x->subject - (int)y->subject;
	if (x->param != y->param)
		return (int)x->param - (int)y->param;
	return by_key ? by_key : (int)y->origin - (int)x->origin;
}

/* Nobody wrote an entry for it, so nobody has seen that it links. */
static bool may_not_link(const struct making *m, const struct contract *contract)
{
	return contract->function->form == FUNCTION_INLINE && !m->model->links_known &&
	       contract->status != STATUS_WRAPPED;
}

static void add_entry(struct making *m, const struct contract *contract)
{
	struct proposal *proposal = m->proposal;
	struct proposed_entry *entry = &proposal->entries[proposal->n_entries];

	*entry = (struct proposed_entry){
		.contract = contract,
		.facts = arena_new(&m->run->arena, struct proposed_fact, contract->facts.n + 3),
		.doubt = rules_doubt(m->model, contract),
	};
	add_owners(m, entry, contract);
	add_facts(entry, contract);
	add_names(m, entry, contract);
	if (!entry->doubt && may_not_link(m, contract))
		entry->doubt = "inline: can a module link what it calls?";
	qsort(entry->facts, entry->n, sizeof(*entry->facts), compare);
	if (entry->n)
		proposal->n_entries++;
	else if (!contract_returns(contract))
		proposal->unknown[proposal->n_unknown++] = contract->function->name;
}

static void count(struct proposal *proposal, const struct contract *contract)
{
	const struct function *function = contract->function;

	if (!function->header || strcmp(function->header, proposal->header) != 0 ||
	    function->form == FUNCTION_MACRO || !function_links(function))
		return;
	proposal->n_functions++;
	proposal->n_stated += contract->spec || contract->stated;
}

struct proposal *proposal_make(struct run *run, const struct model *model, const struct spec *spec,
			       const struct ledger *ledger, const char *header)
{
	struct proposal *proposal = arena_new(&run->arena, struct proposal, 1);
	struct making m = {
		.run = run,
		.model = model,
		.spec = spec,
		.ledger = ledger,
		.proposal = proposal,
	};

	proposal->header = header;
	proposal->entries = arena_new(&run->arena, struct proposed_entry, ledger->n_contracts + 1);
	proposal->unknown = arena_new(&run->arena, const char *, ledger->n_contracts + 1);
	owners_propose(&m);
	for (size_t i = 0; i < ledger->n_contracts; i++) {
		count(proposal, &ledger->contracts[i]);
		if (is_proposable(&ledger->contracts[i], header))
			add_entry(&m, &ledger->contracts[i]);
	}
	ops_propose(&m);
	return proposal;
}
