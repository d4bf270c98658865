// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "infer/offered.h"

#define EXPORT "EXPORT_"

static size_t word_length(const char *at)
{
	size_t n = 0;

	while (at[n] == '_' || isalnum((unsigned char)at[n]))
		n++;
	return n;
}

static void add_words(struct run *run, struct table *words, const char *at)
{
	for (size_t n; *at; at += n ? n : 1) {
		n = word_length(at);
		if (n && !table_find_n(words, at, n)) {
			const char *word = arena_strndup(&run->arena, at, n);

			table_add(&run->arena, words, word, word);
		}
	}
}

static void read_headers(struct run *run, struct table *words, const char *dir)
{
	struct paths names = { 0 };

	if (!file_list(run, dir, false, &names))
		return;
	for (size_t i = 0; i < names.n; i++) {
		struct run scratch;
		const char *text;
		size_t size;

		if (!file_is_header(names.paths[i]))
			continue;
		run_init(&scratch);
		text = file_read(&scratch, file_join(&scratch, dir, names.paths[i]), &size);
		if (text)
			add_words(run, words, text);
		run_release(&scratch);
	}
}

struct offered *offered_find(struct run *run, const char *root, const char *arch)
{
	struct offered *offered = arena_new(&run->arena, struct offered, 1);

	offered->arch_dir = arena_printf(&run->arena, "arch/%s/include", arch);
	table_reserve(&run->arena, &offered->words, 1 << 20);
	read_headers(run, &offered->words, file_join(run, root, "include"));
	read_headers(run, &offered->words, file_join(run, root, offered->arch_dir));
	return offered;
}

bool offered_function(const struct offered *offered, const char *name, struct place at)
{
	if (file_is_header(at.file)) /* events have functions of their own, and programs headers */
		return !strstr(at.file, "../") && !strstr(at.file, "/uapi/") &&
		       !file_below(at.file, "include/trace") &&
		       (file_below(at.file, "include") || file_below(at.file, offered->arch_dir));
	return table_find(&offered->words, name);
}

/* Not a kind of EXPORT_SYMBOL(): the definition or the condition of one. */
bool offered_by(const struct offered *offered, const char *text)
{
	for (const char *at = text; (at = strstr(at, EXPORT)); at++) {
		const char *name = at + word_length(at);

		name += strspn(name, " \t\n(");
		if (word_length(name) && table_find_n(&offered->words, name, word_length(name)))
			return true;
	}
	return false;
}
