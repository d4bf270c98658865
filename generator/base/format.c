// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"

struct output {
	char *to;
	size_t room, len; /* of the whole text, also of what there was no room for */
};

static void put(struct output *out, const char *s, size_t n)
{
	if (out->len < out->room) {
		size_t left = out->room - out->len;

		memcpy(out->to + out->len, s, n < left ? n : left);
	}
	out->len += n;
}

static void put_number(struct output *out, unsigned int n, bool negative)
{
	char digits[16], *first = digits + sizeof(digits);

	do
		*--first = '0' + n % 10;
	while (n /= 10);
	if (negative)
		*--first = '-';
	put(out, first, digits + sizeof(digits) - first);
}

static bool is_plain(const char *fmt)
{
	while ((fmt = strchr(fmt, '%'))) {
		fmt += strncmp(fmt, "%.*s", 4) ? 1 : 3;
		if (!*fmt || !strchr("scud%", *fmt))
			return false;
		fmt++;
	}
	return true;
}

/* The conversion behind a '%'. Returns what follows it. */
static const char *convert(struct output *out, const char *fmt, va_list *args)
{
	int precision = *fmt == '.' ? va_arg(*args, int) : -1, n;
	const char *s;
	char c = '%';

	fmt += *fmt == '.' ? 2 : 0;
	switch (*fmt) {
	case 's':
		s = va_arg(*args, const char *);
		s = s ? s : "(null)";
		put(out, s, precision < 0 ? strlen(s) : strnlen(s, precision));
		break;
	case 'u':
		put_number(out, va_arg(*args, unsigned int), false);
		break;
	case 'd':
		n = va_arg(*args, int);
		put_number(out, n < 0 ? 0U - n : (unsigned int)n, n < 0);
		break;
	case 'c':
		c = va_arg(*args, int);
		/* fall through */
	default:
		put(out, &c, 1);
	}
	return fmt + 1;
}

static size_t format_other(char *to, size_t room, const char *fmt, va_list args)
{
	int len = vsnprintf(to, room, fmt, args);

	return len < 0 ? 0 : len;
}

size_t format_text(char *to, size_t room, const char *fmt, va_list args)
{
	struct output out = { to, room, 0 };
	const char *percent;
	va_list rest;

	if (!is_plain(fmt))
		return format_other(to, room, fmt, args);
	va_copy(rest, args);
	while ((percent = strchr(fmt, '%'))) {
		put(&out, fmt, percent - fmt);
		fmt = convert(&out, percent + 1, &rest);
	}
	put(&out, fmt, strlen(fmt));
	va_end(rest);
	if (room)
		to[out.len < room ? out.len : room - 1] = '\0';
	return out.len;
}
