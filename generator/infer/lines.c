// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "infer/lines.h"

static bool begins(const char *line, const char *const *words)
{
	while (*words && strncmp(line, *words, strlen(*words)) != 0)
		words++;
	return *words;
}

bool lines_next(const char **at, const char *const *words, struct text *line)
{
	while (**at) {
		const char *start = *at;
		size_t n = strcspn(start, "\n");

		*at += n + (start[n] == '\n');
		if (!begins(start, words))
			continue;
		text_reset(line);
		text_add_n(line, start, n);
		return true;
	}
	return false;
}
