// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdint.h>
#include <string.h>

#include "base/run.h"
#include "infer/extra.h"
#include "infer/origin.h"
#include "infer/part.h"

struct extra {
	struct run *run;
	const struct libclang *clang;
	const struct unit_input *input;
	struct unit *walked;
	struct unit_result *result;
	struct inlines inlines;
};

int body_param(const struct body *body, unsigned long long decl)
{
	for (unsigned int i = 0; decl && i < body->n_params; i++)
		if (body->params[i].decl == decl)
			return (int)i;
	return -1;
}

static const char *spelling(struct run *run, const struct libclang *clang, CXCursor cursor)
{
	const char *name = libclang_string(run, clang, clang->getCursorSpelling(cursor));

	return name ? name : "";
}

static unsigned int line_of(const struct libclang *clang, CXCursor cursor)
{
	unsigned int line;

	clang->getExpansionLocation(clang->getCursorLocation(cursor), NULL, &line, NULL, NULL);
	return line;
}

unsigned int body_line(const struct body *body, const struct node *node)
{
	return line_of(body->clang, node->cursor);
}

static bool is_function(const struct node *callee)
{
	return callee->kind == NODE_NAME && callee->referenced.kind == CXCursor_FunctionDecl;
}

/* Functions that only one file can call have its name before theirs. */
static const char *function_name(struct run *run, const struct libclang *clang, CXCursor function,
				 const char *file)
{
	const char *name = spelling(run, clang, function);

	if (clang->Cursor_getStorageClass(function) != CX_SC_Static ||
	    clang->Cursor_isFunctionInlined(function))
		return name;
	return run_intern(run, arena_printf(&run->arena, "%s:%s", file, name));
}

/* Notes a function of a header, once. */
static void note_inline(const struct body *body, CXCursor function)
{
	const struct libclang *clang = body->clang;
	struct inlines *inlines = body->inlines;
	const char *name = spelling(body->run, clang, function);

	if (!clang->Cursor_isFunctionInlined(function) ||
	    !table_add(&body->run->arena, &inlines->seen, name, name))
		return;
	if (inlines->n == inlines->room) {
		CXCursor *grown;

		inlines->room = inlines->room ? 2 * inlines->room : 64;
		grown = arena_new(&body->run->arena, CXCursor, inlines->room);
		if (inlines->n)
			memcpy(grown, inlines->list, inlines->n * sizeof(*grown));
		inlines->list = grown;
	}
	inlines->list[inlines->n++] = clang->getCursorDefinition(function);
}

const char *body_callee(const struct body *body, const struct node *call)
{
	struct node *callee = call->n ? node_bare(call->kids[0]) : NULL;

	if (!callee || !is_function(callee))
		return NULL;
	note_inline(body, callee->referenced);
	return function_name(body->run, body->clang, callee->referenced, body->file);
}

const char *body_callee_param(const struct body *body, const struct node *call, unsigned int i)
{
	const struct libclang *clang = body->clang;
	CXCursor function = node_bare(call->kids[0])->referenced;

	if (i >= (unsigned int)clang->Cursor_getNumArguments(function))
		return "";
	return spelling(body->run, clang, clang->Cursor_getArgument(function, i));
}

bool body_expects(const struct body *body, const struct node *node)
{
	const char *callee = node->kind == NODE_CALL && node->n > 1 ? body_callee(body, node)
								    : NULL;

	return callee && !strncmp(callee, "__builtin_expect", strlen("__builtin_expect"));
}

static long long pointee_size(const struct libclang *clang, CXCursor cursor)
{
	CXType type = clang->getCanonicalType(clang->getCursorType(cursor));
	CXType to = clang->getPointeeType(type);
	long long size;

	if (type.kind != CXType_Pointer || to.kind == CXType_FunctionProto)
		return 0;
	size = to.kind == CXType_Void ? 1 : clang->Type_getSizeOf(to);
	return size < 0 ? 0 : size;
}

long long body_callee_size(const struct body *body, const struct node *call, unsigned int i)
{
	const struct libclang *clang = body->clang;
	CXCursor function = node_bare(call->kids[0])->referenced;

	if (i >= (unsigned int)clang->Cursor_getNumArguments(function))
		return 0;
	return pointee_size(clang, clang->Cursor_getArgument(function, i));
}

void node_each(struct node *node, void (*see)(struct node *node, void *data), void *data)
{
	see(node, data);
	for (unsigned int i = 0; i < node->n; i++)
		if (node->kids[i])
			node_each(node->kids[i], see, data);
}

static struct body_param make_param(struct body *body, CXCursor cursor)
{
	const struct libclang *clang = body->clang;

	return (struct body_param){
		.name = spelling(body->run, clang, cursor),
		.decl = (uintptr_t)clang->getCanonicalCursor(cursor).data[0],
		.size = pointee_size(clang, cursor),
		.pointer = node_type(clang, clang->getCursorType(cursor)).pointer,
	};
}

static enum CXChildVisitResult find_code(CXCursor cursor, CXCursor parent, CXClientData data)
{
	CXCursor *code = data;

	(void)parent;
	if (cursor.kind != CXCursor_CompoundStmt)
		return CXChildVisit_Continue;
	*code = cursor;
	return CXChildVisit_Break;
}

static void read_function(struct extra *extra, CXCursor cursor, bool own)
{
	const struct libclang *clang = extra->clang;
	struct arena arena = ARENA_INIT;
	struct body body = { .run = extra->run, .arena = &arena, .clang = clang };
	struct nodes nodes = { .run = extra->run, .arena = &arena, .clang = clang };
	CXCursor code = { .kind = CXCursor_InvalidFile };
	int n = clang->Cursor_getNumArguments(cursor);

	clang->visitChildren(cursor, find_code, &code);
	if (code.kind != CXCursor_CompoundStmt || n < 0)
		return;
	body.inlines = &extra->inlines;
	body.file = extra->input->name;
	body.line = line_of(clang, cursor);
	body.name = function_name(extra->run, clang, cursor, body.file);
	body.out = &extra->result->summary;
	body.params = arena_new(&arena, struct body_param, (size_t)n + 1);
	for (; body.n_params < (unsigned int)n; body.n_params++)
		body.params[body.n_params] =
			make_param(&body, clang->Cursor_getArgument(cursor, body.n_params));
	body.code = node_make(&nodes, code);
	locals_find(&body);
	read_buffers(&body);
	read_ways(&body, extra->walked, cursor);
	if (own) {
		read_uses(&body);
		read_errnos(&body);
		read_sections(&body, extra->input->sections);
	}
	arena_release(&arena);
}

/* Functions of the file itself: those of headers are read again and again. */
static bool is_own(struct extra *extra, CXCursor cursor)
{
	CXFile file;
	const char *name;

	if (extra->walked->part)
		return part_has(extra->walked, cursor);
	extra->clang->getExpansionLocation(extra->clang->getCursorLocation(cursor), &file, NULL,
					   NULL, NULL);
	name = file ? libclang_string(extra->run, extra->clang, extra->clang->getFileName(file))
		    : NULL;
	return name && !strcmp(name, extra->input->path);
}

static enum CXChildVisitResult visit_top(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct extra *extra = data;

	(void)parent;
	if (cursor.kind != CXCursor_FunctionDecl || !extra->clang->isCursorDefinition(cursor) ||
	    !is_own(extra, cursor))
		return CXChildVisit_Continue;
	read_function(extra, cursor, !extra->walked->part);
	if (extra->input->read_doc && !extra->walked->part &&
	    extra->clang->Cursor_getStorageClass(cursor) != CX_SC_Static)
		read_comment(extra->run, extra->clang, extra->input, cursor,
			     &extra->result->summary);
	return CXChildVisit_Continue;
}

void unit_extra(struct run *run, const struct libclang *clang, CXTranslationUnit unit,
		const struct unit_input *input, struct unit *walked, struct unit_result *result)
{
	struct extra extra = { run, clang, input, walked, result, { .n = 0 } };

	clang->visitChildren(clang->getTranslationUnitCursor(unit), visit_top, &extra);
	/* these call others */
	for (unsigned int i = 0; i < extra.inlines.n; i++)
		if (!is_own(&extra, extra.inlines.list[i]))
			read_function(&extra, extra.inlines.list[i], false);
}
