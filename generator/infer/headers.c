// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "infer/headers.h"
#include "input/mapped.h"
#include "input/survey_headers.h"

#define BELOW "include/"

/* Each source parses what all headers include anew; the last ones should not keep one processor. */
#define TOGETHER 200

static bool is_wanted(const struct paths *only, const char *file)
{
	for (size_t i = 0; i < only->n; i++)
		if (file_below(file, only->paths[i]))
			return true;
	return !only->n;
}

/* Does its text say that only others include it? */
static bool is_part(struct run *run, const struct sources *sources, const char *file)
{
	struct mapped text;
	bool part;

	if (!mapped_open(file_join(run, sources->root, file), &text))
		return true;
	part = survey_is_part(&text);
	mapped_close(&text);
	return part;
}

static struct paths *find_wanted(struct run *run, const struct paths *only, struct sources *sources)
{
	const char *word = arena_printf(&run->arena, "-I%s/include", sources->root);
	const struct input_options none = { .headers = NULL }, *all;
	struct paths *wanted = arena_new(&run->arena, struct paths, 1);

	all = survey_headers(run, &none, &(struct flags){ &word, 1 });
	for (unsigned int i = 0; i < all->n_headers; i++) {
		const char *name = all->headers[i].name;
		const char *file = arena_printf(&run->arena, BELOW "%s", name);

		if (is_part(run, sources, file))
			continue;
		table_add(&run->arena, &sources->headers, file, file);
		if (is_wanted(only, file))
			paths_add(run, wanted, name);
	}
	return wanted;
}

static struct source *new_source(struct run *run, const struct paths *headers, const char *name)
{
	struct source *source = arena_new(&run->arena, struct source, 1);

	*source = (struct source){
		.name = name, .object = "headers", .module = true, .headers = headers
	};
	return source;
}

void headers_add(struct run *run, const struct paths *only, struct sources *sources)
{
	const struct paths *wanted = find_wanted(run, only, sources);
	size_t n_parts = (wanted->n + TOGETHER - 1) / TOGETHER;

	for (size_t i = 0; i < n_parts; i++) {
		struct paths *headers = arena_new(&run->arena, struct paths, 1);
		size_t end = wanted->n * (i + 1) / n_parts;

		for (size_t j = wanted->n * i / n_parts; j < end; j++)
			paths_add(run, headers, wanted->paths[j]);
		sources_add(run, sources,
			    new_source(run, headers,
				       arena_printf(&run->arena, "headers, part %zu of %zu", i + 1,
						    n_parts)));
	}
}

void headers_add_these(struct run *run, const struct paths *names, const struct paths *dirs,
		       struct sources *sources)
{
	struct source *source = new_source(run, names, "headers");
	const char **words = arena_new(&run->arena, const char *, dirs->n + 1);

	for (size_t i = 0; i < dirs->n; i++)
		words[i] = arena_printf(&run->arena, "-I%s", dirs->paths[i]);
	source->flags = (struct flags){ words, (unsigned int)dirs->n };
	sources_add(run, sources, source);
}
