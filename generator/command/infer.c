// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "command/session.h"
#include "contract/collect.h"
#include "infer/choose.h"
#include "infer/work.h"
#include "input/kbuild.h"
#include "input/symvers.h"
#include "model/inferred.h"
#include "spec/facts_read.h"

/* Reading the source of a kernel tree. */
struct inferring {
	const struct request *request;
	struct session session;
	struct tree tree;
	struct sources sources;
	struct flags flags; /* for all files */
	struct work work;
};

static bool check_request(struct run *run, const struct request *request)
{
	const char *jobs = request->jobs;

	if (request->kernels.n != 1)
		diag_error(run, EXIT_USAGE, NOWHERE, "which kernel? say --kernel TREE, once");
	else if (!request->source)
		diag_error(run, EXIT_USAGE, NOWHERE, "which source? say --source DIR");
	else if (jobs && (atoi(jobs) < 1 || strspn(jobs, "0123456789") != strlen(jobs)))
		diag_error(run, EXIT_USAGE, NOWHERE, "--jobs needs a number, not '%s'", jobs);
	return !run->diags.errors;
}

/* A path as it is below the source tree, whether it was given so or as a path of the file system. */
static const char *below_source(struct run *run, const char *root, const char *path)
{
	const char *real = file_real(run, file_join(run, root, path));

	if (!real)
		real = file_real(run, path);
	if (real && !strcmp(real, root))
		return "";
	return real ? file_below(real, root) : NULL;
}

static bool find_wanted(struct run *run, struct inferring *in, struct paths *wanted, bool *whole)
{
	const struct paths *words = &in->request->words;
	const char *root = file_real(run, in->request->source);

	*whole = !words->n;
	for (size_t i = 0; i < words->n; i++) {
		const char *path = root ? below_source(run, root, words->paths[i]) : NULL;

		if (!path) {
			diag_error(run, EXIT_USAGE, (struct place){ words->paths[i], 0, 0 },
				   "no file or directory of %s", in->request->source);
			return false;
		}
		if (*path)
			paths_add(run, wanted, path);
	}
	return true;
}

static bool is_kernel(struct run *run, const struct inferring *in)
{
	return file_is_directory(file_join(run, in->sources.root, "include/linux"));
}

/* Without words: of a kernel what matters most, of anything else all. */
static bool find_sources(struct run *run, struct inferring *in)
{
	struct paths wanted = { 0 };
	bool whole;

	if (!find_wanted(run, in, &wanted, &whole) ||
	    !sources_find(run, &in->tree, in->request->source, &wanted, &in->sources))
		return false;
	if (whole && is_kernel(run, in))
		sources_choose(&in->sources, in->request->all);
	if (in->sources.n)
		return true;
	diag_error(run, EXIT_KERNEL, (struct place){ in->request->source, 0, 0 },
		   "nothing there is built with the configuration of %s", in->tree.release);
	return false;
}

static bool find_flags(struct run *run, struct inferring *in)
{
	/*
	 * Warnings are the kernel's business, and an error must not hide what follows. might_sleep()
	 * says nothing unless a debug option is set.
	 */
	static const char *const ours[] = {
		"-w",
		"-ferror-limit=0",
		"-DCONFIG_DEBUG_ATOMIC_SLEEP=1",
	};
	const size_t n_ours = sizeof(ours) / sizeof(*ours);
	const char *cache = infer_cache_default(run);
	struct flags kbuild, base;
	const char **words;

	if (!kbuild_flags(run, &in->tree, cache ? cache : "", false, &kbuild))
		return false;
	base = sources_base_flags(run, &in->tree, in->sources.root, &kbuild);
	words = arena_new(&run->arena, const char *, base.n + n_ours + 2);
	memcpy(words, base.words, base.n * sizeof(*words));
	memcpy(words + base.n, ours, sizeof(ours));
	base.n += n_ours;
	words[base.n++] = "-include";
	words[base.n++] = in->session.annotations;
	in->flags = (struct flags){ words, base.n };
	return true;
}

static bool read_bodies(struct run *run, struct inferring *in)
{
	struct blocks blocks = { .run = run };
	struct infer_cache *cache = infer_cache_open(run, infer_cache_default(run), &in->tree,
						     in->sources.root, &blocks);
	const struct work_order order = { &in->sources, &in->flags, collect_doc_facts };
	const char *jobs = in->request->jobs;
	bool fine = work_run(run, &order, cache, &blocks,
			     jobs ? (unsigned int)atoi(jobs) : work_default_jobs(), &in->work);

	infer_cache_close(cache);
	return fine;
}

/* Files that were not understood are not an error: what they would have said is not known, that is all. */
static void report(struct run *run, const struct inferring *in)
{
	const struct work *work = &in->work;
	size_t lost = 0;

	for (size_t i = 0; i < work->n_failures; i++) {
		lost += work->failures[i].lost;
		if (in->request->verbose)
			diag_remark(run, (struct place){ work->failures[i].name, 0, 0 },
				    "not understood in full: %s", work->failures[i].error);
	}
	if (in->request->quiet)
		return;
	fprintf(stderr, "%zu files: %zu read, %zu unchanged since they were read last",
		in->sources.n, work->n - work->n_cached, work->n_cached);
	if (work->n_failures)
		fprintf(stderr, "; %zu not understood in full, of these %zu not at all%s",
			work->n_failures, lost,
			in->request->verbose ? "" : "; --verbose names them");
	fputc('\n', stderr);
}

static bool write_facts(struct run *run, struct inferring *in, const struct inferred_list *list)
{
	const char *path = in->request->out;
	struct text text = TEXT_INIT;
	bool fine;

	inferred_write(run, list, &text);
	if (!path)
		fine = fwrite(text.buf, 1, text.len, stdout) == text.len;
	else
		fine = file_equals(path, text.buf, text.len) ||
		       file_replace(run, path, text.buf, text.len);
	if (!fine)
		diag_error(run, EXIT_SYSTEM, (struct place){ path ? path : "output", 0, 0 },
			   "cannot write: %s", strerror(errno));
	text_release(&text);
	return fine;
}

/* Of a kernel, functions that are not exported are of no use to anybody else. */
static void keep_callable(struct run *run, struct inferring *in, struct inferred_list *list)
{
	struct table exported = { 0 };
	size_t n = 0;

	symvers_names(run, file_join(run, in->tree.path, "Module.symvers"), &exported);
	if (!exported.n || !is_kernel(run, in))
		return;
	for (size_t i = 0; i < list->n; i++) {
		struct inferred *function = list->functions[i];
		size_t len = strlen(function->at.file);
		bool header = len > 2 && !strcmp(function->at.file + len - 2, ".h");

		if (header || table_find(&exported, function->name))
			list->functions[n++] = function;
	}
	list->n = n;
}

/* What modules of one's own call was read when the kernel was. */
static bool find_known(struct run *run, struct inferring *in, const struct inferences **known)
{
	const struct paths *dirs = &in->session.contracts;

	*known = NULL;
	if (is_kernel(run, in))
		return true;
	*known = facts_read(run, dirs->paths, dirs->n, in->tree.release, in->tree.arch);
	return *known;
}

static void infer(struct run *run, struct inferring *in)
{
	struct inferred_list list = { .release = in->tree.release, .arch = in->tree.arch };

	const struct inferences *known;

	if (!find_flags(run, in) || !read_bodies(run, in) || !find_known(run, in, &known))
		return;
	list.source =
		arena_printf(&run->arena, "%zu files of Linux %s", in->work.n, in->tree.version);
	infer_solve(run, in->work.units, in->work.n, in->session.spec, known, &list);
	keep_callable(run, in, &list);
	report(run, in);
	write_facts(run, in, &list);
}

static enum exit_code run_infer(struct run *run, const struct request *request)
{
	static const struct paths none;
	struct inferring in = { .request = request };

	if (!check_request(run, request) || !session_open(run, &in.session, request, &none))
		return EXIT_USAGE;
	if (!session_load(run, &in.session))
		return EXIT_CONTRACT;
	if (!input_probe(run, request->kernels.paths[0], request->arch, &in.tree) ||
	    !find_sources(run, &in))
		return EXIT_KERNEL;
	if (!request->list) {
		infer(run, &in);
		return EXIT_FINE;
	}
	for (size_t i = 0; i < in.sources.n; i++)
		puts(in.sources.list[i]->name);
	return EXIT_FINE;
}

static const struct option_row rows[] = {
	OPTION_KERNEL,
	OPTION_ARCH,
	{ "source", 'S', OPTION_TEXT, AT(source), "DIR",
	  "source of that kernel, or of modules for it" },
	{ "output", 'o', OPTION_TEXT, AT(out), "FILE",
	  "where the facts go; default: to standard output" },
	{ "all", 'A', OPTION_FLAG, AT(all), NULL,
	  "all files of the kernel itself and all that export\n"
	  "something, not only those of common directories" },
	{ "jobs", 'j', OPTION_TEXT, AT(jobs), "N",
	  "read that many files at once; default: one for each\n"
	  "processor" },
	{ "list", 'l', OPTION_FLAG, AT(list), NULL, "only print which files would be read" },
	OPTION_CONTRACTS,
	OPTION_QUIET,
	{ "verbose", 'v', OPTION_FLAG, AT(verbose), NULL,
	  "name each file that was not understood in full" },
	{ .name = NULL },
};

static const char *const examples[] = {
	"sheath infer --kernel TREE --source linux-7.3 -o contracts/facts/7.3.facts",
	"sheath infer --kernel TREE --source linux-7.3 drivers/clk drivers/base/core.c",
	"sheath infer --kernel TREE --source . -o facts   # modules of one's own",
	NULL,
};

const struct command command_infer = {
	.usage = {
		.command = "infer",
		.arguments = "[PATH]...",
		.summary = "Reads function bodies: what functions return when they fail, whether they sleep,\n"
			   "what they free, from the source of a kernel",
		.rows = rows,
		.examples = examples,
		.exits = "  0  fine, also if some files were not understood\n"
			 "  2  wrong command line\n"
			 "  3  kernel tree or source missing, or nothing to read\n"
			 "  4  contract file or template wrong\n"
			 "  5  disk or system, interrupted\n",
	},
	.run = run_infer,
};
