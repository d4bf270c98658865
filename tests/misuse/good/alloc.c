// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Allocations: correct but tricky. */
#include <linux/list.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

struct good_alloc_node {
	struct list_head list;
	struct safe_kmem data;
	u32 id;
};
SAFE_DESTROY(struct good_alloc_node, data);
SAFE_ALLOC(struct good_alloc_node);
SAFE_KVALLOC(struct good_alloc_node);
SAFE_KVALLOC(u64);
SAFE_ALLOC(u16);
SAFE_SLICE(good_alloc_node, struct good_alloc_node);

struct good_alloc_message {
	u8 len;
	u16 data[];
};
SAFE_ALLOC(struct good_alloc_message);

/* good: moved in one branch, given back in the other */
static int __used good_alloc_branches(struct safe_kmem *kept, size_t n, bool keep)
{
	owned(kmem, buf, safe_kmalloc(n, GFP_KERNEL));

	if (keep)
		safe_store(kept, move(buf));
	else
		safe_kfree(move(buf));
	return buf.ptr ? -EIO : 0;
}

/* good: a loop that allocates, with continue and break */
static int __used good_alloc_loop(unsigned int n)
{
	unsigned int i, sum = 0;

	for (i = 0; i < n; i++) {
		owned(u16_array, half, safe_kmalloc_objs(u16, i + 1, GFP_KERNEL));
		u16 *first = safe_at(half, 0);

		if (!first || i == 3)
			continue;
		if (i == 7)
			break;
		sum += half.len;
	}
	return sum;
}

/* good: an owner that owns one within itself */
static int __used good_alloc_nested(size_t n)
{
	owned(good_alloc_node, node, safe_kzalloc_obj(struct good_alloc_node, GFP_KERNEL));
	owned(kmem, data, safe_kzalloc(n, GFP_KERNEL));

	safe_store(&borrow(node)->data, move(data));
	borrow(node)->id = borrow(node)->data.size;
	safe_destroy_good_alloc_node(borrow(node));
	return 0;
}

/* good: zero elements, one element, and sizes that are only known at run time */
static int __used good_alloc_sizes(u8 n, u64 wide)
{
	owned(u16_array, none, safe_kzalloc_objs(u16, 0, GFP_KERNEL));
	owned(u16_array, one, safe_kzalloc_objs(u16, n, GFP_KERNEL));
	owned(u64_kvarray, large, safe_kvzalloc_objs(u64, wide, GFP_KERNEL));
	owned(kvmem, bytes, safe_kvcalloc(n, wide, GFP_KERNEL));

	return (none.len + one.len + large.len + bytes.size) & 1;
}

/* good: the counter is narrow, and its value is an expression */
static int __used good_alloc_counted(unsigned int a, unsigned int b)
{
	owned(good_alloc_message, message,
	      safe_kzalloc_counted(struct good_alloc_message, data, len, a + b, GFP_KERNEL));
	owned(good_alloc_message, plain,
	      safe_kmalloc_flex(struct good_alloc_message, data, 4, GFP_KERNEL));

	borrow(plain)->len = 4;
	return borrow(message)->len;
}

/* good: grows in a loop; what failed leaves what was there */
static int __used good_alloc_grow(struct safe_u16_array *all, size_t n)
{
	while (all->len < n)
		if (safe_krealloc_objs(all, all->len + 16, GFP_KERNEL | __GFP_ZERO))
			return all->len ? 0 : -ENOMEM;
	return 0;
}

/* good: flags in a variable, and under a lock */
static int __used good_alloc_flags(spinlock_t *lock, gfp_t gfp, struct safe_kmem *to)
{
	safe_guard(spinlock, lock);
	if (!safe_open(to, safe_kmalloc(16, GFP_NOWAIT)))
		return 0;
	return safe_open(to, safe_kzalloc(16, gfp));
}

/* good: a slice of the device's, and a part of it */
static int __used good_alloc_slice(struct device *dev, size_t n)
{
	struct safe_good_alloc_node_slice all, part;
	struct good_alloc_node *node;

	TRY(safe_devm_kcalloc_slice(dev, &all, n, GFP_KERNEL));
	TRY(safe_part(&part, all, 1, 2));
	node = safe_at(part, 1);
	if (!node)
		return -ERANGE;
	node->id = 1;
	return 0;
}

/* good: two kinds of one type side by side, declared in a switch */
static int __used good_alloc_switch(int which, size_t n)
{
	switch (which) {
	case 0: {
		owned(good_alloc_node_array, small,
		      safe_kzalloc_objs(struct good_alloc_node, n, GFP_KERNEL));
		return small.len & 1;
	}
	case 1: {
		owned(good_alloc_node_kvarray, large,
		      safe_kvmalloc_objs(struct good_alloc_node, n, GFP_KERNEL));
		return large.len & 1;
	}
	default:
		return -EINVAL;
	}
}
