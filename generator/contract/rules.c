// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <fnmatch.h>
#include <string.h>

#include "base/text.h"
#include "contract/extents.h"
#include "contract/names.h"
#include "contract/rules.h"
#include "contract/types.h"

/* A rule without a reason or a shape has set it itself. */
struct rule {
	bool (*applies)(struct deciding *d, struct contract *contract);
	enum status status;
	const char *reason;
	const char *shape;
};

static bool has(const struct contract *contract, enum subject subject, unsigned int param,
		const char *kind)
{
	return contract_fact(contract, subject, param, kind);
}

static bool returns(const struct contract *contract, const char *convention)
{
	const char *is = contract_returns(contract);

	return is && !strcmp(is, convention);
}

/* Also a macro that calls such a function. */
static bool not_linkable(struct deciding *d, struct contract *contract)
{
	const char *needs = contract->spec ? contract->spec->needs : NULL;
	const struct function *needed = needs ? model_function(d->model, needs) : NULL;
	const struct function *called = contract->call ? model_function(d->model, contract->calls)
						       : contract->function;

	return (called && !function_links(called)) || (needs && !needed) ||
	       (needed && !function_links(needed));
}

/* An inline function: whoever wrote a contract for it has seen that it links. */
static bool calls_unlinkable(struct deciding *d, struct contract *contract)
{
	(void)d;
	return contract->function->unlinked && !contract->spec;
}

/* Exported, but to modules with given names only. */
static bool for_named_modules(struct deciding *d, struct contract *contract)
{
	const char *space = contract->function->symbol_namespace;

	(void)d;
	return space && !strncmp(space, "module:", strlen("module:"));
}

static bool stated_elsewhere(struct deciding *d, struct contract *contract)
{
	return !contract->spec && table_find(&d->entries, contract->function->name);
}

static bool is_former_name(struct deciding *d, struct contract *contract)
{
	return !contract->spec && table_find(&d->former, contract->function->name);
}

static bool has_other_name(struct deciding *d, struct contract *contract)
{
	return !contract->spec && table_find(&d->named, contract->function->name);
}

/* A glob of the function's own header that matches it. */
static const char *glob_reason(const struct spec_items *items, const char *name)
{
	for (unsigned int i = 0; i < items->n; i++)
		if (name_is_glob(items->items[i].key) && !fnmatch(items->items[i].key, name, 0))
			return items->items[i].value;
	return NULL;
}

static const char *item_reason(struct deciding *d, const struct table *exact, size_t items,
			       const struct contract *contract)
{
	const char *name = contract->function->name;
	const struct spec_item *item = table_find(exact, name);
	const struct spec_header *header;

	if (item || contract->spec)
		return item ? item->value : NULL;
	header = contract->function->header ? spec_find_header(d->spec, contract->function->header)
					    : NULL;
	if (!header)
		return NULL;
	return glob_reason((const void *)((const char *)header + items), name);
}

static bool stated_safe(struct deciding *d, struct contract *contract)
{
	contract->reason = contract->spec ? contract->spec->safe : NULL;
	if (!contract->reason)
		contract->reason =
			item_reason(d, &d->safe, offsetof(struct spec_header, safe), contract);
	contract->stated = contract->reason;
	return contract->reason;
}

static bool stated_refuse(struct deciding *d, struct contract *contract)
{
	contract->reason = contract->spec ? contract->spec->refuse : NULL;
	if (!contract->reason)
		contract->reason =
			item_reason(d, &d->refuse, offsetof(struct spec_header, refuse), contract);
	contract->stated = contract->reason;
	return contract->reason;
}

static void unknown_shape(struct deciding *d, const struct contract *contract)
{
	struct text known = TEXT_INIT;

	for (unsigned int i = 0; i < d->shapes->n_shapes; i++)
		text_printf(&known, "%s%s", i ? ", " : "", d->shapes->shapes[i].name);
	diag_error(d->run, EXIT_CONTRACT, contract->spec->shape_at,
		   "no template makes the shape '%s'", contract->spec->shape);
	diag_note(d->run, contract->spec->shape_at, "known shapes are %s", known.buf);
	text_release(&known);
}

static bool stated_shape(struct deciding *d, struct contract *contract)
{
	if (!contract->spec || !contract->spec->shape)
		return false;
	contract->shape = contract->spec->shape;
	if (!shape_find(d->shapes, contract->shape))
		unknown_shape(d, contract);
	return true;
}

static bool is_internal(struct deciding *d, struct contract *contract)
{
	(void)d;
	return contract->function->name[0] == '_' && !contract->spec;
}

static bool is_deprecated(struct deciding *d, struct contract *contract)
{
	(void)d;
	return function_attribute(contract->function, "deprecated") && !contract->spec;
}

static bool is_untyped_macro(struct deciding *d, struct contract *contract)
{
	(void)d;
	return !contract->type;
}

/* A value whose size nobody has seen: an enumeration that is only declared. */
static bool is_incomplete(const struct type *type)
{
	const struct type *real = type_resolve(type, NULL);

	return (real->kind == TYPE_ENUM || real->kind == TYPE_STRUCT || real->kind == TYPE_UNION) &&
	       real->size < 0;
}

static bool takes_incomplete(struct deciding *d, struct contract *contract)
{
	const struct type *type = contract->type;

	(void)d;
	for (unsigned int i = 0; i < type->n_params; i++)
		if (is_incomplete(type->params[i].type))
			return true;
	return is_incomplete(type->inner);
}

static bool unknown_convention(struct deciding *d, struct contract *contract)
{
	(void)d;
	return !contract_returns(contract);
}

static bool untyped_callback(struct deciding *d, struct contract *contract)
{
	const struct type *type = contract->type;
	bool callback = false, data = false;

	(void)d;
	for (unsigned int i = 0; i < type->n_params; i++) {
		callback |= type_is_function_pointer(type->params[i].type);
		data |= type_is_untyped(type->params[i].type);
	}
	return callback && data;
}

/* A cookie, which what is given keeps for its release. */
static bool is_member(const struct contract *contract, unsigned int param)
{
	const char *name = contract->type->params[param].name;

	for (unsigned int i = 0; name && contract->gives && i < contract->gives->members.n; i++)
		if (!strcmp(contract->gives->members.items[i].key, name))
			return true;
	return false;
}

static bool unknown_extent(struct deciding *d, struct contract *contract)
{
	const struct type *type = contract->type;

	(void)d;
	for (unsigned int i = 0; i < type->n_params; i++)
		if (type_is_raw(type->params[i].type) && !extent_is_stated(contract, i) &&
		    !extent_is_counted(contract, i) && !is_member(contract, i))
			return true;
	return false;
}

static bool changes_locks(struct deciding *d, struct contract *contract)
{
	(void)d;
	return !contract->gives && !contract->takes &&
	       (has(contract, SUBJECT_CALL, 0, "acquires") ||
		has(contract, SUBJECT_CALL, 0, "releases"));
}

static bool cannot_be_released(struct deciding *d, struct contract *contract)
{
	(void)d;
	for (unsigned int i = 0; i < contract->facts.n; i++)
		if (contract->facts.facts[i].sure && !contract->gives &&
		    !strcmp(contract->facts.facts[i].kind->name, "gives"))
			return true;
	return false;
}

static bool gives(struct deciding *d, struct contract *contract)
{
	(void)d;
	return contract->gives;
}

static bool takes(struct deciding *d, struct contract *contract)
{
	(void)d;
	return contract->takes;
}

static bool untyped_arguments(struct deciding *d, struct contract *contract)
{
	(void)d;
	return contract->type->variadic && !has(contract, SUBJECT_CALL, 0, "printf");
}

/* The wrapper's result says more than the function's. */
static bool adds_to_result(const struct contract *contract)
{
	static const char *const plain[] = { "errno", "bool", "value", "pointer", "void", NULL };
	const char *convention = contract_returns(contract);
	bool must_check = !strcmp(convention, "errno") ||
			  has(contract, SUBJECT_RETURN, 0, "must_check");
	const char *const *word = plain;

	while (*word && strcmp(*word, convention))
		word++;
	return !*word || has(contract, SUBJECT_RETURN, 0, "unit") ||
	       (must_check && !function_attribute(contract->function, "must_check"));
}

static bool adds_to_params(const struct contract *contract)
{
	static const char *const strict[] = { "unit",	  "flags",   "bytes_of",
					      "count_of", "bits_of", "needs" };
	const struct fact *fact;

	for (unsigned int i = 0; i < contract->type->n_params; i++)
		for (size_t j = 0; j < sizeof(strict) / sizeof(*strict); j++) {
			fact = contract_fact(contract, SUBJECT_PARAM, i, strict[j]);
			if (fact && strcmp(fact->value, "return"))
				return true;
		}
	return false;
}

static bool adds_something(struct deciding *d, struct contract *contract)
{
	const struct spec_function *spec = contract->spec;
	const struct fact *context = contract_fact(contract, SUBJECT_CALL, 0, "context");

	(void)d;
	/* a name that holds on all kernels is something, too */
	if (spec &&
	    (spec->n_was || spec->n_calls || spec->forms.n || contract->call || spec->wrapper ||
	     spec->n_use || spec->n_misuse || (spec->prototype && contract->function->type)))
		return true;
	return adds_to_result(contract) || adds_to_params(contract) ||
	       (context && !strcmp(context->value, "may_sleep"));
}

static bool variadic_adds_something(struct deciding *d, struct contract *contract)
{
	return contract->type->variadic && adds_something(d, contract);
}

static bool is_format(struct deciding *d, struct contract *contract)
{
	(void)d;
	return contract->type->variadic;
}

static bool must_check_already(struct deciding *d, struct contract *contract)
{
	(void)d;
	return returns(contract, "errno");
}

/* A doubt that only a contract file can end: its name speaks of giving, or changing, back. */
static bool may_end_something(struct deciding *d, struct contract *contract)
{
	static const char *const words[] = {
		"put",	  "release", "destroy", "unregister", "del",	     "exit",	   "remove",
		"detach", "cleanup", "disable", "enable",     "constructor", "destructor", NULL,
	};
	/* with the kind of memory before it, too */
	static const char *const ends[] = { "free", "unmap", NULL };
	/* that, unless there is a result: then it may be where something ends */
	static const char *const over[] = { "end", "done", "close", "drop", NULL };
	const char *name = contract->function->name;

	(void)d;
	return !contract->spec && (name_has_word(name, words) || name_has_end(name, ends) ||
				   (returns(contract, "void") && name_has_word(name, over)));
}

static bool may_acquire(struct deciding *d, struct contract *contract)
{
	static const char *const words[] = { "alloc", "try", "acquire", "request", "map", NULL };

	(void)d;
	return !contract->spec && !has(contract, SUBJECT_RETURN, 0, "must_check") &&
	       !adds_to_result(contract) && name_has_word(contract->function->name, words);
}

static bool may_lock(struct deciding *d, struct contract *contract)
{
	static const char *const words[] = { "lock", "unlock", "trylock", NULL };

	(void)d;
	return !contract->spec && name_has_word(contract->function->name, words);
}

static bool returns_nothing(struct deciding *d, struct contract *contract)
{
	(void)d;
	return returns(contract, "void");
}

static bool always(struct deciding *d, struct contract *contract)
{
	(void)d;
	(void)contract;
	return true;
}

static bool is_from_body(const struct contract *contract, enum subject subject, const char *kind)
{
	const struct fact *fact = contract_fact(contract, subject, 0, kind);

	return fact && fact->origin == ORIGIN_BODY;
}

/* Worth a wrapper for what its body tells, but a module may lack what that calls. */
static bool calls_unseen(struct deciding *d, struct contract *contract)
{
	return !d->model->links_known && !contract->spec &&
	       contract->function->form == FUNCTION_INLINE &&
	       (is_from_body(contract, SUBJECT_RETURN, "returns") ||
		is_from_body(contract, SUBJECT_CALL, "context")) &&
	       adds_something(d, contract);
}

/*
 * It is known that it does not sleep, or when; or all that it does stands in headers, which calls
 * nothing. Only where all headers are read is that looked at.
 */
static bool was_seen(const struct deciding *d, const struct contract *contract)
{
	return !d->model->links_known || contract->spec || contract->function->leaf ||
	       has(contract, SUBJECT_CALL, 0, "context");
}

/* Its body stands in a macro, and may call what modules cannot. */
static bool made_by_macro(struct deciding *d, struct contract *contract)
{
	return d->model->links_known && !contract->spec && !contract->function->read &&
	       contract->function->form == FUNCTION_INLINE && adds_something(d, contract);
}

static bool unseen_body(struct deciding *d, struct contract *contract)
{
	return !was_seen(d, contract);
}

static bool counted_numbers(struct deciding *d, struct contract *contract)
{
	return d->model->links_known && extents_hidden(contract);
}

/* Unsigned, but -1 or an errno all the same: what its body returns was not seen, or is that. */
static bool hidden_failure(struct deciding *d, struct contract *contract)
{
	const struct fact *returned = contract_fact(contract, SUBJECT_RETURN, 0, "returns");

	return d->model->links_known && !contract->spec && returned->origin == ORIGIN_NAME &&
	       (contract->function->form == FUNCTION_EXTERN || contract->function->negative);
}

static const struct rule rules[] = {
	{ not_linkable, STATUS_REFUSED, "not exported to modules", NULL },
	{ calls_unlinkable, STATUS_REFUSED, "calls what is not exported to modules", NULL },
	{ for_named_modules, STATUS_REFUSED, "exported to certain modules only", NULL },
	{ stated_elsewhere, STATUS_REFUSED, "a contract file states it of another header", NULL },
	{ is_former_name, STATUS_REFUSED, "another name of a function that has a wrapper", NULL },
	{ has_other_name, STATUS_SAFE, "a name of the safe headers stands for it", NULL },
	{ stated_safe, STATUS_SAFE, NULL, NULL },
	{ stated_refuse, STATUS_REFUSED, NULL, NULL },
	{ stated_shape, STATUS_WRAPPED, NULL, NULL },
	{ is_internal, STATUS_REFUSED, "internal: its name begins with an underscore", NULL },
	{ is_deprecated, STATUS_REFUSED, "deprecated", NULL },
	{ is_untyped_macro, STATUS_REFUSED, "macro without a stated prototype", NULL },
	{ takes_incomplete, STATUS_REFUSED, "no header that can be read defines its types", NULL },
	{ unknown_convention, STATUS_REFUSED, "return convention not known", NULL },
	{ cannot_be_released, STATUS_REFUSED, "this kernel cannot release what it acquires", NULL },
	{ untyped_callback, STATUS_REFUSED, "untyped callback", NULL },
	{ unknown_extent, STATUS_REFUSED, "memory whose extent is not stated", NULL },
	{ changes_locks, STATUS_REFUSED, "changes which locks are held", NULL },
	{ untyped_arguments, STATUS_REFUSED, "untyped variable arguments", NULL },
	{ gives, STATUS_WRAPPED, NULL, "acquire" },
	{ takes, STATUS_WRAPPED, NULL, "release" },
	{ variadic_adds_something, STATUS_WRAPPED, NULL, "variadic" },
	{ is_format, STATUS_SAFE, "the compiler checks its format", NULL },
	{ may_end_something, STATUS_REFUSED, "may end an ownership or a state; nobody stated which",
	  NULL },
	{ may_acquire, STATUS_REFUSED, "may acquire something; nobody stated what", NULL },
	{ may_lock, STATUS_REFUSED, "may change which locks are held; nobody stated how", NULL },
	{ calls_unseen, STATUS_REFUSED, "inline, and what it calls was not looked at: --all does",
	  NULL },
	{ made_by_macro, STATUS_REFUSED, "a macro makes it; nobody knows what it calls", NULL },
	{ adds_something, STATUS_WRAPPED, NULL, "function" },
	{ unseen_body, STATUS_REFUSED, "nothing was seen of its body; nobody knows what it does",
	  NULL },
	{ counted_numbers, STATUS_REFUSED, "memory whose extent is not stated", NULL },
	{ hidden_failure, STATUS_REFUSED, "an unsigned result that may stand for a failure", NULL },
	{ must_check_already, STATUS_SAFE, "its result must be looked at, arguments are typed",
	  NULL },
	{ returns_nothing, STATUS_SAFE, "cannot fail, arguments are typed", NULL },
	{ always, STATUS_SAFE, "its result is no error code, arguments are typed", NULL },
};

void rules_apply(struct deciding *d, struct contract *contract)
{
	const struct rule *rule = rules;

	while (!rule->applies(d, contract))
		rule++;
	contract->status = rule->status;
	if (rule->reason)
		contract->reason = rule->reason;
	if (rule->shape)
		contract->shape = rule->shape;
}

const char *rules_doubt(const struct model *model, const struct contract *contract)
{
	static const struct {
		bool (*applies)(struct deciding *, struct contract *);
		bool needs_convention;
	} doubts[] = { { may_end_something, false },
		       { may_acquire, true },
		       { may_lock, false },
		       { calls_unseen, true } };
	struct deciding d = { .model = model };

	for (size_t i = 0; i < sizeof(doubts) / sizeof(*doubts); i++) {
		const struct rule *rule = rules;

		if ((doubts[i].needs_convention && !contract_returns(contract)) ||
		    !doubts[i].applies(&d, (struct contract *)contract))
			continue;
		while (rule->applies != doubts[i].applies)
			rule++;
		return rule->reason;
	}
	return NULL;
}
