// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "input/broken.h"

struct looking {
	struct run *run;
	const struct files *files;
	const char *prelude; /* or NULL */
	struct broken *broken;
};

static bool break_header(struct looking *l, const char *name, const struct unfit *error)
{
	return table_add(&l->run->arena, &l->broken->headers, name, error);
}

static void add_wanted(struct looking *l, const struct file *file, const char *word, size_t len)
{
	struct broken *broken = l->broken;

	if (broken->n_wanted == broken->room) {
		struct wanted *grown;

		broken->room = broken->room ? 2 * broken->room : 64;
		grown = arena_new(&l->run->arena, struct wanted, broken->room);
		if (broken->n_wanted)
			memcpy(grown, broken->wanted, broken->n_wanted * sizeof(*grown));
		broken->wanted = grown;
	}
	broken->wanted[broken->n_wanted++] =
		(struct wanted){ file->name, run_intern_n(l->run, word, len) };
}

/* "unknown type name 'u8'": what stands in quotes should have been declared before. */
static void find_wanted(struct looking *l, const struct file *file, const char *text)
{
	static const char *const phrases[] = { "unknown type name", "incomplete type",
					       "undeclared" };
	const char *open, *close;

	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++) {
		if (!strstr(text, phrases[i]))
			continue;
		open = strchr(text, '\'');
		close = open ? strchr(open + 1, '\'') : NULL;
		if (close)
			add_wanted(l, file, open + 1, (size_t)(close - open - 1));
		return;
	}
}

static bool is_main(const struct file *file)
{
	return !strcmp(file->path, MAIN_FILE);
}

/* Is it there because of what goes before everything? */
static bool is_of_prelude(const struct looking *l, const struct file *file)
{
	return file && l->prelude && file_came_with(file, l->prelude);
}

bool broken_by_other(const char *error)
{
	static const char *const phrases[] = { "redefinition", "conflicting", "redeclar",
					       "does not match previous" };

	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		if (strstr(error, phrases[i]))
			return true;
	return false;
}

/*
 * Does the error say that the prelude has something else of that name, as any unit's does? What it
 * only declares, or a macro of it that is used, has a note, too.
 */
static bool contradicts_prelude(const struct looking *l, const struct finding *finding)
{
	for (unsigned int i = 0; broken_by_other(finding->text) && i < finding->n_notes; i++)
		if (is_of_prelude(l, finding->notes[i]))
			return !is_of_prelude(l, finding->file);
	return false;
}

/*
 * The file with the error, and all that led to it. One without a guard that was read twice had it
 * the last time: if it is text for others to include, then because it was included for itself.
 */
static void note_error(struct looking *l, const struct finding *finding)
{
	struct unfit *error = arena_new(&l->run->arena, struct unfit, 1);
	const struct file *file = finding->file;
	const char *text = finding->text;

	*error = (struct unfit){ finding->at.file, finding->at.line, text };
	find_wanted(l, file, text);
	if (contradicts_prelude(l, finding))
		table_add(&l->run->arena, &l->broken->hopeless, file->name, error);
	if (file->again && (is_main(file->again) || (file->includer && is_main(file->includer)))) {
		table_add(&l->run->arena, &l->broken->hopeless, file->name, error);
		break_header(l, file->name, error);
	}
	for (file = file->again ? file->again : file; file && !is_main(file);
	     file = file->includer) {
		break_header(l, file->name, error);
		if (strstr(text, "file not found"))
			table_add(&l->run->arena, &l->broken->hopeless, file->name, error);
	}
}

/* "linux/btree-type.h", of #include "btree-type.h" in linux/btree.h. */
static const char *included_name(struct looking *l, const struct source *source,
				 const struct scan_include *include)
{
	const char *slash = strrchr(source->name, '/'), *beside;

	if (!include->quoted || !slash)
		return include->name;
	beside = arena_printf(&l->run->arena, "%.*s/%s", (int)(slash - source->name), source->name,
			      include->name);
	return files_entered(l->files, beside) ? beside : include->name;
}

/*
 * A header that includes one with an error, which others led to before. Were that #include left
 * out by the configuration, it could be that the header itself had been there first.
 */
static bool includes_broken(struct looking *l, const struct source *source)
{
	const struct file *file = files_entered(l->files, source->name);

	for (size_t i = 0; file && i < source->scan->n_includes; i++) {
		const char *name = included_name(l, source, &source->scan->includes[i]);
		const struct unfit *error = table_find(&l->broken->headers, name);
		const struct file *included = NULL;

		if (error && !table_find(&l->broken->hopeless, name))
			included = files_entered(l->files, name);

		if (included && included->order < file->order)
			return break_header(l, file->name, error);
	}
	return false;
}

void broken_find(struct run *run, const struct findings *findings, const struct files *files,
		 const struct main_file *main_file, const char *prelude, struct broken *broken)
{
	struct looking l = { .run = run, .files = files, .prelude = prelude, .broken = broken };
	bool more = findings->n;

	for (unsigned int i = 0; i < findings->n; i++)
		if (findings->list[i].is_error && findings->list[i].file)
			note_error(&l, &findings->list[i]);
	while (more) {
		more = false;
		for (unsigned int i = 0; i < main_file->n_sources; i++)
			if (!table_find(&broken->headers, main_file->sources[i].name))
				more |= includes_broken(&l, &main_file->sources[i]);
	}
}
