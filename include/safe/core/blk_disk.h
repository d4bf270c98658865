/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Disks and their limits.
 *
 * Invariants
 *   - struct safe_disk owns a disk. Giving it back takes it out of the system first, if it was
 *     added: nothing uses the driver's data afterwards. Then the disk goes, once.
 *   - Limits are one structure in all kernels, in named units. What contradicts itself is refused by
 *     the allocation in all of them, with -EINVAL.
 *   - The data of a disk is that of its requests and of its operations.
 *
 * Example
 *
 *	struct safe_queue_limits limits = {
 *		.logical_block_size = 4096,
 *		.max_hw_sectors = safe_sectors(256),
 *		.write_cache = true,
 *	};
 *
 *	TRY(safe_open(&port->disk, safe_blk_mq_alloc_disk(port_mq, &port->set, &limits, &port_fops, port)));
 *	TRY(safe_disk_set_name(&port->disk, "port%u", port->index));
 *	safe_set_capacity(borrow(port->disk), safe_sectors(n));
 *	TRY(safe_device_add_disk(NULL, &port->disk, NULL));
 *
 * What misuse gives
 *   bytes as capacity			error: incompatible type for argument
 *   a disk that was not allocated added	-EINVAL
 *   a name that does not fit		-ENAMETOOLONG
 *   a result not looked at		warning: ignoring return value ... (unused-result)
 *   a block size that is no power of 2	-EINVAL
 *
 * What C cannot do: keep borrow() of a disk from being used after the disk was given back.
 */
#ifndef SAFE_CORE_BLK_DISK_H
#define SAFE_CORE_BLK_DISK_H

#include <linux/blk-mq.h>
#include <linux/blkdev.h>
#include <linux/log2.h>
#include <safe/core/blk_status.h>
#include <safe/core/context.h>
#include <safe/core/owned.h>

#ifndef SAFE_HAS_disk_takes_limits
#error "include <safe/linux/blk-mq.h>, which knows what this kernel has"
#endif

/**
 * struct safe_queue_limits - what a device can do; zero is the kernel's default
 * @logical_block_size: the smallest unit that can be read or written, in bytes; default 512
 * @physical_block_size: the smallest unit without read-modify-write, in bytes
 * @io_min: preferred smallest request, in bytes
 * @io_opt: preferred size of requests, in bytes
 * @max_segment_size: of a segment, in bytes
 * @discard_granularity: in bytes
 * @max_hw_sectors: the largest request
 * @max_hw_discard_sectors: the largest discard; 0: there are none
 * @max_write_zeroes_sectors: the largest request to write zeroes; 0: there are none
 * @max_segments: how many segments a request has at most
 * @max_discard_segments: how many ranges a discard has at most
 * @dma_alignment: mask of address bits that must be zero; 0: that of 512 bytes
 * @seg_boundary_mask: a segment does not cross this
 * @virt_boundary_mask: segments but the first begin, and but the last end, at this
 * @write_cache: there is a cache: FLUSH is sent
 * @fua: writes can go past the cache
 * @rotational: seeking takes time
 * @stable_writes: memory must not change while it is written
 * @synchronous: requests end before queue_rq returns
 */
struct safe_queue_limits {
	unsigned int logical_block_size;
	unsigned int physical_block_size;
	unsigned int io_min;
	unsigned int io_opt;
	unsigned int max_segment_size;
	unsigned int discard_granularity;
	struct safe_sectors max_hw_sectors;
	struct safe_sectors max_hw_discard_sectors;
	struct safe_sectors max_write_zeroes_sectors;
	unsigned short max_segments;
	unsigned short max_discard_segments;
	unsigned int dma_alignment;
	unsigned long seg_boundary_mask;
	unsigned long virt_boundary_mask;
	bool write_cache;
	bool fua;
	bool rotational;
	bool stable_writes;
	bool synchronous;
};

/* Out of the system, if it is in it; then the reference. */
static __safe_inline void __safe_disk_give_back(struct gendisk *disk)
{
	if (test_bit(GD_ADDED, &disk->state))
		del_gendisk(disk);
	put_disk(disk);
}

/** struct safe_disk - owns a disk, added or not */
SAFE_OWNED(disk, struct gendisk *, __safe_disk_give_back);
#define SAFE_KIND disk
#include <safe/core/new_kind.h>

/* Kernels that take limits as a structure look at the size themselves. */
static __safe_inline bool __safe_block_size_valid(unsigned int size)
{
	return SAFE_HAS_queue_features || !size ||
	       (is_power_of_2(size) && size >= SECTOR_SIZE && size <= PAGE_SIZE);
}

/* What all kernels are to refuse. */
static __safe_inline bool __safe_limits_valid(const struct safe_queue_limits *lim)
{
	return __safe_block_size_valid(lim->logical_block_size) &&
	       lim->max_hw_sectors.value <= UINT_MAX &&
	       lim->max_hw_discard_sectors.value <= UINT_MAX &&
	       lim->max_write_zeroes_sectors.value <= UINT_MAX &&
	       (!lim->fua || lim->write_cache);
}

#if SAFE_HAS_disk_takes_limits
#if SAFE_HAS_queue_features
static __safe_inline void __safe_limits_features(struct queue_limits *to,
						 const struct safe_queue_limits *lim)
{
	to->features = (lim->write_cache ? BLK_FEAT_WRITE_CACHE : 0) |
		       (lim->fua ? BLK_FEAT_FUA : 0) |
		       (lim->rotational ? BLK_FEAT_ROTATIONAL : 0) |
		       (lim->stable_writes ? BLK_FEAT_STABLE_WRITES : 0) |
		       (lim->synchronous ? BLK_FEAT_SYNCHRONOUS : 0);
}
#endif

static __safe_inline void __safe_limits(struct queue_limits *to, const struct safe_queue_limits *lim)
{
	*to = (struct queue_limits){
		.logical_block_size = lim->logical_block_size,
		.physical_block_size = lim->physical_block_size,
		.io_min = lim->io_min,
		.io_opt = lim->io_opt,
		.max_segment_size = lim->max_segment_size,
		.discard_granularity = lim->discard_granularity,
		.max_hw_sectors = lim->max_hw_sectors.value,
		.max_hw_discard_sectors = lim->max_hw_discard_sectors.value,
		.max_write_zeroes_sectors = lim->max_write_zeroes_sectors.value,
		.max_segments = lim->max_segments,
		.max_discard_segments = lim->max_discard_segments,
		.dma_alignment = lim->dma_alignment,
		.seg_boundary_mask = lim->seg_boundary_mask,
		.virt_boundary_mask = lim->virt_boundary_mask,
	};

#if SAFE_HAS_queue_features
	__safe_limits_features(to, lim);
#endif
}
#endif

#if !SAFE_HAS_queue_features
/* Flags of the queue, before they were features. */
static __safe_inline void __safe_queue_flag(struct request_queue *q, unsigned int flag, bool set)
{
	if (set)
		blk_queue_flag_set(flag, q);
	else
		blk_queue_flag_clear(flag, q);
}

static __safe_inline void __safe_queue_features(struct request_queue *q,
						 const struct safe_queue_limits *lim)
{
	blk_queue_write_cache(q, lim->write_cache, lim->fua);
	__safe_queue_flag(q, QUEUE_FLAG_NONROT, !lim->rotational);
	__safe_queue_flag(q, QUEUE_FLAG_ADD_RANDOM, lim->rotational);
	if (lim->stable_writes)
		blk_queue_flag_set(QUEUE_FLAG_STABLE_WRITES, q);
#ifdef QUEUE_FLAG_SYNCHRONOUS
	if (lim->synchronous)
		blk_queue_flag_set(QUEUE_FLAG_SYNCHRONOUS, q);
#endif
}
#endif

#if !SAFE_HAS_disk_takes_limits
/* Calls for what is not the default, before there was a structure for it. */
static __safe_inline void __safe_queue_sizes(struct request_queue *q,
					      const struct safe_queue_limits *lim)
{
	if (lim->logical_block_size)
		blk_queue_logical_block_size(q, lim->logical_block_size);
	if (lim->physical_block_size)
		blk_queue_physical_block_size(q, lim->physical_block_size);
	if (lim->io_min)
		blk_queue_io_min(q, lim->io_min);
	if (lim->io_opt)
		blk_queue_io_opt(q, lim->io_opt);
	if (lim->max_hw_sectors.value)
		blk_queue_max_hw_sectors(q, lim->max_hw_sectors.value);
	if (lim->max_segments)
		blk_queue_max_segments(q, lim->max_segments);
	if (lim->dma_alignment)
		blk_queue_dma_alignment(q, lim->dma_alignment);
	if (lim->seg_boundary_mask)
		blk_queue_segment_boundary(q, lim->seg_boundary_mask);
	if (lim->virt_boundary_mask)
		blk_queue_virt_boundary(q, lim->virt_boundary_mask);
	if (lim->max_segment_size)
		blk_queue_max_segment_size(q, lim->max_segment_size);
}

static __safe_inline void __safe_queue_discards(struct request_queue *q,
						 const struct safe_queue_limits *lim)
{
	q->limits.discard_granularity = lim->discard_granularity;
	blk_queue_max_discard_sectors(q, lim->max_hw_discard_sectors.value);
	if (lim->max_discard_segments)
		blk_queue_max_discard_segments(q, lim->max_discard_segments);
	blk_queue_max_write_zeroes_sectors(q, lim->max_write_zeroes_sectors.value);
}
#endif

/* The disk's operations and data; what no allocation took of the limits. */
static __safe_inline struct gendisk *
__safe_disk_set_up(struct gendisk *disk, const struct safe_queue_limits *lim,
		   const struct block_device_operations *fops, void *data)
{
	if (IS_ERR(disk))
		return disk;
#if !SAFE_HAS_disk_takes_limits
	__safe_queue_sizes(disk->queue, lim);
	__safe_queue_discards(disk->queue, lim);
#endif
#if !SAFE_HAS_queue_features
	__safe_queue_features(disk->queue, lim);
#endif
	disk->fops = fops;
	disk->private_data = data;
	return disk;
}

/* A macro: it has a lock class for each place where it stands. */
#if SAFE_HAS_disk_takes_limits
#define __safe_alloc_disk(set, lim, data)						\
	({										\
		struct queue_limits __safe_kernel_limits;				\
											\
		__safe_limits(&__safe_kernel_limits, lim);				\
		blk_mq_alloc_disk(set, &__safe_kernel_limits, data);			\
	})
#else
#define __safe_alloc_disk(set, lim, data)	blk_mq_alloc_disk(set, data)
#endif

#if SAFE_HAS_bare_disk_takes_limits
#define __safe_alloc_bare_disk(lim, node)						\
	({										\
		struct queue_limits __safe_kernel_limits;				\
											\
		__safe_limits(&__safe_kernel_limits, lim);				\
		blk_alloc_disk(&__safe_kernel_limits, node);				\
	})
#else
#define __safe_alloc_bare_disk(lim, node)						\
	({ blk_alloc_disk(node) ?: ERR_PTR(-ENOMEM); })
#endif

/**
 * safe_blk_alloc_disk() - allocate a disk without requests: its submit_bio() gets what is to be done
 * @limits: pointer to a struct safe_queue_limits
 * @node: NUMA_NO_NODE, or the node whose memory it is to have
 * @disk_fops: its struct block_device_operations, with submit_bio
 * @data: the disk's data: private_data
 *
 * Return: a struct safe_disk_result, to open; -EINVAL for limits that contradict themselves.
 */
#define safe_blk_alloc_disk(limits, node, disk_fops, data)				\
	__safe_sleeps(safe_disk_checked(({						\
		const struct safe_queue_limits *__safe_lim = (limits);			\
											\
		safe_owner_from_err_ptr(disk, !__safe_limits_valid(__safe_lim) ?	\
			ERR_PTR(-EINVAL) :						\
			__safe_disk_set_up(__safe_alloc_bare_disk(__safe_lim, node),	\
					   __safe_lim, disk_fops, data));		\
	})))

/**
 * safe_disk_set_name() - name a disk, before it is added
 * @disk: pointer to the owner
 * @fmt: format and its arguments
 *
 * Return: 0; -EINVAL without a disk; -ENAMETOOLONG.
 */
#define safe_disk_set_name(disk, fmt, ...)						\
	safe_checked(({									\
		const struct safe_disk *__safe_disk = (disk);				\
											\
		!__safe_disk->__value ? -EINVAL :					\
		snprintf(__safe_disk->__value->disk_name, DISK_NAME_LEN, fmt,		\
			 ##__VA_ARGS__) >= DISK_NAME_LEN ? -ENAMETOOLONG : 0;		\
	}))

/**
 * safe_device_add_disk() - add a disk to the system: from now on it is used
 * @parent: its device, or NULL
 * @disk: pointer to the owner, which takes it out again
 * @groups: attributes, or NULL
 *
 * Return: 0 or an errno; -EINVAL without a disk.
 */
static __safe_inline __must_check int
safe_device_add_disk(struct device *parent, const struct safe_disk *disk,
		     const struct attribute_group **groups)
{
	if (!disk->__value)
		return -EINVAL;
	return device_add_disk(parent, disk->__value, groups);
}
#define safe_device_add_disk(...) __safe_sleeps(safe_device_add_disk(__VA_ARGS__))

#endif
