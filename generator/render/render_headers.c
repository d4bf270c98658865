// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The generated headers. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "model/has.h"
#include "render/answer.h"
#include "render/expect.h"
#include "render/layout.h"
#include "render/merge.h"
#include "render/rendering.h"
#include "render/view.h"

/* One header of all trees while it is being written. */
struct writing {
	struct rendering *const *renderings; /* newest first */
	struct header_pieces *trees;	     /* of each; without a rendering where it is missing */
	const struct header_pieces *newest;  /* that has it */
	unsigned int n;
	struct probe *probe;
};

static size_t c_word(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	return n;
}

static bool list_has(const struct value_list *list, const char *string)
{
	for (unsigned int i = 0; i < list->n; i++)
		if (!strcmp(list->values[i].string, string))
			return true;
	return false;
}

static int name_order(const void *a, const void *b)
{
	return strcmp(((const struct merged_piece *)a)->piece->key,
		      ((const struct merged_piece *)b)->piece->key);
}

/* Does it define safe_KEY? Wrappers may be called differently: safe_guard(). */
static bool defines(const struct piece *piece)
{
	const char *text = piece->model ? piece->text : "";
	size_t len = strlen(piece->key);

	while ((text = strstr(text, "safe_"))) {
		text += strlen("safe_");
		if (!strncmp(text, piece->key, len) && text[len] == '(')
			return true;
	}
	return false;
}

static void variants_view(struct run *run, struct view *view, const struct merged_piece *merged)
{
	struct value_list *list = view_list(run, view, "variants");

	view_string(run, view, "key", merged->piece->key);
	view_bool(run, view, "shared", merged->piece->shared);
	view_bool(run, view, "head", merged->piece->head);
	view_bool(run, view, "differs", merged->differs);
	view_bool(run, view, "nothing_else", defines(merged->piece) && !merged->otherwise);
	for (unsigned int i = 0; i < merged->n_variants; i++) {
		struct view *inner = list_view(run, list, 4);

		view_string(run, inner, "when", merged->variants[i].when);
		view_string(run, inner, "text", merged->variants[i].piece->text);
	}
}

static struct merged_pieces part_view(struct run *run, struct view *view, const char *name,
				      struct writing *writing, enum part part)
{
	struct merged_pieces merged =
		merge_part(run, writing->trees, writing->n, part, writing->probe);
	struct value_list *list = view_list(run, view, name);

	if (part == PART_RESULTS || part == PART_SLICES)
		qsort(merged.list, merged.n, sizeof(*merged.list), name_order);
	for (unsigned int i = 0; i < merged.n; i++)
		if (*merged.list[i].piece->text)
			variants_view(run, list_view(run, list, 8), &merged.list[i]);
	return merged;
}

/* A comment that tells where the wrappers are that no template makes. */
static void hand_written(struct run *run, struct view *view, const struct writing *writing)
{
	struct value_list *lines = view_list(run, view, "hand_written");
	struct needed_list all = { .n = 0 };
	const char *text = "";

	for (unsigned int i = 0; i < writing->n; i++)
		for (unsigned int j = 0; j < writing->trees[i].hand_written.n; j++)
			need(run, &all, writing->trees[i].hand_written.items[j].name, NULL);
	for (unsigned int i = 0; i < all.n; i++)
		text = arena_printf(&run->arena, "%s%s%s()", text, i ? ", " : "",
				    all.items[i].name);
	if (all.n)
		layout_comment(run, lines, " * Written by hand, in the core headers below: ", " * ",
			       text);
}

/* What core headers ask about the kernel; the answer is left to the probe where trees differ. */
static void answer_view(struct run *run, struct view *view, const struct writing *writing,
			const struct spec_item *item)
{
	const struct model *yes = NULL;
	unsigned int n_yes = 0;
	struct has has = { .n_params = -1 };

	for (unsigned int i = 0; has_parse(run, item->value, &has) && i < writing->n; i++) {
		const struct model *model = writing->renderings[i]->model;

		if (!has_answer(model, &has))
			continue;
		yes = yes ? yes : model;
		n_yes++;
	}
	view_string(run, view, "name", item->key);
	view_string(run, view, "question", item->value);
	view_string(run, view, "answer", yes ? "1" : "0");
	view_bool(run, view, "asked", n_yes && n_yes < writing->n);
	view_string(run, view, "check",
		    n_yes == writing->n ? answer_check(run, yes, item->value) : "");
	view_bool(run, view, "is_name", !has.tag && has.n_params < 0);
	if (n_yes && n_yes < writing->n) {
		struct question question = question_has(run, yes, item->value);

		probe_name(run, writing->probe, arena_printf(&run->arena, "SAFE_HAS_%s", item->key),
			   &question);
	}
}

static void answers(struct run *run, struct view *view, const struct writing *writing)
{
	const struct spec_header *spec = writing->newest->spec;
	struct value_list *list = view_list(run, view, "has");

	for (unsigned int i = 0; spec && i < spec->has.n; i++)
		answer_view(run, list_view(run, list, 6), writing, &spec->has.items[i]);
}

static void add_tags(struct run *run, struct value_list *list, const char *text)
{
	static const char word[] = "struct ";

	while ((text = strstr(text, word))) {
		const char *tag = arena_strndup(&run->arena, text,
						sizeof(word) - 1 + c_word(text + sizeof(word) - 1));

		if (!list_has(list, tag) && strncmp(tag, "struct safe_", 12))
			list_string(run, list, tag);
		text += strlen(tag);
	}
}

/*
 * Structures that variants only hand on: a kernel that can be called so, as it takes a void *,
 * need not have declared them.
 */
static void tags(struct run *run, struct view *view, const struct merged_pieces *functions)
{
	struct value_list *list = view_list(run, view, "tags");

	for (unsigned int i = 0; i < functions->n; i++) {
		const struct merged_piece *merged = &functions->list[i];

		for (unsigned int v = 0; merged->differs && v < merged->n_variants; v++)
			add_tags(run, list, merged->variants[v].piece->text);
	}
}

static bool all_include(const struct writing *writing, const char *name)
{
	for (unsigned int i = 0; i < writing->n; i++) {
		const struct needed_list *kernel = &writing->trees[i].kernel;
		unsigned int j = 0;

		while (j < kernel->n && strcmp(kernel->items[j].name, name))
			j++;
		if (j == kernel->n)
			return false;
	}
	return true;
}

static bool is_stated(const struct spec_header *spec, const char *name)
{
	for (unsigned int i = 0; spec && i < spec->n_includes; i++)
		if (!strcmp(spec->includes[i], name))
			return true;
	return false;
}

/* What must stand before the kernel's header: as stated, or found out where nobody looked. */
static void includes_before(struct run *run, struct view *view, struct writing *writing)
{
	struct value_list *list = view_list(run, view, "includes");
	struct value_list *tags = view_list(run, view, "tags_before");
	const struct spec_header *spec = writing->newest->spec;
	const struct header *header = writing->newest->header;
	bool found = !spec || (spec->little && writing->newest->rendering->model->n_units);

	if (found && !header->no_prelude)
		list_string(run, list, SAFE_PRELUDE);
	for (unsigned int i = 0; spec && i < spec->n_includes; i++) {
		list_string(run, list, spec->includes[i]);
		paths_add(run, &writing->probe->headers, spec->includes[i]);
	}
	for (unsigned int i = 0; found && i < header->n_tags; i++)
		list_string(run, tags, header->tags[i]);
	for (unsigned int i = 0; found && i < header->n_includes; i++) {
		if (is_stated(spec, header->includes[i]))
			continue;
		list_string(run, list, header->includes[i]);
		paths_add(run, &writing->probe->headers, header->includes[i]);
	}
}

static void includes(struct run *run, struct view *view, struct writing *writing)
{
	struct value_list *list = view_list(run, view, "kernel_includes"), *names = list_new(run);
	struct needed_list kernel = { .n = 0 }, core = { .n = 0 };

	for (unsigned int i = 0; i < writing->n; i++) {
		const struct header_pieces *tree = &writing->trees[i];

		for (unsigned int j = 0; j < tree->kernel.n; j++)
			need(run, &kernel, tree->kernel.items[j].name, NULL);
		for (unsigned int j = 0; j < tree->core.n; j++)
			need(run, &core, tree->core.items[j].name, NULL);
	}
	includes_before(run, view, writing);
	rendering_sorted(run, &kernel, names);
	for (unsigned int i = 0; i < names->n; i++) {
		struct view *inner = list_view(run, list, 2);

		paths_add(run, &writing->probe->headers, names->values[i].string);
		view_string(run, inner, "name", names->values[i].string);
		view_bool(run, inner, "missing", !all_include(writing, names->values[i].string));
	}
	rendering_sorted(run, &core, view_list(run, view, "core_includes"));
}

/* "6.1.192, x86_64, and 7.3.4, x86_64" */
static const char *kernels_text(struct run *run, struct rendering *const *renderings,
				unsigned int n)
{
	const char *text = "";

	for (unsigned int i = n; i--;)
		text = arena_printf(&run->arena, "%s%s%s, %s", text,
				    i + 1 == n ? ""
				    : i	       ? "; "
					       : " and ",
				    renderings[i]->model->version, renderings[i]->model->arch);
	return text;
}

static bool write_header(struct run *run, struct writing *writing, struct template *template,
			 struct output_files *out)
{
	const struct header *header = writing->newest->header;
	struct view *view = view_new(run, 24);
	struct merged_pieces functions;

	view_string(run, view, "header", header->name);
	view_printf(run, view, "guard", "SAFE_%s_H", view_word(run, header->name, true));
	view_string(run, view, "word", view_word(run, header->name, false));
	view_string(run, view, "spdx", header->spdx ? header->spdx : "GPL-2.0-only");
	view_string(run, view, "kernels", kernels_text(run, writing->renderings, writing->n));
	view_bool(run, view, "several", writing->n > 1);
	view_bool(run, view, "missing", !all_include(writing, header->name));
	view_string(run, view, "regenerate", view_regenerate(run, header->name));
	part_view(run, view, "names", writing, PART_NAMES);
	part_view(run, view, "results", writing, PART_RESULTS);
	part_view(run, view, "slices", writing, PART_SLICES);
	part_view(run, view, "owners", writing, PART_OWNERS);
	functions = part_view(run, view, "functions", writing, PART_FUNCTIONS);
	part_view(run, view, "ops", writing, PART_OPS);
	tags(run, view, &functions);
	expectations_view(run, view, &functions);
	answers(run, view, writing);
	hand_written(run, view, writing);
	includes(run, view, writing);
	return rendering_file(run, writing->renderings[0], template, view,
			      arena_printf(&run->arena, "safe/%s", header->name), out);
}

static struct rendered_header *find_header(const struct rendering *rendering, const char *name)
{
	for (unsigned int i = 0; i < rendering->n_headers; i++)
		if (!strcmp(rendering->headers[i].header->name, name))
			return &rendering->headers[i];
	return NULL;
}

static bool render_header(struct run *run, struct writing *writing, const char *name,
			  struct template *template, struct output_files *out)
{
	writing->newest = NULL;
	for (unsigned int i = 0; i < writing->n; i++) {
		struct rendered_header *header = find_header(writing->renderings[i], name);
		struct header_pieces *pieces = &writing->trees[i];

		*pieces = (struct header_pieces){ .rendering = writing->renderings[i] };
		if (header && !header_pieces_make(run, writing->renderings[i], header, pieces))
			return false;
		if (header && !writing->newest)
			writing->newest = pieces;
	}
	return write_header(run, writing, template, out);
}

bool render_headers(struct run *run, struct rendering *const *renderings, unsigned int n,
		    struct probe *probe, struct output_files *out)
{
	struct template *template = rendering_template(run, renderings[0], "header.h.in", true);
	struct writing writing = {
		.renderings = renderings,
		.trees = arena_new(&run->arena, struct header_pieces, n),
		.n = n,
		.probe = probe,
	};
	struct table done = { 0 };
	bool fine = template;

	for (unsigned int i = 0; template && i < n; i++)
		for (unsigned int j = 0; j < renderings[i]->n_headers; j++) {
			const char *name = renderings[i]->headers[j].header->name;

			if (table_add(&run->arena, &done, name, name))
				fine &= render_header(run, &writing, name, template, out);
		}
	for (unsigned int i = 0; i < n; i++)
		rendering_done(renderings[i]);
	return fine;
}
