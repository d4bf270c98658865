// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Usage: golden CASE OUT
 *
 * The whole pipeline on one small header, without a kernel tree: reads
 * CASE/in.h, CASE/contract.yaml and CASE/Module.symvers, writes what is
 * generated from them below OUT, and what was complained of to OUT/messages. If there is a
 * CASE/old/in.h, that is the header of an older kernel, and the set is for both.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "base/text.h"
#include "contract/decide.h"
#include "input/input.h"
#include "model/has.h"
#include "model/ledger_json.h"
#include "render/render.h"
#include "spec/facts_read.h"
#include "spec/spec_read.h"

#define HEADER "in.h"

static void records(struct run *run, const struct spec_header *said, struct input_options *options)
{
	unsigned int room = said ? said->n_ops + said->has.n : 0, n = 0;
	const char **names = arena_new(&run->arena, const char *, room);
	struct has has;

	for (unsigned int i = 0; said && i < said->n_ops; i++)
		names[n++] = said->ops[i].name;
	for (unsigned int i = 0; said && i < said->has.n; i++)
		if (has_parse(run, said->has.items[i].value, &has) && has.tag)
			names[n++] = has.tag;
	options->records = names;
	options->n_records = n;
}

static struct model *read_model(struct run *run, const char *dir, const char *version,
				const struct spec *spec)
{
	const char *words[] = {
		"-xc",
		"-std=gnu11",
		"-Itests/golden/include",
		arena_printf(&run->arena, "-I%s", dir),
	};
	const struct flags flags = { words, sizeof(words) / sizeof(*words) };
	const struct spec_header *said = spec_find_header(spec, HEADER);
	const struct input_header header = { HEADER,
					     said ? said->also : NULL,
					     said ? said->n_also : 0,
					     said ? said->includes : NULL,
					     said ? said->n_includes : 0,
					     false };
	struct input_options options = {
		.kernel = dir,
		.cache = "",
		.annotations = "generator/input/annotations.h",
		.headers = &header,
		.n_headers = 1,
		.symvers = arena_printf(&run->arena, "%s/Module.symvers", dir),
	};
	struct model *model;

	records(run, said, &options);
	model = input_parse(run, &options, &flags);
	if (model) {
		model->version = version;
		model->release = arena_printf(&run->arena, "%s-golden", version);
		model->arch = "x86_64";
	}
	return model;
}

static void add_ledger(struct run *run, const struct ledger *ledger, struct output_files *files)
{
	struct text text = TEXT_INIT;

	for (size_t i = 0; i < ledger->n_contracts; i++)
		text_printf(&text, "%s\n", contract_json(run, &ledger->contracts[i]));
	output_add(run, files, "ledger.jsonl", arena_strndup(&run->arena, text.buf, text.len),
		   text.len);
	text_release(&text);
}

/* One of the trees; NULL as soon as a step complains. */
static struct rendering *read_tree(struct run *run, const char *dir, const char *version,
				   const struct spec *spec, const struct shapes *shapes,
				   struct output_files *files)
{
	const struct model *model = read_model(run, dir, version, spec);
	const struct inferences *inferences =
		model ? facts_read(run, &dir, 1, model->release, model->arch) : NULL;
	const struct ledger *ledger =
		inferences ? contract_decide(run, model, spec, inferences, shapes) : NULL;

	if (!ledger)
		return NULL;
	if (files)
		add_ledger(run, ledger, files);
	return render_prepare(run, model, spec, ledger, shapes);
}

static bool generate(struct run *run, const char *dir, struct output_files *files)
{
	static const char *const templates[] = { "templates" };
	const char *dirs[] = { dir }, *old = file_join(run, dir, "old");
	const struct spec *spec = spec_read(run, dirs, 1);
	const struct shapes *shapes = shapes_read(run, templates, 1);
	struct rendering *trees[2] = { NULL };
	struct probe probe = { 0 };
	unsigned int n = 1 + file_is_directory(old);

	if (!spec || !shapes)
		return false;
	trees[0] = read_tree(run, dir, "6.12.0", spec, shapes, files);
	if (n > 1)
		trees[1] = read_tree(run, old, "6.1.0", spec, shapes, NULL);
	return trees[0] && trees[n - 1] && render_headers(run, trees, n, &probe, files) &&
	       (n == 1 || render_probe(run, trees[0], &probe, files)) &&
	       render_tests(run, trees[0], "tests", files);
}

/* Headers, tests of that header, ledger; not what is the same for all. */
static bool is_shown(const char *path)
{
	return !strcmp(path, "safe/" HEADER) || !strcmp(path, "safe/probe.c") ||
	       !strcmp(path, "ledger.jsonl") ||
	       (!strncmp(path, "tests/", 6) && strchr(path + 6, '/'));
}

static bool put(struct run *run, const char *out, const char *path, const char *text, size_t size)
{
	const char *full = file_join(run, out, path);
	const char *slash = strrchr(full, '/');

	return file_make_dirs(run, arena_strndup(&run->arena, full, (size_t)(slash - full))) &&
	       file_write(full, text, size);
}

static bool put_messages(struct run *run, const char *out)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);
	bool fine;

	diag_flush(run, stream);
	fclose(stream);
	fine = !size || put(run, out, "messages", text, size);
	free(text);
	return fine;
}

int main(int argc, char **argv)
{
	struct output_files files = { .n = 0 };
	struct run run;
	bool fine = true;

	if (argc != 3)
		return EXIT_USAGE;
	run_init(&run);
	run.progress = false;
	generate(&run, argv[1], &files);
	for (size_t i = 0; i < files.n; i++)
		if (is_shown(files.files[i].path))
			fine &= put(&run, argv[2], files.files[i].path, files.files[i].text,
				    files.files[i].size);
	fine &= put_messages(&run, argv[2]);
	run_release(&run);
	return fine ? EXIT_FINE : EXIT_SYSTEM;
}
