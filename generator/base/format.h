/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FORMAT_H
#define SHEATH_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/*
 * vsnprintf(), many times as fast where @fmt has only %s, %.*s, %c, %u, %d and
 * %%, as nearly all that is generated is put together from. Returns the length
 * of the whole text, of which as much is at @to as fits, with a NUL behind it.
 */
size_t format_text(char *to, size_t room, const char *fmt, va_list args)
	__attribute__((format(printf, 3, 0)));

#endif
