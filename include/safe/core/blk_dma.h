/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The data of a block request, mapped for a device.
 *
 * Invariants
 *   - struct safe_rq_dma owns the mapping of all of a request's data. It is unmapped exactly once, with
 *     as many entries as were mapped, in the direction that the request has.
 *   - The scatterlist is an array of the driver's own, mostly behind the request. A request that has
 *     more segments than it has elements is refused, not written past its end.
 *   - A mapping that failed gives no segments.
 *
 * Example
 *
 *	struct port_command {
 *		struct safe_rq_dma data;
 *		struct scatterlist sg[PORT_SEGMENTS];	// as many as limits.max_segments
 *	};
 *
 *	struct port_command *command = safe_pdu(port_mq, rq);
 *	struct safe_dma_segment segment;
 *	unsigned int i;
 *
 *	TRY(safe_open(&command->data, safe_blk_rq_map_dma(dev, rq, command->sg)));
 *	safe_for_each_dma_segment(&command->data, segment, i)
 *		port_queue(port, segment.dma, segment.len);
 *	...
 *	safe_release(&command->data);			// before the request is ended
 *
 * What misuse gives
 *   a pointer for the array		error: "a pointer does not know how much it points to"
 *   the result not looked at		warning: ignoring return value ... (unused-result)
 *   TRY() of the result itself		error: "an owner is opened by owned(), not by TRY()"
 *   more segments than elements	-E2BIG
 *   a request without data		-EINVAL
 *
 * What C cannot do: see that a request is ended, or given to the device again, while its data is
 * still mapped from before. What is behind a request is not destroyed with it.
 */
#ifndef SAFE_CORE_BLK_DMA_H
#define SAFE_CORE_BLK_DMA_H

#include <linux/blk-mq.h>
#include <safe/core/dma_sg.h>
#include <safe/core/slice.h>

#ifndef SAFE_HAS_map_sg_takes_queue
#error "include <safe/linux/blk-mq.h>, which knows what this kernel has"
#endif

/**
 * struct safe_rq_dma - owns the mapping of a request's data
 * @mapped: how many segments the device sees: what borrow() gives
 * @nents: how many were mapped
 * @sg: the scatterlist
 * @dev: the device
 * @dir: who writes
 */
struct safe_rq_dma {
	union {
		unsigned int mapped;
		unsigned int __value;
	};
	int nents;
	struct scatterlist *sg;
	struct device *dev;
	enum dma_data_direction dir;
	__SAFE_TRACKED
};

static __safe_inline bool __safe_rq_dma_owns(const struct safe_rq_dma *owner)
{
	return owner->dev;
}

static __safe_inline void __safe_rq_dma_give_back(const struct safe_rq_dma *owner)
{
	dma_unmap_sg(owner->dev, owner->sg, owner->nents, owner->dir);
}
__SAFE_OWNER_FUNCTIONS(rq_dma);
#define SAFE_KIND rq_dma
#include <safe/core/new_kind.h>

static __safe_inline int __safe_blk_rq_map_sg(struct request *rq, struct scatterlist *sg)
{
#if SAFE_HAS_map_sg_takes_queue
	return blk_rq_map_sg(rq->q, rq, sg);
#else
	return blk_rq_map_sg(rq, sg);
#endif
}

/**
 * safe_blk_rq_map_dma() - map the data of a request
 * @device: the device
 * @rq: struct request *, which lives longer than the mapping
 * @array: of struct scatterlist, which does as well; no pointer
 *
 * Context: Any.
 * Return: a struct safe_rq_dma_result to open; -E2BIG for more segments than @array has elements,
 * -EINVAL for a request without data, or what the mapping says.
 */
#define safe_blk_rq_map_dma(device, rq, array)						\
	__safe_blk_rq_map_dma(device, rq, __safe_elements(struct scatterlist, array),	\
			      sizeof(array) / sizeof(*(array)))
static __safe_inline __must_check struct safe_rq_dma_result
__safe_blk_rq_map_dma(struct device *dev, struct request *rq, struct scatterlist *sg,
		      unsigned int n)
{
	struct safe_rq_dma owner = { .sg = sg, .dev = __safe_dma_device(dev), .dir = rq_dma_dir(rq) };
	unsigned int segments = blk_rq_nr_phys_segments(rq);
	int mapped;

	if (unlikely(segments - 1 >= n))
		return safe_owner_from_errno(rq_dma, segments ? -E2BIG : -EINVAL, owner);
	sg_init_table(sg, segments);
	owner.nents = __safe_blk_rq_map_sg(rq, sg);
	mapped = dma_map_sg(dev, sg, owner.nents, owner.dir);
	owner.mapped = mapped;
	return safe_owner_from_errno(rq_dma, mapped > 0 ? 0 : -ENOMEM, owner);
}

#endif
