// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "command/product.h"
#include "model/ledger_json.h"
#include "render/render.h"

static bool copy_core_header(struct run *run, struct output_files *files, const char *dir,
			     const char *name)
{
	const char *path = file_join(run, dir, name), *text;
	size_t size;

	if (!file_below(name, "safe")) {
		diag_error(run, EXIT_CONTRACT, (struct place){ path, 0, 0 },
			   "is not below include/safe, so it could hide a kernel header");
		return false;
	}
	text = file_read(run, path, &size);
	if (!text) {
		diag_error(run, EXIT_SYSTEM, (struct place){ path, 0, 0 }, "cannot read: %s",
			   strerror(errno));
		return false;
	}
	output_add(run, files, name, text, size);
	return true;
}

static bool copy_core(struct run *run, const struct session *session, struct output_files *files)
{
	bool fine = true;

	for (size_t i = 0; i < session->includes.n; i++) {
		const char *dir = session->includes.paths[i];
		struct paths found = { 0 };

		if (!file_list(run, dir, false, &found)) {
			diag_error(run, EXIT_SYSTEM, (struct place){ dir, 0, 0 }, "cannot read: %s",
				   strerror(errno));
			return false;
		}
		for (size_t j = 0; j < found.n; j++)
			fine &= copy_core_header(run, files, dir, found.paths[j]);
	}
	return fine;
}

static void add_ledger(struct run *run, const struct ledger *ledger, const char *path,
		       struct output_files *files)
{
	struct text text = TEXT_INIT;

	for (size_t i = 0; i < ledger->n_contracts; i++) {
		contract_json_add(&text, &ledger->contracts[i]);
		text_addc(&text, '\n');
	}
	output_add(run, files, path, arena_strndup(&run->arena, text.buf, text.len), text.len);
	text_release(&text);
}

/* Where what is about one tree only is put: "tests", or "tests/6.12.117-arm64" of several. */
static const char *of_tree(struct run *run, const struct reading *reading, unsigned int n,
			   const char *dir, const char *ending)
{
	if (n == 1)
		return arena_printf(&run->arena, "%s%s", dir, ending);
	return arena_printf(&run->arena, "%s/%s-%s%s", dir, reading->model->release,
			    reading->model->arch, ending);
}

static int newer(const void *a, const void *b)
{
	const struct reading *first = *(const struct reading *const *)a;
	const struct reading *second = *(const struct reading *const *)b;
	int order = strverscmp(second->model->release, first->model->release);

	return order ? order : strcmp(first->model->arch, second->model->arch);
}

/* The newest comes first: where trees say different things in words, its words are taken. */
static const struct reading **sorted(struct run *run, const struct reading *readings,
				     unsigned int n)
{
	const struct reading **sorted = arena_new(&run->arena, const struct reading *, n);

	for (unsigned int i = 0; i < n; i++)
		sorted[i] = &readings[i];
	qsort(sorted, n, sizeof(*sorted), newer);
	return sorted;
}

bool product_make(struct run *run, const struct session *session, const struct reading *readings,
		  unsigned int n, struct output_files *files)
{
	const struct reading **all = sorted(run, readings, n);
	struct rendering **renderings = arena_new(&run->arena, struct rendering *, n);
	struct probe probe = { 0 };

	for (unsigned int i = 0; i < n; i++) {
		renderings[i] = render_prepare(run, all[i]->model, session->spec, all[i]->ledger,
					       session->shapes);
		if (!renderings[i])
			return false;
	}
	/* first, as a ledger is the largest text that is made at once */
	for (unsigned int i = 0; i < n; i++)
		add_ledger(run, all[i]->ledger, of_tree(run, all[i], n, "ledger", ".jsonl"), files);
	if (!render_headers(run, renderings, n, &probe, files) ||
	    (n > 1 && !render_probe(run, renderings[0], &probe, files)))
		return false;
	for (unsigned int i = 0; i < n; i++)
		if (!render_tests(run, renderings[i], of_tree(run, all[i], n, "tests", ""), files))
			return false;
	return copy_core(run, session, files) && output_sort(run, files);
}

/* What directories are called: as spec_read() calls them, by their last component. */
static const char *last_component(const char *dir)
{
	return strrchr(dir, '/') ? strrchr(dir, '/') + 1 : dir;
}

static bool add_dirs(struct run *run, struct sources *sources, enum source_kind kind,
		     const struct paths *dirs)
{
	for (size_t i = 0; i < dirs->n; i++) {
		if (source_add_dir(run, sources, kind, last_component(dirs->paths[i]),
				   dirs->paths[i]))
			continue;
		diag_error(run, EXIT_SYSTEM, (struct place){ dirs->paths[i], 0, 0 },
			   "cannot read: %s", strerror(errno));
		return false;
	}
	return true;
}

/* What was read with the kernel's headers and is no part of it; it is named with ours. */
static bool is_ours(const struct session *session, const char *path)
{
	return !strcmp(path, session->annotations) || !strcmp(path, session->prelude);
}

/* Length of the directory that the kernel's files outside of the tree have in common. */
static size_t common_prefix(const struct model *model, const char *tree,
			    const struct session *session)
{
	const char *first = NULL;
	size_t len = 0;

	for (size_t i = 0; i < model->n_files; i++) {
		const char *path = model->files[i];
		size_t same = 0;

		if (file_below(path, tree) || is_ours(session, path))
			continue;
		if (!first) {
			first = path;
			len = strlen(path);
		}
		while (same < len && path[same] == first[same])
			same++;
		len = same;
	}
	while (len && first[len - 1] != '/')
		len--;
	return len;
}

/* Headers of distributions are in two directories; the second is called "source". */
static void add_tree(struct run *run, struct sources *sources, const struct reading *reading,
		     const struct session *session)
{
	const struct model *model = reading->model;
	const struct tree *tree = &reading->tree;
	size_t outside = common_prefix(model, tree->path, session);

	for (size_t i = 0; i < model->n_files; i++) {
		const char *path = model->files[i], *name = file_below(path, tree->path);

		if (is_ours(session, path))
			continue;
		if (!name)
			name = arena_printf(&run->arena, "source/%s", path + outside);
		source_add(run, sources, SOURCE_TREE, name, path);
	}
	for (unsigned int i = 0; i < tree->n_files; i++) {
		const char *name = file_below(tree->files[i], tree->path);

		source_add(run, sources, SOURCE_TREE, name ? name : last_component(tree->files[i]),
			   tree->files[i]);
	}
	source_add_parents(run, sources, SOURCE_TREE);
}

struct libraries {
	struct run *run;
	struct sources *sources;
};

static int add_library(struct dl_phdr_info *info, size_t size, void *data)
{
	struct libraries *libraries = data;

	(void)size;
	if (info->dlpi_name && strstr(info->dlpi_name, "/libclang"))
		source_add(libraries->run, libraries->sources, SOURCE_PROGRAM, "libclang",
			   arena_strdup(&libraries->run->arena, info->dlpi_name));
	return 0;
}

static void add_program(struct run *run, struct sources *sources)
{
	struct libraries libraries = { run, sources };

	source_add(run, sources, SOURCE_PROGRAM, "sheath", file_real(run, "/proc/self/exe"));
	dl_iterate_phdr(add_library, &libraries);
}

bool product_sources(struct run *run, const struct session *session, const struct reading *readings,
		     unsigned int n, const struct sources *known, struct sources *sources)
{
	add_program(run, sources);
	if (!add_dirs(run, sources, SOURCE_CONTRACT, &session->contracts) ||
	    !add_dirs(run, sources, SOURCE_TEMPLATE, &session->templates) ||
	    !add_dirs(run, sources, SOURCE_CORE, &session->includes))
		return false;
	source_add_parents(run, sources, SOURCE_CONTRACT);
	source_add_parents(run, sources, SOURCE_TEMPLATE);
	source_add_parents(run, sources, SOURCE_CORE);
	source_add(run, sources, SOURCE_CORE, last_component(session->annotations),
		   session->annotations);
	for (unsigned int i = 0; i < n; i++)
		add_tree(run, sources, &readings[i], session);
	return sources_hash(run, sources, known);
}
