// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Rendering: nodes and a view in, text out. */
#include <string.h>

#include "base/run.h"
#include "base/suggest.h"
#include "render/node.h"

/* Names that are known at some place: loop variables, innermost first, then the view. */
struct scope {
	const struct scope *outer;
	const char *name; /* of the loop variable; NULL: @view */
	size_t len;
	const struct value *value;
	bool first, last;
	const struct view *view;
};

struct renderer {
	struct run *run;
	struct template *template;
	struct text *out;
};

bool template_error(struct run *run, struct template *template, struct place at, const char *fmt,
		    ...)
{
	va_list args;

	va_start(args, fmt);
	diag_error(run, EXIT_CONTRACT, at, "%s", arena_vprintf(&run->arena, fmt, args));
	va_end(args);
	template->broken = true;
	return false;
}

const char *template_file(const struct template *template)
{
	return template->file;
}

const struct value_list *template_notes(const struct template *template, const char *key)
{
	static const struct value_list none;
	size_t len = strlen(key);
	const struct value *list = view_find(template->notes, key, len, name_hash(key, len));

	return list ? list->list : &none;
}

static const struct scope *scope_find(const struct scope *scope, const struct path_name *name)
{
	for (; scope->name; scope = scope->outer)
		if (scope->len == name->len && !memcmp(scope->name, name->text, name->len))
			return scope;
	return scope;
}

static void unknown(struct renderer *r, const struct node *node, const struct view *inner,
		    const struct scope *scope, const struct path_name *name)
{
	const char *known[256], *near;
	unsigned int n = 0;
	char *word = arena_strndup(&r->run->arena, name->text, name->len);

	for (; scope && scope->name && n < 16; scope = scope->outer)
		known[n++] = scope->name;
	for (unsigned int i = 0; inner && i < inner->n && n < 256; i++)
		known[n++] = inner->fields[i].name;
	near = suggest(word, known, n);
	template_error(r->run, r->template, node->at,
		       near ? "no '%s' in '@%s@'; did you mean '%s'?" : "no '%s' in '@%s@'", word,
		       node->path.text, near);
}

/*
 * The value of the node's path. NULL after an error, or if @missing is given
 * and the name may be missing, which is noted there.
 */
static const struct value *look_up(struct renderer *r, const struct node *node,
				   const struct scope *scopes, bool *missing)
{
	static const struct value truths[] = { { VIEW_BOOL, { .truth = false } },
					       { VIEW_BOOL, { .truth = true } } };
	const struct path *path = &node->path;
	const struct scope *scope = scope_find(scopes, &path->names[0]);
	const struct value *value = scope->value;
	unsigned int i = 1;

	if (!scope->name) {
		value = view_find(scope->view, path->names[0].text, path->names[0].len,
				  path->names[0].hash);
		if (!value) {
			unknown(r, node, scope->view, scopes, &path->names[0]);
			return NULL;
		}
	} else if (path->n == 2 && !strcmp(path->names[1].text, "last")) {
		return &truths[scope->last];
	} else if (path->n == 2 && !strcmp(path->names[1].text, "first")) {
		return &truths[scope->first];
	}
	for (; i < path->n; i++) {
		const struct path_name *name = &path->names[i];
		const struct view *inner = value->view;

		if (value->kind != VIEW_RECORD) {
			template_error(r->run, r->template, node->at,
				       "what comes before '.%s' in '@%s@' is %s, not a record",
				       name->text, path->text, view_kind_name(value->kind));
			return NULL;
		}
		value = view_find(inner, name->text, name->len, name->hash);
		if (!value && missing && inner->open) {
			*missing = true;
			return NULL;
		}
		if (!value) {
			unknown(r, node, inner, NULL, name);
			return NULL;
		}
	}
	return value;
}

static bool wrong_kind(struct renderer *r, const struct node *node, const struct value *value,
		       const char *wanted)
{
	return template_error(r->run, r->template, node->at, "'%s' is %s, not %s", node->path.text,
			      view_kind_name(value->kind), wanted);
}

static bool render_nodes(struct renderer *r, const struct node *node, const struct scope *scope);

static bool render_value(struct renderer *r, const struct node *node, const struct scope *scope)
{
	const struct value *value = look_up(r, node, scope, NULL);

	if (!value)
		return false;
	if (value->kind != VIEW_STRING)
		return wrong_kind(r, node, value, "a string");
	text_add(r->out, value->string);
	return true;
}

/* False after an error. */
static bool condition(struct renderer *r, const struct node *node, const struct scope *scope,
		      bool *holds)
{
	bool missing = false;
	const struct value *value = look_up(r, node, scope, &missing);

	if (missing)
		*holds = false;
	else if (!value)
		return false;
	else if (node->text && value->kind != VIEW_STRING)
		return wrong_kind(r, node, value, "a string");
	else if (node->text)
		*holds = !strcmp(value->string, node->text);
	else if (value->kind == VIEW_BOOL)
		*holds = value->truth;
	else if (value->kind == VIEW_STRING)
		*holds = *value->string;
	else if (value->kind == VIEW_LIST)
		*holds = value->list->n;
	else
		return wrong_kind(r, node, value, "a truth value, a string or a list");
	*holds = *holds != node->negated;
	return true;
}

static bool render_if(struct renderer *r, const struct node *node, const struct scope *scope)
{
	bool holds = false;

	if (!condition(r, node, scope, &holds))
		return false;
	return render_nodes(r, holds ? node->body : node->otherwise, scope);
}

static bool hides(const struct node *node, const struct scope *scopes)
{
	size_t len = strlen(node->text);
	struct path_name name = { node->text, len, name_hash(node->text, len) };
	const struct scope *scope = scope_find(scopes, &name);

	return scope->name || view_find(scope->view, name.text, name.len, name.hash);
}

static bool render_for(struct renderer *r, const struct node *node, const struct scope *scope)
{
	const struct value *value = look_up(r, node, scope, NULL);

	if (!value)
		return false;
	if (value->kind != VIEW_LIST)
		return wrong_kind(r, node, value, "a list");
	if (hides(node, scope))
		return template_error(r->run, r->template, node->at, "'%s' hides another name",
				      node->text);
	for (unsigned int i = 0; i < value->list->n; i++) {
		struct scope inner = {
			.outer = scope,
			.name = node->text,
			.len = node->len,
			.value = &value->list->values[i],
			.first = !i,
			.last = i + 1 == value->list->n,
		};

		if (!render_nodes(r, node->body, &inner))
			return false;
	}
	return true;
}

/* The included text complains about itself. */
static bool render_include(struct renderer *r, const struct node *node, const struct scope *scope)
{
	struct renderer included = { r->run, node->include, r->out };

	if (node->include->broken || !render_nodes(&included, node->include->nodes, scope)) {
		r->template->broken = true;
		return false;
	}
	return true;
}

static bool render_nodes(struct renderer *r, const struct node *node, const struct scope *scope)
{
	for (; node; node = node->next) {
		bool fine = true;

		switch (node->kind) {
		case NODE_TEXT:
			text_add_n(r->out, node->text, node->len);
			break;
		case NODE_VALUE:
			fine = render_value(r, node, scope);
			break;
		case NODE_IF:
			fine = render_if(r, node, scope);
			break;
		case NODE_FOR:
			fine = render_for(r, node, scope);
			break;
		case NODE_INCLUDE:
			fine = render_include(r, node, scope);
			break;
		}
		if (!fine)
			return false;
	}
	return true;
}

bool template_render(struct run *run, struct template *template, const struct view *view,
		     struct text *out)
{
	struct renderer renderer = { run, template, out };
	struct scope scope = { .view = view };

	return !template->broken && render_nodes(&renderer, template->nodes, &scope);
}
