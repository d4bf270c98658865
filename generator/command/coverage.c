// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/calls.h"
#include "command/session.h"
#include "model/ledger_json.h"

/* Which lines of the ledger are looked at. */
struct coverage {
	const struct ledger *ledger;
	const struct contract **lines;
	size_t n;
	struct calls calls; /* --used-by: what the files call */
	size_t unknown;	    /* of these: names that the headers do not declare */
};

/* Names and how often they come. */
struct tally {
	struct count {
		const char *name;
		unsigned int n[STATUS_REFUSED + 1];
		unsigned int total;
	} *counts;
	size_t n;
};

static void count(struct run *run, struct tally *tally, const char *name, enum status status,
		  size_t room)
{
	struct count *found = NULL;

	if (!tally->counts)
		tally->counts = arena_new(&run->arena, struct count, room);
	for (size_t i = 0; i < tally->n && !found; i++)
		if (!strcmp(tally->counts[i].name, name))
			found = &tally->counts[i];
	if (!found) {
		found = &tally->counts[tally->n++];
		found->name = name;
	}
	found->n[status]++;
	found->total++;
}

static int by_total(const void *a, const void *b)
{
	const struct count *x = a, *y = b;

	if (x->total != y->total)
		return x->total < y->total ? 1 : -1;
	return strcmp(x->name, y->name);
}

static int by_name(const void *a, const void *b)
{
	const struct count *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static void print_row(const char *name, const struct count *row)
{
	printf("%-32s %9u %8u %6u %8u\n", name, row->total, row->n[STATUS_WRAPPED],
	       row->n[STATUS_SAFE], row->n[STATUS_REFUSED]);
}

static void print_headers(struct run *run, const struct coverage *coverage)
{
	struct count sum = { 0 };
	struct tally tally = { 0 };

	for (size_t i = 0; i < coverage->n; i++) {
		const struct contract *line = coverage->lines[i];

		count(run, &tally, line->function->header, line->status, coverage->n);
		sum.n[line->status]++;
		sum.total++;
	}
	if (tally.n)
		qsort(tally.counts, tally.n, sizeof(*tally.counts), by_name);
	printf("%-32s %9s %8s %6s %8s\n", "header", "functions", "wrapped", "safe", "refused");
	for (size_t i = 0; i < tally.n; i++)
		print_row(tally.counts[i].name, &tally.counts[i]);
	print_row("total", &sum);
}

/* Shapes of what is wrapped, reasons of all else, the most frequent first. */
static void print_why(struct run *run, const struct coverage *coverage, enum status status,
		      const char *title)
{
	struct tally tally = { 0 };

	for (size_t i = 0; i < coverage->n; i++) {
		const struct contract *line = coverage->lines[i];
		const char *why = status == STATUS_WRAPPED ? line->shape : line->reason;

		if (line->status == status)
			count(run, &tally, why ? why : "", status, coverage->n);
	}
	if (!tally.n)
		return;
	qsort(tally.counts, tally.n, sizeof(*tally.counts), by_total);
	printf("\n%s\n", title);
	for (size_t i = 0; i < tally.n; i++)
		printf("%7u  %s\n", tally.counts[i].total, tally.counts[i].name);
}

static void print_used(const struct coverage *coverage)
{
	for (size_t i = 0; i < coverage->n; i++) {
		const struct contract *line = coverage->lines[i];
		const struct call *call = table_find(&coverage->calls.names, line->function->name);
		const char *more = line->status == STATUS_WRAPPED ? line->wrapper : line->reason;

		printf("%-32s %5u  %-8s %s\n", line->function->name, call->n,
		       status_name(line->status), more ? more : "");
	}
	printf("%zu other names are not declared in these headers\n\n", coverage->unknown);
}

static void select_all(struct run *run, struct coverage *coverage)
{
	coverage->lines =
		arena_new(&run->arena, const struct contract *, coverage->ledger->n_contracts);
	for (size_t i = 0; i < coverage->ledger->n_contracts; i++)
		coverage->lines[coverage->n++] = &coverage->ledger->contracts[i];
}

/* Of the lines those that are called. */
static void select_used(struct coverage *coverage)
{
	size_t kept = 0, names = 0;

	for (const struct call *call = coverage->calls.first; call; call = call->next)
		names++;
	for (size_t i = 0; i < coverage->n; i++)
		if (table_find(&coverage->calls.names, coverage->lines[i]->function->name))
			coverage->lines[kept++] = coverage->lines[i];
	coverage->n = kept;
	coverage->unknown = names - kept;
}

static bool scan_files(struct run *run, const struct paths *files, struct calls *calls)
{
	bool fine = true;

	for (size_t i = 0; i < files->n; i++) {
		const char *text = file_read(run, files->paths[i], NULL);

		if (text) {
			calls_scan(run, text, calls);
			continue;
		}
		diag_error(run, EXIT_USAGE, (struct place){ files->paths[i], 0, 0 },
			   "cannot read: %s", strerror(errno));
		fine = false;
	}
	return fine;
}

static void print(struct run *run, const struct request *request, const struct coverage *coverage)
{
	if (request->json) {
		for (size_t i = 0; i < coverage->n; i++)
			puts(contract_json(run, coverage->lines[i]));
		return;
	}
	if (request->used_by.n)
		print_used(coverage);
	print_headers(run, coverage);
	print_why(run, coverage, STATUS_WRAPPED, "wrapped, by shape");
	print_why(run, coverage, STATUS_SAFE, "safe, because");
	print_why(run, coverage, STATUS_REFUSED, "refused, because");
}

/* Behind --used-by FILE.c more files may stand: all words that are no header. */
static void sort_words(struct run *run, const struct request *request, struct paths *headers,
		       struct paths *files)
{
	for (size_t i = 0; i < request->used_by.n; i++)
		paths_add(run, files, request->used_by.paths[i]);
	for (size_t i = 0; i < request->words.n; i++) {
		const char *word = request->words.paths[i];

		paths_add(run, files->n && !file_is_header(word) ? files : headers, word);
	}
}

static enum exit_code run_coverage(struct run *run, const struct request *request)
{
	struct paths headers = { 0 }, files = { 0 };
	struct coverage coverage = { 0 };
	struct reading reading = { 0 };
	struct session session;

	if (request->kernels.n != 1) {
		diag_error(run, EXIT_USAGE, NOWHERE, "which kernel? say --kernel TREE, once");
		return EXIT_USAGE;
	}
	reading.kernel = request->kernels.paths[0];
	sort_words(run, request, &headers, &files);
	if (!scan_files(run, &files, &coverage.calls) ||
	    !session_open(run, &session, request, &headers) ||
	    !input_probe(run, reading.kernel, request->arch, &reading.tree) ||
	    !session_load(run, &session) || !session_read(run, &session, NULL, &reading))
		return EXIT_USAGE;
	coverage.ledger = reading.ledger;
	select_all(run, &coverage);
	if (files.n)
		select_used(&coverage);
	print(run, request, &coverage);
	return EXIT_FINE;
}

static const struct option_row rows[] = {
	OPTION_KERNEL,
	OPTION_ARCH,
	{ "used-by", 'u', OPTION_LIST, AT(used_by), "FILE.c...",
	  "only what these files call: names before a parenthesis,\n"
	  "nothing is preprocessed" },
	{ "output", 'o', OPTION_TEXT, AT(out), "DIR",
	  "where cached flags are; default: " DEFAULT_OUT ", if it is there" },
	OPTION_OWN,
	OPTION_CONTRACTS,
	OPTION_NO_CONTRACTS,
	OPTION_WITHOUT,
	OPTION_TEMPLATES,
	OPTION_JSON,
	OPTION_VERBOSE,
	{ .name = NULL },
};

static const char *const examples[] = {
	"sheath coverage --kernel /lib/modules/$(uname -r)/build",
	"sheath coverage --kernel linux --json linux/clk.h",
	"sheath coverage --kernel linux --used-by driver.c helper.c",
	NULL,
};

const struct command command_coverage = {
	.usage = {
		.command = "coverage",
		.arguments = "[HEADER]...",
		.summary = "Says which functions are wrapped, safe as they are, or refused, and why:\n"
			   "of the HEADERs, or of all that have a contract file",
		.rows = rows,
		.examples = examples,
		.exits = "  0  fine\n"
			 "  2  wrong command line\n"
			 "  3  kernel tree missing, not configured, or not parsed\n"
			 "  4  contract file or template wrong\n"
			 "  5  disk or system\n",
	},
	.run = run_coverage,
};
