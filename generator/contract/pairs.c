// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What is given back by what, as far as headers tell. */
#include <string.h>

#include "contract/deciding.h"
#include "contract/pair_doc.h"
#include "contract/pair_names.h"
#include "contract/pair_table.h"
#include "contract/names.h"
#include "contract/types.h"

/* What is called as if it gave back, and takes a structure of one tag. */
struct releaser_list {
	const struct function *function;
	struct releaser_list *next;
};

/* The tag of the structure that @type points to; NULL: none. */
static const char *struct_tag(const struct type *type)
{
	const struct type *target = type_resolve(type, NULL);

	target = target->kind == TYPE_POINTER ? type_resolve(target->inner, NULL) : NULL;
	return target && target->kind == TYPE_STRUCT ? target->name : NULL;
}

/* What releases is no question, and gives nothing new. */
static bool may_release(const struct function *function)
{
	return function && function->type && !struct_tag(function->type->inner);
}

/* A module that can call the one can call the other. */
static bool is_in_reach(const struct function *releaser, const struct function *function)
{
	return function_links(releaser) || !function_links(function);
}

/* By the first structure that it takes. */
static void index_releaser(struct deciding *d, const struct function *function)
{
	const struct type *type = function->type;
	struct releaser_list *link, *first;
	const char *tag = NULL;

	if (!may_release(function) || !pair_name_releases(function->name, strlen(function->name)))
		return;
	for (unsigned int i = 0; !tag && i < type->n_params; i++)
		tag = struct_tag(type->params[i].type);
	if (!tag)
		return;
	link = arena_new(&d->run->arena, struct releaser_list, 1);
	link->function = function;
	first = table_find(&d->by_tag, tag);
	if (first) {
		link->next = first->next;
		first->next = link;
	} else {
		table_add(&d->run->arena, &d->by_tag, tag, link);
	}
}

void pairs_init(struct deciding *d)
{
	for (size_t i = 0; d->pairs && i < d->model->n_functions; i++)
		index_releaser(d, &d->model->functions[i]);
	cleanups_init(d);
}

/* The parameter of @type that takes what @wanted is; -1: none. */
static int fitting_param(const struct type *type, const struct type *wanted)
{
	for (unsigned int i = 0; i < type->n_params; i++)
		if (type_fits(type->params[i].type, wanted))
			return i;
	return -1;
}

static bool is_object(const struct type *type)
{
	return type_is_pointer(type) && !type_is_function_pointer(type);
}

/* A structure that is handed over itself. */
static bool is_record(const struct type *type)
{
	return type_resolve(type, NULL)->kind == TYPE_STRUCT;
}

static bool same_name(const struct param *a, const struct param *b)
{
	return a->name && b->name && !strcmp(a->name, b->name);
}

static bool same_param(const struct param *a, const struct param *b)
{
	return type_fits(a->type, b->type) && (is_object(a->type) || same_name(a, b));
}

/* "u32 *id" and "u32 id": a number that is stored there. */
static bool stores(const struct param *a, const struct param *b)
{
	const struct type *pointer = type_resolve(a->type, NULL);

	return pointer->kind == TYPE_POINTER && !is_object(b->type) && same_name(a, b) &&
	       type_fits(pointer->inner, b->type);
}

/*
 * Can @releaser give back what a function of type @type acquires: its result, what an argument stands for,
 * or nothing that is handed over?
 */
static bool find_subject(const struct type *type, const struct type *releaser,
			 enum subject *subject, unsigned int *param)
{
	*param = 0;
	if ((is_object(type->inner) || is_record(type->inner)) &&
	    fitting_param(releaser, type->inner) >= 0) {
		*subject = SUBJECT_RETURN;
		return true;
	}
	*subject = SUBJECT_CALL;
	if (!releaser->n_params)
		return !is_object(type->inner);
	*subject = SUBJECT_PARAM;
	for (unsigned int i = 0; i < type->n_params; i++) {
		*param = i;
		/* where what is acquired is stored */
		for (unsigned int j = 0; j < releaser->n_params; j++)
			if (is_object(releaser->params[j].type) &&
			    type_fits_target(releaser->params[j].type, type->params[i].type))
				return true;
	}
	for (unsigned int i = 0; i < type->n_params; i++) {
		*param = i;
		for (unsigned int j = 0; j < releaser->n_params; j++)
			if (same_param(&type->params[i], &releaser->params[j]) ||
			    stores(&type->params[i], &releaser->params[j]))
				return true;
	}
	return false;
}

/* @names: what led to it, of those by name. */
static bool add_releaser(struct deciding *d, struct facts *facts, const struct contract *contract,
			 const char *name, const struct pair_names *names)
{
	bool sure = facts->sure;
	const struct function *releaser = model_function(d->model, name);
	enum subject subject;
	unsigned int param;

	if (!may_release(releaser) || releaser == contract->function ||
	    !is_in_reach(releaser, contract->function) ||
	    !find_subject(contract->type, releaser->type, &subject, &param))
		return false;
	/* memory order and plain values are called the same: get_unaligned(), put_unaligned() */
	if (names && subject != SUBJECT_RETURN)
		facts->sure &= pair_names_clear(names) ||
			       (!is_object(contract->type->inner) && pair_names_manner(names));
	/* a comment may well speak of others that its function's arguments are handed to */
	if (facts->origin == ORIGIN_DOC)
		facts->sure &= subject == SUBJECT_RETURN;
	facts_add_once(facts, subject, param, "released_by", releaser->name);
	facts->sure = sure;
	return true;
}

/*
 * What is left out of the name must not be what is acquired: the "modes" of panel_get_modes() are
 * not given back with the panel.
 */
static bool is_about_same(const struct contract *contract, const struct pair_names *names)
{
	return pair_names_whole(names) || is_object(contract->type->inner);
}

/*
 * Of the functions that take such a structure those that have the other word of a pair, and else
 * only words of this one's name or of the structure's: bus_find_device() and put_device().
 */
static bool collect_by_type(struct deciding *d, struct facts *facts,
			    const struct contract *contract, const struct type *type,
			    bool tag_counts, bool handed_out)
{
	const char *tag = struct_tag(type), *name = contract->function->name;
	const struct releaser_list *link = tag ? table_find(&d->by_tag, tag) : NULL;
	struct pair_verbs verbs;
	bool found = false;

	if (link)
		pair_verbs_find(&verbs, name);
	for (; link; link = link->next)
		/* what takes more than a result is no mere giving back of it: skb_put() */
		if ((!tag_counts || link->function->type->n_params == 1) &&
		    pair_verbs_fit(&verbs, name, tag_counts ? tag : NULL, handed_out,
				   link->function->name))
			found |= add_releaser(d, facts, contract, link->function->name, NULL);
	return found;
}

/*
 * "get" and "acquire" are also said of values, and of memory order: of an argument they count something only if
 * nothing else is done with it.
 */
static bool is_reference(const struct deciding *d, const struct contract *contract,
			 const char *releaser)
{
	const struct function *other = model_function(d->model, releaser);
	const struct type *type = contract->type;

	return is_object(type->inner) ||
	       (type->n_params == 1 && other->type->n_params == 1 &&
		(type_is_void(type->inner) || type_resolve(type->inner, NULL)->kind == TYPE_BOOL));
}

/* What was there already is hardly given back by what answers whether it could do so. */
static bool is_plain_release(const struct deciding *d, const char *releaser,
			     const struct pair_names *names)
{
	const struct type *type = model_function(d->model, releaser)->type;

	return !pair_names_counts(names) || pair_names_strong(names) ||
	       type_resolve(type->inner, NULL)->kind != TYPE_BOOL;
}

/* What is handed over is no text, and nothing that anything might be found in. */
static bool is_plain_object(const struct contract *contract, const struct fact *fact)
{
	const struct type *type = fact->subject == SUBJECT_RETURN ? contract->type->inner
				  : fact->subject == SUBJECT_PARAM
					  ? contract->type->params[fact->param].type
					  : NULL;

	if (type && type_is_text(type))
		return false;
	return !name_finds(contract->function->name) || (type && struct_tag(type));
}

/* Two things that are done, and undone, together. */
static bool collect_both(struct deciding *d, struct facts *facts, const struct contract *contract)
{
	const char *name = pair_words_both(d->run, contract->function->name);

	facts->sure = true;
	return name && add_releaser(d, facts, contract, name, NULL);
}

/* The macro that it stands for, which is called the same but for the underscores; NULL: none. */
static const char *macro_name(const struct deciding *d, const struct function *function)
{
	const char *name = function->name + strspn(function->name, "_");
	const struct function *other = model_function(d->model, name);

	return other && other->form == FUNCTION_MACRO ? name : NULL;
}

/*
 * All that names of the same words lead to; true if there is anything. @called: its name, or if it is not its @own
 * that of the macro it stands for.
 */
static bool collect_opposites(struct deciding *d, struct facts *facts,
			      const struct contract *contract, const char *called, bool own)
{
	unsigned int n = 0, kept = 0, before = facts->list.n;
	bool alike = false, done = false;
	struct pair_names names;
	const char *name;

	pair_names_init(&names, called);
	while (!done && (name = pair_names_next(&names)) && (!n || names.kept == kept)) {
		facts->sure = !n && pair_names_firm(&names);
		if (!is_about_same(contract, &names) ||
		    !add_releaser(d, facts, contract, name, &names))
			continue;
		n++;
		kept = names.kept;
		done = pair_names_strong(&names);
		alike = pair_names_alike(&names) && (own || done) &&
			is_plain_release(d, name, &names) &&
			is_plain_object(contract, &facts->list.facts[facts->list.n - 1]) &&
			(!pair_names_counts(&names) || is_reference(d, contract, name));
	}
	pair_names_release(&names);
	/* one alone */
	if (n == 1 && alike && facts->list.n == before + 1)
		facts->list.facts[before].sure = facts->list.facts[before].sure_alone = true;
	return n;
}

/* What a pointer to a pointer is for; otherwise the type itself. */
static const struct type *stored_in(const struct type *type)
{
	const struct type *pointer = type_resolve(type, NULL);

	return pointer->kind == TYPE_POINTER && type_is_pointer(pointer->inner) ? pointer->inner
										: type;
}

/* What is undone need not say all of how it was done: request_threaded_irq(), free_irq(). */
/* Where the device is described: of_clk_hw_register() is undone by clk_hw_unregister(). */
static const char *const firmware[] = { "of", "acpi", "fwnode", NULL };

static bool collect_without_word(struct deciding *d, struct facts *facts,
				 const struct contract *contract)
{
	const char *name = contract->function->name, *word = name, *releaser;
	struct text left = TEXT_INIT;
	bool found = false;

	/* not the last word, which may be what is handed out */
	for (size_t len; word[len = strcspn(word, "_")] && !found; word += len) {
		bool source = word_is_one_of(firmware, word, len);
		struct pair_names names;

		len++;
		text_reset(&left);
		text_add_n(&left, name, (size_t)(word - name));
		text_add(&left, word + len);
		pair_names_init(&names, left.buf);
		while ((releaser = pair_names_next(&names)) && names.kept == names.n) {
			facts->sure = source && !found && pair_names_firm(&names);
			found |= add_releaser(d, facts, contract, releaser, NULL);
		}
		pair_names_release(&names);
	}
	text_release(&left);
	return found;
}

static void collect_pair_names(struct deciding *d, struct facts *facts,
			       const struct contract *contract)
{
	const struct type *type = contract->type;
	const char *macro = macro_name(d, contract->function);

	facts_from(facts, ORIGIN_NAME, contract->function->at, false);
	if (collect_both(d, facts, contract) ||
	    collect_opposites(d, facts, contract, contract->function->name, true) ||
	    (macro && collect_opposites(d, facts, contract, macro, false)) ||
	    !pair_name_acquires(contract->function->name))
		return;
	if (collect_without_word(d, facts, contract))
		return;
	facts->sure = false;
	if (is_object(type->inner)) {
		collect_by_type(d, facts, contract, type->inner, true, true);
		return;
	}
	for (unsigned int i = 0; i < type->n_params; i++)
		if (collect_by_type(d, facts, contract, type->params[i].type, false, false) ||
		    collect_by_type(d, facts, contract, stored_in(type->params[i].type), false,
				    false))
			return;
	for (unsigned int i = 0; i < type->n_params; i++)
		if (collect_by_type(d, facts, contract, type->params[i].type, true, false))
			return;
}

static void collect_prose(struct deciding *d, struct facts *facts, const struct contract *contract,
			  const char *prose, struct place at)
{
	const char **names;
	unsigned int n;

	if (!prose)
		return;
	names = pair_doc_names(d->run, prose, &n);
	facts_from(facts, ORIGIN_DOC, at, true);
	for (unsigned int i = 0; i < n; i++)
		add_releaser(d, facts, contract, names[i], NULL);
}

/*
 * What comments in the source name was not compared with any type there: it is now, where the headers have
 * the function.
 */
static void check_inferred(struct deciding *d, struct facts *facts, const struct contract *contract)
{
	for (unsigned int i = 0; i < facts->list.n; i++) {
		struct fact *fact = &facts->list.facts[i];
		const struct function *releaser;
		enum subject subject;
		unsigned int param;

		if (fact->origin != ORIGIN_DOC || fact->doubt ||
		    strcmp(fact->kind->name, "released_by") != 0)
			continue;
		releaser = model_function(d->model, fact->value);
		if (may_release(releaser) && is_in_reach(releaser, contract->function) &&
		    find_subject(contract->type, releaser->type, &subject, &param)) {
			fact->subject = subject;
			fact->param = param;
			fact->sure = fact->sure_alone = subject == SUBJECT_RETURN;
		}
		fact->kind = fact_kind(fact->subject, "released_by");
	}
}

static bool is_owned(const struct facts *facts)
{
	for (unsigned int i = 0; i < facts->list.n; i++)
		if (facts->list.facts[i].sure && !strcmp(facts->list.facts[i].kind->name, "owned"))
			return true;
	return false;
}

/* A result that must be given back, and only one function that would fit: that is it. */
static void believe_name(struct facts *facts, const char *name)
{
	/* what these give was not there before, and so is nobody else's */
	static const char *const making[] = { "alloc", "create", "open", NULL };
	struct fact *only = NULL;
	unsigned int n = 0;

	for (unsigned int i = 0; i < facts->list.n; i++) {
		struct fact *fact = &facts->list.facts[i];

		if (strcmp(fact->kind->name, "released_by") != 0)
			continue;
		n++;
		if (fact->origin == ORIGIN_NAME && fact->subject == SUBJECT_RETURN)
			only = fact;
	}
	if (n == 1 && only &&
	    (is_owned(facts) ||
	     (name_has_word(name, making) && pair_words_firm(name, only->value))))
		only->sure = only->sure_alone = true;
}

void pairs_collect(struct deciding *d, struct facts *facts, const struct contract *contract)
{
	const struct doc *doc = contract->function->doc;

	cleanups_collect(d, facts, contract);
	check_inferred(d, facts, contract);
	if (!d->pairs ||
	    pair_name_releases(contract->function->name, strlen(contract->function->name)) ||
	    pair_name_managed(contract->function->name))
		return;
	if (doc) {
		const struct doc_section *section = doc_section(doc, "Return");

		collect_prose(d, facts, contract, doc->body, doc->at);
		if (section)
			collect_prose(d, facts, contract, section->text, section->at);
	}
	collect_pair_names(d, facts, contract);
	believe_name(facts, contract->function->name);
}
