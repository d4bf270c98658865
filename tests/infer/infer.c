// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Usage: infer PRIMITIVES.yaml FILE.c...
 *
 * What is inferred of the functions of these files, which make one program: a line for each, its
 * name and its facts, those that are not sure with a question mark.
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

static bool read_file(struct run *run, const char *path, struct unit_text *text)
{
	struct flags flags = { (const char **)words, sizeof(words) / sizeof(*words) };
	struct unit_input input = { .path = path, .name = path, .flags = &flags };
	struct unit_result result;

	if (!unit_read(run, &input, &result) || result.n_errors) {
		fprintf(stderr, "%s: %s\n", path, result.error ? result.error : "not parsed");
		return false;
	}
	text->name = path;
	text->text = arena_strdup(&run->arena, result.summary.buf);
	text->len = result.summary.len;
	unit_release(&result);
	return true;
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
	const struct spec *spec;
	struct run run;
	bool fine = argc > 2;

	run_init(&run);
	spec = fine ? read_primitives(&run, argv[1]) : NULL;
	fine = fine && spec;
	for (int i = 2; fine && i < argc; i++)
		fine = read_file(&run, argv[i], &texts[i - 2]);
	if (fine)
		infer_solve(&run, texts, (size_t)argc - 2, spec, NULL, &list);
	for (size_t i = 0; i < list.n; i++)
		print(list.functions[i]);
	diag_flush(&run, stderr);
	run_release(&run);
	free(texts);
	return !fine;
}
