// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/needs.h"
#include "input/tokens.h"

/* A walk that is never made. */
#define IN_PRELUDE (~0U)

/* A pointer to a structure that is declared elsewhere, by the name of a variable or member. */
struct pointer {
	const char *var;
	size_t len;
	const struct type_decl *type;
};

/* What a header uses: indices. */
struct used {
	struct header *header;
	struct numbers
		uses; /* nodes that declare what it uses, in a way that includers must know it */
	struct numbers calls; /* nodes that declare what it calls */
	struct numbers tags;  /* types "struct x", of which it only has pointers */
	struct numbers inner; /* those that only parameters have: they would be declared there */
	struct numbers outer; /* the others, and what it declares itself */
};

struct needs {
	struct run *run;
	const struct input_options *options;
	struct model *model;
	struct graph *graph;
	struct used *used;   /* of each node */
	bool *before;	     /* is it included by the prelude? */
	unsigned int *own;   /* of each node the last header that includes it, as 1 + its node */
	unsigned int *known; /* of each type the last walk that met its declaration */
	struct pointer *pointers; /* of the header that is looked at */
	size_t n_pointers, pointers_room;
};

static const char *name_of(const struct needs *needs, unsigned int node)
{
	return needs->graph->nodes[node].name;
}

/* Are that "linux/ptrace.h" and "asm/ptrace.h", of which the first stands for both? */
static bool is_twin(const char *header, const char *file)
{
	const char *tail = strchr(header, '/');
	size_t len = tail ? strlen(tail) : 0, n = strlen(file);

	return len && n > len && !strcmp(file + n - len, tail);
}

/* The header that drivers include for what @file declares; 0: none. */
static unsigned int speaker_of(const struct needs *needs, const char *file)
{
	unsigned int at = file ? graph_find(needs->graph, file) : 0;
	const struct source *source = at ? needs->graph->nodes[at - 1].source : NULL;
	const struct header *header;

	/* <linux/uaccess.h> for its part <asm/uaccess.h> */
	if (source)
		return graph_find(needs->graph, needs->options->headers[source->speaker].name);
	if (at)
		return at;
	header = file ? model_header(needs->model, file) : NULL;
	return header && header->speaker && is_twin(header->speaker, file)
		       ? graph_find(needs->graph, header->speaker)
		       : 0;
}

static void use(struct needs *needs, const struct used *used, struct numbers *uses,
		const char *file)
{
	unsigned int to = speaker_of(needs, file);

	if (to && &needs->used[to - 1] != used && !needs->before[to - 1])
		numbers_add_new(needs->run, uses, to - 1);
}

/* Unless it was parsed without error before @file was. */
static void use_type(struct needs *needs, struct used *used, const char *file)
{
	const struct file *entered = file ? files_entered(needs->graph->files, file) : NULL;
	unsigned int order = needs->graph->nodes[used - needs->used].order;

	if (!entered || !order || order > entered->order)
		use(needs, used, &used->uses, file);
}

/* "struct x"; NULL: none is known. */
static const struct type_decl *find_tag(const struct needs *needs, const char *keyword,
					const struct token *token)
{
	size_t before = strlen(keyword);
	char name[128];
	const struct type_decl *type;

	if (token->len + before > sizeof(name))
		return NULL;
	memcpy(name, keyword, before);
	memcpy(name + before, token->text, token->len);
	type = model_type_n(needs->model, name, before + token->len);
	return type && type->at.file ? type : NULL;
}

static void note_pointer(struct needs *needs, const struct token *token,
			 const struct type_decl *type)
{
	if (!token->var)
		return;
	if (needs->n_pointers == needs->pointers_room) {
		size_t room = needs->pointers_room ? 2 * needs->pointers_room : 256;
		struct pointer *grown = arena_new(&needs->run->arena, struct pointer, room);

		if (needs->n_pointers)
			memcpy(grown, needs->pointers, needs->n_pointers * sizeof(*grown));
		needs->pointers = grown;
		needs->pointers_room = room;
	}
	needs->pointers[needs->n_pointers++] = (struct pointer){ token->var, token->var_len, type };
}

/* "struct tty_port *": to be declared; "struct tty_port": to be defined. */
static void use_tag(struct needs *needs, struct used *used, const struct token *token)
{
	const struct type_decl *type = find_tag(needs, "struct ", token);
	bool pointer = token->kind == TOKEN_TAG && token->next == '*', own;
	unsigned int number;

	if (!type)
		return;
	number = (unsigned int)(type - needs->model->types);
	own = !strcmp(type->at.file, name_of(needs, (unsigned int)(used - needs->used)));
	if (!token->inner)
		numbers_add_new(needs->run, &used->outer, number);
	if (pointer && !own && !numbers_have(&used->tags, number)) {
		numbers_add(needs->run, &used->tags, number);
		if (!numbers_have(&used->outer, number))
			numbers_add(needs->run, &used->inner, number);
	}
	if (pointer && !own)
		note_pointer(needs, token, type);
	else if (token->kind == TOKEN_TAG)
		use_type(needs, used, type->at.file);
}

/* What such a pointer points to is looked into: it must be defined. */
static void use_pointer(struct needs *needs, struct used *used, const struct token *token)
{
	for (size_t i = 0; i < needs->n_pointers; i++) {
		const struct pointer *pointer = &needs->pointers[i];

		if (pointer->len == token->len && !memcmp(pointer->var, token->text, token->len))
			use(needs, used, &used->uses, pointer->type->at.file);
	}
}

static void use_token(const struct token *token, void *data, void *of)
{
	struct needs *needs = data;
	struct used *used = of;
	const struct type_decl *type = NULL;
	const struct function *function;

	switch (token->kind) {
	case TOKEN_TAG:
	case TOKEN_OWN:
		use_tag(needs, used, token);
		break;
	case TOKEN_POINTS:
		use_pointer(needs, used, token);
		break;
	case TOKEN_CALLED:
		function = model_function_n(needs->model, token->text, token->len);
		if (function)
			use(needs, used, &used->calls, function->at.file);
		else /* "irqreturn_t (*handler)(int irq)" */
			type = model_type_n(needs->model, token->text, token->len);
		break;
	case TOKEN_ENUM:
		type = find_tag(needs, "enum ", token);
		break;
	case TOKEN_MEMBER:
	case TOKEN_NAME:
		break;
	case TOKEN_TYPE:
		type = model_type_n(needs->model, token->text, token->len);
		break;
	}
	if (type)
		use_type(needs, used, type->at.file);
}

/* What goes before everything. */
static void mark_prelude(struct needs *needs)
{
	const char *prelude = needs->options->prelude;
	struct graph *graph = needs->graph;

	graph_walk_begin(graph);
	for (unsigned int i = 0; i < graph->prelude.n; i++)
		graph_walk_on(graph, graph->prelude.of[i]);
	for (unsigned int i = 0; i < graph->walked.n; i++) {
		unsigned int node = graph->walked.of[i];
		const struct file *file = files_entered(graph->files, name_of(needs, node));

		needs->before[node] = !file || file_came_with(file, prelude);
	}
}

/* Who is worth it: a header that nobody looked after, behind the prelude. */
static bool is_asked(const struct needs *needs, unsigned int node)
{
	return !needs->before[node] &&
	       needs->options->headers[needs->graph->nodes[node].source->speaker].other;
}

/* Is what @file declares there anyway? */
static bool is_there(const struct needs *needs, const char *file)
{
	unsigned int at = speaker_of(needs, file);

	return at && (needs->before[at - 1] || graph_walked(needs->graph, at - 1));
}

static void add_need(struct needs *needs, unsigned int node, struct numbers *found);

static void add_uses(struct needs *needs, const struct numbers *uses, struct numbers *found)
{
	for (unsigned int i = 0; i < uses->n; i++)
		if (!graph_walked(needs->graph, uses->of[i]))
			add_need(needs, uses->of[i], found);
}

/* Behind what it needs itself, as all that it includes. */
static void add_need(struct needs *needs, unsigned int node, struct numbers *found)
{
	const struct numbers *walked = &needs->graph->walked;
	unsigned int from = walked->n, to;

	graph_walk_on(needs->graph, node);
	to = walked->n;
	for (unsigned int i = from; i < to; i++)
		add_uses(needs, &needs->used[walked->of[i]].uses, found);
	add_uses(needs, &needs->used[node].calls, found);
	numbers_add(needs->run, found, node);
}

/* What it only has pointers to is declared before, unless it is defined there anyway. */
static void add_tags(struct needs *needs, const struct numbers *tags, struct numbers *found)
{
	for (unsigned int i = 0; i < tags->n; i++)
		if (!is_there(needs, needs->model->types[tags->of[i]].at.file))
			numbers_add_new(needs->run, found, tags->of[i]);
}

static void mark_known(struct needs *needs, const struct used *part)
{
	for (unsigned int i = 0; i < part->outer.n; i++)
		if (needs->known[part->outer.of[i]] != IN_PRELUDE)
			needs->known[part->outer.of[i]] = needs->graph->walk;
}

/* Of what it includes only what nothing declares. */
static void add_unknown_tags(struct needs *needs, const struct used *part, struct numbers *found)
{
	for (unsigned int i = 0; i < part->inner.n; i++) {
		unsigned int known = needs->known[part->inner.of[i]];

		if (known != needs->graph->walk && known != IN_PRELUDE)
			numbers_add_new(needs->run, found, part->inner.of[i]);
	}
}

/* Would it bring the header in before everything else that this one needs? */
static bool leads_to(const struct needs *needs, unsigned int node, unsigned int header)
{
	graph_walk(needs->graph, node);
	return graph_walked(needs->graph, header);
}

struct placing {
	unsigned int header;
	struct numbers begun, placed;
};

/* What it needs, does not include itself, and the header only includes later. */
static void find_later(struct needs *needs, const struct placing *placing,
		       const struct numbers *uses, struct numbers *later)
{
	for (unsigned int i = 0; i < uses->n; i++)
		if (needs->own[uses->of[i]] == placing->header + 1 &&
		    !graph_walked(needs->graph, uses->of[i]))
			numbers_add_new(needs->run, later, uses->of[i]);
}

/* Behind that. */
static void place(struct needs *needs, struct placing *placing, unsigned int node)
{
	struct numbers later = { 0 };

	if (numbers_have(&placing->begun, node))
		return;
	numbers_add(needs->run, &placing->begun, node);
	graph_walk(needs->graph, node);
	find_later(needs, placing, &needs->used[node].uses, &later);
	find_later(needs, placing, &needs->used[node].calls, &later);
	for (unsigned int i = 0; i < later.n; i++)
		if (!leads_to(needs, later.of[i], placing->header))
			place(needs, placing, later.of[i]);
	numbers_add(needs->run, &placing->placed, node);
}

static struct numbers place_all(struct needs *needs, unsigned int header,
				const struct numbers *uses)
{
	struct placing placing = { .header = header };

	for (unsigned int i = 0; i < uses->n; i++)
		place(needs, &placing, uses->of[i]);
	return placing.placed;
}

static void set_lists(struct needs *needs, struct header *header, const struct numbers *uses,
		      const struct numbers *tags)
{
	struct paths names = { 0 }, declared = { 0 };

	for (unsigned int i = 0; i < uses->n; i++)
		paths_add(needs->run, &names, name_of(needs, uses->of[i]));
	for (unsigned int i = 0; i < tags->n; i++)
		paths_add(needs->run, &declared, needs->model->types[tags->of[i]].name);
	header->includes = names.paths;
	header->n_includes = (unsigned int)names.n;
	header->tags = declared.paths;
	header->n_tags = (unsigned int)declared.n;
}

/* What it uses, and what it includes uses, without what it includes. */
static void set_needs(struct needs *needs, unsigned int node)
{
	const struct used *used = &needs->used[node];
	const struct numbers *walked = &needs->graph->walked;
	struct numbers uses = { 0 }, tags = { 0 };
	unsigned int n;

	graph_walk(needs->graph, node);
	n = walked->n;
	for (unsigned int i = 0; i < n; i++)
		needs->own[walked->of[i]] = node + 1;
	for (unsigned int i = 0; i < n; i++)
		add_uses(needs, &needs->used[walked->of[i]].uses, &uses);
	add_uses(needs, &used->uses, &uses);
	add_uses(needs, &used->calls, &uses);
	mark_known(needs, used);
	for (unsigned int i = 0; i < walked->n; i++)
		mark_known(needs, &needs->used[walked->of[i]]);
	add_tags(needs, &used->tags, &tags);
	for (unsigned int i = 0; i < walked->n; i++)
		add_unknown_tags(needs, &needs->used[walked->of[i]], &tags);
	uses = place_all(needs, node, &uses);
	set_lists(needs, used->header, &uses, &tags);
}

static void read_text(struct needs *needs, unsigned int node)
{
	const struct source *source = needs->graph->nodes[node].source;
	const struct mapped *text = source ? &source->mapped : NULL;
	struct used *used = &needs->used[node];

	if (!text)
		return;
	needs->n_pointers = 0;
	tokens_visit(text->text, text->size, use_token, needs, used);
	mapped_rest(text);
	for (unsigned int i = 0; needs->before[node] && i < used->outer.n; i++)
		needs->known[used->outer.of[i]] = IN_PRELUDE;
	if (!is_asked(needs, node))
		used->uses.n = used->calls.n = used->tags.n = used->inner.n = 0;
}

void needs_find(struct run *run, const struct input_options *options, struct graph *graph,
		struct model *model)
{
	struct needs needs = { .run = run, .options = options, .graph = graph, .model = model };

	needs.used = arena_new(&run->arena, struct used, graph->n + 1);
	needs.before = arena_new(&run->arena, bool, graph->n + 1);
	needs.own = arena_new(&run->arena, unsigned int, graph->n + 1);
	needs.known = arena_new(&run->arena, unsigned int, model->n_types + 1);
	mark_prelude(&needs);
	for (unsigned int i = 0; i < graph->n; i++) {
		needs.used[i].header = (struct header *)model_header(model, name_of(&needs, i));
		read_text(&needs, i);
	}
	for (unsigned int i = 0; i < graph->n; i++)
		if (is_asked(&needs, i) && needs.used[i].header)
			set_needs(&needs, i);
}
