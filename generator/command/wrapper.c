// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "command/wrapper.h"

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The next place after @from where @name stands before a parenthesis; NULL if there is none. */
static const char *next_use(const char *text, const char *from, const char *name)
{
	size_t len = strlen(name);

	while ((from = strstr(from, name))) {
		if (from[len] == '(' && (from == text || !in_name(from[-1])))
			return from;
		from += len;
	}
	return NULL;
}

static const char *line_start(const char *text, const char *at)
{
	while (at > text && at[-1] != '\n')
		at--;
	return at;
}

/* Behind the parenthesis that closes the first one at or after @at; NULL if none does. */
static const char *behind_parenthesis(const char *at)
{
	unsigned int depth = 0;

	for (; *at; at++) {
		if (*at == '(')
			depth++;
		else if (*at == ')' && !--depth)
			return at + 1;
	}
	return NULL;
}

/* Where a line that begins with @start ends what was before: nothing of it is a declaration. */
static bool separates(const char *start, const char *end)
{
	return end == start || *start == '#' || *start == ' ' || *start == '/' || end[-1] == '}' ||
	       end[-1] == ';' || end[-1] == '/' || end[-1] == '\\';
}

/* The first line of the declaration that goes on at the line @start. */
static const char *declaration_start(const char *text, const char *start)
{
	while (start > text) {
		const char *before = line_start(text, start - 1);

		if (separates(before, start - 1))
			break;
		start = before;
	}
	return start;
}

/* On one line, without how it is stored and inlined. */
static const char *one_line(struct run *run, const char *start, const char *end)
{
	static const char storage[] = "static __always_inline ";
	struct text line = TEXT_INIT;
	const char *copy;

	for (const char *at = start; at < end; at++) {
		bool blank = isspace((unsigned char)*at) || *at == '\\';

		if (!blank)
			text_addc(&line, *at);
		else if (line.len && !strchr(" (", line.buf[line.len - 1]))
			text_addc(&line, ' ');
	}
	copy = line.buf;
	if (!strncmp(copy, storage, strlen(storage)))
		copy += strlen(storage);
	copy = arena_strdup(&run->arena, copy);
	text_release(&line);
	return copy;
}

static bool is_macro(const char *start, const char *use)
{
	return use - start == (ptrdiff_t)strlen("#define ") &&
	       !strncmp(start, "#define ", strlen("#define ")) && behind_parenthesis(use);
}

/* A body follows the parameters. */
static bool is_function(const char *start, const char *use)
{
	const char *end = behind_parenthesis(use);

	return end && !isspace((unsigned char)*start) && *start != '#' && *start != '/' &&
	       end[strspn(end, " \t\n")] == '{';
}

const char *wrapper_in_text(struct run *run, const char *text, const char *name)
{
	const char *macro = NULL;

	for (const char *use = next_use(text, text, name); use;
	     use = next_use(text, use + 1, name)) {
		const char *start = line_start(text, use);

		if (is_function(start, use))
			return one_line(run, declaration_start(text, start),
					behind_parenthesis(use));
		if (is_macro(start, use) && !macro)
			macro = use;
	}
	return macro ? one_line(run, macro, behind_parenthesis(macro)) : NULL;
}

const char *wrapper_in_files(struct run *run, const struct output_files *files, const char *name)
{
	for (size_t i = 0; i < files->n; i++) {
		const struct output_file *file = &files->files[i];
		const char *found;

		if (!file_is_header(file->path))
			continue;
		found = wrapper_in_text(run, file->text, name);
		if (found)
			return found;
	}
	return NULL;
}
