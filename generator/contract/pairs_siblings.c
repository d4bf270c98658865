// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Functions that only differ in how they do it, or in where they find what they hand out. */
#include <string.h>

#include "contract/pair_names.h"
#include "contract/relating.h"
#include "contract/types.h"

/* How many must have been read before one believes it of others. */
#define ENOUGH_READ 3

/* Of the functions that take something in one way and were read: give they it, or do they lend it? */
struct handing {
	unsigned int own, lent;
};

/* Did its body tell anything? */
static bool was_read(const struct contract *contract)
{
	for (unsigned int i = 0; i < contract->facts.n; i++)
		if (contract->facts.facts[i].sure && contract->facts.facts[i].origin == ORIGIN_BODY)
			return true;
	return false;
}

static struct handing *find_handing(struct relating *r, const char *key)
{
	struct handing *handing = table_find(&r->handing, key);

	if (!handing) {
		handing = arena_new(&r->d->run->arena, struct handing, 1);
		table_add(&r->d->run->arena, &r->handing, key, handing);
	}
	return handing;
}

void note_handing(struct relating *r, const struct contract *contract)
{
	const struct fact *fact = contract->type ? sure_releaser(contract) : NULL;
	struct handing *handing;
	const char *key;
	bool own = fact || (contract->type && contract_fact(contract, SUBJECT_RETURN, 0, "owned"));

	for (unsigned int i = 0; contract->type && !fact && i < contract->facts.n; i++)
		if (is_releasing(&contract->facts.facts[i]))
			fact = &contract->facts.facts[i];
	key = fact && fact->subject == SUBJECT_RETURN ? relating_key(r->d->run, contract, fact)
						      : NULL;
	if (!key || !was_read(contract))
		return;
	handing = find_handing(r, key);
	handing->own += own;
	handing->lent += !own;
}

bool is_hardly_lent(const struct relating *r, const struct contract *contract,
		    const struct fact *fact)
{
	const char *key = relating_key(r->d->run, contract, fact);
	const struct handing *handing = key ? table_find(&r->handing, key) : NULL;

	/* what others have in it says nothing of what it has */
	return handing && !was_read(contract) && handing->own >= ENOUGH_READ &&
	       handing->own >= 9 * handing->lent &&
	       pair_words_fit(contract->function->name, "", fact->value);
}

/* Do both speak of the same thing: results, or arguments, of one type? */
static bool is_same_subject(const struct contract *a, const struct fact *of_a,
			    const struct contract *b, const struct fact *of_b)
{
	if (of_a->subject != of_b->subject)
		return false;
	if (of_a->subject == SUBJECT_RETURN)
		return type_fits(a->type->inner, b->type->inner);
	/* what is told of an argument is no reference to it */
	return of_a->subject == SUBJECT_CALL ||
	       (!type_is_pointer(a->type->inner) &&
		type_fits(a->type->params[of_a->param].type, b->type->params[of_b->param].type));
}

/* The function whose name is the first @len characters of this one's, and what that is undone by. */
static bool is_sibling(struct relating *r, const struct contract *contract, const struct fact *fact,
		       size_t len)
{
	const char *own = contract->function->name;
	const struct contract *other = table_find_n(&r->contracts, own, len);
	const struct fact *sure = other && other->type ? sure_releaser(other) : NULL;

	return sure && !strcmp(sure->value, fact->value) &&
	       is_same_subject(contract, fact, other, sure) &&
	       !pair_words_rest(own, other->function->name, "") &&
	       !model_declares(r->d->model,
			       arena_printf(&r->d->run->arena, "%s%s", fact->value, own + len));
}

static bool has_sibling(struct relating *r, const struct contract *contract,
			const struct fact *fact)
{
	const char *name = contract->function->name;

	for (const char *end = name + strlen(name); end > name; end--)
		if (*end == '_' && end[-1] != '_' &&
		    is_sibling(r, contract, fact, (size_t)(end - name)))
			return true;
	return false;
}

void believe_siblings(struct relating *r, struct contract *contract)
{
	if (!contract->type || sure_releaser(contract) ||
	    pair_name_managed(contract->function->name))
		return;
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		struct fact *fact = &contract->facts.facts[i];

		if (is_releasing(fact) && !fact->doubt && has_sibling(r, contract, fact)) {
			fact->sure = true;
			return;
		}
	}
}
