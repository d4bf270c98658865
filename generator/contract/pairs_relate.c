// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What gives back what other functions hand out tells of this one. */
#include <string.h>

#include "contract/deciding.h"
#include "contract/names.h"
#include "contract/pair_names.h"
#include "contract/relating.h"
#include "contract/types.h"

#define DEPTH 4

/* How often a releaser is known for sure to give back structures of one tag. */
struct evidence {
	const char *releaser;
	unsigned int n;
	struct evidence *next;
};

/* What it is called that a pointer points to, perhaps through another one; memory of devices is "iomem". */
static const char *struct_tag(const struct type *type)
{
	const struct type *target = type_resolve(type, NULL);

	for (unsigned int i = 0; i < 2 && target->kind == TYPE_POINTER; i++)
		target = type_resolve(target->inner, NULL);
	if (target->kind == TYPE_VOID)
		return target->space ? target->space : type_resolve(type, NULL)->space;
	return target->kind == TYPE_STRUCT ? target->name : NULL;
}

/*
 * What a fact about giving back speaks of: the structure, whether it is the result or an argument, and how it was
 * taken. NULL: nothing that others could have in common with it.
 */
const char *relating_key(struct run *run, const struct contract *contract, const struct fact *fact)
{
	const char *verb = pair_words_verb(contract->function->name, fact->value), *tag = NULL;
	const struct type *type = contract->type;

	if (fact->subject == SUBJECT_RETURN)
		tag = struct_tag(type->inner);
	else if (fact->subject == SUBJECT_PARAM)
		tag = struct_tag(type->params[fact->param].type);
	if (!tag || !verb)
		return NULL;
	return arena_printf(&run->arena, "%c %s %s", fact->subject == SUBJECT_RETURN ? 'r' : 'p',
			    verb, tag);
}

bool is_releasing(const struct fact *fact)
{
	return !strcmp(fact->kind->name, "released_by");
}

static void add_evidence(struct relating *r, const char *key, const char *releaser)
{
	struct evidence *first = table_find(&r->by_tag, key), *evidence = first;

	while (evidence && strcmp(evidence->releaser, releaser) != 0)
		evidence = evidence->next;
	if (!evidence) {
		evidence = arena_new(&r->d->run->arena, struct evidence, 1);
		evidence->releaser = releaser;
		if (first) {
			evidence->next = first->next;
			first->next = evidence;
		} else {
			table_add(&r->d->run->arena, &r->by_tag, key, evidence);
		}
	}
	evidence->n++;
}

/* The first sure fact of that kind; NULL: there is none. */
const struct fact *sure_releaser(const struct contract *contract)
{
	for (unsigned int i = 0; i < contract->facts.n; i++)
		if (contract->facts.facts[i].sure && is_releasing(&contract->facts.facts[i]))
			return &contract->facts.facts[i];
	return NULL;
}

static void note(struct relating *r, const struct contract *contract)
{
	const struct fact *fact = contract->type ? sure_releaser(contract) : NULL;
	const char *key = fact ? relating_key(r->d->run, contract, fact) : NULL;
	const char *tag =
		fact && fact->subject == SUBJECT_RETURN ? struct_tag(contract->type->inner) : NULL;

	if (key)
		add_evidence(r, key, fact->value);
	if (tag)
		add_evidence(r, tag, fact->value);
}

/* What these give was not there before. */
bool is_making(const char *name)
{
	static const char *const making[] = { "alloc",	 "create", "register", "add", "new",
					      "request", "remap",  "open",     NULL };

	return name_has_end(name, making);
}

/* What is found by its place in something else is mostly lent. */
static bool is_lent(const char *name)
{
	static const char *const words[] = {
		"parent", "child", "owner", "rcu",   "master", "root",	"drvdata", "priv",
		"data",	  "first", "last",  "prev",  "upper",  "lower", "peek",	   "current",
		"self",	  "init",  "set",   "is",    "has",    "to",	"noref",   "internal",
		"insert", "net",   "ptr",   "batch", "err",    NULL,
	};

	return (*name == '_' && !is_making(name)) || name_has_word(name, words);
}

/*
 * Something that is there already may be lent: what is found is put back if it is counted, what one gets only if
 * it comes from what takes a reference, or if nobody has read it and such things are hardly ever lent.
 */
static bool may_be_lent(const struct relating *r, const struct contract *contract,
			const struct fact *fact)
{
	static const char *const handing[] = { "get", "next", "parse", NULL };
	static const char *const put[] = { "put", NULL };

	if (name_finds(contract->function->name))
		return !name_has_word(fact->value, put);
	return name_has_word(contract->function->name, handing) && !contract->function->calls &&
	       !is_hardly_lent(r, contract, fact);
}

/* Where a result is stored. */
static bool is_stored_in(const struct type *type)
{
	const struct type *pointer = type_resolve(type, NULL);

	return pointer->kind == TYPE_POINTER && type_is_pointer(pointer->inner);
}

/* What is done to an argument is undone by what has the same words; a result may be made in many ways. */
static bool says_more(const struct contract *contract, const struct fact *fact)
{
	const char *name = contract->function->name, *verb = pair_words_verb(name, fact->value);

	return fact->subject == SUBJECT_PARAM &&
	       !is_stored_in(contract->type->params[fact->param].type) &&
	       pair_words_rest(name, fact->value, verb);
}

/* The one function whose result it returns: an inline one that only calls it, or seen in its body. */
static const char *called_name(const struct contract *contract)
{
	const struct fact *fact = contract_fact(contract, SUBJECT_RETURN, 0, "comes_from");

	return contract->function->calls ? contract->function->calls : fact ? fact->value : NULL;
}

/* It gives what that gives which it calls. */
static bool calls_acquire(const struct relating *r, const struct contract *contract)
{
	const char *name = called_name(contract);

	for (unsigned int depth = 0; name && depth < DEPTH; depth++) {
		if (contract_fact(contract, SUBJECT_RETURN, 0, "owned"))
			return true;
		if (!pair_name_acquires(name))
			return false;
		contract = table_find(&r->contracts, name);
		name = contract ? called_name(contract) : NULL;
	}
	return true;
}

/*
 * A guess that is true of others that hand out the same structure, or are given it. If nothing else gives
 * such structures back, they agree on it.
 */
static bool is_borne_out(struct relating *r, const struct contract *contract,
			 const struct fact *fact)
{
	const char *key = relating_key(r->d->run, contract, fact), *name = contract->function->name;
	const struct evidence *evidence = key ? table_find(&r->by_tag, key) : NULL;
	unsigned int n = 0, all = 0;

	if (!key || is_lent(name) || may_be_lent(r, contract, fact) || says_more(contract, fact) ||
	    !calls_acquire(r, contract))
		return false;
	for (; evidence; evidence = evidence->next) {
		bool same = !strcmp(evidence->releaser, fact->value);

		n += same ? evidence->n : 0;
		/* what has other words speaks of something else */
		all += same || pair_words_fit(name, strrchr(key, ' ') + 1, evidence->releaser)
			       ? evidence->n
			       : 0;
	}
	return n >= (is_making(name) ? 1 : 2) && n * 5 >= all * 4;
}

/* Is what gives it back seen to do so? */
static bool is_consumed_by(const struct relating *r, const struct contract *contract,
			   const char *releaser)
{
	const struct contract *other = table_find(&r->contracts, releaser);

	for (unsigned int i = 0; other && other->type && i < other->type->n_params; i++)
		if (type_fits(other->type->params[i].type, contract->type->inner) &&
		    contract_fact(other, SUBJECT_PARAM, i, "consumes"))
			return true;
	return false;
}

/* The only one of the guesses of a result that is seen to end such a thing, or else that callers end it by. */
static struct fact *only_seen(const struct relating *r, struct contract *contract, bool by_callers)
{
	struct fact *only = NULL;

	for (unsigned int i = 0; i < contract->facts.n; i++) {
		struct fact *fact = &contract->facts.facts[i];

		if (!is_releasing(fact) || fact->subject != SUBJECT_RETURN || fact->doubt)
			continue;
		/* what callers do with it last need not end it: they may hand it on */
		if (by_callers ? fact->origin != ORIGIN_BODY ||
					 !pair_name_releases(fact->value, strlen(fact->value))
			       : !is_consumed_by(r, contract, fact->value))
			continue;
		if (only && strcmp(only->value, fact->value) != 0)
			return NULL;
		only = fact;
	}
	return only;
}

/* A result that is the caller's own, as its body shows, is given back by what is seen. */
static void believe_bodies(struct relating *r, struct contract *contract)
{
	struct fact *only;

	if (!contract->type || sure_releaser(contract) ||
	    !contract_fact(contract, SUBJECT_RETURN, 0, "owned") ||
	    pair_name_managed(contract->function->name))
		return;
	only = only_seen(r, contract, false);
	if (!only)
		only = only_seen(r, contract, true);
	if (only)
		only->sure = true;
}

static void believe(struct relating *r, struct contract *contract)
{
	struct fact *only = NULL;

	if (!contract->type || sure_releaser(contract) ||
	    pair_name_managed(contract->function->name))
		return;
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		struct fact *fact = &contract->facts.facts[i];

		if (!is_releasing(fact) || fact->doubt)
			continue;
		if (is_borne_out(r, contract, fact)) {
			if (only && strcmp(only->value, fact->value) != 0)
				return;
			only = fact;
		}
	}
	if (only)
		only->sure = true;
}

/* What at least half of those that hand out such a thing are undone by; NULL: they do not agree. */
static const char *usual_releaser(const struct relating *r, const struct contract *contract)
{
	const char *tag = struct_tag(contract->type->inner);
	const struct evidence *most = tag ? table_find(&r->by_tag, tag) : NULL;
	unsigned int all = 0;

	for (const struct evidence *one = most; one; one = one->next) {
		all += one->n;
		if (one->n > most->n)
			most = one;
	}
	return all && most->n * 2 >= all ? most->releaser : NULL;
}

/* Must what it hands out be given back, as far as one can tell? */
static bool hands_out(const struct contract *contract)
{
	const char *name = contract->function->name;

	if (pair_name_managed(name) || pair_name_releases(name, strlen(name)) || is_lent(name))
		return false;
	return contract_fact(contract, SUBJECT_RETURN, 0, "owned") ||
	       (pair_name_acquires(name) && !name_finds(name));
}

/* What it does is what another function does, all of whose arguments it has. */
static const struct contract *called_by(struct relating *r, const struct contract *contract)
{
	const char *name = called_name(contract);
	const struct contract *called = name ? table_find(&r->contracts, name) : NULL;

	if (!called || !called->type || !contract->type ||
	    !type_fits(called->type->inner, contract->type->inner) ||
	    type_is_void(contract->type->inner))
		return NULL;
	return called;
}

/* Is there more to go by than what callers were seen to do? */
static bool is_told(const struct contract *contract)
{
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (is_releasing(fact) && (fact->sure || fact->origin != ORIGIN_BODY))
			return true;
	}
	return false;
}

/* What gives back the result of what it calls, perhaps; NULL: not known. */
static const char *called_releaser(struct relating *r, const struct contract *contract)
{
	const struct contract *called = called_by(r, contract);
	const char *name = contract->function->name;

	if (pair_name_managed(name) || pair_name_releases(name, strlen(name)))
		return NULL;
	for (unsigned int i = 0; called && i < called->facts.n; i++)
		if (is_releasing(&called->facts.facts[i]) &&
		    called->facts.facts[i].subject == SUBJECT_RETURN)
			return called->facts.facts[i].value;
	return NULL;
}

/* What callers are seen to do, if that is @releaser; NULL: they are not. */
static struct fact *seen_with(struct contract *contract, const char *releaser)
{
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		struct fact *fact = &contract->facts.facts[i];

		if (is_releasing(fact) && fact->subject == SUBJECT_RETURN && !fact->doubt &&
		    !strcmp(fact->value, releaser))
			return fact;
	}
	return NULL;
}

/*
 * No name fits: it is given back as what it calls gives, or as such things usually are, perhaps. If that is what
 * callers do, it is no guess.
 */
static void guess(struct relating *r, struct contract *contract)
{
	struct facts facts = { .run = r->d->run, .list = contract->facts };
	const char *releaser;
	struct fact *seen;

	if (!contract->type || !type_is_pointer(contract->type->inner) || is_told(contract))
		return;
	releaser = called_releaser(r, contract);
	if (!releaser && hands_out(contract))
		releaser = usual_releaser(r, contract);
	if (!releaser || !strcmp(releaser, contract->function->name))
		return;
	seen = seen_with(contract, releaser);
	if (seen) {
		seen->sure = !may_be_lent(r, contract, seen);
		return;
	}
	facts_from(&facts, ORIGIN_NAME, contract->function->at, false);
	facts_add(&facts, SUBJECT_RETURN, 0, "released_by", releaser);
	contract->facts = facts.list;
}

/* The parameter of the same type and, if there are several, of the same name; -1: none. */
static int same_param(const struct contract *contract, const struct contract *called,
		      unsigned int param)
{
	const struct param *wanted = &called->type->params[param];
	int found = -1;

	for (unsigned int i = 0; i < contract->type->n_params; i++) {
		const struct param *own = &contract->type->params[i];

		if (!type_fits(own->type, wanted->type))
			continue;
		if (own->name && wanted->name && !strcmp(own->name, wanted->name))
			return (int)i;
		found = found < 0 ? (int)i : found;
	}
	return found;
}

/* Its name says so, too, and it is not given back by itself. */
static bool may_inherit(const struct contract *contract)
{
	const char *name = contract->function->name;

	return pair_name_acquires(name) && !pair_name_releases(name, strlen(name)) &&
	       !pair_name_managed(name);
}

/* What is known of what it calls is known of it. */
static void inherit(struct relating *r, struct contract *contract, unsigned int depth)
{
	const struct contract *called = called_by(r, contract);
	const struct fact *from;
	struct fact fact;
	int param = 0;

	if (!called || depth == DEPTH || sure_releaser(contract) || !may_inherit(contract))
		return;
	inherit(r, (struct contract *)called, depth + 1);
	from = sure_releaser(called);
	if (!from)
		return;
	if (from->subject == SUBJECT_PARAM)
		param = same_param(contract, called, from->param);
	if (param < 0)
		return;
	fact = *from;
	fact.param = (unsigned int)param;
	fact.origin = ORIGIN_BODY;
	fact.at = contract->function->at;
	fact_list_add(r->d->run, &contract->facts, fact);
}

void pairs_relate(struct deciding *d, struct ledger *ledger)
{
	struct relating r = { .d = d, .ledger = ledger };

	if (!d->pairs)
		return;
	table_reserve(&d->run->arena, &r.contracts, ledger->n_seen);
	for (size_t i = 0; i < ledger->n_seen; i++)
		table_add(&d->run->arena, &r.contracts, ledger->contracts[i].function->name,
			  &ledger->contracts[i]);
	for (size_t i = 0; i < ledger->n_seen; i++) {
		believe_bodies(&r, &ledger->contracts[i]);
		believe_locks(&r, &ledger->contracts[i]);
	}
	for (size_t i = 0; i < ledger->n_seen; i++)
		inherit(&r, &ledger->contracts[i], 0);
	for (size_t i = 0; i < ledger->n_seen; i++)
		note(&r, &ledger->contracts[i]);
	for (size_t i = 0; i < ledger->n_seen; i++)
		note_handing(&r, &ledger->contracts[i]);
	for (size_t i = 0; i < ledger->n_seen; i++)
		believe_siblings(&r, &ledger->contracts[i]);
	for (size_t i = 0; i < ledger->n_seen; i++)
		believe(&r, &ledger->contracts[i]);
	for (size_t i = 0; i < ledger->n_seen; i++)
		guess(&r, &ledger->contracts[i]);
}
