// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "command/bodies.h"
#include "command/propose.h"
#include "contract/decide.h"
#include "infer/headers.h"
#include "propose/proposal.h"
#include "spec/spec_read.h"

/* What is found out about the headers, and what becomes of it. */
struct proposing {
	const struct request *request;
	struct session session;
	struct reading reading;
	struct bodies bodies;
	const char *root;	     /* of the source tree; NULL: there is none */
	struct paths below;	     /* which part of it is to be read; none: all */
	const struct ledger *ledger; /* with what bodies tell */
	struct proposal **proposals; /* one for each header */
	struct text text;
};

/* --- the command line --- */

bool propose_is_asked(const struct request *request)
{
	for (size_t i = 0; i < request->words.n; i++)
		if (file_is_header(request->words.paths[i]))
			return true;
	return false;
}

static bool check_word(struct run *run, const char *word)
{
	struct place at = { word, 0, 0 };

	if (!file_is_header(word))
		diag_error(run, EXIT_USAGE, at,
			   "no HEADER: with others that are, a contract file is proposed; "
			   "what is to be read is said by --source");
	else if (*word == '/' || strstr(word, ".."))
		diag_error(run, EXIT_USAGE, at,
			   "say its name as it is included, such as linux/clk.h, "
			   "and of one's own header -I DIR");
	return !run->diags.errors;
}

static bool check_request(struct run *run, const struct request *request)
{
	for (size_t i = 0; i < request->words.n; i++)
		if (!check_word(run, request->words.paths[i]))
			return false;
	if (request->all || request->list)
		diag_error(run, EXIT_USAGE, NOWHERE, "--%s is for facts files, not for HEADERs",
			   request->all ? "all" : "list");
	return !run->diags.errors;
}

/* --- the source --- */

static bool is_kernel(struct run *run, const char *dir)
{
	return file_is_directory(file_join(run, dir, "include/linux")) &&
	       !access(file_join(run, dir, "Kbuild"), R_OK);
}

/* The kernel tree that a directory is part of; NULL: it is none of a kernel's. */
static const char *find_kernel(struct run *run, const char *dir)
{
	char *path = arena_strdup(&run->arena, dir), *slash;

	while (*path) {
		if (is_kernel(run, path))
			return path;
		slash = strrchr(path, '/');
		*slash = '\0';
	}
	return NULL;
}

/* Of a directory of one's own, its headers are found, too. */
static bool find_root(struct run *run, struct proposing *p)
{
	const char *source = p->request->source, *real, *kernel, *include;

	if (!source)
		return true;
	real = file_real(run, source);
	if (!real || !file_is_directory(real)) {
		diag_error(run, EXIT_USAGE, (struct place){ source, 0, 0 }, "no such directory");
		return false;
	}
	kernel = find_kernel(run, real);
	p->root = kernel ? kernel : real;
	if (kernel) {
		if (strcmp(kernel, real) != 0)
			paths_add(run, &p->below, real);
		return true;
	}
	include = file_join(run, real, "include");
	if (file_is_directory(include))
		paths_add(run, &p->session.own, include);
	paths_add(run, &p->session.own, real);
	return true;
}

/* --- of a whole kernel only directories that define what the headers declare --- */

static const char *directory_of(struct run *run, const char *path)
{
	const char *slash = strrchr(path, '/');

	return run_intern_n(run, path, slash ? (size_t)(slash - path) : 0);
}

static bool exports_one_of(const char *text, const struct table *names)
{
	static const char word[] = "\nEXPORT_SYMBOL";

	while ((text = strstr(text, word))) {
		const char *name;

		text += strlen(word);
		name = text + strcspn(text, "(\n");
		if (*name == '(' && table_find_n(names, name + 1, strcspn(name + 1, ",)\n")))
			return true;
	}
	return false;
}

static void collect_names(struct run *run, const struct proposing *p, struct table *names)
{
	const struct model *model = p->reading.model;

	for (size_t i = 0; i < model->n_functions; i++)
		if (model->functions[i].form == FUNCTION_EXTERN)
			table_add(&run->arena, names, model->functions[i].name,
				  model->functions[i].name);
}

static void keep_defining(struct run *run, const struct proposing *p, struct sources *sources)
{
	struct table names = { 0 }, directories = { 0 };
	size_t n = 0;

	collect_names(run, p, &names);
	for (size_t i = 0; i < sources->n; i++) {
		const char *name = sources->list[i]->name, *text;
		struct run scratch;
		size_t size;

		run_init(&scratch);
		text = file_read(&scratch, file_join(&scratch, sources->root, name), &size);
		if (text && exports_one_of(text, &names))
			table_add(&run->arena, &directories, directory_of(run, name), name);
		run_release(&scratch);
	}
	for (size_t i = 0; i < sources->n; i++)
		if (table_find(&directories, directory_of(run, sources->list[i]->name)))
			sources->list[n++] = sources->list[i];
	sources->n = n;
}

static bool find_sources(struct run *run, struct proposing *p)
{
	struct bodies *bodies = &p->bodies;

	bodies->request = p->request;
	bodies->session = &p->session;
	bodies->tree = p->reading.tree;
	if (!bodies_find(run, bodies, p->root, &p->below))
		return false;
	if (bodies_is_kernel(run, bodies) && !p->below.n) {
		run_progress(run, "looking for what defines the functions");
		keep_defining(run, p, &bodies->sources);
	}
	if (bodies->sources.n)
		return true;
	diag_error(run, EXIT_KERNEL, (struct place){ p->request->source, 0, 0 },
		   "nothing there is built with the configuration of %s%s", bodies->tree.release,
		   p->below.n ? "" : ", or defines what the headers declare");
	return false;
}

/* Their inline functions, which none of those files need call. */
static void add_headers(struct run *run, struct proposing *p)
{
	struct paths names = { 0 };

	for (size_t i = 0; i < p->session.asked.n; i++) {
		const char *name = p->session.asked.paths[i];
		const struct header *header = model_header(p->reading.model, name);

		for (unsigned int j = 0; j < header->n_includes; j++)
			paths_add(run, &names, header->includes[j]);
		paths_add(run, &names, name);
	}
	headers_add_these(run, &names, &p->session.own, &p->bodies.sources);
}

/* --- what is known --- */

static bool speaks_of(const struct inferred *function, const struct fact *fact)
{
	for (unsigned int i = 0; i < function->facts.n; i++) {
		const struct fact *other = &function->facts.facts[i];

		if (other->sure && other->subject == fact->subject && other->param == fact->param &&
		    other->kind == fact->kind)
			return true;
	}
	return false;
}

/* What the kernel's facts file tells of functions beside what was read just now. */
static void add_missing(struct run *run, const struct inferences *known, struct inferred_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct inferred *function = list->functions[i];
		const struct inferred *other = NULL;

		for (unsigned int j = 0; j < known->n && !other; j++)
			other = inferred_find(known->lists[j], function->name);
		if (!other || other->prototype != function->prototype)
			continue;
		for (unsigned int j = 0; j < other->facts.n; j++)
			if (!speaks_of(function, &other->facts.facts[j]))
				fact_list_add(run, &function->facts, other->facts.facts[j]);
		if (!function->n_params) {
			function->params = other->params;
			function->n_params = other->n_params;
		}
	}
}

static bool read_source(struct run *run, struct proposing *p)
{
	struct inferences *inferences = p->reading.inferences, *both;
	struct inferred_list *list = arena_new(&run->arena, struct inferred_list, 1);

	if (!find_sources(run, p))
		return false;
	add_headers(run, p);
	if (!bodies_infer(run, &p->bodies, list))
		return false;
	if (bodies_is_kernel(run, &p->bodies))
		add_missing(run, inferences, list);
	both = arena_new(&run->arena, struct inferences, 1);
	*both = *inferences;
	both->lists = arena_new(&run->arena, const struct inferred_list *, inferences->n + 1);
	both->lists[0] = list;
	memcpy(both->lists + 1, inferences->lists, inferences->n * sizeof(*both->lists));
	both->n++;
	p->reading.inferences = both;
	return true;
}

static bool has_error(const struct run *run, const char *file)
{
	for (const struct diag *diag = run->diags.first; diag; diag = diag->next)
		if (diag->severity == DIAG_ERROR && diag->place.line && diag->place.file &&
		    !strcmp(diag->place.file, file))
			return true;
	return false;
}

/* What is mostly the reason if a header is not found, or not understood. */
static void hint(struct run *run, const struct request *request)
{
	for (size_t i = 0; i < request->words.n; i++) {
		const char *name = request->words.paths[i];

		if (has_error(run, name))
			diag_note(run, NOWHERE,
				  "%s: if it leaves includes to its users, say which in a contract "
				  "file, 'includes: [linux/types.h]', with --contracts",
				  name);
		else if (!access(name, R_OK))
			diag_note(run, NOWHERE,
				  "%s: there is such a file here: -I DIR says below which "
				  "directory headers of one's own are",
				  name);
	}
}

static bool read_headers(struct run *run, struct proposing *p)
{
	unsigned int errors = run->diags.errors;
	const char *cache = file_user_cache(run, "infer");

	if (session_read(run, &p->session, cache ? cache : "", &p->reading))
		return true;
	if (run->diags.errors > errors)
		hint(run, p->request);
	return false;
}

/* --- the proposal --- */

static bool check_proposal(struct run *run, const struct proposal *proposal, bool quiet)
{
	struct place at = { proposal->header, 0, 0 };

	if (!proposal->n_functions)
		diag_error(run, EXIT_KERNEL, at, "declares no function that modules can call");
	else if (proposal->n_stated && !quiet)
		diag_remark(run, at,
			    "contract files speak of %u of its %u functions; only what they do "
			    "not state is proposed",
			    proposal->n_stated, proposal->n_functions);
	return proposal->n_functions;
}

static bool make_proposals(struct run *run, struct proposing *p)
{
	const struct paths *asked = &p->session.asked;
	const struct model *model = p->reading.model;
	bool fine = true;

	p->ledger = contract_facts(run, model, p->session.spec, p->reading.inferences,
				   p->session.shapes, true);
	proposal_begin(model, &p->text);
	p->proposals = arena_new(&run->arena, struct proposal *, asked->n);
	for (size_t i = 0; i < asked->n; i++) {
		p->proposals[i] = proposal_make(run, model, p->session.spec, p->ledger,
						run_intern(run, asked->paths[i]));
		fine &= check_proposal(run, p->proposals[i], p->request->quiet);
		if (i)
			text_add(&p->text, "---\n");
		proposal_write(run, p->proposals[i], &p->text);
	}
	return fine;
}

/* What is proposed must be taken as it is; and says what it is good for. */
static const struct ledger *try_proposals(struct run *run, struct proposing *p)
{
	const struct spec *spec = p->session.spec;
	const struct spec_header *first = spec_read_text(
		run, p->request->out ? p->request->out : "the proposed contract file", p->text.buf,
		p->text.len);
	struct spec_header **files =
		arena_new(&run->arena, struct spec_header *, spec->n_headers + p->session.asked.n);
	struct spec *joined;
	unsigned int n = 0;

	for (unsigned int i = 0; i < spec->n_headers; i++)
		files[n++] = &spec->headers[i];
	for (; first; first = first->next)
		files[n++] = (struct spec_header *)first;
	joined = n > spec->n_headers ? spec_join(run, files, n) : NULL;
	return joined ? contract_decide(run, p->reading.model, joined, p->reading.inferences,
					p->session.shapes)
		      : NULL;
}

static unsigned int count_wrapped(const struct ledger *ledger, const char *header)
{
	unsigned int n = 0;

	for (size_t i = 0; i < ledger->n_contracts; i++) {
		const struct contract *contract = &ledger->contracts[i];

		n += contract->function->header && !strcmp(contract->function->header, header) &&
		     contract->status == STATUS_WRAPPED;
	}
	return n;
}

static void report(struct run *run, const struct proposing *p, const struct ledger *with)
{
	if (p->request->quiet)
		return;
	if (p->root)
		bodies_report(run, &p->bodies);
	for (size_t i = 0; i < p->session.asked.n; i++) {
		const struct proposal *proposal = p->proposals[i];

		fprintf(stderr, "%s: %u functions, %u with an entry; %u wrapped, %u without it\n",
			proposal->header, proposal->n_functions, proposal->n_entries,
			count_wrapped(with, proposal->header),
			count_wrapped(p->reading.ledger, proposal->header));
	}
}

bool infer_write(struct run *run, const char *path, const struct text *text)
{
	bool fine;

	if (!path)
		fine = fwrite(text->buf, 1, text->len, stdout) == text->len && !fflush(stdout);
	else
		fine = file_equals(path, text->buf, text->len) ||
		       file_replace(run, path, text->buf, text->len);
	if (!fine)
		diag_error(run, EXIT_SYSTEM, (struct place){ path ? path : "output", 0, 0 },
			   "cannot write: %s", strerror(errno));
	return fine;
}

static void make(struct run *run, struct proposing *p)
{
	const struct ledger *with;

	if (!read_headers(run, p) || (p->root && !read_source(run, p)) || !make_proposals(run, p))
		return;
	with = try_proposals(run, p);
	if (!with)
		diag_note(run, NOWHERE,
			  "what was proposed does not hold, which is a mistake of this program: "
			  "nothing "
			  "is written");
	if (with && infer_write(run, p->request->out, &p->text))
		report(run, p, with);
}

enum exit_code propose(struct run *run, const struct request *request)
{
	struct proposing p = { .request = request, .text = TEXT_INIT };

	if (!check_request(run, request) ||
	    !session_open(run, &p.session, request, &request->words) || !find_root(run, &p))
		return EXIT_USAGE;
	p.session.all = false;
	p.session.records = true;
	p.reading.kernel = request->kernels.paths[0];
	if (session_load(run, &p.session) &&
	    input_probe(run, p.reading.kernel, request->arch, &p.reading.tree))
		make(run, &p);
	text_release(&p.text);
	return EXIT_FINE;
}
