/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Arrays that own what is in them: struct xarray with the type of its entries.
 *
 * Invariants
 *   - An array has entries of one kind of owner. It takes over what is inserted; if it cannot, or
 *     has an entry there already, that is given back.
 *   - What is erased is given back. What is left is given back with the array.
 *   - Looking up borrows. Whoever does so without the array's lock is under RCU, and the kind's
 *     release waits for a grace period.
 *
 * Example
 *
 *	static void port_free_page(struct page *page, SAFE_ATOMIC) { __free_page(page); }
 *	SAFE_RCU_CALLBACK(port_free_page, struct page, rcu_head);
 *	#define port_page_release(page) safe_call_rcu(page, port_free_page)
 *	SAFE_OWNED(port_page, struct page *, port_page_release);
 *	SAFE_XARRAY(port_pages, port_page);		// struct port_pages
 *
 *	safe_xa_init(port_pages, &port->pages);
 *	TRY(safe_xa_insert(port_pages, &port->pages, index, move(page), GFP_NOIO));
 *	safe_scoped_guard(rcu) {
 *		page = safe_xa_load(port_pages, &port->pages, index);
 *		...
 *	}
 *	safe_xa_erase(port_pages, &port->pages, index);
 *	safe_xa_destroy_all(port_pages, &port->pages);	// when nobody else sees it any more
 *
 * What misuse gives
 *   an entry of another kind		error: incompatible type for argument
 *   a pointer that nobody owns inserted	error: incompatible type for argument
 *   a result not looked at		warning: ignoring return value ... (unused-result)
 *   GFP_KERNEL in atomic context	error: "these flags may sleep, and the context is atomic"
 *   what was looked up as another type	error: incompatible pointer type
 *
 * What C cannot do: end the life of a borrowed pointer with the section of RCU it was looked up in.
 */
#ifndef SAFE_CORE_XARRAY_H
#define SAFE_CORE_XARRAY_H

#include <linux/xarray.h>
#include <safe/core/context.h>
#include <safe/core/owned.h>

/**
 * SAFE_XARRAY() - define the arrays of a kind of owner
 * @name: port_pages gives struct port_pages
 * @kind: of the entries, each a pointer: port_page for a struct safe_port_page
 */
#define SAFE_XARRAY(name, kind)								\
struct name { struct xarray xa; };							\
typedef typeof(((struct safe_##kind *)0)->__value) __safe_xa_entry_##name;		\
static __safe_inline void __safe_xa_init_##name(struct name *array)			\
{											\
	xa_init(&array->xa);								\
}											\
static __safe_inline __safe_xa_entry_##name						\
__safe_xa_load_##name(struct name *array, unsigned long index)				\
{											\
	return xa_load(&array->xa, index);						\
}											\
static __safe_inline __must_check int							\
__safe_xa_insert_##name(struct name *array, unsigned long index, struct safe_##kind entry, \
			gfp_t gfp)							\
{											\
	int err = xa_insert(&array->xa, index, entry.__value, gfp);			\
											\
	if (err)									\
		safe_##kind##_release(&entry);						\
	return err;									\
}											\
static __safe_inline void __safe_xa_erase_##name(struct name *array, unsigned long index) \
{											\
	struct safe_##kind entry = { xa_erase(&array->xa, index) };			\
											\
	safe_##kind##_release(&entry);							\
}											\
static __maybe_unused void __safe_xa_destroy_##name(struct name *array)			\
{											\
	__safe_xa_entry_##name entry;							\
	unsigned long index;								\
											\
	xa_for_each(&array->xa, index, entry)						\
		safe_##kind##_release(&(struct safe_##kind){ entry });			\
	xa_destroy(&array->xa);								\
}											\
struct safe_##kind

/**
 * safe_xa_init() - make an array empty, before it is used
 * @name: of SAFE_XARRAY()
 * @array: pointer to it
 */
#define safe_xa_init(name, array)		__safe_xa_init_##name(array)

/**
 * safe_xa_load() - look an entry up
 * @name: of SAFE_XARRAY()
 * @array: pointer to the array
 * @index: where
 *
 * Return: the entry, borrowed, or NULL.
 */
#define safe_xa_load(name, array, index)	__safe_xa_load_##name(array, index)

/**
 * safe_xa_insert() - let the array own an entry
 * @name: of SAFE_XARRAY()
 * @array: pointer to the array
 * @index: where
 * @entry: move() of an owner
 * @gfp: for the array's own memory
 *
 * Return: 0; -EBUSY if there is an entry, -ENOMEM: then @entry was given back.
 */
#define safe_xa_insert(name, array, index, entry, gfp)					\
	__safe_sleeps_by(gfp, __safe_xa_insert_##name(array, index, entry, gfp))

/**
 * safe_xa_erase() - give an entry back, if there is one
 * @name: of SAFE_XARRAY()
 * @array: pointer to the array
 * @index: where
 */
#define safe_xa_erase(name, array, index)	__safe_xa_erase_##name(array, index)

/**
 * safe_xa_destroy_all() - give back all entries, and the array's memory
 * @name: of SAFE_XARRAY()
 * @array: pointer to the array, which nobody else uses; empty afterwards
 */
#define safe_xa_destroy_all(name, array)	__safe_xa_destroy_##name(array)

/**
 * safe_xa_for_each_range() - go over the entries that there are; they may be erased
 * @array: pointer to the array
 * @index: an unsigned long variable
 * @entry: a variable of the entries' type
 * @first: index of the first
 * @last: index of the last
 */
#define safe_xa_for_each_range(array, index, entry, first, last)			\
	xa_for_each_range(&(array)->xa, index, entry, first, last)

#endif
