// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/tree.h"

#define AUTO_CONF "include/config/auto.conf"

/*
 * The first whose option is set counts: User Mode Linux also sets that of the
 * processor on which it runs as a program.
 */
static const struct arch archs[] = {
	{ "um", "uml", "um", "CONFIG_UML", "x86_64-linux-gnu" },
	{ "x86_64", "amd64", "x86", "CONFIG_X86_64", "x86_64-linux-gnu" },
	{ "arm64", "aarch64", "arm64", "CONFIG_ARM64", "aarch64-linux-gnu" },
};

#define N_ARCHS (sizeof(archs) / sizeof(*archs))

/* Flags, layouts and what can be linked come from these. */
static const char *const key_files[] = {
	AUTO_CONF,
	"include/generated/autoconf.h",
	"include/config/kernel.release",
	"include/generated/uapi/linux/version.h",
	"Module.symvers",
	"Makefile",
};

#define N_KEY_FILES (sizeof(key_files) / sizeof(*key_files))

const struct arch *arch_find(const char *name)
{
	for (size_t i = 0; i < N_ARCHS; i++)
		if (!strcmp(archs[i].name, name) || !strcmp(archs[i].alias, name) ||
		    !strcmp(archs[i].kbuild, name))
			return &archs[i];
	return NULL;
}

const char *tree_config(struct run *run, const char *path, size_t *size)
{
	return file_read(run, file_join(run, path, AUTO_CONF), size);
}

/* The value of an option in auto.conf, without quotes; NULL if it is not set. */
static const char *config_value(struct run *run, const char *config, const char *option)
{
	size_t len = strlen(option);

	for (const char *at = config; (at = strstr(at, option)); at += len) {
		const char *value = at + len + 1;
		size_t n;

		if ((at > config && at[-1] != '\n') || at[len] != '=')
			continue;
		n = strcspn(value, "\n");
		if (n >= 2 && *value == '"' && value[n - 1] == '"')
			return run_intern_n(run, value + 1, n - 2);
		return run_intern_n(run, value, n);
	}
	return NULL;
}

static bool config_set(struct run *run, const char *config, const char *option)
{
	const char *value = config_value(run, config, option);

	return value && !strcmp(value, "y");
}

static const struct arch *config_arch(struct run *run, const char *config)
{
	for (size_t i = 0; i < N_ARCHS; i++)
		if (config_set(run, config, archs[i].config))
			return &archs[i];
	return NULL;
}

/* The number that "#define @name NUMBER" gives. */
static int defined_number(const char *text, const char *name)
{
	const char *at = strstr(text, name);

	return at ? atoi(at + strlen(name)) : 0;
}

static const char *read_version(struct run *run, const char *path)
{
	size_t size;
	const char *text = file_read(
		run, file_join(run, path, "include/generated/uapi/linux/version.h"), &size);

	if (!text)
		return NULL;
	return run_intern(run, arena_printf(&run->arena, "%d.%d.%d",
					    defined_number(text, "LINUX_VERSION_MAJOR "),
					    defined_number(text, "LINUX_VERSION_PATCHLEVEL "),
					    defined_number(text, "LINUX_VERSION_SUBLEVEL ")));
}

/*
 * What modules of this kernel say their version is. The generated header counts:
 * a copied tree's kernel.release may lag behind it.
 */
static const char *read_release(struct run *run, const char *path)
{
	size_t size;
	const char *text, *quote;

	text = file_read(run, file_join(run, path, "include/generated/utsrelease.h"), &size);
	quote = text ? strchr(text, '"') : NULL;
	if (quote)
		return run_intern_n(run, quote + 1, strcspn(quote + 1, "\"\n"));
	text = file_read(run, file_join(run, path, "include/config/kernel.release"), &size);
	return text ? run_intern_n(run, text, strcspn(text, "\n")) : NULL;
}

/* Complaints about a tree name it as the user did. */
static struct place at_tree(const char *kernel)
{
	return (struct place){ kernel, 0, 0 };
}

static bool not_configured(struct run *run, const char *kernel, const char *what)
{
	diag_error(run, EXIT_KERNEL, at_tree(kernel),
		   "kernel tree is not configured for modules: no %s", what);
	diag_note(
		run, at_tree(kernel),
		"a distribution's headers package is; a source tree needs 'make modules_prepare'");
	return false;
}

static bool check_arch(struct run *run, const char *kernel, const char *asked,
		       const struct arch *found)
{
	const struct arch *wanted = asked ? arch_find(asked) : found;

	if (!found)
		diag_error(run, EXIT_KERNEL, at_tree(kernel),
			   "kernel tree is of an architecture that is not supported (x86_64, "
			   "arm64 and um are)");
	else if (!wanted)
		diag_error(run, EXIT_USAGE, NOWHERE,
			   "architecture '%s' is not supported (x86_64, arm64 and um are)", asked);
	else if (wanted != found)
		diag_error(run, EXIT_KERNEL, at_tree(kernel),
			   "kernel tree is configured for %s, not for %s", found->name,
			   wanted->name);
	return found && wanted == found;
}

static void list_files(struct run *run, struct tree *tree)
{
	tree->files = arena_new(&run->arena, const char *, N_KEY_FILES);
	for (size_t i = 0; i < N_KEY_FILES; i++)
		tree->files[tree->n_files++] = file_join(run, tree->path, key_files[i]);
}

bool input_probe(struct run *run, const char *kernel, const char *arch, struct tree *tree)
{
	const struct arch *found;
	const char *config;
	size_t size;

	*tree = (struct tree){ .path = file_real(run, kernel) };
	if (!tree->path || !file_is_directory(tree->path)) {
		diag_error(run, EXIT_KERNEL, at_tree(kernel), "no kernel tree: %s",
			   strerror(tree->path ? ENOTDIR : errno));
		return false;
	}
	config = tree_config(run, tree->path, &size);
	if (!config)
		return not_configured(run, kernel, AUTO_CONF);
	tree->release = read_release(run, tree->path);
	tree->version = read_version(run, tree->path);
	if (!tree->release || !tree->version)
		return not_configured(run, kernel, "include/generated/utsrelease.h");
	found = config_arch(run, config);
	if (!check_arch(run, kernel, arch, found))
		return false;
	tree->arch = found->name;
	tree->compiler = config_value(run, config, "CONFIG_CC_VERSION_TEXT");
	if (!tree->compiler)
		tree->compiler = "";
	tree->clang = config_set(run, config, "CONFIG_CC_IS_CLANG");
	tree->randstruct = config_set(run, config, "CONFIG_RANDSTRUCT");
	list_files(run, tree);
	return true;
}
