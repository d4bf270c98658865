/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Allocation: by type, with the count, and owned.
 *
 * Invariants
 *   - What is allocated is as large as its type says: there is no size to state, and the pointer is
 *     one to that type.
 *   - An array keeps its number of elements; the product with their size is checked: -ENOMEM.
 *   - Memory without a type keeps its size in bytes.
 *   - Who allocates owns: it is given back at the end of the scope, unless it is moved. Or the
 *     device owns it, then what is handed out is a plain pointer.
 *   - NULL is -ENOMEM and does not open.
 *   - The same on all kernels: those before 7.0 have no kzalloc_obj(), this needs none.
 *
 * Example
 *
 *	SAFE_ALLOC(struct request);
 *	SAFE_ALLOC(struct edu);
 *
 *	edu = TRY(safe_devm_kzalloc_obj(dev, struct edu, GFP_KERNEL));
 *
 *	owned(request, req, safe_kzalloc_obj(struct request, GFP_KERNEL));
 *	borrow(req)->id = id;
 *	safe_store(&edu->pending, move(req));
 *
 *	owned(request_array, reqs, safe_kzalloc_objs(struct request, n, GFP_KERNEL));
 *	owned(u32_array, words, safe_kmalloc_objs(u32, n, GFP_KERNEL));	// of a SAFE_ALLOC(u32)
 *	fill(safe_slice(u32, words.ptr, words.len));
 *	word = safe_at(words, i);					// NULL if there is none
 *
 *	TRY(safe_krealloc_objs(&reqs, 2 * n, GFP_KERNEL));
 *	TRY(safe_devm_kcalloc_slice(dev, &edu->levels, n, GFP_KERNEL));	// a struct safe_u32_slice
 *	owned(message, msg, safe_kzalloc_counted(struct message, data, len, n, GFP_KERNEL));
 *
 *	owned(kmem, buf, safe_kzalloc(size, GFP_KERNEL));
 *	fill_bytes(safe_bytes(buf.ptr, buf.size));
 *
 * SAFE_ALLOC() of u8, u16, u32 and u64 makes arrays of them possible.
 *
 * What misuse gives
 *   another type's pointer		error: incompatible pointer type
 *   flags and size swapped		error: "these are no allocation flags", where both are known
 *   the result as a pointer		error: incompatible types
 *   TRY() of an owner			error: "an owner is opened by owned(), not by TRY()"
 *   a type without SAFE_ALLOC()	error: implicit declaration of function
 *   GFP_KERNEL in atomic context	error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: know whether the count is right.
 */
#ifndef SAFE_CORE_ALLOC_H
#define SAFE_CORE_ALLOC_H

#include <linux/overflow.h>
#include <linux/slab.h>
#include <safe/core/constant.h>
#include <safe/core/context.h>
#include <safe/core/gfp.h>
#include <safe/core/owned.h>
#include <safe/core/slice.h>

/* An array of @type, owned: pointer, number of elements; whether it may be large is in a type. */
#define __safe_kv_kfree		0
#define __safe_kv_kvfree	1
#define __SAFE_ALLOC_ARRAY(name, type, free)						\
struct safe_##name {									\
	union {										\
		type *ptr;								\
		type *__value;								\
		struct { char no[__safe_kv_##free]; } *__kv;				\
	};										\
	size_t len;									\
	__SAFE_TRACKED									\
};											\
static __safe_inline bool __safe_##name##_owns(const struct safe_##name *owner)	\
{											\
	return owner->ptr;								\
}											\
static __safe_inline void __safe_##name##_give_back(const struct safe_##name *owner)	\
{											\
	type *ptr = owner->ptr;								\
											\
	free(ptr);									\
}											\
__SAFE_OWNER_FUNCTIONS(name);								\
static __safe_inline __must_check struct safe_##name##_result				\
__safe_new_##name(struct safe_##name owner)						\
{											\
	return safe_owner_from_errno(name, owner.ptr ? 0 : -ENOMEM, owner);		\
}											\
struct safe_##name

#define __safe_alloc_named(tag)								\
SAFE_RESULT(tag##_ptr, struct tag *);							\
SAFE_OWNED(tag, struct tag *, kfree);							\
__SAFE_ALLOC_ARRAY(tag##_array, struct tag, kfree)

/**
 * SAFE_ALLOC() - have objects of a type allocated
 * @type: struct edu, or u8, u16, u32, u64
 *
 * Defines the kinds edu, of one object, and edu_array; of a number only u32_array. See
 * <safe/core/owned.h>.
 */
#define SAFE_ALLOC(type)		__safe_alloc_tag_##type)
#define __safe_alloc_tag_struct		__safe_alloc_named(
#define __safe_alloc_tag_u8		__safe_alloc_number(u8
#define __safe_alloc_tag_u16		__safe_alloc_number(u16
#define __safe_alloc_tag_u32		__safe_alloc_number(u32
#define __safe_alloc_tag_u64		__safe_alloc_number(u64
#define __safe_alloc_number(type)	__SAFE_ALLOC_ARRAY(type##_array, type, kfree)

/**
 * SAFE_KVALLOC() - have arrays of a type allocated that may be large
 * @type: struct edu, or u8, u16, u32, u64
 *
 * Defines the kind edu_kvarray.
 */
#define SAFE_KVALLOC(type)		__SAFE_KVALLOC(__safe_named(, type), type)
#define __SAFE_KVALLOC(...)		__SAFE_KVALLOC_1(__VA_ARGS__)
#define __SAFE_KVALLOC_1(tag, type)	__SAFE_ALLOC_ARRAY(tag##_kvarray, type, kvfree)

/* What __safe_named() of <safe/core/owned.h> makes of types without a tag. */
#define __safe_tag_u8			__safe_cat_swapped(u8
#define __safe_tag_u16			__safe_cat_swapped(u16
#define __safe_tag_u32			__safe_cat_swapped(u32
#define __safe_tag_u64			__safe_cat_swapped(u64

/* The name of a type without its "struct", and what begins and ends with it. */
#define __safe_alloc_call(prefix, type, suffix)						\
	__safe_alloc_cat(__safe_named(prefix, type), suffix)
#define __safe_alloc_cat(name, suffix)	__safe_alloc_cat_1(name, suffix)
#define __safe_alloc_cat_1(name, suffix) name##suffix

/* An owner of @p, a pointer to @type; and a result that is borrowed. */
#define __safe_alloc_owned(type, p)	__safe_alloc_owned_1(__safe_named(, type), p)
#define __safe_alloc_owned_1(...)	__safe_alloc_owned_2(__VA_ARGS__)
#define __safe_alloc_owned_2(tag, p)							\
	safe_##tag##_checked(safe_owner_from_null(tag, p, -ENOMEM))
#define __safe_alloc_borrowed(type, p)	__safe_alloc_borrowed_1(__safe_named(, type), p)
#define __safe_alloc_borrowed_1(...)	__safe_alloc_borrowed_2(__VA_ARGS__)
#define __safe_alloc_borrowed_2(tag, p)							\
	safe_##tag##_ptr_checked(safe_from_null(tag##_ptr, p, -ENOMEM))

/* ---------------------------------------------------------------------------------------------
 * One object
 */

/**
 * safe_kzalloc_obj() - allocate one object, zeroed
 * @type: struct edu, of which there is a SAFE_ALLOC()
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_edu to open with owned(), or -ENOMEM.
 */
#define safe_kzalloc_obj(type, gfp)							\
	__safe_sleeps_by(gfp, __safe_alloc_owned(type,					\
						 (type *)kzalloc(sizeof(type), __safe_gfp(gfp))))

/**
 * safe_kmalloc_obj() - allocate one object, not initialised
 * @type: as of safe_kzalloc_obj()
 * @gfp: the same
 */
#define safe_kmalloc_obj(type, gfp)							\
	__safe_sleeps_by(gfp, __safe_alloc_owned(type,					\
						 (type *)kmalloc(sizeof(type), __safe_gfp(gfp))))

/**
 * safe_devm_kzalloc_obj() - allocate one object, zeroed, until the device is unbound
 * @dev: struct device *
 * @type: struct edu, of which there is a SAFE_ALLOC()
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct edu * to open by TRY(), or -ENOMEM.
 */
#define safe_devm_kzalloc_obj(dev, type, gfp)						\
	__safe_sleeps_by(gfp, __safe_alloc_borrowed(type, devm_kzalloc(dev, sizeof(type), \
								       __safe_gfp(gfp))))

/**
 * safe_devm_kcalloc_objs() - allocate an array, zeroed, until the device is unbound
 * @dev: struct device *
 * @type: of the elements: struct edu, of which there is a SAFE_ALLOC()
 * @n: how many; what is handed out does not know it
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct edu * to open by TRY(), or -ENOMEM, also if the product is too large.
 */
#define safe_devm_kcalloc_objs(dev, type, n, gfp)					\
	__safe_sleeps_by(gfp, __safe_alloc_borrowed(type, devm_kcalloc(dev, n, sizeof(type), \
								       __safe_gfp(gfp))))

/**
 * safe_devm_kcalloc_slice() - allocate an array that knows its length, until the device is unbound
 * @dev: struct device *
 * @to: address of a slice of such elements; empty on failure
 * @n: how many
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: 0 or -ENOMEM, also if the product is too large.
 */
#define safe_devm_kcalloc_slice(dev, to, n, gfp)					\
	__safe_sleeps_by(gfp, safe_checked(({						\
		__auto_type __safe_to = (to);						\
		size_t __safe_n = (n);							\
											\
		__safe_to->ptr = devm_kcalloc(dev, __safe_n, sizeof(*__safe_to->ptr),	\
					      __safe_gfp(gfp));				\
		__safe_to->len = __safe_to->ptr ? __safe_n : 0;				\
		__safe_to->ptr ? 0 : -ENOMEM;						\
	})))

/* ---------------------------------------------------------------------------------------------
 * Arrays
 */

#define __safe_alloc_objs(alloc, type, suffix, n, gfp)					\
	__safe_sleeps_by(gfp, __safe_alloc_call(__safe_new_, type, suffix)(({		\
		size_t __safe_n = (n);							\
											\
		(struct __safe_alloc_call(safe_, type, suffix)){			\
			{ (type *)alloc(__safe_n, sizeof(type), __safe_gfp(gfp)) }, __safe_n }; \
	})))

/**
 * safe_kzalloc_objs() - allocate an array, zeroed
 * @type: of the elements: struct edu, of which there is a SAFE_ALLOC(), or u8, u16, u32, u64
 * @n: how many
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_edu_array to open with owned(), or -ENOMEM.
 */
#define safe_kzalloc_objs(type, n, gfp)	__safe_alloc_objs(kcalloc, type, _array, n, gfp)

/**
 * safe_kmalloc_objs() - allocate an array, not initialised
 * @type: as of safe_kzalloc_objs()
 * @n: the same
 * @gfp: the same
 */
#define safe_kmalloc_objs(type, n, gfp)							\
	__safe_alloc_objs(kmalloc_array, type, _array, n, gfp)

/**
 * safe_kvzalloc_objs() - allocate an array that may be large, zeroed
 * @type: of the elements: struct edu, of which there is a SAFE_KVALLOC(), or u8, u16, u32, u64
 * @n: how many
 * @gfp: GFP_KERNEL
 *
 * Context: May sleep.
 * Return: a struct safe_edu_kvarray to open with owned(), or -ENOMEM. Likewise safe_kvmalloc_objs(),
 * not initialised.
 */
#define safe_kvzalloc_objs(type, n, gfp)						\
	__safe_alloc_objs(kvcalloc, type, _kvarray, n, gfp)
#define safe_kvmalloc_objs(type, n, gfp)						\
	__safe_alloc_objs(kvmalloc_array, type, _kvarray, n, gfp)

/**
 * safe_krealloc_objs() - change the number of elements of an array
 * @array: address of an array from safe_kzalloc_objs() or safe_kmalloc_objs(); on failure it stays as
 *	it is
 * @n: how many it shall have, not 0; what is new is not initialised unless @gfp has __GFP_ZERO
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * What was borrowed of it is no longer valid.
 *
 * Context: May sleep if @gfp allows it.
 * Return: 0 or -ENOMEM, also if the product is too large; -EINVAL for no elements.
 */
#define safe_krealloc_objs(array, n, gfp)						\
	__safe_sleeps_by(gfp, safe_checked(({						\
		__auto_type __safe_array = (array);					\
		size_t __safe_n = (n);							\
		typeof(__safe_array->ptr) __safe_new = NULL;				\
											\
		__safe_is_kmalloced(__safe_array);					\
		if (likely(__safe_n))							\
			__safe_new = krealloc_array(__safe_array->ptr, __safe_n,	\
						    sizeof(*__safe_new), __safe_gfp(gfp)); \
		if (likely(__safe_new)) {						\
			__safe_array->ptr = __safe_new;					\
			__safe_array->len = __safe_n;					\
		}									\
		__safe_new ? 0 : __safe_n ? -ENOMEM : -EINVAL;				\
	})))
#define __safe_is_kmalloced(array)							\
	_Static_assert(!sizeof(*(array)->__kv), "what may be large is not reallocated")

/**
 * safe_kzalloc_flex() - allocate one object that ends in an array, zeroed
 * @type: struct edu, of which there is a SAFE_ALLOC()
 * @member: the array
 * @n: how many elements it shall have; the object's own counter is to be set by the caller
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_edu to open with owned(), or -ENOMEM. Likewise safe_kmalloc_flex(), not
 * initialised.
 */
#define safe_kzalloc_flex(type, member, n, gfp)						\
	__safe_alloc_flex(kzalloc, type, member, n, gfp)
#define safe_kmalloc_flex(type, member, n, gfp)						\
	__safe_alloc_flex(kmalloc, type, member, n, gfp)
#define __safe_alloc_flex(alloc, type, member, n, gfp)					\
	__safe_sleeps_by(gfp, __safe_alloc_owned(type,					\
		(type *)alloc(struct_size((type *)NULL, member, n), __safe_gfp(gfp))))

/**
 * safe_kzalloc_counted() - allocate one object that ends in an array, zeroed, with its counter set
 * @type: struct edu, of which there is a SAFE_ALLOC()
 * @member: the array, maybe one that is __counted_by(@counter)
 * @counter: the member that says how many elements there are
 * @n: how many
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_edu to open with owned(), or -ENOMEM, also if the size is too large or the
 * counter does not hold @n.
 */
#define safe_kzalloc_counted(type, member, counter, n, gfp)				\
	__safe_sleeps_by(gfp, __safe_alloc_owned(type, ({				\
		size_t __safe_n = (n);							\
		type *__safe_p = NULL;							\
											\
		if (likely((typeof(__safe_p->counter))__safe_n == __safe_n))		\
			__safe_p = kzalloc(struct_size(__safe_p, member, __safe_n),	\
					   __safe_gfp(gfp));				\
		if (likely(__safe_p))							\
			__safe_p->counter = __safe_n;					\
		__safe_p;								\
	})))

/* ---------------------------------------------------------------------------------------------
 * Memory without a type
 */

/* Memory of @size bytes, owned; @free gives it back. */
#define __SAFE_ALLOC_BYTES(name, free)							\
struct safe_##name {									\
	union {										\
		void *ptr;								\
		void *__value;								\
	};										\
	size_t size;									\
	__SAFE_TRACKED									\
};											\
static __safe_inline bool __safe_##name##_owns(const struct safe_##name *owner)	\
{											\
	return owner->ptr;								\
}											\
static __safe_inline void __safe_##name##_give_back(const struct safe_##name *owner)	\
{											\
	void *ptr = owner->ptr;								\
											\
	free(ptr);									\
}											\
__SAFE_OWNER_FUNCTIONS(name);								\
static __safe_inline __must_check struct safe_##name##_result				\
__safe_new_##name(struct safe_##name owner)						\
{											\
	return safe_owner_from_errno(name, owner.ptr ? 0 : -ENOMEM, owner);		\
}											\
struct safe_##name

/* kmem is what the allocators of small memory give, kvmem what those of small and large do. */
__SAFE_ALLOC_BYTES(kmem, kfree);
#define SAFE_KIND kmem
#include <safe/core/new_kind.h>
__SAFE_ALLOC_BYTES(kvmem, kvfree);
#define SAFE_KIND kvmem
#include <safe/core/new_kind.h>

#define __safe_alloc_bytes(kind, alloc, size, gfp)					\
	__safe_sleeps_by(gfp, __safe_new_##kind(({					\
		size_t __safe_size = (size);						\
											\
		(struct safe_##kind){ { alloc(__safe_size, __safe_gfp(gfp)) }, __safe_size }; \
	})))

#define __safe_alloc_product(kind, alloc, n, each, gfp)					\
	__safe_sleeps_by(gfp, __safe_new_##kind(({					\
		size_t __safe_n = (n), __safe_each = (each);				\
											\
		(struct safe_##kind){ { alloc(__safe_n, __safe_each, __safe_gfp(gfp)) },	\
				      __safe_n * __safe_each };				\
	})))

/**
 * safe_kzalloc() - allocate zeroed memory
 * @size: in bytes
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_kmem (ptr, size) to open with owned(), or -ENOMEM. Likewise safe_kmalloc(),
 * not initialised.
 */
#define safe_kzalloc(size, gfp)		__safe_alloc_bytes(kmem, kzalloc, size, gfp)
#define safe_kmalloc(size, gfp)		__safe_alloc_bytes(kmem, kmalloc, size, gfp)

/**
 * safe_kcalloc() - allocate zeroed memory for elements of a size that is no type's
 * @n: how many
 * @each: bytes of one
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: a struct safe_kmem to open with owned(), or -ENOMEM, also if the product is too large.
 * Likewise safe_kmalloc_array(), not initialised.
 */
#define safe_kcalloc(n, each, gfp)	__safe_alloc_product(kmem, kcalloc, n, each, gfp)
#define safe_kmalloc_array(n, each, gfp) __safe_alloc_product(kmem, kmalloc_array, n, each, gfp)

/**
 * safe_kvzalloc() - allocate zeroed memory that may be large
 * @size: in bytes
 * @gfp: GFP_KERNEL
 *
 * Context: May sleep.
 * Return: a struct safe_kvmem to open with owned(), or -ENOMEM. Likewise safe_kvmalloc(), and
 * safe_kvcalloc() and safe_kvmalloc_array() of a number and a size.
 */
#define safe_kvzalloc(size, gfp)	__safe_alloc_bytes(kvmem, kvzalloc, size, gfp)
#define safe_kvmalloc(size, gfp)	__safe_alloc_bytes(kvmem, kvmalloc, size, gfp)
#define safe_kvcalloc(n, each, gfp)	__safe_alloc_product(kvmem, kvcalloc, n, each, gfp)
#define safe_kvmalloc_array(n, each, gfp) __safe_alloc_product(kvmem, kvmalloc_array, n, each, gfp)

/**
 * safe_krealloc() - change the size of memory
 * @mem: struct safe_kmem *; on failure it stays as it is
 * @new_size: in bytes; what is new is not initialised unless @gfp has __GFP_ZERO
 * @gfp: GFP_KERNEL, GFP_ATOMIC, ...
 *
 * Context: May sleep if @gfp allows it.
 * Return: 0 or -ENOMEM; -EINVAL for a size of 0, which would free it.
 */
#define safe_krealloc(mem, new_size, gfp)						\
	__safe_sleeps_by(gfp, safe_checked(({						\
		struct safe_kmem *__safe_mem = (mem);					\
		size_t __safe_size = (new_size);					\
		void *__safe_new = NULL;						\
											\
		if (__safe_size)							\
			__safe_new = krealloc(__safe_mem->ptr, __safe_size, __safe_gfp(gfp)); \
		if (__safe_new)								\
			__safe_mem->ptr = __safe_new, __safe_mem->size = __safe_size;	\
		__safe_new ? 0 : __safe_size ? -ENOMEM : -EINVAL;			\
	})))

/**
 * safe_kfree() - give memory back before its scope ends
 * @owner: from move()
 *
 * Likewise safe_kvfree(). Objects and arrays: safe_release().
 */
static __safe_inline void safe_kfree(struct safe_kmem owner)
{
	safe_kmem_release(&owner);
}

static __safe_inline void safe_kvfree(struct safe_kvmem owner)
{
	safe_kvmem_release(&owner);
}

/**
 * safe_kfree_sensitive() - give memory back, overwritten
 * @owner: from move()
 *
 * Likewise safe_kvfree_sensitive().
 */
static __safe_inline void safe_kfree_sensitive(struct safe_kmem owner)
{
	kfree_sensitive(owner.ptr);
}

static __safe_inline void safe_kvfree_sensitive(struct safe_kvmem owner)
{
	kvfree_sensitive(owner.ptr, owner.size);
}

#endif
