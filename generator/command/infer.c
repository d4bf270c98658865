// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "command/bodies.h"
#include "command/callable.h"
#include "command/propose.h"
#include "infer/choose.h"
#include "infer/headers.h"
#include "input/tree.h"

static bool check_request(struct run *run, const struct request *request)
{
	const char *jobs = request->jobs;

	if (request->kernels.n != 1)
		diag_error(run, EXIT_USAGE, NOWHERE, "which kernel? say --kernel TREE, once");
	else if (jobs && (atoi(jobs) < 1 || strspn(jobs, "0123456789") != strlen(jobs)))
		diag_error(run, EXIT_USAGE, NOWHERE, "--jobs needs a number, not '%s'", jobs);
	return !run->diags.errors;
}

/* --- a facts file --- */

static bool check_facts_request(struct run *run, const struct request *request)
{
	if (request->source && !request->own.n)
		return true;
	diag_error(run, EXIT_USAGE, NOWHERE,
		   request->source ? "--include is for HEADERs that a contract file is proposed for"
				   : "which source? say --source DIR; or name HEADERs, for a "
				     "proposed contract file");
	return false;
}

/* Without words: of a kernel what matters most, of anything else all. */
static bool find_sources(struct run *run, struct bodies *in)
{
	const struct request *request = in->request;

	if (!bodies_find(run, in, request->source, &request->words))
		return false;
	if (bodies_is_kernel(run, in))
		in->offered = offered_find(run, in->sources.root, arch_find(in->tree.arch)->kbuild);
	if (in->offered && !request->words.n)
		sources_choose(&in->sources, in->offered, request->all);
	if (in->offered)
		headers_add(run, &in->wanted, &in->sources);
	if (in->sources.n)
		return true;
	diag_error(run, EXIT_KERNEL, (struct place){ request->source, 0, 0 },
		   "nothing there is built with the configuration of %s", in->tree.release);
	return false;
}

static void infer(struct run *run, struct bodies *in)
{
	struct inferred_list list = { 0 };
	struct text text = TEXT_INIT;

	if (!bodies_infer(run, in, &list))
		return;
	if (in->offered)
		callable_keep(run, &in->tree, in->offered, &list);
	bodies_report(run, in);
	inferred_write(run, &list, &text);
	infer_write(run, in->request->out, &text);
	text_release(&text);
}

/* As PATHs that choose the same. */
static void print_sources(struct run *run, const struct bodies *in)
{
	struct table seen = { 0 };

	for (size_t i = 0; i < in->sources.n; i++) {
		const struct source *source = in->sources.list[i];

		if (!source->headers)
			puts(source->name);
		for (size_t j = 0; source->headers && j < source->headers->n; j++) {
			const char *name = source->headers->paths[j];
			const char *slash = in->wanted.n ? strrchr(name, '/') : NULL;
			const char *path = arena_printf(&run->arena, "include%s%.*s",
							slash ? "/" : "",
							slash ? (int)(slash - name) : 0, name);

			if (table_add(&run->arena, &seen, path, path))
				puts(path);
		}
	}
}

static enum exit_code make_facts(struct run *run, const struct request *request)
{
	static const struct paths none;
	struct bodies in = { .request = request };
	struct session session;

	if (!check_facts_request(run, request) || !session_open(run, &session, request, &none))
		return EXIT_USAGE;
	if (!session_load(run, &session))
		return EXIT_CONTRACT;
	in.session = &session;
	if (!input_probe(run, request->kernels.paths[0], request->arch, &in.tree) ||
	    !find_sources(run, &in))
		return EXIT_KERNEL;
	if (!request->list) {
		infer(run, &in);
		return EXIT_FINE;
	}
	print_sources(run, &in);
	return EXIT_FINE;
}

/* --- which of the two --- */

static enum exit_code run_infer(struct run *run, const struct request *request)
{
	if (!check_request(run, request))
		return EXIT_USAGE;
	return propose_is_asked(request) ? propose(run, request) : make_facts(run, request);
}

static const struct option_row rows[] = {
	OPTION_KERNEL,
	OPTION_ARCH,
	{ "source", 'S', OPTION_TEXT, AT(source), "DIR",
	  "source of that kernel, or of modules for it; with\n"
	  "HEADERs a directory of either, and not required" },
	{ "output", 'o', OPTION_TEXT, AT(out), "FILE",
	  "where the result goes; default: to standard output" },
	OPTION_OWN,
	{ "all", 'A', OPTION_FLAG, AT(all), NULL,
	  "facts: all files that export something for modules,\n"
	  "not only those of common directories" },
	{ "jobs", 'j', OPTION_TEXT, AT(jobs), "N",
	  "read that many files at once; default: one for each\n"
	  "processor" },
	{ "list", 'l', OPTION_FLAG, AT(list), NULL,
	  "facts: only print which files would be read, 'include'\n"
	  "for headers" },
	OPTION_CONTRACTS,
	OPTION_QUIET,
	{ "verbose", 'v', OPTION_FLAG, AT(verbose), NULL,
	  "name each file that was not understood in full" },
	{ .name = NULL },
};

static const char *const examples[] = {
	"sheath infer --kernel TREE --source linux-7.3 --all -o contracts/facts/7.3.facts",
	"sheath infer --kernel TREE --source linux-7.3 drivers/clk drivers/base/core.c",
	"sheath infer --kernel TREE --source . -o facts/bus.facts   # modules of one's own",
	"sheath infer --kernel TREE linux/nvmem-consumer.h >contracts.yaml",
	"sheath infer --kernel TREE --source bus -I bus/include bus/bus.h >contracts.yaml",
	NULL,
};

const struct command command_infer = {
	.usage = {
		.command = "infer",
		.arguments = "[PATH]... | HEADER...",
		.summary = "Finds out what functions promise, from their bodies and from headers: a facts file\n"
			   "of a whole source tree; or a proposed contract file, if HEADERs are named\n"
			   "\n"
			   "  infer --source DIR [PATH]...       a facts file: what functions of these files return\n"
			   "                                     when they fail, whether they sleep, what they free\n"
			   "  infer [--source DIR] HEADER...     a contract file for each HEADER (linux/foo.h, or\n"
			   "                                     one's own, with -I), for a person to review. What\n"
			   "                                     is sure is stated, what is guessed is a comment",
		.rows = rows,
		.examples = examples,
		.exits = "  0  fine, also if some files were not understood\n"
			 "  2  wrong command line\n"
			 "  3  kernel tree, source or HEADER missing, or nothing to read\n"
			 "  4  contract file or template wrong\n"
			 "  5  disk or system, interrupted\n",
	},
	.run = run_infer,
};
