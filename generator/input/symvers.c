// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/symvers.h"

#define COLUMNS 5

enum column { COLUMN_CRC, COLUMN_NAME, COLUMN_OBJECT, COLUMN_KIND, COLUMN_NAMESPACE };

static const struct kind {
	const char *name;
	enum export export;
} kinds[] = {
	{ "EXPORT_SYMBOL", EXPORT_ANY },
	{ "EXPORT_SYMBOL_GPL", EXPORT_GPL },
	{ "EXPORT_SYMBOL_GPL_FUTURE", EXPORT_GPL },
	{ "EXPORT_UNUSED_SYMBOL", EXPORT_ANY },
	{ "EXPORT_UNUSED_SYMBOL_GPL", EXPORT_GPL },
};

static enum export find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].name, name))
			return kinds[i].export;
	return EXPORT_NONE;
}

/* Cuts a line, which is changed, at its tabs. */
static unsigned int split(char *line, char *columns[COLUMNS])
{
	unsigned int n = 0;

	while (line && n < COLUMNS) {
		columns[n++] = line;
		line = strchr(line, '\t');
		if (line)
			*line++ = '\0';
	}
	return line ? COLUMNS + 1 : n;
}

/* False if the line is not one of a Module.symvers. */
static bool add_line(struct run *run, struct symvers *symvers, char *line, struct symbol *symbol)
{
	char *columns[COLUMNS] = { NULL };
	unsigned int n = split(line, columns);

	if (n < COLUMN_KIND + 1 || n > COLUMNS || !*columns[COLUMN_NAME])
		return false;
	symbol->export = find_kind(columns[COLUMN_KIND]);
	if (symbol->export == EXPORT_NONE)
		return false;
	if (n == COLUMNS && *columns[COLUMN_NAMESPACE])
		symbol->symbol_namespace = run_intern(run, columns[COLUMN_NAMESPACE]);
	table_add(&run->arena, &symvers->symbols, columns[COLUMN_NAME], symbol);
	return true;
}

static size_t count_lines(const char *text, size_t size)
{
	const char *end = text + size;
	size_t n = 0;

	while (text < end && (text = memchr(text, '\n', (size_t)(end - text)))) {
		n++;
		text++;
	}
	return n;
}

/* False after an error. */
static bool add_lines(struct run *run, struct symvers *symvers, char *text, size_t size)
{
	struct symbol *symbols = arena_new(&run->arena, struct symbol, count_lines(text, size));
	char *end = text + size;
	unsigned int line = 1;

	for (; text < end; line++) {
		char *newline = memchr(text, '\n', (size_t)(end - text));

		if (!newline) {
			diag_error(run, EXIT_KERNEL, (struct place){ "Module.symvers", line, 0 },
				   "the last line has no end: the file is truncated");
			return false;
		}
		*newline = '\0';
		if (!add_line(run, symvers, text, &symbols[line - 1])) {
			diag_error(run, EXIT_KERNEL, (struct place){ "Module.symvers", line, 0 },
				   "not a line of CRC, name, object, kind and namespace");
			return false;
		}
		text = newline + 1;
	}
	return true;
}

struct symvers *symvers_read(struct run *run, const char *path)
{
	struct symvers *symvers = arena_new(&run->arena, struct symvers, 1);
	size_t size;
	char *text = file_read(run, path, &size);

	if (!text) {
		diag_error(run, EXIT_KERNEL, (struct place){ "Module.symvers", 0, 0 },
			   "cannot be read: %s", strerror(errno));
		return NULL;
	}
	return add_lines(run, symvers, text, size) ? symvers : NULL;
}

const struct symbol *symvers_find(const struct symvers *symvers, const char *name)
{
	return table_find(&symvers->symbols, name);
}
