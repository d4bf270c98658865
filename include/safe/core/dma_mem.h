/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Memory that a driver and a device share all the time: pointer, length and device address, and what
 * is made of its parts. Who owns such memory: <safe/core/dma.h>, <safe/core/dma_pool.h>; the rules
 * stand in the first.
 */
#ifndef SAFE_CORE_DMA_MEM_H
#define SAFE_CORE_DMA_MEM_H

#include <asm/barrier.h>
#include <linux/compiler.h>
#include <safe/core/address.h>
#include <safe/core/slice.h>

/**
 * struct safe_dma_mem - shared memory; borrowed: it belongs to the device or to an owner
 * @ptr: where the driver finds it
 * @len: in bytes
 * @dma: where the device finds it
 */
struct safe_dma_mem {
	void *ptr;
	size_t len;
	struct safe_dma_addr dma;
};

/* All of it, for what takes a slice. */
static __safe_inline struct safe_bytes safe_dma_bytes(struct safe_dma_mem mem)
{
	return safe_bytes(mem.ptr, mem.len);
}

/**
 * safe_dma_slice() - all of it as elements; what is left at the end and no whole one is not in it
 * @name: of a SAFE_SLICE(): u32
 * @mem: struct safe_dma_mem
 */
#define safe_dma_slice(name, mem)							\
	({										\
		struct safe_dma_mem __safe_mem = (mem);					\
											\
		safe_slice(name, __safe_mem.ptr,					\
			   __safe_mem.len / sizeof(__safe_element(name)));		\
	})

/**
 * safe_dma_part() - a part of shared memory
 * @to: gets the part; as it was if there is none
 * @mem: the memory
 * @offset: where the part begins
 * @n: how long it is
 *
 * Return: 0 or -ERANGE.
 */
static __safe_inline __must_check int
safe_dma_part(struct safe_dma_mem *to, struct safe_dma_mem mem, size_t offset, size_t n)
{
	int err = __safe_no_part(mem.len, offset, n);

	if (!err)
		*to = (struct safe_dma_mem){ mem.ptr + offset, n, { mem.dma.value + offset } };
	return err;
}

/**
 * safe_dma_address() - where the device finds a part of shared memory
 * @mem: the memory
 * @offset: where the part begins
 * @n: how long it is
 * @to: gets the address
 *
 * Return: 0 or -ERANGE.
 */
static __safe_inline __must_check int
safe_dma_address(struct safe_dma_mem mem, size_t offset, size_t n, struct safe_dma_addr *to)
{
	int err = __safe_no_part(mem.len, offset, n);

	if (!err)
		to->value = mem.dma.value + offset;
	return err;
}

/**
 * safe_dma_at() - the element with that index of an array in shared memory
 * @mem: struct safe_dma_mem
 * @type: of the elements
 * @i: index, also one that the device supplied
 *
 * For descriptors whose members the driver reads and writes with READ_ONCE() and WRITE_ONCE().
 *
 * Return: its address, a type *, or NULL if it is not inside of the memory.
 */
#define safe_dma_at(mem, type, i)	((type *)__safe_dma_at(mem, sizeof(type), i))
static __safe_inline __must_check void *
__safe_dma_at(struct safe_dma_mem mem, size_t size, size_t i)
{
	return likely(i < mem.len / size) ? __safe_there(mem.ptr + i * size) : NULL;
}

/* @type, which the processor reads and writes as a whole. */
#define __safe_dma_word(type)								\
	typeof(({									\
		_Static_assert(sizeof(type) == 1 || sizeof(type) == 2 ||		\
			       sizeof(type) == 4 || sizeof(type) == 8,			\
			       "not read or written at once: use safe_dma_at()");	\
		(type *)NULL;								\
	}))

/* @value is evaluated in any case, and is *__safe_value in @access. */
#define __safe_dma_access(mem, type, i, value, access)					\
	safe_checked(({									\
		__safe_dma_word(type) __safe_at = safe_dma_at(mem, type, i);		\
		type *__safe_value = (value);						\
		int __safe_err = -ERANGE;						\
											\
		if (likely(__safe_at)) {						\
			access;								\
			__safe_err = 0;							\
		}									\
		__safe_err;								\
	}))

/**
 * safe_dma_read() - read an element of an array in shared memory, once
 * @mem: struct safe_dma_mem
 * @type: of the elements: a number or a structure of one, of 1, 2, 4 or 8 bytes
 * @i: index
 * @to: address of a variable of that type
 *
 * Context: Any.
 * Return: 0 or -ERANGE.
 */
#define safe_dma_read(mem, type, i, to)							\
	__safe_dma_access(mem, type, i, to, *__safe_value = READ_ONCE(*__safe_at))

/**
 * safe_dma_write() - write an element of an array in shared memory, at once
 * @mem: struct safe_dma_mem
 * @type: as of safe_dma_read()
 * @i: index
 * @x: of that type
 *
 * Context: Any.
 * Return: 0 or -ERANGE.
 */
#define safe_dma_write(mem, type, i, x)							\
	__safe_dma_access(mem, type, i, &(type){ x },					\
			  WRITE_ONCE(*__safe_at, *__safe_value))

/**
 * safe_dma_load_acquire() - read who has a descriptor, before what else is in it
 * @mem: struct safe_dma_mem
 * @type: as of safe_dma_read()
 * @i: index
 * @to: address of a variable of that type
 *
 * What is read of shared memory behind this call was read after it: a dma_rmb().
 *
 * Context: Any.
 * Return: 0 or -ERANGE.
 */
#define safe_dma_load_acquire(mem, type, i, to)						\
	__safe_dma_access(mem, type, i, to,						\
			  *__safe_value = READ_ONCE(*__safe_at); dma_rmb())

/**
 * safe_dma_store_release() - hand a descriptor over, after what else is in it
 * @mem: struct safe_dma_mem
 * @type: as of safe_dma_read()
 * @i: index
 * @x: of that type
 *
 * What was written to shared memory before this call is seen by the device first: a dma_wmb().
 *
 * Context: Any.
 * Return: 0 or -ERANGE.
 */
#define safe_dma_store_release(mem, type, i, x)						\
	__safe_dma_access(mem, type, i, &(type){ x },					\
			  dma_wmb(); WRITE_ONCE(*__safe_at, *__safe_value))

#endif
