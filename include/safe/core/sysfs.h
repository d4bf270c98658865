/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the show function of an attribute writes: never beyond the page that it gets.
 *
 * Invariants
 *   - The page knows how much was written to it; a piece is appended, wherever that is.
 *   - What does not fit is -E2BIG, not cut off.
 *
 * Example
 *
 *	static ssize_t levels_show(struct device *dev, struct device_attribute *attr, char *buf)
 *	{
 *		struct safe_sysfs_page page = safe_sysfs_page(buf);
 *
 *		for (i = 0; i < ARRAY_SIZE(levels); i++)
 *			TRY(safe_sysfs_emit_at(&page, "%u ", levels[i]));
 *		return safe_sysfs_len(&page);
 *	}
 *
 * One value in one piece: "return sysfs_emit(buf, ...)", which knows the page and is safe as it is.
 *
 * What misuse gives
 *   the buffer in place of the page		error: incompatible pointer type
 *   the result ignored				warning: ignoring return value
 *   arguments that do not fit @fmt		warning: format ... expects ...
 *
 * What C cannot do: know that the pointer which the page is made of is the one that show() got.
 */
#ifndef SAFE_CORE_SYSFS_H
#define SAFE_CORE_SYSFS_H

#include <linux/errno.h>
#include <linux/sysfs.h>
#include <safe/core/result.h>

/**
 * struct safe_sysfs_page - the page of a show function
 */
struct safe_sysfs_page {
	char *__buf;
	int __len;
};

/* The page, with nothing in it; @buf is what show() got. */
static __safe_inline struct safe_sysfs_page safe_sysfs_page(char *buf)
{
	return (struct safe_sysfs_page){ buf, 0 };
}

/* How many bytes were written: what show() returns. */
static __safe_inline int safe_sysfs_len(const struct safe_sysfs_page *page)
{
	return page->__len;
}

/**
 * safe_sysfs_emit_at() - format a piece, behind what is there
 * @page: struct safe_sysfs_page *
 * @fmt: format, and its arguments
 *
 * A page holds PAGE_SIZE - 2 characters: one that is full to the last one cannot be told from one
 * that was cut off.
 *
 * Context: Any.
 * Return: 0 or -E2BIG.
 */
#define safe_sysfs_emit_at(page, fmt, ...)						\
	safe_checked(({									\
		struct safe_sysfs_page *__safe_page = (page);				\
											\
		__safe_sysfs_emitted(__safe_page,					\
				     sysfs_emit_at(__safe_page->__buf, __safe_page->__len, \
						   fmt, ##__VA_ARGS__));		\
	}))
static __safe_inline int __safe_sysfs_emitted(struct safe_sysfs_page *page, int n)
{
	page->__len += n;
	return unlikely(page->__len >= (int)PAGE_SIZE - 1) ? -E2BIG : 0;
}

#endif
