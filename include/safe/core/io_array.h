/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Registers that stand in a row, of which the device itself says how far apart: doorbells, blocks of
 * registers for each queue or virtual function.
 *
 * Invariants
 *   - An array is a part of a BAR that this driver has mapped. How many elements there are follows
 *     from how large that BAR is, not from what the device says.
 *   - An element is a region of a type, as those of <safe/core/mmio.h>: aligned, and all of it mapped.
 *     So it is seen once that it is there, where the driver takes it, and not at each access.
 *
 * Example
 *
 *	SAFE_IO_REGION(edu_doorbell, 4);
 *	SAFE_IO_ARRAY(edu_doorbell);
 *	SAFE_REGISTER(edu_doorbell, edu_tail, 0, u32, wo) { SAFE_FIELD(tail, GENMASK(15, 0)); };
 *
 *	struct edu { struct edu_doorbell_array doorbells; };
 *	struct edu_queue { struct edu_doorbell __iomem *doorbell; };
 *
 *	TRY(safe_pci_io_array(pdev, 0, &edu->doorbells, 0x1000, 4 << shift));
 *	queue->doorbell = TRY(safe_io_at(edu_doorbell, &edu->doorbells, id));
 *	...
 *	safe_reg_write(queue->doorbell, safe_fields(edu_tail, tail, tail));	// no check any more
 *
 * What misuse gives
 *   an index past the end		-ERANGE
 *   elements that overlap		-EINVAL
 *   elements that are not aligned	-EINVAL
 *   the result used as a pointer	error: incompatible types
 *   an element of another array	error: incompatible pointer type
 *
 * What C cannot do: know what an element means, or that no other element was meant.
 */
#ifndef SAFE_CORE_IO_ARRAY_H
#define SAFE_CORE_IO_ARRAY_H

#include <safe/core/mmio.h>

/* As of the elements: any type of element has the same members. */
struct __safe_io_array {
	void __iomem *base;
	size_t stride;
	size_t count;
};

/* @p, which is mapped: so it is no error pointer, and who opens a result need not ask. */
static __safe_inline void __iomem *__safe_io_there(void __iomem *p)
{
	if (IS_ERR((__force void *)p))
		__builtin_unreachable();
	return p;
}

/**
 * SAFE_IO_ARRAY() - define the array of a region; stands after SAFE_IO_REGION()
 * @name: of the region: edu_doorbell gives struct edu_doorbell_array
 */
#define SAFE_IO_ARRAY(name)								\
struct name##_array {									\
	struct __safe_io_array __array;							\
	struct name __element[0];							\
};											\
static __safe_inline __must_check struct safe_##name##_ptr_result			\
__safe_io_at_##name(const struct name##_array *array, size_t i)				\
{											\
	if (unlikely(i >= array->__array.count))					\
		return safe_from_errno(name##_ptr, -ERANGE);				\
	return safe_from_err_ptr(name##_ptr, (struct name __iomem *)			\
		__safe_io_there(array->__array.base + i * array->__array.stride));	\
}											\
struct name##_array

/**
 * safe_io_at() - an element of an array of registers
 * @name: of the region: edu_doorbell
 * @array: struct edu_doorbell_array *
 * @i: any number
 *
 * Return: a struct edu_doorbell __iomem * to open by TRY(); -ERANGE if there is none. It is valid as
 * long as the BAR is mapped.
 */
#define safe_io_at(name, array, i)	__safe_io_at_##name(array, i)

/**
 * safe_io_count() - how many elements an array of registers has
 * @array: pointer to it
 */
#define safe_io_count(array)		((void)0, (array)->__array.count)

/*
 * Makes the array of @mapped bytes at @base, from @offset on. Elements are aligned as the widest access
 * that has room in them.
 */
static inline __must_check int
__safe_io_array_init(struct __safe_io_array *array, void __iomem *base, u64 mapped, u64 offset,
		     u64 stride, size_t size)
{
	unsigned int align = size < 2 ? 1 : size < 4 ? 2 : size < 8 ? 4 : 8;

	*array = (struct __safe_io_array){ };
	if (stride < size || stride % align || offset % align)
		return -EINVAL;
	if (offset > mapped || size > mapped - offset)
		return -ERANGE;
	array->base = base + offset;
	array->stride = stride;
	array->count = div64_u64(mapped - offset - size, stride) + 1;
	return 0;
}

#endif
