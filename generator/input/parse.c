// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/apart.h"
#include "input/bodies.h"
#include "input/broken.h"
#include "input/collect.h"
#include "input/files.h"
#include "input/input.h"
#include "input/libclang.h"
#include "input/links.h"
#include "input/main_file.h"
#include "input/needs.h"
#include "input/survey.h"
#include "input/symvers.h"
#include "input/units.h"

/* Function bodies are of no use here, and warnings are the kernel's business. */
#define PARSE_OPTIONS \
	(CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_IncludeAttributedTypes)
#define SURVEY_OPTIONS (CXTranslationUnit_KeepGoing | CXTranslationUnit_DetailedPreprocessingRecord)

struct parse {
	struct run *run;
	const struct input_options *options;
	const struct flags *flags;
	const struct libclang *clang;
	struct files *files;
	struct main_file main_file;
	CXIndex index;
	CXTranslationUnit unit;
	struct broken *broken; /* NULL: an error ends the run */
};

static void note_missing(struct parse *p, const char *name)
{
	const char *near = files_suggest(p->files, name);

	diag_note(p->run, (struct place){ name, 0, 0 },
		  near ? "this kernel does not have that header; did you mean %s?"
		       : "this kernel does not have that header",
		  near);
}

/* Notes for the headers that are not there; an error if that are all. */
static bool check_headers(struct parse *p)
{
	const struct input_options *options = p->options;

	for (unsigned int i = 0; i < options->n_headers; i++)
		if (p->main_file.missing[i] && !options->headers[i].other)
			note_missing(p, options->headers[i].name);
	if (p->main_file.n_missing < options->n_headers)
		return true;
	diag_error(p->run, EXIT_KERNEL, NOWHERE, "none of the selected headers exists");
	return false;
}

static const char *const *command_line(struct parse *p, int *n)
{
	const struct flags *flags = p->flags;
	const char **words = arena_new(&p->run->arena, const char *, flags->n + 5);

	memcpy(words, flags->words, flags->n * sizeof(*words));
	*n = (int)flags->n;
	if (p->options->annotations) {
		words[(*n)++] = "-include";
		words[(*n)++] = p->options->annotations;
	}
	words[(*n)++] = p->options->all ? "-Wno-everything" : "-w";
	/* where warnings are errors such headers cannot be compiled together */
	if (p->options->all)
		words[(*n)++] = "-Wmacro-redefined";
	if (p->options->survey || p->options->all)
		words[(*n)++] = "-ferror-limit=0";
	return words;
}

/* False, after errors, if there is anything that a compiler would stop at. */
static bool check_diagnostics(struct parse *p)
{
	const struct libclang *clang = p->clang;
	unsigned int n = clang->getNumDiagnostics(p->unit);
	bool fine = true;

	for (unsigned int i = 0; i < n; i++) {
		CXDiagnostic diagnostic = clang->getDiagnostic(p->unit, i);
		struct place at;

		if (clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
			const char *text = libclang_string(
				p->run, clang, clang->getDiagnosticSpelling(diagnostic));

			files_locate(p->files, clang, clang->getDiagnosticLocation(diagnostic),
				     &at);
			diag_error(p->run, EXIT_KERNEL, at, "%s", text ? text : "does not parse");
			fine = false;
		}
		clang->disposeDiagnostic(diagnostic);
	}
	return fine;
}

static bool parse(struct parse *p)
{
	struct CXUnsavedFile main_file = { MAIN_FILE, p->main_file.text.buf,
					   p->main_file.text.len };
	unsigned int options = PARSE_OPTIONS | (p->options->survey ? SURVEY_OPTIONS : 0) |
			       (p->options->all ? CXTranslationUnit_KeepGoing : 0);
	enum CXErrorCode failed;
	int n;
	const char *const *words = command_line(p, &n);

	p->index = p->clang->createIndex(0, 0);
	failed = p->clang->parseTranslationUnit2(p->index, MAIN_FILE, words, n, &main_file, 1,
						 options, &p->unit);
	if (failed) {
		diag_error(p->run, EXIT_KERNEL, NOWHERE, "libclang cannot parse: error %d",
			   (int)failed);
		return false;
	}
	return p->options->survey || p->options->all || check_diagnostics(p);
}

/* In a survey: errors only say which headers are not understood in full. */
static void list_unfit(struct parse *p, struct model *model)
{
	const struct libclang *clang = p->clang;
	unsigned int n = clang->getNumDiagnostics(p->unit);

	for (unsigned int i = 0; i < n; i++) {
		CXDiagnostic diagnostic = clang->getDiagnostic(p->unit, i);
		CXSourceLocation location = clang->getDiagnosticLocation(diagnostic);
		struct place at;

		if (clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error &&
		    files_locate(p->files, clang, location, NULL)) {
			files_locate(p->files, clang, location, &at);
			if (strcmp(at.file, MAIN_FILE))
				survey_unfit(
					p->run, model, at,
					libclang_string(p->run, clang,
							clang->getDiagnosticSpelling(diagnostic)));
		}
		clang->disposeDiagnostic(diagnostic);
	}
	survey_unfit_finish(model);
}

struct inclusions {
	struct parse *parse;
	struct model *model;
	struct paths files;
	size_t headers_room;
	struct table seen;
};

static void add_header(struct inclusions *in, struct header header)
{
	struct model *model = in->model;
	struct arena *arena = &in->parse->run->arena;

	if (!table_add(arena, &in->seen, header.name, header.name))
		return;
	if (model->n_headers == in->headers_room) {
		struct header *grown;

		in->headers_room = in->headers_room ? 2 * in->headers_room : 512;
		grown = arena_new(arena, struct header, in->headers_room);
		if (model->n_headers)
			memcpy(grown, model->headers, model->n_headers * sizeof(*grown));
		model->headers = grown;
	}
	model->headers[model->n_headers++] = header;
}

static void add_inclusion(CXFile handle, CXSourceLocation *stack, unsigned int depth,
			  CXClientData data)
{
	struct inclusions *in = data;
	const struct file *file = files_get(in->parse->files, in->parse->clang, handle);

	(void)stack;
	if (!depth && !strcmp(file->path, MAIN_FILE))
		return;
	paths_add(in->parse->run, &in->files, file->path);
	add_header(in, (struct header){ .name = file->name, .speaker = file->header });
}

/* Selected headers first, in the order of selection, then the others as they were included. */
static void list_headers(struct parse *p, struct model *model)
{
	const struct input_options *options = p->options;
	struct inclusions in = { .parse = p, .model = model };

	for (unsigned int i = 0; i < options->n_headers; i++)
		add_header(&in, (struct header){
					.name = run_intern(p->run, options->headers[i].name),
					.selected = true,
					.missing = p->main_file.missing[i],
				});
	p->clang->getInclusions(p->unit, add_inclusion, &in);
	model->files = in.files.paths;
	model->n_files = in.files.n;
}

/* Licences are known of the headers that were scanned. */
static void set_licences(struct parse *p, struct model *model)
{
	for (unsigned int i = 0; i < p->main_file.n_sources; i++) {
		const struct source *source = &p->main_file.sources[i];
		struct header *header = (struct header *)model_header(model, source->name);

		if (header)
			header->spdx = source->scan->spdx;
	}
}

struct entering {
	struct files *files;
	const struct libclang *clang;
};

static void enter(CXFile handle, CXSourceLocation *stack, unsigned int depth, CXClientData data)
{
	const struct entering *in = data;

	files_enter(in->files, in->clang, handle, depth ? stack[0] : in->clang->getNullLocation());
}

/* Of all headers: what goes with what. */
static void look_together(struct parse *p, const struct findings *findings, struct model *model)
{
	struct graph graph;

	broken_find(p->run, findings, p->files, &p->main_file, p->options->prelude, p->broken);
	graph_make(&graph, p->run, p->options, p->files, &p->main_file);
	needs_find(p->run, p->options, &graph, model);
	apart_find(p->run, p->options, findings, p->broken, &graph, model);
}

static void release_unit(struct parse *p)
{
	if (!p->index)
		return;
	if (p->unit)
		p->clang->disposeTranslationUnit(p->unit);
	p->clang->disposeIndex(p->index);
	p->unit = NULL;
	p->index = NULL;
}

static void check_bodies(struct parse *p, struct bodies *bodies, const struct model *model,
			 struct findings *findings)
{
	struct bodies_parse with = {
		.prelude = p->options->prelude,
		.main_file = &p->main_file,
	};

	with.words = command_line(p, &with.n_words);
	bodies_check(bodies, &with, model->files, model->n_files, findings);
}

static struct model *make_model(struct parse *p)
{
	struct bodies bodies = {
		.run = p->run,
		.clang = p->clang,
		.dropped = { .run = p->run, .main_file = &p->main_file },
	};
	struct collect_from from = {
		p->clang, p->unit, p->options, p->files, &p->main_file, &bodies,
	};
	struct model *model = arena_new(&p->run->arena, struct model, 1);
	struct findings findings = { 0 };
	struct collecting *collecting;

	model->clang = p->clang->version;
	if (p->options->all) {
		struct entering in = { p->files, p->clang };

		p->clang->getInclusions(p->unit, enter, &in);
	}
	collecting = collect(p->run, &from, model);
	list_headers(p, model);
	if (p->options->survey)
		list_unfit(p, model);
	if (p->broken)
		findings_read(p->run, p->clang, p->unit, p->files, &findings);
	release_unit(p);
	if (p->broken)
		check_bodies(p, &bodies, model, &findings);
	collect_finish(collecting);
	model_index(p->run, model);
	set_licences(p, model);
	if (p->broken)
		look_together(p, &findings, model);
	return model;
}

struct model *parse_unit(struct run *run, const struct input_options *options,
			 const struct flags *flags, struct broken *broken)
{
	struct parse p = { .run = run, .options = options, .flags = flags, .broken = broken };
	struct model *model;

	p.clang = libclang_open(run);
	if (!p.clang)
		return NULL;
	p.files = files_new(run, p.options, flags);
	main_file_make(run, p.options, p.files, &p.main_file);
	model = check_headers(&p) && parse(&p) ? make_model(&p) : NULL;
	release_unit(&p);
	main_file_release(&p.main_file);
	return model;
}

struct model *input_parse(struct run *run, const struct input_options *options,
			  const struct flags *flags)
{
	struct table exported = { 0 };
	struct model *model;

	if (options->survey || options->all)
		options = survey_headers(run, options, flags);
	model = options->all ? units_parse(run, options, flags)
			     : parse_unit(run, options, flags, NULL);
	if (model && options->symvers && !symvers_read(run, options->symvers, model))
		return NULL;
	if (model && options->all) {
		if (options->symvers)
			symvers_names(run, options->symvers, &exported);
		links_find(run, &exported, model);
		model->links_known = true;
	}
	return model;
}
