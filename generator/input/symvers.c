// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <string.h>

#include "base/run.h"
#include "input/mapped.h"
#include "input/symvers.h"

#define FILE_NAME "Module.symvers"
#define COLUMNS	  5

enum column { COLUMN_CRC, COLUMN_NAME, COLUMN_OBJECT, COLUMN_KIND, COLUMN_NAMESPACE };

struct column_text {
	const char *p;
	size_t len;
};

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

static enum export find_kind(struct column_text text)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strlen(kinds[i].name) == text.len && !memcmp(kinds[i].name, text.p, text.len))
			return kinds[i].export;
	return EXPORT_NONE;
}

/* Cuts a line at its tabs; more than COLUMNS of them count as one too many. */
static unsigned int split(const char *line, const char *end, struct column_text columns[COLUMNS])
{
	unsigned int n = 0;

	while (n < COLUMNS) {
		const char *tab = memchr(line, '\t', (size_t)(end - line));

		columns[n++] = (struct column_text){ line, (size_t)((tab ? tab : end) - line) };
		if (!tab)
			return n;
		line = tab + 1;
	}
	return COLUMNS + 1;
}

/* False if the line is not one of a Module.symvers. */
static bool apply_line(struct run *run, const char *line, const char *end, struct model *model)
{
	struct column_text columns[COLUMNS];
	unsigned int n = split(line, end, columns);
	struct function *function;
	enum export export;

	if (n < COLUMN_KIND + 1 || n > COLUMNS || !columns[COLUMN_NAME].len)
		return false;
	export = find_kind(columns[COLUMN_KIND]);
	if (export == EXPORT_NONE)
		return false;
	function = (struct function *)model_function_n(model, columns[COLUMN_NAME].p,
						       columns[COLUMN_NAME].len);
	if (!function || function->form == FUNCTION_MACRO)
		return true;
	function->export = export;
	if (n == COLUMNS && columns[COLUMN_NAMESPACE].len)
		function->symbol_namespace = run_intern_n(run, columns[COLUMN_NAMESPACE].p,
							  columns[COLUMN_NAMESPACE].len);
	return true;
}

static bool apply_lines(struct run *run, const char *text, size_t size, struct model *model)
{
	const char *end = text + size;

	for (unsigned int line = 1; text < end; line++) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));

		if (!newline || !apply_line(run, text, newline, model)) {
			diag_error(run, EXIT_KERNEL, (struct place){ FILE_NAME, line, 0 },
				   newline ? "not a line of CRC, name, object, kind and namespace"
					   : "the last line has no end: the file is truncated");
			return false;
		}
		text = newline + 1;
	}
	return true;
}

bool symvers_read(struct run *run, const char *path, struct model *model)
{
	struct mapped mapped;
	bool fine;

	if (!mapped_open(path, &mapped)) {
		diag_error(run, EXIT_KERNEL, (struct place){ FILE_NAME, 0, 0 },
			   "%s cannot be read: %s", path, strerror(errno));
		return false;
	}
	fine = mapped.size && apply_lines(run, mapped.text, mapped.size, model);
	if (!mapped.size)
		diag_error(run, EXIT_KERNEL, (struct place){ FILE_NAME, 0, 0 }, "is empty");
	mapped_close(&mapped);
	return fine;
}

void symvers_names(struct run *run, const char *path, struct table *names)
{
	struct column_text columns[COLUMNS];
	struct mapped mapped;
	const char *end;

	if (!mapped_open(path, &mapped))
		return;
	end = mapped.text + mapped.size;
	for (const char *at = mapped.text; at < end;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *name;

		if (!newline)
			break;
		if (split(at, newline, columns) > COLUMN_KIND) {
			name = run_intern_n(run, columns[COLUMN_NAME].p, columns[COLUMN_NAME].len);
			table_add(&run->arena, names, name, name);
		}
		at = newline + 1;
	}
	mapped_close(&mapped);
}
