/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Rings: queues in coherent memory that a driver and a device go round, each at its own end.
 *
 * Invariants
 *   - A ring is memory of whole elements of one type. Its position is always inside: only what is
 *     here moves it, and it turns round behind the last element.
 *   - Access is one-sided. Into a submission ring whole elements are put, at the position; nothing
 *     that the device could have changed is read back. From a completion ring whole elements are
 *     taken: the device's memory is looked at once, and what was checked in the copy stays as it is.
 *   - An element of a completion ring is taken only if its phase bit says that it is new, and the
 *     rest of it is read after that bit: the dma_rmb() is in there. The phase that is new changes
 *     whenever the ring turns round.
 *
 * Example
 *
 *	struct edu_command { struct safe_le64 addr; struct safe_le32 len; struct safe_le32 id; };
 *	struct edu_done { struct safe_le32 result; struct safe_le16 id; struct safe_le16 status; };
 *
 *	SAFE_SUBMISSION_RING(edu_sq, struct edu_command);
 *	SAFE_COMPLETION_RING(edu_cq, struct edu_done, status, BIT(0));
 *	struct edu { struct edu_sq sq; struct edu_cq cq; ... };
 *
 *	TRY(safe_dmam_alloc_ring(dev, &edu->sq, 64, GFP_KERNEL));
 *	TRY(safe_dmam_alloc_ring(dev, &edu->cq, 64, GFP_KERNEL));
 *	safe_writeq(edu->sq.dma.value, regs, EDU_SQ);
 *
 *	safe_ring_push(&edu->sq, &command);			// under the lock of the queue
 *	safe_writel(safe_ring_position(&edu->sq), regs, EDU_SQ_TAIL);
 *
 *	while (safe_ring_pop(&edu->cq, &done))			// in the interrupt handler
 *		edu_done(edu, done.id, done.status);
 *	safe_writel(safe_ring_position(&edu->cq), regs, EDU_CQ_HEAD);
 *
 * Memory from elsewhere: safe_ring_init(&edu->sq, borrow(coherent)). Before the device is set up
 * anew: safe_ring_reset().
 *
 * What misuse gives
 *   an element of another type		error: incompatible pointer type
 *   taking from a submission ring	error: no member named '__phase'
 *   putting into a completion ring	error: "the device writes to this ring"
 *   what safe_ring_pop() says ignored	warning: ignoring return value
 *   a phase of more than one bit	error: "the phase is one bit"
 *   fewer than two elements		-ERANGE
 *
 * What C cannot do: know how far the device has come, so that no element is overwritten before it was
 * read: have fewer commands at once than elements (tags do that). Nor when the device has stopped,
 * before the memory goes.
 */
#ifndef SAFE_CORE_DMA_RING_H
#define SAFE_CORE_DMA_RING_H

#include <linux/limits.h>
#include <linux/overflow.h>
#include <safe/core/dma.h>
#include <safe/core/endian.h>

/*
 * Where in a ring: pos < len, but in one that was never set up, whose both are 0. The phase of what is
 * new matters to completion rings alone.
 */
struct __safe_ring {
	u32 pos, len;
	bool phase;
};

/**
 * SAFE_SUBMISSION_RING() - define the type of a ring that the driver writes
 * @name: edu_sq gives struct edu_sq
 * @type: of the elements
 *
 * Its member dma, a struct safe_dma_addr, is where the device finds it.
 */
#define SAFE_SUBMISSION_RING(name, type)						\
struct name {										\
	typeof(type) *__first;								\
	struct safe_dma_addr dma;							\
	struct __safe_ring __at;							\
	char __from_device[0][0];							\
}

/**
 * SAFE_COMPLETION_RING() - define the type of a ring that the device writes
 * @name: edu_cq gives struct edu_cq
 * @type: of the elements
 * @member: of @type that has the phase: a u8, u16, u32, or a struct safe_le16 or its kin
 * @bit: of that member, a constant of one bit: it is 1 in what is new in the first round, 0 in the
 *	second, and so on
 *
 * Its member dma, a struct safe_dma_addr, is where the device finds it.
 */
#define SAFE_COMPLETION_RING(name, type, member, bit)					\
struct name {										\
	typeof(type) *__first;								\
	struct safe_dma_addr dma;							\
	struct __safe_ring __at;							\
	char __from_device[0][1];							\
	struct {									\
		_Static_assert(__safe_constant(bit) &&					\
			       !(__safe_constant(bit) & (__safe_constant(bit) - 1)),	\
			       "the phase is one bit");					\
		_Static_assert((u64)__safe_constant(bit) >> 1 <				\
			       1ULL << (8 * sizeof(((type *)0)->member) - 1),		\
			       "the phase is outside of its member");			\
		char at[offsetof(type, member) + 1];					\
		char is[__builtin_ctzll(bit) + 1];					\
		typeof(((type *)0)->member) of;						\
	} __phase[0];									\
}

#define __safe_ring_is_written_by_device(ring)	(sizeof(*(ring)->__from_device) != 0)

/* A member that has a phase, as a number. */
#define __safe_ring_number(x)								\
	_Generic((x), struct safe_le16: __safe_ring_le16, struct safe_be16: __safe_ring_be16, \
		 struct safe_le32: __safe_ring_le32, struct safe_be32: __safe_ring_be32, \
		 struct safe_le64: __safe_ring_le64, struct safe_be64: __safe_ring_be64, \
		 u8: __safe_ring_u8, u16: __safe_ring_u16, u32: __safe_ring_u32)
#define __SAFE_RING_NUMBER(name, type, value)						\
static __safe_inline u64 __safe_ring_##name(const void *p)				\
{											\
	const type *member = p;								\
											\
	return value;									\
}
__SAFE_RING_NUMBER(le16, __le16, le16_to_cpu(READ_ONCE(*member)))
__SAFE_RING_NUMBER(le32, __le32, le32_to_cpu(READ_ONCE(*member)))
__SAFE_RING_NUMBER(le64, __le64, le64_to_cpu(READ_ONCE(*member)))
__SAFE_RING_NUMBER(be16, __be16, be16_to_cpu(READ_ONCE(*member)))
__SAFE_RING_NUMBER(be32, __be32, be32_to_cpu(READ_ONCE(*member)))
__SAFE_RING_NUMBER(be64, __be64, be64_to_cpu(READ_ONCE(*member)))
__SAFE_RING_NUMBER(u8, u8, READ_ONCE(*member))
__SAFE_RING_NUMBER(u16, u16, READ_ONCE(*member))
__SAFE_RING_NUMBER(u32, u32, READ_ONCE(*member))

/**
 * safe_ring_len() - how many elements a ring has
 * @ring: pointer to it
 */
#define safe_ring_len(ring)		((void)0, (ring)->__at.len)

/**
 * safe_ring_position() - which element is next: what the device is told
 * @ring: pointer to it
 */
#define safe_ring_position(ring)	((void)0, (ring)->__at.pos)

/**
 * safe_ring_push() - put an element into a submission ring
 * @ring: pointer to it; a lock keeps others out
 * @element: pointer to what is copied
 *
 * The device sees it before whatever it is told by writel() afterwards.
 */
#define safe_ring_push(ring, element)							\
	do {										\
		typeof(ring) __safe_to = (ring);					\
		const typeof(*__safe_to->__first) *__safe_element = (element);		\
											\
		_Static_assert(!__safe_ring_is_written_by_device(__safe_to),		\
			       "the device writes to this ring");			\
		__safe_to->__first[__safe_to->__at.pos] = *__safe_element;		\
		if (++__safe_to->__at.pos == __safe_to->__at.len)			\
			__safe_to->__at.pos = 0;					\
	} while (0)

/**
 * safe_ring_pop() - take the next element out of a completion ring
 * @ring: pointer to it; nobody else takes from it meanwhile
 * @element: pointer to what gets a copy of it
 *
 * Return: true, or false if the device has written no further one; must be looked at.
 */
#define safe_ring_pop(ring, element)							\
	__safe_ring_popped(({								\
		typeof(ring) __safe_from = (ring);					\
		typeof(*__safe_from->__first) *__safe_copy = (element);			\
		const typeof(*__safe_copy) *__safe_slot =				\
			__safe_from->__first + __safe_from->__at.pos;			\
		bool __safe_is_new = (__safe_ring_number(__safe_from->__phase->of)(	\
			(const char *)__safe_slot + sizeof(__safe_from->__phase->at) - 1) >> \
			(sizeof(__safe_from->__phase->is) - 1) & 1) == __safe_from->__at.phase; \
											\
		if (__safe_is_new) {							\
			dma_rmb();							\
			*__safe_copy = *__safe_slot;					\
			barrier();	/* not a second time, where it is used */	\
			if (++__safe_from->__at.pos == __safe_from->__at.len) {		\
				__safe_from->__at.pos = 0;				\
				__safe_from->__at.phase = !__safe_from->__at.phase;	\
			}								\
		}									\
		__safe_is_new;								\
	}))
static __safe_inline __must_check bool __safe_ring_popped(bool is_new)
{
	return is_new;
}

/**
 * safe_ring_reset() - begin anew, at the first element
 * @ring: pointer to it; the device does not use it
 *
 * What the device writes is zeroed, so that nothing in it looks new.
 */
#define safe_ring_reset(ring)								\
	do {										\
		typeof(ring) __safe_reset = (ring);					\
											\
		if (__safe_ring_is_written_by_device(__safe_reset))			\
			memset(__safe_reset->__first, 0,				\
			       __safe_reset->__at.len * sizeof(*__safe_reset->__first)); \
		__safe_reset->__at.pos = 0;						\
		__safe_reset->__at.phase = true;					\
	} while (0)

/**
 * safe_ring_init() - make a ring of memory that is there, zeroed
 * @ring: pointer to it
 * @mem: struct safe_dma_mem, of which as many elements are used as are whole
 *
 * The memory must live as long as the ring is used.
 *
 * Return: 0, or -ERANGE if it has not two of them, or more than 2^32 - 1.
 */
#define safe_ring_init(ring, mem)							\
	safe_checked(({									\
		typeof(ring) __safe_new = (ring);					\
		struct safe_dma_mem __safe_mem = (mem);					\
		size_t __safe_n = __safe_mem.len / sizeof(*__safe_new->__first);	\
		int __safe_err = __safe_n < 2 || __safe_n > U32_MAX ? -ERANGE : 0;	\
											\
		if (!__safe_err) {							\
			*__safe_new = (typeof(*__safe_new)){				\
				.__first = __safe_mem.ptr, .dma = __safe_mem.dma,	\
				.__at.len = __safe_n,					\
			};								\
			safe_ring_reset(__safe_new);					\
		}									\
		__safe_err;								\
	}))

/**
 * safe_dmam_alloc_ring() - allocate a ring, until the device is unbound
 * @dev: the device
 * @ring: pointer to it
 * @n: how many elements, at least 2
 * @gfp: GFP_KERNEL or GFP_ATOMIC
 *
 * Context: May sleep if @gfp allows it.
 * Return: 0, -ERANGE for fewer, or -ENOMEM.
 */
#define safe_dmam_alloc_ring(dev, ring, n, gfp)						\
	__safe_sleeps_by(gfp, safe_checked(({						\
		typeof(ring) __safe_alloc = (ring);					\
		struct safe_dma_mem __safe_memory;					\
		int __safe_failed = __safe_dmam_ring(dev, &__safe_memory, n,		\
						     sizeof(*__safe_alloc->__first), gfp); \
											\
		if (!__safe_failed)							\
			*__safe_alloc = (typeof(*__safe_alloc)){			\
				.__first = __safe_memory.ptr, .dma = __safe_memory.dma,	\
				.__at = {						\
					.len = __safe_memory.len / sizeof(*__safe_alloc->__first), \
					.phase = true,					\
				},							\
			};								\
		__safe_failed;								\
	})))

/* Memory for @n elements of @size bytes; zeroed. */
static __maybe_unused __must_check int
__safe_dmam_ring(struct device *dev, struct safe_dma_mem *to, u64 n, size_t size, gfp_t gfp)
{
	if (n < 2 || n > U32_MAX)
		return -ERANGE;
	return (safe_dmam_alloc_coherent)(dev, to, size_mul(n, size), gfp);
}

#endif
