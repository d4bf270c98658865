// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "input/cleanups.h"
#include "input/collect.h"
#include "input/comments.h"
#include "input/found.h"
#include "input/links.h"
#include "input/ptrmap.h"
#include "input/survey.h"
#include "input/texts.h"
#include "input/types.h"

/* About as many functions as the headers of a few drivers declare all in all. */
#define DECLARED_USUAL 16000

struct collecting {
	struct run *run;
	const struct collect_from *from;
	const struct libclang *clang;
	struct model *model;
	struct types *types;
	struct founds functions;
	size_t types_room;
	struct ptrmap type_by_name; /* interned name -> index + 1 */
	const char *probed;	    /* a digit for each probe */
	struct texts texts;	    /* all headers */
	struct table variables;	    /* all headers: names of extern ones */
	struct table asked;	    /* tags of structures that are asked about */
	struct survey *survey;	    /* NULL: only what is selected counts */
};

static const char *name_of(struct collecting *c, CXCursor cursor)
{
	const char *name = libclang_string(c->run, c->clang, c->clang->getCursorSpelling(cursor));

	return name && !strchr(name, '(') ? name : NULL;
}

/* Is it of a header that somebody named, and not just one of all? */
static bool is_named(const struct collecting *c, const struct file *file)
{
	const struct input_options *options = c->from->options;

	return !options->all || !options->headers[file->speaker].other;
}

/* Records that a function of a selected header passes, if a selected header defines them. */
static void want_record_of(struct collecting *c, const struct type *type)
{
	const struct file *file;

	for (type = type_resolve(type, NULL); type && type->kind == TYPE_POINTER;)
		type = type_resolve(type->inner, NULL);
	if (!type || (type->kind != TYPE_STRUCT && type->kind != TYPE_UNION) || type->record)
		return;
	file = files_locate(c->from->files, c->clang, types_location(c->types, type), NULL);
	if (file && file->speaker >= 0 && is_named(c, file))
		types_want_record(c->types, type);
}

static void want_records(struct collecting *c, const struct type *function)
{
	want_record_of(c, function->inner);
	for (unsigned int i = 0; i < function->n_params; i++)
		want_record_of(c, function->params[i].type);
}

static bool names_parameters(const struct type *function)
{
	return function->n_params && function->params[0].name;
}

/* What its body uses. */
static void note_links(struct collecting *c, CXCursor cursor, const struct file *file,
		       struct function *function)
{
	const struct mapped *text = c->from->options->all ? texts_of(&c->texts, file) : NULL;
	const char *body, *end;
	unsigned int offset;

	if (!text)
		return;
	c->clang->getExpansionLocation(c->clang->getCursorLocation(cursor), NULL, NULL, NULL,
				       &offset);
	if (offset >= text->size)
		return;
	end = text->text + text->size;
	body = survey_body(function->name, text->text + offset, end, &end);
	if (!body)
		return;
	links_note(c->run, function, &c->variables, body, end);
	bodies_look(c->from->bodies, file, body, end);
}

/* A redeclaration adds its annotations, names for the parameters, a body. */
static void add_function(struct collecting *c, CXCursor cursor, const struct file *file,
			 struct place at)
{
	const char *name = name_of(c, cursor);
	struct found *found = found_find(&c->functions, name);
	struct function *function;

	if (!found) {
		found = found_new(c->run, &c->functions, name);
		found->speaker = file->speaker;
		found->function.at = at;
		found->function.header = file->header;
		found->function.form = FUNCTION_EXTERN;
	}
	function = &found->function;
	if (c->clang->Cursor_isFunctionInlined(cursor) || c->clang->isCursorDefinition(cursor))
		function->form = FUNCTION_INLINE;
	if (c->survey && function->form == FUNCTION_INLINE && !function->calls)
		function->calls =
			survey_calls(c->survey, name, c->clang->getCursorLocation(cursor));
	if (c->from->options->all && function->form == FUNCTION_INLINE && !function->called)
		note_links(c, cursor, file, function);
	if (!function->type || !names_parameters(function->type))
		function->type = types_function(c->types, cursor);
	notes_add(c->run, c->clang, cursor, &found->notes);
	if (is_named(c, file))
		want_records(c, function->type);
}

/* Functions that nobody speaks for, and constants: their names only, and those not interned, as they are many. */
static void add_declared(struct collecting *c, CXCursor cursor)
{
	CXString spelling = c->clang->getCursorSpelling(cursor);
	const char *name = c->clang->getCString(spelling);

	if (!table_find(&c->model->declared, name)) {
		name = arena_strdup(&c->run->arena, name);
		table_add(&c->run->arena, &c->model->declared, name, name);
	}
	c->clang->disposeString(spelling);
}

static enum CXChildVisitResult visit_constant(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (cursor.kind == CXCursor_EnumConstantDecl)
		add_declared(data, cursor);
	return CXChildVisit_Continue;
}

/* The constants of an enumeration that a selected header speaks for. */
static void visit_constants(struct collecting *c, CXCursor cursor)
{
	CXSourceLocation location = c->clang->getCursorLocation(cursor);
	const struct file *file = files_locate(c->from->files, c->clang, location, NULL);

	if (file && file->speaker >= 0 && is_named(c, file))
		c->clang->visitChildren(cursor, visit_constant, c);
}

static void visit_function(struct collecting *c, CXCursor cursor)
{
	CXSourceLocation location = c->clang->getCursorLocation(cursor);
	const struct file *file = files_locate(c->from->files, c->clang, location, NULL);
	struct place at;

	if (!file)
		return;
	if (file->speaker < 0) {
		add_declared(c, cursor);
		return;
	}
	files_locate(c->from->files, c->clang, location, &at);
	add_function(c, cursor, file, at);
}

/* "struct clk", "gfp_t"; NULL if it has no name. */
static const char *type_name(struct collecting *c, const struct type *type, const char *keyword)
{
	size_t len, before = strlen(keyword);
	char room[256];

	if (!type->name || !before)
		return type->name;
	len = strlen(type->name);
	if (before + len >= sizeof(room))
		return NULL;
	memcpy(room, keyword, before);
	memcpy(room + before, type->name, len);
	return run_intern_n(c->run, room, before + len);
}

static struct type_decl *type_decl_new(struct collecting *c)
{
	struct model *model = c->model;

	if (model->n_types == c->types_room) {
		struct type_decl *grown;

		c->types_room = c->types_room ? 2 * c->types_room : 1024;
		grown = arena_new(&c->run->arena, struct type_decl, c->types_room);
		if (model->n_types)
			memcpy(grown, model->types, model->n_types * sizeof(*grown));
		arena_return(&c->run->arena, model->types, model->n_types * sizeof(*grown));
		model->types = grown;
	}
	return &model->types[model->n_types++];
}

static bool is_asked_for(const struct collecting *c, const struct type *type)
{
	return type->name && table_find(&c->asked, type->name);
}

/* Lines are found for selected headers only: to find one, all of a file is looked through. */
static void locate_type(struct collecting *c, CXCursor cursor, struct type_decl *decl, bool defined)
{
	CXSourceLocation location = c->clang->getCursorLocation(cursor);
	const struct file *file = files_locate(c->from->files, c->clang, location, NULL);
	const struct input_options *options = c->from->options;

	if (defined && is_asked_for(c, decl->type))
		types_want_record(c->types, type_resolve(decl->type, NULL));
	decl->at = (struct place){ file ? file->name : NULL, 0, 0 };
	if (!file || file->speaker < 0)
		return;
	files_locate(c->from->files, c->clang, location, &decl->at);
	if ((options->all_records || options->survey) && defined)
		types_want_record(c->types, type_resolve(decl->type, NULL));
}

/*
 * Of structures of headers that nobody named only the tag is of interest: libclang is not asked about them,
 * which it would lay out. NULL: all of it is.
 */
static const struct type *bare_record(struct collecting *c, CXCursor cursor, const char *keyword)
{
	const struct input_options *options = c->from->options;
	const struct file *file;
	struct type type = { .kind = *keyword == 's' ? TYPE_STRUCT : TYPE_UNION, .size = -1 };
	struct type *bare;

	if (!options->all || (*keyword != 's' && *keyword != 'u'))
		return NULL;
	file = files_locate(c->from->files, c->clang, c->clang->getCursorLocation(cursor), NULL);
	if (!file || (file->speaker >= 0 && is_named(c, file)))
		return NULL;
	type.name = types_tag(c->types, cursor);
	type.align = -1;
	if (is_asked_for(c, &type))
		return NULL;
	bare = arena_new(&c->run->arena, struct type, 1);
	*bare = type;
	return bare;
}

/* The first declaration counts until there is a definition; of a typedef, at all. */
static void visit_type(struct collecting *c, CXCursor cursor, const char *keyword)
{
	const struct type *bare = bare_record(c, cursor, keyword);
	const struct type *type = bare ? bare
				       : types_get(c->types, c->clang->getCursorType(cursor));
	const char *name = type_name(c, type, keyword);
	bool defined = c->clang->isCursorDefinition(cursor);
	struct type_decl *decl;
	void **slot;

	if (!name)
		return;
	slot = ptrmap_at(&c->run->arena, &c->type_by_name, name);
	if (*slot && (!defined || !*keyword))
		return;
	if (*slot) {
		decl = &c->model->types[(size_t)*slot - 1];
	} else {
		decl = type_decl_new(c);
		*slot = (void *)c->model->n_types;
		decl->name = name;
		decl->type = type;
	}
	if (!bare)
		decl->type = type;
	locate_type(c, cursor, decl, defined);
}

static void visit_enum(struct collecting *c, CXCursor cursor)
{
	if (c->survey && survey_value(c->survey, cursor))
		return;
	visit_type(c, cursor, "enum ");
	visit_constants(c, cursor);
	if (c->survey)
		survey_enum(c->survey, cursor, types_tag(c->types, cursor));
}

static void visit_variable(struct collecting *c, CXCursor cursor)
{
	const char *name = name_of(c, cursor);
	CXEvalResult value;

	if (name && c->from->options->all &&
	    c->clang->Cursor_getStorageClass(cursor) == CX_SC_Extern)
		table_add(&c->run->arena, &c->variables, name, name);
	if (!name || strcmp(name, PROBE_NAME))
		return;
	value = c->clang->Cursor_Evaluate(cursor);
	if (value) {
		c->probed = arena_strdup(&c->run->arena, c->clang->EvalResult_getAsStr(value));
		c->clang->EvalResult_dispose(value);
	}
}

static void note_record(struct collecting *c, CXCursor cursor)
{
	if (c->from->options->all)
		bodies_add_record(c->from->bodies, cursor);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct collecting *c = data;

	(void)parent;
	switch (cursor.kind) {
	case CXCursor_FunctionDecl:
		visit_function(c, cursor);
		break;
	case CXCursor_StructDecl:
		note_record(c, cursor);
		visit_type(c, cursor, "struct ");
		break;
	case CXCursor_UnionDecl:
		note_record(c, cursor);
		visit_type(c, cursor, "union ");
		break;
	case CXCursor_EnumDecl:
		visit_enum(c, cursor);
		break;
	case CXCursor_TypedefDecl:
		visit_type(c, cursor, "");
		break;
	case CXCursor_MacroDefinition:
		if (c->survey)
			survey_macro(c->survey, cursor);
		break;
	case CXCursor_VarDecl:
		visit_variable(c, cursor);
		break;
	default:
		break;
	}
	return CXChildVisit_Continue;
}

static void add_macro(struct collecting *c, const struct probe *probe)
{
	const struct scan_macro *macro = probe->macro;
	struct found *hidden = found_find(&c->functions, macro->name);
	const struct mapped *text;
	struct found *found;

	if (hidden) {
		hidden->function.also_macro = macro->function_like;
		return;
	}
	found = found_new(c->run, &c->functions, macro->name);
	found->speaker = probe->source->speaker;
	found->function.form = FUNCTION_MACRO;
	found->function.header = c->from->options->headers[probe->source->speaker].name;
	found->function.at = (struct place){ probe->source->name, macro->line, macro->column };
	if (!macro->function_like)
		return;
	found->function.macro_params =
		scan_macro_params(c->run, macro, &found->function.n_macro_params);
	if (!c->from->options->all)
		return;
	text = texts_of_source(&c->texts, probe->source);
	links_note_macro(c->run, &found->function, &c->variables, macro->body,
			 text->text + text->size);
}

static void add_macros(struct collecting *c)
{
	const struct main_file *main_file = c->from->main_file;
	size_t n = c->probed ? strlen(c->probed) : 0;

	for (unsigned int i = 0; i < main_file->n_probes && i < n; i++)
		if (c->probed[i] == '1')
			add_macro(c, &main_file->probes[i]);
}

static void set_attributes(struct collecting *c, struct found *found)
{
	const struct notes *notes = &found->notes;
	struct attribute *attributes = arena_new(&c->run->arena, struct attribute, notes->n);

	for (unsigned int i = 0; i < notes->n; i++) {
		attributes[i].name = notes->list[i].name;
		attributes[i].args = notes->list[i].args;
		files_locate(c->from->files, c->clang, notes->list[i].at, &attributes[i].at);
	}
	found->function.attributes = attributes;
	found->function.n_attributes = notes->n;
}

struct collecting *collect(struct run *run, const struct collect_from *from, struct model *model)
{
	struct collecting *c = arena_new(&run->arena, struct collecting, 1);

	*c = (struct collecting){
		.run = run,
		.from = from,
		.clang = from->clang,
		.model = model,
		.types = types_new(run, from->clang),
	};
	if (from->options->survey)
		c->survey = survey_new(run, from->clang, from->files, from->main_file, model);
	if (from->options->all)
		texts_init(&c->texts, run, from->main_file);
	for (unsigned int i = 0; i < from->options->n_records; i++)
		table_add(&run->arena, &c->asked, from->options->records[i], c);
	table_reserve(&run->arena, &model->declared, DECLARED_USUAL);
	from->clang->visitChildren(from->clang->getTranslationUnitCursor(from->unit), visit, c);
	texts_release(&c->texts);
	if (c->survey)
		survey_finish(c->survey);
	types_finish(c->types);
	ptrmap_return(&run->arena, &c->type_by_name);
	for (size_t i = 0; i < c->functions.n; i++)
		set_attributes(c, &c->functions.list[i]);
	return c;
}

void collect_finish(struct collecting *c)
{
	struct model *model = c->model;
	struct comments *comments;

	add_macros(c);
	comments = comments_new(c->run, c->from->main_file);
	founds_sort(c->run, &c->functions);
	model->functions = arena_new(&c->run->arena, struct function, c->functions.n);
	model->n_functions = c->functions.n;
	for (size_t i = 0; i < c->functions.n; i++) {
		model->functions[i] = c->functions.list[i].function;
		model->functions[i].doc = comments_find(comments, &model->functions[i]);
	}
	founds_return(c->run, &c->functions);
	comments_finish(comments);
	cleanups_find(c->run, c->from->main_file, model);
}
