// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Usage: infer PRIMITIVES.yaml FILE.c...
 *        infer PRIMITIVES.yaml DIR HEADER...
 *
 * What is inferred of the functions of these files, which make one program: a line for each, its
 * name and its facts, those that are not sure with a question mark. HEADERs of DIR are read together.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/solve.h"
#include "infer/unit.h"
#include "model/inferred.h"
#include "spec/spec_read.h"

static const char *const words[] = { "-std=gnu11", "--target=x86_64-linux-gnu" };

static bool read_unit(struct run *run, const struct unit_input *input, struct unit_text *text)
{
	const char *path = input->path;
	struct unit_result result;

	if (!unit_read(run, input, &result) || (result.n_errors && !input->headers)) {
		fprintf(stderr, "%s: %s\n", path, result.error ? result.error : "not parsed");
		return false;
	}
	text->name = path;
	text->text = arena_strdup(&run->arena, result.summary.buf);
	text->len = result.summary.len;
	unit_release(&result);
	return true;
}

static bool read_file(struct run *run, const char *path, const struct table *sections,
		      struct unit_text *text)
{
	struct flags flags = { (const char **)words, sizeof(words) / sizeof(*words) };
	const struct unit_input input = {
		.path = path, .name = path, .flags = &flags, .sections = sections
	};

	return read_unit(run, &input, text);
}

static bool read_headers(struct run *run, const char *dir, char *const *names,
			 const struct table *sections, struct unit_text *text)
{
	const char *all[] = { words[0], words[1], arena_printf(&run->arena, "-I%s", dir) };
	struct flags flags = { all, sizeof(all) / sizeof(*all) };
	struct paths headers = { 0 };
	const struct unit_input input = {
		.path = dir, .name = dir, .flags = &flags, .headers = &headers, .sections = sections
	};

	for (; *names; names++)
		paths_add(run, &headers, *names);
	return read_unit(run, &input, text);
}

static const struct spec *read_primitives(struct run *run, const char *path)
{
	const char *text;
	struct spec_header *file;
	size_t size;

	text = file_read(run, path, &size);
	file = text ? spec_read_text(run, path, text, size) : NULL;
	return file ? spec_join(run, &file, 1) : NULL;
}

static void print(const struct inferred *function)
{
	printf("%s", function->name);
	for (unsigned int i = 0; i < function->facts.n; i++) {
		const struct fact *fact = &function->facts.facts[i];

		if (fact->subject == SUBJECT_PARAM)
			printf(" %s.%s=", function->params[fact->param], fact->kind->name);
		else if (fact->subject == SUBJECT_RETURN && strcmp(fact->kind->name, "returns"))
			printf(" return.%s=", fact->kind->name);
		else if (strcmp(fact->kind->name, "context") &&
			 strcmp(fact->kind->name, "returns") &&
			 strcmp(fact->kind->name, "noreturn"))
			printf(" %s=", fact->kind->name);
		else
			printf(" ");
		printf("%s%s", fact->value, fact->sure ? "" : "?");
	}
	printf("\n");
}

int main(int argc, char **argv)
{
	struct inferred_list list = { .release = "" };
	struct unit_text *texts = calloc((size_t)argc, sizeof(*texts));
	struct table sections = { 0 };
	const struct spec *spec;
	struct run run;
	size_t n = 0;
	bool fine = argc > 2, headers = fine && file_is_directory(argv[2]);

	run_init(&run);
	spec = fine ? read_primitives(&run, argv[1]) : NULL;
	fine = fine && spec;
	if (fine)
		sections_stated(&run, spec, &sections);
	if (fine && headers)
		fine = read_headers(&run, argv[2], argv + 3, &sections, &texts[n++]);
	for (int i = 2; fine && !headers && i < argc; i++)
		fine = read_file(&run, argv[i], &sections, &texts[n++]);
	if (fine)
		infer_solve(&run, texts, n, spec, NULL, &list);
	for (size_t i = 0; i < list.n; i++)
		print(list.functions[i]);
	diag_flush(&run, stderr);
	run_release(&run);
	free(texts);
	return !fine;
}
