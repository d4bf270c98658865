// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <getopt.h>
#include <string.h>

#include "base/options.h"
#include "base/run.h"
#include "base/suggest.h"

#define HELP_COLUMN 26

static const struct option_row help_row = { "help", 'h', OPTION_FLAG, 0, NULL, "show this" };

/* What getopt_long() wants, made from a table; an option's number is its row's, from 1. */
struct getopt_tables {
	struct option *longs;
	char *letters;
	const char **names;
	size_t n;
};

static size_t count_rows(const struct option_row *rows)
{
	size_t n = 0;

	while (rows[n].name)
		n++;
	return n;
}

static void add_row(struct getopt_tables *tables, const struct option_row *row, int number)
{
	char *end = tables->letters + strlen(tables->letters);

	tables->longs[tables->n] = (struct option){
		row->name,
		row->kind == OPTION_FLAG ? no_argument : required_argument,
		NULL,
		number,
	};
	tables->names[tables->n++] = row->name;
	if (row->letter)
		*end++ = row->letter;
	if (row->letter && row->kind != OPTION_FLAG)
		*end = ':';
}

static struct getopt_tables make_tables(struct run *run, const struct option_row *rows)
{
	size_t n = count_rows(rows);
	struct getopt_tables tables = {
		.longs = arena_new(&run->arena, struct option, n + 2),
		.letters = arena_new(&run->arena, char, 2 * n + 4),
		.names = arena_new(&run->arena, const char *, n + 1),
	};

	tables.letters[0] = ':';
	for (size_t i = 0; i < n; i++)
		add_row(&tables, &rows[i], i + 1);
	add_row(&tables, &help_row, n + 1);
	return tables;
}

static void set_value(struct run *run, const struct option_row *row, void *values, char *text)
{
	void *at = (char *)values + row->at;

	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)at = true;
		break;
	case OPTION_TEXT:
		*(const char **)at = text;
		break;
	case OPTION_LIST:
		paths_add(run, at, text);
		break;
	}
}

static const struct option_row *row_by_letter(const struct option_row *rows, int letter)
{
	for (; letter && rows->name; rows++)
		if (rows->letter == letter)
			return rows;
	return NULL;
}

static void complain_unknown(struct run *run, const struct usage *usage,
			     const struct getopt_tables *tables, const char *word)
{
	char *name;
	const char *near;

	if (strncmp(word, "--", 2)) {
		diag_error(run, EXIT_USAGE, NOWHERE, "unknown option '-%c'", optopt);
	} else {
		name = arena_strdup(&run->arena, word + 2);
		name[strcspn(name, "=")] = '\0';
		near = suggest(name, tables->names, tables->n);
		diag_error(run, EXIT_USAGE, NOWHERE, "unknown option '--%s'%s%s%s", name,
			   near ? "; did you mean --" : "", near ? near : "", near ? "?" : "");
	}
	diag_note(run, NOWHERE, "'sheath %s --help' lists the options", usage->command);
}

/* The full name of the option that getopt_long() found something wrong with; NULL: not known. */
static const char *wrong_option(const struct option_row *rows, const struct getopt_tables *tables)
{
	const struct option_row *row;

	if (optopt && (size_t)optopt <= tables->n)
		return tables->names[optopt - 1];
	row = row_by_letter(rows, optopt);
	return row ? row->name : NULL;
}

static void complain(struct run *run, const struct usage *usage, const struct getopt_tables *tables,
		     bool lacks_argument, const char *word)
{
	const char *name = wrong_option(usage->rows, tables);

	if (!name)
		complain_unknown(run, usage, tables, word);
	else
		diag_error(run, EXIT_USAGE, NOWHERE, "option --%s %s argument", name,
			   lacks_argument ? "needs an" : "takes no");
}

enum options_result options_parse(struct run *run, const struct usage *usage, int argc, char **argv,
				  void *values, struct paths *rest)
{
	struct getopt_tables tables = make_tables(run, usage->rows);
	enum options_result result = OPTIONS_FINE;
	int found;

	optind = 0; /* starts anew, also for a second command line */
	opterr = 0;
	while (result == OPTIONS_FINE) {
		const struct option_row *row;

		found = getopt_long(argc, argv, tables.letters, tables.longs, NULL);
		if (found < 0)
			break;
		if (found == '?' || found == ':') {
			complain(run, usage, &tables, found == ':', argv[optind - 1]);
			return OPTIONS_WRONG;
		}
		row = found > (int)tables.n    ? row_by_letter(usage->rows, found)
		      : found == (int)tables.n ? NULL
					       : &usage->rows[found - 1];
		if (row)
			set_value(run, row, values, optarg);
		else
			result = OPTIONS_HELP;
	}
	while (optind < argc)
		paths_add(run, rest, argv[optind++]);
	return result;
}

/* @help in its column, each of its lines. */
static void print_help(const char *help, int column, FILE *out)
{
	if (column >= HELP_COLUMN) {
		fputc('\n', out);
		column = 0;
	}
	fprintf(out, "%*s", HELP_COLUMN - column, "");
	for (; *help; help++) {
		fputc(*help, out);
		if (*help == '\n')
			fprintf(out, "%*s", HELP_COLUMN, "");
	}
	fputc('\n', out);
}

static void print_row(const struct option_row *row, FILE *out)
{
	int column;

	if (row->letter)
		column = fprintf(out, "  -%c, --%s", row->letter, row->name);
	else
		column = fprintf(out, "      --%s", row->name);
	if (row->argument)
		column += fprintf(out, " %s", row->argument);
	print_help(row->help, column, out);
}

void options_help(const struct usage *usage, FILE *out)
{
	fprintf(out, "usage: sheath %s [OPTION]...%s%s\n\n%s.\n\nOptions:\n", usage->command,
		usage->arguments[0] ? " " : "", usage->arguments, usage->summary);
	for (const struct option_row *row = usage->rows; row->name; row++)
		print_row(row, out);
	print_row(&help_row, out);
	fprintf(out, "\nExit status:\n%s", usage->exits);
	fputs(usage->examples[1] ? "\nExamples:\n" : "\nExample:\n", out);
	for (const char *const *line = usage->examples; *line; line++)
		fprintf(out, "  %s\n", *line);
}
