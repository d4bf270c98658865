// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/run.h"
#include "model/model.h"
#include "render/manifest.h"
#include "render/output_dir.h"

/* What the kinds of sources are called; NULL: not in the manifest. */
static const char *const groups[SOURCE_KINDS] = {
	[SOURCE_CONTRACT] = "contracts",
	[SOURCE_TEMPLATE] = "templates",
	[SOURCE_CORE] = "core",
	[SOURCE_TREE] = "tree",
};

static json_t *words_json(const struct paths *words)
{
	json_t *all = json_array();

	for (size_t i = 0; i < words->n; i++)
		json_array_append_new(all, json_string(words->paths[i]));
	return all;
}

/*
 * "name hash", in that order: two contract directories may have files of the
 * same name, and where they are must not matter.
 */
static json_t *group_json(struct run *run, const struct sources *sources, enum source_kind kind)
{
	struct paths lines = { 0 };

	for (size_t i = 0; i < sources->n; i++) {
		const struct source *source = &sources->list[i];

		if (source->kind == kind)
			paths_add(
				run, &lines,
				arena_printf(&run->arena, "%s %s", source->name, source->hash.hex));
	}
	paths_sort(&lines);
	return words_json(&lines);
}

static json_t *sources_json(struct run *run, const struct sources *sources)
{
	json_t *all = json_object();

	for (int kind = 0; kind < SOURCE_KINDS; kind++)
		if (groups[kind])
			json_object_set_new(all, groups[kind], group_json(run, sources, kind));
	return all;
}

static json_t *files_json(const struct output_files *files)
{
	json_t *all = json_object();

	for (size_t i = 0; i < files->n; i++) {
		const struct output_file *file = &files->files[i];
		struct hash hash = hash_text(file->text, file->size);

		json_object_set_new(all, file->path, json_string(hash.hex));
	}
	return all;
}

/* Of all headers: which were read together, as others refuse to, and what cannot be read. */
static void add_units(json_t *kernel, const struct model *model)
{
	json_t *units = json_array(), *unread = json_object();

	for (unsigned int i = 0; i < model->n_units; i++)
		json_array_append_new(units, json_array());
	for (size_t i = 0; i < model->n_headers; i++) {
		const struct header *header = &model->headers[i];

		if (header->selected && !header->missing)
			json_array_append_new(json_array_get(units, header->unit),
					      json_string(header->name));
	}
	for (size_t i = 0; i < model->n_unfit; i++)
		json_object_set_new(unread, model->unfit[i].name,
				    json_string(model->unfit[i].text));
	json_object_set_new(kernel, "units", units);
	json_object_set_new(kernel, "unread", unread);
}

static json_t *kernels_json(const struct model *const *models, unsigned int n)
{
	json_t *all = json_array();

	for (unsigned int i = 0; i < n; i++) {
		json_t *kernel = json_pack("{ss ss}", "release", models[i]->release, "arch",
					   models[i]->arch);

		if (models[i]->n_units)
			add_units(kernel, models[i]);
		json_array_append_new(all, kernel);
	}
	return all;
}

const char *manifest_text(struct run *run, const struct model *const *models, unsigned int n,
			  const struct paths *headers, const struct sources *sources,
			  const struct output_files *files)
{
	json_t *manifest = json_pack("{ss ss so so so so}", "sheath", SHEATH_VERSION, "libclang",
				     models[0]->clang, "kernels", kernels_json(models, n),
				     "headers", words_json(headers), "files", files_json(files),
				     "inputs", sources_json(run, sources));
	char *text = json_dumps(manifest, JSON_INDENT(1));
	const char *copy = arena_printf(&run->arena, "%s\n", text);

	free(text);
	json_decref(manifest);
	return copy;
}

/* NULL if it is no manifest. */
static json_t *load(struct run *run, const char *path)
{
	size_t size;
	const char *text = file_read(run, path, &size);
	json_t *manifest = text ? json_loadb(text, size, 0, NULL) : NULL;

	if (json_is_string(json_object_get(manifest, "sheath")) &&
	    json_is_object(json_object_get(manifest, "files")))
		return manifest;
	json_decref(manifest);
	return NULL;
}

bool manifest_is_ours(struct run *run, const char *path)
{
	json_t *manifest = load(run, path);

	json_decref(manifest);
	return manifest;
}

void manifest_files(struct run *run, const char *path, struct paths *files)
{
	json_t *manifest = load(run, path), *value;
	const char *name;

	if (!manifest)
		return;
	json_object_foreach(json_object_get(manifest, "files"), name, value)
		paths_add(run, files, arena_strdup(&run->arena, name));
	paths_add(run, files, OUTPUT_MANIFEST);
	paths_sort(files);
	json_decref(manifest);
}
