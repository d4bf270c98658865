// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Strings: destinations that know their room, results that are looked at, numbers that are numbers. */
#include <safe/linux/kstrtox.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/linux/string.h>
#include <safe/linux/sysfs.h>
#include <safe/linux/uaccess.h>
#include <safe/short.h>

struct string_port {
	char name[16];
	char *label;
	u8 serial[8];
	u8 header[4];
	u32 mode;
};

static const char *const string_modes[] = { "off", "on", "auto" };

/* case 18: the destination is a pointer, and nobody knows how much is behind it */
static int __used string_to_pointer(struct string_port *port, const char *label, size_t room)
{
#ifdef MISTAKE
	return TRY(safe_strscpy(port->label, label));	/* error: a pointer does not know how much it points to */
#else
	return TRY(safe_strscpy(safe_slice(char, port->label, room), label));
#endif
}

/* case 18: the size of the pointer for the size of the buffer */
static void __used string_size_of_pointer(char *to, const char *from, size_t room)
{
#ifdef MISTAKE
	safe_strscpy_truncate(to, from);	/* error: a pointer does not know how much it points to */
#else
	safe_strscpy_truncate(safe_slice(char, to, room), from);
#endif
}

/* case 18: whether the string fitted is not looked at */
static void __used string_truncation_ignored(struct string_port *port, const char *name)
{
#ifdef MISTAKE_LATE
	safe_strscpy(port->name, name);		/* error: ignoring return value */
#else
	safe_strscpy_truncate(port->name, name);
#endif
}

/* case 18: the length is taken out of what may be an errno */
static size_t __used string_length_unchecked(struct string_port *port, const char *name)
{
#ifdef MISTAKE
	return safe_strscpy(port->name, name);	/* error: incompatible (result )?type */
#else
	return TRY_OR(safe_strscpy(port->name, name), 0);
#endif
}

/* case 18: formatted into a pointer, without an end */
static int __used string_print_to_pointer(struct string_port *port, unsigned int n)
{
#ifdef MISTAKE
	return TRY(safe_snprintf(port->label, "port%u", n));	/* error: a pointer does not know how much it points to */
#else
	return TRY(safe_snprintf(port->name, "port%u", n));
#endif
}

/* case 18: whether what was formatted fitted is not looked at */
static void __used string_print_ignored(struct string_port *port, unsigned int n)
{
#ifdef MISTAKE_LATE
	safe_snprintf(port->name, "port%u", n);	/* error: ignoring return value */
#else
	if (safe_get(&port->mode, safe_snprintf(port->name, "port%u", n)))
		port->name[0] = '\0';
#endif
}

/* case 18: a format that does not fit its argument */
static int __used string_format(struct string_port *port, u64 n)
{
#ifdef MISTAKE
	return TRY(safe_snprintf(port->name, "%u", n));	/* error: format .*expects|format specifies type */
#else
	return TRY(safe_snprintf(port->name, "%llu", n));
#endif
}

/* case 18: the string is longer than the array */
static int __used string_too_long(struct string_port *port)
{
#ifdef MISTAKE
	return TRY(safe_strscpy(port->name, "a name of many characters"));	/* run time: string.strscpy_at_the_edges -E2BIG */
#else
	return TRY(safe_strscpy(port->name, "a short name"));
#endif
}

/* case 18: pieces are appended beyond the end */
static int __used string_pieces(struct string_port *port, unsigned int n)
{
	struct safe_text text = safe_text(port->name);

#ifdef MISTAKE_LATE
	while (n--)
		safe_text_add(&text, "%u,", n);	/* error: ignoring return value */
#else
	while (n--)
		TRY(safe_text_add(&text, "%u,", n));
#endif
	return text.len;
}

/* case 18: sprintf() into the page of a show function */
static ssize_t __used string_show_sprintf(char *buf, unsigned int n)
{
#ifdef MISTAKE
	ssize_t len = 0;

	while (n--)
		len += sprintf(buf + len, "%u ", n);	/* lint: sprintf() knows no end: safe_sysfs_emit_at() */
	return len;
#else
	struct safe_sysfs_page page = safe_sysfs_page(buf);

	while (n--)
		TRY(safe_sysfs_emit_at(&page, "%u ", n));
	return safe_sysfs_len(&page);
#endif
}

/* case 18: the buffer of show() for the page that knows what was written */
static ssize_t __used string_show_buffer(char *buf, unsigned int n)
{
	struct safe_sysfs_page page = safe_sysfs_page(buf);

#ifdef MISTAKE
	TRY(safe_sysfs_emit_at(buf, "%u", n));	/* error: incompatible pointer type */
#else
	TRY(safe_sysfs_emit_at(&page, "%u", n));
#endif
	return safe_sysfs_len(&page);
}

/* case 18: more than a page is shown, and the rest cut off */
static ssize_t __used string_show_ignored(char *buf, unsigned int n)
{
	struct safe_sysfs_page page = safe_sysfs_page(buf);

#ifdef MISTAKE_LATE
	while (n--)
		safe_sysfs_emit_at(&page, "%u ", n);	/* error: ignoring return value */
#else
	while (n--)
		TRY(safe_sysfs_emit_at(&page, "%u ", n));
#endif
	return safe_sysfs_len(&page);
}

/* case 4: whether it was a number is not looked at */
static void __used string_number_ignored(struct string_port *port, const char *buf)
{
#ifdef MISTAKE_LATE
	kstrtou32(buf, 0, &port->mode);	/* error: ignoring return value */
#else
	if (kstrtou32(buf, 0, &port->mode))
		port->mode = 0;
#endif
}

/* case 18: a number is read into a variable of another width */
static int __used string_number_width(const char *buf)
{
#ifdef MISTAKE
	u16 n;
	TRY(kstrtou32(buf, 0, &n));	/* error: incompatible pointer type */
#else
	u16 n;

	TRY(kstrtou16(buf, 0, &n));
#endif
	return n;
}

/* case 11: user memory without its length is read as a number */
static int __used string_user_as_kernel(const char __user *buf, size_t count)
{
	u32 n;

#ifdef MISTAKE
	TRY(safe_kstrtou32_from_user(buf, 0, &n));	/* error: incompatible type */
#else
	TRY(safe_kstrtou32_from_user(safe_const_user_bytes(buf, count), 0, &n));
#endif
	return n & 1;
}

/* case 22: the index of the string, or an errno, indexes an array */
static u8 __used string_match_unchecked(struct string_port *port, const char *buf)
{
#ifdef MISTAKE
	return port->serial[safe_sysfs_match_string(string_modes, buf)];	/* error: array subscript is not an integer */
#else
	return port->serial[TRY_OR(safe_sysfs_match_string(string_modes, buf), 0)];
#endif
}

/* case 18: a pointer to the first string for the array of them */
static int __used string_match_pointer(const char *const *modes, const char *buf)
{
#ifdef MISTAKE
	return TRY(safe_match_string(modes, buf));	/* error: a pointer does not know how much it points to */
#else
	return modes ? TRY(safe_match_string(string_modes, buf)) : -EINVAL;
#endif
}

/* case 18: a longer array is copied into a shorter one */
static void __used string_object_too_large(struct string_port *port)
{
#ifdef MISTAKE
	safe_memcpy_object(port->header, port->serial);	/* error: larger than what it is copied to */
#else
	safe_memcpy_object(port->serial, port->header);
#endif
}

/* case 18: bytes whose number came from elsewhere are copied into an array */
static int __used string_bytes_too_many(struct string_port *port, struct safe_const_bytes from)
{
#ifdef MISTAKE_LATE
	safe_memcpy(safe_bytes_of(port->header), from);	/* error: ignoring return value */
	return 0;
#else
	return safe_memcpy(safe_bytes_of(port->header), from);
#endif
}

/* case 17: destination and source swapped */
static int __used string_swapped(struct string_port *port, struct safe_const_bytes from)
{
#ifdef MISTAKE
	return safe_memcpy(from, safe_bytes_of(port->header));	/* error: incompatible type */
#else
	return safe_memcpy(safe_bytes_of(port->header), from);
#endif
}

/* case 17: length and value of memset() swapped */
static void __used string_memset_swapped(struct string_port *port)
{
#ifdef MISTAKE
	safe_memset(port->serial, sizeof(port->serial), 0);	/* error: incompatible type|too many arguments */
#else
	safe_memset(safe_bytes_of(port->serial), 0);
#endif
}

/* case 2: a copy of a string is lost on the way out */
static int __used string_copy_lost(struct string_port *port, const char *label)
{
#ifdef MISTAKE
	char *copy = TRY(safe_kstrdup(label, GFP_KERNEL));	/* error: an owner is opened by owned */
	TRY(safe_strscpy(port->name, copy));
#else
	owned(kstr, copy, safe_kstrdup(label, GFP_KERNEL));
	TRY(safe_strscpy(port->name, borrow(copy)));
#endif
	return 0;
}

/* case 18: the length of a string of user space is whatever user space says */
static int __used string_user_length(const char __user *buf, size_t count)
{
#ifdef MISTAKE
	owned(kmem, text, safe_memdup_user_nul(safe_const_user_bytes(buf, count)));	/* error: too few arguments */
#else
	owned(kmem, text, safe_memdup_user_nul(safe_const_user_bytes(buf, count), PAGE_SIZE));
#endif
	return text.size & 1;
}

/* case 9: a copy of a string, waited for under a spinlock */
static int __used string_copy_under_lock(spinlock_t *lock, const char *label)
{
	safe_guard(spinlock, lock);
#ifdef MISTAKE
	owned(kstr, copy, safe_kstrdup(label, GFP_KERNEL));	/* error: may sleep, and the context is atomic */
#else
	owned(kstr, copy, safe_kstrdup(label, GFP_ATOMIC));
#endif
	return borrow(copy)[0];
}

/* case 18: a string without its NUL */
static int __used string_without_end(struct string_port *port)
{
#ifdef MISTAKE
	return TRY(safe_strscpy(port->name, (const char *)port->serial));	/* never: that a source ends in NUL is not in its type */
#else
	char text[9] = "";

	safe_memcpy_object(text, port->serial);
	return TRY(safe_strscpy(port->name, text));
#endif
}
