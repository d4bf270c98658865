// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/run.h"
#include "input/input.h"
#include "input/kbuild.h"

/* Behind the kernel's own directories, which they cannot hide. */
static void add_own(struct run *run, const struct input_options *options, struct flags *flags)
{
	const char **words = arena_new(&run->arena, const char *, flags->n + options->n_own);

	if (!options->n_own)
		return;
	memcpy(words, flags->words, flags->n * sizeof(*words));
	for (unsigned int i = 0; i < options->n_own; i++)
		words[flags->n++] = arena_printf(&run->arena, "-I%s", options->own[i]);
	flags->words = words;
}

static bool is_own(struct run *run, const struct input_options *options, const char *header)
{
	for (unsigned int i = 0; header && i < options->n_own; i++)
		if (!access(file_join(run, options->own[i], header), R_OK))
			return true;
	return false;
}

/* What a header of one's own declares is no symbol of this kernel, and can be linked all the same. */
static void link_own(struct run *run, const struct input_options *options, struct model *model)
{
	for (size_t i = 0; options->n_own && i < model->n_functions; i++) {
		struct function *function = &model->functions[i];

		if (function->form == FUNCTION_EXTERN && function->export == EXPORT_NONE &&
		    is_own(run, options, function->header))
			function->export = EXPORT_ANY;
	}
}

struct model *input_read(struct run *run, const struct input_options *options)
{
	struct input_options with_tree = *options;
	struct model *model;
	struct flags flags;
	struct tree tree;

	if (!input_probe(run, options->kernel, options->arch, &tree) ||
	    !kbuild_flags(run, &tree, options->cache, options->cache_readonly, &flags))
		return NULL;
	add_own(run, options, &flags);
	with_tree.symvers = file_join(run, tree.path, "Module.symvers");
	model = input_parse(run, &with_tree, &flags);
	if (!model)
		return NULL;
	link_own(run, options, model);
	model->release = tree.release;
	model->version = tree.version;
	model->arch = tree.arch;
	model->compiler = tree.compiler;
	model->randstruct = tree.randstruct;
	return model;
}
