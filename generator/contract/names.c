// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/names.h"

static bool is_word(const char *word, size_t len, const char *name, size_t n, bool ends)
{
	return ends ? n >= len && !memcmp(word, name + n - len, len)
		    : n == len && !memcmp(word, name, len);
}

static bool find(const char *name, const char *const *words, bool ends)
{
	size_t len;

	for (; *name; name += len + !!name[len]) {
		len = strcspn(name, "_");
		for (const char *const *word = words; *word; word++)
			if (is_word(*word, strlen(*word), name, len, ends))
				return true;
	}
	return false;
}

bool name_has_word(const char *name, const char *const *words)
{
	return find(name, words, false);
}

bool name_has_end(const char *name, const char *const *ends)
{
	return find(name, ends, true);
}

bool name_finds(const char *name)
{
	static const char *const finding[] = { "find", "lookup", NULL };

	return name_has_word(name, finding);
}
