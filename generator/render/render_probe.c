// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What a set of headers for several trees brings along: templates/merged/. */
#include <stdio.h>
#include <string.h>

#include "base/run.h"
#include "render/rendering.h"

#define FROM "merged/"

static void headers_view(struct run *run, struct view *view, const struct probe *probe)
{
	struct value_list *list = view_list(run, view, "headers");
	struct table known = { 0 };

	for (size_t i = 0; i < probe->headers.n; i++)
		if (table_add(&run->arena, &known, probe->headers.paths[i], view))
			list_string(run, list, probe->headers.paths[i]);
}

static void questions_view(struct run *run, struct view *view, const struct probe *probe)
{
	struct value_list *list = view_list(run, view, "questions");

	for (unsigned int i = 0; i < probe->n; i++) {
		const struct probe_question *question = &probe->list[i];
		struct view *inner = list_view(run, list, 5);

		view_string(run, inner, "word", question->word);
		view_string(run, inner, "code", question->question.code);
		view_string(run, inner, "symbols", question->question.symbols);
		view_string(run, inner, "names", question->question.names);
		/* A question may have several lines. */
		view_printf(run, inner, "line", "%u", 20 * (i + 1));
	}
}

/* Copied, unless its name ends in ".in". */
static bool add_file(struct run *run, struct rendering *rendering, const struct view *view,
		     const char *name, struct output_files *out)
{
	const char *path = arena_printf(&run->arena, "safe/%s", name + strlen(FROM)), *text;
	size_t len = strlen(path), end = strlen(".in");

	if (!strcmp(path + len - end, ".in"))
		return rendering_file(run, rendering,
				      rendering_template(run, rendering, name, true), view,
				      arena_strndup(&run->arena, path, len - end), out);
	text = templates_text(run, rendering->templates, name);
	if (text)
		output_add(run, out, path, text, strlen(text));
	return text;
}

bool render_probe(struct run *run, struct rendering *rendering, const struct probe *probe,
		  struct output_files *out)
{
	struct view *view = view_new(run, 4);
	const char *const *names;
	unsigned int n;
	bool fine = true;

	headers_view(run, view, probe);
	questions_view(run, view, probe);
	names = templates_names(rendering->templates, &n);
	for (unsigned int i = 0; i < n; i++)
		if (!strncmp(names[i], FROM, strlen(FROM)))
			fine &= add_file(run, rendering, view, names[i], out);
	rendering_done(rendering);
	return fine;
}
