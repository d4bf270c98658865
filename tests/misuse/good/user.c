// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* User memory: correct but tricky. */
#include <safe/linux/bitmap.h>
#include <safe/linux/ioctl.h>
#include <safe/linux/uaccess.h>
#include <safe/short.h>

enum good_user_kind { GOOD_USER_A, GOOD_USER_B };

struct good_user_item {
	s32 level;
	u32 name_len;
	char name[16];
	u8 grid[2][4];
};
SAFE_USER_STRUCT(struct good_user_item, level, name_len, name, grid);

union good_user_value {
	u64 wide;
	u32 narrow[2];
	__le16 words[4];
};
SAFE_USER_UNION(union good_user_value, wide, narrow, words);

struct good_user_list {
	struct good_user_item items[3];
	union good_user_value value;
	enum good_user_kind kind;
	bool on;
	u8 reserved[3];
} __packed;
SAFE_USER_STRUCT(struct good_user_list, items, value, kind, on, reserved);
/* Said twice, as by two headers. */
SAFE_USER_STRUCT(struct good_user_list, items, value, kind, on, reserved);

typedef struct {
	__u64 n;
} good_user_typedef;
SAFE_USER_STRUCT(good_user_typedef, n);

#define GOOD_USER_LIST	_IOWR('g', 1, struct good_user_list)

/* good: a const object, an element of an array, a member, a bit of a nested structure */
static int __used good_user_objects(void __user *arg, const struct good_user_list *list,
				    struct good_user_item __user *items)
{
	TRY(safe_copy_to_user(arg, list));
	TRY(safe_copy_to_user(items + 1, &list->items[1]));
	TRY(safe_copy_to_user(arg, &list->items));
	TRY(safe_copy_to_user(arg, &list->value));
	TRY(safe_copy_to_user(arg, &list->kind));
	TRY(safe_copy_to_user(arg, &list->items[0].name));
	return safe_copy_to_user(arg, &list->items[2].grid[1]);
}

/* good: a type without a tag, and numbers of all kinds */
static int __used good_user_numbers(void __user *arg)
{
	const good_user_typedef object = { 5 };
	const bool on = true;
	const long wide = -1;
	const char c = 'c';

	TRY(safe_copy_to_user(arg, &object));
	TRY(safe_copy_to_user(arg, &on));
	TRY(safe_copy_to_user(arg, &wide));
	return safe_copy_to_user(arg, &c);
}

/* good: both ways, by a number that says both; the object is volatile memory of nobody else */
static long __used good_user_ioctl(unsigned int cmd, unsigned long arg)
{
	struct good_user_list list;

	switch (cmd) {
	case GOOD_USER_LIST:
		TRY(safe_ioctl_get(GOOD_USER_LIST, arg, &list));
		if (list.items[0].name_len > sizeof(list.items[0].name))
			return -EINVAL;
		list.kind = GOOD_USER_B;
		return safe_ioctl_put(GOOD_USER_LIST, arg, &list);
	default:
		return -ENOTTY;
	}
}

/* good: a message of a header and as many bytes as it says, checked on the copy */
static ssize_t __used good_user_message(const char __user *buf, size_t count, u8 (*room)[64])
{
	struct safe_user_reader from = safe_user_reader(safe_const_user_bytes(buf, count));
	struct safe_bytes payload;
	u32 len;

	TRY(safe_user_read(&from, &len));
	TRY(safe_part(&payload, safe_bytes_of(*room), 0, len));
	TRY(safe_user_read_bytes(&from, payload));
	return count - safe_user_reader_left(&from);
}

/* good: a loop that reads as much as there is, and leaves by break */
static ssize_t __used good_user_loop(const char __user *buf, size_t count)
{
	struct safe_user_reader from = safe_user_reader(safe_const_user_bytes(buf, count));
	u8 chunk[32];
	ssize_t n, sum = 0;

	for (;;) {
		n = TRY(safe_user_read_some(&from, safe_bytes_of(chunk)));
		if (!n)
			break;
		for (ssize_t i = 0; i < n; i++)
			sum += chunk[i];
	}
	return sum;
}

/* good: a write that stops where user space has no more room */
static ssize_t __used good_user_short_write(char __user *buf, size_t count)
{
	struct safe_user_writer to = safe_user_writer(safe_user_bytes(buf, count));
	static const char text[] = "more than there may be room for";

	if (!count)
		return 0;
	return TRY(safe_user_write_some(&to, safe_const_bytes_of(text)));
}

/* good: no size, no copy, no error */
static int __used good_user_empty(void __user *arg)
{
	TRY(safe_copy_from_user_bytes(safe_bytes(NULL, 0), safe_const_user_bytes(arg, 0)));
	return safe_copy_to_user_bytes(safe_user_bytes(arg, 0), safe_const_bytes(NULL, 0));
}

/* good: the result in a condition, in a variable, negated */
static long __used good_user_conditions(void __user *arg, struct good_user_item *item)
{
	int err = safe_copy_from_user(item, arg);

	if (err)
		return err;
	if (safe_copy_to_user(arg, item) || !item->level)
		return -EFAULT;
	return !safe_copy_to_user(arg, item) ? 1 : 0;
}

/* good: a string of user space into an array and into a part of one */
static long __used good_user_string(const char __user *arg, struct good_user_item *item)
{
	struct safe_char_slice half;

	TRY(safe_part(&half, safe_slice_of(char, item->name), 8, 8));
	TRY(safe_strncpy_from_user(half, arg));
	return TRY(safe_strncpy_from_user(item->name, arg));
}

/* good: an object whose padding holds nothing, said where it stands */
struct good_user_old_abi {
	u8 kind;
	u32 value;
};
static int __used good_user_unsafe(void __user *arg, u32 value)
{
	struct good_user_old_abi object;

	memset(&object, 0, sizeof(object));
	object.value = value;
	/* SAFETY: zeroed as a whole, so the padding is. */
	return unsafe_copy_object_to_user(arg, &object);
}

/* good: bitmaps of a structure, of a pointer, the first bits of one */
struct good_user_slots {
	DECLARE_BITMAP(busy, 70);
};
static int __used good_user_bits(struct good_user_slots *slots, unsigned int n)
{
	struct safe_bits some;
	unsigned long slot;

	TRY(safe_first_bits(&some, safe_bits_of(slots->busy, 70), n));
	slot = safe_find_first_zero_bit(safe_bits_to_read(some));
	TRY(safe_set_bit(slot, some));
	if (TRY(safe_test_and_clear_bit(slot, some)))
		return safe_bitmap_weight(safe_const_bits_of(slots->busy, 70));
	return safe_bitmap_full(safe_const_bits(slots->busy, n));
}

/* good: objects that are made where they are copied */
static int __used good_user_literals(void __user *arg, struct safe_user_writer *to, u32 n)
{
	TRY(safe_copy_to_user(arg, &(u32){ n }));
	TRY(safe_copy_to_user(arg, &(struct good_user_item){ .level = n }));
	TRY(safe_user_write(to, &(union good_user_value){ .wide = n }));
	return safe_user_write_bytes(to, safe_const_bytes_of(((u8[]){ n, n + 1 })));
}
