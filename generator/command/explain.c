// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <string.h>

#include "command/product.h"
#include "command/reasoning.h"
#include "command/subject.h"
#include "command/wrapper.h"
#include "model/declarator.h"
#include "model/ledger_json.h"
#include "model/ops.h"

#define PREFIX "safe_"

/* What names are looked up in. */
struct explaining {
	struct run *run;
	const struct request *request;
	struct session session;
	struct reading reading;
	struct output_files files; /* what would be generated; not for --json */
	unsigned int shown;
};

static const char *place_text(struct run *run, struct place at)
{
	return at.line ? arena_printf(&run->arena, "%s:%u", at.file, at.line) : at.file;
}

static void print_lines(const char *title, const char *const *lines, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		printf("  %-11s %s\n", i ? "" : title, lines[i]);
}

static void print_fact(struct run *run, const struct contract *contract, const struct fact *fact,
		       bool first)
{
	const char *what = strcmp(fact->value, "true") ? arena_printf(&run->arena, "%s %s",
								      fact->kind->name, fact->value)
						       : fact->kind->name;

	printf("  %-11s %-12s %-28s %s, %s%s%s%s\n", first ? "facts" : "",
	       subject_name(contract, fact), what, origin_name(fact->origin),
	       place_text(run, fact->at), fact->sure ? "" : " (not sure", fact->doubt ? ": " : "",
	       fact->sure    ? ""
	       : fact->doubt ? arena_printf(&run->arena, "%s)", fact->doubt)
			     : ")");
}

/* As declared; of a macro, as its contract states it. */
static const char *kernel_prototype(struct run *run, const struct contract *contract)
{
	const char *name = contract->function->name;
	const char *kind = contract->function->form == FUNCTION_MACRO ? "macro " : "";

	if (!contract->type)
		return arena_printf(&run->arena, "macro %s", name);
	return arena_printf(&run->arena, "%s%s", kind, declare(run, contract->type, name));
}

static void print_shape(struct explaining *e, const struct contract *contract)
{
	const struct shape *shape = contract->shape ? shape_find(e->session.shapes, contract->shape)
						    : NULL;
	const char *prototype;

	if (!contract->wrapper)
		return;
	prototype = wrapper_in_files(e->run, &e->files, contract->wrapper);
	printf("  %-11s %s (%s)\n", "shape", contract->shape, shape ? shape->file : "by hand");
	printf("  %-11s %s\n", "wrapper", prototype ? prototype : contract->wrapper);
	if (!shape)
		return;
	print_lines("guarantees", shape->guarantees, shape->n_guarantees);
	print_lines("cannot", shape->cannot, shape->n_cannot);
}

static void print_contract(struct explaining *e, const struct contract *contract)
{
	printf("%s%s\n", e->shown++ ? "\n" : "", contract->function->name);
	printf("  %-11s %s\n", "declared", place_text(e->run, contract->function->at));
	printf("  %-11s %s\n", "kernel", kernel_prototype(e->run, contract));
	printf("  %-11s %s%s%s\n", "status", status_name(contract->status),
	       contract->reason ? ": " : "", contract->reason ? contract->reason : "");
	print_shape(e, contract);
	for (unsigned int i = 0; i < contract->facts.n; i++)
		print_fact(e->run, contract, &contract->facts.facts[i], !i);
	reasoning_print(e->run, contract);
}

static void print_users(struct explaining *e, const struct spec_owned *owned, bool gives)
{
	const struct ledger *ledger = e->reading.ledger;
	bool first = true;

	for (size_t i = 0; i < ledger->n_contracts; i++) {
		const struct contract *contract = &ledger->contracts[i];

		if ((gives ? contract->gives : contract->takes) != owned || !contract->wrapper)
			continue;
		printf("  %-11s %s()\n",
		       !first  ? ""
		       : gives ? "given by"
			       : "taken by",
		       contract->wrapper);
		first = false;
	}
}

static void print_owned(struct explaining *e, const struct spec_owned *owned)
{
	printf("%sstruct safe_%s\n", e->shown++ ? "\n" : "", owned->name);
	printf("  %-11s %s\n", "stated", place_text(e->run, owned->at));
	if (owned->doc)
		printf("  %-11s %s\n", "owns", owned->doc);
	if (owned->type)
		printf("  %-11s %s\n", "type", owned->type);
	for (unsigned int i = 0; i < owned->members.n; i++)
		printf("  %-11s %s\n", i ? "" : "members",
		       declare_text(e->run, owned->members.items[i].value,
				    owned->members.items[i].key));
	printf("  %-11s %s%s\n", "released by", owned->release,
	       owned->nullable ? ", unless it is NULL" : "");
	print_users(e, owned, true);
	print_users(e, owned, false);
}

/* The driver's function in place of a member: "ssize_t (data, struct file *, ...)". */
static const char *driver_function(struct run *run, const struct ops_member *member)
{
	const char *text = arena_printf(&run->arena, "%s (%s", type_text(run, member->type->inner),
					member->sets ? "" : "data");

	for (unsigned int i = 0; i < member->type->n_params; i++)
		if (ops_passes(member, i))
			text = arena_printf(&run->arena, "%s%s%s", text,
					    i || !member->sets ? ", " : "",
					    type_text(run, member->type->params[i].type));
	return arena_printf(&run->arena, "%s%s%s)", text, member->sets ? ", data *" : "",
			    member->atomic ? ", SAFE_ATOMIC" : "");
}

static void print_ops(struct explaining *e, const struct ops *ops)
{
	printf("%sstruct %s\n", e->shown++ ? "\n" : "", ops->spec->name);
	printf("  %-11s %s\n", "stated", place_text(e->run, ops->spec->at));
	for (unsigned int i = 0; i < ops->spec->from.n; i++)
		printf("  %-11s %s, where arg is the %s\n", i ? "" : "data",
		       ops->spec->from.items[i].value, ops->spec->from.items[i].key);
	for (unsigned int i = 0; i < ops->n; i++)
		printf("  %-11s %s: %s\n", i ? "" : "functions", ops->members[i].name,
		       driver_function(e->run, &ops->members[i]));
}

/* "file_operations" and "struct file_operations". */
static bool find_ops(struct explaining *e, const char *name, struct ops *ops)
{
	const struct spec *spec = e->session.spec;

	if (!strncmp(name, "struct ", strlen("struct ")))
		name += strlen("struct ");
	for (unsigned int i = 0; i < spec->n_headers; i++)
		for (unsigned int j = 0; j < spec->headers[i].n_ops; j++)
			if (!strcmp(spec->headers[i].ops[j].name, name))
				return ops_resolve(e->run, e->reading.model,
						   &spec->headers[i].ops[j], ops);
	return false;
}

static const struct contract *find_wrapper(const struct ledger *ledger, const char *name)
{
	for (size_t i = 0; i < ledger->n_contracts; i++) {
		const struct contract *contract = &ledger->contracts[i];

		if (contract->wrapper && !strcmp(contract->wrapper, name))
			return contract;
	}
	return NULL;
}

/* "clk", "struct safe_clk", "safe_clk" and the type "struct clk *" mean the same. */
static const struct spec_owned *find_owned(const struct spec *spec, const char *name)
{
	const struct spec_owned *owned = spec_find_owned(spec, name);

	if (!owned && !strncmp(name, "struct ", strlen("struct ")))
		return find_owned(spec, name + strlen("struct "));
	if (!owned && !strncmp(name, PREFIX, strlen(PREFIX)))
		return spec_find_owned(spec, name + strlen(PREFIX));
	return owned;
}

static void complain(struct explaining *e, const char *name)
{
	const char *near = model_suggest_function(e->reading.model, name);

	diag_error(e->run, EXIT_USAGE, NOWHERE, "nothing is known of '%s'%s%s%s", name,
		   near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	if (!near)
		diag_note(e->run, NOWHERE,
			  "headers that no contract file speaks for are read with "
			  "--header HEADER");
}

static void explain(struct explaining *e, const char *name)
{
	const struct contract *contract = ledger_find(e->reading.ledger, name);
	const struct spec_owned *owned;
	struct ops ops;

	if (!contract)
		contract = find_wrapper(e->reading.ledger, name);
	owned = contract || e->request->json ? NULL : find_owned(e->session.spec, name);
	if (contract && e->request->json)
		puts(contract_json(e->run, contract));
	else if (contract)
		print_contract(e, contract);
	else if (owned)
		print_owned(e, owned);
	else if (!e->request->json && find_ops(e, name, &ops))
		print_ops(e, &ops);
	else
		complain(e, name);
}

/* What is known of every function of every header, for programs. */
static void explain_all(struct explaining *e)
{
	const struct ledger *ledger = e->reading.ledger;

	for (size_t i = 0; i < ledger->n_contracts; i++)
		puts(contract_json(e->run, &ledger->contracts[i]));
}

static enum exit_code run_explain(struct run *run, const struct request *request)
{
	struct explaining e = { .run = run, .request = request };

	bool everything = request->json && !request->words.n;

	if (request->kernels.n != 1 || (!request->words.n && !everything)) {
		diag_error(run, EXIT_USAGE, NOWHERE,
			   request->words.n || everything ? "which kernel? say --kernel TREE, once"
							  : "explain what? name functions");
		return EXIT_USAGE;
	}
	e.reading.kernel = request->kernels.paths[0];
	if (!session_open(run, &e.session, request, &request->headers))
		return EXIT_USAGE;
	e.session.all = true;
	e.session.survey = e.session.pairs = everything;
	if (input_probe(run, e.reading.kernel, request->arch, &e.reading.tree) &&
	    session_load(run, &e.session) && session_read(run, &e.session, NULL, &e.reading) &&
	    (request->json || product_make(run, &e.session, &e.reading, 1, &e.files)))
		for (size_t i = 0; i < request->words.n; i++)
			explain(&e, request->words.paths[i]);
	if (everything && e.reading.ledger)
		explain_all(&e);
	return EXIT_FINE;
}

static const struct option_row rows[] = {
	OPTION_KERNEL,
	OPTION_ARCH,
	{ "header", 'H', OPTION_LIST, AT(headers), "HEADER",
	  "look in this header too; for those without a contract file" },
	{ "output", 'o', OPTION_TEXT, AT(out), "DIR",
	  "where cached flags are; default: " DEFAULT_OUT ", if it is there" },
	OPTION_OWN,
	OPTION_CONTRACTS,
	OPTION_NO_CONTRACTS,
	OPTION_WITHOUT,
	OPTION_TEMPLATES,
	{ "json", 'j', OPTION_FLAG, AT(json), NULL,
	  "one JSON object a line; without NAMEs, every function of\nevery header" },
	OPTION_VERBOSE,
	{ .name = NULL },
};

static const char *const examples[] = {
	"sheath explain --kernel /lib/modules/$(uname -r)/build FUNCTION",
	"sheath explain --kernel linux --header linux/kref.h --json FUNCTION",
	NULL,
};

const struct command command_explain = {
	.usage = {
		.command = "explain",
		.arguments = "[NAME]...",
		.summary = "Says what is known of functions, wrappers, owned things and tables of functions:\n"
			   "where each fact comes from, what the wrapper guarantees and what it "
			   "cannot",
		.rows = rows,
		.examples = examples,
		.exits = "  0  fine\n"
			 "  2  wrong command line, or a name that is not known\n"
			 "  3  kernel tree missing, not configured, or not parsed\n"
			 "  4  contract file or template wrong\n"
			 "  5  disk or system\n",
	},
	.run = run_explain,
};
