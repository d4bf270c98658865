// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "render/output_dir.h"
#include "render/stamp.h"

#define STAMP	   OUTPUT_PRIVATE "/stamp"
#define LAST_LINE  "end"
#define FIRST_LINE "sheath stamp 1 " SHEATH_VERSION

/* The kinds of sources in a stamp's lines; 'o' is a file of the output. */
static const char letters[SOURCE_KINDS + 1] = {
	[SOURCE_PROGRAM] = 'p', [SOURCE_CONTRACT] = 'c', [SOURCE_TEMPLATE] = 't',
	[SOURCE_CORE] = 'h',	[SOURCE_TREE] = 'k',	 [SOURCE_DIRECTORY] = 'd',
	[SOURCE_KINDS] = 'o',
};

/* The text up to the next @end, which is replaced by a NUL; NULL if there is none. */
static char *cut(char **rest, char end)
{
	char *start = *rest, *found = start ? strchr(start, end) : NULL;

	if (!found)
		return NULL;
	*found = '\0';
	*rest = found + 1;
	return start;
}

/* "k<TAB>size<TAB>mtime<TAB>hash<TAB>name<TAB>path" */
static bool parse_line(char *line, struct source *source)
{
	const char *kind = cut(&line, '\t'), *size = cut(&line, '\t'), *mtime = cut(&line, '\t');
	const char *hash = cut(&line, '\t'), *name = cut(&line, '\t');
	const char *letter = kind && *kind ? memchr(letters, *kind, sizeof(letters)) : NULL;

	if (!letter || !name || strlen(hash) != sizeof(source->hash.hex) - 1)
		return false;
	*source = (struct source){
		.kind = letter - letters,
		.name = name,
		.path = line,
		.size = strtoimax(size, NULL, 10),
		.mtime = strtoimax(mtime, NULL, 10),
	};
	memcpy(source->hash.hex, hash, sizeof(source->hash.hex));
	return true;
}

static void add(struct run *run, struct stamp *stamp, const struct source *source)
{
	struct sources *sources = &stamp->sources;

	if (source->kind == SOURCE_KINDS) {
		stamp->files[stamp->n_files++] = *source;
		return;
	}
	source_add(run, sources, source->kind, source->name, source->path);
	sources->list[sources->n - 1] = *source;
}

static size_t count_lines(const char *text)
{
	size_t n = 0;

	while ((text = strchr(text, '\n')))
		n++, text++;
	return n;
}

struct stamp *stamp_read(struct run *run, const char *out)
{
	struct stamp *stamp = arena_new(&run->arena, struct stamp, 1);
	char *rest = file_read(run, file_join(run, out, STAMP), NULL), *line;
	struct source source;

	line = cut(&rest, '\n');
	if (!line || strcmp(line, FIRST_LINE))
		return NULL;
	stamp->arguments = cut(&rest, '\n');
	stamp->totals = cut(&rest, '\n');
	if (!stamp->totals)
		return NULL;
	stamp->files = arena_new(&run->arena, struct source, count_lines(rest) + 1);
	while ((line = cut(&rest, '\n')) && strcmp(line, LAST_LINE)) {
		if (!parse_line(line, &source))
			return NULL;
		add(run, stamp, &source);
	}
	return line ? stamp : NULL;
}

bool stamp_holds(struct run *run, const struct stamp *stamp, const char *out, const char *arguments)
{
	if (strcmp(stamp->arguments, arguments))
		return false;
	for (size_t i = 0; i < stamp->sources.n; i++)
		if (!source_is_same(&stamp->sources.list[i]))
			return false;
	for (size_t i = 0; i < stamp->n_files; i++) {
		struct source file = stamp->files[i];

		file.path = file_join(run, out, file.path);
		if (!source_is_same(&file))
			return false;
	}
	return true;
}

static void print_source(struct text *text, const struct source *source)
{
	text_printf(text, "%c\t%" PRId64 "\t%" PRId64 "\t%s\t%s\t%s\n", letters[source->kind],
		    source->size, source->mtime, source->hash.hex, source->name, source->path);
}

static bool print_file(struct run *run, struct text *text, const char *out,
		       const struct output_file *file)
{
	struct source source = { .kind = SOURCE_KINDS, .name = "", .path = file->path };
	struct stat st;

	if (stat(file_join(run, out, file->path), &st))
		return false;
	source.size = st.st_size;
	source.mtime = file_mtime(&st);
	source.hash = hash_text(file->text, file->size);
	print_source(text, &source);
	return true;
}

/* Names with the characters that separate cannot be written down. */
static bool can_be_written(const struct source *source, int64_t began)
{
	return source->mtime <= began && !strpbrk(source->path, "\t\n") &&
	       !strpbrk(source->name, "\t\n");
}

bool stamp_write(struct run *run, const char *out, const char *arguments, const char *totals,
		 const struct sources *sources, const struct output_files *files, int64_t began)
{
	struct text text = TEXT_INIT;
	bool fine = !strchr(arguments, '\n');

	text_printf(&text, FIRST_LINE "\n%s\n%s\n", arguments, totals);
	for (size_t i = 0; fine && i < sources->n; i++) {
		fine = can_be_written(&sources->list[i], began);
		print_source(&text, &sources->list[i]);
	}
	for (size_t i = 0; fine && i < files->n; i++)
		fine = print_file(run, &text, out, &files->files[i]);
	text_add(&text, LAST_LINE "\n");
	fine = fine && file_make_dirs(run, file_join(run, out, OUTPUT_PRIVATE)) &&
	       file_replace(run, file_join(run, out, STAMP), text.buf, text.len);
	text_release(&text);
	return fine;
}
