// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <fnmatch.h>
#include <string.h>

#include "base/suggest.h"
#include "command/apis.h"
#include "command/diff_print.h"
#include "command/session.h"
#include "command/uses.h"

/* What the command line's words are. */
struct asked {
	const char *kernels[2];
	unsigned int n_kernels;
	struct paths headers; /* names or patterns: only what they declare */
	struct paths files;   /* of the driver */
	enum impact least;    /* what is less serious is left out */
};

static bool ends_in(const char *word, const char *end)
{
	size_t len = strlen(word), n = strlen(end);

	return len > n && !strcmp(word + len - n, end);
}

/* The first two words are the kernels; behind them headers end in ".h", other words are sources. */
static void sort_words(struct run *run, const struct request *request, struct asked *asked)
{
	for (size_t i = 0; i < request->used_by.n; i++)
		paths_add(run, &asked->files, request->used_by.paths[i]);
	for (size_t i = 0; i < request->words.n; i++) {
		const char *word = request->words.paths[i];

		if (ends_in(word, ".c"))
			paths_add(run, &asked->files, word);
		else if (asked->n_kernels < 2)
			asked->kernels[asked->n_kernels++] = word;
		else
			paths_add(run, &asked->headers, word);
	}
}

static bool read_severity(struct run *run, const char *word, struct asked *asked)
{
	const char *names[IMPACT_HARMLESS + 1];
	const char *near;

	asked->least = IMPACT_HARMLESS;
	for (enum impact i = IMPACT_BREAKS; i <= IMPACT_HARMLESS; i++) {
		names[i] = impact_name(i);
		if (word && !strcmp(word, names[i])) {
			asked->least = i;
			return true;
		}
	}
	if (!word)
		return true;
	near = suggest(word, names, IMPACT_HARMLESS + 1);
	diag_error(run, EXIT_USAGE, NOWHERE,
		   "no severity '%s'%s%s%s (there are: breaks, meaning, harmless)", word,
		   near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	return false;
}

static bool read_asked(struct run *run, const struct request *request, struct asked *asked)
{
	sort_words(run, request, asked);
	if (asked->n_kernels < 2) {
		diag_error(run, EXIT_USAGE, NOWHERE,
			   "which kernels? say sheath diff A B: trees, or models saved by sheath "
			   "dump");
		return false;
	}
	if (asked->files.n && !request->used_by.n) {
		diag_error(run, EXIT_USAGE, (struct place){ asked->files.paths[0], 0, 0 },
			   "a source file: say --used-by before it");
		return false;
	}
	return read_severity(run, request->severity, asked);
}

static bool matches(const struct asked *asked, const char *header)
{
	for (size_t i = 0; header && i < asked->headers.n; i++)
		if (!fnmatch(asked->headers.paths[i], header, 0))
			return true;
	return !asked->headers.n;
}

/* Keeps what was asked for, and says whether it breaks something. */
static bool narrow(const struct asked *asked, struct changes *changes)
{
	bool breaks = false;
	size_t kept = 0;

	for (size_t i = 0; i < changes->n; i++) {
		const struct change *change = &changes->list[i];

		if ((asked->files.n && !change->uses) || (!matches(asked, change->before_at.file) &&
							  !matches(asked, change->after_at.file)))
			continue;
		breaks = breaks || change->impact == IMPACT_BREAKS;
		if (change->impact <= asked->least)
			changes->list[kept++] = *change;
	}
	changes->n = kept;
	return breaks;
}

/* A header that neither kernel has was misspelled. */
static bool check_headers(struct run *run, const struct asked *asked, const struct api *from,
			  const struct api *to)
{
	bool fine = true;

	for (size_t i = 0; i < asked->headers.n; i++) {
		const char *header = asked->headers.paths[i];

		if (strpbrk(header, "*?[") || api_has_header(from, header) ||
		    api_has_header(to, header))
			continue;
		diag_error(run, EXIT_USAGE, (struct place){ header, 0, 0 },
			   "neither kernel has that header");
		fine = false;
	}
	return fine;
}

static enum exit_code report(struct run *run, const struct request *request,
			     const struct asked *asked, const struct api *from,
			     const struct api *to)
{
	const struct paths all = { 0 };
	struct changes changes = { 0 };
	struct session session;
	bool breaks;

	if (!check_headers(run, asked, from, to) || !session_open(run, &session, request, &all) ||
	    !session_load(run, &session))
		return EXIT_USAGE;
	apis_remark_unfit(run, request, from);
	apis_remark_unfit(run, request, to);
	api_diff(run, from, to, session.spec, &changes);
	if (asked->files.n && !uses_find(run, &asked->files, from, &changes))
		return EXIT_USAGE;
	breaks = narrow(asked, &changes);
	if (request->json)
		diff_print_json(&changes);
	else
		diff_print(&changes, from, to);
	return breaks ? EXIT_FINDINGS : EXIT_FINE;
}

static enum exit_code run_diff(struct run *run, const struct request *request)
{
	struct kernel_api kernels[2] = { 0 };
	struct asked asked = { 0 };
	enum exit_code result = EXIT_USAGE;

	if (!read_asked(run, request, &asked))
		return EXIT_USAGE;
	kernels[0].path = asked.kernels[0];
	kernels[1].path = asked.kernels[1];
	if (apis_read(run, request, kernels, 2))
		result = report(run, request, &asked, kernels[0].api, kernels[1].api);
	diag_flush(run, stderr);
	apis_release(kernels, 2);
	return result;
}

static const struct option_row rows[] = {
	{ "used-by", 'u', OPTION_LIST, AT(used_by), "FILE.c...",
	  "only what these files use, with the places where they do;\n"
	  "nothing is preprocessed" },
	{ "severity", 's', OPTION_TEXT, AT(severity), "SEVERITY",
	  "only what is as serious or more: breaks, meaning, harmless;\n"
	  "default: harmless, which is all" },
	OPTION_ARCH,
	{ "output", 'o', OPTION_TEXT, AT(out), "DIR",
	  "where cached flags are; default: " DEFAULT_OUT ", if it is there" },
	OPTION_CONTRACTS,
	OPTION_JSON,
	OPTION_QUIET,
	{ "verbose", 'v', OPTION_FLAG, AT(verbose), NULL,
	  "name each header that does not parse beside the others" },
	{ .name = NULL },
};

static const char *const examples[] = {
	"sheath diff linux-6.1 linux-6.12 --severity meaning",
	"sheath diff old.json /lib/modules/$(uname -r)/build --used-by driver.c helper.c",
	"sheath diff old.json new.json --json 'linux/i2c*.h'",
	NULL,
};

const struct command command_diff = {
	.usage = {
		.command = "diff",
		.arguments = "A B [HEADER]...",
		.summary = "Says what a driver meets when it goes from one kernel to another:\n"
			   "A and B are kernel trees, or models that sheath dump has saved; with "
			   "HEADERs, names\nor patterns, only what those declare",
		.rows = rows,
		.examples = examples,
		.exits = "  0  nothing breaks\n"
			 "  1  something does not build any more\n"
			 "  2  wrong command line, or no saved model\n"
			 "  3  kernel tree missing, not configured, or not parsed\n"
			 "  4  contract file or template wrong\n"
			 "  5  disk or system\n",
	},
	.run = run_diff,
};
