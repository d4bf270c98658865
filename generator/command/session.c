// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "command/session.h"
#include "contract/decide.h"
#include "model/has.h"
#include "render/output_dir.h"
#include "render/render.h"
#include "spec/facts_read.h"
#include "spec/spec_read.h"

/* Adds "dir/name" if there is such a directory. */
static void add_dir(struct run *run, struct paths *list, const char *dir, const char *name)
{
	const char *path = file_join(run, dir, name);

	if (file_is_directory(path))
		paths_add(run, list, path);
}

static bool add_user_dir(struct run *run, struct paths *list, const char *dir)
{
	const char *path = file_real(run, dir);

	if (path && file_is_directory(path)) {
		paths_add(run, list, path);
		return true;
	}
	diag_error(run, EXIT_USAGE, (struct place){ dir, 0, 0 }, "no such directory");
	return false;
}

static const char *find_annotations(struct run *run, const char *data)
{
	const char *path = file_join(run, data, "annotations.h");

	return access(path, R_OK) ? file_join(run, data, "generator/input/annotations.h") : path;
}

static bool add_ours(struct run *run, struct session *session)
{
	const char *data = file_data_dir(run);

	if (!data) {
		diag_error(run, EXIT_SYSTEM, NOWHERE,
			   "its contracts and templates are not found: "
			   "neither ../share/sheath beside the program nor the source tree");
		return false;
	}
	add_dir(run, &session->contracts, data, "contracts");
	add_dir(run, &session->templates, data, "templates");
	add_dir(run, &session->includes, data, "include");
	session->annotations = find_annotations(run, data);
	session->prelude = file_join(run, data, "include/" SAFE_PRELUDE);
	return true;
}

static void add_asked(struct run *run, struct paths *asked, const struct paths *headers)
{
	for (size_t i = 0; i < headers->n; i++) {
		size_t j = 0;

		while (j < i && strcmp(headers->paths[i], headers->paths[j]))
			j++;
		if (j == i)
			paths_add(run, asked, headers->paths[i]);
	}
}

/* The origins whose facts do not count. */
static bool read_without(struct run *run, struct session *session, const struct paths *names)
{
	for (size_t i = 0; i < names->n; i++) {
		const char *name = names->paths[i];
		enum origin origin;

		if (!origin_find(name, strlen(name), &origin)) {
			diag_error(run, EXIT_USAGE, NOWHERE, "no facts are of origin '%s'", name);
			return false;
		}
		session->without |= 1U << origin;
	}
	return true;
}

bool session_open(struct run *run, struct session *session, const struct request *request,
		  const struct paths *headers)
{
	*session = (struct session){
		.request = request,
		.all = !headers->n || request->whole,
		.whole = request->whole,
		.remarks = request->verbose,
	};
	add_asked(run, &session->asked, headers);
	if (!add_ours(run, session))
		return false;
	if (!read_without(run, session, &request->without))
		return false;
	for (size_t i = 0; i < request->contracts.n; i++) {
		const char *dir;

		if (!add_user_dir(run, &session->contracts, request->contracts.paths[i]))
			return false;
		dir = session->contracts.paths[session->contracts.n - 1];
		add_dir(run, &session->templates, dir, "templates");
		add_dir(run, &session->includes, dir, "include");
	}
	for (size_t i = 0; i < request->templates.n; i++)
		if (!add_user_dir(run, &session->templates, request->templates.paths[i]))
			return false;
	for (size_t i = 0; i < request->own.n; i++)
		if (!add_user_dir(run, &session->own, request->own.paths[i]))
			return false;
	return true;
}

bool session_load(struct run *run, struct session *session)
{
	session->spec = spec_read(run, session->contracts.paths, session->contracts.n);
	if (session->spec && session->request->no_contracts)
		spec_forget(session->spec);
	session->shapes = shapes_read(run, session->templates.paths, session->templates.n);
	return session->spec && session->shapes;
}

static void select_header(struct input_options *options, struct input_header *headers,
			  const char *name, const struct spec_header *said)
{
	headers[options->n_headers++] = (struct input_header){
		.name = name,
		.also = said ? said->also : NULL,
		.n_also = said ? said->n_also : 0,
		.includes = said ? said->includes : NULL,
		.n_includes = said ? said->n_includes : 0,
		.other = options->all && said && said->little,
	};
}

static void select_headers(struct run *run, const struct session *session,
			   struct input_options *options)
{
	const struct spec *spec = session->spec;
	unsigned int n_said = session->all ? spec->n_headers : 0;
	struct input_header *headers =
		arena_new(&run->arena, struct input_header, n_said + session->asked.n);

	options->headers = headers;
	for (unsigned int i = 0; i < n_said; i++)
		if (options->all || !spec->headers[i].little)
			select_header(options, headers, spec->headers[i].header, &spec->headers[i]);
	for (size_t i = 0; i < session->asked.n; i++) {
		const char *name = session->asked.paths[i];
		const struct spec_header *said = spec_find_header(spec, name);

		if (!said || !session->all)
			select_header(options, headers, name, said);
	}
}

/* Of macros without parameters those that contract files speak of. */
static void select_macros(struct run *run, const struct session *session,
			  struct input_options *options)
{
	const struct spec *spec = session->spec;
	struct paths macros = { 0 };

	for (unsigned int i = 0; i < spec->n_headers; i++) {
		const struct spec_header *header = &spec->headers[i];

		for (unsigned int j = 0; j < header->n_functions; j++)
			if (header->functions[j].prototype)
				paths_add(run, &macros, header->functions[j].name);
		for (unsigned int j = 0; j < header->n_names; j++)
			for (unsigned int k = 0; k < header->names[j].n_of; k++)
				paths_add(run, &macros, header->names[j].of[k]);
	}
	options->macros = macros.paths;
	options->n_macros = macros.n;
}

/* The structures that the forms of a function ask about. */
static void select_form_records(struct run *run, const struct spec_items *forms,
				struct paths *records)
{
	struct has has;

	for (unsigned int i = 0; i < forms->n; i++)
		if (has_parse(run, forms->items[i].key, &has) && has.tag)
			paths_add(run, records, has.tag);
}

static void select_records(struct run *run, const struct session *session,
			   struct input_options *options)
{
	const struct spec *spec = session->spec;
	struct paths records = { 0 };

	for (unsigned int i = 0; i < spec->n_headers; i++) {
		const struct spec_header *header = &spec->headers[i];
		struct has has;

		for (unsigned int j = 0; j < header->n_ops; j++)
			paths_add(run, &records, header->ops[j].name);
		for (unsigned int j = 0; j < header->has.n; j++)
			if (has_parse(run, header->has.items[j].value, &has) && has.tag)
				paths_add(run, &records, has.tag);
		for (unsigned int j = 0; j < header->n_functions; j++)
			select_form_records(run, &header->functions[j].forms, &records);
	}
	options->records = records.paths;
	options->n_records = records.n;
}

static const struct unfit *find_unfit(const struct model *model, const char *header)
{
	for (size_t i = 0; i < model->n_unfit; i++)
		if (!strcmp(model->unfit[i].name, header))
			return &model->unfit[i];
	return NULL;
}

/* A header that was asked for by name must be there, and readable. */
static bool check_asked(struct run *run, const struct session *session,
			const struct reading *reading)
{
	bool fine = true;

	for (size_t i = 0; i < session->asked.n; i++) {
		const char *name = session->asked.paths[i];
		const struct header *header = model_header(reading->model, name);
		const struct unfit *unfit = find_unfit(reading->model, name);

		if (header && !header->missing)
			continue;
		diag_error(run, EXIT_KERNEL, (struct place){ name, unfit ? unfit->line : 0, 0 },
			   "%s", unfit ? unfit->text : "asked for, and not in this kernel tree");
		fine = false;
	}
	return fine;
}

/* Is it about a contract file that came with the program? */
static bool is_ours(const struct diag *remark, void *data)
{
	const struct session *session = data;
	const struct spec *spec = session->spec;

	for (unsigned int i = 0; i < spec->n_headers; i++)
		if (!strcmp(spec->headers[i].file, remark->place.file ? remark->place.file : ""))
			return file_below(spec->headers[i].path, session->contracts.paths[0]);
	return false;
}

/* Contract files of our own state what any of several kernels has: not worth a line each. */
static void fold_remarks(struct run *run, const struct session *session)
{
	unsigned int n = session->remarks ? 0 : diag_drop(run, is_ours, (void *)session);

	if (n && !session->request->quiet && !session->request->summary)
		diag_remark(run, NOWHERE,
			    "%u functions that contract files state are not in this "
			    "kernel; --verbose names them",
			    n);
}

/* The flags cache beside the output that is there already, "" if there is none. */
static const char *existing_cache(struct run *run, const struct session *session)
{
	const char *out = session->request->out ? session->request->out : DEFAULT_OUT;
	const char *cache = file_join(run, out, OUTPUT_PRIVATE);

	return file_is_directory(cache) ? cache : "";
}

/* @cache NULL: what is there is used. */
static void select_cache(struct run *run, const struct session *session, const char *cache,
			 struct input_options *options)
{
	const char *kept = session->keeps_flags ? file_user_cache(run, "flags") : NULL;

	options->cache = cache ? cache : existing_cache(run, session);
	options->cache_readonly = !cache;
	if (*options->cache || !kept)
		return;
	options->cache = kept;
	options->cache_readonly = false;
}

bool session_read(struct run *run, const struct session *session, const char *cache,
		  struct reading *reading)
{
	struct input_options options = {
		.kernel = reading->kernel,
		.arch = session->request->arch,
		.annotations = session->annotations,
		.survey = session->survey,
		.own = session->own.paths,
		.n_own = (unsigned int)session->own.n,
		.all_records = session->records,
		.all = session->whole,
		.prelude = session->prelude,
	};

	select_cache(run, session, cache, &options);
	select_headers(run, session, &options);
	select_macros(run, session, &options);
	select_records(run, session, &options);
	reading->model = input_read(run, &options);
	if (!reading->model || !check_asked(run, session, reading))
		return false;
	reading->inferences =
		facts_read(run, session->contracts.paths, session->contracts.n,
			   session->release ? session->release : reading->model->release,
			   reading->model->arch);
	if (!reading->inferences)
		return false;
	reading->inferences->without = session->without;
	if (session->survey) {
		reading->ledger = contract_facts(run, reading->model, session->spec,
						 reading->inferences, session->shapes,
						 session->pairs);
		return true;
	}
	reading->ledger = contract_decide(run, reading->model, session->spec, reading->inferences,
					  session->shapes);
	fold_remarks(run, session);
	return reading->ledger;
}

static void add_words(struct text *text, const char *title, const struct paths *words)
{
	text_printf(text, " %s", title);
	for (size_t i = 0; i < words->n; i++)
		text_printf(text, " '%s'", words->paths[i]);
}

const char *session_arguments(struct run *run, const struct session *session)
{
	const struct request *request = session->request;
	struct text text = TEXT_INIT;
	const char *copy;

	for (size_t i = 0; i < request->kernels.n; i++) {
		const char *kernel = file_real(run, request->kernels.paths[i]);

		text_printf(&text, "kernel '%s' ", kernel ? kernel : "");
	}
	text_printf(&text, "arch '%s'%s", request->arch ? request->arch : "",
		    session->whole ? " all" : "");
	add_words(&text, "headers", &session->asked);
	add_words(&text, "contracts", &session->contracts);
	add_words(&text, "templates", &session->templates);
	add_words(&text, "includes", &session->includes);
	add_words(&text, "own", &session->own);
	copy = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return copy;
}
