// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Two things that are done, and undone, together. */
#include <string.h>

#include "base/run.h"
#include "contract/pair_names.h"
#include "contract/pair_table.h"

/* The word that plainly means the opposite; NULL: none. */
static const char *opposite(struct run *run, const char *word, size_t len)
{
	for (size_t i = 0; i < n_pairs; i++)
		if (pairs[i].strength == FIRM && word_ends_in(word, len, &pairs[i].acquires))
			return arena_printf(&run->arena, "%.*s%s",
					    (int)(len - pairs[i].acquires.len), word,
					    pairs[i].releases.text);
	return NULL;
}

const char *pair_words_both(struct run *run, const char *name)
{
	for (const char *word = name; *word;) {
		size_t len = strcspn(word, "_");
		const char *next = word + len + (word[len] == '_');
		size_t next_len = strcspn(next, "_");
		const char *first = opposite(run, word, len);
		const char *second = first && next_len ? opposite(run, next, next_len) : NULL;

		if (second)
			return run_intern(run, arena_printf(&run->arena, "%.*s%s_%s%s",
							    (int)(word - name), name, second, first,
							    next + next_len));
		word = next;
	}
	return NULL;
}
