// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/survey.h"

/* Directories of include/ that are no driver's business, or are read as part of others. */
static const char *const passed_over[] = {
	"asm-generic/", "config/", "dt-bindings/", "generated/", "math-emu/", "kunit/",
	"kvm/",		"rv/",	   "trace/",	   "uapi/",	 "vdso/",     "asm/",
};

static bool is_passed_over(const char *name)
{
	for (size_t i = 0; i < sizeof(passed_over) / sizeof(*passed_over); i++)
		if (!strncmp(name, passed_over[i], strlen(passed_over[i])))
			return true;
	return !strchr(name, '/') || !file_is_header(name);
}

/* Is "-I@word" one of the kernel's own directories of headers for all architectures? */
static bool is_include(struct run *run, const char *dir)
{
	return !strstr(dir, "/arch/") && file_is_directory(file_join(run, dir, "linux"));
}

/* Does a contract file count it as part of another header? */
static bool is_spoken_for(const struct input_options *options, const char *name)
{
	for (unsigned int i = 0; i < options->n_headers; i++)
		for (unsigned int j = 0; j < options->headers[i].n_also; j++)
			if (!fnmatch(options->headers[i].also[j], name, FNM_PATHNAME))
				return true;
	return false;
}

static void add_names(struct run *run, const struct input_options *options, const char *dir,
		      struct table *seen, struct paths *names)
{
	struct paths found = { 0 };

	if (!file_list(run, dir, false, &found))
		return;
	for (size_t i = 0; i < found.n; i++)
		if (!is_passed_over(found.paths[i]) &&
		    !(options->all && is_spoken_for(options, found.paths[i])) &&
		    table_add(&run->arena, seen, found.paths[i], found.paths[i]))
			paths_add(run, names, found.paths[i]);
}

const struct input_options *survey_headers(struct run *run, const struct input_options *options,
					   const struct flags *flags)
{
	struct input_options *all = arena_new(&run->arena, struct input_options, 1);
	struct input_header *headers;
	struct table seen = { 0 };
	struct paths names = { 0 };

	*all = *options;
	for (unsigned int i = 0; i < options->n_headers; i++)
		table_add(&run->arena, &seen, options->headers[i].name, options);
	for (unsigned int i = 0; i < flags->n; i++)
		if (!strncmp(flags->words[i], "-I", 2) && is_include(run, flags->words[i] + 2))
			add_names(run, options, flags->words[i] + 2, &seen, &names);
	paths_sort(&names);
	headers = arena_new(&run->arena, struct input_header, options->n_headers + names.n);
	if (options->n_headers)
		memcpy(headers, options->headers, options->n_headers * sizeof(*headers));
	for (size_t i = 0; i < names.n; i++)
		headers[options->n_headers + i] =
			(struct input_header){ .name = names.paths[i], .other = true };
	all->headers = headers;
	all->n_headers = options->n_headers + (unsigned int)names.n;
	return all;
}

/* Is one of @words in the line at @p, whatever its case? */
static bool line_says(const char *p, const char *end, const char *const *words)
{
	char line[256];
	size_t n = 0;

	while (p < end && *p != '\n' && n < sizeof(line) - 1)
		line[n++] = (char)tolower((unsigned char)*p++);
	line[n] = '\0';
	for (; *words; words++)
		if (strstr(line, *words))
			return true;
	return false;
}

bool survey_is_part(const struct mapped *text)
{
	static const char *const words[] = { "include", NULL };
	static const char *const hows[] = { "direct", "do not", "don't", "instead",
					    "only",   "never",	NULL };
	const char *p = text->text, *end = p + text->size;

	while ((p = memmem(p, (size_t)(end - p), "error", 5))) {
		const char *before = p;

		p += 5;
		while (before > text->text && (before[-1] == ' ' || before[-1] == '\t'))
			before--;
		if (before > text->text && before[-1] == '#' && line_says(p, end, words) &&
		    line_says(p, end, hows))
			return true;
	}
	return false;
}

bool survey_is_number(const char *body, int64_t *value)
{
	bool negative, is_unsigned = false;
	unsigned long long number;
	char *end;

	body += strspn(body, "(");
	negative = *body == '-';
	body += negative;
	if (!isdigit((unsigned char)*body))
		return false;
	errno = 0;
	number = strtoull(body, &end, 0);
	for (; *end && strchr("uUlL", *end); end++)
		is_unsigned = is_unsigned || tolower((unsigned char)*end) == 'u';
	if (errno || end[strspn(end, ")")])
		return false;
	/* otherwise its type counts */
	if (negative && (is_unsigned || number > INT32_MAX))
		return false;
	*value = negative ? -(int64_t)number : (int64_t)number;
	return true;
}

bool survey_is_constant(const char *body)
{
	static const char *const others[] = { "do",  "struct",	"static", "extern",
					      "if",  "const",	"inline", "__attribute__",
					      "asm", "volatile" };
	size_t word = strspn(body, "abcdefghijklmnopqrstuvwxyz_");

	if (!*body || body[strspn(body, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					"0123456789_ ()+-*/%<>=|&~^!?:,'")])
		return false;
	/* another name for a function or variable */
	if (word && !body[word])
		return false;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (strlen(others[i]) == word && !strncmp(body, others[i], word))
			return false;
	return true;
}
