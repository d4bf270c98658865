// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command/check_table.h"
#include "command/contradictions.h"
#include "command/difference.h"
#include "command/print.h"
#include "command/product.h"
#include "contract/decide.h"
#include "render/manifest.h"
#include "render/output_dir.h"
#include "render/stamp.h"

/* What is being checked, and how much was found. */
struct checking {
	struct session session;
	const struct request *request;
	const char *out;	  /* NULL: there is no output to look at */
	struct reading *readings; /* one for each kernel */
	struct check_row *rows;	  /* one for each kernel */
	unsigned int findings;
};

static void report_stale(struct checking *c, const char *file, const char *how)
{
	c->findings++;
	if (c->request->json)
		json_print(json_pack("{ss ss ss}", "finding", "stale", "file", file, "how", how));
	else
		printf("%s/%s: stale: %s\n", c->out, file, how);
}

/* What would be generated now, beside what is there. */
static void compare_output(struct run *run, struct checking *c, const struct output_files *files)
{
	struct paths ours = { 0 };

	for (size_t i = 0; i < files->n; i++) {
		const struct output_file *file = &files->files[i];
		const char *path = file_join(run, c->out, file->path);

		if (file_equals(path, file->text, file->size))
			continue;
		report_stale(c, file->path,
			     access(path, F_OK) ? "missing" : "differs from what is generated now");
	}
	manifest_files(run, file_join(run, c->out, OUTPUT_MANIFEST), &ours);
	for (size_t i = 0; i < ours.n; i++)
		if (!output_find(files, ours.paths[i]) && strcmp(ours.paths[i], OUTPUT_MANIFEST))
			report_stale(c, ours.paths[i], "no longer generated");
}

static bool check_output(struct run *run, struct checking *c)
{
	struct output_files files = { 0 };

	if (!product_make(run, &c->session, c->readings, c->request->kernels.n, &files))
		return false;
	if (c->out)
		compare_output(run, c, &files);
	return true;
}

static const char *kernel_name(struct run *run, const struct reading *reading)
{
	return arena_printf(&run->arena, "%s %s", reading->model->release, reading->model->arch);
}

static void report_difference(struct run *run, struct checking *c, const struct reading *other,
			      const struct difference *found)
{
	const char *first = kernel_name(run, &c->readings[0]), *second = kernel_name(run, other);

	c->findings++;
	if (c->request->json)
		json_print(json_pack("{ss ss ss ss s{ss} s{ss}}", "finding", "differs", "function",
				     found->function, "header", found->header, "what", found->what,
				     "first", first, found->first, "second", second,
				     found->second));
	else
		printf("%s: %s: %s differs: '%s' on %s, '%s' on %s\n", found->header,
		       found->function, found->what, found->first, first, found->second, second);
}

static void check_differences(struct run *run, struct checking *c)
{
	for (size_t i = 1; i < c->request->kernels.n; i++) {
		struct differences found = { 0 };

		differences_find(run, &c->readings[0], &c->readings[i], &found);
		c->rows[i].differences = found.n;
		if (c->request->summary)
			continue;
		for (size_t j = 0; j < found.n; j++)
			report_difference(run, c, &c->readings[i], &found.list[j]);
	}
}

static bool read_kernel(struct run *run, struct checking *c, struct reading *reading,
			struct check_row *row)
{
	unsigned int errors = run->diags.errors;

	bool fine = input_probe(run, reading->kernel, c->request->arch, &reading->tree) &&
		    session_read(run, &c->session, NULL, reading);

	row->tree = &reading->tree;
	row->contradictions = run->diags.errors - errors;
	if (fine)
		row->totals = totals_of(reading);
	if (fine && c->session.remarks)
		contract_remarks(run, reading->model, c->session.spec, reading->ledger);
	return fine;
}

static bool read_kernels(struct run *run, struct checking *c)
{
	const struct request *request = c->request;
	bool fine = true;

	c->readings = arena_new(&run->arena, struct reading, request->kernels.n);
	c->rows = arena_new(&run->arena, struct check_row, request->kernels.n);
	for (size_t i = 0; i < request->kernels.n; i++) {
		c->readings[i].kernel = request->kernels.paths[i];
		fine &= read_kernel(run, c, &c->readings[i], &c->rows[i]);
	}
	return fine;
}

/* A contradiction between contract and kernel is what the command is there to find. */
static void count_contradictions(struct run *run, struct checking *c)
{
	if (run->diags.exit == EXIT_CONTRACT)
		run->diags.exit = EXIT_FINDINGS;
	c->findings += run->diags.errors;
}

static bool is_up_to_date(struct run *run, const struct checking *c)
{
	struct stamp *stamp = c->out ? stamp_read(run, c->out) : NULL;

	return stamp && stamp_holds(run, stamp, c->out, session_arguments(run, &c->session));
}

/* An output directory that was named must be one; the default one need not be there. */
static bool find_output(struct run *run, struct checking *c)
{
	const char *out = c->request->out ? c->request->out : DEFAULT_OUT;

	if (c->request->kernels.n > 1 && !c->request->out)
		return true;
	if (manifest_is_ours(run, file_join(run, out, OUTPUT_MANIFEST)))
		c->out = out;
	else if (c->request->out)
		diag_error(run, EXIT_FINDINGS, (struct place){ out, 0, 0 },
			   "no output of sheath: it has no " OUTPUT_MANIFEST);
	return c->out || !c->request->out;
}

static void check(struct run *run, struct checking *c)
{
	if (read_kernels(run, c)) {
		if (c->request->kernels.n > 1 && !c->out)
			check_differences(run, c);
		else
			check_output(run, c);
	}
	if (c->request->kernels.n > 1 && !c->request->quiet && !c->request->json &&
	    run->diags.exit != EXIT_KERNEL)
		check_table_print(c->rows, c->request->kernels.n);
	count_contradictions(run, c);
}

/* Of all headers, and of nothing else. */
static enum exit_code run_contradictions(struct run *run, struct checking *c)
{
	struct reading reading = { .kernel = c->request->kernels.paths[0] };
	bool fine;

	if (c->request->kernels.n > 1) {
		diag_error(run, EXIT_USAGE, NOWHERE, "--contradictions is of one kernel");
		return EXIT_USAGE;
	}
	c->session.survey = c->session.pairs = true;
	fine = input_probe(run, reading.kernel, c->request->arch, &reading.tree) &&
	       session_load(run, &c->session) && session_read(run, &c->session, NULL, &reading);
	if (!fine)
		return EXIT_KERNEL;
	c->findings = contradictions_print(run, c->request, &reading);
	if (!c->request->quiet && !c->request->json)
		printf("%u contradiction%s\n", c->findings, c->findings == 1 ? "" : "s");
	return c->findings ? EXIT_FINDINGS : EXIT_FINE;
}

static enum exit_code run_check(struct run *run, const struct request *request)
{
	struct checking c = { .request = request };

	if (!request->kernels.n) {
		diag_error(run, EXIT_USAGE, NOWHERE, "which kernel? say --kernel TREE");
		return EXIT_USAGE;
	}
	if (!session_open(run, &c.session, request, &request->words))
		return EXIT_USAGE;
	if (request->contradictions)
		return run_contradictions(run, &c);
	if (!find_output(run, &c))
		return EXIT_USAGE;
	c.session.remarks = !request->summary;
	if (!is_up_to_date(run, &c)) {
		if (!session_load(run, &c.session))
			return EXIT_CONTRACT;
		check(run, &c);
	}
	if (!request->quiet && !request->json)
		printf("%u finding%s\n", c.findings, c.findings == 1 ? "" : "s");
	return c.findings ? EXIT_FINDINGS : EXIT_FINE;
}

static const struct option_row rows[] = {
	OPTION_KERNEL,
	OPTION_ARCH,
	{ "output", 'o', OPTION_TEXT, AT(out), "DIR",
	  "what was generated; default: " DEFAULT_OUT ", if it is there" },
	OPTION_OWN,
	OPTION_CONTRACTS,
	OPTION_TEMPLATES,
	{ "contradictions", 0, OPTION_FLAG, AT(contradictions), NULL,
	  "only where the code, kernel-doc and contract files\n"
	  "contradict each other, of every header, worst first" },
	OPTION_JSON,
	{ "summary", 's', OPTION_FLAG, AT(summary), NULL,
	  "of several trees only the table; that they differ is no\n"
	  "finding then" },
	OPTION_QUIET,
	{ .name = NULL },
};

static const char *const examples[] = {
	"sheath check --kernel /lib/modules/$(uname -r)/build",
	"sheath check --contradictions --kernel linux",
	"sheath check --kernel linux-x86_64 --kernel linux-arm64",
	"sheath check --summary --kernel linux-6.1 --kernel linux-6.12 --kernel linux-7.3",
	NULL,
};

const struct command command_check = {
	.usage = {
		.command = "check",
		.arguments = "[HEADER]...",
		.summary = "Says what is stale, what contradicts and what differs between kernels:\n"
			   "compares an output directory and the contract files with one kernel "
			   "tree, or\nseveral kernel trees with each other, and ends with a table of them; "
			   "writes nothing",
		.rows = rows,
		.examples = examples,
		.exits = "  0  nothing found\n"
			 "  1  something found\n"
			 "  2  wrong command line\n"
			 "  3  kernel tree missing, not configured, or not parsed\n"
			 "  4  contract file or template cannot be read\n"
			 "  5  disk or system\n",
	},
	.run = run_check,
};
