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
 *	TRY(safe_blk_rq_map_dma(&command->data, dev, rq, command->sg));
 *	safe_for_each_dma_segment(&command->data, segment, i)
 *		port_queue(port, segment.dma, segment.len);
 *	...
 *	safe_release(&command->data);			// before the request is ended
 *
 * What misuse gives
 *   a pointer for the array		error: "a pointer does not know how much it points to"
 *   the result not looked at		warning: ignoring return value ... (unused-result)
 *   a request that is mapped already	-EBUSY
 *   more segments than elements	-EINVAL
 *   a request without data		-EINVAL
 *
 * What C cannot do: see that a request is ended while its data is still mapped. What is behind a
 * request is not destroyed with it; the next one that is mapped there is refused.
 */
#ifndef SAFE_CORE_BLK_DMA_H
#define SAFE_CORE_BLK_DMA_H

#include <linux/blk-mq.h>
#include <safe/core/dma.h>
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
 * @to: pointer to an empty struct safe_rq_dma, mostly behind the request
 * @device: the device
 * @rq: struct request *, which lives longer than the mapping
 * @array: of struct scatterlist, which does as well; no pointer
 *
 * Context: Any.
 * Return: 0; -EBUSY if something is mapped by @to, -EINVAL for a request without data, or with more
 * segments than @array has elements, -ENOMEM if it cannot be mapped now.
 */
#define safe_blk_rq_map_dma(to, device, rq, array)					\
	__safe_blk_rq_map_dma(to, device, rq, __safe_elements(struct scatterlist, array), \
			      sizeof(array) / sizeof(*(array)))
static __safe_inline __must_check int
__safe_blk_rq_map_dma(struct safe_rq_dma *to, struct device *dev, struct request *rq,
		      struct scatterlist *sg, unsigned int n)
{
	unsigned int segments = blk_rq_nr_phys_segments(rq);
	enum dma_data_direction dir = rq_dma_dir(rq);
	int nents, mapped;

	if (unlikely(segments - 1 >= n))
		return -EINVAL;
	if (unlikely(to->dev))
		return -EBUSY;
	sg_init_table(sg, segments);
	nents = __safe_blk_rq_map_sg(rq, sg);
	mapped = dma_map_sg(dev, sg, nents, dir);
	if (unlikely(mapped <= 0))
		return -ENOMEM;
	to->mapped = mapped;
	to->nents = nents;
	to->sg = sg;
	to->dir = dir;
	to->dev = __safe_dma_device(dev);
	__safe_track(to);
	return 0;
}

#endif
