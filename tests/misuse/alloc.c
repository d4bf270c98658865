// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Allocations: sizes that come from types, products that are checked, memory that has one owner. */
#include <linux/list.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

struct alloc_item {
	struct list_head list;
	u32 id;
};
SAFE_ALLOC(struct alloc_item);
SAFE_KVALLOC(struct alloc_item);
SAFE_ALLOC(u32);

struct alloc_other {
	u64 a;
};
SAFE_ALLOC(struct alloc_other);
SAFE_SLICE(alloc_other, struct alloc_other);

struct alloc_message {
	u16 n;
	u32 words[];
};
SAFE_ALLOC(struct alloc_message);

/* case 16: the size of another type is allocated */
static int __used alloc_other_type(struct device *dev)
{
#ifdef MISTAKE
	struct alloc_item *item = TRY(safe_devm_kzalloc_obj(dev, struct alloc_other, GFP_KERNEL));	/* error: incompatible pointer type */
#else
	struct alloc_item *item = TRY(safe_devm_kzalloc_obj(dev, struct alloc_item, GFP_KERNEL));
#endif
	item->id = 1;
	return 0;
}

/* case 16: an array of another type */
static int __used alloc_other_array(size_t n)
{
#ifdef MISTAKE
	owned(alloc_item_array, items, safe_kzalloc_objs(struct alloc_other, n, GFP_KERNEL));	/* error: invalid initializer|incompatible type */
#else
	owned(alloc_item_array, items, safe_kzalloc_objs(struct alloc_item, n, GFP_KERNEL));
#endif
	return items.len & 1;
}

/* case 16: a product that wraps around allocates too little */
static int __used alloc_product(u32 n)
{
#ifdef MISTAKE
	void *p = kmalloc(n * sizeof(struct alloc_item), GFP_KERNEL);	/* lint: a product as a size: safe_kmalloc_objs() */

	kfree(p);
	return 0;
#else
	owned(alloc_item_array, items, safe_kmalloc_objs(struct alloc_item, n, GFP_KERNEL));
	return items.len & 1;
#endif
}

/* case 16: more elements than fit into memory */
static int __used alloc_overflow(void)
{
#ifdef MISTAKE
	owned(alloc_item_array, items, safe_kmalloc_objs(struct alloc_item, SIZE_MAX / 8, GFP_KERNEL));	/* run time: alloc.products_that_wrap_around -ENOMEM */
#else
	owned(alloc_item_array, items, safe_kmalloc_objs(struct alloc_item, 8, GFP_KERNEL));
#endif
	return items.len & 1;
}

/* case 16: the count of a flexible array is larger than its counter holds */
static int __used alloc_counter(void)
{
#ifdef MISTAKE
	owned(alloc_message, message, safe_kzalloc_counted(struct alloc_message, words, n, 65537, GFP_KERNEL));	/* run time: alloc.counter_holds_the_count -ENOMEM */
#else
	owned(alloc_message, message, safe_kzalloc_counted(struct alloc_message, words, n, 65535, GFP_KERNEL));
#endif
	return borrow(message)->n & 1;
}

/* case 16: the counter is forgotten, or another member is set in its place */
static int __used alloc_counter_member(size_t n)
{
#ifdef MISTAKE
	owned(alloc_message, message, safe_kzalloc_counted(struct alloc_message, words, words, n, GFP_KERNEL));	/* error: incompatible types|array type|cast specifies array|flexible array */
#else
	owned(alloc_message, message, safe_kzalloc_counted(struct alloc_message, words, n, n, GFP_KERNEL));
#endif
	return borrow(message)->n & 1;
}

/* case 17: size and flags swapped */
static int __used alloc_swapped(void)
{
#ifdef MISTAKE
	owned(kmem, buf, safe_kzalloc(GFP_KERNEL, sizeof(struct alloc_item)));	/* error: these are no allocation flags */
#else
	owned(kmem, buf, safe_kzalloc(sizeof(struct alloc_item), GFP_KERNEL));
#endif
	return buf.size & 1;
}

/* case 17: number and flags swapped */
static int __used alloc_objs_swapped(unsigned long n)
{
#ifdef MISTAKE
	owned(u32_array, words, safe_kzalloc_objs(u32, GFP_KERNEL, n));	/* error: these are no allocation flags */
#else
	owned(u32_array, words, safe_kzalloc_objs(u32, n, GFP_KERNEL));
#endif
	return words.len & 1;
}

/* case 17: a variable of the flags' own type in their place */
static int __used alloc_unsigned_int(unsigned int n)
{
#ifdef MISTAKE
	owned(kmem, buf, safe_kzalloc(GFP_KERNEL, n));	/* never: to the compiler gfp_t is unsigned int */
#else
	owned(kmem, buf, safe_kzalloc(n, GFP_KERNEL));
#endif
	return buf.size & 1;
}

/* case 1: NULL is not looked for */
static int __used alloc_unchecked(void)
{
#ifdef MISTAKE
	struct alloc_item *item = safe_kzalloc_obj(struct alloc_item, GFP_KERNEL);	/* error: incompatible type|invalid initializer */

	item->id = 1;
#else
	owned(alloc_item, item, safe_kzalloc_obj(struct alloc_item, GFP_KERNEL));
	borrow(item)->id = 1;
#endif
	return 0;
}

/* case 1: IS_ERR() of what is NULL on failure */
static int __used alloc_is_err(void)
{
#ifdef MISTAKE
	if (IS_ERR(safe_kzalloc_obj(struct alloc_item, GFP_KERNEL)))	/* error: incompatible type */
		return -ENOMEM;
#else
	owned(alloc_item, item, safe_kzalloc_obj(struct alloc_item, GFP_KERNEL));
	borrow(item)->id = 1;
#endif
	return 0;
}

/* case 2: memory is lost on the way out */
static int __used alloc_lost(int err)
{
#ifdef MISTAKE
	struct safe_kmem buf = TRY(safe_kzalloc(16, GFP_KERNEL));	/* error: an owner is opened by owned */
	(void)buf;
#else
	owned(kmem, buf, safe_kzalloc(16, GFP_KERNEL));
	(void)buf;
#endif
	return err;
}

/* case 5: what the device gives back is given back by hand too */
static int __used alloc_devm_freed(struct device *dev)
{
	struct alloc_item *item = TRY(safe_devm_kzalloc_obj(dev, struct alloc_item, GFP_KERNEL));

#ifdef MISTAKE
	safe_kfree(item);			/* error: incompatible type */
#else
	item->id = 0;
#endif
	return 0;
}

/* case 5: given back, and given back again at the end of the scope */
static int __used alloc_freed_twice(void)
{
	owned(kmem, buf, safe_kzalloc(16, GFP_KERNEL));
#ifdef MISTAKE
	safe_kfree(buf.ptr);			/* error: incompatible type */
#else
	safe_kfree(move(buf));
#endif
	return 0;
}

/* case 6: memory that may be large is given back to the allocator of small memory */
static int __used alloc_wrong_free(size_t n)
{
	owned(kvmem, buf, safe_kvzalloc(n, GFP_KERNEL));
#ifdef MISTAKE
	safe_kfree(move(buf));			/* error: incompatible type */
#else
	safe_kvfree(move(buf));
#endif
	return 0;
}

/* case 6: an array that may be large is reallocated as a small one */
static int __used alloc_wrong_realloc(size_t n)
{
#ifdef MISTAKE
	owned(alloc_item_kvarray, items, safe_kvzalloc_objs(struct alloc_item, n, GFP_KERNEL));
	TRY(safe_krealloc_objs(&items, 2 * n, GFP_KERNEL));	/* error: what may be large is not reallocated */
#else
	owned(alloc_item_array, items, safe_kzalloc_objs(struct alloc_item, n, GFP_KERNEL));
	TRY(safe_krealloc_objs(&items, 2 * n, GFP_KERNEL));
#endif
	return items.len & 1;
}

/* case 5: the old pointer is used after the memory moved */
static int __used alloc_realloc_pointer(struct safe_u32_array *words)
{
#ifdef MISTAKE
	u32 *p = krealloc(words, 64, GFP_KERNEL);	/* lint: krealloc() of a struct that owns */

	return p ? 0 : -ENOMEM;
#else
	TRY(safe_krealloc_objs(words, 16, GFP_KERNEL));
	return words->ptr[0] & 1;
#endif
}

/* case 4: whether the memory got larger is not looked at */
static u32 __used alloc_realloc_ignored(struct safe_u32_array *words, size_t n)
{
#ifdef MISTAKE_LATE
	safe_krealloc_objs(words, n, GFP_KERNEL);	/* error: ignoring return value */
#else
	if (safe_krealloc_objs(words, n, GFP_KERNEL))
		return 0;
#endif
	return words->len;
}

/* case 16: an element beyond the end of an array */
static int __used alloc_past_the_end(struct safe_u32_array *words, size_t i)
{
	u32 *word = safe_at(*words, i);

#ifdef MISTAKE
	return *word;				/* lint: safe_at() gives NULL for an index that is too large */
#else
	return word ? *word & 1 : -ERANGE;
#endif
}

/* case 16: what is handed out for the device's array does not know its length */
static int __used alloc_slice_type(struct device *dev, struct safe_alloc_other_slice *others, size_t n)
{
	struct safe_u32_slice words;
#ifdef MISTAKE
	TRY(safe_devm_kcalloc_slice(dev, &words, n, GFP_KERNEL));
	*others = words;			/* error: incompatible type */
#else
	TRY(safe_devm_kcalloc_slice(dev, &words, n, GFP_KERNEL));
	TRY(safe_devm_kcalloc_slice(dev, others, n, GFP_KERNEL));
#endif
	return words.len & 1;
}

/* case 16: a type of which nobody said that it is allocated */
static int __used alloc_unknown_type(void)
{
	struct alloc_unknown {
		u32 n;
	};
#ifdef MISTAKE
	SAFE_OWNER(kmem, item);
	return safe_open(&item, safe_kzalloc_obj(struct alloc_unknown, GFP_KERNEL));	/* error: implicit declaration|undeclared function|incomplete|undefined */
#else
	SAFE_OWNER(kmem, item);
	return safe_open(&item, safe_kzalloc(sizeof(struct alloc_unknown), GFP_KERNEL));
#endif
}

/* case 9: an allocation that waits, under a spinlock */
static int __used alloc_under_spinlock(spinlock_t *lock, struct list_head *list)
{
	safe_guard(spinlock, lock);
#ifdef MISTAKE
	owned(alloc_item, item, safe_kzalloc_obj(struct alloc_item, GFP_KERNEL));	/* error: may sleep, and the context is atomic */
#else
	owned(alloc_item, item, safe_kzalloc_obj(struct alloc_item, GFP_ATOMIC));
#endif
	list_add(&borrow(item)->list, list);
	(void)safe_move(item);
	return 0;
}
