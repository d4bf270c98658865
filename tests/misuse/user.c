// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* User memory: what is copied has the size of an object, has no padding, and is fetched once. */
#include <safe/linux/bitmap.h>
#include <safe/linux/ioctl.h>
#include <safe/linux/spinlock.h>
#include <safe/linux/uaccess.h>
#include <safe/short.h>

struct user_info {
	u32 id;
	u32 flags;
	u64 count;
};
SAFE_USER_STRUCT(struct user_info, id, flags, count);

#define USER_GET_INFO	_IOR('u', 1, struct user_info)
#define USER_SET_MODE	_IOW('u', 2, u32)

/* case 10: a structure with padding between two members goes to user space */
struct user_holes {
	u8 kind;
#ifndef MISTAKE
	u8 reserved[3];
#endif
	u32 value;
};
#ifdef MISTAKE
SAFE_USER_STRUCT(struct user_holes, kind, value);	/* error: padding before this member */
#else
SAFE_USER_STRUCT(struct user_holes, kind, reserved, value);
#endif

/* case 10: a structure with padding at its end goes to user space */
struct user_tail {
	u64 value;
	u16 kind;
#ifndef MISTAKE
	u16 reserved[3];
#endif
};
#ifdef MISTAKE
SAFE_USER_STRUCT(struct user_tail, value, kind);	/* error: padding at the end */
#else
SAFE_USER_STRUCT(struct user_tail, value, kind, reserved);
#endif

/* case 10: a member was forgotten where the members are named */
struct user_more {
	u32 id;
	u32 more;
	u32 last;
};
#ifdef MISTAKE
SAFE_USER_STRUCT(struct user_more, id, last);	/* error: members left out */
#else
SAFE_USER_STRUCT(struct user_more, id, more, last);
#endif

/* case 10: a structure within the structure has padding of its own */
struct user_inner {
	u32 a;
	u32 b;
};
struct user_outer {
	struct user_inner inner;
	u64 z;
};
#ifdef MISTAKE
SAFE_USER_STRUCT(struct user_outer, inner, z);	/* error: say first SAFE_USER_STRUCT */
#else
SAFE_USER_STRUCT(struct user_inner, a, b);
SAFE_USER_STRUCT(struct user_outer, inner, z);
#endif

/* case 10: a union of which one member is shorter than the other */
union user_value {
	u64 wide;
	u32 narrow[2];
	u8 kind;
};
#ifdef MISTAKE
SAFE_USER_UNION(union user_value, wide, narrow, kind);	/* error: a member smaller than its union */
#else
SAFE_USER_UNION(union user_value, wide, narrow);
#endif

/* case 10: a kernel pointer within the structure tells where the kernel is */
struct user_with_pointer {
#ifdef MISTAKE
	void *buffer;
#else
	u64 buffer;
#endif
};
#ifdef MISTAKE
SAFE_USER_STRUCT(struct user_with_pointer, buffer);	/* error: a pointer does not go to user space */
#else
SAFE_USER_STRUCT(struct user_with_pointer, buffer);
#endif

/* case 10: a structure of which nobody said that it has no padding */
struct user_unknown {
	u8 kind;
	u32 value;
};
static int __used user_undeclared(void __user *arg, const struct user_unknown *object)
{
#ifdef MISTAKE
	TRY(safe_copy_to_user(arg, object));	/* error: say first SAFE_USER_STRUCT */
#else
	const struct user_holes padded = { .kind = object->kind, .value = object->value };

	TRY(safe_copy_to_user(arg, &padded));
#endif
	return 0;
}

/* case 10: the same, through a writer */
static int __used user_undeclared_by_writer(struct safe_user_writer *to,
					    const struct user_unknown *object)
{
#ifdef MISTAKE
	return safe_user_write(to, object);	/* error: say first SAFE_USER_STRUCT */
#else
	TRY(safe_user_write(to, &object->kind));
	return safe_user_write(to, &object->value);
#endif
}

/* case 10: the address of the pointer is handed over in place of the object's */
static int __used user_address_of_pointer(void __user *arg, const struct user_info *info)
{
#ifdef MISTAKE
	return safe_copy_to_user(arg, &info);	/* error: a pointer does not go to user space */
#else
	return safe_copy_to_user(arg, info);
#endif
}

/* case 10: another structure is copied than user space expects there */
static int __used user_other_type(struct user_info __user *arg, const struct user_outer *outer)
{
#ifdef MISTAKE
	return safe_copy_to_user(arg, outer);	/* error: another type in user space */
#else
	const struct user_info info = { .count = outer->z };

	return safe_copy_to_user(arg, &info);
#endif
}

/* case 10: a size is stated, and it is the pointer's */
static int __used user_size_of_pointer(void __user *arg, struct user_info *info)
{
#ifdef MISTAKE
	return safe_copy_from_user_bytes(safe_bytes_of(info),	/* error: a pointer does not know how much it points to */
					 safe_const_user_bytes(arg, sizeof(info)));
#else
	return safe_copy_from_user(info, arg);
#endif
}

/* case 10: what user space asks for is longer than what there is */
static int __used user_longer_than_object(char __user *buf, size_t count, const struct user_info *info)
{
#ifdef MISTAKE
	return safe_copy_to_user_bytes(safe_user_bytes(buf, count), info);	/* error: incompatible type */
#else
	struct safe_user_writer to = safe_user_writer(safe_user_bytes(buf, count));

	return safe_user_write(&to, info);
#endif
}

/* case 10: bytes of an object that has padding, as a buffer */
static int __used user_bytes_of_object(void __user *buf, const struct user_unknown *object)
{
#ifdef MISTAKE
	return safe_copy_to_user_bytes(safe_user_bytes(buf, sizeof(*object)),	/* never: bytes have no members that could be asked about */
				       safe_const_bytes_of(*object));
#else
	return safe_copy_to_user(buf, &object->value);
#endif
}

/* case 10: "bytes not copied" is returned as if it were an errno */
static long __used user_not_copied(void __user *arg, const struct user_info *info)
{
#ifdef MISTAKE
	return copy_to_user(arg, info, sizeof(*info));	/* lint: a number of bytes is returned where an errno is expected */
#else
	return safe_copy_to_user(arg, info);
#endif
}

/* case 4: whether the copy succeeded is not looked at */
static void __used user_copy_ignored(void __user *arg, struct user_info *info)
{
#ifdef MISTAKE_LATE
	safe_copy_from_user(info, arg);		/* error: ignoring return value */
#else
	if (safe_copy_from_user(info, arg))
		info->id = 0;
#endif
}

/* case 4: whether the reader had as much is not looked at */
static void __used user_read_ignored(struct safe_user_reader *from, struct user_info *info)
{
#ifdef MISTAKE_LATE
	safe_user_read(from, info);		/* error: ignoring return value */
#else
	if (safe_user_read(from, info))
		info->id = 0;
#endif
}

/* case 4: how much of a partial read there was is not looked at */
static int __used user_some_ignored(struct safe_user_reader *from, u8 (*buf)[16])
{
#ifdef MISTAKE_LATE
	safe_user_read_some(from, safe_bytes_of(*buf));	/* error: ignoring return value */
	return 0;
#else
	return TRY(safe_user_read_some(from, safe_bytes_of(*buf)));
#endif
}

/* case 11: a pointer to user space is dereferenced */
static int __used user_dereferenced(struct safe_const_user_bytes from)
{
	u32 word;

#ifdef MISTAKE
	word = *(u32 *)from;			/* error: cannot convert to a pointer type|where arithmetic or pointer type is required */
#else
	struct safe_user_reader reader = safe_user_reader(from);

	TRY(safe_user_read(&reader, &word));
#endif
	return word & 1;
}

/* case 11: user memory is handed to what takes the kernel's own */
static int __used user_as_kernel_bytes(struct safe_user_bytes from, struct safe_user_writer *to)
{
#ifdef MISTAKE
	return safe_user_write_bytes(to, safe_bytes_to_read(from));	/* error: incompatible type */
#else
	u8 buf[4] = { };

	TRY(safe_copy_from_user_bytes(safe_bytes_of(buf),
				      safe_const_user_bytes(from.ptr, sizeof(buf))));
	return safe_user_write_bytes(to, safe_const_bytes_of(buf));
#endif
}

/* case 10: the length is checked, fetched again, and then another one */
static int __used user_fetched_twice(struct safe_user_reader *from, struct user_info *info)
{
#ifdef MISTAKE
	struct safe_user_reader again = *from;	/* never: C copies structures */

	TRY(safe_user_read(from, info));
	return safe_user_read(&again, info);
#else
	return safe_user_read(from, info);
#endif
}

/* case 10: more is read than user space said there is */
static int __used user_past_the_end(const char __user *buf, size_t count, struct user_info *info)
{
	struct safe_user_reader from = safe_user_reader(safe_const_user_bytes(buf, count));

#ifdef MISTAKE
	TRY(safe_user_read(&from, &info->id));
	return safe_user_read(&from, info);	/* run time: user.reader_stops_at_the_end -EFAULT, nothing is copied */
#else
	return safe_user_read(&from, info);
#endif
}

/* case 9: user memory is read under a spinlock */
static int __used user_under_spinlock(spinlock_t *lock, void __user *arg, struct user_info *info)
{
#ifdef MISTAKE
	safe_guard(spinlock, lock);
	return safe_copy_from_user(info, arg);	/* error: may sleep, and the context is atomic */
#else
	struct user_info copy;

	TRY(safe_copy_from_user(&copy, arg));
	safe_guard(spinlock, lock);
	*info = copy;
	return 0;
#endif
}

/* case 10: the argument of an ioctl is larger than its number says */
static long __used user_ioctl_size(unsigned long arg)
{
#ifdef MISTAKE
	u64 mode;
	TRY(safe_ioctl_get(USER_SET_MODE, arg, &mode));	/* error: not of the size that the command says */
#else
	u32 mode;

	TRY(safe_ioctl_get(USER_SET_MODE, arg, &mode));
#endif
	return mode & 1;
}

/* case 10: an ioctl writes to user space what its number says is only read */
static long __used user_ioctl_direction(unsigned long arg)
{
	u32 mode = 0;

#ifdef MISTAKE
	return safe_ioctl_put(USER_SET_MODE, arg, &mode);	/* error: user space does not read the argument */
#else
	TRY(safe_ioctl_get(USER_SET_MODE, arg, &mode));
	return mode & 1;
#endif
}

/* case 10: one case of the switch takes whatever command there is */
static long __used user_ioctl_variable(unsigned int cmd, unsigned long arg, struct user_info *info)
{
	switch (cmd) {
	case USER_GET_INFO:
#ifdef MISTAKE
		return safe_ioctl_put(cmd, arg, info);	/* error: not constant|not an integral constant */
#else
		return safe_ioctl_put(USER_GET_INFO, arg, info);
#endif
	default:
		return -ENOTTY;
	}
}

/* case 11: bytes for elements: the length is half of what is meant */
static int __used user_bytes_for_bits(unsigned long (*map)[2])
{
#ifdef MISTAKE
	safe_bitmap_zero(safe_bytes_of(*map));	/* error: incompatible type */
#else
	safe_bitmap_zero(safe_bits_of(*map, 128));
#endif
	return 0;
}

/* case 24: more bits than the bitmap has */
static void __used user_too_many_bits(unsigned long (*map)[2])
{
#ifdef MISTAKE
	safe_bitmap_fill(safe_bits_of(*map, 129));	/* error: more bits than there are */
#else
	safe_bitmap_fill(safe_bits_of(*map, 128));
#endif
}

/* case 24: a bit beyond the end of the bitmap */
static int __used user_bit_past_the_end(unsigned long (*map)[2])
{
#ifdef MISTAKE
	return safe_set_bit(100, safe_bits_of(*map, 100));	/* run time: user.bit_past_the_end -ERANGE */
#else
	return safe_set_bit(99, safe_bits_of(*map, 100));
#endif
}
