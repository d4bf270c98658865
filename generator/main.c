// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "command/command.h"
#include "input/input.h"

static const struct command *const commands[] = {
	&command_generate, &command_check, &command_explain, &command_coverage,
	&command_dump,	   &command_diff,  &command_infer,
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static const char *const not_commands[] = { "help", "--help", "--version" };

static const struct command *find_command(struct run *run, const char *name)
{
	const char *known[N_COMMANDS + 3];
	const char *near;
	size_t n = 0;

	for (; n < N_COMMANDS; n++) {
		if (!strcmp(commands[n]->usage.command, name))
			return commands[n];
		known[n] = commands[n]->usage.command;
	}
	for (size_t i = 0; i < sizeof(not_commands) / sizeof(not_commands[0]); i++)
		known[n++] = not_commands[i];
	near = suggest(name, known, n);
	diag_error(run, EXIT_USAGE, NOWHERE, "unknown command '%s'%s%s%s", name,
		   near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	diag_note(run, NOWHERE, "'sheath help' lists the commands");
	return NULL;
}

static void print_commands(FILE *out)
{
	fputs("usage: sheath COMMAND [OPTION]... [ARGUMENT]...\n\n"
	      "Generates C headers from a Linux kernel's own that are hard to misuse.\n\n"
	      "Commands:\n",
	      out);
	for (size_t i = 0; i < N_COMMANDS; i++) {
		const struct usage *usage = &commands[i]->usage;

		fprintf(out, "  %-10s%.*s\n", usage->command, (int)strcspn(usage->summary, ":\n"),
			usage->summary);
	}
	fputs("  help      Shows this, or what a command does: sheath help COMMAND\n"
	      "\n  --version  the program's version, and that of the libclang it uses\n",
	      out);
}

static int print_version(struct run *run)
{
	const char *clang = input_clang_version(run);

	printf("sheath " SHEATH_VERSION "\nlibclang %s\n", clang ? clang : "not found");
	return EXIT_FINE;
}

static int print_help(struct run *run, int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_commands(stdout);
		return EXIT_FINE;
	}
	command = find_command(run, argv[1]);
	if (command)
		options_help(&command->usage, stdout);
	return EXIT_FINE;
}

static int run_command(struct run *run, const struct command *command, int argc, char **argv)
{
	struct request request = { 0 };

	switch (options_parse(run, &command->usage, argc, argv, &request, &request.words)) {
	case OPTIONS_HELP:
		options_help(&command->usage, stdout);
		return EXIT_FINE;
	case OPTIONS_WRONG:
		return EXIT_USAGE;
	case OPTIONS_FINE:
		break;
	}
	run->progress = run->progress && !request.quiet;
	return command->run(run, &request);
}

static int dispatch(struct run *run, int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_commands(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "help") || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		return print_help(run, argc - 1, argv + 1);
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V"))
		return print_version(run);
	command = find_command(run, argv[1]);
	return command ? run_command(run, command, argc - 1, argv + 1) : EXIT_USAGE;
}

/* What was printed must have arrived: a full disk behind a redirection is an error too. */
static void finish_output(struct run *run)
{
	if (fflush(stdout) || ferror(stdout))
		diag_error(run, EXIT_SYSTEM, NOWHERE, "cannot write the output: %s",
			   strerror(errno));
}

int main(int argc, char **argv)
{
	struct run run;
	int result;

	run_init(&run);
	result = dispatch(&run, argc, argv);
	finish_output(&run);
	if (run.diags.errors)
		result = run.diags.exit;
	diag_flush(&run, stderr);
	run_release(&run);
	return result;
}
