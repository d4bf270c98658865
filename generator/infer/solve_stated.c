// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What is taken as given of functions: what is stated, and what is known of those that were not read. */
#include <string.h>

#include "base/run.h"
#include "infer/solve.h"
#include "infer/solving.h"
#include "model/inferred.h"
#include "model/spec.h"

static const struct stated {
	const char *word;
	struct answer answer;
} stated_words[] = {
	{ "errno", { .sure = BIT_ERR | BIT_ZERO, .kinds = 0 } },
	{ "errno_or_value", { .sure = BIT_ERR | BIT_ZERO | BIT_POS, .kinds = 0 } },
	{ "err_ptr", { .sure = BIT_ERR | BIT_POS, .kinds = 0 } },
	{ "err_ptr_or_null", { .sure = BIT_ERR | BIT_ZERO | BIT_POS, .kinds = 0 } },
	{ "null", { .sure = BIT_ZERO | BIT_POS, .kinds = 0 } },
	{ "pointer", { .sure = BIT_POS, .kinds = 0 } },
	{ "value", { .sure = BIT_ZERO | BIT_POS, .kinds = 0 } },
	{ "bool", { .sure = BIT_ZERO | BIT_POS, .kinds = 0 } },
	{ "zero", { .sure = BIT_ZERO, .kinds = 0 } },
	{ "not_found", { .sure = BIT_MINUS | BIT_ZERO | BIT_POS, .kinds = 0 } },
	{ "not_copied", { .sure = BIT_ZERO | BIT_POS, .kinds = KIND_NOT_COPIED } },
	{ "xa_err", { .sure = BIT_ZERO | BIT_POS, .kinds = KIND_XA_ERR } },
	{ "pcibios", { .sure = BIT_ERR | BIT_ZERO | BIT_POS, .kinds = KIND_PCIBIOS } },
};

static const char *stated_value(const struct spec_function *function, const char *key)
{
	for (unsigned int i = 0; function && i < function->facts.n; i++)
		if (!strcmp(function->facts.items[i].key, key))
			return function->facts.items[i].value;
	return NULL;
}

static void set_returns(struct solved *one, const char *returns)
{
	for (size_t i = 0;
	     returns && !one->stated && i < sizeof(stated_words) / sizeof(*stated_words); i++)
		if (!strcmp(stated_words[i].word, returns)) {
			one->answer = stated_words[i].answer;
			one->stated = true;
		}
}

void set_stated(struct solved *one, const struct spec_function *function)
{
	set_stated_sleep(one, stated_value(function, "context"));
	set_returns(one, stated_value(function, "returns"));
}

const char *sections_stated(struct run *run, const struct spec *spec, struct table *sections)
{
	const char *text = "";

	for (unsigned int i = 0; i < spec->n_primitives; i++) {
		const struct spec_function *function = &spec->primitives[i];
		const char *what = stated_value(function, "atomic_section");

		if (!what)
			continue;
		table_add(&run->arena, sections, function->name, what);
		text = arena_printf(&run->arena, "%s%s %s\n", text, function->name, what);
	}
	return text;
}

/* A function that was not read, of which something else may be known; NULL: it was. */
static struct solved *add_unread(struct solver *solver, const char *name)
{
	struct solved *one = table_find(&solver->by_name, name);

	if (one)
		return one->summary ? NULL : one;
	one = arena_new(&solver->run->arena, struct solved, 1);
	table_add(&solver->run->arena, &solver->by_name, name, one);
	return one;
}

static bool is_family(const char *name)
{
	return name[strlen(name) - 1] == '*';
}

void add_stated(struct solver *solver, const struct spec_function *functions, unsigned int n)
{
	const struct spec_function **families = arena_new(
		&solver->run->arena, const struct spec_function *, solver->n_families + n);

	if (solver->n_families)
		memcpy(families, solver->families, solver->n_families * sizeof(*families));
	solver->families = families;
	for (unsigned int i = 0; i < n; i++) {
		struct solved *one;

		if (is_family(functions[i].name)) {
			families[solver->n_families++] = &functions[i];
			continue;
		}
		one = add_unread(solver, functions[i].name);
		if (one)
			set_stated(one, &functions[i]);
	}
}

struct solved *find_family(struct solver *solver, const char *name)
{
	for (unsigned int i = 0; i < solver->n_families; i++) {
		const struct spec_function *family = solver->families[i];
		struct solved *one;

		if (strncmp(family->name, name, strlen(family->name) - 1) != 0)
			continue;
		one = arena_new(&solver->run->arena, struct solved, 1);
		set_stated(one, family);
		table_add(&solver->run->arena, &solver->by_name, name, one);
		return one;
	}
	return NULL;
}

static void set_known(struct solved *one, const struct inferred *function)
{
	for (unsigned int i = 0; i < function->facts.n; i++) {
		const struct fact *fact = &function->facts.facts[i];

		if (!fact->sure || fact->origin != ORIGIN_BODY)
			continue;
		if (fact->subject == SUBJECT_CALL && !strcmp(fact->kind->name, "context"))
			set_stated_sleep(one, fact->value);
		else if (fact->subject == SUBJECT_RETURN && !strcmp(fact->kind->name, "returns"))
			set_returns(one, fact->value);
	}
}

/* What is called outside of what was read. */
void add_known(struct solver *solver, const struct spec *spec, const struct inferences *known)
{
	for (unsigned int i = 0; i < spec->n_headers; i++)
		add_stated(solver, spec->headers[i].functions, spec->headers[i].n_functions);
	for (unsigned int i = 0; i < known->n; i++)
		for (size_t j = 0; j < known->lists[i]->n; j++) {
			const struct inferred *function = known->lists[i]->functions[j];
			struct solved *one = add_unread(solver, function->name);

			if (one)
				set_known(one, function);
		}
}
