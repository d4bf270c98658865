// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "infer/extra.h"
#include "infer/unit.h"
#include "infer/walk.h"
#include "input/types.h"

/*
 * What is wrong in a file must not hide what is right; warnings are the kernel's business. Without
 * attributed types "const" would be lost in front of "__user".
 */
#define PARSE_OPTIONS (CXTranslationUnit_KeepGoing | CXTranslationUnit_IncludeAttributedTypes)

/* Until the enumeration that says it is seen: what it was before there was one. */
#define MAY_SLEEP_FLAG 0x400

#define MAY_SLEEP_BIT "___GFP_DIRECT_RECLAIM_BIT"

struct reading {
	struct unit unit;
	const struct unit_input *input;
	struct unit_result *result;
	CXIndex index;
	CXTranslationUnit handle;
};

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

static bool parse(struct reading *reading)
{
	const struct flags *flags = reading->input->flags;
	struct run *run = reading->unit.run;
	const char **words = arena_new(&run->arena, const char *, flags->n + 2);
	int n = (int)flags->n;

	memcpy(words, flags->words, flags->n * sizeof(*words));
	words[n++] = "-w";
	words[n++] = "-ferror-limit=0";
	reading->index = reading->unit.clang->createIndex(0, 0);
	return !reading->unit.clang->parseTranslationUnit2(reading->index, reading->input->path,
							   words, n, NULL, 0, PARSE_OPTIONS,
							   &reading->handle);
}

static void note_error(struct reading *reading, CXDiagnostic diagnostic)
{
	const struct libclang *clang = reading->unit.clang;
	struct run *run = reading->unit.run;
	const char *text, *path = NULL;
	unsigned int line = 0;
	CXFile file;

	if (reading->result->n_errors++)
		return;
	text = libclang_string(run, clang, clang->getDiagnosticSpelling(diagnostic));
	clang->getExpansionLocation(clang->getDiagnosticLocation(diagnostic), &file, &line, NULL,
				    NULL);
	if (file)
		path = libclang_string(run, clang, clang->getFileName(file));
	reading->result->error =
		arena_printf(&run->arena, "%s:%u: %s",
			     path ? file_name(&reading->unit, path) : reading->input->name, line,
			     text ? text : "does not parse");
}

static void count_errors(struct reading *reading)
{
	const struct libclang *clang = reading->unit.clang;
	unsigned int n = clang->getNumDiagnostics(reading->handle);

	for (unsigned int i = 0; i < n; i++) {
		CXDiagnostic diagnostic = clang->getDiagnostic(reading->handle, i);

		if (clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error)
			note_error(reading, diagnostic);
		clang->disposeDiagnostic(diagnostic);
	}
}

static void add_file(CXFile file, CXSourceLocation *stack, unsigned int depth, CXClientData data)
{
	struct reading *reading = data;
	const struct libclang *clang = reading->unit.clang;
	const char *path = libclang_string(reading->unit.run, clang, clang->getFileName(file));

	(void)stack;
	(void)depth;
	if (path && path[0] == '/')
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

/* What headers define is walked when it is called. */
static bool is_header(struct unit *unit, CXCursor function)
{
	const char *file = unit_place(unit, function).file;
	size_t len = strlen(file);

	return len > 2 && !strcmp(file + len - 2, ".h");
}

static enum CXChildVisitResult visit_declaration(CXCursor cursor, CXCursor parent,
						 CXClientData data)
{
	struct unit *unit = data;

	(void)parent;
	if (cursor.kind == CXCursor_FunctionDecl && unit->clang->isCursorDefinition(cursor) &&
	    !is_header(unit, cursor))
		walk_function(unit, cursor);
	else if (cursor.kind == CXCursor_VarDecl)
		note_members(unit, cursor);
	else if (cursor.kind == CXCursor_EnumDecl && unit->may_sleep_flag == MAY_SLEEP_FLAG)
		unit->clang->visitChildren(cursor, visit_constant, unit);
	return CXChildVisit_Continue;
}

bool unit_read(struct run *run, const struct unit_input *input, struct unit_result *result)
{
	struct reading reading = { .input = input, .result = result };
	struct summaries all = { .n = 0 };
	bool parsed;

	*result = (struct unit_result){ .summary = TEXT_INIT };
	reading.unit = (struct unit){ .run = run,
				      .arena = &run->arena,
				      .all = &all,
				      .name = input->name,
				      .root = input->root,
				      .may_sleep_flag = MAY_SLEEP_FLAG };
	reading.unit.clang = libclang_open(run);
	if (!reading.unit.clang)
		return false;
	reading.unit.types = types_new(run, reading.unit.clang);
	parsed = parse(&reading);
	if (parsed) {
		const struct libclang *clang = reading.unit.clang;

		count_errors(&reading);
		clang->getInclusions(reading.handle, add_file, &reading);
		clang->visitChildren(clang->getTranslationUnitCursor(reading.handle),
				     visit_declaration, &reading.unit);
		summaries_write(&result->summary, &all);
		unit_extra(run, clang, reading.handle, input, &reading.unit, result);
		clang->disposeTranslationUnit(reading.handle);
	}
	reading.unit.clang->disposeIndex(reading.index);
	return parsed;
}

void unit_release(struct unit_result *result)
{
	text_release(&result->summary);
}
