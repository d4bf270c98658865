// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "infer/part.h"
#include "infer/reading.h"

/* What every module includes, and so some headers do not. */
#define PRELUDE "#include <linux/module.h>\n"

/* Lines of the main file before the headers. */
#define N_BEFORE 1

/* A header with errors may go with fewer others, or behind them; what lasts is no use. */
#define MAX_TIMES 4

struct parting {
	struct reading reading;
	struct part part;
	const char **headers; /* those that are to be read */
	size_t n;
	bool *refused; /* each of them: it, or what it includes, has an error */
};

/* "linux/clk.h" for "include/linux/clk.h", and for its counterpart in "include/uapi" */
static bool is_mine(const struct part *part, const char *file)
{
	for (const char *name = file; name; name = strchr(name, '/'), name += !!name)
		if (table_find(&part->mine, name))
			return true;
	return false;
}

bool part_has(struct unit *unit, CXCursor function)
{
	const struct part *part = unit->part;
	const char *file = unit_place(unit, function).file;

	if (!file_is_header(file) || table_find(&part->wrong, file) ||
	    table_find(&part->done, file))
		return false;
	return is_mine(part, file) || (part->all && !table_find(part->all, file));
}

static void note_wrong(void *data, const char *path, unsigned int line, const char *text)
{
	struct parting *p = data;
	struct arena *arena = &p->reading.unit.run->arena;
	const char *file = path ? reading_file(&p->reading, path) : p->reading.input->name;

	table_add(arena, &p->part.wrong, file, arena_printf(arena, "%s:%u: %s", file, line, text));
}

static const char *name_of(struct parting *p, CXFile file)
{
	const char *path = libclang_string(p->reading.unit.run, p->reading.unit.clang,
					   p->reading.unit.clang->getFileName(file));

	return path ? reading_file(&p->reading, path) : "";
}

/* Which of the headers led to a file that has errors. */
static void note_refused(CXFile file, CXSourceLocation *stack, unsigned int depth,
			 CXClientData data)
{
	struct parting *p = data;
	unsigned int line;

	if (!depth || !table_find(&p->part.wrong, name_of(p, file)))
		return;
	p->reading.unit.clang->getExpansionLocation(stack[depth - 1], NULL, &line, NULL, NULL);
	if (line > N_BEFORE && line - N_BEFORE <= p->n)
		p->refused[line - N_BEFORE - 1] = true;
}

static void note_done(CXFile file, CXSourceLocation *stack, unsigned int depth, CXClientData data)
{
	struct parting *p = data;
	const char *name = name_of(p, file);

	(void)stack;
	(void)depth;
	if (!table_find(&p->part.wrong, name))
		table_add(&p->reading.unit.run->arena, &p->part.done, name, name);
}

/* Leaves those that were refused, the last ones first. */
static void keep_refused(struct parting *p)
{
	const char **left = arena_new(&p->reading.unit.run->arena, const char *, p->n + 1);
	size_t n = 0;

	for (size_t i = p->n; i-- > 0;)
		if (p->refused[i])
			left[n++] = p->headers[i];
	p->headers = left;
	p->n = n;
}

static bool read_once(struct parting *p)
{
	struct reading *reading = &p->reading;
	const struct libclang *clang = reading->unit.clang;
	struct text text = TEXT_INIT;
	bool parsed;

	text_add(&text, PRELUDE);
	for (size_t i = 0; i < p->n; i++)
		text_printf(&text, "#include <%s>\n", p->headers[i]);
	p->part.wrong = (struct table){ 0 };
	p->refused = arena_new(&reading->unit.run->arena, bool, p->n + 1);
	parsed = reading_parse(reading, &text);
	if (parsed) {
		reading_errors(reading, note_wrong, p);
		clang->getInclusions(reading->handle, note_refused, p);
		reading_walk(reading);
		clang->getInclusions(reading->handle, note_done, p);
		keep_refused(p);
	}
	reading_close(reading);
	text_release(&text);
	return parsed;
}

/* What is left was never understood. */
static void report(struct parting *p, struct unit_result *result)
{
	const char *first = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const char *file =
			arena_printf(&p->reading.unit.run->arena, "include/%s", p->headers[i]);

		first = first ? first : table_find(&p->part.wrong, file);
		first = first ? first : file;
	}
	result->n_errors = (unsigned int)p->n;
	if (p->n)
		result->error = p->n == 1
					? first
					: arena_printf(&p->reading.unit.run->arena,
						       "%s; and %zu more headers", first, p->n - 1);
}

static void begin(struct parting *p, const struct unit_input *input)
{
	p->part.all = input->all_headers;
	p->headers = input->headers->paths;
	p->n = input->headers->n;
	for (size_t i = 0; i < p->n; i++)
		table_add(&p->reading.unit.run->arena, &p->part.mine, p->headers[i], p->headers[i]);
	p->reading.unit.part = &p->part;
}

bool part_read(struct run *run, const struct unit_input *input, struct unit_result *result)
{
	struct summaries all = { .n = 0 };
	struct parting p = { .n = 0 };
	bool fine = true;

	if (!reading_begin(&p.reading, run, input, result, &all))
		return false;
	begin(&p, input);
	for (unsigned int i = 0; fine && p.n && i < MAX_TIMES; i++)
		fine = read_once(&p);
	if (fine) {
		report(&p, result);
		summaries_write(&result->summary, &all);
	}
	return fine;
}
