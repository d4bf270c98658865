// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "input/ptrmap.h"
#include "input/survey.h"

struct survey {
	struct run *run;
	const struct libclang *clang;
	struct files *files;
	struct model *model;
	struct table texts;	     /* path -> struct mapped of a source */
	struct ptrmap others;	     /* struct file -> struct mapped of what is no source */
	struct ptrmap macro_by_name; /* interned name -> index + 1 */
	struct values *values;	     /* of macros */
	struct mapped **mapped;	     /* of others, to be given back */
	size_t n_mapped, mapped_room, macros_room, constants_room;
};

/* Room for one more in a list of the model. */
static void *grow(struct survey *s, void *list, size_t n, size_t *room, size_t size)
{
	void *grown;

	if (n < *room)
		return list;
	*room = *room ? 2 * *room : 1024;
	grown = arena_array(&s->run->arena, *room, size);
	if (n)
		memcpy(grown, list, n * size);
	return grown;
}

struct survey *survey_new(struct run *run, const struct libclang *clang, struct files *files,
			  struct main_file *main_file, struct model *model)
{
	struct survey *s = arena_new(&run->arena, struct survey, 1);

	s->run = run;
	s->clang = clang;
	s->files = files;
	s->model = model;
	s->values = &main_file->values;
	for (unsigned int i = 0; i < main_file->n_sources; i++)
		table_add(&run->arena, &s->texts, main_file->sources[i].path,
			  &main_file->sources[i].mapped);
	return s;
}

/* The text of a file that was read; NULL if it cannot be read again. */
static const struct mapped *text_of(struct survey *s, const struct file *file)
{
	const struct mapped *text = table_find(&s->texts, file->path);
	void **slot;

	if (text)
		return text;
	slot = ptrmap_at(&s->run->arena, &s->others, file);
	if (!*slot) {
		struct mapped *mapped = arena_new(&s->run->arena, struct mapped, 1);

		*slot = mapped;
		if (mapped_open(file->path, mapped)) {
			s->mapped = grow(s, s->mapped, s->n_mapped, &s->mapped_room,
					 sizeof(*s->mapped));
			s->mapped[s->n_mapped++] = mapped;
		}
	}
	text = *slot;
	return text->text ? text : NULL;
}

/* What stands there and behind it, to *@end; NULL if that is nowhere. */
static const char *text_at(struct survey *s, const struct file *file, unsigned int offset,
			   const char **end)
{
	const struct mapped *text = text_of(s, file);

	if (!text || offset >= text->size)
		return NULL;
	*end = text->text + text->size;
	return text->text + offset;
}

/* The first definition counts, but in the same file the last. */
static struct macro *macro_new(struct survey *s, const char *name, const struct file *file)
{
	struct model *model = s->model;
	void **slot = ptrmap_at(&s->run->arena, &s->macro_by_name, name);
	struct macro *macro;

	if (*slot) {
		macro = &model->macros[(size_t)*slot - 1];
		return macro->at.file == file->name ? macro : NULL;
	}
	model->macros = grow(s, model->macros, model->n_macros, &s->macros_room, sizeof(*macro));
	macro = &model->macros[model->n_macros++];
	*slot = (void *)model->n_macros;
	return macro;
}

void survey_macro(struct survey *s, CXCursor cursor)
{
	unsigned int line, column, offset;
	const char *name, *p, *end;
	const struct file *file;
	struct macro *macro;
	CXFile handle;

	s->clang->getExpansionLocation(s->clang->getCursorLocation(cursor), &handle, &line, &column,
				       &offset);
	file = files_get(s->files, s->clang, handle);
	if (!file || !file->header)
		return;
	name = libclang_string(s->run, s->clang, s->clang->getCursorSpelling(cursor));
	p = text_at(s, file, offset, &end);
	if (!name || !p || (size_t)(end - p) < strlen(name))
		return;
	macro = macro_new(s, name, file);
	if (!macro)
		return;
	*macro = (struct macro){ .name = name, .at = { file->name, line, column } };
	macro->function_like = s->clang->Cursor_isMacroFunctionLike(cursor);
	p += strlen(name);
	if (macro->function_like) {
		const char *close = memchr(p, ')', (size_t)(end - p));
		struct scan_macro scanned = { .params = p + 1 };

		scanned.params_len = close ? (size_t)(close - scanned.params) : 0;
		macro->params = scan_macro_params(s->run, &scanned, &macro->n_params);
		p = close ? close + 1 : p;
	}
	macro->body = scan_macro_body(s->run, p, end);
	if (macro->function_like)
		macro->calls =
			survey_sole_call(s->run, macro->body, macro->body + strlen(macro->body));
	else
		macro->has_value = survey_is_number(macro->body, &macro->value);
}

const char *survey_calls(struct survey *s, const char *name, CXSourceLocation location)
{
	const struct file *file;
	const char *end, *p;
	unsigned int offset;
	CXFile handle;

	s->clang->getExpansionLocation(location, &handle, NULL, NULL, &offset);
	file = files_get(s->files, s->clang, handle);
	p = file ? text_at(s, file, offset, &end) : NULL;
	return p ? survey_body_call(s->run, name, p, end) : NULL;
}

struct constants {
	struct survey *survey;
	const char *tag;
};

static enum CXChildVisitResult found_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)cursor;
	(void)parent;
	*(bool *)data = true;
	return CXChildVisit_Break;
}

/* What is no constant has no expression, after the error that nobody is told of. */
static bool has_expression(struct survey *s, CXCursor cursor)
{
	bool found = false;

	s->clang->visitChildren(cursor, found_child, &found);
	return found;
}

/* Of an enumeration without negative constants, libclang takes the highest bit for a sign. */
static int64_t constant_value(struct survey *s, CXCursor cursor, CXCursor enumeration)
{
	CXType integer = s->clang->getEnumDeclIntegerType(enumeration);

	if (s->clang->getCanonicalType(integer).kind == CXType_UInt)
		return (int64_t)s->clang->getEnumConstantDeclUnsignedValue(cursor);
	return s->clang->getEnumConstantDeclValue(cursor);
}

static void add_constant(struct survey *s, CXCursor cursor, CXCursor enumeration, const char *tag,
			 const char *name)
{
	struct model *model = s->model;
	struct constant *constant;

	model->constants = grow(s, model->constants, model->n_constants, &s->constants_room,
				sizeof(*constant));
	constant = &model->constants[model->n_constants++];
	constant->name = name;
	constant->of = tag;
	constant->value = constant_value(s, cursor, enumeration);
	files_locate(s->files, s->clang, s->clang->getCursorLocation(cursor), &constant->at);
}

static enum CXChildVisitResult visit_value(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct survey *s = data;
	CXString spelling;

	if (!has_expression(s, cursor))
		return CXChildVisit_Continue;
	spelling = s->clang->getCursorSpelling(cursor);
	values_set(s->values, s->clang->getCString(spelling), constant_value(s, cursor, parent));
	s->clang->disposeString(spelling);
	return CXChildVisit_Continue;
}

bool survey_value(struct survey *s, CXCursor cursor)
{
	const struct file *file =
		files_locate(s->files, s->clang, s->clang->getCursorLocation(cursor), NULL);

	if (!file || strcmp(file->path, MAIN_FILE))
		return false;
	s->clang->visitChildren(cursor, visit_value, s);
	return true;
}

static enum CXChildVisitResult visit_constant(CXCursor cursor, CXCursor parent, CXClientData data)
{
	const struct constants *constants = data;
	struct survey *s = constants->survey;
	const char *name;

	if (cursor.kind != CXCursor_EnumConstantDecl)
		return CXChildVisit_Continue;
	name = libclang_string(s->run, s->clang, s->clang->getCursorSpelling(cursor));
	if (name)
		add_constant(s, cursor, parent, constants->tag, name);
	return CXChildVisit_Continue;
}

void survey_enum(struct survey *s, CXCursor cursor, const char *tag)
{
	struct constants constants = { s, tag };
	const struct file *file =
		files_locate(s->files, s->clang, s->clang->getCursorLocation(cursor), NULL);

	if (file && file->header)
		s->clang->visitChildren(cursor, visit_constant, &constants);
}

void survey_finish(struct survey *s)
{
	struct model *model = s->model;

	for (size_t i = 0; i < model->n_macros; i++) {
		struct macro *macro = &model->macros[i];

		if (!macro->function_like &&
		    values_find(s->run, s->values, macro->name, macro->body, &macro->value))
			macro->has_value = true;
	}
	for (size_t i = 0; i < s->n_mapped; i++)
		mapped_close(s->mapped[i]);
}

void survey_unfit(struct run *run, struct model *model, struct place at, const char *text)
{
	struct unfit *grown;

	for (size_t i = 0; i < model->n_unfit; i++)
		if (!strcmp(model->unfit[i].name, at.file))
			return;
	grown = arena_new(&run->arena, struct unfit, model->n_unfit + 1);
	if (model->n_unfit)
		memcpy(grown, model->unfit, model->n_unfit * sizeof(*grown));
	grown[model->n_unfit++] = (struct unfit){ at.file, at.line, text };
	model->unfit = grown;
}

static int by_name(const void *a, const void *b)
{
	const struct unfit *x = a, *y = b;

	return strcmp(x->name, y->name);
}

void survey_unfit_finish(struct model *model)
{
	if (model->n_unfit)
		qsort(model->unfit, model->n_unfit, sizeof(*model->unfit), by_name);
}
