// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "command/bodies.h"
#include "contract/collect.h"
#include "input/kbuild.h"
#include "spec/facts_read.h"

bool bodies_is_kernel(struct run *run, const struct bodies *bodies)
{
	return file_is_directory(file_join(run, bodies->sources.root, "include/linux"));
}

/* A path as it is below the source tree, whether it was given so or as a path of the file system. */
static const char *below_source(struct run *run, const char *root, const char *path)
{
	const char *real = file_real(run, file_join(run, root, path));

	if (!real)
		real = file_real(run, path);
	if (real && !strcmp(real, root))
		return "";
	return real ? file_below(real, root) : NULL;
}

static bool find_wanted(struct run *run, const char *root, const struct paths *words,
			struct paths *wanted)
{
	const char *real = file_real(run, root);

	for (size_t i = 0; i < words->n; i++) {
		const char *path = real ? below_source(run, real, words->paths[i]) : NULL;

		if (!path) {
			diag_error(run, EXIT_USAGE, (struct place){ words->paths[i], 0, 0 },
				   "no file or directory of %s", root);
			return false;
		}
		if (*path)
			paths_add(run, wanted, path);
	}
	return true;
}

bool bodies_find(struct run *run, struct bodies *bodies, const char *root,
		 const struct paths *words)
{
	return find_wanted(run, root, words, &bodies->wanted) &&
	       sources_find(run, &bodies->tree, root, &bodies->wanted, &bodies->sources);
}

static bool find_flags(struct run *run, struct bodies *in)
{
	/*
	 * Warnings are the kernel's business, and an error must not hide what follows. might_sleep()
	 * says nothing unless a debug option is set.
	 */
	static const char *const ours[] = {
		"-w",
		"-ferror-limit=0",
		"-DCONFIG_DEBUG_ATOMIC_SLEEP=1",
	};
	const size_t n_ours = sizeof(ours) / sizeof(*ours);
	const char *cache = file_user_cache(run, "infer");
	struct flags kbuild, base;
	const char **words;

	if (!kbuild_flags(run, &in->tree, cache ? cache : "", false, &kbuild))
		return false;
	base = sources_base_flags(run, &in->tree, in->sources.root, &kbuild);
	words = arena_new(&run->arena, const char *, base.n + n_ours + 2);
	memcpy(words, base.words, base.n * sizeof(*words));
	memcpy(words + base.n, ours, sizeof(ours));
	base.n += n_ours;
	words[base.n++] = "-include";
	words[base.n++] = in->session->annotations;
	in->flags = (struct flags){ words, base.n };
	return true;
}

static bool read_bodies(struct run *run, struct bodies *in)
{
	struct blocks blocks = { .run = run };
	struct infer_cache *cache = infer_cache_open(run, file_user_cache(run, "infer"), &in->tree,
						     in->sources.root, &blocks);
	struct table sections = { 0 };
	const struct work_order order = { &in->sources, &in->flags, collect_doc_facts, &sections,
					  sections_stated(run, in->session->spec, &sections) };
	const char *jobs = in->request->jobs;
	bool fine = work_run(run, &order, cache, &blocks,
			     jobs ? (unsigned int)atoi(jobs) : work_default_jobs(), &in->work);

	infer_cache_close(cache);
	return fine;
}

/* What modules of one's own call was read when the kernel was. */
static bool find_known(struct run *run, struct bodies *in, const struct inferences **known)
{
	const struct paths *dirs = &in->session->contracts;

	*known = NULL;
	if (bodies_is_kernel(run, in))
		return true;
	*known = facts_read(run, dirs->paths, dirs->n, in->tree.release, in->tree.arch);
	return *known;
}

/* "2139 files", "1 header" */
static const char *count_text(struct run *run, size_t n, const char *what)
{
	return arena_printf(&run->arena, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* "2139 files and 4140 headers" */
static const char *files_text(struct run *run, const struct bodies *in)
{
	struct sources_count count = sources_count(&in->sources);
	const char *headers = count_text(run, count.headers, "header");

	if (!count.files)
		return headers;
	return arena_printf(&run->arena, "%zu files%s%s", count.files, count.headers ? " and " : "",
			    count.headers ? headers : "");
}

bool bodies_infer(struct run *run, struct bodies *in, struct inferred_list *list)
{
	const struct inferences *known;

	if (!find_flags(run, in) || !read_bodies(run, in) || !find_known(run, in, &known))
		return false;
	list->release = in->tree.release;
	list->arch = in->tree.arch;
	list->source =
		arena_printf(&run->arena, "%s of Linux %s", files_text(run, in), in->tree.version);
	infer_solve(run, in->work.units, in->work.n, in->session->spec, known, list);
	return true;
}

/* Files that were not understood are not an error: what they would have said is not known, that is all. */
void bodies_report(struct run *run, const struct bodies *in)
{
	const struct work *work = &in->work;
	size_t lost = 0, parts = sources_count(&in->sources).parts;

	for (size_t i = 0; i < work->n_failures; i++) {
		lost += work->failures[i].lost;
		if (in->request->verbose)
			diag_remark(run, (struct place){ work->failures[i].name, 0, 0 },
				    "not understood in full: %s", work->failures[i].error);
	}
	if (in->request->quiet)
		return;
	fprintf(stderr, "%s", files_text(run, in));
	if (parts)
		fprintf(stderr, ", these in %s", count_text(run, parts, "part"));
	fprintf(stderr, ": %zu read, %zu unchanged since they were read last",
		work->n - work->n_cached, work->n_cached);
	if (work->n_failures)
		fprintf(stderr, "; %zu not understood in full, of these %zu not at all%s",
			work->n_failures, lost,
			in->request->verbose ? "" : "; --verbose names them");
	fputc('\n', stderr);
}
