// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Strings: correct but tricky. */
#include <safe/linux/kstrtox.h>
#include <safe/linux/slab.h>
#include <safe/linux/string.h>
#include <safe/linux/sysfs.h>
#include <safe/short.h>

struct good_string_names {
	char names[4][8];
	union {
		char text[12];
		u32 words[3];
	};
};

/* good: rows of an array of arrays, a member of a union, an array behind a pointer */
static int __used good_string_arrays(struct good_string_names *all, char (*row)[8], unsigned int i)
{
	if (i >= ARRAY_SIZE(all->names))
		return -ERANGE;
	TRY(safe_strscpy(all->names[i], *row));
	TRY(safe_strscpy_pad(all->text, all->names[i]));
	return TRY(safe_strscpy(*row, ""));
}

/* good: the value is not wanted, the failure is */
static int __used good_string_value_unused(struct good_string_names *all, const char *s)
{
	TRY(safe_strscpy(all->text, s));
	TRY(safe_strcat(all->text, "."));
	TRY(safe_snprintf(all->names[0], "%s", s));
	return 0;
}

/* good: a slice that a function gives, in a bool function */
static struct safe_char_slice good_string_rest(struct good_string_names *all, size_t from)
{
	struct safe_char_slice rest = safe_slice(char, NULL, 0);

	if (safe_part(&rest, safe_slice_of(char, all->text), from, sizeof(all->text) - from))
		return safe_slice(char, NULL, 0);
	return rest;
}
static bool __used good_string_bool(struct good_string_names *all, const char *s)
{
	ssize_t n;

	if (safe_get(&n, safe_strscpy(good_string_rest(all, 4), s)))
		return false;
	return n > 0;
}

/* good: a text in two loops, the second of which may stop */
static int __used good_string_text(char (*line)[64], const u32 *level, unsigned int n)
{
	struct safe_text text = safe_text(*line);
	unsigned int i;

	for (i = 0; i < n; i++)
		TRY(safe_text_add(&text, "%s%u", i ? "," : "", level[i]));
	for (i = 0; i < n; i++)
		if (safe_text_add(&text, " %#x", level[i]))
			break;
	return text.len;
}

/* good: a format without arguments, in an if without braces */
static int __used good_string_no_arguments(char (*line)[64], bool on)
{
	struct safe_text text = safe_text(*line);

	if (on)
		TRY(safe_text_add(&text, "on"));
	else
		TRY(safe_text_add(&text, "off"));
	return TRY(safe_snprintf(*line, "100%%"));
}

/* good: an empty page, and one that is filled by a helper */
static int good_string_fill(struct safe_sysfs_page *page, unsigned int n)
{
	return n ? safe_sysfs_emit_at(page, "%u\n", n) : 0;
}
static ssize_t __used good_string_show(char *buf, unsigned int n)
{
	struct safe_sysfs_page page = safe_sysfs_page(buf);

	TRY(good_string_fill(&page, n));
	TRY(good_string_fill(&page, n / 2));
	return safe_sysfs_len(&page);
}

/* good: store functions */
static ssize_t __used good_string_store(u32 *mode, const char *buf, size_t count)
{
	static const char *const names[] = { "off", "on" };
	u8 small;

	if (!kstrtou8(buf, 10, &small)) {
		*mode = small;
		return count;
	}
	*mode = TRY(safe_sysfs_match_string(names, buf));
	return count;
}

/* good: pointers to strings that are not constant, and one table in another */
static int __used good_string_match(const char *s)
{
	static const char *plain[] = { "a", "b" };
	static const struct {
		const char *const names[2];
	} table = { { "c", "d" } };
	int n;

	if (!safe_get(&n, safe_match_string(plain, s)))
		return n;
	return TRY(safe_match_string(table.names, s));
}

/* good: objects of different types, a whole structure, a row */
static void __used good_string_objects(struct good_string_names *to,
				       const struct good_string_names *from)
{
	u8 bytes[12];

	safe_memcpy_object(*to, *from);
	safe_memcpy_object(to->names[1], from->names[2]);
	safe_memcpy_object(bytes, from->words);
	safe_memzero_explicit(safe_bytes_of(bytes));
}

/* good: copies that go on, and copies that do not */
static int __used good_string_copies(struct safe_kstr *kept, const char *label, bool keep)
{
	owned(kstr, copy, safe_kasprintf(GFP_KERNEL, "%s-%d", label, 4));
	owned(kmem, bytes, safe_kmemdup(safe_const_bytes_of_string(label), GFP_KERNEL));

	if (!keep)
		return bytes.size & 1;
	safe_store(kept, move(copy));
	return 0;
}
