// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/extents.h"
#include "contract/names.h"
#include "contract/types.h"

bool extent_is_stated(const struct contract *contract, unsigned int param)
{
	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (fact->origin != ORIGIN_CONTRACT)
			continue;
		if (fact->subject == SUBJECT_PARAM && fact->param == param)
			return true;
		if (fact->kind->value == VALUE_PARAM && contract->type->params[param].name &&
		    !strcmp(fact->value, contract->type->params[param].name))
			return true;
	}
	return false;
}

bool extent_is_counted(const struct contract *contract, unsigned int param)
{
	static const char *const counts[] = { "bytes_of", "count_of", "bits_of" };
	const char *name = contract->type->params[param].name;

	for (unsigned int i = 0; name && i < contract->type->n_params; i++)
		for (size_t j = 0; j < sizeof(counts) / sizeof(*counts); j++) {
			const struct fact *fact =
				contract_fact(contract, SUBJECT_PARAM, i, counts[j]);

			if (fact && !strcmp(fact->value, name))
				return true;
		}
	return false;
}

/* Does the name speak of a number of something? */
static bool is_count(const struct param *param)
{
	static const char *const words[] = { "len",   "length",	 "size",  "sz",	   "count",
					     "cnt",   "num",	 "max",	  "bytes", "words",
					     "elems", "entries", "items", "bits",  NULL };

	return param->name && type_is_integer(param->type) &&
	       (*param->name == 'n' || name_has_word(param->name, words));
}

/* void **, u8 **: a place in a buffer, which goes on. */
static bool is_cursor(const struct type *pointer)
{
	const struct type *inner = type_resolve(pointer->inner, NULL);

	return inner->kind == TYPE_POINTER && type_is_raw(inner);
}

bool extents_hidden(const struct contract *contract)
{
	const struct type *type = contract->type;

	for (unsigned int i = 0; i < type->n_params; i++) {
		const struct type *pointer = type_resolve(type->params[i].type, NULL);

		if (pointer->kind != TYPE_POINTER || extent_is_stated(contract, i) ||
		    extent_is_counted(contract, i))
			continue;
		if (is_cursor(pointer) ||
		    (i + 1 < type->n_params && type_is_integer(pointer->inner) &&
		     is_count(&type->params[i + 1])))
			return true;
	}
	return false;
}
