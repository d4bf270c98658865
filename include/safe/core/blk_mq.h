/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * blk-mq: tables of functions, tag sets and queues, with the driver's types.
 *
 * Invariants
 *   - A table says once which types its data has: of the tag set, of a hardware queue, of a disk, and
 *     behind each request. Its functions get these; the tag set reserves just that much behind each
 *     request.
 *   - A tag set that is given back while a disk still uses it is reported and stays: the disk's
 *     requests are memory of the set.
 *   - A disk is made of a tag set with the same table, or not at all.
 *   - queue_rq cannot sleep, unless the table is SAFE_MQ_BLOCKING(): its type tells, and the tag set
 *     is allocated accordingly.
 *
 * Example
 *
 *	SAFE_MQ(port_mq, struct board, struct board_queue, struct port, struct port_command);
 *
 *	static struct safe_queued port_queue_rq(struct port *port, struct safe_new_request rq,
 *						bool last, SAFE_ATOMIC) { ... }
 *	SAFE_OP(port_mq, blk_mq_ops, queue_rq, port_queue_rq);
 *
 *	static const struct blk_mq_ops port_mq = {
 *		.queue_rq = safe_op(port_mq, port_queue_rq),
 *	};
 *
 *	struct board { struct safe_tag_set set; struct port { struct safe_disk disk; } port; };
 *	SAFE_DESTROY(struct board, set, port.disk);
 *
 *	TRY(safe_blk_mq_alloc_tag_set(&board->set, port_mq, board, .nr_hw_queues = n,
 *				      .queue_depth = 64));
 *	TRY(safe_open(&board->port.disk,
 *		      safe_blk_mq_alloc_disk(port_mq, &board->set, &limits, &port_fops, &board->port)));
 *
 * The functions of a table (void * where a type is void):
 *   queue_rq		struct safe_queued (disk *, struct safe_new_request, bool last, SAFE_ATOMIC)
 *   queue_rq_blocking	the same without SAFE_ATOMIC: of a SAFE_MQ_BLOCKING() table
 *   complete		void (disk *, struct safe_request, SAFE_ATOMIC)
 *   timeout		enum blk_eh_timer_return (disk *, struct request *)
 *   commit_rqs		void (hctx *, SAFE_ATOMIC)
 *   poll		int (hctx *)
 *   init_hctx		int (set *, unsigned int index, hctx **): what is stored is the queue's data
 *   exit_hctx		void (hctx *, unsigned int index)
 *   init_request	int (set *, pdu *, unsigned int index, int node)
 *   exit_request	void (set *, pdu *, unsigned int index)
 *   map_queues		void (set *, struct blk_mq_tag_set *), see safe_blk_mq_map_hw_queues()
 *
 * What misuse gives
 *   a function of other data		error: incompatible pointer type
 *   data behind a request as another type	error: incompatible pointer type
 *   sleeping in queue_rq		error: "this may sleep, and the context is atomic"
 *   queue_rq without SAFE_ATOMIC	error: incompatible pointer type
 *   a blocking queue_rq in another table	error: '__safe_mq_blocking_...' undeclared
 *   set freed before its disk		a report; the set stays
 *   a set of another table		-EINVAL
 *   a set allocated twice		-EBUSY
 *
 * What C cannot do: know of which table a struct request * is, where safe_pdu() asks for one.
 */
#ifndef SAFE_CORE_BLK_MQ_H
#define SAFE_CORE_BLK_MQ_H

#include <linux/blk-mq.h>
#include <linux/numa.h>
#include <safe/core/blk_disk.h>
#include <safe/core/blk_request.h>
#include <safe/core/callback.h>
#include <safe/core/ops.h>
#if !SAFE_HAS_map_hw_queues && __has_include(<linux/blk-mq-pci.h>)
#include <linux/blk-mq-pci.h>
#include <linux/pci.h>
#endif

/* ---------------------------------------------------------------------------------------------
 * Tables
 */

/**
 * SAFE_MQ() - state what the data of a table's functions is
 * @table: name of the struct blk_mq_ops; it is defined further down
 * @set: type of the tag set's data: struct board, or void
 * @hctx: type of a hardware queue's data, which init_hctx stores, or void
 * @disk: type of a disk's data, or void
 * @pdu: type of what the driver has behind each request, or void
 */
#define SAFE_MQ(table, set, hctx, disk, pdu)						\
enum { __safe_mq_atomic_##table, __safe_mq_flags_##table = 0 };				\
__SAFE_MQ(table, set, hctx, disk, pdu)

/**
 * SAFE_MQ_BLOCKING() - the same of a table whose queue_rq may sleep
 * @table: name of the struct blk_mq_ops
 * @set: as of SAFE_MQ()
 * @hctx: as of SAFE_MQ()
 * @disk: as of SAFE_MQ()
 * @pdu: as of SAFE_MQ()
 */
#define SAFE_MQ_BLOCKING(table, set, hctx, disk, pdu)					\
enum { __safe_mq_blocking_##table, __safe_mq_flags_##table = BLK_MQ_F_BLOCKING };	\
__SAFE_MQ(table, set, hctx, disk, pdu)

#define __SAFE_MQ(table, set, hctx, disk, pdu)						\
static const struct blk_mq_ops table;							\
typedef set __safe_mq_set_##table;							\
typedef hctx __safe_mq_hctx_##table;							\
typedef disk __safe_mq_disk_##table;							\
typedef pdu __safe_mq_pdu_##table;							\
_Static_assert(__alignof__(pdu) <= __alignof__(struct __safe_rq_head),			\
	       "what stands behind a request is aligned to 8 bytes");			\
static __safe_inline void *__safe_mq_set_data_##table(set *data)			\
{											\
	return data;									\
}											\
static __safe_inline void *__safe_mq_disk_data_##table(disk *data)			\
{											\
	return data;									\
}											\
static __safe_inline pdu *__safe_mq_pdu_of_##table(struct request *rq)			\
{											\
	return (void *)(__safe_rq_head(rq) + 1);					\
}											\
static __safe_inline hctx *__safe_mq_hctx_of_##table(struct request *rq)		\
{											\
	return rq->mq_hctx->driver_data;						\
}											\
static __safe_inline disk *__safe_mq_disk_of_##table(struct request *rq)		\
{											\
	return rq->q->queuedata;							\
}											\
struct safe_mq_end

/* void has no size that counts. */
#define __safe_mq_pdu_size(table)							\
	(__builtin_types_compatible_p(__safe_mq_pdu_##table, void) ? 0 :		\
	 sizeof(__safe_mq_pdu_##table))

/**
 * safe_pdu() - what the driver has behind a request
 * @table: of the request's queue, with SAFE_MQ()
 * @rq: a request, or what owns one
 */
#define safe_pdu(table, rq)		__safe_mq_pdu_of_##table(__safe_rq(rq))

/**
 * safe_hctx_data() - the data of the hardware queue that a request is in
 * @table: of the request's queue, with SAFE_MQ()
 * @rq: a request, or what owns one
 */
#define safe_hctx_data(table, rq)	__safe_mq_hctx_of_##table(__safe_rq(rq))

/**
 * safe_disk_data() - the data of the disk that a request is for
 * @table: of the request's queue, with SAFE_MQ()
 * @rq: a request, or what owns one
 */
#define safe_disk_data(table, rq)	__safe_mq_disk_of_##table(__safe_rq(rq))

#define __SAFE_OP_blk_mq_ops_queue_rq(table, fn)					\
static blk_status_t __maybe_unused							\
__safe_op_##table##_##fn(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd) \
{											\
	struct safe_new_request rq = { __safe_not_null(bd->rq) };			\
											\
	(void)__safe_mq_atomic_##table;							\
	return __safe_call(struct safe_queued, fn, __safe_mq_disk_##table *,		\
			   struct safe_new_request, bool, struct __safe_atomic_ctx)	\
		(hctx->queue->queuedata, rq, bd->last,					\
		 (struct __safe_atomic_ctx){ }).__status;				\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_queue_rq_blocking(table, fn)				\
static blk_status_t __maybe_unused							\
__safe_op_##table##_##fn(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd) \
{											\
	struct safe_new_request rq = { __safe_not_null(bd->rq) };			\
											\
	(void)__safe_mq_blocking_##table;						\
	return __safe_call(struct safe_queued, fn, __safe_mq_disk_##table *,		\
			   struct safe_new_request, bool)				\
		(hctx->queue->queuedata, rq, bd->last).__status;			\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_complete(table, fn)					\
static void __maybe_unused __safe_op_##table##_##fn(struct request *rq)			\
{											\
	__safe_call(void, fn, __safe_mq_disk_##table *, struct safe_request,		\
		    struct __safe_atomic_ctx)						\
		(rq->q->queuedata, (struct safe_request){ __safe_not_null(rq) },	\
		 (struct __safe_atomic_ctx){ });					\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_timeout(table, fn)						\
static enum blk_eh_timer_return __maybe_unused						\
__safe_op_##table##_##fn(struct request *rq)						\
{											\
	return __safe_call(enum blk_eh_timer_return, fn, __safe_mq_disk_##table *,	\
			   struct request *)(rq->q->queuedata, rq);			\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_commit_rqs(table, fn)					\
static void __maybe_unused __safe_op_##table##_##fn(struct blk_mq_hw_ctx *hctx)		\
{											\
	__safe_call_atomic(void, fn, __safe_mq_hctx_##table *, hctx->driver_data);	\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_poll(table, fn)						\
static int __maybe_unused								\
__safe_op_##table##_##fn(struct blk_mq_hw_ctx *hctx, struct io_comp_batch *batch)	\
{											\
	return __safe_call(int, fn, __safe_mq_hctx_##table *)(hctx->driver_data);	\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_init_hctx(table, fn)					\
static int __maybe_unused								\
__safe_op_##table##_##fn(struct blk_mq_hw_ctx *hctx, void *set, unsigned int index)	\
{											\
	__safe_mq_hctx_##table *data = NULL;						\
	int err = __safe_call(int, fn, __safe_mq_set_##table *, unsigned int,		\
			      __safe_mq_hctx_##table **)(set, index, &data);		\
											\
	if (!err)									\
		hctx->driver_data = data;						\
	return err;									\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_exit_hctx(table, fn)					\
static void __maybe_unused								\
__safe_op_##table##_##fn(struct blk_mq_hw_ctx *hctx, unsigned int index)		\
{											\
	__safe_call(void, fn, __safe_mq_hctx_##table *, unsigned int)			\
		(hctx->driver_data, index);						\
}											\
struct safe_mq_end

/* The last argument's type in this kernel: int, or unsigned int. */
#define __safe_mq_node									\
	typeof(_Generic(((struct blk_mq_ops *)0)->init_request,				\
		int (*)(struct blk_mq_tag_set *, struct request *, unsigned int, int): 0, \
		default: 0U))

#define __SAFE_OP_blk_mq_ops_init_request(table, fn)					\
static int __maybe_unused								\
__safe_op_##table##_##fn(struct blk_mq_tag_set *set, struct request *rq,		\
			 unsigned int index, __safe_mq_node node)			\
{											\
	return __safe_call(int, fn, __safe_mq_set_##table *, __safe_mq_pdu_##table *,	\
			   unsigned int, int)						\
		(set->driver_data, __safe_mq_pdu_of_##table(rq), index, node);		\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_exit_request(table, fn)					\
static void __maybe_unused								\
__safe_op_##table##_##fn(struct blk_mq_tag_set *set, struct request *rq, unsigned int index) \
{											\
	__safe_call(void, fn, __safe_mq_set_##table *, __safe_mq_pdu_##table *, unsigned int) \
		(set->driver_data, __safe_mq_pdu_of_##table(rq), index);		\
}											\
struct safe_mq_end

#define __SAFE_OP_blk_mq_ops_map_queues(table, fn)					\
static void __maybe_unused __safe_op_##table##_##fn(struct blk_mq_tag_set *set)		\
{											\
	__safe_call(void, fn, __safe_mq_set_##table *, struct blk_mq_tag_set *)		\
		(set->driver_data, set);						\
}											\
struct safe_mq_end

/**
 * safe_blk_mq_map_hw_queues() - map CPUs to hardware queues as the device's interrupts go
 * @set: what map_queues got
 * @type: of the queues: HCTX_TYPE_DEFAULT
 * @dev: the device whose interrupts they are
 * @offset: how many interrupts are before those of the queues
 */
static __safe_inline void
safe_blk_mq_map_hw_queues(struct blk_mq_tag_set *set, enum hctx_type type, struct device *dev,
			  unsigned int offset)
{
	struct blk_mq_queue_map *map = &set->map[type];

#if SAFE_HAS_map_hw_queues
	blk_mq_map_hw_queues(map, dev, offset);
#else
#if __has_include(<linux/blk-mq-pci.h>) && IS_ENABLED(CONFIG_BLK_MQ_PCI)
	if (dev_is_pci(dev)) {
		blk_mq_pci_map_queues(map, to_pci_dev(dev), offset);
		return;
	}
#endif
	blk_mq_map_queues(map);
#endif
}

/* ---------------------------------------------------------------------------------------------
 * Tag sets
 */

/** struct safe_tag_set - owns the tags and requests of some queues; it stays where it is */
struct safe_tag_set {
	struct blk_mq_tag_set set;
};

/**
 * struct safe_tag_set_params - what a tag set is to be
 * @nr_hw_queues: number of hardware queues
 * @queue_depth: requests of each of them
 * @reserved_tags: how many of them are for BLK_MQ_REQ_RESERVED
 * @nr_maps: kinds of queues; 0: one
 * @numa_node: where the device is; NUMA_NO_NODE if not said
 * @timeout: of a request; 0: the kernel's default, 30 s
 * @flags: further BLK_MQ_F_ flags
 */
struct safe_tag_set_params {
	unsigned int nr_hw_queues;
	unsigned int queue_depth;
	unsigned int reserved_tags;
	unsigned int nr_maps;
	int numa_node;
	struct safe_jiffies timeout;
	unsigned int flags;
};

static __maybe_unused void safe_tag_set_release(struct safe_tag_set *owner)
{
	if (!owner->set.tags)
		return;
	if (WARN(!list_empty(&owner->set.tag_list), "a tag set is freed before its disks\n"))
		return;
	blk_mq_free_tag_set(&owner->set);
	owner->set.tags = NULL;
}
#define SAFE_KIND tag_set
#include <safe/core/new_kind.h>

/* Merging is what all drivers want, and asked for in kernels that can be told so. */
#if SAFE_HAS_should_merge
#define __SAFE_MQ_FLAGS		BLK_MQ_F_SHOULD_MERGE
#else
#define __SAFE_MQ_FLAGS		0
#endif

static __safe_inline int
__safe_tag_set_alloc(struct safe_tag_set *to, const struct blk_mq_ops *ops, size_t pdu_size,
		     unsigned int flags, void *data, const struct safe_tag_set_params *params)
{
	int err;

	if (to->set.tags)
		return -EBUSY;
	to->set.ops = ops;
	to->set.nr_hw_queues = params->nr_hw_queues;
	to->set.queue_depth = params->queue_depth;
	to->set.reserved_tags = params->reserved_tags;
	to->set.nr_maps = params->nr_maps;
	to->set.cmd_size = sizeof(struct __safe_rq_head) + pdu_size;
	to->set.numa_node = params->numa_node;
	to->set.timeout = params->timeout.value;
	to->set.flags = flags | params->flags | __SAFE_MQ_FLAGS;
	to->set.driver_data = data;
	err = blk_mq_alloc_tag_set(&to->set);
	if (err)
		to->set.tags = NULL;
	return err;
}

/**
 * safe_blk_mq_alloc_tag_set() - allocate tags and requests
 * @to: pointer to a struct safe_tag_set, a member of the driver's data: it cannot be moved
 * @table: with SAFE_MQ()
 * @data: the set's data, of the type that the table states
 * @...: members of struct safe_tag_set_params: .nr_hw_queues = 4, .queue_depth = 64
 *
 * Return: 0 or an errno.
 */
#define safe_blk_mq_alloc_tag_set(to, table, data, ...)					\
	__safe_sleeps(safe_checked(__safe_tag_set_alloc(to, &(table),			\
		__safe_mq_pdu_size(table), __safe_mq_flags_##table,			\
		__safe_mq_set_data_##table(data),					\
		&(const struct safe_tag_set_params){					\
			.numa_node = NUMA_NO_NODE, ##__VA_ARGS__ })))

static void __maybe_unused __safe_tag_set_action(void *set)
{
	safe_tag_set_release(set);
}

/**
 * safe_devm_blk_mq_alloc_tag_set() - the same, given back when the device is unbound
 * @dev: the device
 * @to: as of safe_blk_mq_alloc_tag_set()
 * @table: with SAFE_MQ()
 * @data: the set's data
 * @...: members of struct safe_tag_set_params
 *
 * Return: 0 or an errno.
 */
#define safe_devm_blk_mq_alloc_tag_set(dev, to, table, data, ...)			\
	safe_checked(({									\
		struct safe_tag_set *__safe_set = (to);					\
		int __safe_err = safe_blk_mq_alloc_tag_set(__safe_set, table, data, ##__VA_ARGS__); \
											\
		__safe_err ?: devm_add_action_or_reset(dev, __safe_tag_set_action, __safe_set); \
	}))

/**
 * safe_blk_mq_tag_to_rq() - own the request that the hardware names by its tag
 * @set: the tag set
 * @hw_queue: index of the hardware queue
 * @tag: what the hardware sent
 *
 * Return: a struct safe_request_result, to open; -ENOENT if there is no such queue, no such tag, or
 * if that request is not the hardware's.
 */
static __safe_inline __must_check struct safe_request_result
safe_blk_mq_tag_to_rq(const struct safe_tag_set *set, unsigned int hw_queue, unsigned int tag)
{
	struct request *rq = NULL;

	if (likely(hw_queue < set->set.nr_hw_queues))
		rq = blk_mq_tag_to_rq(set->set.tags[hw_queue], tag);
	if (unlikely(!rq))
		return safe_owner_from_errno_ptr(request, -ENOENT, NULL);
	return safe_rq_claim(rq);
}

/**
 * SAFE_BUSY_ITER() - make a function of the driver one that goes over requests; stands after it
 * @fn: bool fn(type *, struct request *); false ends the walk
 * @type: struct board
 */
#define SAFE_BUSY_ITER(fn, type)							\
static bool __maybe_unused __safe_busy_##fn(struct request *rq, void *data)		\
{											\
	return __safe_call(bool, fn, type *, struct request *)(data, rq);		\
}											\
__SAFE_CALLBACK_DATA(busy, fn, type *)

/**
 * safe_blk_mq_tagset_busy_iter() - call a function for each request that was started
 * @tag_set: pointer to the struct safe_tag_set
 * @fn: with SAFE_BUSY_ITER()
 * @data: its first argument
 */
#define safe_blk_mq_tagset_busy_iter(tag_set, fn, data)					\
	blk_mq_tagset_busy_iter(&(tag_set)->set, __safe_busy_##fn, __safe_busy_data_##fn(data))

/**
 * safe_blk_mq_tagset_wait_completed_request() - wait until what was completed has been ended
 * @set: the tag set, none of whose requests the hardware has any more
 */
static __safe_inline void safe_blk_mq_tagset_wait_completed_request(struct safe_tag_set *set)
{
	blk_mq_tagset_wait_completed_request(&set->set);
}
#define safe_blk_mq_tagset_wait_completed_request(...) \
	__safe_sleeps(safe_blk_mq_tagset_wait_completed_request(__VA_ARGS__))

/* ---------------------------------------------------------------------------------------------
 * Disks
 */

/* Why there can be no disk, or 0. */
static __safe_inline int __safe_no_disk(const struct safe_tag_set *set,
					 const struct blk_mq_ops *ops,
					 const struct safe_queue_limits *lim)
{
	return set->set.tags && set->set.ops == ops && __safe_limits_valid(lim) ? 0 : -EINVAL;
}

/**
 * safe_blk_mq_alloc_disk() - allocate a disk and its queue
 * @table: of the tag set, with SAFE_MQ()
 * @tag_set: pointer to the struct safe_tag_set
 * @limits: pointer to a struct safe_queue_limits
 * @disk_fops: its struct block_device_operations, with SAFE_OPS() of the same type or none
 * @data: the disk's data, of the type that the table states
 *
 * Return: a struct safe_disk_result, to open; -EINVAL for limits that contradict themselves, a set
 * that was not allocated or is another table's.
 */
#define safe_blk_mq_alloc_disk(table, tag_set, limits, disk_fops, data)			\
	__safe_sleeps(safe_disk_checked(({						\
		struct safe_tag_set *__safe_set = (tag_set);				\
		const struct safe_queue_limits *__safe_lim = (limits);			\
		void *__safe_data = __safe_mq_disk_data_##table(data);			\
		int __safe_err = __safe_no_disk(__safe_set, &(table), __safe_lim);	\
											\
		safe_owner_from_err_ptr(disk, __safe_err ? ERR_PTR(__safe_err) :	\
			__safe_disk_set_up(__safe_alloc_disk(&__safe_set->set, __safe_lim, \
							     __safe_data),		\
					   __safe_lim, disk_fops, __safe_data));	\
	})))

#endif
