// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The compile tests that come out beside the headers. */
#include <string.h>

#include "base/run.h"
#include "render/rendering.h"
#include "render/view.h"

/* One kind of test: the template of each shape for it, the frame around them, the directory. */
static const struct suite {
	const char *name; /* "use": function.use.c.in, tests/use.c.in, tests/use/linux_clk.c */
	bool must;	  /* every shape has it */
	bool always;	  /* written even if no shape said anything */
} suites[] = {
	{ "alone", false, true },
	{ "use", true, true },
	{ "misuse", false, false },
	{ "unused", false, false },
};

#define N_SUITES (sizeof(suites) / sizeof(*suites))

static bool add_text(struct run *run, struct rendering *rendering, const struct suite *suite,
		     const char *shape, const struct view *view, struct needed_list *core,
		     struct value_list *texts)
{
	const char *name = arena_printf(&run->arena, "%s.%s.c.in", shape, suite->name), *text;
	struct template *template = rendering_template(run, rendering, name, suite->must);

	if (!template)
		return !suite->must && !templates_has(rendering->templates, name);
	text = rendering_text(run, rendering, template, view);
	if (!text)
		return false;
	if (*text) {
		list_string(run, texts, text);
		rendering_core(run, template, core);
	}
	return true;
}

static bool add_texts(struct run *run, struct rendering *rendering, const struct suite *suite,
		      const struct rendered_header *header, struct needed_list *core,
		      struct value_list *texts)
{
	static const struct suite optional = { .must = false };
	struct suite of_owner = optional;
	bool fine = true;

	of_owner.name = suite->name;
	if (!strcmp(suite->name, "alone"))
		return true;
	for (unsigned int i = 0; i < header->n_owners; i++)
		if (header->owners[i].owned->header == header->spec)
			fine &= add_text(run, rendering, &of_owner, "owner", header->owners[i].view,
					 core, texts);
	for (unsigned int i = 0; i < header->n_ops; i++)
		fine &= add_text(run, rendering, &of_owner, "ops", header->ops[i].view, core,
				 texts);
	for (unsigned int i = 0; i < header->n_functions; i++)
		fine &= add_text(run, rendering, suite, header->functions[i].shape->name,
				 header->functions[i].view, core, texts);
	return fine;
}

/*
 * Headers that are compiled in one unit. All of a few are; of all of a tree's as many as a compiler
 * can take, and only those that can be included together.
 */
struct group {
	unsigned int n;
	const struct header *first;
	const char *suffix; /* "", "_2", ... */
	struct view *view;
	struct value_list *files[N_SUITES]; /* in the view */
};

#define GROUP_MAX 150

static struct group *group_new(struct run *run, struct group *group, unsigned int n)
{
	group->suffix = n ? arena_printf(&run->arena, "_%u", n + 1) : "";
	group->view = view_new(run, 8);
	for (size_t s = 0; s < N_SUITES; s++)
		group->files[s] = view_list(run, group->view, suites[s].name);
	return group;
}

/* Do they go together? Several trees, and few headers, have no units. */
static bool same_unit(const struct header *header, const struct header *other)
{
	return header->unit == other->unit && header->apart == other->apart;
}

/* The group that takes @header; NULL: it needs a new one. */
static struct group *find_group(struct group *groups, unsigned int n, const struct header *header,
				bool all)
{
	for (unsigned int i = n; i--;)
		if (!all || (same_unit(groups[i].first, header) && groups[i].n < GROUP_MAX))
			return &groups[i];
	return NULL;
}

/* The group of each header; in @n how many there are. */
static struct group **groups_of(struct run *run, const struct rendering *rendering,
				struct group **groups, unsigned int *n)
{
	struct group **of = arena_new(&run->arena, struct group *, rendering->n_headers + 1);

	*groups = arena_new(&run->arena, struct group, rendering->n_headers + 1);
	*n = 0;
	for (unsigned int i = 0; i < rendering->n_headers; i++) {
		const struct header *header = rendering->headers[i].header;

		of[i] = find_group(*groups, *n, header, rendering->model->n_units);
		if (!of[i]) {
			of[i] = group_new(run, &(*groups)[*n], *n);
			of[i]->first = header;
			++*n;
		}
		of[i]->n++;
	}
	return of;
}

/* One test file; its name is added to @files if it is written. */
static bool render_test(struct run *run, struct rendering *rendering, const struct suite *suite,
			const struct rendered_header *header, const char *dir,
			struct value_list *files, struct output_files *out)
{
	const char *frame = arena_printf(&run->arena, "tests/%s.c.in", suite->name);
	struct template *template = rendering_template(run, rendering, frame, true);
	const char *name = header->header->name;
	struct needed_list core = { .n = 0 };
	struct view *view = view_new(run, 8);
	struct value_list *texts = view_list(run, view, "texts");

	if (!template || !add_texts(run, rendering, suite, header, &core, texts))
		return false;
	if (!texts->n && !suite->always)
		return true;
	view_string(run, view, "header", name);
	view_string(run, view, "name", header->word);
	view_string(run, view, "spdx",
		    header->header->spdx ? header->header->spdx : "GPL-2.0-only");
	view_string(run, view, "regenerate", view_regenerate(run, name));
	rendering_sorted(run, &core, view_list(run, view, "includes"));
	list_string(run, files, header->word);
	return rendering_file(
		run, rendering, template, view,
		arena_printf(&run->arena, "%s/%s/%s.c", dir, suite->name, header->word), out);
}

/* Symbol namespaces of what is called: the test module imports them. */
static void namespaces(struct run *run, const struct rendering *rendering, struct view *view)
{
	struct needed_list names = { .n = 0 };

	for (size_t i = 0; i < rendering->ledger->n_contracts; i++) {
		const struct contract *contract = &rendering->ledger->contracts[i];
		const char *space = contract->function->symbol_namespace;

		if (contract->status == STATUS_WRAPPED && space && *space)
			need(run, &names, space, NULL);
	}
	rendering_sorted(run, &names, view_list(run, view, "namespaces"));
}

static bool ends_in(const char *s, const char *ending)
{
	size_t len = strlen(s), end = strlen(ending);

	return len >= end && !strcmp(s + len - end, ending);
}

/* "tests/all_use.c.in": rendered for each group. */
static bool is_of_group(const char *name)
{
	return !strncmp(name, "tests/all_", strlen("tests/all_")) && ends_in(name, ".c.in");
}

static bool render_group(struct run *run, struct rendering *rendering, const struct group *group,
			 const char *dir, struct output_files *out)
{
	const char *const *names;
	unsigned int n;
	bool fine = true;

	namespaces(run, rendering, group->view);
	names = templates_names(rendering->templates, &n);
	for (unsigned int i = 0; i < n; i++) {
		const char *name = names[i] + strlen("tests/");

		if (is_of_group(names[i]))
			fine &= rendering_file(run, rendering,
					       rendering_template(run, rendering, names[i], true),
					       group->view,
					       arena_printf(&run->arena, "%s/%.*s%s.c", dir,
							    (int)(strlen(name) - strlen(".c.in")),
							    name, group->suffix),
					       out);
	}
	return fine;
}

static bool is_frame(const char *name)
{
	if (is_of_group(name))
		return true;
	for (size_t i = 0; i < N_SUITES; i++)
		if (!strncmp(name + strlen("tests/"), suites[i].name, strlen(suites[i].name)) &&
		    !strcmp(name + strlen("tests/") + strlen(suites[i].name), ".c.in"))
			return true;
	return false;
}

/* What stands once beside the test files: rendered if it ends in .in, else copied. */
static bool render_common(struct run *run, struct rendering *rendering, const struct view *view,
			  const char *name, const char *dir, struct output_files *out)
{
	const char *path = arena_printf(&run->arena, "%s/%s", dir, name + strlen("tests/"));
	const char *text;

	if (is_frame(name))
		return true;
	if (ends_in(name, ".in"))
		return rendering_file(run, rendering,
				      rendering_template(run, rendering, name, true), view,
				      arena_strndup(&run->arena, path, strlen(path) - 3), out);
	text = templates_text(run, rendering->templates, name);
	if (text)
		output_add(run, out, path, text, strlen(text));
	return text;
}

bool render_tests(struct run *run, struct rendering *rendering, const char *dir,
		  struct output_files *out)
{
	struct view *view = view_new(run, 8);
	struct value_list *alone = view_list(run, view, "alone");
	struct value_list *suffixes = view_list(run, view, "groups");
	struct group *groups, **of;
	const char *const *names;
	unsigned int n, n_groups;
	bool fine = true;

	of = groups_of(run, rendering, &groups, &n_groups);
	for (size_t s = 0; s < N_SUITES; s++)
		for (unsigned int i = 0; i < rendering->n_headers; i++)
			fine &= render_test(run, rendering, &suites[s], &rendering->headers[i], dir,
					    of[i]->files[s], out);
	for (unsigned int i = 0; i < rendering->n_headers; i++)
		list_string(run, alone, rendering->headers[i].word);
	for (unsigned int i = 0; i < n_groups; i++) {
		list_string(run, suffixes, groups[i].suffix);
		fine &= render_group(run, rendering, &groups[i], dir, out);
	}
	view_string(run, view, "top", strchr(dir, '/') ? "../.." : "..");
	names = templates_names(rendering->templates, &n);
	for (unsigned int i = 0; i < n; i++)
		if (!strncmp(names[i], "tests/", strlen("tests/")))
			fine &= render_common(run, rendering, view, names[i], dir, out);
	rendering_done(rendering);
	return fine;
}
