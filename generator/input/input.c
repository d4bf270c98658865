// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "base/file.h"
#include "base/run.h"
#include "input/input.h"
#include "input/kbuild.h"

struct model *input_read(struct run *run, const struct input_options *options)
{
	struct input_options with_tree = *options;
	struct model *model;
	struct flags flags;
	struct tree tree;

	if (!input_probe(run, options->kernel, options->arch, &tree) ||
	    !kbuild_flags(run, &tree, options->cache, options->cache_readonly, &flags))
		return NULL;
	with_tree.symvers = file_join(run, tree.path, "Module.symvers");
	model = input_parse(run, &with_tree, &flags);
	if (!model)
		return NULL;
	model->release = tree.release;
	model->version = tree.version;
	model->arch = tree.arch;
	model->compiler = tree.compiler;
	model->randstruct = tree.randstruct;
	return model;
}
