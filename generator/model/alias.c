// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "model/alias.h"

/* "struct " of "struct x", or "". */
static const char *keyword(const char *name)
{
	static const char *const keywords[] = { "struct ", "union ", "enum " };

	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (!strncmp(name, keywords[i], strlen(keywords[i])))
			return keywords[i];
	return "";
}

static bool is_name(const char *s)
{
	if (!isalpha((unsigned char)*s) && *s != '_')
		return false;
	while (isalnum((unsigned char)*s) || *s == '_')
		s++;
	return !*s;
}

static enum alias_kind kind_of(const struct model *model, const char *of)
{
	if (model_type(model, of))
		return *keyword(of) ? ALIAS_TAG : ALIAS_TYPE;
	return is_name(of) && model_declares(model, of) ? ALIAS_NAME : ALIAS_NONE;
}

struct alias alias_resolve(struct run *run, const struct model *model, const struct spec_name *spec)
{
	struct alias alias = { ALIAS_NONE, "", NULL, spec->name };

	for (unsigned int i = 0; i < spec->n_of && alias.kind == ALIAS_NONE; i++) {
		const char *of = spec->of[i], *tag = keyword(of);

		alias.kind = kind_of(model, of);
		alias.of = of + strlen(tag);
		alias.decl = model_type(model, of);
		alias.name = run_intern(run, arena_printf(&run->arena, "%s%s", tag, spec->name));
		/* a last one that is neither is the value where there is none */
		if (alias.kind == ALIAS_NONE && i + 1 == spec->n_of && !*tag && !is_name(of))
			alias.kind = ALIAS_NAME;
	}
	return alias;
}

void aliases_add(struct run *run, const struct model *model, const struct spec *spec)
{
	for (unsigned int i = 0; i < spec->n_headers; i++)
		for (unsigned int j = 0; j < spec->headers[i].n_names; j++) {
			struct alias alias = alias_resolve(run, model, &spec->headers[i].names[j]);

			if (alias.decl)
				model_alias(run, model, alias.name, alias.decl);
		}
}
