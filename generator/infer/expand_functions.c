// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The functions of make that work on words. */
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "base/text.h"
#include "infer/expanding.h"

/* Takes the next word of @at; false at the end. */
static bool next_word(const char **at, const char **word, size_t *n)
{
	*word = *at + strspn(*at, BLANK);
	*n = strcspn(*word, BLANK);
	*at = *word + *n;
	return *n;
}

static void add_word(struct text *out, const char *word, size_t n)
{
	if (out->len && !strchr(BLANK, out->buf[out->len - 1]))
		text_addc(out, ' ');
	text_add_n(out, word, n);
}

/* Does @word fit @pattern, where % stands for anything? Then @stem is what it stands for. */
static bool fits(const char *word, size_t n, const char *pattern, size_t n_pattern,
		 const char **stem, size_t *n_stem)
{
	const char *percent = memchr(pattern, '%', n_pattern);
	size_t before, after;

	*stem = word;
	*n_stem = 0;
	if (!percent)
		return n == n_pattern && !memcmp(word, pattern, n);
	before = (size_t)(percent - pattern);
	after = n_pattern - before - 1;
	if (n < before + after || memcmp(word, pattern, before) ||
	    memcmp(word + n - after, percent + 1, after))
		return false;
	*stem = word + before;
	*n_stem = n - before - after;
	return true;
}

static bool fits_any(const char *word, size_t n, const char *patterns)
{
	const char *pattern, *stem;
	size_t n_pattern, n_stem;

	while (next_word(&patterns, &pattern, &n_pattern))
		if (fits(word, n, pattern, n_pattern, &stem, &n_stem))
			return true;
	return false;
}

void patsubst(const char *pattern, const char *with, const char *words, struct text *out)
{
	const char *word, *stem;
	const char *percent = strchr(with, '%');
	size_t n, n_stem;

	while (next_word(&words, &word, &n)) {
		if (!fits(word, n, pattern, strlen(pattern), &stem, &n_stem)) {
			add_word(out, word, n);
			continue;
		}
		add_word(out, with, percent ? (size_t)(percent - with) : strlen(with));
		if (percent) {
			text_add_n(out, stem, n_stem);
			text_add(out, percent + 1);
		}
	}
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* --- functions --- */

static void do_subst(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	size_t len = strlen(args[0]);
	const char *at = args[2], *found;

	(void)e, (void)n;
	for (; len && (found = strstr(at, args[0])); at = found + len) {
		text_add_n(out, at, (size_t)(found - at));
		text_add(out, args[1]);
	}
	text_add(out, at);
}

static void do_patsubst(struct expansion *e, const char *const *args, unsigned int n,
			struct text *out)
{
	(void)e, (void)n;
	patsubst(args[0], args[1], args[2], out);
}

static void filter(const char *patterns, const char *words, bool wanted, struct text *out)
{
	const char *word;
	size_t n;

	while (next_word(&words, &word, &n))
		if (fits_any(word, n, patterns) == wanted)
			add_word(out, word, n);
}

static void do_filter(struct expansion *e, const char *const *args, unsigned int n,
		      struct text *out)
{
	(void)e, (void)n;
	filter(args[0], args[1], true, out);
}

static void do_filter_out(struct expansion *e, const char *const *args, unsigned int n,
			  struct text *out)
{
	(void)e, (void)n;
	filter(args[0], args[1], false, out);
}

static void do_addprefix(struct expansion *e, const char *const *args, unsigned int n,
			 struct text *out)
{
	const char *words = args[1], *word;
	size_t len;

	(void)e, (void)n;
	while (next_word(&words, &word, &len)) {
		add_word(out, args[0], strlen(args[0]));
		text_add_n(out, word, len);
	}
}

static void do_addsuffix(struct expansion *e, const char *const *args, unsigned int n,
			 struct text *out)
{
	const char *words = args[1], *word;
	size_t len;

	(void)e, (void)n;
	while (next_word(&words, &word, &len)) {
		add_word(out, word, len);
		text_add(out, args[0]);
	}
}

static void do_strip(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	filter("", args[0], false, out);
	(void)e, (void)n;
}

static void do_sort(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	struct paths list = { 0 };
	const char *words = args[0], *word;
	size_t len;

	(void)n;
	while (next_word(&words, &word, &len))
		paths_add(e->mk->run, &list, arena_strndup(&e->mk->run->arena, word, len));
	if (list.n)
		qsort(list.paths, list.n, sizeof(*list.paths), compare_words);
	for (size_t i = 0; i < list.n; i++)
		if (!i || strcmp(list.paths[i], list.paths[i - 1]))
			add_word(out, list.paths[i], strlen(list.paths[i]));
}

/* Parts of file names: what of a word from @from to @to stays. */
static void do_notdir(struct expansion *e, const char *const *args, unsigned int n,
		      struct text *out)
{
	const char *words = args[0], *word;
	size_t len;

	(void)e, (void)n;
	while (next_word(&words, &word, &len)) {
		const char *slash = memrchr(word, '/', len);
		const char *name = slash ? slash + 1 : word;

		add_word(out, name, len - (size_t)(name - word));
	}
}

static void do_dir(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	const char *words = args[0], *word;
	size_t len;

	(void)e, (void)n;
	while (next_word(&words, &word, &len)) {
		const char *slash = memrchr(word, '/', len);

		if (slash)
			add_word(out, word, (size_t)(slash + 1 - word));
		else
			add_word(out, "./", 2);
	}
}

static void do_basename(struct expansion *e, const char *const *args, unsigned int n,
			struct text *out)
{
	const char *words = args[0], *word;
	size_t len;

	(void)e, (void)n;
	while (next_word(&words, &word, &len)) {
		const char *dot = memrchr(word, '.', len);
		const char *slash = memrchr(word, '/', len);

		add_word(out, word, dot && dot > slash ? (size_t)(dot - word) : len);
	}
}

static void do_findstring(struct expansion *e, const char *const *args, unsigned int n,
			  struct text *out)
{
	(void)e, (void)n;
	if (strstr(args[1], args[0]))
		text_add(out, args[0]);
}

static void do_word(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	long wanted = atol(args[0]);
	const char *words = args[1], *word;
	size_t len;

	(void)e, (void)n;
	while (next_word(&words, &word, &len))
		if (!--wanted)
			text_add_n(out, word, len);
}

static void do_firstword(struct expansion *e, const char *const *args, unsigned int n,
			 struct text *out)
{
	const char *words = args[0], *word;
	size_t len;

	(void)e, (void)n;
	if (next_word(&words, &word, &len))
		text_add_n(out, word, len);
}

static void do_wildcard(struct expansion *e, const char *const *args, unsigned int n,
			struct text *out)
{
	const char *words = args[0], *word;
	const char *root = e->mk->root;
	size_t len;

	(void)n;
	while (next_word(&words, &word, &len)) {
		const char *pattern = arena_strndup(&e->mk->run->arena, word, len);
		const char *full = file_join(e->mk->run, root, pattern);
		glob_t found;

		if (glob(full, 0, NULL, &found))
			continue;
		for (size_t i = 0; i < found.gl_pathc; i++) {
			const char *name = *word == '/' ? found.gl_pathv[i]
							: file_below(found.gl_pathv[i], root);

			if (name)
				add_word(out, name, strlen(name));
		}
		globfree(&found);
	}
}

static void do_same(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	(void)e, (void)n;
	text_add(out, args[0]);
}

static void do_nothing(struct expansion *e, const char *const *args, unsigned int n,
		       struct text *out)
{
	(void)e, (void)args, (void)n, (void)out;
}

/* Functions whose arguments are expanded by themselves, when it is known that they are needed. */
static void do_if(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	const char *condition = sub_expand(e, args[0], strlen(args[0]));
	unsigned int which = condition[strspn(condition, BLANK)] ? 1 : 2;

	if (which < n)
		expand_into(e, args[which], strlen(args[which]), out);
}

static void do_or(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	for (unsigned int i = 0; i < n; i++) {
		const char *value = sub_expand(e, args[i], strlen(args[i]));

		if (!value[strspn(value, BLANK)])
			continue;
		text_add(out, value);
		return;
	}
}

static void do_and(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	const char *value = "";

	for (unsigned int i = 0; i < n; i++) {
		value = sub_expand(e, args[i], strlen(args[i]));
		if (!value[strspn(value, BLANK)])
			return;
	}
	text_add(out, value);
}

static void do_foreach(struct expansion *e, const char *const *args, unsigned int n,
		       struct text *out)
{
	const char *name = sub_expand(e, args[0], strlen(args[0]));
	const char *words = sub_expand(e, args[1], strlen(args[1])), *word;
	size_t len;

	(void)n;
	while (next_word(&words, &word, &len)) {
		const char *value;

		makefile_set(e->mk, name, arena_strndup(&e->mk->run->arena, word, len));
		value = sub_expand(e, args[2], strlen(args[2]));
		add_word(out, value, strlen(value));
	}
}

static void do_call(struct expansion *e, const char *const *args, unsigned int n, struct text *out)
{
	const char *given[MAX_ARGS];
	struct expansion inner = { e->mk, e->depth + 1, given, n };
	const struct make_variable *body;

	for (unsigned int i = 0; i < n; i++)
		given[i] = sub_expand(e, args[i], strlen(args[i]));
	body = makefile_find(e->mk, given[0]);
	if (body && inner.depth < DEPTH)
		expand_into(&inner, body->value, strlen(body->value), out);
}

static const struct make_function functions[] = {
	{ "subst", 3, 3, false, do_subst },	    { "patsubst", 3, 3, false, do_patsubst },
	{ "filter", 2, 2, false, do_filter },	    { "filter-out", 2, 2, false, do_filter_out },
	{ "addprefix", 2, 2, false, do_addprefix }, { "addsuffix", 2, 2, false, do_addsuffix },
	{ "strip", 1, 1, false, do_strip },	    { "sort", 1, 1, false, do_sort },
	{ "notdir", 1, 1, false, do_notdir },	    { "dir", 1, 1, false, do_dir },
	{ "basename", 1, 1, false, do_basename },   { "findstring", 2, 2, false, do_findstring },
	{ "word", 2, 2, false, do_word },	    { "firstword", 1, 1, false, do_firstword },
	{ "wildcard", 1, 1, false, do_wildcard },   { "abspath", 1, 1, false, do_same },
	{ "realpath", 1, 1, false, do_same },	    { "if", 2, 3, true, do_if },
	{ "or", 1, MAX_ARGS, true, do_or },	    { "and", 1, MAX_ARGS, true, do_and },
	{ "foreach", 3, 3, true, do_foreach },	    { "call", 1, MAX_ARGS, true, do_call },
	{ "shell", 1, 1, true, do_nothing },	    { "eval", 1, 1, true, do_nothing },
	{ "error", 1, 1, true, do_nothing },	    { "warning", 1, 1, true, do_nothing },
	{ "info", 1, 1, true, do_nothing },	    { "origin", 1, 1, true, do_nothing },
};

const struct make_function *find_function(const char *text, size_t n)
{
	size_t len = 0;

	while (len < n && !strchr(BLANK, text[len]))
		len++;
	for (size_t i = 0; len < n && i < sizeof(functions) / sizeof(*functions); i++)
		if (strlen(functions[i].name) == len && !memcmp(functions[i].name, text, len))
			return &functions[i];
	return NULL;
}
