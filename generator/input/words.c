// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "input/words.h"

struct splitting {
	const char *p, *end;
	char *out; /* where the next character goes */
};

/* What stands between quotes of one kind; a backslash counts only between double ones. */
static void quoted(struct splitting *s)
{
	char quote = *s->p++;

	while (s->p < s->end && *s->p != quote) {
		if (quote == '"' && *s->p == '\\' && s->p + 1 < s->end && strchr("\"\\$`", s->p[1]))
			s->p++;
		*s->out++ = *s->p++;
	}
	if (s->p < s->end)
		s->p++;
}

static void word(struct splitting *s)
{
	while (s->p < s->end && !strchr(" \t;", *s->p)) {
		if (*s->p == '\'' || *s->p == '"') {
			quoted(s);
		} else {
			if (*s->p == '\\' && s->p + 1 < s->end)
				s->p++;
			*s->out++ = *s->p++;
		}
	}
}

struct words words_split(struct run *run, const char *line, size_t len)
{
	/* each word needs room for its NUL: at most one for each character of the line */
	struct splitting s = { line, line + len, arena_alloc(&run->arena, 2 * len + 2) };
	struct words words = { arena_new(&run->arena, const char *, len + 1), 0 };

	for (;;) {
		while (s.p < s.end && (*s.p == ' ' || *s.p == '\t'))
			s.p++;
		if (s.p == s.end)
			return words;
		words.words[words.n++] = s.out;
		if (*s.p == ';')
			*s.out++ = *s.p++;
		else
			word(&s);
		*s.out++ = '\0';
	}
}
