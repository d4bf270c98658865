// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Two things that are done, and undone, together. */
#include <string.h>

#include "base/run.h"
#include "contract/pair_names.h"

/* The word that plainly means the opposite; NULL: none. */
static const char *opposite(struct run *run, const char *word, size_t len)
{
	const char *found = NULL, *name;
	struct pair_names names;

	pair_names_init(&names, run_intern_n(run, word, len));
	while (!found && (name = pair_names_next(&names)))
		if (pair_names_strong(&names))
			found = run_intern(run, name);
	pair_names_release(&names);
	return found;
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
