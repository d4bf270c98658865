// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/needs.h"
#include "input/tokens.h"

/* A header as a node: what it includes, what it uses. */
struct node {
	const struct source *source;
	struct header *header;
	unsigned int *includes; /* indices */
	unsigned int n_includes;
	struct paths uses; /* headers that declare what it uses */
	struct paths tags; /* "struct x", of which it only has pointers */
	unsigned int mark; /* of the last walk that came here */
};

struct needs {
	struct run *run;
	const struct input_options *options;
	struct model *model;
	struct node *nodes; /* of main_file->sources; then the prelude */
	unsigned int n;
	struct table by_name; /* header -> its index from 1 */
	bool *before;	      /* is it included by the prelude? */
	unsigned int walk;
};

static unsigned int node_of(const struct needs *needs, const char *name)
{
	return (unsigned int)(size_t)table_find(&needs->by_name, name);
}

/* "linux/btree-type.h", of #include "btree-type.h" in linux/btree.h. */
static unsigned int included(const struct needs *needs, const struct source *source,
			     const struct scan_include *include)
{
	const char *slash = include->quoted ? strrchr(source->name, '/') : NULL;
	unsigned int beside = 0;

	if (slash)
		beside = node_of(needs, arena_printf(&needs->run->arena, "%.*s/%s",
						     (int)(slash - source->name), source->name,
						     include->name));
	return beside ? beside : node_of(needs, include->name);
}

static void link_nodes(struct needs *needs, struct node *node, const struct scan *scan)
{
	node->includes = arena_new(&needs->run->arena, unsigned int, scan->n_includes + 1);
	for (size_t i = 0; i < scan->n_includes; i++) {
		unsigned int to = included(needs, node->source, &scan->includes[i]);

		if (!to)
			continue;
		node->includes[node->n_includes++] = to - 1;
	}
}

/* Marks all that @node includes. */
static void walk_from(struct needs *needs, struct node *node)
{
	node->mark = needs->walk;
	for (unsigned int i = 0; i < node->n_includes; i++)
		if (needs->nodes[node->includes[i]].mark != needs->walk)
			walk_from(needs, &needs->nodes[node->includes[i]]);
}

static bool list_has(const struct paths *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->paths[i] == name || !strcmp(list->paths[i], name))
			return true;
	return false;
}

/* The header that drivers include for what @file declares; 0: none. */
static unsigned int speaker_of(const struct needs *needs, const char *file)
{
	unsigned int at = file ? node_of(needs, file) : 0;
	const struct header *header;

	if (at)
		return at;
	header = file ? model_header(needs->model, file) : NULL;
	return header && header->speaker ? node_of(needs, header->speaker) : 0;
}

static void use(struct needs *needs, struct node *node, const char *file)
{
	unsigned int to = speaker_of(needs, file);

	if (to && &needs->nodes[to - 1] != node && !needs->before[to - 1] &&
	    !list_has(&node->uses, needs->nodes[to - 1].source->name))
		paths_add(needs->run, &node->uses, needs->nodes[to - 1].source->name);
}

/* "struct tty_port *": to be declared; "struct tty_port": to be defined. */
static void use_tag(struct needs *needs, struct node *node, const struct token *token)
{
	char name[128];
	const struct type_decl *type;

	if (token->len + sizeof("struct ") > sizeof(name))
		return;
	memcpy(name, "struct ", sizeof("struct ") - 1);
	memcpy(name + sizeof("struct ") - 1, token->text, token->len);
	name[sizeof("struct ") - 1 + token->len] = '\0';
	type = model_type(needs->model, name);
	if (!type || !type->at.file || !strcmp(type->at.file, node->source->name))
		return;
	if (token->next != '*')
		use(needs, node, type->at.file);
	else if (!list_has(&node->tags, type->name))
		paths_add(needs->run, &node->tags, type->name);
}

static void use_token(const struct token *token, void *data, void *of)
{
	struct needs *needs = data;
	struct node *node = of;
	const struct type_decl *type;
	const struct function *function;

	if (token->kind == TOKEN_TAG) {
		use_tag(needs, node, token);
	} else if (token->kind == TOKEN_CALLED) {
		function = model_function_n(needs->model, token->text, token->len);
		if (function)
			use(needs, node, function->at.file);
	} else {
		type = model_type_n(needs->model, token->text, token->len);
		if (type)
			use(needs, node, type->at.file);
	}
}

static void make_nodes(struct needs *needs, const struct main_file *main_file)
{
	struct arena *arena = &needs->run->arena;

	needs->n = main_file->n_sources;
	needs->nodes = arena_new(arena, struct node, needs->n + 1);
	needs->before = arena_new(arena, bool, needs->n + 1);
	for (unsigned int i = 0; i < needs->n; i++) {
		needs->nodes[i].source = &main_file->sources[i];
		needs->nodes[i].header =
			(struct header *)model_header(needs->model, main_file->sources[i].name);
		table_add(arena, &needs->by_name, main_file->sources[i].name,
			  (void *)(size_t)(i + 1));
	}
	for (unsigned int i = 0; i < needs->n; i++)
		link_nodes(needs, &needs->nodes[i], main_file->sources[i].scan);
}

/* What goes before everything. */
static void mark_prelude(struct needs *needs)
{
	size_t size;
	const char *path = needs->options->prelude;
	const char *text = path ? file_read(needs->run, path, &size) : NULL;
	struct source source = { .name = "prelude.h" };
	struct node prelude = { .source = &source };

	if (!text)
		return;
	link_nodes(needs, &prelude, scan_text(needs->run, text, size));
	needs->walk++;
	walk_from(needs, &prelude);
	for (unsigned int i = 0; i < needs->n; i++)
		needs->before[i] = needs->nodes[i].mark == needs->walk;
}

/* Who is worth it: a header that nobody looked after, behind the prelude. */
static bool is_asked(const struct needs *needs, const struct node *node)
{
	return needs->options->headers[node->source->speaker].other &&
	       !needs->before[node - needs->nodes];
}

/* Is what @file declares there anyway? */
static bool is_there(const struct needs *needs, const char *file)
{
	unsigned int at = speaker_of(needs, file);

	return at && (needs->before[at - 1] || needs->nodes[at - 1].mark == needs->walk);
}

static void add_needs(struct needs *needs, const struct node *part, struct paths *found,
		      struct paths *tags)
{
	for (size_t i = 0; i < part->uses.n; i++)
		if (!is_there(needs, part->uses.paths[i]) && !list_has(found, part->uses.paths[i]))
			paths_add(needs->run, found, part->uses.paths[i]);
	for (size_t i = 0; i < part->tags.n; i++) {
		const char *tag = part->tags.paths[i];

		if (!is_there(needs, model_type(needs->model, tag)->at.file) &&
		    !list_has(tags, tag))
			paths_add(needs->run, tags, tag);
	}
}

/*
 * What it uses, without what it includes. What that uses is left to it: texts that the configuration
 * leaves out would mislead too often.
 */
static void set_needs(struct needs *needs, struct node *node)
{
	struct paths found = { 0 }, tags = { 0 };

	needs->walk++;
	walk_from(needs, node);
	add_needs(needs, node, &found, &tags);
	paths_sort(&found);
	node->header->includes = found.paths;
	node->header->n_includes = (unsigned int)found.n;
	node->header->tags = tags.paths;
	node->header->n_tags = (unsigned int)tags.n;
}

void needs_find(struct run *run, const struct input_options *options,
		const struct main_file *main_file, struct model *model)
{
	struct needs needs = { .run = run, .options = options, .model = model };

	make_nodes(&needs, main_file);
	mark_prelude(&needs);
	for (unsigned int i = 0; i < needs.n; i++)
		if (is_asked(&needs, &needs.nodes[i])) {
			const struct mapped *text = &needs.nodes[i].source->mapped;

			tokens_visit(text->text, text->size, use_token, &needs, &needs.nodes[i]);
			mapped_rest(text);
		}
	for (unsigned int i = 0; i < needs.n; i++)
		if (is_asked(&needs, &needs.nodes[i]) && needs.nodes[i].header)
			set_needs(&needs, &needs.nodes[i]);
}
