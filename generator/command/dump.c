// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "command/apis.h"

static bool write_model(struct run *run, const char *path, const struct text *text)
{
	if (!path)
		return fwrite(text->buf, 1, text->len, stdout) == text->len;
	if (file_equals(path, text->buf, text->len) ||
	    file_replace(run, path, text->buf, text->len))
		return true;
	diag_error(run, EXIT_SYSTEM, (struct place){ path, 0, 0 }, "cannot write: %s",
		   strerror(errno));
	return false;
}

static enum exit_code run_dump(struct run *run, const struct request *request)
{
	struct request reading = *request; /* cached flags are not where the model goes */
	struct kernel_api kernel = { 0 };
	struct text text = TEXT_INIT;

	if (request->kernels.n != 1 || request->words.n) {
		diag_error(run, EXIT_USAGE, NOWHERE, "which kernel? say --kernel TREE, once");
		return EXIT_USAGE;
	}
	kernel.path = request->kernels.paths[0];
	reading.out = NULL;
	if (apis_read(run, &reading, &kernel, 1)) {
		apis_remark_unfit(run, request, kernel.api);
		api_dump(&text, kernel.api);
		write_model(run, request->out, &text);
		text_release(&text);
		diag_flush(run, stderr);
	}
	apis_release(&kernel, 1);
	return EXIT_FINE;
}

static const struct option_row rows[] = {
	OPTION_KERNEL,
	OPTION_ARCH,
	{ "output", 'o', OPTION_TEXT, AT(out), "FILE",
	  "where the model goes; default: to standard output" },
	OPTION_CONTRACTS,
	OPTION_QUIET,
	{ "verbose", 'v', OPTION_FLAG, AT(verbose), NULL,
	  "name each header that does not parse beside the others" },
	{ .name = NULL },
};

static const char *const examples[] = {
	"sheath dump --kernel /lib/modules/$(uname -r)/build -o model.json",
	NULL,
};

const struct command command_dump = {
	.usage = {
		.command = "dump",
		.arguments = "",
		.summary = "Saves what a kernel offers to drivers, for a later diff:\n"
			   "the functions, macros, constants and types of all headers, as JSON",
		.rows = rows,
		.examples = examples,
		.exits = "  0  fine\n"
			 "  2  wrong command line\n"
			 "  3  kernel tree missing, not configured, or not parsed\n"
			 "  4  contract file or template wrong\n"
			 "  5  disk or system\n",
	},
	.run = run_dump,
};
