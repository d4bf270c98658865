// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* What an empty text points to, so that buf is never NULL; it is never written. */
char text_empty[1];

static void text_grow(struct text *text, size_t more)
{
	size_t room = text->room ? text->room : 64;
	char *buf;

	if (text->room && text->room - text->len > more)
		return;
	while (room - text->len <= more)
		room *= 2;
	buf = realloc(text->room ? text->buf : NULL, room);
	if (!buf) {
		fputs("sheath: out of memory\n", stderr);
		abort();
	}
	if (!text->room)
		buf[0] = '\0';
	text->buf = buf;
	text->room = room;
}

void text_release(struct text *text)
{
	if (text->room)
		free(text->buf);
	*text = (struct text)TEXT_INIT;
}

void text_reset(struct text *text)
{
	text->len = 0;
	if (text->room)
		text->buf[0] = '\0';
}

void text_add_n(struct text *text, const char *s, size_t n)
{
	text_grow(text, n);
	memcpy(text->buf + text->len, s, n);
	text->len += n;
	text->buf[text->len] = '\0';
}

void text_add(struct text *text, const char *s)
{
	text_add_n(text, s, strlen(s));
}

void text_addc(struct text *text, char c)
{
	text_add_n(text, &c, 1);
}

/* Most of what is printed fits into the room that is there. */
void text_vprintf(struct text *text, const char *fmt, va_list args)
{
	va_list again;
	int len;

	text_grow(text, 64);
	va_copy(again, args);
	len = vsnprintf(text->buf + text->len, text->room - text->len, fmt, again);
	va_end(again);
	if (len < 0)
		return;
	if ((size_t)len >= text->room - text->len) {
		text_grow(text, (size_t)len);
		vsnprintf(text->buf + text->len, (size_t)len + 1, fmt, args);
	}
	text->len += (size_t)len;
}

void text_printf(struct text *text, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	text_vprintf(text, fmt, args);
	va_end(args);
}

void text_add_quoted(struct text *text, const char *s)
{
	text_addc(text, '"');
	while (*s) {
		size_t plain = 0;

		while ((unsigned char)s[plain] >= ' ' && s[plain] != '"' && s[plain] != '\\')
			plain++;
		text_add_n(text, s, plain);
		s += plain;
		if (!*s)
			break;
		if (*s == '"' || *s == '\\')
			text_printf(text, "\\%c", *s);
		else
			text_printf(text, "\\u%04x", (unsigned char)*s);
		s++;
	}
	text_addc(text, '"');
}

bool text_ends(const char *s, const char *end)
{
	size_t n = strlen(s), len = strlen(end);

	return n >= len && !strcmp(s + n - len, end);
}
