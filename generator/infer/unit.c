// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "infer/extra.h"
#include "infer/part.h"
#include "infer/reading.h"
#include "input/types.h"

/*
 * What is wrong in a file must not hide what is right; warnings are the kernel's business. Without
 * attributed types "const" would be lost in front of "__user".
 */
#define PARSE_OPTIONS (CXTranslationUnit_KeepGoing | CXTranslationUnit_IncludeAttributedTypes)

/* Until the enumeration that says it is seen: what it was before there was one. */
#define MAY_SLEEP_FLAG 0x400

#define MAY_SLEEP_BIT "___GFP_DIRECT_RECLAIM_BIT"

/* Of a file that is on no disk; not absolute, so that it is none that was read. */
#define NO_FILE "sheath-headers.c"

/* "drivers/clk/clk.c", "include/linux/clk.h" */
static const char *file_name(struct unit *unit, const char *path)
{
	size_t len = unit->root ? strlen(unit->root) : 0;
	const char *found;

	if (len && !strncmp(path, unit->root, len) && path[len] == '/')
		return path + len + 1;
	found = strstr(path, "/include/");
	if (found)
		return found + 1;
	found = strrchr(path, '/');
	return found ? found + 1 : path;
}

struct place unit_place(struct unit *unit, CXCursor cursor)
{
	struct place place = { 0 };
	CXFile file;
	const char *path;

	unit->clang->getExpansionLocation(unit->clang->getCursorLocation(cursor), &file,
					  &place.line, &place.column, NULL);
	path = file ? libclang_string(unit->run, unit->clang, unit->clang->getFileName(file))
		    : NULL;
	place.file = path ? file_name(unit, path) : "";
	return place;
}

const char *reading_file(struct reading *reading, const char *path)
{
	return file_name(&reading->unit, path);
}

bool reading_begin(struct reading *reading, struct run *run, const struct unit_input *input,
		   struct unit_result *result, struct summaries *all)
{
	*reading = (struct reading){ .input = input, .result = result };
	reading->unit = (struct unit){ .run = run,
				       .arena = &run->arena,
				       .all = all,
				       .name = input->name,
				       .root = input->root,
				       .may_sleep_flag = MAY_SLEEP_FLAG };
	reading->files = arena_new(&run->arena, struct table, 1);
	reading->unit.clang = libclang_open(run);
	return reading->unit.clang;
}

bool reading_parse(struct reading *reading, const struct text *text)
{
	const struct flags *flags = reading->input->flags;
	struct run *run = reading->unit.run;
	const char **words = arena_new(&run->arena, const char *, flags->n + 2);
	struct CXUnsavedFile file = { NO_FILE, text ? text->buf : NULL, text ? text->len : 0 };
	int n = (int)flags->n;

	memcpy(words, flags->words, flags->n * sizeof(*words));
	words[n++] = "-w";
	words[n++] = "-ferror-limit=0";
	/* declarations are known by where they are in memory */
	reading->unit.callees = (struct table){ 0 };
	reading->unit.types = types_new(run, reading->unit.clang);
	reading->index = reading->unit.clang->createIndex(0, 0);
	return !reading->unit.clang->parseTranslationUnit2(
		reading->index, text ? NO_FILE : reading->input->path, words, n, &file,
		text ? 1 : 0, PARSE_OPTIONS, &reading->handle);
}

void reading_close(struct reading *reading)
{
	if (reading->handle)
		reading->unit.clang->disposeTranslationUnit(reading->handle);
	reading->unit.clang->disposeIndex(reading->index);
	reading->handle = NULL;
}

static void read_error(struct reading *reading, CXDiagnostic diagnostic, reading_error *each,
		       void *data)
{
	const struct libclang *clang = reading->unit.clang;
	struct run *run = reading->unit.run;
	const char *text, *path = NULL;
	unsigned int line = 0;
	CXFile file;

	text = libclang_string(run, clang, clang->getDiagnosticSpelling(diagnostic));
	clang->getExpansionLocation(clang->getDiagnosticLocation(diagnostic), &file, &line, NULL,
				    NULL);
	if (file)
		path = libclang_string(run, clang, clang->getFileName(file));
	each(data, path, line, text ? text : "does not parse");
}

void reading_errors(struct reading *reading, reading_error *each, void *data)
{
	const struct libclang *clang = reading->unit.clang;
	unsigned int n = clang->getNumDiagnostics(reading->handle);

	for (unsigned int i = 0; i < n; i++) {
		CXDiagnostic diagnostic = clang->getDiagnostic(reading->handle, i);

		if (clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error)
			read_error(reading, diagnostic, each, data);
		clang->disposeDiagnostic(diagnostic);
	}
}

static void note_error(void *data, const char *path, unsigned int line, const char *text)
{
	struct reading *reading = data;

	if (!reading->result->n_errors++)
		reading->result->error = arena_printf(
			&reading->unit.run->arena, "%s:%u: %s",
			path ? reading_file(reading, path) : reading->input->name, line, text);
}

static void add_file(CXFile file, CXSourceLocation *stack, unsigned int depth, CXClientData data)
{
	struct reading *reading = data;
	const struct libclang *clang = reading->unit.clang;
	const char *path = libclang_string(reading->unit.run, clang, clang->getFileName(file));

	(void)stack;
	(void)depth;
	if (path && path[0] == '/' &&
	    table_add(&reading->unit.run->arena, reading->files, path, path))
		paths_add(reading->unit.run, &reading->result->files, path);
}

static enum CXChildVisitResult visit_constant(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct unit *unit = data;
	const char *name =
		libclang_string(unit->run, unit->clang, unit->clang->getCursorSpelling(cursor));

	(void)parent;
	if (name && !strcmp(name, MAY_SLEEP_BIT))
		unit->may_sleep_flag = 1LL << unit->clang->getEnumConstantDeclValue(cursor);
	return CXChildVisit_Continue;
}

/* What headers define is walked when it is called, unless it is they that are read. */
static bool is_walked(struct unit *unit, CXCursor function)
{
	const char *file = unit_place(unit, function).file;

	if (unit->part)
		return part_has(unit, function);
	return !file_is_header(file);
}

static enum CXChildVisitResult visit_declaration(CXCursor cursor, CXCursor parent,
						 CXClientData data)
{
	struct unit *unit = data;

	(void)parent;
	if (cursor.kind == CXCursor_FunctionDecl && unit->clang->isCursorDefinition(cursor) &&
	    is_walked(unit, cursor))
		walk_function(unit, cursor);
	else if (cursor.kind == CXCursor_VarDecl)
		note_members(unit, cursor);
	else if (cursor.kind == CXCursor_EnumDecl && unit->may_sleep_flag == MAY_SLEEP_FLAG)
		unit->clang->visitChildren(cursor, visit_constant, unit);
	return CXChildVisit_Continue;
}

void reading_walk(struct reading *reading)
{
	const struct libclang *clang = reading->unit.clang;

	clang->getInclusions(reading->handle, add_file, reading);
	clang->visitChildren(clang->getTranslationUnitCursor(reading->handle), visit_declaration,
			     &reading->unit);
	unit_extra(reading->unit.run, clang, reading->handle, reading->input, &reading->unit,
		   reading->result);
}

static bool read_file(struct run *run, const struct unit_input *input, struct unit_result *result)
{
	struct summaries all = { .n = 0 };
	struct reading reading;
	bool parsed;

	if (!reading_begin(&reading, run, input, result, &all))
		return false;
	parsed = reading_parse(&reading, NULL);
	if (parsed) {
		reading_errors(&reading, note_error, &reading);
		reading_walk(&reading);
		summaries_write(&result->summary, &all);
	}
	reading_close(&reading);
	return parsed;
}

bool unit_read(struct run *run, const struct unit_input *input, struct unit_result *result)
{
	*result = (struct unit_result){ .summary = TEXT_INIT };
	return input->headers ? part_read(run, input, result) : read_file(run, input, result);
}

void unit_release(struct unit_result *result)
{
	text_release(&result->summary);
}
