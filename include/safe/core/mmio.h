/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Device registers: a region of them is a type, and the type knows its size.
 *
 * Invariants
 *   - SAFE_IO_REGION(edu_regs, 0x100) makes struct edu_regs, of which nobody ever has an object: a
 *     "struct edu_regs __iomem *" points to a mapped region of at least 0x100 bytes.
 *   - The accessors (safe_readl(), safe_writel(), ...; generated for all that the kernel has) take
 *     such a pointer and an offset. The offset is a constant that the front end has found to be
 *     aligned and inside of the region; what is known only at run time goes to the form with try
 *     in its name, which answers -ERANGE and touches nothing.
 *   - The structure has no size and no members: dereferencing gives no number, and arithmetic on
 *     the pointer neither compiles as an argument nor ever leads out of the region.
 *   - A region of that type is made only where the size was seen: safe_devm_iomap_bar(),
 *     safe_devm_platform_ioremap_resource(), safe_devm_ioremap(), safe_io_region().
 *
 * Example
 *
 *	SAFE_IO_REGION(edu_regs, 0x100);
 *	#define EDU_ID		0x00
 *	#define EDU_RAM(n)	(0x80 + 4 * (n))
 *
 *	struct edu_regs __iomem *regs;
 *	u32 val;
 *
 *	regs = TRY(safe_devm_platform_ioremap_resource(pdev, 0, struct edu_regs));
 *	if (safe_readl(regs, EDU_ID) != 0x010000ed)
 *		return -ENODEV;
 *	safe_writel(BIT(0), regs, 0x20);
 *	TRY(safe_try_readl(regs, EDU_RAM(n), &val));
 *
 * What misuse gives
 *   an offset past the end		error: "past the end of the region"
 *   an offset that is not aligned	error: "not aligned to the width of the access"
 *   an offset that is no constant	error: "known only at run time: use safe_try_readl()"
 *   a void __iomem *		error: "a raw pointer: its region is made by safe_io_region()"
 *   regs + 4				error: invalid operands to binary
 *   *regs, regs[1] as a number		error: incompatible types
 *   a region of another type		error: incompatible pointer type, where it is assigned
 *   a write by a pointer to const	warning: discards qualifier, an error by -Werror
 *   an ignored safe_try_...()		warning: ignoring return value
 *
 * What C cannot do: know that the region still is mapped, or what a register means. Any pointer
 * converts to void *, so readl(regs + 4) of <linux/io.h> compiles.
 */
#ifndef SAFE_CORE_MMIO_H
#define SAFE_CORE_MMIO_H

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <safe/core/constant.h>
#include <safe/core/context.h>
#include <safe/core/owned.h>
#include <safe/core/result.h>
#include <safe/core/slice.h>

/**
 * SAFE_IO_REGION() - define the type of a region of registers
 * @name: edu_regs gives struct edu_regs
 * @size: in bytes; what the driver uses, regions that are mapped may be larger
 */
#define SAFE_IO_REGION(name, size)	__SAFE_IO_REGION(name, size, 0)

/**
 * SAFE_IO_REGION_BE() - the same of registers that are big-endian
 * @name: as of SAFE_IO_REGION()
 * @size: as of SAFE_IO_REGION()
 *
 * The registers that <safe/core/register.h> declares in it are read and written by ioread32be() and
 * its kin. safe_readl() stays little-endian, in any region.
 */
#define SAFE_IO_REGION_BE(name, size)	__SAFE_IO_REGION(name, size, 1)

#define __SAFE_IO_REGION(name, size, big_endian)					\
struct name { u8 __region[0][size], __span[0][0], __big_endian[0][big_endian]; };	\
static_assert(__safe_constant(size) > 0, "the size of a region is a constant");		\
SAFE_RESULT(name##_ptr, struct name __iomem *);					\
/* @base may be NULL or an ERR_PTR(); -EINVAL if the @mapped bytes are too few. */	\
static __safe_inline __must_check struct safe_##name##_ptr_result			\
__safe_io_as_##name(void __iomem *base, resource_size_t mapped)				\
{											\
	if (IS_ERR((__force void *)base))						\
		return safe_from_err_ptr(name##_ptr, (struct name __iomem *)base);	\
	if (unlikely(!base))								\
		return safe_from_errno(name##_ptr, -ENOMEM);				\
	if (unlikely(mapped < (size)))							\
		return safe_from_errno(name##_ptr, -EINVAL);				\
	return safe_from_err_ptr(name##_ptr, (struct name __iomem *)base);		\
}											\
struct name

/* The size that @type, a struct edu_regs, has as a region. */
#define safe_io_size(type)	sizeof(*((type *)0)->__region)

/**
 * safe_io_region() - make a region of a raw pointer and the size of what is mapped there
 * @base: void __iomem *; NULL or ERR_PTR() is the failure of whatever mapped it
 * @mapped: bytes that are mapped
 * @type: struct edu_regs
 *
 * Return: a struct edu_regs __iomem * to open by TRY(); -EINVAL if @mapped is too little.
 */
#define safe_io_region(base, mapped, type)						\
	__safe_io_as(type)(base, mapped)
#define __safe_io_as(type)	__safe_named(__safe_io_as_, type)

/**
 * unsafe_io_region() - make a region of a raw pointer, unchecked
 * @base: void __iomem *, where at least as much as @type has is mapped
 * @type: struct edu_regs
 *
 * Say why that is so in a comment that begins with SAFETY.
 */
#define unsafe_io_region(base, type)							\
	((type __iomem *)__unsafe_io_base(base))
static __safe_inline void __iomem *__unsafe_io_base(void __iomem *base)
{
	return base;
}
static __safe_inline const void __iomem *__safe_io_base(const void __iomem *base)
{
	return base;
}

/**
 * unsafe_io_address() - the raw address of a register
 * @regs: struct edu_regs __iomem *
 * @offset: constant and inside of the region, as for safe_readb()
 *
 * For functions that have no safe form. What they do beyond the one byte is up to them: say why it
 * is right in a comment that begins with SAFETY.
 */
#define unsafe_io_address(regs, offset)							\
	(__unsafe_io_base(regs) + __safe_io_offset(regs, offset, 1, "unsafe_io_region"))

/**
 * safe_io_part() - a part of a region, as a region of its own
 * @regs: struct edu_regs __iomem *
 * @offset: constant and a multiple of 8, so that all accesses in the part are aligned
 * @type: struct edu_channel, which must be inside
 *
 * For registers that a device has several times. Return: a struct edu_channel __iomem *.
 */
#define safe_io_part(regs, offset, type)						\
	((type __iomem *)(__unsafe_io_base(regs) +					\
			  ((void)sizeof(struct { __safe_io_check_part(regs, offset, type); }), \
			   __safe_io_offset(regs, offset, 8, "safe_try_io_part"))))
#define __safe_io_check_part(regs, offset, type)					\
	_Static_assert(safe_io_size(type) <= __safe_io_bytes(regs) &&			\
		       (size_t)__safe_constant(offset) <=				\
		       __safe_io_bytes(regs) - safe_io_size(type),			\
		       "past the end of the region")

/**
 * safe_try_io_part() - the same with an offset that is known only at run time
 * @regs: struct edu_regs __iomem *
 * @offset: any number
 * @type: struct edu_channel
 *
 * Return: a struct edu_channel __iomem * to open by TRY(); -ERANGE if it is not inside, or the
 * offset no multiple of 8.
 */
#define safe_try_io_part(regs, offset, type)						\
	__safe_io_as(type)(__safe_io_part(regs, __safe_io_size(regs), offset,		\
					  safe_io_size(type)), safe_io_size(type))
static __safe_inline void __iomem *
__safe_io_part(void __iomem *base, size_t size, u64 offset, size_t part)
{
	if (unlikely(offset % 8 || part > size || offset > size - part))
		return IOMEM_ERR_PTR(-ERANGE);
	return base + offset;
}

/* A region of the size that a page mostly has, to try things out. */
SAFE_IO_REGION(safe_io_4k, 0x1000);

/* ---------------------------------------------------------------------------------------------
 * What the generated accessors consist of
 */

/* Stands in for a raw pointer, so that it is complained of once. */
struct __safe_io_raw { u8 __region[0][1UL << 30]; };

#define __safe_io_typed(regs)								\
	_Generic((regs),								\
		 void *: (struct __safe_io_raw *)0,					\
		 const void *: (struct __safe_io_raw *)0,				\
		 volatile void *: (struct __safe_io_raw *)0,				\
		 const volatile void *: (struct __safe_io_raw *)0,			\
		 u8 *: (struct __safe_io_raw *)0,					\
		 volatile u8 *: (struct __safe_io_raw *)0,				\
		 u32 *: (struct __safe_io_raw *)0,					\
		 volatile u32 *: (struct __safe_io_raw *)0,				\
		 unsigned long: (struct __safe_io_raw *)0,				\
		 default: (regs))
#define __safe_io_is_raw(regs)								\
	__builtin_types_compatible_p(typeof(__safe_io_typed(regs)), struct __safe_io_raw *)

/* Bytes of the region that @regs points to. */
#define __safe_io_bytes(regs)	sizeof(*__safe_io_typed(regs)->__region)

/*
 * Checks for all accesses. @regs stands without parentheses on purpose: the star binds to the
 * pointer in "regs + 4", and what it gives cannot be added to.
 */
#define __safe_io_check(regs)								\
	_Static_assert(!__safe_io_is_raw(regs),						\
		       "a raw pointer: its region is made by safe_io_region()");	\
	typeof(*regs) *__not_arithmetic

/* The size of the region, for accesses that are checked at run time. */
#define __safe_io_size(regs)								\
	((void)sizeof(struct { __safe_io_check(regs); }), __safe_io_bytes(regs))

/* The offset, seen to be constant, aligned and inside. @try: which function takes another one. */
#define __safe_io_offset(regs, offset, width, try)					\
	((void)sizeof(struct {								\
		__safe_io_check(regs);							\
		_Static_assert(__safe_is_constant(offset),				\
			       "known only at run time: use " try "()");		\
		_Static_assert((size_t)__safe_constant(offset) % (width) == 0,		\
			       "not aligned to the width of the access");		\
		_Static_assert((width) <= __safe_io_bytes(regs) &&			\
			       (size_t)__safe_constant(offset) <=			\
			       __safe_io_bytes(regs) - (width),				\
			       "past the end of the region");				\
	}), (offset))

/*
 * Whether an access of @width bytes, a power of two, lies inside of @size bytes and is aligned.
 * Bits that must be clear are rotated to the top, where they make the number too large: so it takes
 * one comparison.
 */
static __safe_inline bool __safe_io_fits(size_t size, size_t offset, size_t width)
{
	unsigned int bits = width == 8 ? 3 : width == 4 ? 2 : width == 2 ? 1 : 0;

	if (bits)
		offset = offset >> bits | offset << (8 * sizeof(offset) - bits);
	return offset < size >> bits;
}

/* Whether @n bytes from @offset on lie inside of @size bytes. */
static __safe_inline bool __safe_io_holds(size_t size, size_t offset, size_t n)
{
	return offset <= size && n <= size - offset;
}

/* ---------------------------------------------------------------------------------------------
 * Blocks of memory in a region. These have no form for constants: where offset and length are
 * constant and right, the test is gone, and where they are wrong it is -ERANGE.
 */

/**
 * safe_memcpy_fromio() - copy from a region
 * @to: struct safe_bytes; as many bytes are copied
 * @regs: struct edu_regs __iomem *
 * @offset: where they begin
 *
 * Return: 0 or -ERANGE.
 */
#define safe_memcpy_fromio(to, regs, offset)						\
	__safe_memcpy_fromio(to, regs, __safe_io_size(regs), offset)
static __safe_inline __must_check int
__safe_memcpy_fromio(struct safe_bytes to, const void __iomem *base, size_t size,
		     size_t offset)
{
	if (unlikely(!__safe_io_holds(size, offset, to.len)))
		return -ERANGE;
	memcpy_fromio(to.ptr, base + offset, to.len);
	return 0;
}

/**
 * safe_memcpy_toio() - copy into a region
 * @regs: struct edu_regs __iomem *
 * @offset: where to begin
 * @from: struct safe_const_bytes; all of them are copied
 *
 * Return: 0 or -ERANGE.
 */
#define safe_memcpy_toio(regs, offset, from)						\
	__safe_memcpy_toio(regs, __safe_io_size(regs), offset, from)
static __safe_inline __must_check int
__safe_memcpy_toio(void __iomem *base, size_t size, size_t offset,
		   struct safe_const_bytes from)
{
	if (unlikely(!__safe_io_holds(size, offset, from.len)))
		return -ERANGE;
	memcpy_toio(base + offset, from.ptr, from.len);
	return 0;
}

/**
 * safe_memset_io() - fill a part of a region
 * @regs: struct edu_regs __iomem *
 * @offset: where to begin
 * @c: what with
 * @n: how many bytes
 *
 * Return: 0 or -ERANGE.
 */
#define safe_memset_io(regs, offset, c, n)						\
	__safe_memset_io(regs, __safe_io_size(regs), offset, c, n)
static __safe_inline __must_check int
__safe_memset_io(void __iomem *base, size_t size, size_t offset, int c, size_t n)
{
	if (unlikely(!__safe_io_holds(size, offset, n)))
		return -ERANGE;
	memset_io(base + offset, c, n);
	return 0;
}

/* ---------------------------------------------------------------------------------------------
 * Mapping: the size comes from the type
 */

/**
 * safe_devm_ioremap() - map a region, until the device is unbound
 * @dev: struct device *
 * @phys: where it is
 * @type: struct edu_regs
 *
 * For memory that no struct resource describes. Return: a struct edu_regs __iomem * to open by
 * TRY().
 */
#define safe_devm_ioremap(dev, phys, type)						\
	__safe_sleeps(__safe_io_as(type)(devm_ioremap(dev, phys, safe_io_size(type)),	\
					 safe_io_size(type)))

/**
 * safe_devm_ioremap_resource() - request and map what a resource describes
 * @dev: struct device *
 * @res: const struct resource *
 * @type: struct edu_regs
 *
 * Return: a struct edu_regs __iomem * to open by TRY(); -EINVAL if the resource is too small.
 */
#define safe_devm_ioremap_resource(dev, res, type)					\
	__safe_sleeps(__safe_io_as(type)(__safe_devm_ioremap_resource(dev, res,		\
								      safe_io_size(type)), \
					 safe_io_size(type)))
static inline void __iomem *
__safe_devm_ioremap_resource(struct device *dev, const struct resource *res, size_t size)
{
	if (res && resource_size(res) < size)
		return IOMEM_ERR_PTR(-EINVAL);
	return devm_ioremap_resource(dev, res);
}

/**
 * safe_iomem_region() - a region of what an owner maps
 * @owner: a struct safe_iomem, opened from safe_ioremap() of <safe/linux/io.h>
 * @type: struct edu_regs
 *
 * It is valid as long as the owner. Return: a struct edu_regs __iomem * to open by TRY(); -EINVAL
 * if less is mapped.
 */
#define safe_iomem_region(owner, type)	safe_io_region((owner).addr, (owner).size, type)

#endif
