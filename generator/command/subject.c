// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "command/subject.h"

const char *subject_name(const struct contract *contract, const struct fact *fact)
{
	const struct type *type = contract->type;

	if (fact->subject == SUBJECT_CALL)
		return "call";
	if (fact->subject == SUBJECT_RETURN)
		return "return";
	if (type && fact->param < type->n_params && type->params[fact->param].name)
		return type->params[fact->param].name;
	return "(unnamed)";
}
