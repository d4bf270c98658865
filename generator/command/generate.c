// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "command/product.h"
#include "command/reasons.h"
#include "command/totals.h"
#include "render/depfile.h"
#include "render/manifest.h"
#include "render/output_dir.h"
#include "render/stamp.h"

/* One generation, from the command line to the summary. */
struct generation {
	struct session session;
	struct reading *readings; /* one for each kernel */
	unsigned int n;
	const char *out;
	const char *arguments; /* all that the output depends on but files, for the stamp */
	struct stamp *stamp;   /* of the last run; or NULL */
	int64_t began;	       /* of the file system's clock */
	struct timespec started;
	struct totals *totals; /* of each kernel */
	unsigned int changed;
	bool up_to_date;
};

static void look_at_clocks(struct generation *g)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME_COARSE, &now);
	g->began = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
	clock_gettime(CLOCK_MONOTONIC, &g->started);
}

static double seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - start->tv_sec + (now.tv_nsec - start->tv_nsec) / 1e9;
}

/* Is there nothing to do? */
static bool check_stamp(struct run *run, struct generation *g)
{
	g->stamp = stamp_read(run, g->out);
	g->up_to_date = g->stamp && totals_parse(run, g->stamp->totals, g->totals, g->n) &&
			stamp_holds(run, g->stamp, g->out, g->arguments);
	return g->up_to_date;
}

static bool write_depfile(struct run *run, const struct request *request,
			  const struct generation *g, const struct sources *sources)
{
	const char *target = request->target ? request->target
					     : file_join(run, g->out, OUTPUT_MANIFEST);

	return !request->depfile || depfile_write(run, request->depfile, target, sources);
}

/* All trees; what each comes to. */
static bool read_kernels(struct run *run, struct generation *g, const char *cache)
{
	for (unsigned int i = 0; i < g->n; i++) {
		if (!session_read(run, &g->session, cache, &g->readings[i]))
			return false;
		g->totals[i] = totals_of(&g->readings[i]);
	}
	return true;
}

static void add_manifest(struct run *run, const struct generation *g, const struct sources *sources,
			 struct output_files *files)
{
	const struct model **models = arena_new(&run->arena, const struct model *, g->n);
	const char *text;

	for (unsigned int i = 0; i < g->n; i++)
		models[i] = g->readings[i].model;
	text = manifest_text(run, models, g->n, &g->session.asked, sources, files);
	output_add(run, files, OUTPUT_MANIFEST, text, strlen(text));
}

/*
 * One wrapper serves all kernels unless declarations differ: what is known of bodies is that of the
 * newest, for all.
 */
static void choose_facts(struct generation *g)
{
	for (unsigned int i = 0; g->n > 1 && i < g->n; i++) {
		const char *release = g->readings[i].tree.release;

		if (!g->session.release || strverscmp(release, g->session.release) > 0)
			g->session.release = release;
	}
}

static bool generate(struct run *run, const struct request *request, struct generation *g,
		     struct output_dir *dir)
{
	struct output_files files = { 0 };
	struct sources sources = { 0 };

	choose_facts(g);
	if (!session_load(run, &g->session) ||
	    !read_kernels(run, g, file_join(run, dir->path, OUTPUT_PRIVATE)) ||
	    !product_make(run, &g->session, g->readings, g->n, &files) ||
	    !product_sources(run, &g->session, g->readings, g->n,
			     g->stamp ? &g->stamp->sources : NULL, &sources))
		return false;
	add_manifest(run, g, &sources, &files);
	if (!output_sort(run, &files) || run->diags.errors ||
	    !output_replace(run, dir, &files, &g->changed))
		return false;
	stamp_write(run, dir->path, g->arguments, totals_join(run, g->totals, g->n), &sources,
		    &files, g->began);
	return write_depfile(run, request, g, &sources);
}

/* With the output directory to itself. Another run may just have done the work. */
static bool generate_alone(struct run *run, const struct request *request, struct generation *g)
{
	struct output_dir dir;
	bool fine;

	if (!output_open(run, &dir, g->out))
		return false;
	if (dir.waited && check_stamp(run, g))
		fine = write_depfile(run, request, g, &g->stamp->sources);
	else
		fine = generate(run, request, g, &dir);
	output_close(run, &dir, !fine);
	return fine;
}

static void report_kernel(const struct generation *g, const struct totals *totals)
{
	if (g->n > 1)
		printf("%s %s: ", totals->release, totals->arch);
	else
		printf("%s: ", g->out);
	printf("%u headers, %u functions seen: %u wrapped, %u safe, %u refused", totals->headers,
	       totals->functions, totals->wrapped, totals->safe, totals->refused);
	if (g->n > 1)
		putchar('\n');
}

static void report(struct run *run, const struct request *request, const struct generation *g)
{
	double seconds = seconds_since(&g->started);

	for (unsigned int i = 0; i < g->n; i++) {
		if (request->whole && g->readings[i].ledger && !request->quiet && !request->summary)
			reasons_print(run, &g->readings[i]);
		if (request->summary)
			printf("%s\t%.2f\n", totals_line(run, &g->totals[i]), seconds);
		else if (!request->quiet)
			report_kernel(g, &g->totals[i]);
	}
	if (request->quiet || request->summary)
		return;
	if (g->n > 1)
		printf("%s: for %u kernels and those between", g->out, g->n);
	printf("; ");
	if (g->up_to_date)
		printf("up to date");
	else
		printf("%u file%s changed", g->changed, g->changed == 1 ? "" : "s");
	printf("; %.2f s\n", seconds);
}

static bool check_usage(struct run *run, const struct request *request)
{
	if (request->whole && request->kernels.n > 1) {
		diag_error(run, EXIT_USAGE, NOWHERE,
			   "--all reads one tree; give each an output of its own");
		return false;
	}
	if (request->kernels.n)
		return true;
	diag_error(run, EXIT_USAGE, NOWHERE, "which kernel? say --kernel TREE");
	return false;
}

/* Its tests and its ledger would have the name of another's. */
static bool is_alone(struct run *run, const struct generation *g, unsigned int n)
{
	const struct tree *tree = &g->readings[n].tree;

	for (unsigned int i = 0; i < n; i++) {
		const struct tree *other = &g->readings[i].tree;

		if (strcmp(tree->release, other->release) || strcmp(tree->arch, other->arch))
			continue;
		diag_error(run, EXIT_USAGE, (struct place){ g->readings[n].kernel, 0, 0 },
			   "Linux %s, %s is given twice; the other is %s", tree->release,
			   tree->arch, g->readings[i].kernel);
		return false;
	}
	return true;
}

static bool probe_kernels(struct run *run, const struct request *request, struct generation *g)
{
	for (unsigned int i = 0; i < g->n; i++)
		if (!input_probe(run, g->readings[i].kernel, request->arch, &g->readings[i].tree) ||
		    !is_alone(run, g, i))
			return false;
	return true;
}

static enum exit_code run_generate(struct run *run, const struct request *request)
{
	struct generation g = { .out = request->out ? request->out : DEFAULT_OUT };
	bool fine;

	look_at_clocks(&g);
	if (!check_usage(run, request) || !session_open(run, &g.session, request, &request->words))
		return EXIT_USAGE;
	g.n = request->kernels.n;
	g.readings = arena_new(&run->arena, struct reading, g.n);
	g.totals = arena_new(&run->arena, struct totals, g.n);
	for (unsigned int i = 0; i < g.n; i++)
		g.readings[i].kernel = request->kernels.paths[i];
	g.arguments = session_arguments(run, &g.session);
	if (check_stamp(run, &g))
		fine = write_depfile(run, request, &g, &g.stamp->sources);
	else
		fine = output_check(run, g.out) && probe_kernels(run, request, &g) &&
		       generate_alone(run, request, &g);
	if (fine)
		report(run, request, &g);
	return EXIT_FINE;
}

static const struct option_row rows[] = {
	OPTION_KERNEL,
	OPTION_ARCH,
	{ "output", 'o', OPTION_TEXT, AT(out), "DIR", "where to; default: " DEFAULT_OUT },
	OPTION_ALL,
	OPTION_OWN,
	OPTION_CONTRACTS,
	OPTION_TEMPLATES,
	{ "depfile", 'd', OPTION_TEXT, AT(depfile), "FILE", "write what was read, for make" },
	{ "target", 'T', OPTION_TEXT, AT(target), "NAME",
	  "target in the depfile; default: DIR/" OUTPUT_MANIFEST },
	{ "summary", 's', OPTION_FLAG, AT(summary), NULL,
	  "end with one line for programs, separated by tabs:\n"
	  "release, architecture, headers, functions, wrapped,\n"
	  "safe, refused, seconds" },
	OPTION_QUIET,
	OPTION_VERBOSE,
	{ .name = NULL },
};

static const char *const examples[] = {
	"sheath generate --kernel /lib/modules/$(uname -r)/build",
	"sheath generate --kernel linux -o out --contracts my-bus linux/clk.h my/bus.h",
	"sheath generate --kernel linux-6.1 --kernel linux-7.3 -o out",
	NULL,
};

const struct command command_generate = {
	.usage = {
		.command = "generate",
		.arguments = "[HEADER]...",
		.summary = "Generates safe headers, their compile tests and the ledger:\n"
			   "from a kernel tree, for the HEADERs or for all that have a contract file;\n"
			   "from several trees one set that is right for all of them, and for kernels\n"
			   "between them",
		.rows = rows,
		.examples = examples,
		.exits = "  0  fine, also if there was nothing to do\n"
			 "  2  wrong command line\n"
			 "  3  kernel tree missing, not configured, or not parsed\n"
			 "  4  contract file or template wrong\n"
			 "  5  disk or system\n",
	},
	.run = run_generate,
};
