// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "model/spec.h"

void spec_forget(struct spec *spec)
{
	for (unsigned int i = 0; i < spec->n_headers; i++) {
		const struct spec_header *header = &spec->headers[i];

		spec->headers[i] = (struct spec_header){
			.file = header->file,
			.path = header->path,
			.header = header->header,
			.at = header->at,
			.also = header->also,
			.n_also = header->n_also,
			.includes = header->includes,
			.n_includes = header->n_includes,
			.little = header->little,
		};
	}
}

int spec_compare_headers(const void *a, const void *b)
{
	const struct spec_header *x = a, *y = b;

	return strcmp(x->header, y->header);
}

const struct spec_header *spec_find_header(const struct spec *spec, const char *header)
{
	struct spec_header key = { .header = header };

	return spec->n_headers ? bsearch(&key, spec->headers, spec->n_headers, sizeof(key),
					 spec_compare_headers)
			       : NULL;
}

const struct spec_function *spec_find_function(const struct spec *spec, const char *name)
{
	for (unsigned int i = 0; i < spec->n_headers; i++) {
		const struct spec_header *header = &spec->headers[i];

		for (unsigned int j = 0; j < header->n_functions; j++)
			if (!strcmp(header->functions[j].name, name))
				return &header->functions[j];
	}
	return NULL;
}

const struct spec_function *spec_find_primitive(const struct spec *spec, const char *name)
{
	for (unsigned int i = 0; i < spec->n_primitives; i++)
		if (!strcmp(spec->primitives[i].name, name))
			return &spec->primitives[i];
	return NULL;
}

const struct spec_owned *spec_find_owned(const struct spec *spec, const char *name)
{
	for (unsigned int i = 0; i < spec->n_headers; i++) {
		const struct spec_header *header = &spec->headers[i];

		for (unsigned int j = 0; j < header->n_owned; j++)
			if (!strcmp(header->owned[j].name, name))
				return &header->owned[j];
	}
	return NULL;
}
