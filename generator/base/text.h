/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TEXT_H
#define SHEATH_TEXT_H

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * A string that grows. Invariant: @buf is never NULL and always ends in NUL,
 * also when empty, so it can be printed at any time. Start with TEXT_INIT, end
 * with text_release().
 */
struct text {
	char *buf;
	size_t len;
	size_t room;
};

extern char text_empty[];
#define TEXT_INIT { .buf = text_empty }

void text_release(struct text *text);
/* Keeps the room, forgets the contents. */
void text_reset(struct text *text);
void text_add(struct text *text, const char *s);
void text_add_n(struct text *text, const char *s, size_t n);
void text_addc(struct text *text, char c);
void text_printf(struct text *text, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));
/* As JSON has it: control characters, quotes and backslashes escaped; the rest is UTF-8 as it is. */
void text_add_quoted(struct text *text, const char *s);

/* Does it belong to a name, or a number, of C? */
static inline bool text_is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Does the string end so? */
bool text_ends(const char *s, const char *end);

#endif
