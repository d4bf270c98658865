// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Shapes, and the views of all wrapped functions. */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "model/declarator.h"
#include "render/layout.h"
#include "render/rendering.h"
#include "render/view.h"

/* "function" of "function.h.in"; NULL: not the template of a function's shape. */
static const char *shape_name(struct run *run, const char *file)
{
	static const char *const no_shapes[] = { "header", "owner", "ops", "ops_member" };
	static const char ending[] = ".h.in";
	size_t len = strlen(file), end = sizeof(ending) - 1;
	const char *name;

	if (len <= end || strcmp(file + len - end, ending) || strchr(file, '/'))
		return NULL;
	name = arena_strndup(&run->arena, file, len - end);
	for (size_t i = 0; i < sizeof(no_shapes) / sizeof(*no_shapes); i++)
		if (!strcmp(name, no_shapes[i]))
			return NULL;
	return name;
}

static const char **strings(struct run *run, const struct value_list *list, unsigned int *n)
{
	const char **result = arena_new(&run->arena, const char *, list->n + 1);

	for (unsigned int i = 0; i < list->n; i++)
		result[i] = list->values[i].string;
	*n = list->n;
	return result;
}

static bool shape_read(struct run *run, struct shapes *shapes, const char *name, const char *file)
{
	struct template *template = templates_find(run, shapes->templates, file);
	struct shape *shape = &shapes->shapes[shapes->n_shapes++];

	if (!template)
		return false;
	shape->name = name;
	shape->file = template_file(template);
	shape->core = strings(run, template_notes(template, "core"), &shape->n_core);
	shape->guarantees =
		strings(run, template_notes(template, "guarantees"), &shape->n_guarantees);
	shape->cannot = strings(run, template_notes(template, "cannot"), &shape->n_cannot);
	return true;
}

struct shapes *shapes_read(struct run *run, const char *const *dirs, unsigned int n_dirs)
{
	struct shapes *shapes = arena_new(&run->arena, struct shapes, 1);
	unsigned int errors = run->diags.errors, n;
	const char *const *names;

	shapes->templates = templates_open(run, dirs, n_dirs);
	if (!shapes->templates)
		return NULL;
	names = templates_names(shapes->templates, &n);
	shapes->shapes = arena_new(&run->arena, struct shape, n + 1);
	for (unsigned int i = 0; i < n; i++) {
		const char *name = shape_name(run, names[i]);

		if (name)
			shape_read(run, shapes, name, names[i]);
	}
	return run->diags.errors == errors ? shapes : NULL;
}

struct template *rendering_template(struct run *run, struct rendering *rendering, const char *name,
				    bool must)
{
	struct template *template = templates_find(run, rendering->templates, name);

	if (!template && must && !templates_has(rendering->templates, name))
		diag_error(run, EXIT_CONTRACT, NOWHERE, "there is no template '%s'", name);
	return template;
}

static bool is_c(const char *file)
{
	size_t len = strlen(file);

	return len > 5 && (!strcmp(file + len - 5, ".c.in") || !strcmp(file + len - 5, ".h.in"));
}

/* Leaves the text in rendering->broken. */
static bool make_text(struct run *run, struct rendering *rendering, struct template *template,
		      const struct view *view)
{
	struct text *text = &rendering->broken;

	text_reset(&rendering->raw);
	text_reset(text);
	if (!template_render(run, template, view, &rendering->raw))
		return false;
	if (is_c(template_file(template)))
		layout_code(rendering->raw.buf, text);
	else
		text_add(text, rendering->raw.buf);
	while (text->len && strchr(" \t\n", text->buf[text->len - 1]))
		text->len--;
	return true;
}

const char *rendering_text(struct run *run, struct rendering *rendering, struct template *template,
			   const struct view *view)
{
	if (!make_text(run, rendering, template, view))
		return NULL;
	return arena_strndup(&run->arena, rendering->broken.buf, rendering->broken.len);
}

bool rendering_file(struct run *run, struct rendering *rendering, struct template *template,
		    const struct view *view, const char *path, struct output_files *out)
{
	struct text *text = &rendering->broken;

	if (!template || !make_text(run, rendering, template, view))
		return false;
	text_addc(text, '\n');
	output_add(run, out, path, arena_strndup(&run->arena, text->buf, text->len), text->len);
	return true;
}

void rendering_done(struct rendering *rendering)
{
	text_release(&rendering->raw);
	text_release(&rendering->broken);
}

static int string_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void rendering_sorted(struct run *run, const struct needed_list *needed, struct value_list *list)
{
	const char **names = arena_new(&run->arena, const char *, needed->n + 1);

	for (unsigned int i = 0; i < needed->n; i++)
		names[i] = needed->items[i].name;
	qsort(names, needed->n, sizeof(*names), string_compare);
	for (unsigned int i = 0; i < needed->n; i++)
		list_string(run, list, names[i]);
}

void rendering_core(struct run *run, const struct template *template, struct needed_list *core)
{
	const struct value_list *notes = template_notes(template, "core");

	for (unsigned int i = 0; i < notes->n; i++)
		need(run, core, notes->values[i].string, NULL);
}

/* "@# expect: none@": a shape whose functions differ too much between trees. */
static bool expects(struct run *run, struct rendering *rendering, const struct shape *shape)
{
	const char *name = arena_printf(&run->arena, "%s.h.in", shape->name);
	const struct value_list *notes;

	notes = template_notes(templates_find(run, rendering->templates, name), "expect");
	return !notes->n || strcmp(notes->values[0].string, "none");
}

/* An operation may be done by a function of another header. */
static void need_header(struct run *run, const struct rendering *rendering,
			struct rendered_header *header, const struct contract *contract)
{
	const struct function *called = model_function(rendering->model, contract->calls);

	if (contract->call && called && strcmp(called->header, header->header->name))
		need(run, &header->needs.kernel, called->header, NULL);
}

static void add_function(struct run *run, struct rendering *rendering,
			 struct rendered_header *header, const struct shapes *shapes,
			 const struct contract *contract)
{
	struct rendered_function *function = &header->functions[header->n_functions];

	function->contract = contract;
	function->shape = shape_find(shapes, contract->shape);
	if (!function->shape) {
		diag_error(run, EXIT_CONTRACT,
			   contract->spec ? contract->spec->shape_at : contract->function->at,
			   "no shape '%s': there is no template %s.h.in", contract->shape,
			   contract->shape);
		return;
	}
	function->view = view_function(run, &rendering->common, contract, &header->needs);
	if (!function->view)
		return;
	function->expected = expects(run, rendering, function->shape);
	need_header(run, rendering, header, contract);
	for (unsigned int i = 0; i < function->shape->n_core; i++)
		need(run, &header->needs.core, function->shape->core[i], NULL);
	header->n_functions++;
}

/* Wrapped functions of one header, in the ledger's order. */
struct chain {
	size_t first, last, n; /* from 1 */
};

struct chains {
	struct table by_header; /* name -> struct chain */
	size_t *next;
};

static struct chains *chain_wrapped(struct run *run, const struct ledger *ledger)
{
	struct chains *chains = arena_new(&run->arena, struct chains, 1);

	chains->next = arena_new(&run->arena, size_t, ledger->n_contracts + 1);
	for (size_t i = 0; i < ledger->n_contracts; i++) {
		const char *header = ledger->contracts[i].function->header;
		struct chain *chain;

		if (ledger->contracts[i].status != STATUS_WRAPPED)
			continue;
		chain = table_find(&chains->by_header, header);
		if (!chain) {
			chain = arena_new(&run->arena, struct chain, 1);
			table_add(&run->arena, &chains->by_header, header, chain);
			chain->first = i + 1;
		} else {
			chains->next[chain->last] = i + 1;
		}
		chain->last = i + 1;
		chain->n++;
	}
	return chains;
}

static void prepare_header(struct run *run, struct rendering *rendering,
			   struct rendered_header *header, const struct shapes *shapes,
			   const struct chains *chains)
{
	const struct ledger *ledger = rendering->ledger;
	const char *name = header->header->name;
	const struct chain *chain = table_find(&chains->by_header, name);

	header->word = view_word(run, name, false);
	header->spec = spec_find_header(rendering->spec, name);
	header->functions = arena_new(&run->arena, struct rendered_function, chain ? chain->n : 1);
	for (size_t i = chain ? chain->first : 0; i; i = chains->next[i])
		add_function(run, rendering, header, shapes, &ledger->contracts[i - 1]);
	for (unsigned int i = 0; header->spec && i < header->spec->n_core; i++)
		need(run, &header->needs.core, header->spec->core[i], NULL);
	need(run, &header->needs.core, "safe/core/result.h", NULL);
	rendering_owners(run, rendering, header);
	rendering_ops(run, rendering, header);
}

struct rendering *render_prepare(struct run *run, const struct model *model,
				 const struct spec *spec, const struct ledger *ledger,
				 const struct shapes *shapes)
{
	struct rendering *rendering = arena_new(&run->arena, struct rendering, 1);
	const struct chains *chains = chain_wrapped(run, ledger);
	unsigned int errors = run->diags.errors;

	*rendering = (struct rendering){
		.model = model,
		.spec = spec,
		.ledger = ledger,
		.templates = shapes->templates,
		.raw = TEXT_INIT,
		.broken = TEXT_INIT,
		.headers = arena_new(&run->arena, struct rendered_header, model->n_headers + 1),
	};
	view_common_init(run, &rendering->common, model);
	rendering_find_shared(run, rendering);
	for (size_t i = 0; i < model->n_headers; i++) {
		const struct header *header = &model->headers[i];
		const struct spec_header *said = spec_find_header(spec, header->name);

		if (!header->selected || header->missing)
			continue;
		/* of all headers those that have a contract file, or something to say */
		if (model->n_units && (!said || said->little) &&
		    !table_find(&chains->by_header, header->name))
			continue;
		rendering->headers[rendering->n_headers].header = header;
		prepare_header(run, rendering, &rendering->headers[rendering->n_headers++], shapes,
			       chains);
	}
	return run->diags.errors == errors ? rendering : NULL;
}

const char *render_wrapper_prototype(struct run *run, const struct contract *contract)
{
	struct needs needs = { .results = { .n = 0 } };
	const struct wrapped *w;

	if (contract->status != STATUS_WRAPPED || !contract->type ||
	    !strcmp(contract->shape, "hand_written"))
		return "";
	w = wrap(run, contract, &needs);
	if (!w)
		return "";
	return arena_printf(&run->arena, "%s%s(%s)", w->result.must_check ? "__must_check " : "",
			    declare_text(run, w->result.type, contract->wrapper),
			    view_params_decl(run, w));
}
